"""Which stored snapshot, or which fetch, has the figures that terms ask for."""

from datetime import date

import pytest

from analyysi.agreement.key import Key
from analyysi.errors import SourceError
from analyysi.project import Project
from analyysi.sources.newer import Stored, looks_ahead, newest_of_table, recipe_for, table_of
from analyysi.sources.snapshots import snapshot_ids, verified_manifest
from support.later_snapshot import publish_budgets

THL = "thl-sotkanet/population-31-12/2026-11-24"
STATFIN = "tilastokeskus/11ra/2026-11-24"
SEVEN = ("105", "205", "290", "578", "697", "765", "777")


def population(year: int, snapshot: str = THL) -> Key:
    return Key(
        snapshot=snapshot,
        column="population",
        rows={"year": year},
        reference_date=date(year, 12, 31),
        unit="inhabitants",
        label={"fi": "asukasluku"},
        by={"fi": "asukasluvun mukaan"},
    )


def test_the_newest_of_a_table_is_its_own_if_there_is_no_other(project: Project) -> None:
    assert table_of(STATFIN) == "tilastokeskus/11ra"
    assert newest_of_table(project, STATFIN) == max(
        name for name in snapshot_ids(project) if table_of(name) == "tilastokeskus/11ra"
    )
    assert newest_of_table(project, "nobody/no-table/2020-01-01") == "nobody/no-table/2020-01-01"


@pytest.mark.slow
def test_only_projections_and_budgets_look_ahead(project: Project) -> None:
    ahead = {
        table_of(name)
        for name in snapshot_ids(project)
        if looks_ahead(verified_manifest(project, name)[0])
    }
    assert "tilastokeskus/11ra" not in ahead
    assert all(verified_manifest(project, name)[0].table for name in snapshot_ids(project))
    assert THL.rpartition("/")[0] not in ahead


@pytest.mark.slow
def test_the_same_table_serves_while_it_has_the_year(project: Project) -> None:
    chosen = Stored(project).suitable([population(2021)], SEVEN, date(2023, 1, 1), "2023.toml")
    assert chosen == newest_of_table(project, THL)


@pytest.mark.slow
def test_another_table_serves_a_year_that_the_first_lacks(project: Project) -> None:
    chosen = Stored(project).suitable([population(2025)], SEVEN, date(2027, 1, 1), "2027.toml")
    assert chosen is not None
    assert table_of(chosen) == "tilastokeskus/population-kainuu-2014-2025"


@pytest.mark.slow
def test_no_table_has_a_year_to_come(project: Project) -> None:
    stored = Stored(project)
    assert stored.suitable([population(2099)], SEVEN, date(2100, 1, 1), "2100.toml") is None
    survey = population(2025).model_copy(update={"snapshot": None, "survey": "kysely.csv"})
    assert stored.suitable([survey], SEVEN, date(2027, 1, 1), "2027.toml") is None


def test_a_snapshot_that_is_not_there_is_named(project: Project) -> None:
    with pytest.raises(SourceError, match="No snapshot 'tilastokeskus/11rb"):
        recipe_for(project, "tilastokeskus/11rb/2026-11-24", "population", SEVEN)


@pytest.mark.parametrize(
    ("snapshot", "payers", "recipe"),
    [
        (STATFIN, SEVEN, "population"),  # the recipe's own table
        (THL, SEVEN, "population"),  # another table with the same column and unit
        (THL, (*SEVEN, "liitto"), None),  # the services have municipalities only
    ],
)
def test_the_fetch_that_brings_newer_figures(
    project: Project, snapshot: str, payers: tuple[str, ...], recipe: str | None
) -> None:
    assert recipe_for(project, snapshot, "population", payers) == recipe


@pytest.mark.slow
def test_the_newest_documents_are_those_that_have_some_of_the_payers(project_copy: Project) -> None:
    base, other = "valtiokonttori/ktas-2026/2026-11-29", "valtiokonttori/ktas-2026/2026-12-24"
    # Of the same year, stored later, of another region: not what Kainuu's terms read.
    publish_budgets(
        project_copy, "valtiokonttori/ktas-2026-paijat-hame/2026-11-29", other, keep="111"
    )
    assert Stored(project_copy).newest_documents(base, ["578", "765"]) == (base,)
    assert Stored(project_copy).newest_documents(base, ["111"]) == (other,)
    # Beside a newer one of a single payer, the older is read for the others.
    of_paltamo = "valtiokonttori/ktas-2026/2026-12-31"
    publish_budgets(project_copy, base, of_paltamo, keep="578")
    assert Stored(project_copy).newest_documents(base, ["578", "765"]) == (of_paltamo, base)
    assert Stored(project_copy).newest_documents(base, ["578"]) == (of_paltamo,)
    # What is named already stands in for nothing else.
    assert Stored(project_copy).newest_documents(base, ["578"], [of_paltamo]) == (base,)
    older = ["valtiokonttori/ktas-2025/2026-11-29"]
    assert Stored(project_copy).later_documents(older, ["578"]) == (of_paltamo,)
    assert Stored(project_copy).later_documents([base], ["578"]) == ()
    assert Stored(project_copy).later_documents(older, ["dublin-city"]) == ()
