"""An agreement's data, from what is stored and from servers that speak the services' protocols."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import pytest

from analyysi.analyst.agreement_data import data
from analyysi.errors import ParameterError
from analyysi.project import Project
from analyysi.sources.snapshots import check_snapshot, snapshot_ids
from support.business_ids import KAINUU
from support.services.pxweb import PxWeb
from support.services.server import Fault
from support.services.tables import revised_11ra, standard
from support.services.treasury import Treasury, sample_documents

pytestmark = pytest.mark.slow

BOTH = "population, budgets"


@pytest.fixture
def pxweb(monkeypatch: pytest.MonkeyPatch) -> Iterator[PxWeb]:
    with PxWeb(standard(), limiter_on=False) as running:
        monkeypatch.setenv("ANALYYSI_PXWEB", running.root)
        monkeypatch.delenv("ANALYYSI_OFFLINE", raising=False)
        yield running


@pytest.fixture
def treasury(monkeypatch: pytest.MonkeyPatch) -> Iterator[Treasury]:
    ids = {code: number for code, number in KAINUU.items() if code != "620"}
    with Treasury(sample_documents(ids), padding=20) as running:
        monkeypatch.setenv("ANALYYSI_TREASURY", running.root)
        yield running


def test_what_is_stored_needs_no_network(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANALYYSI_OFFLINE", "1")
    kainuu = data("kainuu-ict", tables="population, accounts", project=str(project.root))
    population = kainuu.by_year("population")
    assert population.loc["Paltamo", 2025] == 2941
    assert population.index.name == "population"
    assert kainuu.by_year("accounts").empty
    assert kainuu.by_year("accounts", "operating_expenses_eur", "actual").empty
    assert list(kainuu.missing["table"]) == ["accounts"]
    assert list(kainuu.missing["payer"]) == ["kaikki maksajat"]
    assert kainuu.changes.empty
    assert list(kainuu.snapshots["snapshot"]) == ["tilastokeskus/11ra/2026-11-24"]


def test_figures_are_a_row_each_and_a_new_frame_each_time(project: Project) -> None:
    kainuu = data("kainuu-ict", tables="population", years="2025", project=str(project.root))
    figures = kainuu.figures
    assert len(figures) == 8 * 4
    assert figures["value"].dtype == "float64"
    figures["value"] = 0.0
    assert kainuu.figures["value"].max() > 0


def test_years_limit_what_is_shown(project: Project) -> None:
    thl = "thl-sotkanet/population-31-12"
    kainuu = data("kainuu-ict", tables=thl, years="newest 3", project=str(project.root))
    assert list(kainuu.by_year(thl).columns) == [2020, 2021, 2022]
    later = data("kainuu-ict", tables=thl, years="2022-2023", project=str(project.root))
    assert list(later.by_year(thl).columns) == [2022]
    assert list(later.missing["why"]) == ["Lukuja ei ole vuosilta 2023."]


def test_it_shows_itself_in_the_reader_s_language(project: Project) -> None:
    tables = "population, accounts"
    swedish = data("kainuu-ict", tables=tables, language="sv", project=str(project.root))
    shown = swedish._repr_html_()
    assert "<caption>" in shown
    assert '<th scope="col">Tabell</th>' in shown
    assert "8 / 8" in shown
    assert "0 / 8" in shown
    assert swedish.by_year("population").index[1] == "Kajana"


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"agreement": "kainuu-itc"}, "Did you mean 'kainuu-ict'"),
        ({"tables": "populaton"}, "no table 'populaton'.*'population'"),
        ({"data": "newset"}, "no choice of data 'newset'.*'newest'"),
        ({"years": "soon"}, "tells no years"),
        ({"language": "se"}, "No report in language 'se'"),
    ],
)
def test_what_is_not_known_is_refused(
    project: Project, asked: dict[str, str], sentence: str
) -> None:
    with pytest.raises(ParameterError, match=sentence):
        data(**{"agreement": "kainuu-ict", "project": str(project.root), **asked})


def test_a_figure_that_a_table_has_not_is_refused(project: Project) -> None:
    kainuu = data("kainuu-ict", tables="population", project=str(project.root))
    with pytest.raises(ParameterError, match="no figure 'populatoin'.*'population'"):
        kainuu.by_year("population", "populatoin")
    with pytest.raises(ParameterError, match="no table 'budgets'"):
        kainuu.by_year("budgets")
    with pytest.raises(ParameterError, match="no pick 'women'"):
        kainuu.by_year("population", picked="women")


@pytest.mark.slow
def test_a_pull_brings_population_and_budgets_and_says_what_changed_and_what_lacks(
    project_copy: Project, pxweb: PxWeb, treasury: Treasury
) -> None:
    changed = revised_11ra(area="alue_23_20260101", changes={"KU578": 2943})
    pxweb.replace_table("StatFin", "vaerak", changed)
    before = set(snapshot_ids(project_copy))
    kainuu = data("kainuu-ict", tables=BOTH, data="pull", project=str(project_copy.root))
    new = set(snapshot_ids(project_copy)) - before
    assert set(kainuu.snapshots.query("new")["snapshot"]) == new
    assert {name.rpartition("/")[0] for name in new} == {
        "tilastokeskus/11ra",
        "valtiokonttori/ktas-2027",
    }
    assert [check_snapshot(project_copy, name) for name in sorted(new)] == [[], []]
    assert kainuu.by_year("population").loc["Paltamo", 2025] == 2943
    changes = kainuu.changes.set_index("what")
    assert changes.loc["Uusi vuosi", "year"] == "2026"
    revised = changes.loc["Tarkistettu luku"]
    assert (revised["payer"], revised["old"], revised["new"]) == ("Paltamo", 2941.0, 2943.0)
    # Puolanka has reported no budget of 2027: absent is not zero.
    budgets = kainuu.by_year("budgets", "operating_expenses_eur", "budget")
    assert list(budgets.columns) == [2023, 2024, 2025, 2026, 2027]
    assert budgets[2027].isna().sum() == 1
    assert pd.isna(budgets.loc["Puolanka", 2027])
    missing = kainuu.missing.set_index("payer")
    of_puolanka = [why for why in missing.loc[["Puolanka"], "why"] if "ktas-2027" in why]
    assert len(of_puolanka) == 1
    assert "Valtiokonttorilla ei ollut asiakirjaa." in of_puolanka[0]
    assert len(kainuu.plot().axes) == 2
    again = data("kainuu-ict", tables=BOTH, data="newest", project=str(project_copy.root))
    pd.testing.assert_frame_equal(again.figures, kainuu.figures)


@pytest.mark.slow
def test_what_does_not_come_is_said_beside_what_is_stored(
    project_copy: Project, pxweb: PxWeb, treasury: Treasury
) -> None:
    pxweb.faults.append(Fault("html_200", times=-1))
    kainuu = data("kainuu-ict", tables=BOTH, data="pull", project=str(project_copy.root))
    why = kainuu.missing.set_index("table").loc["population"]
    assert why["why"].startswith("Hakeminen ei onnistunut: ")
    assert why["to_do"].startswith("Yritä myöhemmin uudelleen.")
    assert kainuu.by_year("population").loc["Paltamo", 2025] == 2941
    assert not kainuu.by_year("budgets").empty


@pytest.mark.slow
def test_odd_budgets_are_told_in_words() -> None:
    kainuu = data("kainuu-ict", tables="budgets", language="sv")
    doubts = kainuu.doubts
    assert len(doubts) == 36
    assert set(doubts["payer"]) <= {party.name.or_main("sv") for party in kainuu.payers}
    assert "Lånen fördubblade" in set(doubts["what"])
    assert data("kainuu-ict", tables="population").doubts.empty
