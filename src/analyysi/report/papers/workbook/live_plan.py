"""What of a comparison the workbook can hold as live formulas, and what only as values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import lcm

from analyysi.comparison.compare import Comparison, Split
from analyysi.comparison.own.live_sums import SumsApart, sums_apart
from analyysi.comparison.own.live_weights import live_splits
from analyysi.errors import AllocationError
from analyysi.messages import KeyName, Message
from analyysi.report.papers.workbook.arithmetic import (
    MOST_BASES,
    Basis,
    BasisShares,
    MixShares,
    share_by_basis,
    share_by_mix,
)
from analyysi.report.papers.workbook.changed_figures import published_column, whole_by

TRIAL_WHOLE = 10_000
"""The weights of the trial are percentages with at most two decimals."""

_TWO_DECIMALS = 100

_FINEST = 10**6
"""Weights that a rule makes are written as shares in rounding units times a power of ten, at most
this one: so large as the formulas can hold exactly.
"""


@dataclass(frozen=True)
class WorkbookSplit:
    """A split in the workbook.

    `reported` is the split of the report, None for the trial. `weights` are those of the plan's
    bases in whole numbers, to be divided by their sum; None if the split is shown as values.
    """

    reported: Split | None
    weights: tuple[int, ...] | None

    @property
    def trial(self) -> bool:
        """Whether this is the mix whose weights the workbook's reader chooses."""
        return self.reported is None

    @property
    def only_basis(self) -> int | None:
        """The place of the only basis of the split, None if it mixes several or is the trial."""
        if self.weights is None or self.trial:
            return None
        used = _used_places(self.weights)
        return used[0] if len(used) == 1 else None


def _used_places(weights: tuple[int, ...]) -> list[int]:
    return [place for place, weight in enumerate(weights) if weight]


@dataclass(frozen=True)
class FigureColumn:
    """A column of figures of the payers: a key's, or the weights that a rule has made
    (`of_rule`), by the name that `Basis.key` has for them.
    """

    name: str
    title: Message
    figures: Mapping[str, Fraction]
    of_rule: bool = False


@dataclass(frozen=True)
class WorkbookPlan:
    """What the workbook shows: the bases that its formulas share by, and the splits, the chosen one
    first.

    Without a live split there are no bases, nothing to change and no trial. `focus` is the code of
    the payer whose rows stand out, None in the workbook of all. `first` are the sums that steps set
    apart before the bases share the rest, None where there are none or no live split.
    """

    comparison: Comparison
    payers: tuple[str, ...]
    bases: tuple[Basis, ...]
    splits: tuple[WorkbookSplit, ...]
    focus: str | None = None
    first: SumsApart | None = None

    @property
    def own_row(self) -> int | None:
        """The place of the reader's own payer among the payers, None where there is none."""
        return self.payers.index(self.focus) if self.focus in self.payers else None

    @property
    def live(self) -> bool:
        """Whether the workbook has formulas that share."""
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
    def rest_cents(self) -> int:
        """What is left of the total for the bases to share."""
        return self.total_cents - (self.first.total if self.first is not None else 0)

    @property
    def units(self) -> int:
        """How many rounding units the bases share."""
        return self.rest_cents // self.unit_cents

    @cached_property
    def first_cents(self) -> tuple[int, ...]:
        """The sum of each payer that is set apart first."""
        if self.first is None:
            return (0,) * len(self.payers)
        return tuple(self.first.cents[code] for code in self.payers)

    @cached_property
    def least_cents(self) -> tuple[int, ...]:
        """What each payer must get of the rest at least, or it would be paid money back."""
        least = self.first.least if self.first is not None else {}
        return tuple(least.get(code, 0) for code in self.payers)

    def takes_part(self, code: str) -> bool:
        """Return whether the bases give a payer a part of the rest."""
        return self.first is None or code not in self.first.apart

    def covers_least(self, split: WorkbookSplit) -> bool:
        """Return whether nobody would be paid money back: the formulas have shares only then."""
        exact, first, least = self.exact(split), self.first_cents, self.least_cents
        return all(
            exact[code] - first[place] >= least[place] for place, code in enumerate(self.payers)
        )

    @cached_property
    def columns(self) -> tuple[FigureColumn, ...]:
        """The columns of figures of the sheet of inputs: a key of the terms each, then the weights
        of each rule that the formulas share by.
        """
        case = self.comparison.case
        keys = [
            FigureColumn(name, Message("{key}", {"key": KeyName(name)}), case.problem.keys[name])
            for name in case.terms.keys
        ]
        titles = {split.id: split.title for split in self.comparison.splits}
        weights = []
        for basis in self.bases:
            if basis.key in titles:
                figures = dict(zip(self.payers, map(Fraction, basis.weights), strict=True))
                weights.append(FigureColumn(basis.key, titles[basis.key], figures, of_rule=True))
        return (*keys, *weights)

    @cached_property
    def order(self) -> tuple[int, ...]:
        """Each payer's place when payers are put in order of their codes."""
        return _order(self.payers)

    @cached_property
    def basis_shares(self) -> tuple[BasisShares, ...]:
        """The units shared by each basis alone."""
        order, apart = self.order, self._apart
        return tuple(share_by_basis(self.units, basis, order, apart) for basis in self.bases)

    @cached_property
    def _apart(self) -> frozenset[int]:
        """The places of the payers that have no part in the rest."""
        return frozenset(
            place for place, code in enumerate(self.payers) if not self.takes_part(code)
        )

    def mix_shares(self, split: WorkbookSplit) -> MixShares:
        """Return the working of a mix."""
        assert split.weights is not None
        return share_by_mix(self.units, self.bases, split.weights, self.order, self._apart)

    def exact(self, split: WorkbookSplit) -> Mapping[str, Fraction]:
        """Return the exact shares in cents; of a rule whose weights are rounded for the formulas,
        those that the formulas show.
        """
        by_rule = split.only_basis is not None and self._is_of_rule(split.only_basis)
        if split.reported is not None and not by_rule:
            return split.reported.exact.amounts
        assert split.weights is not None
        weight_sum = sum(split.weights)
        amounts = dict(zip(self.payers, map(Fraction, self.first_cents), strict=True))
        for basis, weight in zip(self.bases, split.weights, strict=True):
            for code, figure in zip(self.payers, basis.weights, strict=True):
                amounts[code] += Fraction(self.rest_cents * weight * figure, weight_sum * basis.sum)
        return amounts

    def _is_of_rule(self, place: int) -> bool:
        return self.bases[place].key in {column.name for column in self.columns if column.of_rule}

    def cents(self, split: WorkbookSplit) -> Mapping[str, int]:
        """Return the shares in whole cents."""
        if split.reported is not None:
            return split.reported.cents
        used = _used_places(split.weights or ())
        alone = len(used) == 1
        units = self.basis_shares[used[0]].units if alone else self.mix_shares(split).units
        shared = zip(self.payers, self.first_cents, units, strict=True)
        return {code: first + count * self.unit_cents for code, first, count in shared}


def plan_workbook(comparison: Comparison, focus: str | None = None) -> WorkbookPlan:
    """Find what can be live: equal shares, shares by a key or by a rule's weights and mixes,
    rounded by the largest remainder, within steps that only set fixed sums apart first.

    A key with so large figures that the formulas could not be exact to the cent is left out of
    them, and a mix whose remainders a spreadsheet could not distinguish is shown as values.
    """
    payers = comparison.payers
    apart = sums_apart(comparison.case)
    first = None if apart is None or apart.nothing else apart
    plan = WorkbookPlan(comparison, payers, (), (), focus, first)
    bases = () if apart is None else _bases(plan, apart)
    plan = replace(plan, bases=bases)
    splits = []
    for reported in comparison.listed:
        split = WorkbookSplit(reported, _basis_weights(reported, bases))
        splits.append(split if _is_exact(plan, split) else WorkbookSplit(reported, None))
    live = [split for split in splits if split.weights is not None]
    trials = _trials(live, len(bases))
    trial = next((split for split in trials if plan.covers_least(split)), None)
    if trial is None:
        values = [WorkbookSplit(split.reported, None) for split in splits]
        return WorkbookPlan(comparison, payers, (), tuple(values), focus)
    return replace(plan, splits=(*splits, trial))


def _bases(plan: WorkbookPlan, apart: SumsApart) -> tuple[Basis, ...]:
    comparison, payers, units = plan.comparison, plan.payers, plan.units
    case = comparison.case
    if not case.rounding.by_remainder:
        return ()
    bases = [Basis(None, 1, tuple(int(plan.takes_part(code)) for code in payers))]
    for key in case.terms.keys:
        try:
            figures = dict(apart.rest.weights(key))
        except AllocationError:
            continue  # no split is by it, and the report says why
        denominator = lcm(*(figure.denominator for figure in figures.values()))
        scale = 1 if denominator == 1 else lcm(denominator, _TWO_DECIMALS)
        of_key = _scaled(key, scale, figures, payers)
        changed = published_column(case, key)
        if changed is not None:
            # Whatever published figure is changed, what the formulas make of it is whole.
            finer = lcm(scale, whole_by(case.terms.keys[key].transform))
            scaled = _scaled(key, finer, figures, payers)
            of_key = scaled if scaled.fits(10 * units) else of_key
        bases.append(of_key)
    # Room to change a figure: a total or a figure of ten times the report's must still be exact.
    fitting = [basis for basis in bases if basis.fits(10 * units)]
    for split in live_splits(comparison, apart.rest).values():
        basis = _basis_of_rule(split, plan)
        fitting += [basis] if basis is not None and split in comparison.listed else []
    return tuple(fitting)[:MOST_BASES]


def _scaled(
    key: str, scale: int, figures: Mapping[str, Fraction], payers: tuple[str, ...]
) -> Basis:
    weights = (figures.get(code, Fraction(0)) for code in payers)
    return Basis(key, scale, tuple(int(weight * scale) for weight in weights))


def _basis_of_rule(split: Split, plan: WorkbookPlan) -> Basis | None:
    """Write the weights of a rule as whole numbers that formulas share by exactly, as finely as
    they can; None if they are too large even in whole rounding units, which always give the shares.
    """
    units, payers = plan.units, plan.payers
    first = dict(zip(payers, plan.first_cents, strict=True))
    reported = tuple((split.cents[code] - first[code]) // plan.unit_cents for code in payers)
    shares = [(split.exact.amounts[code] - first[code]) / plan.unit_cents for code in payers]
    precision = _FINEST if units else 0
    while precision:
        written = [round(share * precision) for share in shares]
        basis = Basis(split.id, 1, tuple(written) if precision > 1 else reported)
        if (
            basis.fits(10 * units)
            and share_by_basis(units, basis, _order(payers)).units == reported
        ):
            return basis
        precision //= 10
    return None


def _order(payers: tuple[str, ...]) -> tuple[int, ...]:
    by_code = sorted(payers)
    return tuple(by_code.index(code) + 1 for code in payers)


def _basis_weights(split: Split, bases: tuple[Basis, ...]) -> tuple[int, ...] | None:
    weights = split.variant.parts
    if weights is None and split.id in {basis.key for basis in bases}:
        weights = {split.id: Fraction(1)}
    if weights is None or not set(weights) <= {basis.key for basis in bases}:
        return None
    denominator = lcm(*(weight.denominator for weight in weights.values()))
    return tuple(int(weights.get(basis.key, Fraction(0)) * denominator) for basis in bases)


def _is_exact(plan: WorkbookPlan, split: WorkbookSplit) -> bool:
    """Return whether the formulas of a split give the report's cents at the report's figures."""
    if split.weights is None:
        return False
    return split.only_basis is not None or plan.mix_shares(split).exact


def _trials(live: list[WorkbookSplit], bases: int) -> Iterator[WorkbookSplit]:
    """Yield what the trial may start from: no weights are made up.

    The first live split comes first; then each basis alone, as a third is no percentage with two
    decimals.
    """
    if not live:
        return
    weights = live[0].weights
    assert weights is not None
    if not TRIAL_WHOLE % sum(weights):
        yield WorkbookSplit(None, weights)
    for basis in range(bases):
        yield WorkbookSplit(None, tuple(int(place == basis) for place in range(bases)))
