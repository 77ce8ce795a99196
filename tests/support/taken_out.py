"""Tables taken out of the product's own papers as a person does it: copied out of a browser, Word or
a sheet as text with tabs, or out of a PDF as lines.
"""

import re
import subprocess
from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path

import docx
import lxml.html
import openpyxl

_BREAKS = re.compile(r"[ \t\r\n]+")


def _pasted(rows: Iterable[Sequence[str]]) -> str:
    return "".join("\t".join(_BREAKS.sub(" ", cell).strip() for cell in row) + "\n" for row in rows)


def page_table(page: str, table_id: str) -> str:
    """Return a table of the page, copied in a browser."""
    (table,) = lxml.html.fromstring(page).xpath(f"//table[@id='{table_id}']") or [None]
    assert table is not None, f"no table {table_id}"
    return _pasted(
        [cell.text_content() for cell in row.iter("th", "td")] for row in table.iter("tr")
    )


def word_table(paper: bytes) -> str:
    """Return the first table of a Word file."""
    table = docx.Document(BytesIO(paper)).tables[0]
    return _pasted([cell.text for cell in row.cells] for row in table.rows)


def sheet_block(book: bytes, sheet: str, heading: str) -> str:
    """Return the table of a sheet whose header row begins with a heading and holds another, copied
    in Excel: numbers with a decimal comma.

    The table is the first whose header row has `heading`; it ends before an empty row.
    """
    page = openpyxl.load_workbook(BytesIO(book), data_only=True)[sheet]
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    first = next(number for number, row in enumerate(rows) if heading in row)
    block = []
    for row in rows[first:]:
        if not any(cell is not None for cell in row[1:]):
            break
        block.append(["" if cell is None else _shown(cell) for cell in row])
    width = max(place for row in block for place, cell in enumerate(row, start=1) if cell)
    return _pasted(row[:width] for row in block)


def _shown(value: object) -> str:
    return f"{value:.2f}".replace(".", ",") if isinstance(value, float) else str(value)


def pdf_lines(path: Path, first: str, last: str) -> str:
    """Return the lines of a PDF's first table from a payer's row to that of the total, as pdftotext
    lays them out.

    Parameters
    ----------
    first, last
        What the first and the last line begin with.
    """
    done = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, encoding="utf-8", check=True
    )
    lines = [line.strip() for line in done.stdout.splitlines()]
    start = next(
        number for number, line in enumerate(lines) if line.startswith(first) and ",5" in line
    )
    end = next(number for number in range(start, len(lines)) if lines[number].startswith(last))
    return "\n".join(lines[start : end + 1]) + "\n"
