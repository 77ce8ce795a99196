"""Workbooks as tests open them: their sheets, cells that may be changed, shares and formulas."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter
from openpyxl.utils import range_boundaries
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from analyysi.comparison.case import Case
from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.report.language.wording import Wording
from analyysi.report.papers.workbook.book import workbook
from analyysi.report.papers.workbook.input_sheet import InputCells, write_inputs
from analyysi.report.papers.workbook.live_plan import WorkbookPlan, plan_workbook
from analyysi.report.papers.workbook.sheet import Book, Sheet, Span
from analyysi.report.reader import Reader

SHARES, BUDGETS, INPUTS, WORKING, RESULTS, GUIDE = range(6)


PALTAMO = "578"
PAYERS = ("105", "290", "578", "620", "697", "765", "777")


def made_anew(comparison: Comparison, language: str = "fi", focus: str | None = None) -> bytes:
    return workbook(Reader(comparison, Wording(language, comparison.case), focus))


_MADE: dict[tuple[int, str, str | None], tuple[Comparison, bytes]] = {}
"""What has been made, by the comparison's identity; it is kept with it, so that no other gets it."""


def made(comparison: Comparison, language: str = "fi", focus: str | None = None) -> bytes:
    """Return the workbook, which takes over a second to make, made once for all that look at it."""
    asked = (id(comparison), language, focus)
    if asked not in _MADE:
        _MADE[asked] = (comparison, made_anew(comparison, language, focus))
    return _MADE[asked][1]


def opened(data: bytes | Path, values: bool = False) -> Workbook:
    return openpyxl.load_workbook(
        BytesIO(data) if isinstance(data, bytes) else data, data_only=values
    )


def with_figures(case: Case, figures: Mapping[str, Mapping[str, Fraction]]) -> Comparison:
    """Compare on other figures of the keys."""
    return compare_methods(
        replace(case, problem=replace(case.problem, keys={**case.problem.keys, **figures}))
    )


def changeable(sheet: Worksheet) -> list[tuple[int, int, int, int]]:
    """Return the ranges that the sheet's own words say may be changed: first column, first row,
    last ones.
    """
    texts = [str(cell.value or "") for cell in sheet["A"]]
    return [
        range_boundaries(match[1])
        for text in texts
        if (match := re.search(r" ([A-Z]+\d+:[A-Z]+\d+)\.$", text))
    ]


def overview(sheet: Worksheet) -> dict[str, list[object]]:
    """Return the shares of the table with all ways side by side, by payer, as
    they are in the file.
    """
    rows = iter(sheet.iter_rows(min_row=5, values_only=True))
    headers = next(row for row in rows if row[1] is not None)
    width = max(place for place, value in enumerate(headers) if value is not None) + 1
    found: dict[str, list[object]] = {}
    for row in rows:
        if row[1] is None:
            return found
        found[str(row[1])] = list(row[2:width])
    return found


def formulas(book: Workbook) -> Iterator[tuple[str, str, str]]:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    yield sheet.title, cell.coordinate, str(cell.value)


CLOSE = {"777": (184_615_389, 0), "105": (0, 184_615_397), "290": (115_384_618, 115_384_623)}
"""Figures of two keys. Half by each, the shares of 777 and 105 differ by 1 / (300000007 ×
300000020) of the sum.
"""


TIED = {"105": (1, 1), "777": (3, 0), "290": (2, 2)}
"""Half by each, the shares of 105 and 777 are equal: 1/6 + 1/3 and 1/2. No digits of a sixth come
to a half.
"""


@dataclass(frozen=True)
class Working:
    """A sheet of working that was written by itself: the cells its writer returned, and its file."""

    plan: WorkbookPlan
    cells: Any
    stored: Worksheet
    written: Worksheet

    def rows(self, span: Span) -> list[list[Any]]:
        """Return the values stored in a block."""
        return [
            [
                self.stored.cell(row + 1, column + 1).value
                for column in range(span.left, span.right + 1)
            ]
            for row in range(span.top, span.bottom + 1)
        ]

    def formula(self, span: Span) -> str:
        """Return the formula of a block's first cell."""
        return str(self.written.cell(span.top + 1, span.left + 1).value)


def working_of(
    comparison: Comparison,
    write: Callable[[Sheet, WorkbookPlan, InputCells, Wording], Any],
) -> Working:
    """Write the inputs of a comparison, and on a second sheet what `write` writes."""
    words, plan, content = Wording("fi", comparison.case), plan_workbook(comparison), BytesIO()
    file = xlsxwriter.Workbook(content, {"in_memory": True})
    book = Book(file, "", "0 %")
    inputs = write_inputs(Sheet(book, "Inputs", [30]), plan, words)
    cells = write(Sheet(book, "Working", [30]), plan, inputs, words)
    file.close()
    stored, written = opened(content.getvalue(), values=True), opened(content.getvalue())
    return Working(plan, cells, stored["Working"], written["Working"])
