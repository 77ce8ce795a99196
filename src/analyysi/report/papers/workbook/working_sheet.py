"""The sheet of working: the checks of the inputs, the sharing by each key, the mixes."""

from __future__ import annotations

from analyysi.report.language.wording import Wording
from analyysi.report.papers.workbook.input_sheet import LARGEST_TOTAL, InputCells, headline
from analyysi.report.papers.workbook.key_formulas import (
    LEAST,
    BasisWriter,
    SplitCells,
)
from analyysi.report.papers.workbook.live_plan import TRIAL_WHOLE, WorkbookPlan
from analyysi.report.papers.workbook.mix_formulas import MixWriter
from analyysi.report.papers.workbook.sheet import Sheet, SheetCell, Span
from analyysi.report.papers.workbook.sums_table import first_conditions


def write_working(
    sheet: Sheet, plan: WorkbookPlan, inputs: InputCells, words: Wording
) -> tuple[SplitCells | None, ...]:
    """Write the sheet and return where the shares of each split of the plan stand.

    None stands for a split that the workbook holds as values.
    """
    headline(sheet, plan, words)
    sheet.say(
        words.say(
            "This sheet shows how the shares are calculated. There is nothing to change on it."
        )
    )
    sheet.skip()
    _checks(sheet, plan, inputs, words)
    on_paper = sheet.row
    basis_cells = BasisWriter(sheet, plan, inputs, words).write()
    split_cells: list[SplitCells | None] = []
    for split in plan.splits:
        if split.weights is None:
            split_cells.append(None)
        elif split.only_basis is not None:
            split_cells.append(basis_cells.split_cells(split.only_basis))
        else:
            writer = MixWriter(sheet, plan, inputs, words, basis_cells, split)
            split_cells.append(writer.write())
    sheet.finish(frozen=3, repeated=4, rows=on_paper)
    return tuple(split_cells)


def _checks(sheet: Sheet, plan: WorkbookPlan, inputs: InputCells, words: Wording) -> None:
    say, takes_part, weights = words.say, inputs.takes_part, inputs.weights
    shared = "total_cents" if inputs.sums is None else "(total_cents-first_cents)"
    same = ",".join(f"SUMPRODUCT(--({now}<>{was}))=0" for now, was in inputs.pairs)
    off = f"ABS({weights}*{TRIAL_WHOLE}-ROUND({weights}*{TRIAL_WHOLE},0))>{LEAST}"
    trial = (
        f"=IF(COUNT({weights})={len(plan.bases)},IF(AND(MIN({weights})>=0,"
        f"ABS(SUM({weights})*{TRIAL_WHOLE}-{TRIAL_WHOLE})<{LEAST},SUMPRODUCT(--({off}))=0),1,0),0)"
    )
    cents = "=IF(ISNUMBER({0}),ROUND({0}*100,0),0)"
    rows = [
        ("total_cents", say("Total cost, cents"), plan.total_cents, cents.format("total_cost")),
        ("unit_cents", say("Rounding unit, cents"), plan.unit_cents, cents.format("rounding_unit")),
        (
            "payer_count",
            say("Payers that take part"),
            len(plan.payers),
            f"=COUNTIF({takes_part},1)",
        ),
        *_first_rows(plan, inputs, words),
        ("inputs_valid", say("Inputs can be used (1 = yes, 0 = no)"), 1, _valid(plan, inputs)),
        (
            "total_units",
            say("Rounding units to be shared"),
            plan.units,
            f"=IF(inputs_valid=1,{shared}/unit_cents,0)",
        ),
        (
            "as_in_report",
            say("Figures are as in the report (1 = yes, 0 = no)"),
            1,
            f"=IF(AND({same}),1,0)",
        ),
        ("trial_valid", say("Weights of the mix sum to 100 % (1 = yes, 0 = no)"), 1, trial),
    ]
    sheet.say(say("Sum and checks"), "heading")
    names = [("total_cost", inputs.total), ("rounding_unit", inputs.unit)]
    names += [
        (name, Span(sheet.name, sheet.row + 1 + place, 1, 0, 0))
        for place, (name, *_) in enumerate(rows)
    ]
    for name, cell in names:
        where = Span(cell.sheet, cell.top, cell.left, cell.top, cell.left)
        sheet.book.file.define_name(name, f"={where}")
    sheet.table(
        [say("Matter"), say("Value")],
        [
            [SheetCell(label), SheetCell(number, "whole", formula)]
            for _, label, number, formula in rows
        ],
    )
    sheet.skip()


def _valid(plan: WorkbookPlan, inputs: InputCells) -> str:
    """Return the formula that says whether the inputs can be shared by at all."""
    takes_part = inputs.takes_part
    conditions = [
        "total_cost>=0",
        f"total_cost<={LARGEST_TOTAL}",
        f"ABS(total_cost*100-total_cents)<{LEAST}",
        "unit_cents>=1",
        f"ABS(rounding_unit*100-unit_cents)<{LEAST}",
        "MOD(total_cents,MAX(1,unit_cents))=0",
        f"SUMPRODUCT(({takes_part}<>0)*({takes_part}<>1))=0",
        "payer_count>=1",
    ]
    if inputs.sums is not None:
        conditions += first_conditions(plan, inputs.sums, takes_part, inputs.kept)
    sound = f"IF(AND({','.join(conditions)}),1,0)"
    return f"=IF(ISNUMBER(total_cost),IF(ISNUMBER(rounding_unit),{sound},0),0)"


def _first_rows(
    plan: WorkbookPlan, inputs: InputCells, words: Wording
) -> list[tuple[str, str, int, str]]:
    """Return the row of the checks that adds up the sums set apart of those who take part."""
    if inputs.sums is None:
        return []
    cents = f"ROUND({inputs.sums.euros}*100,0)"
    formula = f"=SUMPRODUCT(({inputs.takes_part}=1)*{cents})"
    label = words.say("Sums set apart first, cents")
    return [("first_cents", label, sum(plan.first_cents), formula)]
