"""The treasurer's workbook: the inputs may be changed, and formulas show the shares to the cent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from io import BytesIO

import xlsxwriter

from analyysi import __version__
from analyysi.allocation.whole_units.whole_euros import BESIDE_CENTS, are_levelled, parts_of_total
from analyysi.comparison.results import fingerprint
from analyysi.languages.language_table import LANGUAGES
from analyysi.languages.plain_text import property_text
from analyysi.report.language.wording import Wording
from analyysi.report.papers.excel.table_files import in_language
from analyysi.report.papers.workbook.budget_sheet import WIDTHS as BUDGET_WIDTHS
from analyysi.report.papers.workbook.budget_sheet import budget_sheet
from analyysi.report.papers.workbook.guide_sheet import GUIDE_WIDTHS, write_guide
from analyysi.report.papers.workbook.input_sheet import HEAD_ROWS, headline, matter, write_inputs
from analyysi.report.papers.workbook.key_formulas import SplitCells
from analyysi.report.papers.workbook.live_plan import WorkbookPlan, plan_workbook
from analyysi.report.papers.workbook.own_sheet import WIDTHS, Block, own_sheet
from analyysi.report.papers.workbook.payers_sheet import WIDTHS as PAYERS_WIDTHS
from analyysi.report.papers.workbook.payers_sheet import payers_sheet, tables_in_full
from analyysi.report.papers.workbook.share_sheet import write_shares
from analyysi.report.papers.workbook.sheet import Book, Sheet, SheetCell, Span
from analyysi.report.papers.workbook.working_sheet import write_working
from analyysi.report.pieces.preparation import foot_line, preparation
from analyysi.report.reader import Reader
from analyysi.report.tables import Table


def workbook(reader: Reader, own: Sequence[Block] = ()) -> bytes:
    """Return the workbook as an .xlsx file. The same comparison and language give the same bytes.

    `own` is what the analyst added to the report, which has a sheet of its own where there is any.

    Equal shares, shares by a key and mixes are live formulas, as long as the formulas are exact;
    every other split stands as values and says so. Each formula's value is stored with it, as the
    report has it.
    """
    comparison, words = reader.comparison, reader.words
    say, case = reader.say, reader.case
    plan = plan_workbook(comparison, reader.focus)
    out = BytesIO()
    file = xlsxwriter.Workbook(out, {"in_memory": True})
    file.set_size(24000, 14000)
    prepared = preparation(case, words)
    file.set_properties(
        {
            "title": property_text(matter(plan, words)),
            "subject": say("Treasurer's workbook"),
            "author": property_text(prepared.author),
            "status": property_text(prepared.status),
            "keywords": prepared.day_in_words,
            "comments": f"analyysi {__version__}, {fingerprint(comparison)}",
            # Never the clock's, so that the bytes are the same.
            "created": datetime.combine(prepared.file_day, time()),
        }
    )
    book = Book(
        file, foot_line(comparison, words), percent=f"0.00{words.numbers.before_percent}%_)"
    )
    _write(book, plan, words, own, tables_in_full(reader))
    file.close()
    return in_language(out.getvalue(), LANGUAGES[words.language].office_tag)


def _write(
    book: Book,
    plan: WorkbookPlan,
    words: Wording,
    own: Sequence[Block],
    in_full: Sequence[Table],
) -> None:
    """Write every sheet: first what each pays, last what the workbook is and what it rests on."""
    say = words.say
    count = 2 + max(len(plan.splits), len(plan.columns) + 1, 5)
    shares_sheet = Sheet(book, say("Shares"), [28, 8, *([17] * (count - 2))])
    budgets = Sheet(book, say("Budgets"), BUDGET_WIDTHS)
    inputs_sheet = Sheet(book, say("Inputs"), [32, 18, 15, *([17] * max(len(plan.columns), 5))])
    width = max(len(plan.bases) + 3, 9 if plan.live else 2)
    working = Sheet(book, say("Working"), [46, *([19] * (width - 1))]) if plan.live else None
    results = Sheet(book, say("Shares in the report"), RESULT_WIDTHS)
    payers = Sheet(book, say("All rows"), PAYERS_WIDTHS) if in_full else None
    guide = Sheet(book, say("Guide and sources"), GUIDE_WIDTHS)

    inputs = write_inputs(inputs_sheet, plan, words)
    split_cells: tuple[SplitCells | None, ...] = (None,) * len(plan.splits)
    if working is not None:
        split_cells = write_working(working, plan, inputs, words)
    shares = write_shares(shares_sheet, plan, inputs, split_cells, words)
    budget_sheet(budgets, plan, shares, words)
    _results(results, plan, words)
    shown = [(shares_sheet, say("What each payer pays by each way of sharing, the chosen first."))]
    shown.append((budgets, _in_budgets(plan, words)))
    change = " " + say("When you change them, the shares change.") if plan.live else ""
    figures = say("The total cost, the payers and their figures.") + change
    shown.append((inputs_sheet, figures))
    if working is not None:
        shown.append((working, say("How the shares are calculated, step by step.")))
    values = say("Every way of the report to the cent, as values that do not change.")
    shown.append((results, values))
    if payers is not None:
        rows = say("The tables of which the page shows a few rows, here with all of them.")
        shown.append((payers, rows))
        payers_sheet(payers, in_full, plan, words)
    if own:
        added = say("What the analyst has added to the report: words, tables and pictures.")
        shown.append((Sheet(book, say("Own content"), WIDTHS), added))
        own_sheet(shown[-1][0], own, plan, words)
    write_guide(guide, plan, shown, words)
    shares_sheet.link(Span(shares_sheet.name, HEAD_ROWS - 1, 0, 0, 0), guide)
    shares_sheet.page.activate()


def _in_budgets(plan: WorkbookPlan, words: Wording) -> str:
    """Say what the sheet of budgets holds."""
    lines = words.say("What each payer reserves in its budget, and an estimate of the next years.")
    if plan.comparison.case.budgets is None:
        return lines
    beside = words.say("Each share beside its payer's budget, and the budgets as reported.")
    return f"{lines} {beside}"


RESULT_WIDTHS = (44, 10, 22, 14, 16, 12, 14, 16, 30)
"""The widths of the columns of every way as values; the last has the exact fractions."""


def _results(sheet: Sheet, plan: WorkbookPlan, words: Wording) -> None:
    """Write every split of the comparison, one row per split and payer: the report's cents, as
    values.
    """
    say, comparison = words.say, plan.comparison
    as_values = say("These are the report's figures as values: nothing here changes")
    if any(are_levelled(split.cents, BESIDE_CENTS) for split in comparison.splits):
        levelled = say("The per cents are levelled so that they make 100 together.")
        as_values = f"{as_values}. {levelled}"
    headline(sheet, plan, words, as_values)
    heads = comparison.case.heads is not None
    rows = []
    for split in comparison.splits:
        title, chosen = words.title(split.title), split is comparison.chosen
        parts = parts_of_total(split.cents, BESIDE_CENTS)
        for code in sorted(
            split.cents, key=lambda code: (-comparison.chosen.cents.get(code, 0), code)
        ):
            cents = split.cents[code]
            row = [
                SheetCell(title, "lines"),
                SheetCell(say("yes") if chosen else say("no")),
                SheetCell(words.payer(code)),
                SheetCell(code, "code"),
                SheetCell(cents / 100, "cents"),
                SheetCell(float(parts[code]), "percent"),
            ]
            if heads:
                amount = comparison.per_head(split, code)
                row.append(
                    SheetCell("–", "none")
                    if amount is None
                    else SheetCell(float(amount / 100), "cents")
                )
            row.append(SheetCell(comparison.difference(split, code) / 100, "difference"))
            row.append(SheetCell(str(split.exact.amounts[code] / plan.total_cents), "ratio"))
            rows.append(row)
    headers = [
        say("Way of sharing"),
        say("Chosen"),
        words.payer_header(),
        say("Code"),
        f"{say('Share')}, {words.sign}",
        f"{say('Part of the total')}, %",
        *([f"{say('Per inhabitant')}, {words.sign}"] if heads else []),
        f"{say('Against the chosen split')}, {words.sign}",
        say("Exact part as a fraction"),
    ]
    body = sheet.table(headers, rows)
    sheet.page.autofilter(body.top - 1, body.left, body.bottom, body.right)
    # Paper has no room for the fractions, which only a program reads.
    sheet.finish(frozen=body.top, repeated=body.top, columns=len(headers) - 1)
