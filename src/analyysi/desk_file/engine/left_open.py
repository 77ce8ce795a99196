"""What a table leaves open, as the page asks for it: which sheet, which column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from analyysi.messages import Message
from analyysi.report.language.words import Words
from analyysi.tables.asked import Thing
from analyysi.tables.columns import OpenColumnError
from analyysi.tables.files.cell import Sheet, SheetRow, column_letter
from analyysi.tables.files.formats import OpenSheetError
from analyysi.tables.numbers.plain_text import plain

_SHOWN_ROWS = 8
_LONGEST_CELL = 40

FIELDS: Mapping[Thing, str] = {
    "payer": "payer_column",
    "amount": "column",
    "percent": "percent_column",
    "sheet": "sheet",
}
"""The field of a sent table that answers for what is open, by what it is."""


def left_open(error: BaseException, words: Words) -> dict[str, Any] | None:
    """Return what is to be chosen where a fault is that a table leaves it open: the field that the
    choice is for, the choices, and of columns the first rows to choose by. None of other faults.
    """
    if isinstance(error, OpenSheetError):
        choices = [_choice(sheet, words) for sheet in error.sheets]
        return {"field": FIELDS["sheet"], "choices": choices, "rows": []}
    if isinstance(error, OpenColumnError) and error.thing in FIELDS:
        return {"field": FIELDS[error.thing], **_columns(error.sheet)}
    return None


def _choice(sheet: Sheet, words: Words) -> dict[str, str]:
    hidden = Message("{name} (hidden)", {"name": sheet.name})
    return {"value": sheet.name, "title": words.of(hidden) if sheet.hidden else sheet.name}


def _columns(sheet: Sheet) -> dict[str, Any]:
    rows = sheet.rows[:_SHOWN_ROWS]
    columns = sorted({column for row in sheet.rows for column in row.cells})
    letters = [column_letter(column) for column in columns]
    shown = [_texts(row, columns) for row in rows]
    headings = shown[0] if shown else []
    choices = [
        {"value": letter, "title": f"{letter}: {heading}" if heading else letter}
        for letter, heading in zip(letters, headings, strict=True)
    ]
    numbered = [[str(row.number), *cells] for row, cells in zip(rows, shown, strict=True)]
    return {"choices": choices, "letters": letters, "rows": numbered}


def _texts(row: SheetRow, columns: Sequence[int]) -> list[str]:
    return [_cut(row.cell(column).text) for column in columns]


def _cut(text: str) -> str:
    shown = plain(text)
    return shown if len(shown) <= _LONGEST_CELL else f"{shown[: _LONGEST_CELL - 1]}…"
