"""The columns of a table of answers: found by their headings, and by nothing else."""

from decimal import Decimal

import pytest

from analyysi.errors import ParameterError
from analyysi.sources.surveys.answer_columns import (
    AnswerColumns,
    NoHeadingError,
    answer_columns,
    question_names,
)
from analyysi.sources.surveys.questions import Question, questions_of
from analyysi.tables.files.cell import Cell, Sheet, SheetRow
from support.surveys import survey_key, workstations

STAFF = next(iter(questions_of([survey_key(column="staff", label={"fi": "henkilöstö"})]).values()))[
    0
]


def columns_of(*rows: str, questions: tuple[Question, ...] = (), asked: str = "") -> AnswerColumns:
    cells = [
        SheetRow(number, {place: Cell(text) for place, text in enumerate(row.split("|")) if text})
        for number, row in enumerate(rows, start=1)
    ]
    return answer_columns(Sheet("", tuple(cells)), "a.csv", questions or (workstations(),), asked)


def test_titles_above_the_heading_are_passed() -> None:
    columns = columns_of("Kysely 2026", "", "Kunta|Työasemat|Arvio?|Lähde", "Paltamo|12||x")
    assert (columns.heading, columns.payers, list(columns.by_question)) == (3, (0,), [1])
    assert (columns.estimated, columns.source) == ({"workstations": 2}, 3)


def test_a_question_is_known_by_its_label_in_any_language() -> None:
    assert {"workstations", "työasemat 31.12.2026"} <= question_names(workstations())
    for heading in ("WORKSTATIONS", "Arbetsstationer 31.12.2026", "Työasemat (kpl)", "Vastaus"):
        assert list(columns_of(f"Kunta|x|{heading}").by_question) == [2]
    assert columns_of("Kunta|Määrä").by_question == {}
    assert columns_of("Kunta|Määrä").unread == {"Määrä": 1}


def test_of_several_questions_each_needs_its_own_name() -> None:
    both = (workstations(), STAFF)
    columns = columns_of("Kunta|henkilöstö|Työasemat|workstations_estimated", questions=both)
    assert [asked.column for asked in columns.by_question.values()] == ["staff"]
    assert columns.estimated == {"workstations": 3}


def test_a_form_has_a_row_for_each_question() -> None:
    columns = columns_of("Kunta|Tunnus|Kysymys|Vastaus|Onko arvio?")
    assert columns.of_rows == (2, 3)
    assert columns.payers == (0, 1)


def test_a_heading_over_several_columns_of_numbers_stops() -> None:
    rows = ("Kunta|Työasemat|", "|pöytä|kannettava", "Paltamo|300|110")
    (fault,) = columns_of(*rows).faults
    assert fault == (
        "columns B and C stand under one heading, 'Työasemat': give each its own, or name the one "
        "that is meant, such as --answer-column B"
    )
    assert columns_of(*rows, asked="Työasemat").faults
    assert columns_of(*rows, asked="B").faults == ()
    assert columns_of("Kunta|Työasemat||Lähde", "Paltamo|300||2").faults == ()


def test_a_column_may_be_named_by_its_heading_or_letter() -> None:
    for asked in ("Määrä", "b", "2"):
        assert list(columns_of("Kunta|Määrä", asked=asked).by_question) == [1]
    with pytest.raises(ParameterError, match="--answer-column Maara: a.csv has no such column"):
        columns_of("Kunta|Määrä", asked="Maara")
    with pytest.raises(ParameterError, match="the column of the payers is read as that of"):
        columns_of("Kunta|Määrä", asked="A")


def test_two_columns_of_one_meaning_are_a_fault() -> None:
    assert (
        "columns B and C are both of 'workstations'"
        in columns_of("Kunta|workstations|Työasemat 31.12.2026").faults[0]
    )
    assert "columns B and C have headings" in columns_of("Kunta|Lähde|Källa").faults[0]


def test_without_a_heading_of_payers_nothing_is_guessed() -> None:
    with pytest.raises(NoHeadingError, match=r"^a\.csv: no column says whose"):
        columns_of("Paltamo|12")


def test_the_mark_of_the_table_is_that_of_its_answers() -> None:
    assert columns_of("Kunta|workstations", "Paltamo|12,5", "Kuhmo|1.205").mark == ","
    assert columns_of("Kunta|workstations", "Paltamo|12,5", "Kuhmo|1.5").mark is None
    assert Cell("12", Decimal(12)).number == 12
