"""What changed between two snapshots of a table: every kind of change is told,
and nothing else is.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.errors import SourceError
from analyysi.project import Project
from analyysi.sources.difference import Difference, Revision, compare_snapshots

OLD, NEW = "test/people/2026-01-01", "test/people/2027-01-01"
COLUMNS = (
    "municipality_code",
    "municipality",
    "year",
    "population",
    "population_symbol",
    "mean_age",
)
TYPES = {"year": "integer", "population": "integer", "mean_age": "number", "births": "integer"}

# Made-up figures of two municipalities and two years.
ROWS = [
    "005,Alajärvi,2024,9000,,47.5",
    "005,Alajärvi,2025,8900,,47.7",
    "578,Paltamo,2024,3000,,50.0",
    "578,Paltamo,2025,2941,,50.2",
]


def stored(
    project: Project,
    snapshot_id: str,
    rows: Iterable[str] = ROWS,
    columns: Iterable[str] = COLUMNS,
    key: Iterable[str] = ("municipality_code", "year"),
    division: str = "2026-01-01",
) -> None:
    """Store a made-up snapshot with all that a manifest must say."""
    columns = list(columns)
    data = "".join(f"{line}\n" for line in [",".join(columns), *rows]).encode("utf-8")
    folder = project.snapshots / snapshot_id
    folder.mkdir(parents=True)
    (folder / "data.csv").write_bytes(data)
    text = {"fi": "keksitty"}
    manifest: dict[str, Any] = {
        "id": snapshot_id,
        "title": text,
        "publisher": "x",
        "producer": "x",
        "table": "x",
        "licence": "CC-BY-4.0",
        "attribution": text,
        "reference_period": "2025-12-31",
        "area_division": division,
        "retrieved": snapshot_id.rpartition("/")[2],
        "obtained": "made up",
        "checks": ["none"],
        "data": {
            "path": "data.csv",
            "bytes": len(data),
            "sha256": hashlib.sha256(data).hexdigest(),
        },
        "table_schema": {
            "columns": [
                {"name": name, "type": TYPES.get(name, "string"), "description": "x"}
                for name in columns
            ],
            "primary_key": list(key),
            "rows": max(1, len(list(rows))),
        },
    }
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def compared(
    folder: Path, rows: Iterable[str] = ROWS, old: Iterable[str] = ROWS, **new: Any
) -> Difference:
    project = Project(folder)
    stored(project, OLD, list(old))
    stored(project, NEW, list(rows), **new)
    return compare_snapshots(project, OLD, NEW)


def test_the_same_figures_differ_in_nothing(tmp_path: Path) -> None:
    found = compared(tmp_path)
    assert found.is_empty
    assert found.compared == 8
    assert found.revisions == ()
    assert (found.old.id, found.new.id) == (OLD, NEW)


def test_the_order_of_rows_is_no_change(tmp_path: Path) -> None:
    assert compared(tmp_path, reversed(ROWS)).is_empty


def test_a_new_period(tmp_path: Path) -> None:
    found = compared(
        tmp_path, [*ROWS, "005,Alajärvi,2026,8800,,47.9", "578,Paltamo,2026,2900,,50.4"]
    )
    assert found.periods_added == ("2026",)
    assert found.periods_lost == ()
    assert (found.rows_added, found.rows_lost, found.codes_added, found.revisions) == (0, 0, (), ())
    assert found.compared == 8
    assert not found.is_empty


def test_a_period_that_is_gone(tmp_path: Path) -> None:
    found = compared(tmp_path, ROWS[1::2])
    assert found.periods_lost == ("2024",)
    assert found.rows_lost == 0
    assert found.compared == 4
    assert not found.is_empty


def test_a_revised_figure_with_its_change_in_per_cent(tmp_path: Path) -> None:
    found = compared(tmp_path, [*ROWS[:3], "578,Paltamo,2025,3000,,50.2"])
    (revision,) = found.revisions
    assert revision == Revision(
        ("578", "2025"), "Paltamo", "population", Decimal(2941), Decimal(3000)
    )
    assert revision.per_cent == Decimal(59) / Decimal(2941) * 100
    assert not found.is_empty


def test_revisions_stand_by_code_year_and_column(tmp_path: Path) -> None:
    rows = [
        "005,Alajärvi,2024,9001,,47.6",
        ROWS[1],
        "578,Paltamo,2024,3001,,50.0",
        "578,Paltamo,2025,2942,,50.3",
    ]
    found = compared(tmp_path, reversed(rows))
    assert [(revision.key, revision.column) for revision in found.revisions] == [
        (("005", "2024"), "population"),
        (("005", "2024"), "mean_age"),
        (("578", "2024"), "population"),
        (("578", "2025"), "population"),
        (("578", "2025"), "mean_age"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "per_cent"),
    [
        ("200", "210", Decimal(5)),
        ("200", "190", Decimal(-5)),
        ("-200", "-190", Decimal(5)),
        ("-200", "200", Decimal(200)),
        ("200", "0", Decimal(-100)),
        ("0", "5", None),
        (None, "5", None),
        ("5", None, None),
    ],
)
def test_per_cent(old: str | None, new: str | None, per_cent: Decimal | None) -> None:
    before, after = (None if text is None else Decimal(text) for text in (old, new))
    assert Revision(("005",), "x", "c", before, after).per_cent == per_cent


def test_a_figure_that_is_missing_now(tmp_path: Path) -> None:
    (revision,) = compared(tmp_path, [*ROWS[:3], "578,Paltamo,2025,,...,50.2"]).revisions
    assert (revision.old, revision.new, revision.per_cent) == (Decimal(2941), None, None)


def test_a_figure_that_was_missing_and_is_not_zero(tmp_path: Path) -> None:
    old = [*ROWS[:3], "578,Paltamo,2025,,...,50.2"]
    (revision,) = compared(tmp_path, [*ROWS[:3], "578,Paltamo,2025,0,,50.2"], old).revisions
    assert (revision.old, revision.new, revision.per_cent) == (None, Decimal(0), None)


def test_a_figure_that_stays_missing_is_no_revision(tmp_path: Path) -> None:
    old, new = ("578,Paltamo,2025,,..,50.2", "578,Paltamo,2025,,...,50.2")
    assert compared(tmp_path, [*ROWS[:3], new], [*ROWS[:3], old]).is_empty


@pytest.mark.parametrize("written", ["50.20", "50.2", "050.2", "50.200"])
def test_another_way_to_write_a_figure_is_no_revision(tmp_path: Path, written: str) -> None:
    assert compared(tmp_path, [*ROWS[:3], f"578,Paltamo,2025,2941,,{written}"]).is_empty


def test_the_smallest_change_is_found(tmp_path: Path) -> None:
    (revision,) = compared(
        tmp_path, [*ROWS[:3], "578,Paltamo,2025,2941,,50.2000000000000000001"]
    ).revisions
    assert revision.new == Decimal("50.2000000000000000001")


def test_a_code_that_is_missing(tmp_path: Path) -> None:
    found = compared(tmp_path, ROWS[:2])
    assert found.codes_missing == (("578", "Paltamo"),)
    assert (found.codes_added, found.rows_lost, found.periods_lost) == ((), 0, ())
    assert not found.is_empty


def test_a_code_that_is_new(tmp_path: Path) -> None:
    found = compared(tmp_path, [*ROWS, "091,Helsinki,2025,680000,,41.0"])
    assert found.codes_added == (("091", "Helsinki"),)
    assert (found.codes_missing, found.rows_added) == ((), 0)
    assert not found.is_empty


def test_a_row_of_a_known_code_and_a_known_period(tmp_path: Path) -> None:
    assert compared(tmp_path, ROWS, ROWS[:3]).rows_added == 1


def test_a_row_that_is_gone_though_its_code_and_period_stay(tmp_path: Path) -> None:
    found = compared(tmp_path, ROWS[:3])
    assert (found.rows_lost, found.rows_added, found.compared) == (1, 0, 6)
    assert not found.is_empty


def test_another_division(tmp_path: Path) -> None:
    found = compared(tmp_path, division="2027-01-01")
    assert found.division_changed
    assert not found.is_empty
    assert found.revisions == ()


def test_columns_that_are_new_or_gone(tmp_path: Path) -> None:
    columns = (
        "municipality_code",
        "municipality",
        "year",
        "population",
        "population_symbol",
        "births",
    )
    found = compared(tmp_path, ROWS, columns=columns)
    assert (found.columns_added, found.columns_lost) == (("births",), ("mean_age",))
    assert found.compared == 4
    assert found.revisions == ()
    assert not found.is_empty


def test_tables_without_a_common_column_of_figures(tmp_path: Path) -> None:
    columns = ("municipality_code", "municipality", "year", "births", "births_symbol", "notes")
    found = compared(tmp_path, ROWS, columns=columns)
    assert (found.columns_added, found.columns_lost) == (("births",), ("population", "mean_age"))
    assert (found.compared, found.revisions) == (0, ())


def test_the_columns_of_symbols_are_no_figures(tmp_path: Path) -> None:
    assert compared(tmp_path, [*ROWS[:3], "578,Paltamo,2025,2941,*,50.2"]).is_empty


def test_a_name_that_changed_is_no_revision_and_the_new_one_is_told(tmp_path: Path) -> None:
    found = compared(tmp_path, [*ROWS[:3], "578,Paldamo,2025,2942,,50.2"])
    assert [(revision.name, revision.column) for revision in found.revisions] == [
        ("Paldamo", "population")
    ]


def test_further_dimensions_belong_to_the_row(tmp_path: Path) -> None:
    columns, key = (
        ("municipality_code", "year", "sex", "population"),
        ("municipality_code", "year", "sex"),
    )
    project = Project(tmp_path)
    stored(project, OLD, ["578,2025,1,10", "578,2025,2,20"], columns, key)
    stored(project, NEW, ["578,2025,1,10", "578,2025,2,21"], columns, key)
    (revision,) = compare_snapshots(project, OLD, NEW).revisions
    assert revision.key == ("578", "2025", "2")


def test_each_column_is_compared_with_itself(tmp_path: Path) -> None:
    columns = ("municipality_code", "year", "population", "mean_age", "births")
    project = Project(tmp_path)
    stored(project, OLD, ["578,2025,1,2,3"], columns)
    stored(project, NEW, ["578,2025,4,2,6"], columns)
    assert [
        (one.column, one.old, one.new) for one in compare_snapshots(project, OLD, NEW).revisions
    ] == [
        ("population", Decimal(1), Decimal(4)),
        ("births", Decimal(3), Decimal(6)),
    ]


def test_rows_of_different_keys_cannot_be_compared(tmp_path: Path) -> None:
    project = Project(tmp_path)
    stored(project, OLD)
    stored(project, NEW, key=("municipality_code", "year", "municipality"))
    with pytest.raises(SourceError) as caught:
        compare_snapshots(project, OLD, NEW)
    assert str(caught.value) == (
        f"{OLD} has one row for each municipality_code, year, and {NEW} for each "
        "municipality_code, year, "
        "municipality: their figures cannot be set against each other."
    )


def test_a_snapshot_that_is_missing_or_has_changed(tmp_path: Path) -> None:
    project = Project(tmp_path)
    stored(project, OLD)
    with pytest.raises(SourceError, match=f"^No snapshot '{NEW}'. Did you mean '{OLD}'"):
        compare_snapshots(project, OLD, NEW)
    stored(project, NEW)
    (project.snapshots / NEW / "data.csv").write_text("municipality_code\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"data\.csv has changed since it was stored"):
        compare_snapshots(project, OLD, NEW)


def test_a_cell_without_end_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="a table is not as its manifest declares"):
        compared(tmp_path, [f"578,{'a' * 200_000},2025,1,,50.2"])


@pytest.mark.slow
def test_more_rows_than_are_read_at_once(tmp_path: Path) -> None:
    rows = [
        f"{code:03d},x,{year},{code * year},,1.0"
        for code in range(1000)
        for year in range(2000, 2021)
    ]
    later = [line if not line.startswith("999,x,2020,") else "999,x,2020,7,,1.0" for line in rows]
    found = compared(tmp_path, later, rows)
    assert found.compared == 2 * len(rows) == 42_000
    assert [(revision.key, revision.new) for revision in found.revisions] == [
        (("999", "2020"), Decimal(7))
    ]


figures = st.one_of(st.none(), st.integers(min_value=-3, max_value=3))


@pytest.mark.slow
@given(
    st.dictionaries(
        st.tuples(st.sampled_from(["005", "091", "578"]), st.integers(2024, 2026)),
        figures,
        min_size=1,
    )
)
def test_revisions_are_exactly_the_cells_that_differ(
    tmp_path_factory: pytest.TempPathFactory, changed: dict[tuple[str, int], int | None]
) -> None:
    before: dict[tuple[str, int], int | None] = {
        (code, year): 1 for code in ("005", "091", "578") for year in (2024, 2025, 2026)
    }
    after = before | changed

    def lines(cells: dict[tuple[str, int], int | None]) -> list[str]:
        return [
            f"{code},x,{year},{'' if cell is None else cell},,1.5"
            for (code, year), cell in cells.items()
        ]

    found = compared(tmp_path_factory.mktemp("case"), lines(after), lines(before))
    assert {
        (key[0], int(key[1])): new for key, new in ((one.key, one.new) for one in found.revisions)
    } == {key: cell for key, cell in after.items() if cell != before[key]}
    assert found.is_empty == (after == before)
