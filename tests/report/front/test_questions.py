"""A board's questions, each answered in a sentence or two."""

import pytest

from analyysi.comparison.compare import Comparison
from analyysi.comparison.scenarios import withdrawals
from analyysi.report.front.questions import QUESTIONS, answers
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
