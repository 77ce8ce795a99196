"""The analyst's own tables: data frames, series, styled tables or rows, as a table of the report.

No digit is lost in silence: a table whose numbers are rounded says so in its note, and its `values`
are the numbers as they were, for the workbook.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from math import isfinite
from numbers import Integral, Rational, Real
from typing import Any

from analyysi.errors import ReportError
from analyysi.report.language.own_mark import marked_own
from analyysi.report.language.words import Words
from analyysi.report.tables import NOTHING, Column, Row, Table

MOST_DECIMALS = 2
"""How many decimals numbers are written with, where the analyst does not say."""
_NOISE = Fraction(1, 10**9)
"""The part of a number that may be an error of binary arithmetic: 0.1 + 0.2 is no loss at 0.3."""
_MOST = 10**27
"""Numbers from this on, without their decimal sign, have more digits than are written by rule."""
_LARGEST = 2**53
"""Above this a spreadsheet does not hold every whole number."""


@dataclass(frozen=True)
class OwnTable(Table):
    """A table with its cells as values: numbers that are not rounded, texts, None where nothing is
    known.

    `decimals` is how many each column is written with; `note_of_values` is what is said under the
    values as they are, of which none is rounded.
    """

    values: Sequence[Sequence[int | float | str | None]] = ()
    decimals: Sequence[int] = ()
    note_of_values: str = ""


@dataclass(frozen=True)
class _Cells:
    """What a table is made of: headings, rows that begin with their heading, and, of a styled
    table, the texts that its cells are shown as.
    """

    head: list[Any]
    body: list[list[Any]]
    texts: list[list[str]] | None = None


def table_of(
    frame: Any, words: Words, caption: str, note: str = "", decimals: int = MOST_DECIMALS
) -> OwnTable:
    """Return the table of a data frame or of rows, with numbers as the language writes them.

    Parameters
    ----------
    frame
        A data frame, whose index heads the rows (its first column, where the index only counts
        them); a series; a pandas Styler, whose cells are shown as it formats them; or rows, of
        which the first holds the columns' headings and the first cell of each the row's. The names
        of an index or of columns of several levels are joined.
    caption
        What the table shows. A reader of a screen reader hears it first.
    decimals
        How many decimals are shown at most; a table that is rounded says so in its note.

    Raises
    ------
    ReportError
        If there is no caption, no row, a column without a name, rows are not as long as the first,
        or `frame` is no table.
    """
    if not isinstance(caption, str) or not caption.strip():
        raise ReportError("A table needs a caption (caption=...): say what it shows.")
    cells = _cells_of(frame, caption)
    _check(cells, caption)
    head, body = cells.head, cells.body
    columns, texts, places = [], [], []
    for place in range(1, len(head)):
        column = [row[place] for row in body]
        columns.append(Column(_name_text(head[place], words), text=any(map(_is_text, column))))
        places.append(max((_decimals(cell, decimals) for cell in column), default=0))
        texts.append([_cell(cell, places[-1], words) for cell in column])
    shown = cells.texts or _transposed(texts, len(body))
    rows = [Row(_name_text(row[0], words), texts) for row, texts in zip(body, shown, strict=True)]
    values = [_values(row[1:], words) for row in body]
    corner = _name_text(head[0], words)
    # Of what is written, not of the cells: how those are represented differs between versions.
    labels = [column.label for column in columns]
    headers = [row.header for row in rows]
    rounding, missing = _explanations(cells, shown, places, words)
    written = (caption, corner, labels, headers, [list(row.cells) for row in rows], values)
    return OwnTable(
        f"own-table-{sha256(repr(written).encode('utf-8')).hexdigest()[:10]}",
        marked_own(caption, words),
        corner,
        columns,
        rows,
        note=" ".join(filter(None, (note, rounding, missing))),
        wide=len(columns) > 5,
        values=values,
        decimals=places,
        note_of_values=" ".join(filter(None, (note, missing))),
    )


def _cells_of(frame: Any, caption: str) -> _Cells:
    if hasattr(frame, "data") and hasattr(frame, "to_html") and not hasattr(frame, "itertuples"):
        return _cells_of_styled(frame)
    if hasattr(frame, "to_frame") and hasattr(frame, "index") and not hasattr(frame, "columns"):
        frame = frame.to_frame(caption if frame.name is None else frame.name)
    if hasattr(frame, "itertuples"):
        return _cells_of_frame(frame)
    rows = list(frame) if isinstance(frame, Iterable) and not _is_text(frame) else [frame]
    if not rows or not all(isinstance(row, (list, tuple)) for row in rows):
        raise ReportError(
            "Table '{caption}': a table is a data frame, a series, a styled table or "
            "a list of rows, not {type}.",
            caption=caption,
            type=type(frame).__name__,
        )
    return _Cells(list(rows[0]), [list(row) for row in rows[1:]])


def _cells_of_frame(frame: Any) -> _Cells:
    names = [_label(name) for name in frame.columns]
    known = frame.astype(object).where(frame.notna(), None)
    if _only_counts(frame.index) and names:
        return _Cells(names, [list(row) for row in known.itertuples(index=False, name=None)])
    body = [[_label(index), *cells] for index, *cells in known.itertuples(name=None)]
    return _Cells([_label(frame.index.names), *names], body)


def _cells_of_styled(styler: Any) -> _Cells:
    """Return the cells of a pandas Styler: those that it shows, and the texts that it shows."""
    from bs4 import BeautifulSoup

    frame = styler.data
    html = styler.to_html(sparse_index=False, sparse_columns=False)
    root = BeautifulSoup(html, "html.parser")
    shown: dict[int, dict[int, str]] = {}
    for cell in root.select("tbody td.data"):
        places = {name[:3]: int(name[3:]) for name in cell["class"] if name[3:].isdecimal()}
        shown.setdefault(places["row"], {})[places["col"]] = " ".join(cell.get_text().split())
    known = frame.astype(object).where(frame.notna(), None)
    columns = list(next(iter(shown.values()), {}))
    head = [_label(frame.columns[column]) for column in columns]
    body = known.iloc[list(shown), columns].to_numpy().tolist()
    texts = [list(row.values()) for row in shown.values()]
    if root.select_one("tbody th.row_heading") is not None and not _only_counts(frame.index):
        head = [_label(frame.index.names), *head]
        body = [[_label(frame.index[row]), *cells] for row, cells in zip(shown, body, strict=True)]
        return _Cells(head, body, texts)
    body = [[row_texts[0], *row[1:]] for row, row_texts in zip(body, texts, strict=True)]
    return _Cells(head, body, [row[1:] for row in texts])


def _only_counts(index: Any) -> bool:
    """Return whether an index is the one that pandas gives where nobody has named the rows, also
    when the rows have been put into another order since.
    """
    if index.name is not None or index.nlevels > 1:
        return False
    counters = list(index)
    if any(isinstance(counter, bool) or not isinstance(counter, Integral) for counter in counters):
        return False
    return type(index).__name__ == "RangeIndex" or sorted(counters) == list(range(len(counters)))


def _label(name: Any) -> Any:
    """Return a name as it is, and a name of several levels as one text."""
    if not isinstance(name, Sequence) or isinstance(name, str):
        return name
    return " ".join(str(level) for level in name if level is not None)


def _check(cells: _Cells, caption: str) -> None:
    head, body = cells.head, cells.body
    for row in body:
        if len(row) != len(head):
            raise ReportError(
                "Table '{caption}': the row '{row}' has {count} cells, the first row "
                "has {count_of_first}.",
                caption=caption,
                row=row[0] if row else "",
                count=len(row),
                count_of_first=len(head),
            )
    if not body or not head:
        raise ReportError(
            "Table '{caption}' has no rows: there is nothing to show.", caption=caption
        )
    for row in body:
        for place, cell in enumerate(row[1:], start=1):
            if isinstance(cell, (Real, Decimal)) and _is_infinite(cell):
                raise ReportError(
                    "Table '{caption}': the number in the row '{row}', column '{column}' is "
                    "infinite, as when something is divided by zero. Leave the cell empty "
                    "(None) or write in words what it means.",
                    caption=caption,
                    row=row[0],
                    column=head[place],
                )
    for place, name in enumerate(head[1:], start=2):
        if name is None or not str(name).strip():
            raise ReportError(
                "Table '{caption}': column {place} has no name, and a reader could not "
                "know what its cells are. Name it.",
                caption=caption,
                place=place,
            )


def _explanations(
    cells: _Cells, shown: Sequence[Sequence[str]], places: Sequence[int], words: Words
) -> tuple[str, str]:
    """Return what the note says of rounding, and of missing figures; each is empty where it would
    not be true.
    """
    rounding = missing = ""
    rounded = cells.texts is None and any(
        _is_rounded(cell, decimals)
        for row in cells.body
        for cell, decimals in zip(row[1:], places, strict=True)
    )
    if rounded:
        rounding = words.say(
            "The numbers are rounded (decimals: {decimals}); the workbook has them as they are.",
            decimals=str(max(places)),
        )
    if cells.texts is None and any(NOTHING in row for row in shown):
        missing = words.say("{dash}: the figure is missing.", dash=NOTHING)
    return rounding, missing


def _is_rounded(cell: Any, decimals: int) -> bool:
    if not _is_number(cell):
        return False
    exact = _exact(cell)
    scaled = exact * 10**decimals
    lost: Fraction = abs(scaled - round(scaled)) / 10**decimals
    return bool(lost > _NOISE * max(Fraction(1), abs(exact)))


def _transposed(columns: Sequence[Sequence[str]], rows: int) -> list[list[str]]:
    return [list(row) for row in zip(*columns, strict=True)] if columns else [[]] * rows


def _decimals(cell: Any, most: int) -> int:
    """Return how many decimals a number needs, up to the most that are shown."""
    needed = (places for places in range(most) if not _is_rounded(cell, places))
    return next(needed, most) if _is_number(cell) else 0


def _name_text(name: Any, words: Words) -> str:
    """Write a heading: a number as it is, since a year has no thousands, and a date as a day."""
    if _is_missing(name):
        return ""
    if isinstance(name, Integral) and not isinstance(name, bool):
        return str(int(name))
    if _is_number(name):
        return _number_text(name, _decimals(name, 6), words)
    return _moment(name, words) if isinstance(name, date) else str(name)


def _cell(cell: Any, decimals: int, words: Words) -> str:
    """Write a cell in the reader's language; what is missing as a dash."""
    if _is_missing(cell):
        return NOTHING
    if _is_number(cell):
        return _number_text(cell, decimals, words)
    if type(cell).__name__ in ("bool", "bool_"):
        return words.say("yes") if cell else words.say("no")
    return _moment(cell, words) if isinstance(cell, date) else str(cell)


def _number_text(number: Any, decimals: int, words: Words) -> str:
    """Write a number as the language does; one of more digits than that can write, as it is."""
    exact = _exact(number)
    if abs(exact) * 10**decimals >= _MOST:
        return str(number)
    return words.numbers.plain(exact, decimals)


def _moment(moment: date, words: Words) -> str:
    """Write a day, and the time if it is not midnight."""
    day = words.numbers.day(moment)
    if not isinstance(moment, datetime) or (moment.time() == time() and moment.tzinfo is None):
        return day
    zone = "" if moment.tzinfo is None else f" {moment:%Z}"
    return f"{day} {moment.time().isoformat().removesuffix(':00')}{zone}"


def _values(cells: Sequence[Any], words: Words) -> list[int | float | str | None]:
    return [_value(cell, words) for cell in cells]


def _value(cell: Any, words: Words) -> int | float | str | None:
    """Return a cell as a spreadsheet holds it; what it cannot hold exactly as text."""
    if _is_missing(cell):
        return None
    if not _is_number(cell):
        return _cell(cell, 0, words)
    if isinstance(cell, Integral):
        return int(cell) if abs(int(cell)) < _LARGEST else str(int(cell))
    if isinstance(cell, Decimal) and Decimal(repr(float(cell))) != cell:
        return _number_text(cell, max(0, -int(cell.as_tuple().exponent)), words)
    try:
        return float(cell)
    except OverflowError:  # a ratio of whole numbers
        return str(cell)


def _is_missing(cell: Any) -> bool:
    if cell is None or type(cell).__name__ in ("NAType", "NaTType"):
        return True
    return isinstance(cell, (float, Decimal)) and cell != cell


def _is_infinite(number: Real | Decimal) -> bool:
    return number.is_infinite() if isinstance(number, Decimal) else abs(number) == float("inf")


def _is_text(cell: Any) -> bool:
    return isinstance(cell, (str, bytes))


def _is_number(cell: Any) -> bool:
    if isinstance(cell, bool):
        return False
    if isinstance(cell, Decimal):
        return cell.is_finite()
    return isinstance(cell, Rational) or (isinstance(cell, Real) and isfinite(cell))


def _exact(cell: Any) -> Fraction:
    """Return a number as it is written, so that 0.1 is a tenth."""
    return Fraction(cell) if isinstance(cell, Rational) else Fraction(str(cell))
