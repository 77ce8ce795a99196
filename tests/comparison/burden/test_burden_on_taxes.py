"""Shares beside taxes: the figures of Kainuu worked out a second time, and what cannot be told."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from analyysi.agreement.assessment import RATE, Burden, TaxRate
from analyysi.comparison.burden.burden_on_taxes import tax_burdens, tax_progressivity
from analyysi.comparison.compare import Comparison

# Tilinpäätökset 2020, tuhansina euroina: verotulot ja kunnan tulovero (Tilastokeskus, Kuntien
# talous ja toiminta).
PALTAMO_TAX, PALTAMO_INCOME_TAX = 11302, 9417


def test_the_share_of_paltamo_beside_its_tax_revenue(kainuu_2023: Comparison) -> None:
    found = tax_burdens(kainuu_2023, kainuu_2023.chosen)
    assert found["578"].of_revenue == Fraction(732524, PALTAMO_TAX * 1000 * 100)
    assert list(found) == list(kainuu_2023.chosen.cents)


def test_by_tax_revenue_all_bear_the_same(kainuu_2023: Comparison) -> None:
    split = next(
        split for split in kainuu_2023.splits if split.id == "proportional-tax_revenue_2020"
    )
    burdens = [one.of_revenue for one in tax_burdens(kainuu_2023, split).values()]
    # Cents are whole, so the burdens differ by what a cent is of the smallest revenue at most.
    assert max(burdens) - min(burdens) < Fraction(1, 6000 * 1000 * 100) * 2
    slope = tax_progressivity(kainuu_2023, split)
    assert slope is not None
    assert abs(slope) < Fraction(1, 100_000)


def test_equal_shares_bear_hardest_on_those_with_least_revenue(kainuu_2023: Comparison) -> None:
    equal = next(split for split in kainuu_2023.splits if split.id == "equal")
    slope = tax_progressivity(kainuu_2023, equal)
    assert slope is not None
    assert slope < Fraction(-3, 10)


def with_rate(comparison: Comparison, rates: dict[str, Fraction]) -> Comparison:
    """Give the case income tax rates (made up: those of 2020 stand for the form only)."""
    rate = TaxRate(snapshot="x/y/2026-01-01", column="rate", reference_date="2020-12-31")
    named = Burden(tax_revenue="tax_revenue_2020", income_tax="income_tax_2020", rate=rate)
    terms = comparison.case.terms.model_copy(update={"burden": named})
    background = {**comparison.case.background, RATE: rates}
    return replace(comparison, case=replace(comparison.case, terms=terms, background=background))


def test_points_of_the_tax_rate(kainuu_2023: Comparison) -> None:
    rated = with_rate(kainuu_2023, dict.fromkeys(kainuu_2023.case.problem.payers, Fraction(20)))
    found = tax_burdens(rated, rated.chosen)["578"]
    # A twentieth of the income tax is what one of twenty points brings in.
    assert found.points == Fraction(732524, PALTAMO_INCOME_TAX * 1000 * 100) * 20


def test_a_payer_without_a_rate_has_no_points(kainuu_2023: Comparison) -> None:
    rated = with_rate(kainuu_2023, {"578": Fraction(0), "105": Fraction(21)})
    found = tax_burdens(rated, rated.chosen)
    assert found["578"].points is None
    assert found["697"].points is None
    assert found["105"].points is not None


def test_nothing_without_a_key_of_tax_revenue(kainuu_2027: Comparison) -> None:
    assert tax_burdens(kainuu_2027, kainuu_2027.chosen) == {}
    assert tax_progressivity(kainuu_2027, kainuu_2027.chosen) is None


def test_a_rate_needs_its_income_tax() -> None:
    with pytest.raises(ValueError, match="income_tax and rate belong together"):
        Burden(tax_revenue="tax_revenue_2020", income_tax="income_tax_2020")
