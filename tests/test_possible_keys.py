"""Which stored figures a cost could be shared by: read exactly, and refused once a byte of them has changed."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from fractions import Fraction

import pytest

from analyysi.errors import SchemaError, SourceError
from analyysi.local_text import LocalText
from analyysi.project import Project
from analyysi.schema import CODE
from analyysi.sources.figures import Figures, means_over_years, possible_keys
from analyysi.sources.snapshots import load_snapshot

POPULATION = "thl-sotkanet/population-31-12/2026-11-24"
SEVEN = ["105", "290", "578", "620", "697", "765", "777"]


def replace_bytes(project: Project, old: bytes, new: bytes, *, vouched: bool) -> None:
    """Change the population's table; `vouched` says that the manifest has the new checksum."""
    folder = project.snapshots / POPULATION
    data = folder / "data.csv"
    before = data.read_bytes()
    assert old in before
    data.write_bytes(before.replace(old, new, 1))
    if vouched:
        manifest = json.loads((folder / "manifest.json").read_bytes())
        manifest["data"]["sha256"] = hashlib.sha256(data.read_bytes()).hexdigest()
        (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def test_figures_are_those_of_the_checked_table(project: Project) -> None:
    found = possible_keys(project, SEVEN, date(2023, 1, 1))
    assert len({one.snapshot for one in found}) > 4
    for one in found:
        table = load_snapshot(project, one.snapshot).table
        rows = table[table[CODE].isin(SEVEN)]
        cells = {
            (code, Fraction(cell)) for code, cell in zip(rows[CODE], rows[one.column], strict=True) if cell == cell
        }
        assert set(one.of_payer) == set(SEVEN)
        assert set(one.of_payer.items()) <= cells
    population = next(one for one in found if one.name == "population 2021-12-31" and one.snapshot == POPULATION)
    table = load_snapshot(project, POPULATION).table.set_index([CODE, "year"])["population"]
    assert population.of_payer == {code: Fraction(int(table[code, 2021])) for code in SEVEN}


def test_a_changed_byte_is_refused(project_copy: Project) -> None:
    replace_bytes(project_copy, b"Hyrynsalmi", b"Hyrynsalm1", vouched=False)
    with pytest.raises(SourceError, match="has changed since it was stored"):
        possible_keys(project_copy, SEVEN, date(2023, 1, 1))


def test_a_missing_column_is_told(project_copy: Project) -> None:
    replace_bytes(project_copy, b"population", b"inhabitants", vouched=True)
    with pytest.raises(SchemaError, match=f"snapshot {POPULATION}.: no column population"):
        possible_keys(project_copy, SEVEN, date(2023, 1, 1))


def test_a_cell_that_is_no_number_is_told(project_copy: Project) -> None:
    rows = (project_copy.snapshots / POPULATION / "data.csv").read_bytes().splitlines()
    row = next(row for row in rows if b"105" in row.split(b","))
    number = max(row.split(b","), key=lambda cell: (cell.isdigit() and cell not in (b"105", b"2000"), len(cell)))
    replace_bytes(project_copy, row, row.replace(number, b"many"), vouched=True)
    with pytest.raises(SchemaError, match="has a cell that is no number"):
        possible_keys(project_copy, SEVEN, date(2023, 1, 1))


def of(year: int, first: int, second: int, column: str = "people", picked: str = "") -> Figures:
    shares = {"005": Fraction(first), "020": Fraction(second)}
    return Figures("a/b/2026-01-01", column, LocalText(fi="väki"), date(year, 12, 31), picked, shares)


def test_means_are_over_consecutive_years_of_one_column() -> None:
    found = means_over_years([of(2021, 4, 9), of(2020, 3, 3), of(2019, 2, 1), of(2017, 7, 7), of(2016, 1, 1, "jobs")])
    assert {one.name: one.of_payer for one in found} == {
        "people 2021-12-31 mean of 2 years": {"005": Fraction(7, 2), "020": Fraction(6)},
        "people 2021-12-31 mean of 3 years": {"005": Fraction(3), "020": Fraction(13, 3)},
        "people 2020-12-31 mean of 2 years": {"005": Fraction(5, 2), "020": Fraction(2)},
    }
    assert [one.years for one in found] == [2, 3, 2]


def test_what_was_picked_is_not_mixed() -> None:
    assert means_over_years([of(2021, 4, 9, picked="budget"), of(2020, 3, 3, picked="actual")]) == []
