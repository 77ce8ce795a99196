"""Statistics Finland asked for the tables of the recipes: each way in which they may differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from analyysi.project import Project
from analyysi.run.rehearsal.asking import Asking
from analyysi.run.rehearsal.tables import (
    LAST_SEEN,
    codes_of,
    common_columns,
    known_limits,
    rehearse_limits,
    rehearse_table,
    stored_codes,
)
from analyysi.sources.fetch.pxweb import Limits
from analyysi.sources.recipe import read_recipe, recipe_names
from analyysi.sources.snapshots import verified_manifest
from support.rehearsals import asking_of, table_recipe, texts
from support.services.pxweb import PxWeb
from support.services.server import Fault
from support.services.tables import revised_11ra

pytestmark = pytest.mark.slow
SAME = "Stored figures that are the same: "
OLD_11RA = "tilastokeskus/11ra/2026-11-24"


@pytest.fixture
def asking(project: Project, pxweb: PxWeb, tmp_path: Path) -> Iterator[Asking]:
    with asking_of(project, tmp_path, pxweb) as ready:
        yield ready


@pytest.mark.parametrize(
    ("name", "snapshot", "figures"),
    [
        ("population", OLD_11RA, "1,232 of 1,232."),
        ("population-by-age", "tilastokeskus/population-kainuu-2014-2025/2026-11-24", "96 of 96."),
        ("projection", "tilastokeskus/projection-2024-kainuu/2026-11-24", "176 of 176."),
        ("accounts-2020", "tilastokeskus/kta-2020-kainuu/2026-11-24", "88 of 88."),
        ("loans-2020", "tilastokeskus/kta-2020-loans/2026-11-24", "1,240 of 1,240."),
    ],
)
def test_what_is_stored_does_not_differ(
    asking: Asking, name: str, snapshot: str, figures: str
) -> None:
    section = rehearse_table(asking, table_recipe(asking.project, name))
    assert section.differs == section.unasked == []
    assert f"{snapshot}: {SAME}{figures}" in section.alike
    unread = [line for line in section.partly if line.startswith(f"{snapshot}: columns that were ")]
    assert len(unread) == len(section.partly) == (name in ("accounts-2020", "loans-2020"))


def test_every_table_of_a_recipe_has_stored_figures_or_only_its_form_is_looked_at(
    asking: Asking,
) -> None:
    section = rehearse_table(asking, table_recipe(asking.project, "key-figures"))
    assert section.differs == section.unasked == section.news == []
    assert section.alike[0].startswith("The recipe fits the table (updated 18 December 2025)")
    assert "Population = M411" in section.alike[0]
    assert section.alike[1].startswith("Nothing of this table is stored")


def test_limits(asking: Asking, pxweb: PxWeb) -> None:
    assert rehearse_limits(asking).alike == [
        "The limits: 120,000 cells in a request, 40 requests in 60 seconds."
    ]
    assert known_limits(asking.project, []) == LAST_SEEN
    asking.scratch.joinpath("pxweb").rename(asking.scratch / "old")
    pxweb.max_cells, pxweb.max_calls = 100_000, 30
    section = rehearse_limits(asking)
    assert section.alike == []
    assert section.differs == [
        "The limits are now 100,000 cells in a request, 30 requests in 60 seconds; they were "
        "120,000 cells in a request, 40 requests in 60 seconds. The program keeps to the new ones "
        "by itself."
    ]


def test_limits_of_a_fetched_snapshot_are_those_that_are_known(
    project_copy: Project,
) -> None:
    recipes = [read_recipe(project_copy, name) for name in recipe_names(project_copy)]
    assert known_limits(project_copy, recipes) == LAST_SEEN
    path = project_copy.snapshots / OLD_11RA / "manifest.json"
    text = path.read_text(encoding="utf-8")
    limits = '"limits": {"max_cells": 90, "max_calls": 8, "time_window": 7},\n  "table_schema"'
    path.write_text(text.replace('"table_schema"', limits, 1), encoding="utf-8")
    assert known_limits(project_copy, recipes) == Limits(90, 8, 7.0)


def test_a_renamed_table_is_named_with_the_tables_that_are_there(
    asking: Asking, pxweb: PxWeb
) -> None:
    tables = pxweb.databases["StatFin"]["vaenn"]
    pxweb.databases["StatFin"]["vaenn"] = [replace(tables[0], id="15zz.px")]
    section = rehearse_table(asking, table_recipe(asking.project, "projection"))
    (sentence,) = section.differs
    assert sentence.startswith(
        "The service has no table StatFin/vaenn/14wx.px: it may have been renamed or removed. "
        "Tables of its folder now: 15zz.px ("
    )
    assert asking.down == {}
    del pxweb.databases["StatFin"]["vaenn"]
    section = rehearse_table(asking, table_recipe(asking.project, "projection"))
    assert section.differs[0].endswith("Tables of its folder now: –.")


def test_a_changed_code_and_division_and_a_newer_year(asking: Asking, pxweb: PxWeb) -> None:
    table = revised_11ra(contents_prefix="vaesto", area="alue_23_20270101")
    pxweb.replace_table("StatFin", "vaerak", table)
    section = rehearse_table(asking, table_recipe(asking.project, "population"))
    assert section.differs == [
        f"Changed codes since {OLD_11RA}: municipality or area: alue_23_20260101 → "
        "alue_23_20270101 and Population on 31 December: vaerak-vaesto → vaesto-vaesto.",
        f"The municipal division is now that of 1 January 2027; {OLD_11RA} follows that of 1 January "
        "2026.",
    ]
    assert section.news[0] == "The table has newer years than what is stored: 2026."
    assert f"{OLD_11RA}: {SAME}1,232 of 1,232." in section.alike


def test_a_measure_that_is_gone_no_longer_fits_the_recipe(asking: Asking, pxweb: PxWeb) -> None:
    (table,) = pxweb.databases["StatFin"]["vaenn"]
    contents = replace(table.variables[-1], values=("vaki",), units={"vaki": ("henkilöä", 0)})
    table.variables[-1] = contents
    section = rehearse_table(asking, table_recipe(asking.project, "projection"))
    (sentence,) = section.differs
    assert sentence.startswith("The recipe no longer fits the table; the reason is message 1 at ")
    assert "the measure 'vaesto_e24' was expected, and it is not there" in asking.messages[0]


def test_a_revised_figure_and_a_missing_municipality(asking: Asking, pxweb: PxWeb) -> None:
    table = revised_11ra(
        year_added=None,
        area="alue_23_20260101",
        changes={"KU578": 2943, "KU091": 700_000},
        drop=["KU620"],
    )
    pxweb.replace_table("StatFin", "vaerak", table)
    section = rehearse_table(asking, table_recipe(asking.project, "population"))
    revised, missing = section.differs
    assert revised.startswith(
        f"{OLD_11RA}: Revised figures: 2. The largest change: Helsinki, 2025: Population on 31 December: "
    )
    assert revised.endswith(" Payers whose figures have been revised: Paltamo.")
    assert missing == f"{OLD_11RA}: Stored figures that the service lacks: 4. They are of Puolanka."
    first = section.grids[0].rows[0]
    assert first[:4] == ("Paltamo", "2025: Population on 31 December", "2,941", "2,943")
    assert first[4] == "+0.07%"


def test_a_year_that_is_gone(asking: Asking, pxweb: PxWeb) -> None:
    table = revised_11ra(year_added="2026", area="alue_23_20260101")
    time = next(v for v in table.variables if v.time)
    place = table.variables.index(time)
    table.variables[place] = replace(time, values=("2026",), texts=("2026",))
    pxweb.replace_table("StatFin", "vaerak", table)
    section = rehearse_table(asking, table_recipe(asking.project, "population"))
    assert section.differs[0] == "The table no longer has the years 2025."
    assert section.differs[1].startswith(
        f"{OLD_11RA}: Stored figures that the service lacks: 1,232. They are "
    )


def test_a_service_that_is_down_is_not_asked_on(asking: Asking, pxweb: PxWeb) -> None:
    pxweb.faults.append(Fault("503", times=-1))
    assert (
        rehearse_limits(asking)
        .unasked[0]
        .startswith("the service is out of order or overloaded (message 1")
    )
    asked = len(pxweb.requests)
    section = rehearse_table(asking, table_recipe(asking.project, "population"))
    assert section.unasked == ["Not asked, since the service does not answer."]
    assert len(pxweb.requests) == asked == 2


def test_a_table_that_does_not_come_stops_the_others_only_if_the_service_is_down(
    asking: Asking, pxweb: PxWeb
) -> None:
    pxweb.faults.append(Fault("503", times=-1, method="POST", contains="14wx"))
    section = rehearse_table(asking, table_recipe(asking.project, "projection"))
    assert section.differs == []
    assert section.unasked[0].startswith("the service is out of order or overloaded (message 1")
    assert asking.down == {}
    after = rehearse_table(asking, table_recipe(asking.project, "population"))
    assert SAME in texts(after)


def test_codes_of_a_snapshot_are_read_of_its_answer(project: Project) -> None:
    manifest, _ = verified_manifest(project, OLD_11RA)
    assert stored_codes(project, manifest) == {
        "area": "alue_23_20260101",
        "time": "timeperiod_y",
        "population": "vaerak-vaesto",
        "share_under15_pct": "vaesto_alle15_p",
        "share_over64_pct": "vaesto_yli64_p",
        "mean_age": "vaesto_keski_ika",
    }
    assert codes_of(None) == {}


def test_only_columns_of_one_unit_are_compared(project: Project) -> None:
    manifest, _ = verified_manifest(project, OLD_11RA)
    columns = ["population", "share_under15_pct", "share_over64_pct", "mean_age"]
    assert common_columns(manifest, manifest) == columns
    schema = manifest.table_schema
    others = tuple(
        column.model_copy(update={"unit": "years"}) if column.name == "population" else column
        for column in schema.columns
    )
    changed = manifest.model_copy(
        update={"table_schema": schema.model_copy(update={"columns": others})}
    )
    assert common_columns(manifest, changed) == columns[1:]
