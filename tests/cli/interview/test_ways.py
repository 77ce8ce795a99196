"""How the cost is shared: the usual ways, every method, and steps in an order that is true."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from analyysi.allocation.methods import METHODS
from analyysi.allocation.steps.step_table import STEPS
from analyysi.cli.interview.ways import add_step, ask_game, ask_method, ask_sharing
from analyysi.comparison.compare import work_out
from analyysi.drafting.agreements.new_agreement import drafted_case
from analyysi.errors import AnalyysiError
from analyysi.project import Project
from support.interviews import answers_of, state_of, workstations

ALONE = ["stand_alone", "Kajaani 60 000; Kuhmo 30 000; Paltamo 20 000", "Tarjoukset 1.6.2026"]
METHOD_ANSWERS = {
    "equal": [],
    "proportional": [],
    "mix": ["30", "70"],
    "fixed": ["Kajaani 50; Kuhmo 30; Paltamo 20"],
    "agreed_weights": ["Kajaani 9; Kuhmo 3; Paltamo 1"],
    "game_shapley": ALONE,
    "game_nucleolus": ALONE,
    "game_owen": [*ALONE, "Kajaani, Kuhmo; Paltamo"],
}
STEP_ANSWERS = {
    "off_the_top": ["Kajaani", "10", ""],
    "outside_base": ["Paltamo"],
    "floor": ["5 000", "", "", ""],
    "cap": ["", "60", "", ""],
    "limit_change": [
        "Kajaani 50 000; Kuhmo 20 000; Paltamo 10 000",
        "Päätös",
        "",
        "20",
        "",
        "",
        "",
    ],
    "phase_in": ["Kajaani 50 000; Kuhmo 20 000; Paltamo 10 000", "Päätös", "1", "3"],
    "sum_each": ["2 000", ""],
    "quota_floor": ["5 000", "", "", ""],
}


@pytest.mark.slow
@pytest.mark.parametrize("name", METHOD_ANSWERS)
def test_a_method_is_asked_for_and_worked_out(project: Project, name: str) -> None:
    state = state_of(project, METHOD_ANSWERS[name])
    answers = ask_method(state, answers_of(state), name)
    case = drafted_case(project, answers)
    assert case.chosen.method is METHODS[name]
    assert sum(work_out(case, case.chosen).cents.values()) == 8_000_000


@pytest.mark.slow
@pytest.mark.parametrize("name", STEP_ANSWERS)
def test_a_step_is_asked_for_and_worked_out(project: Project, name: str) -> None:
    state = state_of(project, ["1", *STEP_ANSWERS[name]])
    answers = add_step(state, ask_sharing(state, answers_of(state)), name)
    case = drafted_case(project, answers)
    assert [step.name for step, _ in case.steps] == [name]
    assert sum(work_out(case, case.chosen).cents.values()) == 8_000_000


@pytest.mark.slow
def test_a_sum_each_stays_when_the_total_changes(project: Project) -> None:
    state = state_of(project, ["1", "2 000", ""])
    answers = add_step(state, ask_sharing(state, answers_of(state)), "sum_each")
    for asked in (8_000_000, 12_000_000):
        case = drafted_case(project, replace(answers, asked=asked))
        split = work_out(case, case.chosen)
        heads = case.problem.keys["population_2025"]
        rest = asked - 3 * 200_000
        exact = {code: 200_000 + rest * heads[code] / sum(heads.values()) for code in heads}
        assert all(abs(split.cents[code] - exact[code]) <= 1 for code in heads)


@pytest.mark.slow
def test_a_step_goes_where_every_sentence_is_true(project: Project) -> None:
    # Innermost, Kuhmo's part would be counted from what the floor leaves of the total.
    state = state_of(project, ["1", "10 000", "", "", "", "Kuhmo", "15", ""])
    answers = ask_sharing(state, answers_of(state))
    answers = add_step(state, answers, "floor")
    answers = add_step(state, answers, "off_the_top")
    assert [step.name for step, _ in answers.steps] == ["off_the_top", "floor"]


@pytest.mark.slow
def test_a_step_that_cannot_be_kept_is_refused(project: Project) -> None:
    state = state_of(project, ["1", "40 000", ""])
    answers = ask_sharing(state, answers_of(state))
    with pytest.raises(AnalyysiError, match="larger than|more than|exceed|are above"):
        add_step(state, answers, "sum_each")


@pytest.mark.slow
def test_the_usual_ways_are_named_at_once(project: Project, tmp_path: Path) -> None:
    state = state_of(project, ["5"])
    assert ask_sharing(state, answers_of(state)).chosen.needs_no_figures
    named = state_of(project, ["kuntaliitto/areas-2016:land_area_km2:2016"])
    assert ask_sharing(named, answers_of(named)).chosen.only_key == "land_area_km2_2016"
    path = workstations(tmp_path)
    table = state_of(project, [str(path), "k"])
    assert ask_sharing(table, answers_of(table)).chosen.only_key == "tyoasemat_31_12_2026"
    for word in ("väkiluku", "Asukkaat", "population"):
        people = state_of(project, [word])
        assert ask_sharing(people, answers_of(people)).chosen.only_key == "population_2025"
    wrong = state_of(project, ["ostovoima"])
    with pytest.raises(AnalyysiError, match="There is no choice 'ostovoima'"):
        ask_sharing(wrong, answers_of(wrong))


@pytest.mark.slow
def test_claims_are_asked_for_where_a_method_needs_them(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "vaateet.csv"
    path.write_text("Kunta;Vaade\nKajaani;60 000\nKuhmo;40 000\nPaltamo;20 000\n", encoding="utf-8")
    state = state_of(project, ["table", str(path), "1", "31.12.2026", "k"])
    case = drafted_case(project, ask_method(state, answers_of(state), "claims_talmud"))
    assert case.chosen.method.name == "claims_talmud"
    assert sum(work_out(case, case.chosen).cents.values()) == 8_000_000


@pytest.mark.slow
def test_needs_of_an_airport_are_costs_with_a_source(project: Project) -> None:
    lines = ["airport", "Kajaani 80 000; Kuhmo 30 000; Paltamo 20 000", "Laskelma"]
    state = state_of(project, lines)
    game = ask_game(state, answers_of(state)).game
    assert game is not None
    assert game.kind == "airport"
    assert STEPS.keys() >= STEP_ANSWERS.keys()
