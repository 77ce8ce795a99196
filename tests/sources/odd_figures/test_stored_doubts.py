"""Doubts about stored budgets, with what else is stored beside them."""

import shutil
from collections import Counter

import pytest

from analyysi.project import Project
from analyysi.sources.budgets import LOANS, budget_lines
from analyysi.sources.odd_figures.stored_doubts import stored_accounts, stored_doubts, stored_heads
from analyysi.sources.snapshots import load_snapshot
from support.budget_lines import KTAS, PAIJAT_HAME

pytestmark = pytest.mark.slow


def test_inhabitants_are_the_newest_of_the_table_that_is_pulled(project: Project) -> None:
    heads = stored_heads(project)
    # Statistics Finland, 11ra, 31 December 2025.
    assert (heads["578"], heads["781"]) == (2941, 3367)


def test_loans_of_the_accounts_are_in_euros(project: Project) -> None:
    (accounts,) = stored_accounts(project)
    assert accounts.year == 2020
    assert accounts.amounts[LOANS]["016"] == 1_945_000
    # Not numpy's, which wrap around when two of them are multiplied.
    assert {type(amount.numerator) for amount in accounts.amounts[LOANS].values()} == {int}


def test_budgets_are_numbers_of_any_length(project: Project) -> None:
    lines = budget_lines(load_snapshot(project, KTAS.format(2026)))
    amounts = [amount for line in lines for amount in line.figures.values()]
    assert {type(amount.numerator) for amount in amounts} == {int}


@pytest.mark.slow
def test_the_doubts_are_of_the_snapshot_that_is_asked_about(project: Project) -> None:
    doubts = stored_doubts(project, [KTAS.format(2026)])
    assert {doubt.document_year for doubt in doubts} == {2026}
    assert Counter(doubt.check for doubt in doubts) == {
        "jump_inside_plan": 5,
        "loans_doubled": 1,
        "loans_far_from_accounts": 1,
        "margin_changes_sign": 1,
        "result_above_margin": 1,
    }
    other_region = stored_doubts(project, [KTAS.format(PAIJAT_HAME)])
    assert {doubt.code for doubt in other_region if doubt.check != "jump_inside_plan"} == {
        "016",
        "781",
    }


def test_tables_of_anything_else_have_none(project: Project) -> None:
    assert stored_doubts(project, ["tilastokeskus/11ra/2026-11-24"]) == []
    assert stored_doubts(project, []) == []


@pytest.mark.slow
def test_what_is_not_stored_is_not_held_against(project_copy: Project) -> None:
    for table in ("11ra", "kta-2020-loans"):
        shutil.rmtree(project_copy.snapshots / "tilastokeskus" / table)
    for name in ("ktas-2023", "ktas-2024", "ktas-2025", "ktas-2026"):
        shutil.rmtree(project_copy.snapshots / "valtiokonttori" / name)
    assert stored_heads(project_copy) == {}
    assert stored_accounts(project_copy) == ()
    doubts = stored_doubts(project_copy, [KTAS.format(PAIJAT_HAME)])
    assert {doubt.check for doubt in doubts} == {"jump_inside_plan"}
