"""The sheet of budgets: what each payer reserves, each share beside its payer's decided budget,
live, and every stored line of the budgets.
"""

from __future__ import annotations

from analyysi.comparison.burden.weight_on_budgets import OF_NET_EXPENSES
from analyysi.messages import PayerName
from analyysi.report.language.wording import Wording
from analyysi.report.papers.workbook.appropriation import COLUMNS, write_appropriation
from analyysi.report.papers.workbook.input_sheet import headline
from analyysi.report.papers.workbook.live_plan import WorkbookPlan
from analyysi.report.papers.workbook.sheet import Sheet, SheetCell, Span
from analyysi.report.pieces.budget_tables import doubt_in_words, said_of_line, where_from
from analyysi.sources.budget_words import measure_name, stage_name
from analyysi.sources.budgets import (
    MARGIN,
    NET_EXPENSES,
    OPERATING_EXPENSES,
    OPERATING_INCOME,
    BudgetBook,
    BudgetLine,
)

WIDTHS = (28, 36, 18, *([19] * 11))
"""The widths of the sheet's columns."""

_NONE = SheetCell("–", "none")


def budget_sheet(sheet: Sheet, plan: WorkbookPlan, shares: Span, words: Wording) -> None:
    """Write the sheet. Paper has the first tables; the stored lines stay on the screen.

    Parameters
    ----------
    shares
        The cells of the chosen split's shares in euros, in the order of `plan.payers`.
    """
    say, book = words.say, plan.comparison.case.budgets
    headline(sheet, plan, words)
    write_appropriation(sheet, plan, shares, words)
    on_paper = sheet.row
    if book is not None:
        sheet.skip()
        title = say("The budgets of {year} and what the share weighs on them", year=str(book.year))
        sheet.say(title, "heading")
        _weights(sheet, plan, book, shares, words)
        for sentence in where_from(words, book.manifests.values()):
            sheet.say(sentence)
        on_paper = sheet.row
        sheet.skip()
        sheet.say(say("Decided, amended and planned, as reported to the State Treasury"), "heading")
        _lines(sheet, plan, book, words)
        _said(sheet, plan, book, words)
    sheet.finish(frozen=3, repeated=4, rows=on_paper, columns=COLUMNS)


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
        share_cell, expenses, income, net_cell = (cell.plain for cell in cells)
        live = {
            "share": f"={share}",
            "net": f"={expenses}-{income}",
            "weight": f'=IF(ISNUMBER({share_cell}),{share_cell}/{net_cell}*1000,"")',
        }
        formulas = live if plan.live else dict.fromkeys(live, "")
        row = [
            SheetCell(words.of(PayerName(code))),
            SheetCell(cents[code] / 100, "cents", formulas["share"]),
        ]
        line = book.measured_by(code)
        net = line.amount(NET_EXPENSES) if line is not None else None
        rows.append(
            [
                *row,
                _figure(line, OPERATING_EXPENSES),
                _figure(line, OPERATING_INCOME),
                _NONE if net is None else SheetCell(float(net), "cents", formulas["net"]),
                _NONE
                if net is None or net <= 0
                else SheetCell(float(cents[code] * 10 / net), "cents", formulas["weight"]),
                _figure(line, MARGIN),
            ]
        )
    headers = [
        words.payer_header(),
        f"{say('Share')}, €",
        f"{words.of(measure_name(OPERATING_EXPENSES))}, €",
        f"{words.of(measure_name(OPERATING_INCOME))}, €",
        f"{words.of(measure_name(NET_EXPENSES))}, €",
        f"{say('Share {yardstick}', yardstick=OF_NET_EXPENSES.title)}, €",
        f"{words.of(measure_name(MARGIN))}, €",
    ]
    sheet.table(headers, rows, own=plan.own_row)


def _lines(sheet: Sheet, plan: WorkbookPlan, book: BudgetBook, words: Wording) -> None:
    say = words.say
    measures = list(dict.fromkeys(name for line in book.lines for name in line.figures))
    rows = []
    for code in plan.payers:
        for line in [line for line in book.lines if line.code == code]:
            rows.append(
                [
                    SheetCell(words.of(PayerName(code))),
                    SheetCell(words.of(stage_name(line))),
                    SheetCell(line.year, "year"),
                    SheetCell(words.numbers.when(line.approved) if line.approved else "–"),
                    *(_figure(line, measure) for measure in measures),
                ]
            )
    headers = [
        words.payer_header(),
        say("Stage"),
        say("Year"),
        say("Report approved"),
        *(f"{words.of(measure_name(measure))}, €" for measure in measures),
    ]
    sheet.table(headers, rows)


def _figure(line: BudgetLine | None, measure: str) -> SheetCell:
    amount = line.figures.get(measure) if line is not None else None
    return _NONE if amount is None else SheetCell(float(amount), "cents")


def _said(sheet: Sheet, plan: WorkbookPlan, book: BudgetBook, words: Wording) -> None:
    """Write what the municipalities and the State Treasury say of figures, and what looks odd in
    them, a line each.
    """
    lines = [line for line in book.lines if line.code in plan.payers]
    remarks = [f"{words.of(label)}: {text}" for line in lines for label, text in said_of_line(line)]
    doubts = [doubt_in_words(words, doubt) for doubt in plan.comparison.doubts]
    for heading, sentences in (
        (words.say("What the municipalities and the State Treasury say"), remarks),
        (words.say("Figures that look odd, and why"), doubts),
    ):
        if sentences:
            sheet.skip()
            sheet.say(heading, "heading")
        for sentence in sentences:
            sheet.say(sentence)
