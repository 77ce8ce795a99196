"""What the page says is in the workbook is there: all rows of the tables that name a few payers."""

import pytest

from analyysi.comparison.compare import Comparison
from analyysi.report import many_payers
from analyysi.report.many_payers import IN_WORKBOOK
from analyysi.report.papers.workbook.book import workbook
from analyysi.report.papers.workbook.payers_sheet import tables_in_full
from analyysi.report.reader import Reader
from analyysi.report.sections.section import LeftOut
from analyysi.report.sections.section_table import SECTIONS
from analyysi.report.tables import Table
from support.readers import number, reader_of, unfolded
from support.workbooks import GUIDE, opened

SHEET = "Kaikki rivit"


def tables(reader: Reader) -> dict[str, Table]:
    shown = {}
    for section in SECTIONS.values():
        contents = section.contents(reader)
        if not isinstance(contents, LeftOut):
            for block in unfolded(contents.blocks):
                if isinstance(block, Table):
                    shown[block.id] = block
    return shown


@pytest.mark.slow
def test_every_table_that_points_there_has_all_its_rows(
    kainuu_2027: Comparison, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = tables(reader_of(kainuu_2027))
    monkeypatch.setattr(many_payers, "MOST_ROWS", 6)
    monkeypatch.setattr(many_payers, "_ENDS", 1)
    reader = reader_of(kainuu_2027)
    place = reader.words.of(IN_WORKBOOK)
    pointing = [table.id for table in tables(reader).values() if place in table.note]
    assert {"figures", "years", "totals", "changes"} <= set(pointing)
    in_full = {table.id: table for table in tables_in_full(reader)}
    assert list(in_full) == pointing
    for table in in_full.values():
        if table.id != "changes":  # of few payers it has another form
            assert table.rows == whole[table.id].rows
    sheet = opened(workbook(reader))[SHEET]
    cells = [[cell.value for cell in row if cell.value is not None] for row in sheet.iter_rows()]
    for table in in_full.values():
        above = cells.index([table.caption])
        for row, written in zip(table.rows, cells[above + 2 :], strict=False):
            assert written[0] == row.header
            if table.id == "totals":
                assert written[1:] == [number(cell) for cell in row.cells]


@pytest.mark.slow
def test_a_workbook_of_few_has_no_such_sheet(kainuu_2023: Comparison) -> None:
    reader = reader_of(kainuu_2023)
    assert tables_in_full(reader) == []
    book = opened(workbook(reader))
    assert SHEET not in book.sheetnames
    assert SHEET not in [cell.value for cell in book.worksheets[GUIDE]["A"]]
