"""One section of a rehearsal's report: what is as stored, what differs, what could not be asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Grid:
    """A table of the report: ready texts in the reader's language."""

    caption: str
    headings: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]


@dataclass
class Section:
    """What was asked under one heading. Every text is in the reader's language."""

    title: str
    alike: list[str] = field(default_factory=list)
    """What was asked, came whole and is as stored."""
    partly: list[str] = field(default_factory=list)
    """Counts of what is as stored where not all came or not all is the same."""
    differs: list[str] = field(default_factory=list)
    """What is otherwise now than what is stored or expected."""
    unasked: list[str] = field(default_factory=list)
    """What could not be asked or read, with the reason."""
    news: list[str] = field(default_factory=list)
    """What the service has and is not stored: no difference, but worth knowing."""
    grids: list[Grid] = field(default_factory=list)
    annex: Grid | None = None
    """A long table, which the report has at its end."""

    def count(self, sentence: str, *, whole: bool) -> None:
        """Write down a count: as before only if the answer was whole."""
        (self.alike if whole else self.partly).append(sentence)
