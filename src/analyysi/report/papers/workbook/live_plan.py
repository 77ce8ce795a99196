"""What of a comparison the workbook can hold as live formulas, and what only as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm

from analyysi.comparison.compare import Comparison, Split
from analyysi.errors import AllocationError
from analyysi.report.papers.workbook.arithmetic import (
    MOST_BASES,
    Basis,
    Mixed,
    Quotients,
    mix,
    share,
)

TRIAL_WHOLE = 10_000
"""The weights of the trial are per cents with at most two decimals."""

_TWO_DECIMALS = 100


@dataclass(frozen=True)
class Way:
    """A way of sharing in the workbook. `split` is None for the trial; `parts` is None if it stands
    as values.

    `parts` are whole numbers, one for each basis of the plan: the weights of the way over their
    sum.
    """

    split: Split | None
    parts: tuple[int, ...] | None

    @property
    def trial(self) -> bool:
        """Whether this is the mix that the reader weights."""
        return self.split is None

    @property
    def single(self) -> int | None:
        """The place of the only basis of the way, None if it mixes several or is the trial."""
        if self.parts is None or self.trial:
            return None
        used = [place for place, part in enumerate(self.parts) if part]
        return used[0] if len(used) == 1 else None


@dataclass(frozen=True)
class Plan:
    """What the workbook shows: the bases its formulas share by, and the ways, the chosen one first.

    Without a live way there are no bases, nothing to change and no trial.
    """

    comparison: Comparison
    payers: tuple[str, ...]
    bases: tuple[Basis, ...]
    ways: tuple[Way, ...]

    @property
    def live(self) -> bool:
        """Whether there is anything to reckon with in the workbook."""
        return bool(self.bases)

    @property
    def total_cents(self) -> int:
        """The total of the terms."""
        return self.comparison.case.terms.total.value

    @property
    def unit_cents(self) -> int:
        """The rounding unit of the terms."""
        return self.comparison.case.terms.rounding.unit

    @property
    def units(self) -> int:
        """How many rounding units are shared."""
        return self.total_cents // self.unit_cents

    @cached_property
    def order(self) -> tuple[int, ...]:
        """Each payer's place when payers are put in order of their codes."""
        by_code = sorted(self.payers)
        return tuple(by_code.index(code) + 1 for code in self.payers)

    @cached_property
    def shared(self) -> tuple[Quotients, ...]:
        """The units shared by each basis alone."""
        return tuple(share(self.units, basis, self.order) for basis in self.bases)

    def mixed(self, way: Way) -> Mixed:
        """Return the working of a mix."""
        assert way.parts is not None
        return mix(self.units, self.bases, way.parts, self.order)

    def exact(self, way: Way) -> Mapping[str, Fraction]:
        """Return the exact shares in cents."""
        if way.split is not None:
            return way.split.exact.amounts
        assert way.parts is not None
        of = sum(way.parts)
        return {
            code: sum(
                (
                    Fraction(self.total_cents * part * basis.weights[place], of * basis.sum)
                    for part, basis in zip(way.parts, self.bases, strict=True)
                ),
                Fraction(0),
            )
            for place, code in enumerate(self.payers)
        }

    def cents(self, way: Way) -> Mapping[str, int]:
        """Return the shares in whole cents."""
        if way.split is not None:
            return way.split.cents
        single = [place for place, part in enumerate(way.parts or ()) if part]
        units = self.shared[single[0]].units if len(single) == 1 else self.mixed(way).units
        return {code: one * self.unit_cents for code, one in zip(self.payers, units, strict=True)}


def plan(comparison: Comparison) -> Plan:
    """Find what can be live: equal shares, shares by a key and mixes, rounded by the largest
    remainder, without steps.

    A key with so large figures that the formulas could not be exact to the cent is left out of
    them, and a mix whose remainders a spreadsheet could not tell apart stands as values.
    """
    payers = comparison.payers
    bases = _bases(comparison, payers)
    found = Plan(comparison, payers, bases, ())
    ways = [Way(split, _parts(split, bases)) for split in comparison.listed]
    ways = [way if _holds(found, way) else Way(way.split, None) for way in ways]
    if all(way.parts is None for way in ways):
        return Plan(comparison, payers, (), tuple(ways))
    first = next(way for way in ways if way.parts is not None)
    return Plan(comparison, payers, bases, (*ways, Way(None, _trial(first, len(bases)))))


def _bases(comparison: Comparison, payers: tuple[str, ...]) -> tuple[Basis, ...]:
    case = comparison.case
    if case.steps or not case.rounding.by_remainder:
        return ()
    units = case.terms.total.value // case.terms.rounding.unit
    found = [Basis(None, 1, (1,) * len(payers))]
    for key in case.terms.keys:
        try:
            figures = case.problem.weights(key)
        except AllocationError:
            continue  # no way is by it, and the report says why
        below = lcm(*(figure.denominator for figure in figures.values()))
        scale = 1 if below == 1 else lcm(below, _TWO_DECIMALS)
        found.append(Basis(key, scale, tuple(int(figures[code] * scale) for code in payers)))
    # Room to change a figure: a total or a figure of ten times the report's must still be reckoned
    # exactly.
    return tuple(basis for basis in found if basis.fits(10 * units))[:MOST_BASES]


def _parts(split: Split, bases: tuple[Basis, ...]) -> tuple[int, ...] | None:
    weights = split.variant.parts
    if weights is None or not set(weights) <= {basis.key for basis in bases}:
        return None
    below = lcm(*(weight.denominator for weight in weights.values()))
    return tuple(int(weights.get(basis.key, Fraction(0)) * below) for basis in bases)


def _holds(found: Plan, way: Way) -> bool:
    """Tell whether the formulas of a way are exact at the report's figures, and so give the
    report's cents.
    """
    if way.parts is None:
        return False
    return way.single is not None or found.mixed(way).exact


def _trial(first: Way, bases: int) -> tuple[int, ...]:
    """Start the trial from the first live way: no weights are made up."""
    assert first.parts is not None
    of = sum(first.parts)
    if TRIAL_WHOLE % of:  # a third is no per cent with two decimals
        return (1, *(0 for _ in range(bases - 1)))
    return first.parts
