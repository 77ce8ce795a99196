"""A board's questions, each answered in a sentence or two."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from analyysi.allocation.steps.amounts_first import Credit
from analyysi.allocation.steps.step_table import STEPS, OffTheTop
from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.comparison.explain import explanation_for_report
from analyysi.comparison.report_context import ReportContext
from analyysi.comparison.scenarios import uncomputed_withdrawals, withdrawals
from analyysi.languages.language_table import LANGUAGES
from analyysi.messages import PayerName
from analyysi.project import Project
from analyysi.report.agenda.item import agenda_item
from analyysi.report.front.questions import QUESTIONS, answers
from analyysi.report.pieces.rule_search import known_rule
from analyysi.report.sections import leaving
from analyysi.report.sections.section import Shown
from support.changed_cases import with_method, with_published
from support.readers import reader_of

PAYERS = ("105", "290", "578", "620", "697", "765", "777")


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
    assert rise == 7733_00
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
    assert "miten muut silloin maksaisivat. Laskematta: Paltamo ja Sotkamo." in text
    # Nobody asks a seat's board what its own leaving would do.
    seat = " ".join(fact.text for fact in answers(reader_of(comparison, focus="765")))
    assert "miten muut silloin maksaisivat. Laskematta: Paltamo." in seat
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


def coming(comparison: Comparison) -> str:
    (question,) = [row for row in QUESTIONS if row.topic == "coming"]
    return " ".join(question.answer(reader_of(comparison)))


def with_days(comparison: Comparison, *days: date) -> Comparison:
    """Return a mix of keys whose figures are said to be of these days."""
    names = list(comparison.case.terms.keys)[: len(days)]
    weights = {name: str(Fraction(1, len(names))) for name in names}
    mix = compare_methods(with_method(comparison.case, "mix", keys=weights))
    terms = mix.case.terms
    keys = {
        name: terms.keys[name].model_copy(update={"reference_date": day})
        for name, day in zip(names, days, strict=True)
    }
    dated = terms.model_copy(update={"keys": {**terms.keys, **keys}})
    return replace(mix, case=replace(mix.case, terms=dated))


def test_next_year_promises_the_days_of_yearly_figures_only(kainuu_2023: Comparison) -> None:
    """An area measured in 2016 has no figure of 2017 that next year's shares would wait for."""
    yearly, another = date(2021, 12, 31), date(2020, 12, 31)
    assert "päivän 31.12.2022 luvuista" in coming(with_days(kainuu_2023, yearly, yearly))
    both = coming(with_days(kainuu_2023, yearly, another))
    assert "päivien 31.12.2021 ja 31.12.2022 luvuista" in both
    old = coming(with_days(kainuu_2023, yearly, date(2016, 12, 31)))
    assert "2017" not in old
    assert "uusimmista luvuista" in old


@pytest.mark.parametrize(
    ("method", "parameters"),
    [("equal", {}), ("agreed_weights", {"weights": dict.fromkeys(PAYERS, "3")})],
)
def test_shares_without_figures_wait_for_none(
    kainuu_2023: Comparison, method: str, parameters: dict[str, Any]
) -> None:
    text = coming(compare_methods(with_method(kainuu_2023.case, method, **parameters)))
    assert "luvuista" not in text
    assert "samoin" in text


def test_the_hardest_departure_says_that_the_organiser_stays(kainuu_2023: Comparison) -> None:
    """Whoever organises is no leaver here, though the annex has its row: the sentence says so."""
    case = kainuu_2023.case
    agreement = case.agreement.model_copy(update={"organiser": "765"})
    comparison = compare_methods(replace(case, agreement=agreement))
    (fact,) = [fact for fact in answers(reader_of(comparison)) if fact.to == "withdrawal"]
    assert "jos Sotkamo pysyy järjestäjänä" in fact.text
    assert "Sotkamon lähtö" not in fact.text


def test_a_rule_that_the_search_knows_is_told_at_the_front(
    kainuu_2023: Comparison, project: Project
) -> None:
    """The front page, the agenda item and the annex say the same of one search."""
    mix = with_method(kainuu_2023.case, "mix", equal="0.4", keys={"population_2021": "0.6"})
    case = with_published(kainuu_2023.case, compare_methods(mix).chosen.cents)
    comparison = compare_methods(case)
    explanation = explanation_for_report(project, case)
    assert explanation is not None
    assert explanation.inference.verdict == "known"
    reader = reader_of(comparison, focus="578", context=ReportContext(explanation=explanation))
    (fact,) = [fact for fact in answers(reader) if fact.to == "basis"]
    for text in (fact.text, " ".join(agenda_item(reader).account)):
        assert known_rule(explanation, reader.words) in text
        assert "ei tiedetä" not in text
        assert "laskentaperuste ei ole tiedossa" not in text
