"""The weights that people agree on: halves, thirds and so on, the most natural first."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

NATURAL_DENOMINATORS: Final = (2, 3, 4, 5, 10, 6, 8, 20, 100)
"""The parts into which a whole is divided, the most natural first: halves, thirds, quarters,
fifths, tenths, sixths, eighths, steps of five per cent, whole per cents."""

ROUND_DENOMINATORS: Final = NATURAL_DENOMINATORS[:-1]
"""The same without single per cents."""


def naturalness(number: Fraction) -> int:
    """Return the rank of a number: nought for halves and whole numbers, 1 for thirds, and so on;
    the number of ranks where it is none of them.

    Examples
    --------
    >>> naturalness(Fraction(1, 3)), naturalness(Fraction(33, 100))
    (1, 8)
    """
    for rank, parts in enumerate(NATURAL_DENOMINATORS):
        if parts % number.denominator == 0:
            return rank
    return len(NATURAL_DENOMINATORS)


def numbers_between_nought_and_one(denominators: Sequence[int]) -> tuple[Fraction, ...]:
    """Return the multiples of one over each denominator that lie between nought and one, in order.

    Examples
    --------
    >>> [str(number) for number in numbers_between_nought_and_one((2, 3))]
    ['1/3', '1/2', '2/3']
    """
    numbers: set[Fraction] = set()
    for parts in denominators:
        numbers |= {Fraction(part, parts) for part in range(1, parts)}
    return tuple(sorted(numbers))


NATURAL_NUMBERS: Final = numbers_between_nought_and_one(NATURAL_DENOMINATORS)
"""Every weight that is tried: the 99 whole per cents, and the thirds, sixths and eighths."""

ROUND_NUMBERS: Final = numbers_between_nought_and_one(ROUND_DENOMINATORS)
"""Those that are no single per cents: what is tried where a rule has two weights."""
