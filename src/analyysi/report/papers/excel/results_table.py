"""Every split as a plain table for a spreadsheet: the same rows and cents as results.csv."""

from __future__ import annotations

from analyysi.comparison.compare import Comparison
from analyysi.comparison.results import result_rows
from analyysi.report.language.wording import Wording
from analyysi.report.papers.excel.table_files import ExcelColumn, ExcelTable
from analyysi.report.pieces.preparation import foot_line, preparation


def results_table(comparison: Comparison, words: Wording) -> ExcelTable:
    """Return all splits with headings and titles in the reader's language, one row per split and
    payer, in the order of results.csv.

    The column with each split's name as results.csv has it tells splits of one title apart. Where
    nobody has inhabitants there is no column for them.
    """
    case, say = comparison.case, words.say
    heads = case.heads is not None
    per_head = [ExcelColumn(f"{say('Per inhabitant')}, {words.sign}", "cents")] if heads else []
    columns = [
        ExcelColumn(say("Agreement")),
        ExcelColumn(say("Year"), "number", 7),
        ExcelColumn(say("Way of sharing"), width=44),
        ExcelColumn(say("Name of the way in results.csv"), width=40),
        ExcelColumn(say("Chosen"), width=9),
        ExcelColumn(say("Code"), "code", 9),
        ExcelColumn(words.payer_header(), width=22),
        ExcelColumn(f"{say('Share')}, {words.sign}", "cents", 16),
        ExcelColumn(say("Exact part as a fraction"), "fraction", 30),
        *per_head,
        ExcelColumn(f"{say('Against the chosen split')}, {words.sign}", "cents", 16),
    ]
    title = f"{case.agreement.subject.in_language(words.language)} {case.terms.year}"
    return ExcelTable(
        title=f"{words.mark}: {title}" if words.mark else title,
        sheet=say("Shares in the report"),
        language=words.language,
        day=preparation(case, words).file_day,
        columns=columns,
        rows=[
            [
                case.agreement.id,
                case.terms.year,
                words.title(row.split.title),
                row.split.id,
                say("yes") if row.chosen else say("no"),
                row.payer,
                words.payer(row.payer),
                row.cents,
                row.part,
                *([row.cents_per_head] if heads else []),
                row.difference,
            ]
            for row in result_rows(comparison)
        ],
        foot=foot_line(comparison, words),
    )
