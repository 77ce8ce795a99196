"""The sheet of budgets: each share beside its payer's decided budget, live, and every stored line
of the budgets.
"""

from __future__ import annotations

from fractions import Fraction

from analyysi.messages import PayerName
from analyysi.report.language.wording import Wording
from analyysi.report.papers.workbook.input_sheet import headline
from analyysi.report.papers.workbook.live_plan import WorkbookPlan
from analyysi.report.papers.workbook.sheet import Sheet, SheetCell, Span
from analyysi.sources.budget_words import STAGES, measure_name
from analyysi.sources.budgets import (
    MARGIN,
    NET_EXPENSES,
    OPERATING_EXPENSES,
    OPERATING_INCOME,
    BudgetBook,
    BudgetLine,
)

WIDTHS = (28, 16, 34, 16, *([16] * 10))
"""The widths of the sheet's columns."""

_NONE = SheetCell("–", "none")


def budget_sheet(
    sheet: Sheet, plan: WorkbookPlan, book: BudgetBook, shares: Span, words: Wording
) -> None:
    """Write the sheet.

    Parameters
    ----------
    shares
        The cells of the chosen split's shares in euros, in the order of `plan.payers`.
    """
    say = words.say
    headline(sheet, plan, words)
    title = say("The budgets of {year} and what the share weighs on them", year=str(book.year))
    sheet.say(title, "heading")
    _weights(sheet, plan, book, shares, words)
    sheet.skip()
    sheet.say(say("Decided, amended and planned, as reported to the State Treasury"), "heading")
    _lines(sheet, plan, book, words)
    _said(sheet, plan, book, words)
    sheet.finish(frozen=3, repeated=4)


def _weights(
    sheet: Sheet, plan: WorkbookPlan, book: BudgetBook, shares: Span, words: Wording
) -> None:
    say, cents = words.say, plan.comparison.chosen.cents
    # The header row stands where the sheet is now; the payers follow below it.
    top = sheet.row + 1
    rows = []
    for place, code in enumerate(plan.payers):
        share = shares.row(place)
        here = Span(sheet.name, top + place, 0, top + place, 0)
        cells = [here.after()]
        while len(cells) < 4:
            cells.append(cells[-1].after())
        share_cell, expenses, income, net = (cell.plain for cell in cells)
        live = {
            "share": f"={share}",
            "net": f"={expenses}-{income}",
            "weight": f'=IF(ISNUMBER({share_cell}),{share_cell}/{net}*1000,"")',
        }
        formulas = live if plan.live else dict.fromkeys(live, "")
        row = [
            SheetCell(words.of(PayerName(code))),
            SheetCell(cents[code] / 100, "cents", formulas["share"]),
        ]
        line = book.measured_by(code)
        amount = line.amount(NET_EXPENSES) if line is not None else None
        if line is None or amount is None or amount <= 0:
            rows.append([*row, *[_NONE] * 5])
            continue
        weight = Fraction(cents[code] * 10) / amount
        rows.append(
            [
                *row,
                _figure(line, OPERATING_EXPENSES),
                _figure(line, OPERATING_INCOME),
                SheetCell(float(amount), "cents", formulas["net"]),
                SheetCell(float(weight), "cents", formulas["weight"]),
                _figure(line, MARGIN),
            ]
        )
    headers = [
        words.payer_header(),
        f"{say('Share')}, €",
        f"{words.of(measure_name(OPERATING_EXPENSES))}, €",
        f"{words.of(measure_name(OPERATING_INCOME))}, €",
        f"{words.of(measure_name(NET_EXPENSES))}, €",
        f"{say('Share per 1 000 € of net operating expenses')}, €",
        f"{words.of(measure_name(MARGIN))}, €",
    ]
    sheet.table(headers, rows)


def _lines(sheet: Sheet, plan: WorkbookPlan, book: BudgetBook, words: Wording) -> None:
    say = words.say
    measures = list(dict.fromkeys(name for line in book.lines for name in line.figures))
    rows = []
    for code in plan.payers:
        for line in (line for line in book.lines if line.code == code):
            rows.append(
                [
                    SheetCell(words.of(PayerName(code))),
                    SheetCell(line.year, "year"),
                    SheetCell(words.of(STAGES[line.stage])),
                    SheetCell(words.numbers.when(line.approved) if line.approved else "–"),
                    *(_figure(line, measure) for measure in measures),
                ]
            )
    headers = [
        words.payer_header(),
        say("Year"),
        say("Stage"),
        say("Report approved"),
        *(f"{words.of(measure_name(measure))}, €" for measure in measures),
    ]
    sheet.table(headers, rows)


def _figure(line: BudgetLine, measure: str) -> SheetCell:
    amount = line.figures.get(measure)
    return _NONE if amount is None else SheetCell(float(amount), "cents")


def _said(sheet: Sheet, plan: WorkbookPlan, book: BudgetBook, words: Wording) -> None:
    """Write what the municipalities and the State Treasury say of figures, a line each."""
    say = words.say
    lines = [line for line in book.lines if line.comments or line.findings]
    if not lines:
        return
    sheet.skip()
    sheet.say(say("What is said of these figures"), "heading")
    for line in sorted(lines, key=lambda line: plan.payers.index(line.code)):
        stage = words.of(STAGES[line.stage])
        figure = f"{words.of(PayerName(line.code))} {line.year}, {stage}"
        for measure, text in line.comments.items():
            sheet.say(f"{figure}, {words.of(measure_name(measure))}: “{text}”")
        for measure, text in line.findings.items():
            name = words.of(measure_name(measure))
            sheet.say(f"{figure}, {name} ({say('State Treasury')}): “{text}”")
