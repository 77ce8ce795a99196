"""What a split weighs on the payers' tax revenue: in per cent of it, and in points of the income
tax rate.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from analyysi.agreement.assessment import RATE
from analyysi.allocation.properties.fairness import progressivity
from analyysi.comparison.compare import Comparison, Split
from analyysi.languages.units import CENTS_OF


@dataclass(frozen=True)
class TaxBurden:
    """A payer's share beside its taxes. All exact; euros by euros, so no unit is left.

    `of_revenue` is the share divided by the tax revenue. `points` is how many points of the
    municipal income tax rate would bring in the share (0.01 is a hundredth of a point), by what a
    point brought in; None where that is not known.
    """

    of_revenue: Fraction
    points: Fraction | None


def tax_burdens(comparison: Comparison, split: Split) -> dict[str, TaxBurden]:
    """Set each payer's share against its taxes, as the terms name them.

    A point of the tax rate brings in the municipal income tax divided by the rate in per cent, both
    of one year.

    Returns
    -------
    Nothing if the terms name no tax revenue. A payer without tax revenue above zero (an
    organisation) is left out.
    """
    case, named = comparison.case, comparison.case.terms.burden
    if named is None:
        return {}
    revenue = _cents(comparison, named.tax_revenue)
    income_tax = _cents(comparison, named.income_tax) if named.income_tax is not None else {}
    rates = case.background.get(RATE, {})
    burdens = {}
    for code, amount in split.cents.items():
        if revenue.get(code, Fraction(0)) <= 0:
            continue
        points = None
        if income_tax.get(code) and rates.get(code):
            points = amount / (income_tax[code] / rates[code])
        burdens[code] = TaxBurden(Fraction(amount) / revenue[code], points)
    return burdens


def tax_progressivity(comparison: Comparison, split: Split) -> Fraction | None:
    """Return whether inhabitants of municipalities with more tax revenue per inhabitant bear more
    (above zero) or less than in proportion to it (Kakwani).

    Returns
    -------
    None where no tax revenue is named, no inhabitants are counted, or nobody who has both pays.
    """
    named, heads = comparison.case.terms.burden, comparison.case.heads
    if named is None or heads is None:
        return None
    revenue = _cents(comparison, named.tax_revenue)
    amounts = {
        code: Fraction(amount)
        for code, amount in split.cents.items()
        if revenue.get(code, Fraction(0)) > 0 and heads.get(code, Fraction(0)) > 0
    }
    return progressivity(amounts, revenue, heads) if any(amounts.values()) else None


def _cents(comparison: Comparison, name: str) -> dict[str, Fraction]:
    unit = comparison.case.terms.keys[name].unit
    return {
        code: figure * CENTS_OF[unit] for code, figure in comparison.case.problem.keys[name].items()
    }
