"""The sections of the page, in order.

A new section is a module with a function from a reader to what is shown, and a row here. The
notebook shows it with a cell `report.<name>()`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from analyysi.messages import Message
from analyysi.report.blocks import Block, Facts, SideBySide
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
    tells_more_of
        The topics of the front page that it says more of.
    """

    name: str
    label: Message
    contents: Callable[[Reader], Shown | LeftOut]
    tells_more_of: tuple[str, ...] = ()

    @property
    def anchor(self) -> str:
        """Its address in the page."""
        return self.name.replace("_", "-")


_ROWS = (
    Section("resolution", Message("Agenda item"), resolution.section),
    Section("methods", Message("Other ways to share"), methods.section),
    Section("differences", Message("Who pays more, who less"), differences.section),
    Section("reasons", Message("Why this split"), reasons.section, ("why",)),
    Section("beside_budgets", Message("What the shares weigh"), budgets.section, ("money",)),
    Section("leaving", Message("If one leaves or joins"), leaving.section, ("withdrawal",)),
    Section("movement", Message("How the shares move"), movement.section),
    Section(
        "published",
        Message("Published decisions"),
        published.section,
        ("basis", "decision", "unknown"),
    ),
    Section("history", Message("The years of the agreement"), years.section),
    Section("next_year", Message("Next year"), next_year.section, ("coming",)),
    Section("annex", Message("Checking"), annex.section, ("certainty",)),
)

SECTIONS = {row.name: row for row in _ROWS}
"""Every section by its name, in the order of the page."""


def linked(blocks: Iterable[Block]) -> list[Block]:
    """Return the blocks of the front page with the address of the section that says more in the
    place of each topic.
    """
    anchors = {topic: row.anchor for row in _ROWS for topic in row.tells_more_of}
    linked_blocks: list[Block] = []
    for block in blocks:
        if isinstance(block, Facts):
            facts = [replace(fact, to=anchors.get(fact.to, "")) for fact in block.facts]
            linked_blocks.append(replace(block, facts=facts))
        elif isinstance(block, SideBySide):
            linked_blocks.append(replace(block, to=anchors.get(block.to, "")))
        else:
            linked_blocks.append(block)
    return linked_blocks
