"""The rules that were tried on published shares, as a plain table for a spreadsheet."""

from __future__ import annotations

from decimal import Decimal

from analyysi.allocation.inference.rule_families import FAMILY_TITLES
from analyysi.comparison.explain import Explanation
from analyysi.report.language.wording import Wording
from analyysi.report.papers.excel.table_files import ExcelColumn, ExcelTable
from analyysi.report.pieces.preparation import preparation


def rules_table(explanation: Explanation, words: Wording) -> ExcelTable:
    """Return a row for each family of rules: how many were tried, how many give the published
    shares, and how many would by luck, with two decimals.
    """
    case, say = explanation.case, words.say
    return ExcelTable(
        title=f"{say('Rules tried')}: {case.agreement.id} {case.terms.year}",
        sheet=say("Rules tried"),
        language=words.language,
        day=preparation(case, words).file_day,
        columns=[
            ExcelColumn(say("Kind of rule"), width=60),
            ExcelColumn(say("Tried"), "number"),
            ExcelColumn(say("Give the share"), "number"),
            ExcelColumn(say("Would by luck"), "number"),
        ],
        rows=[
            [
                words.of(FAMILY_TITLES[family.name]),
                family.tried,
                family.hits,
                Decimal(f"{family.by_luck:.2f}"),
            ]
            for family in explanation.inference.families
        ],
    )
