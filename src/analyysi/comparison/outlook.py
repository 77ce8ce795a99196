"""The years after this one, on the assumption that the terms state: the total and the figures move,
the split stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import lru_cache

from analyysi.agreement.assessment import (
    Alignment,
    Outlook,
    Projection,
    Trend,
    counted,
    earlier,
    projected,
)
from analyysi.allocation.keys import transformed
from analyysi.allocation.method import Variant
from analyysi.allocation.problem import Problem
from analyysi.comparison.case import Case
from analyysi.comparison.compare import Comparison
from analyysi.comparison.scenarios import share
from analyysi.errors import AllocationError, Sentence
from analyysi.languages.saying import Amount


@dataclass(frozen=True)
class OutlookYear:
    """A year to come: its total in cents, the figures by key, and what each payer would pay, in
    cents.
    """

    year: int
    total: int
    keys: Mapping[str, Mapping[str, Fraction]]
    cents: Mapping[str, int]


@dataclass(frozen=True)
class ProjectionStart:
    """How far a projection is off on the day of the last count, and how it is tied to the count."""

    key: str
    day: date
    alignment: Alignment
    counted: Mapping[str, Fraction]
    projected: Mapping[str, Fraction]
    cents: Mapping[str, int]
    """What each payer would pay more (or, negative, less) on that day by the projected figures than
    by the counted ones, of this year's total: what the years to come would be off by, untied.
    """


@lru_cache(maxsize=1)
def outlook(comparison: Comparison) -> tuple[OutlookYear, ...]:
    """Share the years to come by the chosen split, from next year on.

    The total grows by the stated change a year and is rounded to the rounding unit. A figure
    follows its straight line, or its projection from the last count on; one without either stays.
    Steps that belong to one year (a transition, the settling of last year) are left out.

    Returns
    -------
    No year if the terms state no outlook, or share by declared costs, which are of this year only.

    Raises
    ------
    AllocationError
        If a straight line or a difference leads a figure below zero, or a projection to be tied by
        ratio has nought on the day of the count; or if the terms cannot share a year's total.
    """
    case = comparison.case
    stated = case.terms.outlook
    if stated is None or comparison.chosen.variant.method.kind == "game":
        return ()
    lasting = _lasting(case)
    unit = case.terms.rounding.unit
    years = []
    for ahead in range(1, stated.years + 1):
        total = round(case.problem.total * (1 + stated.total_change) ** ahead / unit) * unit
        keys = {name: _moved(case, stated, name, ahead) for name in case.problem.keys}
        problem = replace(case.problem, total=Fraction(total), keys=keys, game=None)
        # One that pays this year only, having withdrawn, pays nothing later.
        year = case.terms.year + ahead
        shares = _shared(lasting, comparison.chosen.variant, problem, year)
        cents = {**dict.fromkeys(comparison.chosen.cents, 0), **shares}
        years.append(OutlookYear(year, total, keys, cents))
    return tuple(years)


def projection_starts(comparison: Comparison) -> tuple[ProjectionStart, ...]:
    """Return how far each projection that the chosen split rests on is off on the day of the last
    count; none where there are no years to come.

    Raises
    ------
    AllocationError
        If the terms cannot share this year's total by the projected figures.
    """
    case, variant = comparison.case, comparison.chosen.variant
    stated = case.terms.outlook
    if stated is None or variant.method.kind == "game":
        return ()
    forecasts = {
        name: forecast
        for name, forecast in stated.keys.items()
        if isinstance(forecast, Projection) and name in case.used_keys
    }
    if not forecasts:
        return ()
    lasting = _lasting(case)
    by_count = share(lasting, variant, replace(case.problem, game=None))
    starts = []
    for name, forecast in forecasts.items():
        key = case.terms.keys[name]
        start = case.background[projected(name, key.reference_date.year)]
        keys = {**case.problem.keys, name: transformed(start, key.transform)}
        by_projection = share(lasting, variant, replace(case.problem, keys=keys, game=None))
        starts.append(
            ProjectionStart(
                name,
                key.reference_date,
                forecast.alignment,
                case.background[counted(name)],
                start,
                {code: cents - by_count[code] for code, cents in by_projection.items()},
            )
        )
    return tuple(starts)


def _shared(case: Case, variant: Variant, problem: Problem, year: int) -> dict[str, int]:
    """Share a year to come, or say that it is that year which the terms cannot share."""
    try:
        return share(case, variant, problem)
    except AllocationError as error:
        raise AllocationError(
            "{agreement} {year}: [outlook] leads to {total} for {later}, which these terms "
            "cannot share: {fault} Or change [outlook].",
            agreement=case.agreement.id,
            year=case.terms.year,
            total=Amount(int(problem.total)),
            later=year,
            fault=error,
        ) from error


def _lasting(case: Case) -> Case:
    """Return the case without the steps that belong to its own year."""
    steps = tuple((step, chosen) for step, chosen in case.steps if not step.of_one_year)
    return replace(case, steps=steps)


def _moved(case: Case, stated: Outlook, name: str, ahead: int) -> dict[str, Fraction]:
    forecast = stated.keys.get(name)
    if forecast is None:
        return dict(case.problem.keys[name])
    if isinstance(forecast, Trend):
        return _on_a_line(case, forecast, name, ahead)
    return _tied(case, forecast, name, ahead)


def _on_a_line(case: Case, forecast: Trend, name: str, ahead: int) -> dict[str, Fraction]:
    now, before = case.problem.keys[name], case.background[earlier(name)]
    years = case.terms.keys[name].reference_date.year - forecast.reference_date.year
    moved = {code: figure + (figure - before[code]) * ahead / years for code, figure in now.items()}
    _refuse_below_zero(
        case,
        moved,
        Sentence("{ahead} years ahead the straight line of '{name}'", ahead=ahead, name=name),
    )
    return moved


def _tied(case: Case, forecast: Projection, name: str, ahead: int) -> dict[str, Fraction]:
    """Return the projected figures of a year, moved to begin at the last count."""
    key = case.terms.keys[name]
    last_count, year = case.background[counted(name)], key.reference_date.year
    start, later = (case.background[projected(name, at)] for at in (year, year + ahead))
    if forecast.alignment == "difference":
        moved = {code: figure + later[code] - start[code] for code, figure in last_count.items()}
        _refuse_below_zero(
            case,
            moved,
            Sentence("{ahead} years ahead the projection of '{name}'", ahead=ahead, name=name),
        )
        return transformed(moved, key.transform)
    empty = [code for code, figure in start.items() if figure == 0 != last_count[code]]
    if empty:
        raise AllocationError(
            "{agreement} {year}: the projection of '{name}' is nought on {day} "
            "for {payers}, so it cannot be tied to the count by ratio. Write "
            'alignment = "difference", or take another projection.',
            agreement=case.agreement.id,
            year=case.terms.year,
            name=name,
            day=key.reference_date,
            payers=", ".join(empty),
        )
    moved = {
        code: figure * later[code] / start[code] if start[code] else later[code]
        for code, figure in last_count.items()
    }
    return transformed(moved, key.transform)


def _refuse_below_zero(case: Case, moved: Mapping[str, Fraction], figures: Sentence) -> None:
    below = [code for code, figure in moved.items() if figure < 0]
    if below:
        raise AllocationError(
            "{agreement} {year}: {figures} is below zero for {payers}. Make [outlook] "
            "shorter, or take another projection or line.",
            agreement=case.agreement.id,
            year=case.terms.year,
            figures=figures,
            payers=", ".join(below),
        )
