"""The sheet of shares: what each payer pays by each split, live where formulas can be exact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from analyysi.allocation.whole_units.whole_euros import BESIDE_CENTS, are_levelled, parts_of_total
from analyysi.report.language.wording import Wording
from analyysi.report.papers.workbook.input_sheet import (
    InputCells,
    headline,
    say_own_row,
    split_title,
)
from analyysi.report.papers.workbook.key_formulas import SplitCells
from analyysi.report.papers.workbook.live_plan import (
    WorkbookPlan,
    WorkbookSplit,
)
from analyysi.report.papers.workbook.share_chart import chart_rows, insert_chart, write_beside
from analyysi.report.papers.workbook.sheet import Sheet, SheetCell, Span, quoted
from analyysi.report.pieces.shared_sentences import rules_of

_SHARE = 3
"""The column of the shares in the table of a split: after payer, code and exact share."""


_WHOLE = 100 * 10**BESIDE_CENTS
"""The total in units of the per cents that are shown."""


@dataclass(frozen=True)
class _Table:
    """A split, its place on the sheet (`body`: the payers' rows), its working if it is live."""

    split: WorkbookSplit
    working: SplitCells | None
    body: Span

    @property
    def shares(self) -> Span:
        """The shares as other tables of the sheet name them."""
        return self.body.column(_SHARE)

    def refer(self, cell: Span) -> str:
        """Return the formula that repeats a cell of the table; none where the cell is a value."""
        return "" if self.working is None else f"={cell.here}"

    def if_calculable(self, formula: str) -> str:
        """Return a formula that is empty where the split cannot be calculated."""
        if self.working is None:
            return ""
        return f'=IF({self.working.calculable}=1,{formula},"")'


def write_shares(
    sheet: Sheet,
    plan: WorkbookPlan,
    inputs: InputCells,
    split_cells: Sequence[SplitCells | None],
    words: Wording,
) -> Span:
    """Write the sheet: all splits side by side, published shares, a chart, then each split by
    itself, which paper leaves out: the sheet of the report's shares has them all.

    Return the cells of the chosen shares in euros, in the order of the plan's payers.
    """
    headline(sheet, plan, words)
    tables = _places(sheet, plan, split_cells)
    overview = _overview(sheet, plan, tables, words)
    _published(sheet, plan, tables, words)
    chart_row = sheet.row
    sheet.skip(chart_rows(plan) + 1)
    on_paper = sheet.row
    for table in tables:
        _write_split(sheet, plan, inputs, table, tables[0], words)
    beside = write_beside(sheet, plan, overview, words)
    insert_chart(sheet, plan, overview, beside, words, chart_row)
    sheet.finish(frozen=3, repeated=4, rows=on_paper)
    return tables[0].shares


def _rows_before(plan: WorkbookPlan, start: int) -> int:
    """Return the row where the first split's heading stands."""
    published = plan.comparison.case.terms.published
    overview = 1 + 1 + len(plan.payers) + 1 + 1  # heading, header, payers, total, an empty row
    overview += plan.own_row is not None
    return start + overview + chart_rows(plan) + 1 + (len(published) + 4 if published else 0)


def _places(
    sheet: Sheet, plan: WorkbookPlan, split_cells: Sequence[SplitCells | None]
) -> list[_Table]:
    """Find where each split's table will stand: the overview above refers to them."""
    count = len(plan.payers)
    tables = []
    columns = 7 if plan.comparison.case.heads is not None else 6
    row = _rows_before(plan, sheet.row)
    for split, working in zip(plan.splits, split_cells, strict=True):
        top = row + 3  # heading, rule, header
        body = Span(sheet.name, top, 0, top + count - 1, columns - 1)
        tables.append(_Table(split, working, body))
        row = top + count + 3  # total, check, an empty row
    return tables


def _overview(sheet: Sheet, plan: WorkbookPlan, tables: Sequence[_Table], words: Wording) -> Span:
    say = words.say
    sheet.say(say("The ways side by side, euros"), "heading")
    say_own_row(sheet, plan, words)
    rows: list[list[SheetCell]] = []
    cents = [plan.cents(table.split) for table in tables]
    for place, code in enumerate(plan.payers):
        row = [SheetCell(words.payer(code)), SheetCell(code, "code")]
        for table, amounts in zip(tables, cents, strict=True):
            row.append(
                SheetCell(amounts[code] / 100, "cents", table.refer(table.shares.row(place)))
            )
        rows.append(row)
    sums = [SheetCell(say("Total")), SheetCell("", "code")]
    for table in tables:
        sums.append(SheetCell(plan.total_cents / 100, "cents", table.refer(table.shares.below(0))))
    headers = [
        words.payer_header(),
        say("Code"),
        *(split_title(table.split, plan, words) for table in tables),
    ]
    body = sheet.table(headers, [*rows, sums], totals=1, own=plan.own_row)
    sheet.skip()
    return Span(body.sheet, body.top, 0, body.bottom - 1, body.right)


def _published(sheet: Sheet, plan: WorkbookPlan, tables: Sequence[_Table], words: Wording) -> None:
    say, comparison = words.say, plan.comparison
    published = comparison.case.terms.published
    if not published:
        return
    sheet.say(say("Published shares beside the chosen split"), "heading")
    rows = []
    top = sheet.row + 1
    own_place = None
    for place, publication in enumerate(published):
        own_place = place if publication.payer == plan.focus else own_place
        chosen = comparison.chosen.cents[publication.payer]
        row_of_payer = plan.payers.index(publication.payer)
        formula = tables[0].refer(tables[0].shares.row(row_of_payer))
        decision = publication.decided_by or publication.source
        seen, computed = (
            Span(sheet.name, top + place, column, top + place, column).here for column in (3, 4)
        )
        difference = f'=IF(ISNUMBER({computed}),ROUND({seen}-{computed},2),"")' if formula else ""
        rows.append(
            [
                SheetCell(words.payer(publication.payer)),
                SheetCell(publication.payer, "code"),
                SheetCell(decision.in_language(words.language), "lines"),
                SheetCell(publication.value / 100, "cents"),
                SheetCell(chosen / 100, "cents", formula),
                SheetCell((publication.value - chosen) / 100, "difference", difference),
            ]
        )
    headers = [
        words.payer_header(),
        say("Code"),
        say("Decided by")
        if all(publication.decided_by for publication in published)
        else say("Decided by, or else the source"),
        f"{say('Published share')}, {words.sign}",
        f"{say('Chosen split')}, {words.sign}",
        f"{say('Against the chosen split')}, {words.sign}",
    ]
    sheet.table(headers, rows, own=own_place)
    sheet.say(say("The published share has not been used in any computation of this report."))
    sheet.skip()


def _write_split(
    sheet: Sheet,
    plan: WorkbookPlan,
    inputs: InputCells,
    table: _Table,
    chosen: _Table,
    words: Wording,
) -> None:
    say, split, comparison = words.say, table.split, plan.comparison
    sheet.say(split_title(split, plan, words), "heading")
    levelled = ""
    if are_levelled(plan.cents(split), BESIDE_CENTS):
        levelled = " " + say("The per cents are levelled so that they make 100 together.")
    if split.reported is None:
        sheet.say(f"{_trial_rule(plan, words)}{levelled}")
    else:
        rules = rules_of(split.reported, words)
        live = (
            ""
            if table.working or not plan.live
            else say(
                "These are the report's values. They do not follow the sheet {sheet}.",
                sheet=say("Inputs"),
            )
        )
        sheet.say(f"{rules} {live}".strip() + levelled)
    headers = [
        words.payer_header(),
        say("Code"),
        f"{say('Exact share')}, {words.sign}",
        f"{say('Share')}, {words.sign}",
        f"{say('Part of the total')}, %",
        *([f"{say('Per inhabitant')}, {words.sign}"] if comparison.case.heads is not None else []),
        f"{say('Against the chosen split')}, {words.sign}",
    ]
    rows = [_row(plan, inputs, table, chosen, place, words) for place in range(len(plan.payers))]
    sheet.table(headers, [*rows, _sums(plan, table, words)], totals=1, own=plan.own_row)
    right = say("Check: the shares sum to the total cost.")
    if table.working is None:
        sheet.say(right)
    else:
        wrong = say("Check: the shares do not sum to the total cost.")
        unable = _unable(plan, words)
        total = table.shares.below(0).here
        agree = f"IF(ROUND({total}*100,0)=total_cents,{quoted(right)},{quoted(wrong)})"
        calculable = table.working.calculable
        sheet.say(right, formula=f"=IF({calculable}=1,{agree},{quoted(unable)})")
    sheet.skip()


def _trial_rule(plan: WorkbookPlan, words: Wording) -> str:
    """Say how the reader's own mix is shared."""
    inputs = words.say("Inputs")
    if plan.first is None:
        return words.say(
            "The sum is shared by the weights on the sheet {sheet}. It is a trial, not a proposal.",
            sheet=inputs,
        )
    return words.say(
        "What the sums set apart first leave is shared by the weights on the sheet {sheet}. It is "
        "a trial, not a proposal.",
        sheet=inputs,
    )


def _unable(plan: WorkbookPlan, words: Wording) -> str:
    """Say what can be the matter where a split has no shares."""
    inputs = words.say("Inputs")
    if any(plan.least_cents):
        return words.say(
            "Not calculated: on the sheet {sheet} a figure is missing, negative or too large, a "
            "weight is wrong, or what is taken off a share is more than the share.",
            sheet=inputs,
        )
    return words.say(
        "Not calculated: on the sheet {sheet} a figure is missing, negative or too large, or a "
        "weight is wrong.",
        sheet=inputs,
    )


def _row(
    plan: WorkbookPlan,
    inputs: InputCells,
    table: _Table,
    chosen: _Table,
    place: int,
    words: Wording,
) -> list[SheetCell]:
    comparison, split, code = plan.comparison, table.split, plan.payers[place]
    cents, exact = plan.cents(split)[code], plan.exact(split)[code]
    share = table.shares.row(place).here
    heads = comparison.case.heads

    if table.working is None:
        exact_formula = units = ""
    else:
        exact_formula = table.if_calculable(table.working.exact(place))
        units = f"{table.working.units.row(place)}*unit_cents"
        first = inputs.first_cents(place)
        units = table.if_calculable(f"({units}{first})/100" if first else f"{units}/100")
    percent = table.if_calculable(_part(table, place))
    parts = parts_of_total(plan.cents(split), BESIDE_CENTS)
    row = [
        SheetCell(words.payer(code)),
        SheetCell(code, "code"),
        SheetCell(float(exact / 100), "exact", exact_formula),
        SheetCell(cents / 100, "cents", units),
        SheetCell(float(parts[code]), "percent", percent),
    ]
    if heads is not None:
        count = heads.get(code)
        if count:
            cell = inputs.figures[comparison.case.terms.per_head or ""].row(place)
            formula = table.if_calculable(f'IF(N({cell})>0,{share}/{cell},"")')
            row.append(SheetCell(float(Fraction(cents) / count) / 100, "cents", formula))
        else:
            row.append(SheetCell("–", "none"))
    difference = (cents - comparison.chosen.cents.get(code, 0)) / 100
    chosen_share = chosen.shares.row(place).here
    formula = f'IF(ISNUMBER({chosen_share}),ROUND({share}-{chosen_share},2),"")'
    return [*row, SheetCell(difference, "difference", table.if_calculable(formula))]


def _part(table: _Table, place: int) -> str:
    """Return the formula of a payer's part of the total, rounded as `parts_of_total` rounds: the
    largest remainders go up, ties by ascending code, so that the column makes 100,00.
    """
    if table.working is None:
        return ""
    shares, order = table.shares, table.working.order
    every, own = (f"ROUND({cells.here}*100,0)*{_WHOLE}" for cells in (shares, shares.row(place)))
    remainders, remainder = (f"MOD({scaled},total_cents)" for scaled in (every, own))
    tied = f"({remainders}={remainder})*({order}<{order.row(place)})"
    rank = f"1+SUMPRODUCT(({remainders}>{remainder})+{tied})"
    left = f"ROUND(SUMPRODUCT({remainders})/total_cents,0)"
    part = f"(({own}-{remainder})/total_cents+IF({rank}<={left},1,0))/{_WHOLE}"
    return f"IF(total_cents>0,{part},0)"


def _sums(plan: WorkbookPlan, table: _Table, words: Wording) -> list[SheetCell]:
    def summed(column: int) -> str:
        return table.if_calculable(f"SUM({table.body.column(column).here})")

    total = plan.total_cents / 100
    row = [
        SheetCell(words.say("Total")),
        SheetCell("", "code"),
        SheetCell("–", "none"),
        SheetCell(total, "cents", summed(3)),
        SheetCell(1.0, "percent", summed(4)),
    ]
    if plan.comparison.case.heads is not None:
        row.append(SheetCell("–", "none"))
    last = table.body.column(table.body.right).here
    difference = table.if_calculable(f"ROUND(SUM({last}),2)")
    return [*row, SheetCell(0.0, "difference", difference)]
