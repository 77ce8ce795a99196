"""The sheet of many payers: every table of the page that names a few of them, here with all its
rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace

from analyysi.report.blocks import Block, Folded
from analyysi.report.language.wording import Wording
from analyysi.report.many_payers import IN_WORKBOOK, are_many
from analyysi.report.papers.workbook.input_sheet import headline
from analyysi.report.papers.workbook.live_plan import WorkbookPlan
from analyysi.report.papers.workbook.own_sheet import number_of, write_table
from analyysi.report.papers.workbook.sheet import Sheet
from analyysi.report.reader import Reader
from analyysi.report.sections.section import LeftOut
from analyysi.report.sections.section_table import SECTIONS
from analyysi.report.tables import Table

WIDTHS = [44.0, *([17.0] * 9)]
"""The widths of the sheet's columns."""


def tables_in_full(reader: Reader) -> list[Table]:
    """Return with all their rows the tables of which the page says that the workbook has them, in
    the page's order; none where no payer is left out.
    """
    if not are_many(reader.comparison.payers):
        return []
    place = reader.words.of(IN_WORKBOOK)
    shortened = {table.id for table in _tables(reader) if table.note.endswith(place)}
    every_row = replace(reader, every_row=True)
    return [table for table in _tables(every_row) if table.id in shortened]


def _tables(reader: Reader) -> Iterator[Table]:
    for section in SECTIONS.values():
        contents = section.contents(reader)
        if not isinstance(contents, LeftOut):
            yield from _tables_among(contents.blocks)


def _tables_among(blocks: Iterable[Block]) -> Iterator[Table]:
    for block in blocks:
        if isinstance(block, Table):
            yield block
        elif isinstance(block, Folded):
            yield from _tables_among(block.blocks)


def payers_sheet(sheet: Sheet, tables: Sequence[Table], plan: WorkbookPlan, words: Wording) -> None:
    """Write the tables one below the other: numbers as numbers, as the page rounds them."""
    headline(sheet, plan, words, words.say("These are the report's figures as values"))
    for table in tables:
        # A sign before a number is no note of a person's, as it may be in a table of one's own.
        values = []
        for row in table.rows:
            values.append([number_of(cell.removeprefix("+")) for cell in row.cells])
        write_table(sheet, {**asdict(table), "values": values})
    sheet.finish(frozen=3, repeated=4)
