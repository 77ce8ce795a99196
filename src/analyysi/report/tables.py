"""Tables that everybody can read: caption, header cells with scope, units in the header, a row
header.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from analyysi.errors import Sentence
from analyysi.report.html import render

NOTHING = "–"
"""What stands in a cell that has no figure."""


@dataclass(frozen=True)
class Column:
    """A column: its name, its unit (shown smaller), whether its cells are text, whether it stands
    out.

    An `extra` column is left out on a phone: its figures must stand elsewhere on the page too.
    """

    label: str
    unit: str = ""
    text: bool = False
    marked: bool = False
    extra: bool = False


@dataclass(frozen=True)
class Row:
    """A row: what it is of, its cells, and whether it stands out (`marked`) or
    sums up (`total`).
    """

    header: str
    cells: Sequence[str]
    marked: bool = False
    total: bool = False


@dataclass(frozen=True)
class Table:
    """A table for the reader, in a named box that scrolls sideways where the screen is too narrow
    for it.

    `wide` tables have many columns and are set tighter. The headings of a `narrow` one may be
    divided within words, so that it fits a phone.
    """

    id: str
    caption: str
    corner: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    note: str = ""
    wide: bool = False
    narrow: bool = False

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row.cells) != len(self.columns):
                raise ValueError(
                    Sentence(
                        "table {id}: row {header} has {count} cells",
                        id=self.id,
                        header=row.header,
                        count=len(row.cells),
                    )
                )

    def html(self) -> Markup:
        """Return the table as HTML."""
        return render("table.html.j2", table=self)
