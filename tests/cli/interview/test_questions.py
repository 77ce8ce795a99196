"""The first questions, few for the usual case, and what is more said until it is written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from analyysi.cli.interview.questions import first_questions, interview
from analyysi.errors import AnalyysiError
from analyysi.project import Project
from support.interviews import FIRST, state_of
from support.written_tables import as_xlsx

MOST = 8
"""Questions of the usual case."""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "subject"), [("fi", ["Jako"]), ("sv", ["F", "J"]), ("en", ["S", "J"])]
)
def test_the_usual_case_is_a_handful_of_questions(
    project: Project, language: str, subject: list[str]
) -> None:
    total = {"en": "80,000"}.get(language, "80 000")
    lines = [*subject, *FIRST[1:4], total, "", ""]
    state = state_of(project, lines, language=language)
    answers = interview(state, {}, whole=True)
    assert answers is not None
    assert len(state.dialogue.answered) <= MOST
    assert answers.asked == 8_000_000
    assert answers.chosen.only_key == "population_2025"
    assert answers.subject.in_language(language) == subject[0]


@pytest.mark.slow
def test_stopping_writes_nothing(project: Project) -> None:
    assert interview(state_of(project, [*FIRST, "", "stop"]), {}, whole=True) is None


@pytest.mark.slow
def test_payers_are_listed_by_a_table(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "jäsenet.xlsx"
    rows = [["Kunta", "Asukkaita"], ["Lahti", 1], ["Hollola", 2], ["Tampella", 3], ["Yhteensä", 6]]
    as_xlsx(path, {"Jäsenet": rows})
    lines = ["Jako", str(path), "Hollola", "2027", "1 000", ""]
    answers = first_questions(state_of(project, lines), {})
    assert [party.code for party in answers.payers] == ["398", "098"]
    assert answers.organiser.code == "098"
    printed = capsys.readouterr().out
    assert "2 maksajaa, Lahti, Hollola" in printed
    assert "Tampella" in printed


@pytest.mark.slow
@pytest.mark.parametrize(
    ("place", "wrong", "told"),
    [
        (0, " ", "A text was expected"),
        (1, "Kajani, Kuhmo", "Did you mean 'Kajaani'?"),
        (1, "Kajaani, Kajaani", "is named twice"),
        (1, "", "The payers were expected"),
        (1, "jasenet.xlsx", "There is no file"),
        (2, "Kuhmmo", "Did you mean 'Kuhmo'?"),
        (3, "27", "such as 2027"),
        (4, "2,3 milj. €", "Did you mean"),
        (5, "asukaslukku", "There is no choice 'asukaslukku'. Did you mean 'Asukasluku'?"),
    ],
)
def test_each_wrong_answer_is_told(project: Project, place: int, wrong: str, told: str) -> None:
    lines: Sequence[str] = [*FIRST, ""]
    lines = [*lines[:place], wrong, *lines[place + 1 :]]
    with pytest.raises(AnalyysiError, match=told):
        first_questions(state_of(project, lines), {})


@pytest.mark.slow
def test_options_stand_for_answers(project: Project) -> None:
    given = {"subject": "Jako", "payers": "Kajaani, Kuhmo", "year": "2027", "total": "1000"}
    given |= {"subject-sv": "Fördelning", "key": "5", "organiser": "Paltamo", "status": "analysis"}
    answers = interview(state_of(project, given=given), given, whole=False)
    assert answers is not None
    assert answers.subject.texts == {"fi": "Jako", "sv": "Fördelning"}
    assert (answers.organiser.code, answers.status, answers.id) == ("578", "analysis", "jako")
