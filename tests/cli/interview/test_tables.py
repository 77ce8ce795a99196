"""What an interview reads from tables and stored years, and what it asks where they leave it open."""

from pathlib import Path

import pytest

from analyysi.cli.interview.tables import (
    StoredYear,
    last_year_of,
    looks_like_file,
    read_asking,
    stored_year,
    table_path,
)
from analyysi.drafting.agreements.answer_error import AnswerError
from analyysi.drafting.agreements.table_figures import open_figure_column
from analyysi.errors import ParameterError
from analyysi.project import Project
from support.interviews import answers_of, state_of
from support.written_tables import as_xlsx


@pytest.mark.parametrize(
    ("text", "is_file"),
    [
        ("luvut.xlsx", True),
        ('"C:\\Työt\\luvut.csv"', True),
        ("Lahti, Hollola", False),
        ("1.5", False),
        ("31.12.2026", False),
        ("kainuu-ict 2023", False),
        ("", False),
    ],
)
def test_a_file_is_known_by_its_ending(text: str, is_file: bool) -> None:
    assert looks_like_file(text) is is_file


def test_a_file_that_is_not_there_is_refused_with_the_nearest(tmp_path: Path) -> None:
    there = tmp_path / "työasemat.xlsx"
    there.touch()
    assert table_path(f'"{there}"') == there
    with pytest.raises(AnswerError, match="Did you mean .*työasemat.xlsx"):
        table_path(str(tmp_path / "tyoasemat.xlsx"))
    with pytest.raises(AnswerError, match="Give the path of a table"):
        table_path(str(tmp_path / "nothing" / "x.csv"))


def test_a_column_that_is_left_open_is_asked_for(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "luvut.xlsx"
    rows = [["Kunta", "2025", "2026"], ["Kajaani", 10, 11], ["Kuhmo", 20, 21], ["Paltamo", 3, 4]]
    as_xlsx(path, {"a": rows})
    state = state_of(project, ["C"])
    payers = answers_of(state).payers
    opened = read_asking(state.dialogue, lambda asked: open_figure_column(path, payers, asked))
    assert (opened.column, opened.heading) == (2, "2026")
    wrong = state_of(project, ["Q"])
    with pytest.raises(ParameterError):
        read_asking(wrong.dialogue, lambda asked: open_figure_column(path, payers, asked))


def test_a_stored_year_is_named_by_agreement_and_year(project: Project) -> None:
    assert stored_year(project, "kainuu-ict 2023") == StoredYear("kainuu-ict", 2023)
    assert stored_year(project, "174 000") is None
    with pytest.raises(AnswerError, match="Did you mean 'kainuu-ict'"):
        stored_year(project, "kainu-ict 2023")


@pytest.mark.slow
def test_last_years_sums_come_from_a_stored_year_or_a_table(
    project: Project, tmp_path: Path
) -> None:
    state = state_of(project)
    payers = answers_of(state).payers
    stored = last_year_of(state.dialogue, project, payers, StoredYear("kainuu-ict", 2027))
    assert stored.total == sum(stored.cents.values())
    assert stored.source == "kainuu-ict 2027"
    path = tmp_path / "maksut.csv"
    path.write_text(
        "Kunta;Maksuosuus €\nKajaani;50 000\nKuhmo;20 000\nPaltamo;7 079\nYhteensä;77 079\n",
        encoding="utf-8",
    )
    read = last_year_of(state.dialogue, project, payers, path)
    assert (read.total, read.cents["578"], read.source) == (7_707_900, 707_900, "maksut.csv")
