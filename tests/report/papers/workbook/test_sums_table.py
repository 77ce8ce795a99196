"""Workbooks of years with fixed sums first: what stands on the sheet of inputs, and the formulas
recalculated by LibreOffice.
"""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from analyysi.comparison.case import Case
from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.comparison.scenarios import share
from analyysi.errors import AllocationError
from analyysi.report.papers.workbook.live_plan import plan_workbook
from support.fixed_sums import CREDIT, FIRST, ORGANISER, OUTSIDE, SUMS, within
from support.needed import need
from support.office_tools import convert, office_missing
from support.workbooks import (
    INPUTS,
    SHARES,
    changeable,
    formulas,
    made,
    opened,
    overview,
)

KEY = "income_tax_2020"
DEDUCTIBLE: dict[str, Any] = {
    "name": "own_deductible",
    "parameters": {"own_costs": KEY, "amount": "3000.00"},
}


@pytest.fixture(scope="module")
def nested(kainuu_2023: Comparison) -> Comparison:
    return compare_methods(within(kainuu_2023.case, CREDIT, SUMS, FIRST, OUTSIDE))


@pytest.fixture(scope="module")
def credited(kainuu_2023: Comparison) -> Comparison:
    """A credit larger than the sum each: the method must give the rest of it."""
    large = {**CREDIT, "parameters": {**CREDIT["parameters"], "amounts": {"578": "4000.00"}}}
    return compare_methods(within(kainuu_2023.case, large, SUMS, unit=100))


@pytest.fixture(scope="module")
def deducted(kainuu_2023: Comparison) -> Comparison:
    return compare_methods(within(kainuu_2023.case, DEDUCTIBLE))


def test_the_plan_shares_what_the_sums_leave(nested: Comparison) -> None:
    plan = plan_workbook(nested)
    assert plan.live
    assert plan.units == 80_000_00 - 17_500_00
    equal = plan.bases[0]
    assert dict(zip(plan.payers, equal.weights, strict=True)) == {
        code: int(code not in ("697", ORGANISER)) for code in plan.payers
    }
    for split in plan.splits:
        if split.reported is not None and split.only_basis is not None:
            units = plan.basis_shares[split.only_basis].units
            shares = zip(plan.payers, plan.first_cents, units, strict=True)
            assert {code: first + unit for code, first, unit in shares} == split.reported.cents


@pytest.mark.slow
def test_the_sheet_says_the_rules_and_who_stays(nested: Comparison) -> None:
    sheet = opened(made(nested)).worksheets[INPUTS]
    texts = [str(cell.value) for cell in sheet["A"]]
    assert "Kiinteät summat ennen jakoa" in texts
    assert any(text.startswith("Jokainen maksaa ensin 2") for text in texts)
    staying = "Paltamo, Kainuun liitto ja Ristijärvi."
    assert any(text.startswith("Näitä ei voi jättää pois") and staying in text for text in texts)
    _, payers, _ = changeable(sheet)
    locked = {
        code: sheet.cell(payers[1] + place, payers[0]).protection.locked
        for place, code in enumerate(nested.payers)
    }
    assert {code for code, is_locked in locked.items() if is_locked} == {"578", "697", ORGANISER}


Written = Mapping[tuple[int, int], object]


def cells(sheet: Worksheet, comparison: Comparison) -> dict[str, tuple[int, int]]:
    """Return where the total and each payer's mark of taking part stand, row before column."""
    amounts, payers, _ = changeable(sheet)
    places = {code: (payers[1] + place, payers[0]) for place, code in enumerate(comparison.payers)}
    return {"total": (amounts[1], amounts[0]), "unit": (amounts[1] + 1, amounts[0]), **places}


def recalculated(
    comparison: Comparison, changes: Mapping[str, Mapping[str, object]], folder: Path
) -> dict[str, Worksheet]:
    """Return the sheet of shares after each change of cells, of which each has a name."""
    paths = []
    for name, change in changes.items():
        book = opened(made(comparison))
        inputs = book.worksheets[INPUTS]
        where = cells(inputs, comparison)
        for cell, value in change.items():
            inputs.cell(*where[cell]).value = value
        paths.append(folder / f"{name}.xlsx")
        book.save(paths[-1])
    done = convert(paths, "xlsx", folder / "out")
    return {
        name: opened(path, values=True).worksheets[SHARES]
        for name, path in zip(changes, done, strict=True)
    }


def computed(case: Case, comparison: Comparison, total: int, out: str = "") -> dict[str, list[int]]:
    """Return what the program shares of another total without a payer, by each listed way."""
    payers = tuple(code for code in case.problem.payers if code != out)
    problem = replace(case.problem, total=Fraction(total), payers=payers)
    ways = [share(case, split.variant, problem) for split in comparison.listed]
    return {code: [cents.get(code, 0) for cents in ways] for code in comparison.payers}


def cents_of(sheet: Worksheet) -> dict[str, list[int]]:
    """Return the shares of all ways but the trial, by payer."""
    shares = overview(sheet)
    return {
        code: [round(float(str(value)) * 100) for value in values[:-1]]
        for code, values in shares.items()
    }


def is_empty(sheet: Worksheet, comparison: Comparison) -> bool:
    """Return whether no way has a share."""
    shares = overview(sheet)
    return all(not any(shares[code]) for code in comparison.payers)


@pytest.fixture
def office() -> None:
    need(office_missing())


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.usefixtures("office")
def test_recalculated_formulas_come_to_the_stored_values(
    nested: Comparison, credited: Comparison, deducted: Comparison, tmp_path: Path
) -> None:
    paths, stored = [], []
    for place, comparison in enumerate((nested, credited, deducted)):
        data = made(comparison, ("fi", "sv", "en")[place])
        paths.append(tmp_path / f"{place}.xlsx")
        opened(data).save(paths[-1])
        stored.append((comparison, opened(data), opened(data, values=True)))
    done = convert(paths, "xlsx", tmp_path / "out")
    for path, (comparison, book, before) in zip(done, stored, strict=True):
        after = opened(path, values=True)
        for sheet, cell, formula in formulas(book):
            was, now = before[sheet][cell].value, after[sheet][cell].value
            if isinstance(was, str):
                assert now == was, f"{sheet} {cell} {formula}"
            else:
                assert now == pytest.approx(was, rel=1e-12, abs=1e-9), f"{sheet} {cell} {formula}"
        shares = cents_of(after.worksheets[SHARES])
        for code in comparison.payers:
            assert shares[code] == [split.cents[code] for split in comparison.listed]


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.usefixtures("office")
def test_changed_inputs_come_to_the_cents_of_the_steps_or_to_none(
    nested: Comparison, tmp_path: Path
) -> None:
    total = "total"
    sheets = recalculated(
        nested,
        {
            "more": {total: 81234.56},
            "less": {total: 17500.01},
            "just": {total: 17500},
            "without": {total: 61234.57, "777": 0},
            "below": {total: 17499.99},
            "named-out": {"578": 0},
            "organiser-out": {ORGANISER: 0},
            "unit": {"unit": 7},
        },
        tmp_path,
    )
    case = nested.case
    assert cents_of(sheets["more"]) == computed(case, nested, 81234_56)
    assert cents_of(sheets["less"]) == computed(case, nested, 17500_01)
    assert cents_of(sheets["just"]) == computed(case, nested, 17500_00)
    assert cents_of(sheets["without"]) == computed(case, nested, 61234_57, out="777")
    for name in ("below", "named-out", "organiser-out", "unit"):
        assert is_empty(sheets[name], nested), name
        assert str(sheets[name]["A3"].value).startswith("Virhe välilehdellä"), name


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.usefixtures("office")
def test_nobody_is_paid_money_back(credited: Comparison, tmp_path: Path) -> None:
    # Paltamo must get 2 000 of what is left: of 16 000 it gets so much by equal parts only.
    changes = {"enough": {"total": 40000}, "little": {"total": 26000}}
    sheets = recalculated(credited, changes, tmp_path)
    assert cents_of(sheets["enough"]) == computed(credited.case, credited, 40000_00)
    shares = overview(sheets["little"])
    problem = replace(credited.case.problem, total=Fraction(26000_00))
    refused = 0
    for place, split in enumerate(credited.listed):
        try:
            cents = share(credited.case, split.variant, problem)
        except AllocationError:
            assert not any(shares[code][place] for code in credited.payers)
            refused += 1
        else:
            for code in credited.payers:
                assert round(float(str(shares[code][place])) * 100) == cents[code]
    assert 0 < refused < len(credited.listed)
    texts = [str(cell.value) for cell in sheets["little"]["A"]]
    assert sum("vähennettäisiin enemmän kuin se on" in text for text in texts) >= refused


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.usefixtures("office")
def test_figures_that_sums_hang_on_stay(deducted: Comparison, tmp_path: Path) -> None:
    book = opened(made(deducted))
    inputs = book.worksheets[INPUTS]
    _, payers, _ = changeable(inputs)
    column = payers[0] + 1 + list(deducted.case.terms.keys).index(KEY)
    assert inputs.cell(payers[1], column).protection.locked
    assert not inputs.cell(payers[1], column - 1).protection.locked
    inputs.cell(payers[1], column).value = 1
    book.save(tmp_path / "changed.xlsx")
    (done,) = convert([tmp_path / "changed.xlsx"], "xlsx", tmp_path / "out")
    assert is_empty(opened(done, values=True).worksheets[SHARES], deducted)
