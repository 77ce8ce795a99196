"""`--format excel --output FILE`: whole files only, none written over, and a sentence otherwise."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from analyysi.cli import excel_output
from analyysi.cli.excel_output import ENDINGS, excel_path, write_excel
from analyysi.comparison.compare import Comparison
from analyysi.comparison.results import results_csv
from analyysi.errors import ParameterError, StorageError
from analyysi.report.language.wording import Wording
from analyysi.report.papers.excel.results_table import results_table
from analyysi.report.papers.excel.table_files import TABLE_FORMATS, ExcelColumn, ExcelTable
from support.command_line import call

TABLE = ExcelTable("Jako", "Jako", "fi", date(2023, 1, 1), [ExcelColumn("Kunta")], [["Paltamo"]])


def test_the_endings_are_those_of_the_table_of_formats() -> None:
    assert tuple(TABLE_FORMATS) == ENDINGS


@pytest.mark.parametrize(
    ("format_name", "output", "message"),
    [
        ("table", "a.xlsx", "--output is the file of --format excel: give --format excel too"),
        ("excel", "", r"needs a file: add --output FILE\.xlsx or FILE\.csv"),
        ("excel", "a.xls", r"says what it is to be\. Did you mean '\.xlsx'\?"),
        ("excel", "a", r"says what it is to be\. .*Valid: \.csv, \.xlsx\."),
        ("excel", "lacking/a.csv", "There is no folder lacking: make it"),
    ],
)
def test_what_will_not_do_is_refused(
    format_name: str, output: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ParameterError, match=message):
        excel_path(format_name, output)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv", "A.CSV"])
def test_a_file_is_written_whole_and_never_over_another(name: str, tmp_path: Path) -> None:
    path = excel_path("excel", str(tmp_path / name))
    assert path is not None
    write_excel(path, TABLE)
    assert path.read_bytes() == TABLE_FORMATS[path.suffix.lower()](TABLE)
    assert [file.name for file in tmp_path.iterdir()] == [name]
    with pytest.raises(ParameterError, match=r"is there already, and it is never overwritten"):
        excel_path("excel", str(path))


def test_a_folder_that_is_none_any_more_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "gone").write_bytes(b"")
    with pytest.raises(StorageError, match=r"gone is no folder, and a folder was expected"):
        write_excel(tmp_path / "gone" / "a.csv", TABLE)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "language"), [("a.csv", "fi"), ("a.xlsx", "sv")])
def test_compare_writes_what_the_report_writes(
    name: str, language: str, kainuu_2023: Comparison, tmp_path: Path
) -> None:
    path = tmp_path / name
    done = call(
        *("compare", "kainuu-ict", "2023", "--format", "excel"),
        *("--output", str(path), "--language", language),
    )
    assert done.printed.endswith(f": {path}\n")
    table = results_table(kainuu_2023, Wording(language, kainuu_2023.case))
    assert path.read_bytes() == TABLE_FORMATS[path.suffix](table)
    assert len(table.rows) == len(results_csv(kainuu_2023).splitlines()) - 1


@pytest.mark.slow
def test_compare_speaks_the_language_asked_for() -> None:
    assert "Betalare" not in call("compare", "kainuu-ict", "2023").printed
    assert "med förbehåll" in call("compare", "kainuu-ict", "2023", "--language", "sv").printed


@pytest.mark.slow
def test_decisions_in_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "paatokset.xlsx"
    done = call("decisions", "--format", "excel", "--output", str(path))
    assert done.printed.endswith(f": {path}\n")
    sheet = load_workbook(path).active
    assert sheet is not None
    assert [cell.value for cell in sheet["A"]].count("kt-2022") == 1


@pytest.mark.slow
def test_explain_prints_its_verdict_and_writes_the_table(tmp_path: Path) -> None:
    path = tmp_path / "saannot.csv"
    printed = call("explain", "kainuu-ict", "2023", "--format", "excel", "--output", str(path))
    assert "Possible, not known: " in printed.printed
    assert printed.printed.endswith(f"Written: {path}\n")
    text = path.read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    tried = sum(int(row[1]) for row in rows[1:])
    assert f"Tried: {tried} rules" in printed.printed


def test_a_disk_without_room_is_told_before_the_table_is_worked_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(excel_output, "TABLE_ROOM", 10**20)
    with pytest.raises(StorageError, match="MB are free on its disk"):
        excel_path("excel", str(tmp_path / "a.xlsx"))
    assert list(tmp_path.iterdir()) == []
