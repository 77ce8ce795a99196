"""Shares beside taxes: the figures of Kainuu worked out a second time, and what cannot be told."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from analyysi.agreement.assessment import RATE, Burden, TaxRate
from analyysi.comparison.burden.burden_on_taxes import tax_burdens, tax_progressivity
from analyysi.comparison.compare import Comparison, Split

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


def head_by_head(comparison: Comparison, split: Split) -> Fraction:
    """Work the index out plainly: every inhabitant in a row, those of less tax revenue first."""
    keys, heads = comparison.case.problem.keys, comparison.case.heads
    assert heads is not None
    revenue = keys["tax_revenue_2020"]
    order = sorted(heads, key=lambda code: revenue[code] / heads[code])
    people, index = sum(heads.values()), Fraction(0)
    paid_in_all, revenue_in_all = sum(split.cents.values()), sum(revenue.values())
    before = Fraction(0)
    for code in order:
        # The mean rank of the municipality's inhabitants, from nought to one.
        rank = (before + heads[code] / 2) / people
        index += (
            2 * rank * (Fraction(split.cents[code], paid_in_all) - revenue[code] / revenue_in_all)
        )
        before += heads[code]
    return index


def test_the_index_is_of_inhabitants_not_of_municipalities(kainuu_2023: Comparison) -> None:
    splits = {split.id: split for split in kainuu_2023.splits}
    slopes = {name: tax_progressivity(kainuu_2023, split) for name, split in splits.items()}
    for name, split in splits.items():
        assert slopes[name] == head_by_head(kainuu_2023, split)
    equal = slopes["equal"]
    assert equal is not None
    assert round(equal, 3) == Fraction(-57, 1000)
    # With municipalities by their whole tax revenue, each weighing one, these two were above zero.
    for name in (
        "proportional-income_tax_2020",
        "mix-population_2021_1of2-income_tax_2020_1of2",
    ):
        slope = slopes[name]
        assert slope is not None
        assert slope < 0


def test_nothing_where_no_inhabitants_are_counted(kainuu_2023: Comparison) -> None:
    terms = kainuu_2023.case.terms.model_copy(update={"per_head": None})
    uncounted = replace(kainuu_2023, case=replace(kainuu_2023.case, terms=terms))
    assert tax_progressivity(uncounted, uncounted.chosen) is None


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
