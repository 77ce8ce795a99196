"""The command `explain`: what was tried, what luck does, and rules in words."""

import re
from fractions import Fraction

import pytest

from analyysi.allocation.inference.rule_families import Rule
from analyysi.cli.explain import rule_in_words
from analyysi.errors import ParameterError
from support.command_line import call
from support.places import ROOT

ALL, NONE = Fraction(1), Fraction(0)


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
            Rule(Fraction(1, 25), NONE, (("population", ALL),)),
            "4% by the organiser first, by population",
        ),
    ],
)
def test_a_rule_is_written_in_the_order_in_which_it_acts(rule: Rule, words: str) -> None:
    assert rule_in_words(rule) == words


@pytest.mark.slow
def test_one_share_is_not_enough_and_the_readme_says_the_same() -> None:
    printed = call("explain", "kainuu-ict", "2023").printed
    assert "Published: Paltamo 7079.00 €, of a total of 80000.00 €." in printed
    assert "4% by the organiser first, by population 2020-12-31, rounded to 1.00 €" in printed
    assert "What would decide: the share of " in printed
    counts = re.search(
        r"Tried: (\d+) rules.*Not identified: (\d+) rules give it, and about (\d+) would by luck",
        printed,
        re.DOTALL,
    )
    assert counts is not None
    tried = f"{int(counts[1]):,}".replace(",", " ")
    in_readme = (
        f"tries {tried} rules on it: {counts[2]} give it, and about {counts[3]} would by luck alone"
    )
    assert in_readme in (ROOT / "README.md").read_text(encoding="utf-8").replace("\n", " ")


def test_a_year_without_a_published_share_has_nothing_to_explain() -> None:
    outcome = call("explain", "kainuu-ict", "2027")
    assert isinstance(outcome.fault, ParameterError)
    assert str(outcome.fault).startswith("kainuu-ict 2027 has no published share to explain")
