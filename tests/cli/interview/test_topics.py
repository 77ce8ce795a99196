"""What more may be said of an agreement: each topic is asked for, and each wrong answer told."""

from __future__ import annotations

from fractions import Fraction

import pytest

from analyysi.allocation.keys import KEY_CHANGES
from analyysi.allocation.steps.step_table import STEPS
from analyysi.allocation.whole_units.rounding import ROUNDING_RULES
from analyysi.cli.interview.topics import STOP, TOPICS, WRITE, ask_topic, dated
from analyysi.cli.interview.ways import offered_methods
from analyysi.drafting.agreements.answer_error import AnswerError
from analyysi.drafting.agreements.new_agreement import drafted_case
from analyysi.errors import AnalyysiError
from analyysi.languages.catalogue import check_translated
from analyysi.languages.language_table import LANGUAGES
from analyysi.project import Project
from support.interviews import answers_of, state_of

SAID = {
    "changes": ["payer_factors", "Kajaani 0,9"],
    "conditions": ["sum_each", "2 000", ""],
    "total": ["capped", "75 000", "2,5", "Sopimus"],
    "method": ["fixed", "Kajaani 50; Kuhmo 30; Paltamo 20"],
    "figures": ["e", "stored", "maapinta-ala", "1"],
    "rounding": ["largest_remainder", "1,00"],
    "texts": ["purpose", "Kunnat ostavat palvelun.", "Kommunerna köper tjänsten.", ""],
    "boards": ["Kajaanin kaupunginhallitus", "kaupunginjohtaja", "", "", "", ""],
    "events": ["1.6.2026 Neuvottelu", "9/2026 Luonnos lausunnolle", ""],
    "timetable": ["15.9.2026 Arvio kunnille", "3/2027 Tasaus", "", "Sopimuksen 5 §", "k"],
    "status": ["decided", "Kokous 1.6.2026 § 4"],
    "seat": ["Paltamo"],
    "id": ["kainuun-palvelu"],
}
"""What is typed for each topic: a new one needs its own."""


def test_every_topic_is_tried_below() -> None:
    assert SAID.keys() == TOPICS.keys()


@pytest.mark.slow
@pytest.mark.parametrize("name", SAID)
def test_a_topic_makes_terms_that_hold(project: Project, name: str) -> None:
    for language in LANGUAGES:
        check_translated(TOPICS[name].title.text, language)
    state = state_of(project, SAID[name])
    before = answers_of(state)
    after = TOPICS[name].ask(state, before)
    assert after != before
    case = drafted_case(project, after)
    assert case.terms.total.value == after.total


@pytest.mark.slow
def test_what_is_said_stands_in_the_files(project: Project) -> None:
    state = state_of(project, [line for name in SAID for line in SAID[name]])
    answers = answers_of(state)
    for name in SAID:
        if name not in ("method", "figures"):
            state = state_of(project, SAID[name])
            answers = TOPICS[name].ask(state, answers)
    case = drafted_case(project, answers)
    agreement, terms = case.agreement, case.terms
    assert agreement.id == "kainuun-palvelu"
    assert agreement.party("205").board is not None
    assert [event.when for event in agreement.history] == ["2026-06-01", "2026-09"]
    assert [(step.years, step.month, step.day) for step in agreement.timetable] == [
        (-1, 9, 15),
        (0, 3, None),
    ]
    assert agreement.timetable_agreed
    assert (terms.status, terms.total.assumed, terms.rounding.unit) == ("decided", False, 100)
    rule = terms.total.from_last_year
    assert rule is not None
    assert (rule.change, terms.total.value) == (Fraction(1, 40), 7_687_500)
    assert answers.seat == "578"
    assert agreement.purpose.texts == {
        "fi": "Kunnat ostavat palvelun.",
        "sv": "Kommunerna köper tjänsten.",
    }


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "lines", "told"),
    [
        ("changes", ["paino"], "There is no choice 'paino'"),
        ("changes", ["payer_factors", "Kajani 0,9"], "Did you mean 'Kajaani'?"),
        ("changes", ["payer_factors", "Kajaani 0"], "Write a number above zero"),
        ("changes", ["classes", "5; 2", "1; 2; 3"], "The limits of classes must rise"),
        ("changes", ["classes", "2; 5", "1; 2"], "The limits make 3 classes"),
        ("changes", ["above", "10", "1", "1"], "A factor of 1 changes no figure"),
        ("conditions", ["sum_eahc"], "Did you mean 'sum_each'?"),
        ("total", ["capped", "paljon"], "Write a sum in this form"),
        ("total", ["capped", "75 000", "kaksi"], "is no change in per cent"),
        ("method", ["fixed", "Kajaani 50; Kuhmo 30"], "80"),
        ("rounding", ["largest"], "There is no choice|Did you mean"),
        ("rounding", ["largest_remainder", "0"], "Write a sum in this form"),
        ("texts", ["purpse"], "Did you mean 'purpose'?"),
        ("texts", ["reason", ""], "A text was expected"),
        ("events", ["eilen Neuvottelu"], "is no day with what happens on it"),
        ("timetable", ["15.9.2036 Arvio"], "is no day with what happens on it, such as 15.9.2026"),
        ("timetable", ["2026 Arvio"], "is no day with what happens on it"),
        ("status", ["decidde"], "Did you mean 'decided'?"),
        ("seat", ["Paltammo"], "Did you mean 'Paltamo'?"),
        ("id", ["Kainuun Palvelu"], "such as kainuun-palvelu"),
        ("id", ["kainuu-ict"], "never overwritten. Choose another id, such as kainuu-ict-2"),
    ],
)
def test_a_wrong_answer_is_told_with_what_was_expected(
    project: Project, name: str, lines: list[str], told: str
) -> None:
    state = state_of(project, lines)
    with pytest.raises(AnalyysiError, match=told):
        drafted_case(project, TOPICS[name].ask(state, answers_of(state)))


def test_every_rule_may_be_named_at_once(project: Project) -> None:
    rows = [*KEY_CHANGES, *STEPS, *ROUNDING_RULES, *(row.name for row in offered_methods())]
    for name in [*rows, "capped", "indexed"]:
        assert callable(ask_topic(state_of(project, [name]), first=False))
    assert ask_topic(state_of(project, [""])) == WRITE
    assert ask_topic(state_of(project, [str(len(TOPICS) + 1)])) == STOP
    with pytest.raises(AnswerError, match="Did you mean 'rounding'?"):
        ask_topic(state_of(project, ["roundign"]))


def test_a_day_may_be_a_month_or_a_year() -> None:
    assert dated("2025 Selvitys") == ("2025", "Selvitys")
    assert dated("2026-09-15 Arvio") == ("2026-09-15", "Arvio")
    for text in ("13/2026 Arvio", "15.9.2026", "Arvio"):
        with pytest.raises(AnswerError):
            dated(text)
