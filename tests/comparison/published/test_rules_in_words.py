"""Rules of a search in pieces and in English."""

from fractions import Fraction

import pytest

from analyysi.allocation.inference.findings import Hit
from analyysi.allocation.inference.rule_families import Rule
from analyysi.allocation.inference.rule_search import infer
from analyysi.allocation.whole_units.rounding import largest_remainder
from analyysi.comparison.published.rules_in_words import (
    hit_in_words,
    in_figures,
    pieces_of,
    range_in_words,
    rounded_inwards,
    rule_in_words,
)
from analyysi.languages.saying import said
from analyysi.messages import Message, Percent
from support.rule_search import CODES

ALL, NONE = Fraction(1), Fraction(0)


def test_a_rule_is_in_pieces_in_the_order_in_which_it_acts() -> None:
    rule = Rule(Fraction(1, 25), Fraction(3, 10), (("population", Fraction(66, 100)),))
    texts = [piece.text for piece in pieces_of(rule, str.upper) if isinstance(piece, Message)]
    assert texts == ["{share} by the organiser first", "{share} equally", "{share} {key}"]
    last = pieces_of(rule, str.upper)[-1]
    assert isinstance(last, Message)
    assert last.values == {"share": Percent(Fraction(66, 100), None), "key": "POPULATION"}


def test_a_rule_by_one_key_alone_is_the_key_and_one_without_keys_is_equal() -> None:
    assert pieces_of(Rule(NONE, NONE, (("population", ALL),)), str.upper) == ["POPULATION"]
    assert pieces_of(Rule(NONE, ALL, ()), str.upper) == [Message("everybody the same")]


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (Rule(NONE, ALL, ()), "everybody the same"),
        (Rule(NONE, NONE, (("population", ALL),)), "by population"),
        (
            Rule(NONE, Fraction(3, 10), (("population", Fraction(7, 10)),)),
            "30% equally, 70% by population",
        ),
        (
            Rule(NONE, Fraction(1, 3), (("population", Fraction(2, 3)),)),
            "1/3 equally, 2/3 by population",
        ),
        (
            Rule(Fraction(1, 25), NONE, (("population", ALL),)),
            "4% by the organiser first, by population",
        ),
    ],
)
def test_a_rule_is_written_in_the_order_in_which_it_acts(rule: Rule, words: str) -> None:
    assert rule_in_words(rule) == words


def test_an_unusual_rounding_is_named_beside_its_rule() -> None:
    rule = Rule(NONE, ALL, ())
    assert hit_in_words(Hit(rule, 100, {})) == "everybody the same, rounded to 1.00"
    unusual = Hit(rule, 100, {}, ("adams", "dean"))
    assert hit_in_words(unusual) == "everybody the same, rounded to 1.00 by adams or dean"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "30% equally, 70% by population, rounded to 1.00 by adams or dean"),
        (
            "fi",
            "30\u00a0% tasan, 70\u00a0% perusteena population, pyöristys 1,00 säännöllä "
            "adams tai dean",
        ),
        (
            "sv",
            "30\u00a0% jämnt, 70\u00a0% enligt population, avrundat till 1,00 med adams eller dean",
        ),
    ],
)
def test_a_rule_is_said_in_three_languages(language: str, words: str) -> None:
    rule = Rule(NONE, Fraction(3, 10), (("population", Fraction(7, 10)),))
    assert said(hit_in_words(Hit(rule, 100, {}, ("adams", "dean"))), language) == words


def test_the_mean_of_years_is_said_in_the_language() -> None:
    rule = Rule(NONE, Fraction(0), (("jobs 2013-12-31 mean of 2 years", Fraction(1)),))
    words = rule_in_words(rule)
    assert words == "by jobs 2013-12-31 mean of 2 years"
    assert said(words, "fi") == "perusteena jobs 2013-12-31 (2 vuoden keskiarvo)"


def test_luck_is_written_with_its_first_figure() -> None:
    assert [said(in_figures(luck), "fi") for luck in (0.034, 12.4)] == ["0,03", "12"]


def test_a_range_is_written_so_that_all_of_it_gives_the_table() -> None:
    key = {code: Fraction(n) for code, n in zip(CODES, (1021, 187, 155, 37), strict=True)}
    published = largest_remainder(
        {code: 900_000 * (Fraction(1, 12) + n * 2 / 4200) for code, n in key.items()}, 100
    ).cents
    inference = infer(900_000, CODES, {"key": key}, published)
    (weights,) = inference.ranges
    words = range_in_words(weights)
    assert words.endswith("% equally, the rest by key")
    low, high = (Fraction(end.rstrip("%")) / 100 for end in words.split(" ")[0].split("–"))
    assert weights.low <= low < Fraction(1, 3) < high <= weights.high


def test_ends_too_close_for_their_decimals_are_as_they_are() -> None:
    close = Fraction(1, 3), Fraction(1, 3) + Fraction(1, 10**12)
    assert rounded_inwards(*close)[0] == close
