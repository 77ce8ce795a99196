"""The years after this one, on the assumption that the terms state: the total and the figures move,
the split stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from analyysi.agreement.assessment import Outlook, Trend, earlier, projected
from analyysi.comparison.case import Case
from analyysi.comparison.compare import Comparison
from analyysi.comparison.scenarios import share
from analyysi.errors import AllocationError


@dataclass(frozen=True)
class OutlookYear:
    """A year to come: its total in cents, the figures by key, and what each payer would pay, in
    cents.
    """

    year: int
    total: int
    keys: Mapping[str, Mapping[str, Fraction]]
    cents: Mapping[str, int]


def outlook(comparison: Comparison) -> tuple[OutlookYear, ...]:
    """Share the years to come by the chosen split, from next year on.

    The total grows by the stated change a year and is rounded to the rounding unit. A figure
    follows its straight line or its projection; one without either stays. Steps that belong to one
    year (a transition, the settling of last year) are left out.

    Returns
    -------
    No year if the terms state no outlook, or share by declared costs, which are of this year only.

    Raises
    ------
    AllocationError
        If a straight line leads a figure below zero.
    """
    case = comparison.case
    stated = case.terms.outlook
    if stated is None or comparison.chosen.variant.method.kind == "game":
        return ()
    lasting = replace(
        case, steps=tuple((step, chosen) for step, chosen in case.steps if not step.of_one_year)
    )
    unit = case.terms.rounding.unit
    years = []
    for ahead in range(1, stated.years + 1):
        total = round(case.problem.total * (1 + stated.total_change) ** ahead / unit) * unit
        keys = {name: _moved(case, stated, name, ahead) for name in case.problem.keys}
        problem = replace(case.problem, total=Fraction(total), keys=keys, game=None)
        # One that pays this year only, having withdrawn, pays nothing later.
        cents = {
            **dict.fromkeys(comparison.chosen.cents, 0),
            **share(lasting, comparison.chosen.variant, problem),
        }
        years.append(OutlookYear(case.terms.year + ahead, total, keys, cents))
    return tuple(years)


def _moved(case: Case, stated: Outlook, name: str, ahead: int) -> dict[str, Fraction]:
    now, key, forecast = case.problem.keys[name], case.terms.keys[name], stated.keys.get(name)
    if forecast is None:
        return dict(now)
    if not isinstance(forecast, Trend):
        return dict(case.background[projected(name, key.reference_date.year + ahead)])
    before, years = (
        case.background[earlier(name)],
        key.reference_date.year - forecast.reference_date.year,
    )
    moved = {code: figure + (figure - before[code]) * ahead / years for code, figure in now.items()}
    below = [code for code, figure in moved.items() if figure < 0]
    if below:
        raise AllocationError(
            f"{case.agreement.id} {case.terms.year}: {ahead} years ahead the straight line of "
            f"'{name}' is below zero "
            f"for {', '.join(below)}. Make [outlook] shorter, or take a projection."
        )
    return moved
