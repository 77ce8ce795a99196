"""Terms on figures fetched from servers that speak the services' protocols."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from analyysi.agreement.parameters import RunParameters
from analyysi.agreement.reading import read_agreement, read_terms
from analyysi.agreement.terms import Terms
from analyysi.comparison.case import case_of
from analyysi.comparison.trial.loading import load_case
from analyysi.comparison.trial.newest_terms import Replacement
from analyysi.comparison.trial.pulled_terms import (
    PULLED,
    fetch,
    fetched_before,
    recipes_of,
    with_pulled,
)
from analyysi.errors import ParameterError, SourceError
from analyysi.project import Project
from analyysi.sources.fetch.order import Wishes
from analyysi.sources.newer import table_of
from analyysi.sources.snapshots import snapshot_ids
from support.business_ids import KAINUU
from support.real_budgets import real_documents
from support.services.pxweb import PxWeb
from support.services.server import Fault
from support.services.tables import revised_11ra, standard
from support.services.treasury import BUDGET_CELLS, Document, Treasury

pytestmark = pytest.mark.slow

STATFIN = "tilastokeskus/11ra/2026-11-24"
THL = "thl-sotkanet/population-31-12/2026-11-24"


@pytest.fixture
def treasury(monkeypatch: pytest.MonkeyPatch) -> Iterator[Treasury]:
    with Treasury(real_documents(), padding=20) as running:
        monkeypatch.setenv("ANALYYSI_TREASURY", running.root)
        yield running


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, treasury: Treasury) -> Iterator[PxWeb]:
    with PxWeb(standard(), limiter_on=False) as running:
        monkeypatch.setenv("ANALYYSI_PXWEB", running.root)
        monkeypatch.delenv("ANALYYSI_OFFLINE", raising=False)
        yield running


def terms_of(project: Project, year: int) -> Terms:
    return read_terms(project, read_agreement(project, "kainuu-ict"), year)


def by_place(replacements: tuple[Replacement, ...]) -> dict[str, Replacement]:
    return {replacement.place: replacement for replacement in replacements}


def test_each_place_has_the_recipe_that_fetches_its_table(project: Project) -> None:
    assert recipes_of(project, terms_of(project, 2027)) == {
        "population_2025": "population",
        "outlook.population_2025": None,
    }
    of_2023 = recipes_of(project, terms_of(project, 2023))
    assert {place for place, recipe in of_2023.items() if recipe == "population"} == {
        "population_2021",
        "outlook.population_2021",
    }
    assert of_2023["tax_revenue_2020"] is None


@pytest.mark.slow
def test_a_pull_gives_a_new_snapshot_and_the_terms_read_it(
    project_copy: Project, server: PxWeb
) -> None:
    server.replace_table(
        "StatFin", "vaerak", revised_11ra(area="alue_23_20260101", changes={"KU578": 2943})
    )
    terms, replacements = with_pulled(project_copy, terms_of(project_copy, 2027))
    (new,) = set(snapshot_ids(project_copy)) - {STATFIN} - set(snapshot_ids_before(project_copy))
    places = by_place(replacements)
    assert (places["population_2025"].named, places["population_2025"].used) == (STATFIN, new)
    assert not places["outlook.population_2025"].is_newer
    case = case_of(project_copy, read_agreement(project_copy, "kainuu-ict"), terms)
    assert case.problem.keys["population_2025"]["578"] == 2943
    # The same again: the service has nothing new, and the same snapshot is read.
    _, again = with_pulled(project_copy, terms_of(project_copy, 2027))
    assert by_place(again)["population_2025"].used == new


def snapshot_ids_before(project: Project) -> list[str]:
    """Return the snapshots of other tables than the one that is fetched."""
    return [name for name in snapshot_ids(project) if table_of(name) != table_of(STATFIN)]


@pytest.mark.slow
def test_the_same_figure_of_another_table_serves_where_its_own_cannot_be_fetched(
    project_copy: Project, server: PxWeb
) -> None:
    path = project_copy.agreements / "kainuu-ict" / "2023.toml"
    text = path.read_text(encoding="utf-8").replace("2021-12-31", "2022-12-31")
    path.write_text(text.replace("{ year = 2021 }", "{ year = 2022 }"), encoding="utf-8")
    server.replace_table("StatFin", "vaerak", of_2022())
    terms, replacements = with_pulled(project_copy, terms_of(project_copy, 2023))
    places = by_place(replacements)
    assert places["population_2021"].named == THL
    assert table_of(places["population_2021"].used) == "tilastokeskus/11ra"
    # 2016, the earlier year of the trend, did not come: what is stored serves, and it is said why.
    trend = places["outlook.population_2021"]
    assert trend.used == THL
    assert trend.passed_over[0][0] == places["population_2021"].used
    assert "2016" in trend.passed_over[0][1]
    case = case_of(project_copy, read_agreement(project_copy, "kainuu-ict"), terms)
    assert case.problem.keys["population_2021"]["578"] == 2900


def of_2022():  # type: ignore[no-untyped-def]
    """Return 11ra with a year 2022 in place of 2025, and 2900 people in Paltamo. Test data."""
    table = revised_11ra(year_added=None, area="alue_23_20260101", changes={"KU578": 2900})
    figures = table.value
    assert figures is not None
    for variable in list(table.variables):
        if variable.time:
            place = table.variables.index(variable)
            table.variables[place] = type(variable)(
                variable.code, variable.text, ("2022",), ("2022",), time=True
            )
            code = variable.code
    table.value = lambda codes: figures({**codes, code: "2025"})
    return table


@pytest.mark.slow
def test_a_table_that_does_not_come_is_named_with_what_to_do(
    project_copy: Project, server: PxWeb
) -> None:
    before = snapshot_ids(project_copy)
    server.faults.append(Fault("html_200", times=-1))
    with pytest.raises(SourceError, match=r'could not fetch population: .* write data = "newest"'):
        with_pulled(project_copy, terms_of(project_copy, 2027))
    assert snapshot_ids(project_copy) == before


@pytest.mark.slow
def test_what_came_is_kept_when_another_table_fails(project_copy: Project, server: PxWeb) -> None:
    server.faults.append(Fault("html_200", times=-1, contains="14wx"))
    fetched = fetch(project_copy, {"population": Wishes(), "projection": Wishes()})
    assert list(fetched.pulled) == ["population"]
    assert list(fetched.faults) == ["projection"]
    assert fetched.pulled["population"][0].manifest.id in snapshot_ids(project_copy)


def test_without_the_network_it_is_said(
    project_copy: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANALYYSI_OFFLINE", "1")
    with pytest.raises(SourceError, match="could not fetch population: "):
        with_pulled(project_copy, terms_of(project_copy, 2027))


def revised(treasury: Treasury, code_of_result: str = "1.00") -> None:
    """Let Sotkamo's budget of 2026 be corrected, so that the documents of 2026 are news."""
    treasury.documents.append(
        Document(
            "0189766-5",
            "KTAS",
            "2026",
            "jalkikorjattu",
            "2026-12-01 10:00:00.1",
            facts=[
                ("k-t05", BUDGET_CELLS["toimintamenot"][0], code_of_result),
                ("k-t05", BUDGET_CELLS["toimintatulot"][0], "0.00"),
            ],
        )
    )


@pytest.mark.slow
def test_budgets_are_fetched_and_read_in_the_place_of_those_of_their_year(
    project_copy: Project, server: PxWeb, treasury: Treasury
) -> None:
    revised(treasury)
    before = set(snapshot_ids(project_copy))
    terms, replacements = with_pulled(project_copy, terms_of(project_copy, 2027))
    (new,) = set(snapshot_ids(project_copy)) - before - {STATFIN} - of_11ra(project_copy)
    assert table_of(new) == "valtiokonttori/ktas-2026"
    place = by_place(replacements)["budgets.ktas-2026"]
    assert (place.named, place.used) == ("valtiokonttori/ktas-2026/2026-11-29", new)
    assert not by_place(replacements)["budgets.ktas-2025"].is_newer
    assert terms.budgets is not None
    assert terms.budgets.snapshots[3] == new
    case = case_of(project_copy, read_agreement(project_copy, "kainuu-ict"), terms)
    assert case.budgets is not None
    line = case.budgets.measured_by("765")
    assert line is not None
    assert line.amount("net_operating_expenses_eur") == 1
    # Of the agreement's eight municipalities, and of nobody else.
    asked = {
        request.path.split("/")[-2]
        for request in treasury.requests
        if "/dokumentti/" in request.path
    }
    assert asked == set(KAINUU.values())


def of_11ra(project: Project) -> set[str]:
    return {name for name in snapshot_ids(project) if table_of(name) == table_of(STATFIN)}


@pytest.mark.slow
def test_a_missing_business_id_leaves_the_rest_and_the_trial_says_whose(
    project_copy: Project, server: PxWeb, treasury: Treasury
) -> None:
    path = project_copy.municipalities / "business_ids.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = "".join(line for line in lines if not line.startswith("578,"))
    path.write_text(kept, encoding="utf-8")
    revised(treasury)
    parameters = RunParameters(agreement="kainuu-ict", year=2027, data="pull")
    case = load_case(project_copy, parameters)
    (used, *_) = case.snapshots["budgets.ktas-2026"]
    assert used != "valtiokonttori/ktas-2026/2026-11-29"
    assert case.budgets is not None
    # Paltamo's is of the snapshot that has it, those of the others of the new one.
    read = [case.budgets.measured_by(code) for code in ("578", "777")]
    assert [line.snapshot for line in read if line is not None] == [
        "valtiokonttori/ktas-2026/2026-11-29",
        used,
    ]
    assert case.trial[-2].values["older"] == "valtiokonttori/ktas-2026/2026-11-29"
    assert case.trial[-1].values["snapshot"] == used
    assert [payer.code for payer in case.trial[-1].values["payers"].items] == ["578"]  # type: ignore[union-attr]
    assert "business_ids.csv" in case.trial[-1].text
    # Computed once more by what the first computation recorded: nothing is asked, the same is said.
    asked = len(treasury.requests)
    again = load_case(project_copy, parameters, case.snapshots)
    assert len(treasury.requests) == asked
    assert again.trial == case.trial


@pytest.mark.slow
def test_budgets_that_no_terms_read_do_not_stop_a_trial(
    project_copy: Project, server: PxWeb, treasury: Treasury
) -> None:
    treasury.faults.append(Fault("html_200", times=-1))
    terms = terms_of(project_copy, 2027)
    with pytest.raises(SourceError, match="could not fetch budgets: "):
        with_pulled(project_copy, terms)
    unread, _ = with_pulled(project_copy, terms.model_copy(update={"budgets": None}))
    assert unread.budgets is None


def test_a_misspelt_recipe_stops_before_anything_is_asked(project_copy: Project) -> None:
    with pytest.raises(ParameterError, match="'populaton'.*population"):
        fetch(project_copy, {"population": Wishes(), "populaton": Wishes()})


def test_figures_that_nothing_fetches_are_refused(project: Project) -> None:
    terms = read_terms(project, read_agreement(project, "dublin-fire"), 2013)
    with pytest.raises(ParameterError, match="Nothing fetches the figures of dublin-fire 2013"):
        with_pulled(project, terms)


def test_what_a_batch_fetched_before_is_not_fetched_again(
    project_copy: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANALYYSI_OFFLINE", "1")
    monkeypatch.setenv(PULLED, json.dumps({"population": [STATFIN]}))
    assert fetched_before(["population"]) == {"population": (STATFIN,)}
    assert fetched_before(["population", "budgets"]) is None
    monkeypatch.setenv(PULLED, json.dumps({"population": [STATFIN], "budgets": []}))
    _, replacements = with_pulled(project_copy, terms_of(project_copy, 2027))
    assert by_place(replacements)["population_2025"].used == STATFIN
