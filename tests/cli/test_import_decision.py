"""The command `import-decision`: what it prints of a table, and what it refuses."""

import shutil
from pathlib import Path

import pytest

from analyysi.errors import AnalyysiError, ParameterError
from analyysi.project import Project
from support.command_line import Outcome, call
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
