"""Which stored figures a cost could be shared by: read exactly, and refused once a byte of them has
changed.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from analyysi.errors import SchemaError, SourceError
from analyysi.languages.local_text import LocalText
from analyysi.languages.units import is_searched
from analyysi.project import Project
from analyysi.sources.figures import Figures, means_over_years, possible_keys
from analyysi.sources.files import read_csv
from analyysi.sources.schema import CODE, NAME, YEAR
from analyysi.sources.snapshots import load_snapshot, snapshot_ids, verified_manifest
from support.frames import frame_of

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


@pytest.mark.slow
def test_figures_are_those_of_the_checked_table(project: Project) -> None:
    found = possible_keys(project, SEVEN, date(2023, 1, 1))
    assert len({one.snapshot for one in found}) > 4
    for one in found:
        table = load_snapshot(project, one.snapshot).table
        rows = table.with_cells(CODE, SEVEN)
        cells = {
            (code, Fraction(cell))
            for code, cell in zip(rows[CODE], rows[one.column], strict=True)
            if cell is not None
        }
        assert set(one.of_payer) == set(SEVEN)
        assert set(one.of_payer.items()) <= cells
    population = next(
        one for one in found if one.name == "population 2021-12-31" and one.snapshot == POPULATION
    )
    table = frame_of(load_snapshot(project, POPULATION).table).set_index([CODE, "year"])[
        "population"
    ]
    assert population.of_payer == {code: Fraction(int(table[code, 2021])) for code in SEVEN}


@cache
def _table(path: Path) -> pd.DataFrame:
    return frame_of(read_csv(path.read_bytes(), path.name))


def by_pandas(project: Project, payers: list[str], before: date) -> list[Figures]:
    """The same by a table of pandas: what was picked is grouped, and what is missing is missing."""
    found = []
    for snapshot_id in snapshot_ids(project):
        manifest, _ = verified_manifest(project, snapshot_id)
        schema = manifest.table_schema
        if (
            CODE not in schema.primary_key
            or schema.rows > 200_000
            or manifest.area_division == "mixed"
        ):
            continue
        measures = [
            column
            for column in schema.columns
            if column.type in ("integer", "number")
            and column.name != YEAR
            and is_searched(column.unit)
        ]
        table = _table(project.snapshots / snapshot_id / manifest.data.path)
        table = table[table[CODE].isin(payers)]
        further = [
            name for name in schema.primary_key if name not in (CODE, NAME, YEAR, "reference_date")
        ]
        dated = [name for name in ("reference_date", YEAR) if name in table][:1]
        ending = manifest.reference_period.partition("/")[2] or manifest.reference_period
        by = [*dated, *further]
        for key, rows in table.groupby(by, sort=True) if by else [((), table)]:
            parts = list(key)
            day = str(parts.pop(0)) if dated else ending
            when = date.fromisoformat(day) if len(day) == 10 else date(int(day[:4]), 12, 31)
            if not (when < before and len(rows) == len(payers) == rows[CODE].nunique()):
                continue
            if "approved" in rows and any(rows["approved"].str[:10] >= before.isoformat()):
                continue
            for column in measures:
                if not rows[column.name].isna().any():
                    cells = zip(rows[CODE], rows[column.name], strict=True)
                    shares = {code: Fraction(cell) for code, cell in cells}
                    picked = " ".join(map(str, parts))
                    found.append(
                        Figures(snapshot_id, column.name, column.description, when, picked, shares)
                    )
    return sorted(found, key=lambda one: (one.column, -one.when.toordinal(), one.snapshot))


@pytest.mark.slow
@pytest.mark.parametrize(
    "payers", [SEVEN, ["578"], ["005", "092", "091"], ["dublin-city"], ["nobody"]]
)
def test_they_are_what_a_table_of_pandas_gives(project: Project, payers: list[str]) -> None:
    for before in (date(2023, 1, 1), date(2019, 12, 31)):
        found = possible_keys(project, payers, before)
        expected = by_pandas(project, payers, before)
        assert found == expected
        assert [list(one.of_payer) for one in found] == [list(one.of_payer) for one in expected]


@pytest.mark.slow
def test_a_budget_is_known_from_the_day_on_which_the_last_payer_approved_it(
    project: Project,
) -> None:
    # The amended budgets of 2022 stand in the reports of 2023: Sotkamo's of 20.12.2022, Kuhmo's of
    # 16.1.2023.
    def stages(payers: list[str], before: date) -> set[str]:
        found = possible_keys(project, payers, before, ["valtiokonttori/ktas-2023/2026-11-29"])
        return {one.picked for one in found}

    assert stages(["765"], date(2023, 1, 1)) == {"prior_amended"}
    assert stages(["765"], date(2022, 12, 20)) == set()
    assert stages(["290", "765"], date(2023, 1, 16)) == set()
    assert stages(["290", "765"], date(2023, 1, 17)) == {"prior_amended"}
    assert stages(["290", "765"], date(2024, 1, 1)) == {"prior_amended", "budget"}


@pytest.mark.slow
def test_a_row_without_its_year_or_figure_is_passed_over(project_copy: Project) -> None:
    rows = (project_copy.snapshots / POPULATION / "data.csv").read_bytes().splitlines()
    first, second = (
        row for row in rows if row.startswith(b"105,") and (b",2010," in row or b",2011," in row)
    )
    replace_bytes(
        project_copy,
        first,
        first.replace(b",2010,", b",,").replace(b"2010-12-31", b""),
        vouched=True,
    )
    replace_bytes(project_copy, second, second.rpartition(b",")[0] + b",", vouched=True)
    found = possible_keys(project_copy, SEVEN, date(2023, 1, 1))
    assert found == by_pandas(project_copy, SEVEN, date(2023, 1, 1))
    years = {one.when.year for one in found if one.snapshot == POPULATION}
    assert years == {*range(2000, 2023)} - {2010, 2011}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"105,Hyrynsalmi,", b"105,"),
        (b"105,Hyrynsalmi,", b"105,Hyrynsalmi,,"),
        (b"region,", b"year,"),
    ],
)
def test_a_table_that_is_none_is_told(project_copy: Project, old: bytes, new: bytes) -> None:
    replace_bytes(project_copy, old, new, vouched=True)
    with pytest.raises(SourceError, match=r"data\.csv is not a"):
        possible_keys(project_copy, SEVEN, date(2023, 1, 1))


def test_a_changed_byte_is_refused(project_copy: Project) -> None:
    replace_bytes(project_copy, b"Hyrynsalmi", b"Hyrynsalm1", vouched=False)
    with pytest.raises(SourceError, match="has changed since it was stored"):
        possible_keys(project_copy, SEVEN, date(2023, 1, 1))


def test_a_missing_column_is_told(project_copy: Project) -> None:
    replace_bytes(project_copy, b"population", b"inhabitants", vouched=True)
    with pytest.raises(SchemaError, match=f"snapshot {POPULATION}.: no column population"):
        possible_keys(project_copy, SEVEN, date(2023, 1, 1))


@pytest.mark.parametrize("cell", [b"many", b"1e999999999", b"1/0", b"9" * 5000])
def test_a_cell_that_is_no_number_is_told(project_copy: Project, cell: bytes) -> None:
    rows = (project_copy.snapshots / POPULATION / "data.csv").read_bytes().splitlines()
    row = next(row for row in rows if b"105" in row.split(b","))
    number = max(
        row.split(b","),
        key=lambda cell: (cell.isdigit() and cell not in (b"105", b"2000"), len(cell)),
    )
    replace_bytes(project_copy, row, row.replace(number, cell), vouched=True)
    with pytest.raises(SchemaError, match="has a cell that is no number"):
        possible_keys(project_copy, SEVEN, date(2023, 1, 1))


def of(year: int, first: int, second: int, column: str = "people", picked: str = "") -> Figures:
    shares = {"005": Fraction(first), "020": Fraction(second)}
    return Figures(
        "a/b/2026-01-01", column, LocalText(fi="väki"), date(year, 12, 31), picked, shares
    )


def test_means_are_over_consecutive_years_of_one_column() -> None:
    found = means_over_years(
        [of(2021, 4, 9), of(2020, 3, 3), of(2019, 2, 1), of(2017, 7, 7), of(2016, 1, 1, "jobs")]
    )
    assert {one.name: one.of_payer for one in found} == {
        "people 2021-12-31 mean of 2 years": {"005": Fraction(7, 2), "020": Fraction(6)},
        "people 2021-12-31 mean of 3 years": {"005": Fraction(3), "020": Fraction(13, 3)},
        "people 2020-12-31 mean of 2 years": {"005": Fraction(5, 2), "020": Fraction(2)},
    }
    assert [one.years for one in found] == [2, 3, 2]


def test_what_was_picked_is_not_mixed() -> None:
    assert (
        means_over_years([of(2021, 4, 9, picked="budget"), of(2020, 3, 3, picked="actual")]) == []
    )
