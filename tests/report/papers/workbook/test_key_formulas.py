"""The sharing by each basis alone: the cells stand where their formulas say, with the right values."""

import pytest

from analyysi.comparison.compare import Comparison
from analyysi.report.papers.workbook.key_formulas import BasisWriter, power_of_ten
from analyysi.report.papers.workbook.live_plan import WorkbookPlan
from support.workbooks import Working, working_of


@pytest.fixture(scope="module")
def working(kainuu_2023: Comparison) -> Working:
    return working_of(
        kainuu_2023,
        lambda sheet, plan, inputs, words: BasisWriter(sheet, plan, inputs, words).write(),
    )


def test_a_power_of_ten_is_written_as_formulas_hold_it() -> None:
    assert power_of_ten(10**14) == "1E+14"
    assert power_of_ten(1e-13) == "1E-13"


def test_every_block_stands_where_it_is_said_to_stand(working: Working) -> None:
    plan: WorkbookPlan = working.plan
    cells = working.cells
    bases = range(len(plan.bases))
    assert working.rows(cells.weights) == [
        [basis.weights[payer] for basis in plan.bases] for payer in range(len(plan.payers))
    ]
    for span, name in (
        (cells.whole, "whole"),
        (cells.remainders, "remainders"),
        (cells.units, "units"),
    ):
        expected = [getattr(plan.basis_shares[basis], name) for basis in bases]
        assert working.rows(span) == [list(row) for row in zip(*expected, strict=True)]
    assert working.rows(cells.sums) == [[basis.sum for basis in plan.bases]]
    assert working.rows(cells.usable) == [[1] * len(plan.bases)]
    assert [row[0] for row in working.rows(cells.order)] == list(plan.order)
    assert [row[0] for row in working.rows(cells.takes_part)] == [1] * len(plan.payers)


def test_formulas_refer_to_the_blocks(working: Working) -> None:
    cells = working.cells
    remainder = working.formula(cells.remainders.cell(2, 1))
    assert cells.weights.cell(2, 1).here in remainder
    assert remainder.startswith(f"=IF({cells.usable.column(1).here}=1,MOD(total_units*")
    whole = working.formula(cells.whole.cell(2, 1))
    assert cells.remainders.cell(2, 1).here in whole
    units = working.formula(cells.units.cell(2, 1))
    assert units.startswith(f"={cells.whole.cell(2, 1).here}+IF(")
    split = cells.split_cells(1)
    assert split.units.here == cells.units.column(1).here
    assert split.exact(2) == (f"total_cost*{cells.weights.cell(2, 1)}/{cells.sums.column(1)}")
