"""A board's questions, each answered in a sentence or two."""

from dataclasses import replace

import pytest

from analyysi.allocation.steps.amounts_first import Credit
from analyysi.allocation.steps.step_table import STEPS, OffTheTop
from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.comparison.scenarios import uncomputed_withdrawals, withdrawals
from analyysi.languages.language_table import LANGUAGES
from analyysi.messages import PayerName
from analyysi.report.front.questions import QUESTIONS, answers
from analyysi.report.sections import leaving
from analyysi.report.sections.section import Shown
from support.readers import reader_of


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("focus", [None, "578", "620"])
def test_every_question_of_a_year_with_an_approved_share_is_answered(
    kainuu_2023: Comparison, language: str, focus: str | None
) -> None:
    facts = answers(reader_of(kainuu_2023, language, focus))
    assert len(facts) == len(QUESTIONS) == 7
    assert all(fact.text.endswith(".") for fact in facts)


def test_a_question_that_does_not_arise_is_not_asked(kainuu_2027: Comparison) -> None:
    labels = [fact.label for fact in answers(reader_of(kainuu_2027))]
    assert len(labels) == 6
    assert "Mihin" not in " ".join(labels)


def test_the_hardest_departure_is_the_largest_rise(kainuu_2023: Comparison) -> None:
    rise = max(
        change
        for scenario in withdrawals(kainuu_2023)
        for change in scenario.shown_changes.values()
    )
    assert rise == 7734_00
    reader = reader_of(kainuu_2023)
    (text,) = [fact.text for fact in answers(reader) if fact.label == "Jos joku jää pois?"]
    assert "Sotkamon lähtö" in text
    assert reader.words.numbers.money(rise, words=True) in text


def test_next_year_is_no_promise_of_the_rule(kainuu_2023: Comparison) -> None:
    text = " ".join(fact.text for fact in answers(reader_of(kainuu_2023)))
    assert "Jos jakotapa pysyy samana" in text
    assert "Ellei toisin sovita" not in text


def test_nothing_new_is_decided_where_a_share_is_approved(kainuu_2023: Comparison) -> None:
    seat = " ".join(fact.text for fact in answers(reader_of(kainuu_2023, focus="578")))
    assert "Ei mitään uutta" in seat
    assert "Ei mitään uutta" not in " ".join(
        fact.text for fact in answers(reader_of(kainuu_2023, focus="620"))
    )


def test_who_cannot_be_left_out_is_named_and_no_case_is_called_the_hardest_of_all(
    kainuu_2027: Comparison,
) -> None:
    credit = Credit(amounts={"578": "500.00", "765": "900.00"}, source="s")
    comparison = compare_methods(replace(kainuu_2027.case, steps=((STEPS["credit"], credit),)))
    assert uncomputed_withdrawals(comparison) == ("578", "765")
    (text,) = [fact.text for fact in answers(reader_of(comparison)) if "pois?" in fact.label]
    assert "Niistä, jotka voi laskea, raskainta olisi Kuhmon lähtö" in text
    assert "miten muut silloin maksaisivat: Paltamo ja Sotkamo." in text
    # Nobody asks a seat's board what its own leaving would do.
    seat = " ".join(fact.text for fact in answers(reader_of(comparison, focus="765")))
    assert "miten muut silloin maksaisivat: Paltamo." in seat
    shown = leaving.section(reader_of(comparison))
    assert isinstance(shown, Shown)
    assert any("Paltamo ja Sotkamo." in str(block) for block in shown.blocks)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_share_that_a_dearer_year_leaves_as_it_is_does_not_rise_by_nought(
    kainuu_2027: Comparison, language: str
) -> None:
    first = (STEPS["off_the_top"], OffTheTop(payer="578", amount="9000"))
    comparison = compare_methods(replace(kainuu_2027.case, steps=(first,)))
    reader = reader_of(comparison, language, "578")
    (text,) = [fact.text for fact in answers(reader) if fact.to == "certainty"]
    said = "If the cost rose by 10 per cent, the computed share of {payer} would stay as it is."
    assert reader.say(said, payer=PayerName("578")) in text
