"""What the cells of every spreadsheet have in common: truth values, errors, odd lettering."""

from __future__ import annotations

from dataclasses import replace

from analyysi.errors import Sentence
from analyysi.tables.files.cell import Cell
from analyysi.tables.files.text_runs import STRUCK_OUT, Run

NEVER_CALCULATED = Sentence(
    "holds a formula that was never calculated: open the file in Excel or LibreOffice and save it"
)


def truth(value: bool) -> Cell:
    """Return a truth value as Finnish Excel shows it."""
    return Cell("TOSI" if value else "EPÄTOSI")


def error(name: str) -> Cell:
    """Return an error value, such as #REF!."""
    return Cell(name, fault=Sentence("holds the error {name}", name=name))


def lettered(cell: Cell, lettering: Run) -> Cell:
    """Return a number or a date with what its lettering says of it: a struck-out one does not
    count, and one in superscript may be a footnote mark.
    """
    if lettering.struck:
        return replace(cell, fault=STRUCK_OUT)
    if lettering.raised and not cell.fault:
        return replace(cell, fault=Sentence("is written in superscript, as footnote marks are"))
    return cell
