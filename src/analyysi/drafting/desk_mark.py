"""The mark of a draft that the analyst's desk wrote: with it, and as long as nobody has changed the
file since, the desk may write over it.
"""

from __future__ import annotations

import re
from enum import Enum
from hashlib import sha256

_LINE = re.compile(
    r"(?m)^# The desk may write over this file as long as nobody changes it: sha256 "
    r"(?P<checksum>[0-9a-f]{64})\n"
)


class WrittenBy(Enum):
    """Whose a file of terms is."""

    DESK = "the desk, and nobody has changed it since"
    DESK_AND_HAND = "the desk, and it was changed since"
    OTHERS = "not the desk"


def marked(text: str) -> str:
    """Return a text with the mark below its first line, which must be a comment, in the place of an
    earlier mark.

    >>> whose(marked("# Year 2028\\nyear = 2028\\n"))
    <WrittenBy.DESK: 'the desk, and nobody has changed it since'>
    """
    plain = unmarked(text)
    first, newline, further = plain.partition("\n")
    checksum = sha256(plain.encode()).hexdigest()
    mark = f"# The desk may write over this file as long as nobody changes it: sha256 {checksum}\n"
    return f"{first}{newline}{mark}{further}"


def unmarked(text: str) -> str:
    """Return a text without its mark."""
    return _LINE.sub("", text)


def whose(text: str) -> WrittenBy:
    """Return who wrote a file of terms, by its mark.

    >>> whose(marked("# Year 2028\\nyear = 2028\\n").replace("year =", "year  ="))
    <WrittenBy.DESK_AND_HAND: 'the desk, and it was changed since'>
    >>> whose("# Year 2028\\nyear = 2028\\n")
    <WrittenBy.OTHERS: 'not the desk'>
    """
    mark = _LINE.search(text)
    if mark is None:
        return WrittenBy.OTHERS
    unchanged = sha256(unmarked(text).encode()).hexdigest() == mark["checksum"]
    return WrittenBy.DESK if unchanged else WrittenBy.DESK_AND_HAND
