"""Exact figures per payer, kept as whole numbers over one denominator.

Fractions one by one are the slow part of every split among hundreds of payers: each is reduced
whenever it is made. Whole numbers over a denominator of their own are as exact and ten times as
fast.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm


@dataclass(frozen=True, eq=False, repr=False)
class Ratios(Mapping[str, Fraction]):
    """A mapping of payers to fractions: `numerators[code] / denominator`, reduced only when it is
    read.

    It equals a mapping of the same payers to the same fractions, whatever the denominator. A sum or
    a difference is taken payer by payer, for the payers of the first.
    """

    numerators: Mapping[str, int]
    denominator: int

    @classmethod
    def of(cls, figures: Mapping[str, Fraction]) -> Ratios:
        """Return the same figures over their least common denominator, or as they are if they have
        one already.

        Shares that sum to a whole number have denominators with much in common, so that it is of
        ordinary size.
        """
        if isinstance(figures, Ratios):
            return figures
        ratios = [figure.as_integer_ratio() for figure in figures.values()]
        denominator = lcm(*{below for _, below in ratios})
        numerators = (above * (denominator // below) for above, below in ratios)
        return cls(dict(zip(figures, numerators, strict=True)), denominator)

    def __getitem__(self, code: str) -> Fraction:
        return Fraction(self.numerators[code], self.denominator)

    def __iter__(self) -> Iterator[str]:
        return iter(self.numerators)

    def __len__(self) -> int:
        return len(self.numerators)

    def __contains__(self, code: object) -> bool:
        return code in self.numerators  # a mapping would read, and so reduce, the fraction

    def __repr__(self) -> str:
        return repr(dict(self))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Ratios):
            return self.keys() == other.keys() and not any((self - other).numerators.values())
        return super().__eq__(other)

    def __or__(self, other: Mapping[str, Fraction]) -> dict[str, Fraction]:
        return dict(self) | dict(other)

    def __add__(self, other: Mapping[str, Fraction]) -> Ratios:
        mine, theirs, denominator = self._aligned_with(Ratios.of(other))
        return Ratios(
            {code: numerator + theirs[code] for code, numerator in mine.items()}, denominator
        )

    def __sub__(self, other: Mapping[str, Fraction]) -> Ratios:
        mine, theirs, denominator = self._aligned_with(Ratios.of(other))
        return Ratios(
            {code: numerator - theirs[code] for code, numerator in mine.items()}, denominator
        )

    def __mul__(self, factor: Fraction) -> Ratios:
        above, below = factor.as_integer_ratio()
        return Ratios(
            {code: numerator * above for code, numerator in self.numerators.items()},
            self.denominator * below,
        )

    @property
    def total(self) -> Fraction:
        """The sum of the figures."""
        return Fraction(sum(self.numerators.values()), self.denominator)

    def over(self, denominator: int) -> Mapping[str, int]:
        """Return the numerators over another denominator, a multiple of this one."""
        factor = denominator // self.denominator
        return (
            self.numerators
            if factor == 1
            else {code: numerator * factor for code, numerator in self.numerators.items()}
        )

    def at_most(self, limit: Fraction) -> Ratios:
        """Return the figures, with the limit for those above it."""
        denominator = lcm(self.denominator, limit.denominator)
        top = limit.numerator * (denominator // limit.denominator)
        return Ratios(
            {
                code: numerator if numerator < top else top
                for code, numerator in self.over(denominator).items()
            },
            denominator,
        )

    def in_proportion(self, total: Fraction) -> Ratios:
        """Return parts of `total` in proportion to the figures, whose sum must not be zero."""
        above, below = total.as_integer_ratio()
        factor = Fraction(above, below * sum(self.numerators.values()))
        return Ratios(self.numerators, 1) * factor

    def among(self, codes: Sequence[str]) -> Ratios:
        """Return the figures of these payers, in their order; each must have one."""
        numerators = self.numerators
        return Ratios({code: numerators[code] for code in codes}, self.denominator)

    def without(self, code: str) -> Ratios:
        """Return the figures of the other payers."""
        return Ratios(
            {payer: numerator for payer, numerator in self.numerators.items() if payer != code},
            self.denominator,
        )

    def changed(self, code: str, figure: Fraction) -> Ratios:
        """Return the figures with another one for a payer, who keeps its place or comes last."""
        above, below = figure.as_integer_ratio()
        denominator = (
            self.denominator if self.denominator % below == 0 else lcm(self.denominator, below)
        )
        return Ratios({**self.over(denominator), code: above * (denominator // below)}, denominator)

    def _aligned_with(self, other: Ratios) -> tuple[Mapping[str, int], Mapping[str, int], int]:
        denominator = lcm(self.denominator, other.denominator)
        return self.over(denominator), other.over(denominator), denominator
