"""A key of a new agreement whose figures came in a table: its file, its name, and where it is from."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from analyysi.drafting.agreements.figure_keys import columns_taken, with_figures
from analyysi.languages.local_text import LocalText
from analyysi.languages.units import UNITS
from analyysi.project import Project
from analyysi.sources.surveys.answer_cell import Answer
from analyysi.sources.surveys.answer_table import GivenAnswer
from analyysi.sources.surveys.questions import Question
from support.interviews import answers_of, state_of

ORIGIN = LocalText.of({"fi": "Taulukko"})
QUESTION = Question("tunnit", LocalText.of({"fi": "Tunnit"}), UNITS["hours"], date(2026, 6, 30))


def given(codes: tuple[str, ...]) -> list[GivenAnswer]:
    return [GivenAnswer(code, "tunnit", Answer(Decimal(5)), False, "x", "", "") for code in codes]


def test_each_key_gets_a_file_of_its_own(project: Project) -> None:
    answers = answers_of(state_of(project))
    codes = tuple(party.code for party in answers.payers)
    first, name = with_figures(answers, QUESTION, given(codes), origin=ORIGIN)
    assert name == "tunnit"
    assert "tunnit" in columns_taken(first)
    assert list(first.survey_files) == ["luvut-2027.csv"]
    again = Question("tunnit_2", QUESTION.label, QUESTION.unit, QUESTION.day)
    second, _ = with_figures(first, again, [], origin=None)
    files = {named.name: named.key.survey for named in second.further_keys}
    assert files == {"tunnit": "luvut-2027.csv", "tunnit_2": "kysely-2027.csv"}
    assert list(second.survey_files) == ["luvut-2027.csv"]
