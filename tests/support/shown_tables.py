"""Tables as a reader finds them in the papers: rows of texts, out of HTML, PDF, Word and Excel."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import docx
import lxml.html
import openpyxl

from analyysi.comparison.case import Case
from analyysi.comparison.published.published_table import check_table
from analyysi.report.language.soft_hyphens import SOFT_HYPHEN
from analyysi.tables.asked import Asked
from analyysi.tables.decision_reader import read_decision_table
from support.pdf_tools import structure_of
from support.readers import number

SHARE, TOTAL = "Maksuosuus", "Yhteensä"
_NO_SUMS = ("Asukasta kohti", "Muutos %", "Tarkka osuus")
"""Headings of columns whose total is a mean or a rate, or that are exact fractions cut short."""


@dataclass(frozen=True)
class ShownTable:
    """The heading, the payers' rows and the row of the total, as they are printed."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    total: Sequence[str]

    def off(self) -> list[str]:
        """Return the headings of the columns that do not sum to their total as printed."""
        wrong = []
        for place, head in enumerate(self.heads):
            shown = [row[place] for row in self.rows]
            if place == 0 or head.startswith(_NO_SUMS) or not self.total[place].strip(" –"):
                continue
            if head in ("Koodi", "Tunnus"):
                continue
            parts = [Fraction(0) if cell == "–" else _read(cell) for cell in shown]
            if sum(parts) != _read(self.total[place]):
                wrong.append(f"{head}: {shown} make {sum(parts)}, {self.total[place]} is printed")
        return wrong

    def has(self, head: str) -> bool:
        return any(name.startswith(head) for name in self.heads)

    def csv(self) -> str:
        rows = [self.heads, *self.rows, self.total]
        return "".join(";".join(row) + "\n" for row in rows)


def _read(cell: str) -> Fraction:
    return number(cell.replace(" ", "").replace("%", "").replace("€", ""))


def _tables(lines: Sequence[Sequence[str]]) -> Iterator[ShownTable]:
    """Yield the table of lines that has a row of the total, if they have one."""
    for place, line in enumerate(lines):
        if line[0] == TOTAL and "".join(line[1:]):
            rows = [row for row in lines[1:place] if len(row) == len(line)]
            yield ShownTable(lines[0], rows, line)


def _text(cell: object) -> str:
    return " ".join(str(cell).replace(SOFT_HYPHEN, "").split())


def shares_among(tables: Sequence[ShownTable], case: Case, folder: Path) -> list[ShownTable]:
    """Hold that the tables sum, and that those of shares are read as a decision without a fault;
    return these.
    """
    assert [table.off() for table in tables] == [[]] * len(tables)
    of_shares = [table for table in tables if table.has(SHARE)]
    for table in of_shares:
        path = folder / "shares.csv"
        path.write_text(table.csv(), encoding="utf-8")
        amount = next(name for name in table.heads if name.startswith(SHARE))
        percent = next((name for name in table.heads if name.startswith("Osuus")), "")
        columns = Asked(table.heads[0], amount, percent)
        read = read_decision_table(path, case.agreement.parties, columns)
        assert read.total is not None
        assert check_table(read).adds_up, table
    return of_shares


def html_tables(html: str) -> list[ShownTable]:
    tables: list[ShownTable] = []
    for table in lxml.html.fromstring(f"<div>{html}</div>").iter("table"):
        lines = []
        for row in table.iter("tr"):
            lines.append([_text(cell.text_content()) for cell in row.iter("th", "td")])
        tables += _tables(lines)
    return tables


def pdf_tables(path: Path) -> list[ShownTable]:
    tables: list[ShownTable] = []
    for table in structure_of(path).all("Table"):
        lines = [[cell.text for cell in row.all("TH", "TD")] for row in table.all("TR")]
        tables += _tables(lines)
    return tables


def word_tables(paper: bytes) -> list[ShownTable]:
    tables: list[ShownTable] = []
    for table in docx.Document(BytesIO(paper)).tables:
        lines = [[_text(cell.text) for cell in row.cells] for row in table.rows]
        tables += _tables(lines)
    return tables


def sheet_tables(book: bytes, sheet: str) -> list[ShownTable]:
    """Return the tables of a sheet with the cells as a spreadsheet program shows them."""
    page = openpyxl.load_workbook(BytesIO(book), data_only=True)[sheet]
    tables: list[ShownTable] = []
    block: list[list[str]] = []
    for row in page.iter_rows():
        cells = [_shown(cell.value, cell.number_format) for cell in row if cell.value is not None]
        # A line of words stands in one cell; a heading over a table begins a new one.
        if len(cells) < 2:
            tables += _tables(block) if block else []
            block = []
        else:
            block.append(cells)
    return tables + list(_tables(block) if block else [])


def _shown(value: object, style: str) -> str:
    if not isinstance(value, int | float):
        return _text(value)
    decimals = len(style.partition(";")[0].partition(".")[2].partition("_")[0].rstrip("% \xa0"))
    scaled = value * 100 if "%" in style else value
    return f"{scaled:.{decimals}f}".replace(".", ",")
