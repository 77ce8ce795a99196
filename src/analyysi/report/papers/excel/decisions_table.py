"""Printed decisions of other bodies as a plain table for a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from analyysi.agreement.decision import Decision
from analyysi.languages.local_text import LocalText
from analyysi.money import MAIN_CURRENCY
from analyysi.report.language.words import Words
from analyysi.report.papers.excel.table_files import Cell, ExcelColumn, ExcelTable
from analyysi.report.papers.indexes.decision_index import STATUSES


def decisions_table(decisions: Mapping[str, Decision], language: str) -> ExcelTable:
    """Return a row for each decision, by its id: who decides, by what is shared, what is printed
    and whether it is recomputed. Its day is the last on which one of them was read.
    """
    words = Words(language, MAIN_CURRENCY)
    say = words.say
    columns = [
        ExcelColumn(say("Decision"), width=28),
        ExcelColumn(say("Who decides"), width=44),
        ExcelColumn(say("Shared by"), width=44),
        ExcelColumn(say("Printed"), width=28),
        ExcelColumn(say("Total"), "number", 18),
        ExcelColumn(say("Currency"), width=9),
        ExcelColumn(say("Recomputed"), width=12),
        ExcelColumn(say("Why not recomputed"), width=60),
    ]
    return ExcelTable(
        title=say("How others share their costs"),
        sheet=say("Decisions"),
        language=language,
        day=max(decision.source.read for decision in decisions.values()),
        columns=columns,
        rows=[_row(name, decision, words) for name, decision in sorted(decisions.items())],
    )


def _row(name: str, decision: Decision, words: Words) -> list[Cell]:
    return [
        name,
        _text(decision.body, words),
        _text(decision.basis, words),
        words.of(STATUSES[decision.status]),
        _total(decision),
        decision.currency,
        words.say("yes") if decision.checks.all() else words.say("no"),
        None if decision.not_recomputed is None else _text(decision.not_recomputed, words),
    ]


def _text(text: LocalText | str, words: Words) -> str:
    return text if isinstance(text, str) else text.in_language(words.language)


def _total(decision: Decision) -> Cell:
    if decision.total is None:
        return None
    exact = decision.printed_numbers()[decision.total].exact
    return Decimal(exact.numerator) / Decimal(exact.denominator)
