"""What the cells of every spreadsheet have in common: truth values, and the words for faults."""

from __future__ import annotations

from analyysi.tables.files.cell import Cell

NEVER_CALCULATED = "holds a formula that was never calculated"


def truth(value: bool) -> Cell:
    """Return a truth value as Finnish Excel shows it."""
    return Cell("TOSI" if value else "EPÄTOSI")


def error(name: str) -> Cell:
    """Return an error value, such as #REF!."""
    return Cell(name, fault=f"holds the error {name}")
