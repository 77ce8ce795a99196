"""Decided, amended, planned: the expected changes of Kainuu, and what no per cent is told of."""

import csv
from fractions import Fraction

import pytest

from analyysi.comparison.burden.budget_stages import YearStages, budget_stages, changes_sign
from analyysi.project import Project
from analyysi.sources.budgets import LOANS, MARGIN, NET_EXPENSES, BudgetBook, read_budgets
from support.budget_lines import KAINUU, KAINUU_DOCUMENTS, KTAS
from support.places import TESTS

pytestmark = pytest.mark.slow

EXPECTED = TESTS / "fixtures" / "valtiokonttori" / "INFERRED_amendments_kainuu.csv"


def kainuu(project: Project) -> BudgetBook:
    snapshots = [KTAS.format(year) for year in KAINUU_DOCUMENTS]
    return read_budgets(project, 2026, snapshots, KAINUU, "2027.toml")


def one_of(project: Project, code: str, year: int, measure: str) -> YearStages:
    stages = budget_stages(kainuu(project), [code], [measure])
    return next(of_year for of_year in stages if of_year.year == year)


def test_the_changes_equal_the_expected_ones(project: Project) -> None:
    with EXPECTED.open(encoding="utf-8", newline="") as file:
        expected = {
            (row["municipality_code"], int(row["year"]), row["measure"]): tuple(
                Fraction(row[name])
                for name in ("decided_eur", "amended_eur", "INFERRED_change_eur")
            )
            for row in csv.DictReader(file)
        }
    recomputed = {
        (stages.code, stages.year, stages.measure): (stages.decided, stages.amended, stages.change)
        for stages in budget_stages(kainuu(project))
        if stages.change is not None
    }
    assert len(expected) == 192
    assert recomputed == expected


def test_the_plans_before_stand_beside_what_was_decided(project: Project) -> None:
    loans = one_of(project, "765", 2025, LOANS)
    book = kainuu(project)
    by_document = {
        line.document_year: line.figures[LOANS]
        for line in book.lines
        if (line.code, line.year) == ("765", 2025)
    }
    assert by_document == {
        2023: loans.planned_later,
        2024: loans.planned,
        2025: loans.decided,
        2026: loans.amended,
    }
    assert loans.decided == 67_165_044
    first, last = one_of(project, "765", 2022, LOANS), one_of(project, "765", 2028, LOANS)
    assert first.amended == 27_312_819
    assert first.change is last.change is None
    assert (last.planned, last.decided) == (None, None)


def test_a_change_of_sign_is_no_per_cent(project: Project) -> None:
    for code, year, decided, amended in (
        ("697", 2025, "-338701.42", "15097.94"),
        ("765", 2024, "463123", "-2596159"),
    ):
        margin = one_of(project, code, year, MARGIN)
        assert (margin.decided, margin.amended) == (Fraction(decided), Fraction(amended))
        assert changes_sign(Fraction(decided), Fraction(amended))
    assert not changes_sign(Fraction(5), Fraction(0))


def test_net_expenses_are_worked_out_at_every_stage(project: Project) -> None:
    net = one_of(project, "578", 2023, NET_EXPENSES)
    assert net.decided == 7_856_481
    assert net.planned is None
