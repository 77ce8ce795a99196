"""Why the shares changed from one year to another: payers, figures, total and rule, each to the
cent.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import chain, combinations
from math import factorial
from typing import Any, Literal

from analyysi.agreement.key import Key
from analyysi.allocation.problem import Problem
from analyysi.allocation.whole_units.controlled_rounding import controlled_rounding
from analyysi.allocation.whole_units.whole_euros import in_whole_euros
from analyysi.comparison.case import Case, claims_of, figures_of
from analyysi.comparison.history import SharedYear
from analyysi.comparison.scenarios import share
from analyysi.errors import AllocationError, SchemaError, SourceError

Cause = Literal["payers", "figures", "total", "rule"]
"""What may differ between two years: who pays, the keys' figures, the sum, the method with its
steps and rounding.
"""

CAUSES: tuple[Cause, ...] = ("payers", "figures", "total", "rule")

_GROUPINGS: tuple[tuple[tuple[Cause, ...], ...], ...] = (
    (("payers",), ("figures",), ("total",), ("rule",)),
    (("payers",), ("total",), ("figures", "rule")),
    (("payers", "figures"), ("total",), ("rule",)),
    (("total",), ("payers", "figures", "rule")),
    (("payers", "figures", "total", "rule"),),
)
"""What is separated, finest first. Where a mixture of the years has no answer, its causes are named
together.
"""


@dataclass(frozen=True)
class Effect:
    """What one cause, or several that cannot be separated, did to each payer's share, in cents."""

    causes: tuple[Cause, ...]
    cents: Mapping[str, int]


@dataclass(frozen=True)
class Change:
    """Two years of an agreement and the effects that lead from the one's shares to the other's.

    For every payer of either year the effects sum to its change. Over the payers the effect of the
    total sums to the change of the total, and every other effect to zero. A cause that is the same
    in both years has no effect here.
    """

    before: SharedYear
    after: SharedYear
    effects: tuple[Effect, ...]
    shown_effects: tuple[Effect, ...]
    """The same of the shares as papers show them: in cents, but whole euros. The mixtures of the
    years are shown sums too, so that rows and columns of whole euros sum as those of cents do.
    """

    @property
    def shown(self) -> Change:
        """Return the change as papers show it in whole euros."""
        return Change(self.before.shown, self.after.shown, self.shown_effects, self.shown_effects)

    @cached_property
    def cents(self) -> Mapping[str, int]:
        """How much more (or, negative, less) each payer of either year pays, by ascending code."""
        codes = sorted({*self.before.cents, *self.after.cents})
        return {
            code: self.after.cents.get(code, 0) - self.before.cents.get(code, 0) for code in codes
        }


def change(before: SharedYear, after: SharedYear) -> Change:
    """Return what each cause did to each share between two years of an agreement.

    The causes are changed one at a time, from the earlier year's to the later's, and each mixture
    of the years is shared again, to whole cents. What a cause does depends on which were changed
    before it, so its effect is the mean over all orders: the Shapley value of the causes. The means
    are then rounded to whole cents so that both the payers' changes and the sums of the effects
    stay exact.

    The earlier year's figures of a key are those of the earlier terms' key of the same measure
    (column, unit and what is done to the figure), whatever the names. Where there is none, or a
    newcomer has no earlier figure, the causes that cannot be separated have one effect together.

    References
    ----------
    Shorrocks (2013), Decomposition procedures for distributional analysis: a unified framework
    based on the Shapley value, Journal of Economic Inequality 11.
    """
    differing = _differing(before.case, after.case)
    for grouping in _GROUPINGS:
        groups = _of_these(grouping, differing)
        mixtures = _mixtures(before, after, groups)
        if mixtures is not None:
            shown = {later: in_whole_euros(cents) for later, cents in mixtures.items()}
            return Change(
                before,
                after,
                _effects(before, after, groups, mixtures, 1),
                _effects(before, after, groups, shown, _EURO),
            )
    raise AllocationError("The change between the years has no explanation.")  # pragma: no cover


def _of_these(
    grouping: Sequence[tuple[Cause, ...]], causes: Collection[Cause]
) -> list[tuple[Cause, ...]]:
    """Return the groups with these causes only, without those that become empty."""
    groups = []
    for group in grouping:
        differing = tuple(cause for cause in group if cause in causes)
        if differing:
            groups.append(differing)
    return groups


_EURO = 100

_DATED = ("year", "reference_date")
"""Columns by which the rows of a year are picked: they say when, not what."""

Mixtures = Mapping[frozenset[int], Mapping[str, int]]
"""Which groups of causes are the later year's already, to cents by payer."""


def _mixtures(
    before: SharedYear, after: SharedYear, groups: Sequence[tuple[Cause, ...]]
) -> Mixtures | None:
    """Share every mixture of the two years; None if one of them has no answer."""
    mixtures: dict[frozenset[int], Mapping[str, int]] = {}
    for size in range(len(groups) + 1):
        for chosen in combinations(range(len(groups)), size):
            later = set(chain.from_iterable(groups[place] for place in chosen))
            if not chosen:
                cents: Mapping[str, int] | None = before.cents
            elif size == len(groups):
                cents = after.cents
            else:
                cents = _mixture(before.case, after.case, later)
            if cents is None:
                return None
            mixtures[frozenset(chosen)] = cents
    return mixtures


def _mixture(before: Case, after: Case, later: set[Cause]) -> dict[str, int] | None:
    """Share the sum of one year as the rule of one year does, among the payers and by the figures
    of one year.
    """

    def year(cause: Cause) -> Case:
        return after if cause in later else before

    rule, figures = year("rule"), year("figures")
    payers, total = year("payers").terms.participants, Fraction(year("total").terms.total.value)
    try:
        names = _same_keys(rule, figures)
        if names is None:
            return None
        weights = figures_of(figures, payers, list(names.values()))
        keys = {name: weights[same] for name, same in names.items()}
        claims = claims_of(rule.terms, keys)
        problem = Problem(total, payers, keys, claims, unit_cents=rule.problem.unit_cents)
        return share(rule, rule.chosen, problem)
    except (AllocationError, SchemaError, SourceError):
        return None


def _same_keys(rule: Case, figures: Case) -> dict[str, str] | None:
    """Return the keys that a rule uses, each with the key of the same measure in another year's
    terms; None if one has no such key.
    """
    names = {}
    for name in rule.used_keys:
        same = _same_measure(rule.terms.keys[name], figures)
        if same is None:
            return None
        names[name] = same
    return names


def _effects(
    before: SharedYear,
    after: SharedYear,
    groups: Sequence[tuple[Cause, ...]],
    mixtures: Mixtures,
    unit: int,
) -> tuple[Effect, ...]:
    """Return the mean effects, rounded to whole units of so many cents with all sums kept."""
    codes = sorted({*before.cents, *after.cents})
    by_group = [_mean_effects(place, len(groups), codes, mixtures) for place in range(len(groups))]
    in_units = []
    for row in zip(*by_group, strict=True):
        in_units.append([effect / unit for effect in row])
    effects = []
    for causes, units in zip(groups, zip(*controlled_rounding(in_units), strict=True), strict=True):
        cents = dict.fromkeys(codes, 0)
        for code, units_of_payer in zip(codes, units, strict=True):
            cents[code] = units_of_payer * unit
        effects.append(Effect(causes, cents))
    return tuple(effects)


def _mean_effects(
    place: int, count: int, codes: Sequence[str], mixtures: Mixtures
) -> list[Fraction]:
    """Return the mean over all orders of what changing one group of causes adds to each payer's
    share.
    """
    remaining = [position for position in range(count) if position != place]
    sums = [0] * len(codes)
    for size in range(count):
        orders = factorial(size) * factorial(count - size - 1)
        for chosen in combinations(remaining, size):
            without, with_it = mixtures[frozenset(chosen)], mixtures[frozenset((*chosen, place))]
            sums = [
                known + orders * (with_it.get(code, 0) - without.get(code, 0))
                for known, code in zip(sums, codes, strict=True)
            ]
    return [Fraction(known, factorial(count)) for known in sums]


def _differing(before: Case, after: Case) -> tuple[Cause, ...]:
    """Return the causes that may have an effect: those in which the years differ.

    Figures always count as differing, since equal ones give effects of zero, and so stand for years
    that are the same.
    """
    differ = {
        "payers": set(before.terms.participants) != set(after.terms.participants),
        "figures": True,
        "total": before.terms.total.value != after.terms.total.value,
        "rule": _rule(before) != _rule(after),
    }
    return tuple(cause for cause in CAUSES if differ[cause])


def _rule(case: Case) -> Any:
    """Return the rule of a year in a form that is equal for equal rules, whatever their keys are
    called.
    """
    measures = {name: repr(_measure(key)) for name, key in case.terms.keys.items()}

    def plain(content: Any) -> Any:
        if isinstance(content, dict):
            return {plain(name): plain(inner) for name, inner in content.items()}
        if isinstance(content, list):
            return [plain(inner) for inner in content]
        return measures.get(content, content) if isinstance(content, str) else content

    steps = [
        (step.name, plain(parameters.model_dump(mode="json"))) for step, parameters in case.steps
    ]
    chosen = (case.chosen.method.name, plain(case.chosen.parameters.model_dump(mode="json")))
    rounding = case.terms.rounding
    # Declared costs belong to the rule: they say what each way of sharing is worked out from.
    game = case.terms.game.model_dump(mode="json") if case.terms.game is not None else None
    return chosen, steps, rounding.unit, rounding.rule, game


def _same_measure(key: Key, case: Case) -> str | None:
    measure = _measure(key)
    names = (name for name, known in case.terms.keys.items() if _measure(known) == measure)
    return next(names, None)


def _measure(key: Key) -> tuple[object, ...]:
    """Return what a key counts, whatever the year, the table that it is read from and its name."""
    columns = [column for column in key.rows if column not in _DATED]
    rows = tuple(sorted((column, str(key.rows[column])) for column in columns))
    years = key.rows.get("year")
    span = len(years) if isinstance(years, tuple) else 1
    return key.column, key.unit, key.combine, key.transform, key.claim, rows, span
