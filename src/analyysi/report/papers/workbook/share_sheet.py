"""The sheet of shares: what each payer pays by each way, live where formulas can be exact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from analyysi.messages import Money, PayerName
from analyysi.report.language.wording import Wording
from analyysi.report.papers.workbook.input_sheet import Inputs, headline, quoted
from analyysi.report.papers.workbook.key_formulas import Lines
from analyysi.report.papers.workbook.live_plan import Plan, Way
from analyysi.report.papers.workbook.sheet import ACCENT, INK, Cell, Sheet, Span

_SHARE = 3
"""The column of the shares in the table of a way: after the payer, its code and the exact share."""

_CHART_ROWS = 14


@dataclass(frozen=True)
class _Table:
    """A way, its place on the sheet, and its working if it is live. `body` is the payers' rows."""

    way: Way
    lines: Lines | None
    body: Span

    @property
    def shares(self) -> Span:
        """The shares as other tables of the sheet name them."""
        return self.body.column(_SHARE)

    def refer(self, cell: Span) -> str:
        """Return the formula that repeats a cell of the table elsewhere; none where the cell is a
        value.
        """
        return "" if self.lines is None else f"={cell.here}"


def way_title(way: Way, plan: Plan, words: Wording) -> str:
    """Name a way, and say which one is chosen."""
    if way.split is None:
        return words.say("A mix of your own")
    title = words.title(way.split.title)
    return (
        words.say("{title} (chosen)", title=title) if way.split is plan.comparison.chosen else title
    )


def write_shares(
    sheet: Sheet, plan: Plan, inputs: Inputs, lines: Sequence[Lines | None], words: Wording
) -> None:
    """Write the sheet: all ways side by side, a chart, published shares, then
    each way by itself.
    """
    headline(sheet, plan, words)
    tables = _places(sheet, plan, lines)
    overview = _overview(sheet, plan, tables, words)
    _chart(sheet, plan, overview, words)
    _published(sheet, plan, tables, words)
    for table in tables:
        _way(sheet, plan, inputs, table, tables[0], words)
    sheet.finish(frozen=3, repeated=4)


def _rows_before(plan: Plan, start: int) -> int:
    """Return the row where the first way's heading stands."""
    published = plan.comparison.case.terms.published
    overview = 1 + 1 + len(plan.payers) + 1 + 1  # heading, header, payers, total, an empty row
    return start + overview + _CHART_ROWS + 1 + (len(published) + 4 if published else 0)


def _places(sheet: Sheet, plan: Plan, lines: Sequence[Lines | None]) -> list[_Table]:
    """Find where each way's table will stand: the overview above refers to them."""
    count, found = len(plan.payers), []
    columns = 7 if plan.comparison.case.heads is not None else 6
    row = _rows_before(plan, sheet.row)
    for way, one in zip(plan.ways, lines, strict=True):
        top = row + 3  # heading, rule, header
        found.append(_Table(way, one, Span(sheet.name, top, 0, top + count - 1, columns - 1)))
        row = top + count + 3  # total, check, an empty row
    return found


def _overview(sheet: Sheet, plan: Plan, tables: Sequence[_Table], words: Wording) -> Span:
    say = words.say
    sheet.say(say("The ways side by side, euros"), "heading")
    rows: list[list[Cell]] = []
    cents = [plan.cents(table.way) for table in tables]
    for place, code in enumerate(plan.payers):
        row = [Cell(words.payer(code)), Cell(code, "code")]
        for table, amounts in zip(tables, cents, strict=True):
            row.append(Cell(amounts[code] / 100, "cents", table.refer(table.shares.row(place))))
        rows.append(row)
    sums = [Cell(say("Total")), Cell("", "code")]
    for table in tables:
        sums.append(Cell(plan.total_cents / 100, "cents", table.refer(table.shares.below(0))))
    headers = [
        words.payer_header(),
        say("Code"),
        *(way_title(table.way, plan, words) for table in tables),
    ]
    body = sheet.table(headers, [*rows, sums], totals=1)
    sheet.skip()
    return Span(body.sheet, body.top, 0, body.bottom - 1, body.right)


def _chart(sheet: Sheet, plan: Plan, overview: Span, words: Wording) -> None:
    say = words.say
    chart: Any = sheet.book.file.add_chart({"type": "bar"})
    font = {"name": "Calibri", "size": 11, "color": INK}
    shown = [(2, ACCENT, ACCENT)]
    if plan.live:
        shown.append((overview.right, "#ffffff", "#5f6b76"))
    for column, fill, edge in shown:
        cells = overview.column(column)
        chart.add_series(
            {
                "name": f"={Span(sheet.name, overview.top - 1, column, overview.top - 1, column)}",
                "categories": f"={overview.column(0)}",
                "values": f"={cells}",
                "fill": {"color": fill},
                "border": {"color": edge, "width": 1.25},
                "gap": 60,
            }
        )
    title = (
        f"{say('The chosen split and a mix of your own') if plan.live else say('Chosen split')}, €"
    )
    chart.set_title(
        {"name": title, "name_font": font | {"size": 12, "bold": True}, "overlay": False}
    )
    chart.set_y_axis(
        {"reverse": True, "num_font": font, "line": {"color": INK}, "major_tick_mark": "none"}
    )
    chart.set_x_axis(
        {
            "min": 0,
            "num_format": "#,##0",
            "num_font": font,
            "label_position": "high",
            "major_gridlines": {"visible": True, "line": {"color": "#d7dde3"}},
        }
    )
    chart.set_legend({"position": "bottom", "font": font})
    chosen, payers = plan.comparison.chosen.cents, plan.payers
    most, least = payers[0], payers[-1]
    text = say(
        "Bar chart of what each payer pays. In the report's chosen split {most} pays most, "
        "{most_amount}, and {least} "
        "least, {least_amount}. The figures are in the table above the chart.",
        most=PayerName(most),
        most_amount=Money(chosen[most], 2),
        least=PayerName(least),
        least_amount=Money(chosen[least], 2),
    )
    sheet.page.insert_chart(
        sheet.row, 0, chart, {"description": text, "object_position": 1, "x_scale": 1, "y_scale": 1}
    )
    chart.set_size({"width": 760, "height": _CHART_ROWS * 20 - 20})
    sheet.skip(_CHART_ROWS + 1)


def _published(sheet: Sheet, plan: Plan, tables: Sequence[_Table], words: Wording) -> None:
    say, comparison = words.say, plan.comparison
    published = comparison.case.terms.published
    if not published:
        return
    sheet.say(say("Published shares beside the chosen split"), "heading")
    rows = []
    top = sheet.row + 1
    for place, one in enumerate(published):
        chosen = comparison.chosen.cents[one.payer]
        own = tables[0].refer(tables[0].shares.row(plan.payers.index(one.payer)))
        seen, computed = (
            Span(sheet.name, top + place, column, top + place, column).here for column in (3, 4)
        )
        difference = f'=IF(ISNUMBER({computed}),ROUND({seen}-{computed},2),"")' if own else ""
        rows.append(
            [
                Cell(words.payer(one.payer)),
                Cell(one.payer, "code"),
                Cell((one.decided_by or one.source).in_language(words.language), "lines"),
                Cell(one.value / 100, "cents"),
                Cell(chosen / 100, "cents", own),
                Cell((one.value - chosen) / 100, "difference", difference),
            ]
        )
    headers = [
        words.payer_header(),
        say("Code"),
        say("Decided by")
        if all(one.decided_by for one in published)
        else say("Decided by, or else the source"),
        f"{say('Published share')}, €",
        f"{say('Chosen split')}, €",
        f"{say('Against the chosen split')}, €",
    ]
    sheet.table(headers, rows)
    sheet.say(say("The published share has not been used in any computation of this report."))
    sheet.skip()


def _way(
    sheet: Sheet, plan: Plan, inputs: Inputs, table: _Table, chosen: _Table, words: Wording
) -> None:
    say, way, comparison = words.say, table.way, plan.comparison
    sheet.say(way_title(way, plan, words), "heading")
    if way.split is None:
        sheet.say(
            say(
                "The sum is shared by the weights on the sheet {sheet}. It is a trial, not a "
                "proposal.",
                sheet=say("Inputs"),
            )
        )
    else:
        rule = words.of(way.split.rule)
        live = (
            ""
            if table.lines or not plan.live
            else say(
                "These are the report's values. They do not follow the sheet {sheet}.",
                sheet=say("Inputs"),
            )
        )
        sheet.say(f"{rule} {live}".strip())
    headers = [
        words.payer_header(),
        say("Code"),
        f"{say('Exact share')}, €",
        f"{say('Share')}, €",
        f"{say('Part of the total')}, %",
        *([f"{say('Per inhabitant')}, €"] if comparison.case.heads is not None else []),
        f"{say('Against the chosen split')}, €",
    ]
    rows = [_row(plan, inputs, table, chosen, place, words) for place in range(len(plan.payers))]
    sheet.table(headers, [*rows, _sums(plan, table, words)], totals=1)
    right = say("Check: the shares sum to the total cost.")
    if table.lines is None:
        sheet.say(right)
    else:
        wrong = say("Check: the shares do not sum to the total cost.")
        unable = say(
            "Not calculated: on the sheet {sheet} a figure is missing, negative or too large, or "
            "a weight is wrong.",
            sheet=say("Inputs"),
        )
        total = table.shares.below(0).here
        agree = f"IF(ROUND({total}*100,0)=total_cents,{quoted(right)},{quoted(wrong)})"
        sheet.say(right, formula=f"=IF({table.lines.able}=1,{agree},{quoted(unable)})")
    sheet.skip()


def _row(
    plan: Plan, inputs: Inputs, table: _Table, chosen: _Table, place: int, words: Wording
) -> list[Cell]:
    comparison, way, code = plan.comparison, table.way, plan.payers[place]
    cents, exact = plan.cents(way)[code], plan.exact(way)[code]
    own = table.shares.row(place).here
    heads = comparison.case.heads

    def if_able(formula: str) -> str:
        return "" if table.lines is None else f'=IF({table.lines.able}=1,{formula},"")'

    units = "" if table.lines is None else f"{table.lines.units.row(place)}*unit_cents/100"
    row = [
        Cell(words.payer(code)),
        Cell(code, "code"),
        Cell(
            float(exact / 100),
            "exact",
            if_able("" if table.lines is None else table.lines.exact(place)),
        ),
        Cell(cents / 100, "cents", if_able(units)),
        Cell(cents / plan.total_cents, "percent", if_able(f"IF(total_cost>0,{own}/total_cost,0)")),
    ]
    if heads is not None:
        count = heads.get(code)
        if count:
            cell = inputs.figures[comparison.case.terms.per_head or ""].row(place)
            formula = if_able(f'IF(N({cell})>0,{own}/{cell},"")')
            row.append(Cell(float(Fraction(cents) / count) / 100, "cents", formula))
        else:
            row.append(Cell("–", "none"))
    difference = (cents - comparison.chosen.cents.get(code, 0)) / 100
    other = chosen.shares.row(place).here
    row.append(
        Cell(difference, "difference", if_able(f'IF(ISNUMBER({other}),ROUND({own}-{other},2),"")'))
    )
    return row


def _sums(plan: Plan, table: _Table, words: Wording) -> list[Cell]:
    total = plan.total_cents / 100

    def summed(column: int) -> str:
        return (
            ""
            if table.lines is None
            else f'=IF({table.lines.able}=1,SUM({table.body.column(column).here}),"")'
        )

    row = [
        Cell(words.say("Total")),
        Cell("", "code"),
        Cell(total, "exact", summed(2)),
        Cell(total, "cents", summed(3)),
        Cell(1.0, "percent", summed(4)),
    ]
    if plan.comparison.case.heads is not None:
        row.append(Cell("–", "none"))
    last = table.body.right
    difference = (
        ""
        if table.lines is None
        else f'=IF({table.lines.able}=1,ROUND(SUM({table.body.column(last).here}),2),"")'
    )
    return [*row, Cell(0.0, "difference", difference)]
