"""What is done to figures before they are shared by; those that were there stay beside them."""

from dataclasses import replace
from fractions import Fraction

import pytest

from analyysi.allocation.keys import KEY_CHANGES
from analyysi.cli.interview.changed_figures import change_figures
from analyysi.cli.interview.key_questions import add_population
from analyysi.comparison.compare import work_out
from analyysi.drafting.agreements.answered_keys import by_key
from analyysi.drafting.agreements.answers import Answers
from analyysi.drafting.agreements.new_agreement import drafted_case
from analyysi.languages.catalogue import check_translated
from analyysi.languages.language_table import LANGUAGES
from analyysi.project import Project
from support.interviews import answers_of, state_of

ANSWERS = {
    "plus": ["100"],
    "minimum": ["5 000"],
    "maximum": ["20 000"],
    "classes": ["5 000; 20 000", "1; 2; 3"],
    "payer_factors": ["Kajaani 0,9"],
    "above": ["10 000", "0,5", "excess"],
}
"""What is typed for each change of figures: a new row of KEY_CHANGES needs its own."""


def test_each_change_is_tried_below() -> None:
    assert ANSWERS.keys() == KEY_CHANGES.keys()


@pytest.mark.slow
@pytest.mark.parametrize("kind", ANSWERS)
def test_a_change_is_asked_for_and_worked_out(project: Project, kind: str) -> None:
    for language in LANGUAGES:
        check_translated(KEY_CHANGES[kind].title.text, language)
    state = state_of(project, [kind, *ANSWERS[kind]])
    answers, name = add_population(state, answers_of(state))
    answers = change_figures(state, _shared_by(answers, name))
    case = drafted_case(project, answers)
    assert case.chosen.key_names == ("adjusted_population_2025",)
    assert [change.kind for change in case.terms.keys["adjusted_population_2025"].transform] == [
        kind
    ]
    # The official figures stay, for euros per inhabitant.
    assert case.terms.per_head == "population_2025"
    assert case.terms.keys["population_2025"].transform == ()
    assert sum(work_out(case, case.chosen).cents.values()) == 8_000_000


def _shared_by(answers: Answers, name: str) -> Answers:
    return replace(answers, chosen=by_key(name))


@pytest.mark.slow
def test_a_second_change_follows_the_first(project: Project) -> None:
    state = state_of(project, ["Kajaani 0,9", "5 000"])
    answers, name = add_population(state, answers_of(state))
    answers = change_figures(state, _shared_by(answers, name), "payer_factors")
    answers = change_figures(state, answers, "minimum")
    case = drafted_case(project, answers)
    key = case.terms.keys["adjusted_population_2025"]
    assert [change.kind for change in key.transform] == ["payer_factors", "minimum"]
    official = case.problem.keys["population_2025"]
    adjusted = case.problem.keys["adjusted_population_2025"]
    assert adjusted["205"] == official["205"] * Fraction(9, 10)
    assert adjusted["578"] == max(official["578"], 5000)
