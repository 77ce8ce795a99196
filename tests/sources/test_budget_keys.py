"""Figures of budgets that a cost could be shared by: which there are, read beside the documents."""

from __future__ import annotations

from datetime import date

import pytest

from analyysi.errors import SchemaError, SourceError
from analyysi.project import Project
from analyysi.sources.budget_keys import budget_keys, budgets_of_year
from analyysi.sources.budgets import (
    AMENDED,
    DECIDED,
    INVESTMENTS,
    LOANS,
    MARGIN,
    NET_EXPENSES,
    OPERATING_EXPENSES,
    PLANNED,
    PLANNED_LATER,
    RESULT,
    TAX_REVENUE,
)
from support.budget_documents import amount, net_expenses

KTAS = "valtiokonttori/ktas-{}/2026-11-29"
SEVEN = ["105", "290", "578", "620", "697", "765", "777"]
WHERE = "kainuu-ict/2023.toml"


def test_every_stage_is_there_and_nothing_below_zero(project: Project) -> None:
    keys = budget_keys(project, SEVEN, [KTAS.format(2023)], WHERE)
    years = {figures.picked: figures.when for figures in keys.figures}
    assert years == {
        DECIDED: date(2023, 12, 31),
        AMENDED: date(2022, 12, 31),
        PLANNED: date(2024, 12, 31),
        PLANNED_LATER: date(2025, 12, 31),
    }
    assert all(
        set(figures.of_payer) == set(SEVEN) and min(figures.of_payer.values()) >= 0
        for figures in keys.figures
    )
    assert keys.document_years == (2023,)
    assert (keys.approved[0], keys.approved[-1]) == (date(2022, 12, 20), date(2023, 1, 16))
    columns = {figures.column for figures in keys.figures if figures.picked == DECIDED}
    assert {OPERATING_EXPENSES, NET_EXPENSES, LOANS, INVESTMENTS} <= columns
    # Results of 2023 lie below zero in some of the seven; tax revenue is in none of the documents.
    assert not {RESULT, TAX_REVENUE} & columns


def test_a_measure_that_one_payer_has_below_zero_is_a_key_of_the_others(project: Project) -> None:
    def columns(payers: list[str]) -> set[str]:
        keys = budget_keys(project, payers, [KTAS.format(2026)], WHERE)
        return {figures.column for figures in keys.figures if figures.picked == DECIDED}

    # Ristijärvi's budget of 2026: vuosikate -4 078,60.
    assert MARGIN not in columns(SEVEN)
    assert MARGIN in columns([code for code in SEVEN if code != "697"])


@pytest.mark.parametrize("stage", [DECIDED, AMENDED])
def test_figures_are_the_documents(project: Project, stage: str) -> None:
    keys = budget_keys(project, SEVEN, [KTAS.format(2023)], WHERE)
    by_column = {
        figures.column: figures.of_payer for figures in keys.figures if figures.picked == stage
    }
    for code in SEVEN:
        assert by_column[OPERATING_EXPENSES][code] == amount(code, 2023, "expenses", stage)
        if stage == DECIDED:
            assert by_column[NET_EXPENSES][code] == net_expenses(code, 2023)


def test_documents_that_lack_a_payer_give_none(project: Project) -> None:
    keys = budget_keys(project, [*SEVEN, "091"], [KTAS.format(2023)], WHERE)
    assert keys == budget_keys(project, SEVEN, [], WHERE)
    assert (keys.figures, keys.document_years, keys.approved) == ((), (), ())


@pytest.mark.slow
def test_the_documents_of_a_year_are_those_of_every_region(project: Project) -> None:
    region = "valtiokonttori/ktas-2026-paijat-hame/2026-11-29"
    assert set(budgets_of_year(project, 2026)) == {region, KTAS.format(2026)}
    assert budgets_of_year(project, 2023) == [KTAS.format(2023)]
    assert budgets_of_year(project, 2021) == []


def test_what_holds_no_budgets_is_refused(project: Project) -> None:
    named = "tilastokeskus/11ra/2026-11-24"
    with pytest.raises(SchemaError, match=rf"{WHERE}: \[search\] names {named}, which holds no"):
        budget_keys(project, SEVEN, [named], WHERE)
    with pytest.raises(SourceError):
        budget_keys(project, SEVEN, [KTAS.format(2019)], WHERE)
