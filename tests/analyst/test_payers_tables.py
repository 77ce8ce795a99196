"""Which tables concern an agreement, and which snapshots of them are shown."""

from __future__ import annotations

import pytest

from analyysi.agreement.agreement import Agreement
from analyysi.agreement.reading import read_agreement
from analyysi.analyst.payers_tables import (
    asked_names,
    chosen_years,
    payers_table,
    possible_payers,
    recipes_to_fetch,
)
from analyysi.errors import ParameterError
from analyysi.project import Project
from support.later_snapshot import LATER, TABLE, USED, publish_budgets, publish_later, row_of

STATFIN = "tilastokeskus/11ra/2026-11-24"


@pytest.fixture(scope="module")
def kainuu(project: Project) -> Agreement:
    return read_agreement(project, "kainuu-ict")


def test_payers_are_those_who_paid_and_the_municipalities_that_could(
    project: Project, kainuu: Agreement
) -> None:
    codes = [party.code for party in possible_payers(project, kainuu)]
    assert codes == ["105", "205", "290", "578", "620", "697", "765", "777"]
    dublin = possible_payers(project, read_agreement(project, "dublin-fire"))
    assert "fingal" in [party.code for party in dublin]


@pytest.mark.slow
def test_without_names_the_tables_of_the_terms_and_the_usual_fetches_are_meant(
    project: Project, kainuu: Agreement
) -> None:
    assert asked_names(project, kainuu, possible_payers(project, kainuu), "") == (
        TABLE,
        "tilastokeskus/kta-2020-kainuu",
        "verohallinto/municipal-income-tax-rate-2018",
        "population",
        "tilastokeskus/projection-2024-kainuu",
        "budgets",
    )
    dublin = read_agreement(project, "dublin-fire")
    assert asked_names(project, dublin, possible_payers(project, dublin), "") == (
        "cso-ireland/census-population-dublin",
    )


def test_names_are_of_recipes_or_stored_tables(project: Project, kainuu: Agreement) -> None:
    payers = possible_payers(project, kainuu)
    named = asked_names(project, kainuu, payers, f" budgets, {TABLE},budgets")
    assert named == ("budgets", TABLE)
    with pytest.raises(ParameterError, match="no table 'budget'.*Did you mean 'budgets'"):
        asked_names(project, kainuu, payers, "budget")


@pytest.mark.slow
def test_a_recipe_and_its_table_are_the_same(project: Project, kainuu: Agreement) -> None:
    by_recipe = payers_table(project, kainuu, "population", frozen=True)
    by_table = payers_table(project, kainuu, "tilastokeskus/11ra", frozen=True)
    assert by_recipe.snapshots == by_table.snapshots == (STATFIN,)
    assert by_recipe.recipe == by_table.recipe == "population"
    nothing = payers_table(project, kainuu, "accounts", frozen=True)
    assert (nothing.recipe, nothing.snapshots) == ("accounts", ())


@pytest.mark.slow
def test_frozen_is_what_the_terms_name_and_newest_what_came_last(
    project_copy: Project, kainuu: Agreement
) -> None:
    row = row_of(project_copy, "578", 2021)
    publish_later(project_copy, row, row.replace(",3183", ",3185"))
    frozen = payers_table(project_copy, kainuu, TABLE, frozen=True)
    newest = payers_table(project_copy, kainuu, TABLE, frozen=False)
    assert (frozen.snapshots, newest.snapshots) == ((USED,), (LATER,))
    assert frozen.older == newest.older == {LATER: USED}


@pytest.mark.slow
def test_a_table_that_nothing_fetches_brings_the_same_figure_from_another(
    project: Project, kainuu: Agreement
) -> None:
    tables = [payers_table(project, kainuu, name, frozen=True) for name in (TABLE, "budgets")]
    assert recipes_to_fetch(project, kainuu, tables) == ("budgets", "population")
    accounts = payers_table(project, kainuu, "tilastokeskus/kta-2020-kainuu", frozen=True)
    assert recipes_to_fetch(project, kainuu, [accounts]) == ()


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("", [2019, 2020, 2021]),
        ("newest 2", [2020, 2021]),
        ("2018-2019, 2025", [2018, 2019, 2025]),
    ],
)
def test_years_are_chosen_whether_they_are_there_or_not(text: str, years: list[int]) -> None:
    assert chosen_years(text, [2019, 2020, 2021]) == years


def test_years_that_are_none_are_refused() -> None:
    with pytest.raises(ParameterError, match="'viime vuosi' tells no years"):
        chosen_years("viime vuosi", [2020])


@pytest.mark.slow
def test_a_later_pull_for_another_agreement_is_passed_over(project_copy: Project) -> None:
    base = "valtiokonttori/ktas-2026/2026-11-29"
    other = "valtiokonttori/ktas-2026/2026-12-24"
    paijat_hame = "valtiokonttori/ktas-2026-paijat-hame/2026-11-29"
    publish_budgets(project_copy, paijat_hame, other, keep="111")
    kainuu = read_agreement(project_copy, "kainuu-ict")
    shown = payers_table(project_copy, kainuu, "budgets", frozen=False).snapshots
    assert base in shown
    assert other not in shown
