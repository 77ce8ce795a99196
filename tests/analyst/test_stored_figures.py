"""The payers' figures as the snapshots have them: none made up, none lost."""

from __future__ import annotations

import csv

import pytest

from analyysi.agreement.reading import read_agreement
from analyysi.analyst.payers_tables import payers_table
from analyysi.analyst.stored_figures import figures_of, measures_of
from analyysi.project import Project
from analyysi.sources.snapshots import verified_manifest

CODES = ("578", "697")
KTA = "tilastokeskus/kta-2020-kainuu"


@pytest.mark.slow
def test_every_cell_of_the_payers_is_there(project: Project) -> None:
    table = payers_table(project, read_agreement(project, "kainuu-ict"), KTA, frozen=True)
    manifests, figures = figures_of(project, [table], CODES)
    assert list(manifests) == [f"{KTA}/2026-11-24"]
    path = project.snapshots / f"{KTA}/2026-11-24" / "data.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["municipality_code"] in CODES]
    columns = [
        name for name in rows[0] if name not in ("municipality_code", "municipality", "year")
    ]
    stored = {
        (row["municipality_code"], name): float(row[name]) for row in rows for name in columns
    }
    assert {(figure.code, figure.column): figure.amount for figure in figures} == stored
    assert {figure.year for figure in figures} == {2020}
    assert {figure.unit for figure in figures} == {"inhabitants", "thousand_euros"}


@pytest.mark.slow
def test_further_columns_are_what_was_picked(project: Project) -> None:
    name = "tilastokeskus/projection-2024-kainuu-age-groups"
    table = payers_table(project, read_agreement(project, "kainuu-ict"), name, frozen=True)
    _, figures = figures_of(project, [table], CODES)
    picks = {figure.picked for figure in figures}
    assert len(picks) == 3
    assert "" not in picks


def test_a_day_gives_the_year(project: Project) -> None:
    name = "cso-ireland/census-population-dublin"
    table = payers_table(project, read_agreement(project, "dublin-fire"), name, frozen=True)
    _, figures = figures_of(project, [table], ["fingal"])
    assert sorted(figure.year for figure in figures) == [2006, 2011]


def test_codes_years_and_names_are_no_figures(project: Project) -> None:
    manifest, _ = verified_manifest(project, "tilastokeskus/11ra/2026-11-24")
    assert [column.name for column in measures_of(manifest)] == [
        "population",
        "share_under15_pct",
        "share_over64_pct",
        "mean_age",
    ]
