"""Spreadsheets that are made to do harm, and left-over formats that only look so."""

import io
import struct
import zlib
from collections.abc import Callable, Mapping
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
from openpyxl.styles import Font

MIB = 1024 * 1024
SHEET = "xl/worksheets/sheet1.xml"
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_TABLES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)
_ROWS = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>Kunta</t></is></c>'
    '<c r="B1" t="inlineStr"><is><t>Maksuosuus €</t></is></c></row>'
    '<row r="2"><c r="A2" t="inlineStr"><is><t>Paltamo</t></is></c>'
    '<c r="B2"><v>7079</v></c></row>'
)


def _book(change: Callable[[openpyxl.worksheet.worksheet.Worksheet], object]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Kunta", "Maksuosuus €"])
    sheet.append(["Paltamo", 7079])
    change(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def value_in(cell: str) -> bytes:
    return _book(lambda sheet: sheet.__setitem__(cell, 1))


def format_in(cell: str) -> bytes:
    return _book(lambda sheet: setattr(sheet[cell], "font", Font(bold=True)))


def merged(*areas: str) -> bytes:
    merges = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
    return with_rows("", f"<mergeCells>{merges}</mergeCells>")


def linked(area: str) -> bytes:
    link = f'<hyperlink ref="{area}" location="A1"/>'
    return with_rows("", f"<hyperlinks>{link}</hyperlinks>")


def with_rows(rows: str, behind: str = "") -> bytes:
    """A workbook whose sheet has two ordinary rows, these, and this behind them."""
    return with_sheet(
        f"<worksheet {_MAIN}><sheetData>{_ROWS}{rows}</sheetData>{behind}</worksheet>"
    )


def with_sheet(xml: str) -> bytes:
    return changed({SHEET: xml.encode()})


def sheet_of(content: bytes) -> bytes:
    with ZipFile(io.BytesIO(content)) as archive:
        return archive.read(SHEET)


def changed(parts: Mapping[str, bytes]) -> bytes:
    """An ordinary workbook with other parts."""
    out = io.BytesIO()
    with (
        ZipFile(io.BytesIO(_book(lambda sheet: None))) as ordinary,
        ZipFile(out, "w", ZIP_DEFLATED) as archive,
    ):
        for name in {*ordinary.namelist(), *parts}:
            archive.writestr(name, parts[name] if name in parts else ordinary.read(name))
    return out.getvalue()


def ods(rows: str) -> bytes:
    xml = (
        f"<office:document-content {_TABLES}><office:body><office:spreadsheet>"
        f'<table:table table:name="Jako">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", 0)
        archive.writestr("content.xml", xml)
    return out.getvalue()


def ods_row(cells: str, repeated: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{repeated}">{cells}</table:table-row>'


def ods_cell(text: str, repeated: int = 1) -> str:
    inner = f"<text:p>{text}</text:p>" if text else ""
    again = f'table:number-columns-repeated="{repeated}"'
    return f"<table:table-cell {again}>{inner}</table:table-cell>"


ODS_TABLE = ods_row(ods_cell("Kunta") + ods_cell("Maksuosuus €")) + ods_row(
    ods_cell("Paltamo") + ods_cell("7079 €")
)


def bomb(name: str, begins: str, block: bytes, times: int) -> bytes:
    """An ordinary workbook with one part of a block repeated: gigabytes, made without being laid
    out, since the packed block is repeated too.
    """
    out = io.BytesIO()
    with ZipFile(io.BytesIO(_book(lambda sheet: None))) as ordinary:
        parts = {part: _packed(ordinary.read(part)) for part in ordinary.namelist()}
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    start = packer.compress(begins.encode()) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    size = len(begins.encode()) + len(block) * times
    parts[name] = (start + again * times + packer.flush(), size, 0)  # nobody comes to its checksum
    directory = b""
    for part, (packed, size, checksum) in parts.items():
        shared = struct.pack("<HHHHHIIIH", 20, 0, 8, 0, 33, checksum, len(packed), size, len(part))
        place = out.tell()
        out.write(b"PK\x03\x04" + shared + struct.pack("<H", 0) + part.encode() + packed)
        behind = struct.pack("<HHHHII", 0, 0, 0, 0, 0, place)
        directory += b"PK\x01\x02" + struct.pack("<H", 20) + shared + behind + part.encode()
    place = out.tell()
    ends = struct.pack("<HHHHIIH", 0, 0, len(parts), len(parts), len(directory), place, 0)
    out.write(directory + b"PK\x05\x06" + ends)
    return out.getvalue()


def _packed(content: bytes) -> tuple[bytes, int, int]:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush(), len(content), zlib.crc32(content)


def blanks(gibibytes: int = 3) -> bytes:
    return bomb(SHEET, f"<worksheet {_MAIN}><sheetData>", b" " * MIB, gibibytes * 1024)


def one_string(gibibytes: int = 2) -> bytes:
    begins = f'<worksheet {_MAIN}><sheetData><row><c t="inlineStr"><is><t>'
    return bomb(SHEET, begins, b"a" * MIB, gibibytes * 1024)


def one_tag(gibibytes: int = 2) -> bytes:
    return bomb(SHEET, f'<worksheet {_MAIN} a="', b"a" * MIB, gibibytes * 1024)


def deep(mebibytes: int = 150) -> bytes:
    return bomb(SHEET, f"<worksheet {_MAIN}>", b"<a>" * 349_525, mebibytes)


def many_cells(mebibytes: int = 150) -> bytes:
    begins = f"<worksheet {_MAIN}><sheetData>"
    return bomb(SHEET, begins, b"<row><c><v>1</v></c></row>" * 40_329, mebibytes)


CRAFTED = {
    "XFD1048576": lambda: value_in("XFD1048576"),
    "Z1048576": lambda: value_in("Z1048576"),
    "row 4294967295": lambda: with_rows(
        '<row r="4294967295"><c r="A4294967295"><v>1</v></c></row>'
    ),
    "3 GiB of blanks": blanks,
    "a string of 2 GiB": one_string,
    "a tag of 2 GiB": one_tag,
    "50 million elements in each other": deep,
    "6 million cells": many_cells,
    "a merge of the whole sheet": lambda: merged("A1:XFD1048576"),
    "a link over the whole sheet": lambda: linked("A1:XFD1048576"),
    "a repeated row": lambda: ods(ODS_TABLE + ods_row(ods_cell("1", 16_384), 1_048_576)),
}
"""Files of some kilobytes, a few of some megabytes, by what is in them."""
