"""Where a preview stands: the last good page, what is being done, and what is wrong."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from threading import Condition
from typing import Any

from analyysi.run.preview.fault_places import FaultPlace


@dataclass(frozen=True)
class Standing:
    """Where a preview stands at a moment.

    Attributes
    ----------
    page
        The last page that was made; empty before the first.
    number
        How many pages have been made.
    made
        When the page was made.
    working
        Whether another is being made.
    fault
        Why the last one was not made; empty if it was.
    places
        Where in the project's files that is.
    ended
        Whether the preview is over.
    """

    page: bytes = b""
    number: int = 0
    made: datetime | None = None
    working: bool = True
    fault: str = ""
    places: tuple[FaultPlace, ...] = ()
    ended: bool = False


class Board:
    """Shows where a preview stands to whoever waits for news of it, in other threads."""

    def __init__(self) -> None:
        self._standing, self._news = Standing(), 0
        self._changed = Condition()

    @property
    def standing(self) -> Standing:
        """Where the preview stands now."""
        return self._standing

    def put(self, **changes: Any) -> None:
        """Change what the standing says, and wake those who wait."""
        with self._changed:
            self._standing = replace(self._standing, **changes)
            self._news += 1
            self._changed.notify_all()

    def after(self, news: int, seconds: float) -> tuple[int, Standing]:
        """Wait until there is other news than that of this number, at most so long; return the
        number of the last news and the standing. Before the first the number is -1.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._news != news, seconds)
            return self._news, self._standing
