"""Readers of the reports that the project's own agreement makes, for tests of what they are shown."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction

from analyysi.comparison.compare import Comparison
from analyysi.comparison.report_context import ReportContext
from analyysi.report.blocks import Block, Folded
from analyysi.report.language.wording import Wording
from analyysi.report.reader import Reader
from analyysi.report.tables import Row, Table


def reader_of(
    comparison: Comparison,
    language: str = "fi",
    focus: str | None = None,
    context: ReportContext | None = None,
) -> Reader:
    words = Wording(language, comparison.case)
    return Reader(comparison, words, focus, context or ReportContext())


def without_heads(comparison: Comparison) -> Comparison:
    """Return the same splits of payers whose inhabitants nobody counts."""
    terms = comparison.case.terms.model_copy(update={"per_head": None})
    return replace(comparison, case=replace(comparison.case, terms=terms))


def number(cell: str) -> Fraction:
    """Read a Finnish number as it is shown."""
    return Fraction(cell.replace("\xa0", "").replace("−", "-").replace("+", "").replace(",", "."))


def body_rows(table: Table) -> list[Row]:
    return [row for row in table.rows if not row.total]


def tables_in(blocks: Iterable[object]) -> list[Table]:
    return [block for block in blocks if isinstance(block, Table)]


def unfolded(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks, each fold followed by what is within it."""
    for block in blocks:
        yield block
        if isinstance(block, Folded):
            yield from unfolded(block.blocks)
