"""A statistical answer whatever its form: dimensions, and one cell for each combination of their
codes.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from math import prod

from analyysi.errors import Sentence, SourceError

SYMBOLS = frozenset({".", "..", "...", "....", "-", ":", "*"})
"""What Statistics Finland puts in a figure's place, or beside it ("*" for preliminary). What each
means is stated per table; none of them is zero. The list is closed: any other text may be a figure,
or a part of one, and is never taken for a symbol. A service with other symbols has a list of its
own.
"""

LONGEST_FIGURE = 40
"""Digits."""

MOST_CELLS = 10_000_000
"""Cells of one answer, the empty ones counted. The services give 120 000 at most."""

_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_SCIENTIFIC = re.compile(r"-?[0-9]+(?:\.[0-9]+)?[eE][+-]?[0-9]+")


class Digits(str):
    """A number of an answer, kept as it was written: the JSON readers make these."""

    __slots__ = ()


@dataclass(frozen=True)
class Dimension:
    """One variable of an answer: its code, its values' codes in order, and what it is for, if the
    answer says.
    """

    code: str
    label: str
    codes: tuple[str, ...]
    labels: Mapping[str, str]
    role: str | None = None
    """"time", "metric" or "geo"."""


@dataclass(frozen=True)
class Answer:
    """The whole of one answer. `values` is row-major over `dimensions`, its last running fastest.

    A value is the number as it was written, or None where there is none. `symbols` has what the
    publisher put in its place (`..`, `...`), or beside it: a number may carry a note, and stays a
    number.
    """

    label: str
    source: str
    updated: str | None
    dimensions: tuple[Dimension, ...]
    values: Sequence[str | None]
    symbols: Mapping[int, str]
    notes: tuple[str, ...] = ()

    def dimension(self, code: str) -> Dimension | None:
        """Return the dimension of that code, or None."""
        return next((dimension for dimension in self.dimensions if dimension.code == code), None)

    @property
    def size(self) -> int:
        """The number of cells."""
        return prod(len(dimension.codes) for dimension in self.dimensions)

    def strides(self) -> tuple[int, ...]:
        """Return how far apart in `values` neighbours along each dimension lie."""
        lengths = [len(dimension.codes) for dimension in self.dimensions]
        return tuple(prod(lengths[place + 1 :]) for place in range(len(lengths)))

    def cells(self) -> Iterator[tuple[tuple[str, ...], str | None, str]]:
        """Yield each cell's codes, value and symbol ("" for none)."""
        combinations = product(*(dimension.codes for dimension in self.dimensions))
        for place, (codes, number) in enumerate(zip(combinations, self.values, strict=True)):
            yield codes, number, self.symbols.get(place, "")


def figure(text: str, where: str) -> str:
    """Return a number in plain notation, zero without a sign; raise `SourceError` if the text is
    none, or of more than `LONGEST_FIGURE` digits.

    >>> figure("2941", "x"), figure("-1.50", "x"), figure("1.2E3", "x"), figure("-0.0", "x")
    ('2941', '-1.50', '1200', '0.0')
    """
    number = text
    if _SCIENTIFIC.fullmatch(text) and abs(Decimal(text).adjusted()) < 30:
        number = format(Decimal(text), "f")
    if not _NUMBER.fullmatch(number):
        raise SourceError(
            "{where}: '{given}' stands where a number was expected.", where=where, given=text[:40]
        )
    if len(number) > LONGEST_FIGURE + len("-."):
        raise SourceError(
            "{where}: '{given}…' has {count} characters, and a figure of at most "
            "{most} digits was expected.",
            where=where,
            given=text[:40],
            count=len(text),
            most=LONGEST_FIGURE,
        )
    return number if number.strip("-0.") else number.removeprefix("-")


def refused_cell(cell: str, symbols: Collection[str]) -> Sentence:
    """Say that a cell holds neither a number nor one of the publisher's symbols."""
    return Sentence(
        "'{given}' stands as text where a number was expected, and is none of the "
        "publisher's symbols ({symbols})",
        given=cell[:40],
        symbols=" ".join(sorted(symbols)),
    )
