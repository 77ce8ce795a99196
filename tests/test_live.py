"""The real services, asked by hand: ANALYYSI_LIVE=1 and a network. See docs/live-services.md.

These say whether the services still are what our own servers of the tests take them for.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from analyysi.project import Project
from analyysi.sources.answers.px_table import parse_metadata
from analyysi.sources.fetch.fetch_table import fetch_table
from analyysi.sources.fetch.hosts import Hosts
from analyysi.sources.fetch.order import Wishes
from analyysi.sources.fetch.pull import Puller
from analyysi.sources.fetch.pxweb import PxWeb, parse_limits
from analyysi.sources.fetch.services import SERVICES
from analyysi.sources.fetch.staging import Staging
from analyysi.sources.fetch.transport import Transport
from analyysi.sources.recipe import PxWebRecipe, read_recipe, recipe_names
from analyysi.sources.snapshots import check_snapshot, load_snapshot

pytestmark = [
    pytest.mark.live,
    pytest.mark.skipif(
        os.environ.get("ANALYYSI_LIVE") != "1", reason="asks the real services: set ANALYYSI_LIVE=1"
    ),
]
ROOT = Path(__file__).parent.parent
TABLES = [
    name
    for name in recipe_names(Project(ROOT))
    if isinstance(read_recipe(Project(ROOT), name), PxWebRecipe)
]


@pytest.fixture(scope="module")
def transport() -> Iterator[Transport]:
    made = Transport(Hosts(), contact=os.environ.get("ANALYYSI_CONTACT", ""))
    yield made
    made.close()


def test_limits(transport: Transport, tmp_path: Path) -> None:
    service = PxWeb(transport, SERVICES["pxweb"].root)
    service.fetch_limits(tmp_path / "config")
    limits = parse_limits((tmp_path / "config").read_bytes())
    assert limits.cells >= 10_000
    assert limits.calls >= 5


def test_folders_and_search(transport: Transport) -> None:
    service = PxWeb(transport, SERVICES["pxweb"].root)
    assert "StatFin" in [entry.id for entry in service.entries()]
    assert "11ra.px" in [entry.id for entry in service.entries("StatFin/vaerak")]


@pytest.mark.parametrize("name", TABLES)
def test_every_recipe_fits_its_table(transport: Transport, tmp_path: Path, name: str) -> None:
    recipe = read_recipe(Project(ROOT), name)
    assert isinstance(recipe, PxWebRecipe)
    service = PxWeb(transport, SERVICES["pxweb"].root)
    service.fetch_metadata(recipe.table, tmp_path / "metadata")
    parse_metadata((tmp_path / "metadata").read_bytes(), recipe.table)
    wishes = Wishes("newest" if recipe.year is None else None)
    draft = fetch_table(service, recipe, wishes, Staging(tmp_path / "staging"))
    assert draft.area_division
    assert draft.updated


def test_population_of_2025(transport: Transport, project_copy: Project) -> None:
    # As published on 29.5.2026; a later division may sum other municipalities, but not the whole
    # country.
    (pulled,) = Puller(project_copy, transport).pull("population", Wishes(years="2025"))
    assert check_snapshot(project_copy, pulled.manifest.id) == []
    table = load_snapshot(project_copy, pulled.manifest.id).table
    people = table.set_index("municipality_code")["population"]
    assert people["SSS"] == 5_652_881
    assert people["578"] == 2941


def test_budgets_of_kainuu(transport: Transport, project_copy: Project) -> None:
    (pulled,) = Puller(project_copy, transport).pull("budgets", Wishes(years="2026"))
    assert check_snapshot(project_copy, pulled.manifest.id) == []
    table = load_snapshot(project_copy, pulled.manifest.id).table
    assert table.loc[table["stage"] == "budget", "operating_expenses_eur"].notna().all()
