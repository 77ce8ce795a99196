"""The working of a mix: its cells hold what `share_by_mix` computes, step by step."""

import pytest

from analyysi.comparison.compare import Comparison
from analyysi.report.papers.workbook.key_formulas import BasisWriter, SplitCells
from analyysi.report.papers.workbook.mix_formulas import MixWriter
from support.workbooks import Working, working_of


@pytest.fixture(scope="module")
def working(kainuu_2023: Comparison) -> Working:
    """Write the working of the trial, which has a column for every basis."""

    def write(sheet, plan, inputs, words):  # type: ignore[no-untyped-def]
        basis_cells = BasisWriter(sheet, plan, inputs, words).write()
        writer = MixWriter(sheet, plan, inputs, words, basis_cells, plan.splits[-1])
        return writer, writer.write()

    return working_of(kainuu_2023, write)


@pytest.mark.slow
def test_weights_and_divisors_are_those_of_the_mix(working: Working) -> None:
    writer: MixWriter = working.cells[0]
    mix = writer.mix
    assert writer.used == list(range(len(working.plan.bases)))
    assert working.rows(writer.weights) == [list(mix.weights)]
    assert working.rows(writer.divisors) == [list(mix.divisors)]
    assert working.rows(writer.weight_sum) == [[mix.weight_sum]]
    assert working.rows(writer.base) == [[mix.base]]
    assert "GCD" in working.formula(writer.weights.column(0))
    assert "trial_valid=1" in working.formula(writer.calculable)


@pytest.mark.slow
def test_remainders_stand_digit_by_digit(working: Working) -> None:
    writer: MixWriter = working.cells[0]
    assert [working.rows(span) for span in writer.remainders] == [
        [list(row) for row in step] for step in writer.mix.remainders
    ]
    first, second = writer.remainders[:2]
    assert working.formula(second.cell(0, 1)) == (
        f"=MOD({first.cell(0, 1).here}*{writer.base.here},{writer.divisors.column(1).here})"
    )


def test_units_sum_up_and_the_working_says_where_they_are(working: Working) -> None:
    writer, cells = working.cells
    assert isinstance(cells, SplitCells)
    units = [row[0] for row in working.rows(cells.units)]
    assert units == list(writer.mix.units)
    assert sum(units) == working.plan.units
    assert working.rows(cells.calculable) == [[1]]
    terms = cells.exact(0).removeprefix("total_cost*(").removesuffix(")").split("+")
    assert len(terms) == len(writer.used)
