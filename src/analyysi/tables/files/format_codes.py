"""The parts of a spreadsheet's number format: its sections, and the signs of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SIGN = re.compile(
    r"""
    "(?P<quoted>[^"]*)"?
    | \\(?P<escaped>.)
    | _(?P<width>.)
    | \*(?P<fill>.)
    | \[\$(?P<currency>[^\]-]*)[^\]]*\]
    | \[(?P<elapsed>h+|m+|s+)\]
    | \[(?P<condition>[<>=][^\]]*)\]
    | \[(?P<colour>[^\]]*)\]
    | (?P<general>General)
    | (?P<exponent>E[+-][0#?]+)
    | (?P<half>AM/PM|A/P)
    | (?P<date>y+|m+|d+|h+|s+)
    | (?P<digit>[0#?])
    | (?P<section>;)
    | (?P<at>@)
    | (?P<plain>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
"""ECMA-376 part 1, 18.8.31."""

_LITERALS = {"quoted", "escaped", "currency"}
_SHOW_NOTHING = {"width", "fill", "colour"}


@dataclass(frozen=True)
class Sign:
    """A sign of a number format."""

    kind: str
    """`literal`, `digit`, `point`, `comma`, `percent`, `general`, `exponent`, `at`, `condition`,
    `date`, `elapsed`, `half`.
    """
    text: str


Section = tuple[Sign, ...]

_PLAIN = {".": "point", ",": "comma", "%": "percent"}


def sections_of(code: str) -> tuple[Section, ...]:
    """Return the sections of a number format, as they stand.

    >>> [len(section) for section in sections_of('0.0" t€";-0;;@')]
    [4, 2, 0, 1]
    """
    sections: list[list[Sign]] = [[]]
    for sign in _signs(code):
        if sign is None:
            sections.append([])
        else:
            sections[-1].append(sign)
    return tuple(tuple(section) for section in sections)


def kinds(section: Section) -> frozenset[str]:
    """Return which kinds of signs a section has."""
    return frozenset(sign.kind for sign in section)


def _signs(code: str) -> Iterator[Sign | None]:
    """Yield the signs of a code that show something; None between sections."""
    for match in _SIGN.finditer(code):
        kind = match.lastgroup or "plain"
        text = match[kind]
        if kind in _SHOW_NOTHING:
            continue
        if kind == "section":
            yield None
        elif kind in _LITERALS:
            yield Sign("literal", text)
        elif kind == "plain":
            yield Sign(_PLAIN.get(text, "literal"), text)
        else:
            yield Sign(kind, text)
