"""The treasurer's workbook: the inputs may be changed, and formulas show the shares to the cent."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from datetime import datetime, time
from io import BytesIO

import xlsxwriter

from analyysi import __version__
from analyysi.agreement.key import OwnKey
from analyysi.allocation.whole_units.whole_euros import BESIDE_CENTS, parts_of_total
from analyysi.comparison.results import fingerprint
from analyysi.languages.language_table import LANGUAGES
from analyysi.messages import KeyName
from analyysi.report.language.wording import Wording
from analyysi.report.papers.workbook.budget_sheet import WIDTHS as BUDGET_WIDTHS
from analyysi.report.papers.workbook.budget_sheet import budget_sheet
from analyysi.report.papers.workbook.cover import write_cover
from analyysi.report.papers.workbook.input_sheet import headline, matter, write_inputs
from analyysi.report.papers.workbook.key_formulas import SplitCells
from analyysi.report.papers.workbook.live_plan import WorkbookPlan, plan_workbook
from analyysi.report.papers.workbook.own_sheet import WIDTHS, Block, own_sheet
from analyysi.report.papers.workbook.share_sheet import write_shares
from analyysi.report.papers.workbook.sheet import Book, Sheet, SheetCell
from analyysi.report.papers.workbook.working_sheet import write_working
from analyysi.report.pieces.preparation import preparation
from analyysi.report.pieces.shared_sentences import licence, used_for
from analyysi.report.reader import Reader


def workbook(reader: Reader, own: Sequence[Block] = ()) -> bytes:
    """Return the workbook as an .xlsx file. The same comparison and language give the same bytes.

    `own` is what the analyst added to the report, which has a sheet of its own where there is any.

    Equal shares, shares by a key and mixes are live formulas, as long as the formulas are exact;
    every other split stands as values and says so. Each formula's value is stored with it, as the
    report has it.
    """
    comparison, words = reader.comparison, reader.words
    say, case = reader.say, reader.case
    plan = plan_workbook(comparison)
    out = BytesIO()
    file = xlsxwriter.Workbook(out, {"in_memory": True})
    file.set_size(24000, 14000)
    prepared = preparation(case, words)
    file.set_properties(
        {
            "title": matter(plan, words),
            "subject": say("Treasurer's workbook"),
            "author": prepared.author,
            "status": prepared.status,
            "keywords": prepared.day_in_words,
            "comments": f"analyysi {__version__}, {fingerprint(comparison)}",
            # Never the clock's, so that the bytes are the same.
            "created": datetime.combine(prepared.file_day, time()),
        }
    )
    mark = words.mark
    foot = (f"{mark} · " if mark else "") + say(
        "{agreement} {year} · fingerprint {fingerprint} · analyysi {version}",
        agreement=case.agreement.id,
        year=str(case.terms.year),
        fingerprint=fingerprint(comparison),
        version=__version__,
    )
    book = Book(file, foot, percent=f"0.00{words.numbers.before_percent}%_)")
    _write(book, plan, words, own)
    file.close()
    return _in_language(out.getvalue(), LANGUAGES[words.language].office_tag)


def _write(book: Book, plan: WorkbookPlan, words: Wording, own: Sequence[Block]) -> None:
    say = words.say
    count = 2 + max(len(plan.splits), len(plan.columns) + 1, 5)
    cover = Sheet(book, say("Cover"), [30, 110])
    inputs_sheet = Sheet(book, say("Inputs"), [32, 18, 15, *([17] * max(len(plan.columns), 5))])
    shares_sheet = Sheet(book, say("Shares"), [28, 8, *([17] * (count - 2))])
    width = max(len(plan.bases) + 3, 9 if plan.live else 2)
    working = Sheet(book, say("Working"), [46, *([19] * (width - 1))]) if plan.live else None
    results = Sheet(book, say("Shares in the report"), [58, 10, 22, 14, 16, 12, 14, 16, 30])
    sources = Sheet(book, say("Sources"), [34, 36, 18, 34, 12, 32, 36])

    inputs = write_inputs(inputs_sheet, plan, words)
    split_cells: tuple[SplitCells | None, ...] = (None,) * len(plan.splits)
    if working is not None:
        split_cells = write_working(working, plan, inputs, words)
    shares = write_shares(shares_sheet, plan, inputs, split_cells, words)
    _results(results, plan, words)
    _sources(sources, plan, words)
    change = " " + say("When you change them, the shares change.") if plan.live else ""
    shown = [
        (inputs_sheet, say("The total cost, the payers and their figures.") + change),
        (shares_sheet, say("What each payer pays by each way of sharing, the chosen one first.")),
        *(
            [(working, say("How the shares are calculated, step by step."))]
            if working is not None
            else []
        ),
        (results, say("Every way of the report to the cent, as values that do not change.")),
        (sources, say("Where the figures are from, their licences and checksums")),
    ]
    budgets = plan.comparison.case.budgets
    if budgets is not None:
        beside = say("Each share beside its payer's budget, and the budgets as reported.")
        shown.append((Sheet(book, say("Budgets"), BUDGET_WIDTHS), beside))
        budget_sheet(shown[-1][0], plan, budgets, shares, words)
    if own:
        added = say("What the analyst has added to the report: words, tables and pictures.")
        shown.append((Sheet(book, say("Own content"), WIDTHS), added))
        own_sheet(shown[-1][0], own, plan, words)
    write_cover(cover, plan, shown, words)
    cover.page.activate()


def _results(sheet: Sheet, plan: WorkbookPlan, words: Wording) -> None:
    """Write every split of the comparison, one row per split and payer: the report's cents, as
    values.
    """
    say, comparison = words.say, plan.comparison
    headline(
        sheet, plan, words, say("These are the report's figures as values: nothing here changes")
    )
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
        f"{say('Share')}, €",
        f"{say('Part of the total')}, %",
        *([f"{say('Per inhabitant')}, €"] if heads else []),
        f"{say('Against the chosen split')}, €",
        say("Exact part as a fraction"),
    ]
    body = sheet.table(headers, rows)
    sheet.page.autofilter(body.top - 1, body.left, body.bottom, body.right)
    sheet.finish(frozen=body.top, repeated=body.top)


def _sources(sheet: Sheet, plan: WorkbookPlan, words: Wording) -> None:
    """Write where the figures are from, and every file that the report rests
    on, with its checksum.
    """
    say, case = words.say, plan.comparison.case
    headline(sheet, plan, words, say("Where the figures are from, their licences and checksums"))
    rows = []
    for snapshot, manifest in case.manifests.items():
        used = used_for(case, snapshot, words)
        rows.append(
            [
                words.frozen(manifest.title),
                ", ".join(used),
                manifest.producer,
                licence(manifest, words),
                words.numbers.day(manifest.retrieved),
                snapshot,
                manifest.data.sha256,
            ]
        )
    checksums = {file.path.rsplit("/", 1)[-1]: file.sha256 for file in case.inputs}
    for survey in case.estimates:
        used = [
            words.of(KeyName(name)) for name, key in case.terms.keys.items() if key.survey == survey
        ]
        rows.append(
            [say("Survey of the payers"), ", ".join(used), "–", "–", "–", survey, checksums[survey]]
        )
    for key in case.terms.keys.values():
        if isinstance(key, OwnKey):
            label, origin = (text.in_language(words.language) for text in (key.label, key.origin))
            rows.append([say("The analyst's own figures"), label, origin, "–", "–", "–", "–"])
    if rows:
        headers = [
            say("Data"),
            say("Figures"),
            say("Producer"),
            say("Licence and attribution"),
            say("Retrieved"),
            say("Snapshot"),
            say("SHA-256 checksum"),
        ]
        sheet.say(say("Sources"), "heading")
        cells = []
        for row in rows:
            cells.append([SheetCell(text, "lines") for text in row])
        sheet.table(headers, cells)
        sheet.skip()
    sheet.say(say("Files and their SHA-256 checksums"), "heading")
    files = [
        [SheetCell(file.path, "lines"), SheetCell(file.sha256, "lines")] for file in case.inputs
    ]
    sheet.table([say("File"), say("SHA-256 checksum")], files)
    sheet.finish(frozen=3, repeated=4)


def _in_language(data: bytes, tag: str) -> bytes:
    """Say in the document's properties which language it is in, which xlsxwriter does not.

    Every entry keeps its fixed time, so that the bytes stay the same.
    """
    out = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "docProps/core.xml":
                end = b"</cp:coreProperties>"
                content = content.replace(end, f"<dc:language>{tag}</dc:language>".encode() + end)
            new.writestr(entry, content)
    return out.getvalue()
