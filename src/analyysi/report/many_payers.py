"""Whom the page names where the payers are too many for a row each: the reader's own and those at
the ends of every column; and what it says of the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from analyysi.messages import Message, Number, Value, payer_names
from analyysi.report.language.wording import Wording
from analyysi.report.tables import NOTHING, Row

if TYPE_CHECKING:
    from analyysi.report.reader import Reader

MOST_ROWS = 30
"""With more payers than this, only one table of the page has a row for each. A printed page holds
some thirty rows with a heading and a note, and a board of a region, whose payers are thirty at
most, is used to find every name in every table.
"""

_ENDS = 3
"""How many of the largest and of the smallest of a column are named among many."""

IN_RESULTS = Message("All of them are in the file results.csv.")
IN_WORKBOOK = Message(
    "All of them are in the report's Excel workbook: if it did not come along, ask whoever made "
    "the report for it."
)
"""Where the rows stand that a table leaves out."""

_QUARTERS = (
    (1, Message("A quarter of the payers: at most")),
    (2, Message("Half of the payers: at most")),
    (3, Message("Three quarters of the payers: at most")),
)

Figures = Mapping[str, Fraction] | Mapping[str, int]


@dataclass(frozen=True)
class Naming:
    """What a table of payers needs of a `Reader`, where there is none: as on a terminal, which
    shows every row.
    """

    words: Wording
    focus: str | None = None
    every_row: bool = True


@dataclass(frozen=True)
class PayerColumn:
    """A column of a table of payers: the figures of those who have one, and how one is written."""

    of_payer: Figures
    write: Callable[[Any], str]

    @property
    def differs(self) -> bool:
        """Whether the figures are not all written alike: those that are have no ends to name."""
        if not self.of_payer:
            return False
        low, high = (end(self.of_payer.values(), key=_quickly) for end in (min, max))
        return self.write(low) != self.write(high)

    def cell(self, code: str) -> str:
        """Write a payer's figure; a dash where it has none."""
        return self.write(self.of_payer[code]) if code in self.of_payer else NOTHING


def are_many(payers: Sequence[str]) -> bool:
    """Return whether there are too many payers for a row each."""
    return len(payers) > MOST_ROWS


def named(
    reader: Reader | Naming, columns: Sequence[Figures], payers: Sequence[str]
) -> tuple[str, ...]:
    """Return whom a table or a picture names, in the order given: all; or of many the reader's own,
    and those with the largest and the smallest figures of each column, of equal ones the first.
    """
    if not are_many(payers):
        return tuple(payers)
    ends = max(1, min(_ENDS, MOST_ROWS // (2 * len(columns))))
    chosen = {reader.focus}
    for of_payer in columns:
        known = [code for code in payers if code in of_payer]
        for largest_first in (False, True):
            ordered = sorted(
                known, key=lambda code: _quickly(of_payer[code]), reverse=largest_first
            )
            chosen.update(ordered[:ends])
    return tuple(code for code in payers if code in chosen)


def _quickly(figure: Fraction | int) -> tuple[float, Fraction | int]:
    """Return what orders a figure exactly: the nearest floating-point number, which is quicker to
    compare, first.
    """
    return float(figure), figure


def payer_rows(
    reader: Reader | Naming,
    columns: Sequence[PayerColumn],
    payers: Sequence[str],
    *,
    marks_own: bool = True,
) -> list[Row]:
    """Return the rows of a table of payers. Of many the named ones have a row; below them stands
    what a quarter, half and three quarters have at most.
    """
    shortened = are_many(payers) and not reader.every_row
    shown = payers
    if shortened:
        telling = [column.of_payer for column in columns if column.differs]
        shown = named(reader, telling or [columns[0].of_payer], payers)
    rows = []
    for code in shown:
        cells = [column.cell(code) for column in columns]
        own = marks_own and code == reader.focus
        rows.append(Row(reader.words.payer(code), cells, marked=own))
    return [*rows, *_quarters(reader, columns)] if shortened else rows


def _quarters(reader: Reader | Naming, columns: Sequence[PayerColumn]) -> list[Row]:
    """Return what a quarter, half and three quarters of those with a figure have at most: always a
    figure that one of them has.
    """
    ordered = [sorted(column.of_payer.values(), key=_quickly) for column in columns]
    rows = []
    for quarter, label in _QUARTERS:
        cells = [
            column.write(figures[-(-quarter * len(figures) // 4) - 1]) if figures else NOTHING
            for column, figures in zip(columns, ordered, strict=True)
        ]
        rows.append(Row(reader.words.of(label), cells))
    return rows


def where_others_stand(reader: Reader | Naming, place: Message, payers: Sequence[str]) -> str:
    """Say whom a table of many payers names, and where all stand; nothing where it has all."""
    if not are_many(payers) or reader.every_row:
        return ""
    text = (
        "Of {count} payers the table names those with the largest and the smallest figures of each "
        "column; of equal figures, the first."
        if reader.focus is None
        else "Of {count} payers the table names the report's own and those with the largest and "
        "the smallest figures of each column; of equal figures, the first."
    )
    whom = reader.words.say(text, count=Number(len(payers)))
    return f"{whom} {reader.words.of(place)}"


def whom_a_picture_has(reader: Reader, payers: Sequence[str]) -> str:
    """Say whom a picture of many payers has a row for; nothing where it has one for each."""
    if not are_many(payers):
        return ""
    text = (
        "Of {count} payers the picture shows those at both ends."
        if reader.focus is None
        else "Of {count} payers the picture shows the report's own and those at both ends."
    )
    return reader.say(text, count=Number(len(payers)))


def noted(*sentences: str) -> str:
    """Return the note of a table: those of the sentences that there are."""
    return " ".join(filter(None, sentences))


def names_or_count(words: Wording, codes: Iterable[str]) -> Value:
    """Return payers' names for the end of a sentence; of too many to be read, how many they are."""
    names = payer_names(codes)
    if len(names.items) <= MOST_ROWS:
        return names
    if words.municipal:
        return words.plural("{count} municipality", "{count} municipalities", len(names.items))
    return words.plural("{count} payer", "{count} payers", len(names.items))
