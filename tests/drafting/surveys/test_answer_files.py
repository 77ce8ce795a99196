"""Files as payers send them: which are read, and as what."""

from pathlib import Path

import pytest

from analyysi.drafting.surveys.answer_files import answer_files, read_answer_file
from analyysi.errors import AnalyysiError, ParameterError, SchemaError
from analyysi.sources.surveys.answer_table import Answers
from analyysi.sources.surveys.questions import questions_of
from analyysi.tables.names.payers import Payers
from support.surveys import parties, survey_key, workstations
from support.written_tables import as_xlsx


def read(path: Path, content: bytes, **asked: str) -> Answers:
    path.write_bytes(content)
    return read_answer_file(path, Payers(parties()), [workstations()], **asked)


def test_a_folder_gives_the_files_that_may_be_answers(tmp_path: Path) -> None:
    for name in ("b.xlsx", "a.csv", "viesti.txt", "~$b.xlsx", ".~lock.b.ods#", "kuva.png"):
        (tmp_path / name).write_bytes(b"x")
    names = [path.name for path in answer_files([tmp_path, tmp_path / "a.csv"])]
    assert names == ["a.csv", "b.xlsx", "viesti.txt"]


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="is not there"):
        answer_files([tmp_path / "puuttuu.csv"])
    with pytest.raises(ParameterError, match="has no file of answers"):
        answer_files([tmp_path])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "Kunta;Työasemat\nPaltamo;120\n".encode("cp1252")),
        ("a.csv", "Kunta,Työasemat\nPaltamo,120\n".encode("utf-8-sig")),
        ("a.txt", "Kunta\tTyöasemat\nPaltamo\t120\n".encode("utf-16")),
        ("a.txt", "Hei!\nPaltamo: 120 työasemaa\n".encode()),
        ("a.txt", "Paltamo\t120\n".encode("utf-16")),
        ("a.csv", b"Paltamo;120\n"),
        ("a.eml", b"Paltamo: 120\n"),
        ("a.eml", b"Content-Type: text/plain; charset=utf-8\n\nPaltamo: 120\n"),
        ("a.txt", "Kysely\nKunta\tTyöasemat\nPaltamo\t120\n".encode()),
    ],
)
def test_tables_and_lines(tmp_path: Path, name: str, content: bytes) -> None:
    (given,) = read(tmp_path / name, content).given
    assert given.answer is not None
    assert (given.payer, given.answer.number) == ("578", 120)


def test_a_column_of_another_name_is_asked_for(tmp_path: Path) -> None:
    path, content = tmp_path / "a.csv", "Kunta;Määrä\nPaltamo;120\n".encode()
    with pytest.raises(SchemaError, match="has no column of a question.*--answer-column"):
        read(path, content)
    assert len(read(path, content, answer_column="Määrä").given) == 1


def test_of_several_sheets_one_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    rows = [["Kunta", "workstations"], ["Paltamo", 120]]
    as_xlsx(path, {"2025": [*rows, ["Kajaani", 1]], "2026": rows})
    asked = questions_of([survey_key()])["kysely.csv"]
    with pytest.raises(SchemaError, match="several sheets: '2025', '2026'. Name one with --sheet"):
        read_answer_file(path, Payers(parties()), asked)
    assert len(read_answer_file(path, Payers(parties()), asked, sheet="2026").given) == 1
    with pytest.raises(ParameterError, match="has no sheet '2027'"):
        read_answer_file(path, Payers(parties()), asked, sheet="2027")


def test_lines_answer_one_question(tmp_path: Path) -> None:
    asked = questions_of([survey_key(), survey_key(column="staff")])["kysely.csv"]
    (tmp_path / "a.txt").write_text("Paltamo: 120\n", encoding="utf-8")
    with pytest.raises(SchemaError, match="Say which one the lines answer with --question"):
        read_answer_file(tmp_path / "a.txt", Payers(parties()), asked)


def test_a_file_of_another_form_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AnalyysiError, match="is a PDF file"):
        read(tmp_path / "a.pdf", b"%PDF-1.4")
