"""OpenDocument spreadsheets as they are seen."""

import io
import time
import zipfile
from decimal import Decimal

import pytest

from analyysi.errors import SourceError
from analyysi.tables.files.cell import Sheet
from analyysi.tables.files.ods import read_ods
from analyysi.tables.files.spreadsheet_cells import NEVER_CALCULATED
from support.places import ROOT
from support.seen_workbook import FOLDED_ROWS, HIDDEN_ROW, NOTHING_SHOWN, differences

SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text", "style")
)
STYLES = """
<style:style style:name="hidden" style:family="table">
  <style:table-properties table:display="false"/></style:style>
<style:style style:name="flat" style:family="table-row">
  <style:table-row-properties style:row-height="0.00cm"/></style:style>
<style:style style:name="high" style:family="table-row">
  <style:table-row-properties style:row-height="0.45cm"/></style:style>
<style:style style:name="thin" style:family="table-column">
  <style:table-column-properties style:column-width="0in"/></style:style>
<style:style style:name="struck" style:family="table-cell">
  <style:text-properties style:text-line-through-style="solid"/></style:style>
<style:style style:name="raised" style:family="text">
  <style:text-properties style:text-position="super 58%"/></style:style>
"""


def ods(tables: str, before: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            f"{before}<office:document-content {SPACES}>"
            f"<office:automatic-styles>{STYLES}</office:automatic-styles>"
            f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
            "</office:document-content>",
        )
    return out.getvalue()


def table(rows: str, attributes: str = "") -> str:
    return f'<table:table table:name="Jako" {attributes}>{rows}</table:table>'


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def text(words: str, attributes: str = "") -> str:
    return f"<table:table-cell {attributes}><text:p>{words}</text:p></table:table-cell>"


def number(value: str, shown: str, kind: str = "float", attributes: str = "") -> str:
    typed = f'office:value-type="{kind}" office:value="{value}" {attributes}'
    return f"<table:table-cell {typed}><text:p>{shown}</text:p></table:table-cell>"


def only(tables: str) -> Sheet:
    (sheet,) = read_ods(ods(tables), "a.ods")
    return sheet


def test_all_is_seen_of_a_workbook_of_libreoffice() -> None:
    content = (ROOT / "tests/fixtures/tables/seen.ods").read_bytes()
    sheets = read_ods(content, "seen.ods")
    assert differences(sheets[0]) == []
    assert sheets[0].unseen == (
        "column B is hidden",
        f"row {HIDDEN_ROW} is hidden",
        f"rows {FOLDED_ROWS[0]} to {FOLDED_ROWS[-1]} are hidden",
        f"C{NOTHING_SHOWN} holds what the cell's format does not show",
    )
    assert [(sheet.name, sheet.hidden) for sheet in sheets] == [
        ("Osuudet", False),
        ("Luonnos", True),
        ("Salattu", True),
        ("Suodatettu", False),
    ]
    assert sheets[-1].unseen == ("row 3 is hidden by a filter",)


def test_the_shown_number_is_read_and_the_stored_one_kept() -> None:
    cell = only(table(row(number("4800.25", "4 800 €", "currency")))).rows[0].cell(0)
    assert (cell.text, cell.number, cell.stored, cell.unit) == (
        "4 800 €",
        4800,
        Decimal("4800.25"),
        "€",
    )
    percent = only(table(row(number("0.08849", "8,8 %", "percentage")))).rows[0].cell(0)
    assert (percent.number, percent.stored, percent.unit) == (
        Decimal("8.8"),
        Decimal("8.849"),
        "%",
    )


def test_a_number_without_its_text_is_shown_as_it_is_stored() -> None:
    cell = (
        only(table(row('<table:table-cell office:value-type="float" office:value="7079.5"/>')))
        .rows[0]
        .cell(0)
    )
    assert (cell.text, cell.number) == ("7079,5", Decimal("7079.5"))


@pytest.mark.parametrize("value", ["NaN", "inf", "-Infinity", "1e400", "9" * 5000, "many"])
def test_a_number_that_is_none_is_a_fault(value: str) -> None:
    written = f'office:value-type="float" office:value="{value}"'
    (sheet,) = read_ods(ods(table(row(text("Paltamo"), text("5", written)))), "a.ods")
    assert "which is no number" in sheet.rows[0].cell(1).fault


def test_repeated_empties_are_no_cells_and_repeated_texts_are() -> None:
    sheet = only(
        table(
            row('<table:table-cell table:number-columns-repeated="16384"/>')
            + row(
                '<table:table-cell table:number-columns-repeated="3"/>',
                text("x", 'table:number-columns-repeated="2"'),
                attributes='table:number-rows-repeated="2"',
            )
            + '<table:table-row table:number-rows-repeated="1048570">'
            '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
            + row(text("y"))
        )
    )
    assert [(line.number, list(line.cells)) for line in sheet.rows] == [
        (2, [3, 4]),
        (3, [3, 4]),
        (1048574, [0]),
    ]


def test_one_row_that_fills_the_sheet_is_refused() -> None:
    begun = time.monotonic()
    with pytest.raises(SourceError, match="sheet Jako row 1 stands 1048576 times. Delete"):
        only(table(row(text("0"), attributes='table:number-rows-repeated="1048576"')))
    assert time.monotonic() - begun < 5


def test_hidden_rows_columns_and_groups_are_not_read() -> None:
    sheet = only(
        table(
            '<table:table-column/><table:table-column table:visibility="collapse"/>'
            '<table:table-column table:style-name="thin"/><table:table-column/>'
            + row(*map(text, "abcd"), attributes='table:style-name="high"')
            + row(*map(text, "abcd"), attributes='table:visibility="collapse"')
            + row(*map(text, "abcd"), attributes='table:visibility="filter"')
            + row(*map(text, "abcd"), attributes='table:style-name="flat"')
            + f'<table:table-row-group table:display="false">{row(text("e"))}'
            "</table:table-row-group>"
            + f"<table:table-header-rows>{row(text('f'))}</table:table-header-rows>"
        )
    )
    assert [(line.number, list(line.cells)) for line in sheet.rows] == [(1, [0, 3]), (6, [0])]
    assert sheet.unseen == (
        "columns B to C are hidden",
        "row 2 is hidden",
        "row 3 is hidden by a filter",
        "rows 4 to 5 are hidden",
    )


def test_a_hidden_table_is_marked_and_the_caches_of_libreoffice_are_never_offered() -> None:
    cache = "<table:table table:name=\"'file:///D:/jako.ods'#$Taul1\">"
    sheets = read_ods(
        ods(
            table(row(text("a")), 'table:style-name="hidden"')
            + f"{cache}{row(text('b'))}</table:table>"
            + table(f"<table:table-source/>{row(text('c'))}")
            + table("", "")
        ),
        "a.ods",
    )
    assert [(sheet.hidden, len(sheet.rows)) for sheet in sheets] == [(True, 1)]


def test_lettering_comes_from_cell_row_and_column() -> None:
    sheet = only(
        table(
            '<table:table-column table:default-cell-style-name="struck"/><table:table-column/>'
            + row(text("a"), text("b", 'table:style-name="struck"'))
            + row(text("c"), number("5", "5"), attributes='table:default-cell-style-name="struck"')
            + row(text("d", 'table:style-name="other"'), text("e"))
        )
    )
    faults = [[bool(cell.fault) for cell in line.cells.values()] for line in sheet.rows]
    assert faults == [[True, True], [True, True], [False, False]]


def test_spans_spaces_lines_and_comments_of_a_text() -> None:
    raised = '7079<text:span text:style-name="raised">1</text:span>'
    comment = "<office:annotation><text:p>Tarkista</text:p></office:annotation>"
    spaced = 'a<text:s text:c="3"/>b<text:line-break/>c</text:p><text:p>d'
    sheet = only(table(row(text(raised), text(f"x{comment}"), text(spaced))))
    cells = sheet.rows[0].cells
    assert (cells[0].text, cells[0].note) == ("7079", "1")
    assert cells[1].text == "x"
    assert cells[2].text == "a   b c\nd"


def test_cells_below_merged_ones_are_told_and_not_read() -> None:
    covered = "<table:covered-table-cell><text:p>30000</text:p></table:covered-table-cell>"
    sheet = only(table(row(text("a", 'table:number-columns-spanned="2"'), covered, text("b"))))
    assert list(sheet.rows[0].cells) == [0, 2]
    assert sheet.unseen == ("B1 holds what lies below merged cells",)


def test_formulas_that_were_never_calculated_and_errors() -> None:
    calcext = 'xmlns:c="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    sheet = only(
        table(
            row(
                '<table:table-cell table:formula="of:=1+1"/>',
                text("Err:508", f'table:formula="of:=(" c:value-type="error" {calcext}'),
                '<table:table-cell table:formula="of:=&quot;&quot;"><text:p/></table:table-cell>',
            )
        )
    )
    assert {column: cell.fault for column, cell in sheet.rows[0].cells.items()} == {
        0: NEVER_CALCULATED,
        1: "holds the error Err:508",
    }


@pytest.mark.parametrize(
    "content",
    [
        ods("")[:200],
        ods("<table:table>"),
        ods(table(row(text("&a;"))), '<!DOCTYPE a [<!ENTITY a "b">]>'),
    ],
)
def test_a_damaged_or_dangerous_file_is_told(content: bytes) -> None:
    with pytest.raises(SourceError, match="a.ods cannot be opened as an OpenDocument spreadsheet"):
        read_ods(content, "a.ods")
