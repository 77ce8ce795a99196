"""The command `import-decision`: what it prints of a table, and what it refuses."""

import re
import shutil
from pathlib import Path

import pytest

from analyysi.errors import AnalyysiError, ParameterError
from analyysi.project import Project
from support.command_line import Outcome, call, ended
from support.fault_files import FAULT_FILES, READ, REFUSED
from support.places import ROOT

POPULATION = "thl-sotkanet/population-31-12"


@pytest.fixture
def small(tmp_path: Path) -> Project:
    """Kainuu's agreement without a year, and one table of population: little to search through."""
    data = tmp_path / "project" / "data"
    for part in ("agreements/kainuu-ict", f"snapshots/{POPULATION}", "municipalities"):
        shutil.copytree(ROOT / "data" / part, data / part)
    for terms in (data / "agreements" / "kainuu-ict").glob("2*.toml"):
        terms.unlink()
    return Project(data.parent)


def table(project: Project, total: str = "250,00") -> Path:
    path = project.root / "shares.csv"
    rows = ["Maksaja;Euroa", "Paltamo;100,00", "Hyrynsalmi;150,00", f"Yhteensä;{total}"]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def import_decision(project: Project, *options: str, year: str = "2022") -> Outcome:
    file = str(project.root / "shares.csv")
    command = ("import-decision", "kainuu-ict", year, file, *options)
    return call(*command, "--project", str(project.root))


@pytest.mark.slow
def test_a_dry_run_shows_the_table_and_writes_nothing(small: Project) -> None:
    table(small)
    outcome = import_decision(small, "--dry-run")
    assert outcome.fault is None, outcome.printed
    assert "The parts sum to the stated total, 250.00 €." in outcome.printed
    assert "Not in the table: Kajaani," in outcome.printed
    assert "Rule: " in outcome.printed
    assert outcome.printed.endswith("Nothing was written (--dry-run).\n")
    assert not list(small.agreements.glob("kainuu-ict/2*"))


@pytest.mark.slow
def test_what_does_not_add_up_is_stored_only_as_printed(small: Project) -> None:
    table(small, total="260,00")
    named = ("--source", "Kunnanhallitus 12.12.2021 § 210", "--decided-by", "Paltamo")
    refused = import_decision(small, *named)
    assert isinstance(refused.fault, AnalyysiError)
    assert "shares.csv does not add up, 1 fault:" in str(refused.fault)
    assert "260.00 € printed, 250.00 € expected, difference +10.00 €" in str(refused.fault)
    assert not list(small.agreements.glob("kainuu-ict/2*"))
    stored = import_decision(small, *named, "--as-printed")
    assert stored.fault is None, stored.printed
    assert "Stored: data/agreements/kainuu-ict/2022.toml" in stored.printed
    assert "The total is the sum of the parts as printed, 250.00 €." in stored.printed


@pytest.mark.slow
@pytest.mark.parametrize(
    ("options", "year", "message"),
    [
        ((), "2022", "with --source and --decided-by"),
        (("--dry-run",), "20x2", "'20x2' is not a year: a whole number such as 2022"),
        (("--dry-run", "--total", "paljon"), "2022", "--total paljon: a sum in euros was expected"),
        (("--dry-run", "--total", "-5"), "2022", "--total -5: a sum in euros was expected"),
    ],
)
def test_what_cannot_be_understood_is_refused(
    small: Project, options: tuple[str, ...], year: str, message: str
) -> None:
    table(small)
    fault = import_decision(small, *options, year=year).fault
    assert isinstance(fault, ParameterError)
    assert message in str(fault)


@pytest.mark.slow
def test_a_table_without_a_total_is_shown_and_not_stored(small: Project) -> None:
    path = small.root / "shares.csv"
    path.write_text("Maksaja;Euroa\nPaltamo;100,00\nHyrynsalmi;150,00\n", encoding="utf-8")
    shown = import_decision(small, "--dry-run")
    assert shown.fault is None
    assert "shares.csv has no total that its parts could be checked by" in shown.printed
    named = ("--source", "Kunnanhallitus 12.12.2021 § 210", "--decided-by", "Paltamo")
    refused = import_decision(small, *named)
    assert "so it is not believed" in str(refused.fault)
    wrong = import_decision(small, *named, "--total", "260")
    assert "260.00 € printed, 250.00 € expected" in str(wrong.fault)
    assert not list(small.agreements.glob("kainuu-ict/2*"))
    assert import_decision(small, *named, "--total", "unknown").fault is None


@pytest.mark.slow
def test_a_long_table_is_read_by_named_rows_and_columns(small: Project) -> None:
    path = small.root / "shares.csv"
    path.write_text(
        "vuosi;Kunta;Isäntä;Talousarvio €;Toteuma €\n2022;Akaa;Kuhmo;5;5\n"
        "2022;Paltamo;Kuhmo;6;7\n2022;Kuhmo;Kuhmo;8;9\n2021;Kuhmo;Kuhmo;1;2\n",
        encoding="utf-8",
    )
    rows = ("--only-parties", "--where", "vuosi=2022", "--dry-run")
    asked = import_decision(small, *rows)
    assert "may be in several columns: column B, column C" in str(asked.fault)
    asked = import_decision(small, *rows, "--payer-column", "Kunta")
    assert "Choose one, such as --amount-column D." in str(asked.fault)
    columns = ("--payer-column", "Kunta", "--amount-column", "Toteuma €", "--total", "16")
    read = import_decision(small, *rows, *columns)
    assert read.fault is None, read.printed
    assert "1 row of others was passed over." in read.printed
    assert "Rows without vuosi=2022 were left out: 1." in read.printed
    assert "The parts sum to the stated total, 16.00 €." in read.printed
    too_many = import_decision(small, *rows, *columns[:-1], "7")
    assert "That is the sum of Kuhmo: if it took no part, leave its row out" in str(too_many.fault)
    without = import_decision(small, *rows, "--where", "Kunta!=Kuhmo", *columns[:-1], "7")
    assert without.fault is None, without.printed


@pytest.mark.slow
@pytest.mark.parametrize("name", [*READ, *REFUSED])
def test_files_that_were_taken_wrongly_end_as_they_should(small: Project, name: str) -> None:
    """Exit 0 with the cents of each payer, or exit 1 or 2 with a sentence that names the cause."""
    command = ("import-decision", "kainuu-ict", "2022", str(FAULT_FILES / name), "--dry-run")
    run = ended(*command, "--project", str(small.root), folder=small.root)
    if name in READ:
        assert run.returncode == 0, run.stderr
        for code, euros in READ[name].items():
            assert re.search(rf"{code} .* {euros}\.00 ", run.stdout)
        return
    assert run.returncode in (1, 2)
    assert run.stderr.startswith("analyysi: ")
    assert "Traceback" not in run.stderr
    for words in REFUSED[name]:
        assert words in run.stderr or "81000.00 € printed, 80000.00 € expected" in run.stderr
