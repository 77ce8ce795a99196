"""The sections of the page, in order.

A new section is a module with a function from a reader to what is shown, and a row here. The
notebook shows it with a cell `report.<name>()`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from analyysi.messages import Message
from analyysi.report.reader import Reader
from analyysi.report.sections import (
    annex,
    budgets,
    differences,
    leaving,
    methods,
    movement,
    next_year,
    published,
    reasons,
    resolution,
    years,
)
from analyysi.report.sections.section import LeftOut, Shown


@dataclass(frozen=True)
class Section:
    """A section: its name in the notebook and its address in the page, its label, its contents.

    Parameters
    ----------
    name
        What the notebook calls it by, and its anchor in the page.
    label
        Its short name in the list of contents.
    contents
        Makes it for a reader, or says why this report is without it.
    """

    name: str
    label: Message
    contents: Callable[[Reader], Shown | LeftOut]


_ROWS = (
    Section("resolution", Message("Agenda item"), resolution.section),
    Section("methods", Message("Other ways to share"), methods.section),
    Section("differences", Message("Who pays more, who less"), differences.section),
    Section("reasons", Message("Why this split"), reasons.section),
    Section("beside_budgets", Message("What the shares weigh"), budgets.section),
    Section("leaving", Message("If one leaves or joins"), leaving.section),
    Section("movement", Message("How the shares move"), movement.section),
    Section("published", Message("Published decisions"), published.section),
    Section("history", Message("The years of the agreement"), years.section),
    Section("next_year", Message("Next year"), next_year.section),
    Section("annex", Message("Annex"), annex.section),
)

SECTIONS = {row.name: row for row in _ROWS}
"""Every section by its name, in the order of the page."""
