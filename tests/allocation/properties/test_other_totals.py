"""What is said of other totals is true: a witness is one, what is proved holds at every total, and
what was only tried is not called proved.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.allocation.methods import METHODS, ByKey
from analyysi.allocation.problem import ExactSplit, Problem
from analyysi.allocation.properties.other_totals import adds_up_over_budgets, grows_with_the_total
from analyysi.allocation.properties.procedure import Finding, Present, Procedure
from analyysi.allocation.steps.step_table import STEPS, with_steps
from analyysi.allocation.whole_units.rounding import ROUNDING_RULES
from analyysi.comparison.compare import Comparison
from analyysi.messages import Money, PayerName
from support.quick import at_most

CODES = ("005", "020", "091", "105", "578")


def procedure(rule: str = "largest_remainder", unit: int = 1) -> Procedure:
    row = ROUNDING_RULES[rule]

    def exact(problem: Problem) -> Mapping[str, Fraction]:
        return METHODS["proportional"].function(problem, ByKey(key="people")).amounts

    return Procedure(
        exact,
        lambda amounts: row.function(amounts, unit).cents,
        unit,
        house_monotone=row.house_monotone,
    )


def problem(total: int, people: list[int]) -> Problem:
    codes = CODES[: len(people)]
    return Problem(
        Fraction(total), codes, {"people": dict(zip(codes, map(Fraction, people), strict=True))}
    )


def cents_of(finding: Finding, name: str) -> Fraction:
    value = finding.evidence.values[name]
    assert isinstance(value, Money)
    return Fraction(value.cents)


def payer_of(finding: Finding) -> str:
    value = finding.evidence.values["payer"]
    assert isinstance(value, PayerName)
    return value.code


def test_a_cent_more_takes_a_cent_from_ristijarvi(kainuu_2023: Comparison) -> None:
    # 80 000.00 € by population: 80 000.12 -> 80 000.13 takes a cent from Ristijärvi (697).
    whole = kainuu_2023.case.problem
    key = "population_2021"
    rounded = ROUNDING_RULES["largest_remainder"].function

    def exact(other: Problem) -> Mapping[str, Fraction]:
        return METHODS["proportional"].function(other, ByKey(key=key)).amounts

    split = Procedure(exact, lambda amounts: rounded(amounts, 1).cents)
    before, after = (
        split.cents(replace(whole, total=Fraction(total))) for total in (80_000_12, 80_000_13)
    )
    assert after["697"] == before["697"] - 1
    finding = grows_with_the_total(Present(whole, split))
    assert finding.holds is False
    low, high = cents_of(finding, "low"), cents_of(finding, "high")
    payer = payer_of(finding)
    fall = split.cents(replace(whole, total=low))[payer]
    fall -= split.cents(replace(whole, total=high))[payer]
    assert fall == cents_of(finding, "amount") > 0
    assert high - low == 1
    assert abs(low - whole.total) <= 12


def test_the_witness_may_lie_below_the_present_total() -> None:
    # Balinski & Young (1982): by 6 : 6 : 2, ten units go 4, 4, 2 and eleven 5, 5, 1. From eleven
    # on it is found by looking back.
    finding = grows_with_the_total(Present(problem(11, [6, 6, 2]), procedure()))
    assert finding.holds is False
    assert (cents_of(finding, "low"), cents_of(finding, "high")) == (10, 11)
    assert payer_of(finding) == "091"


@pytest.mark.parametrize("rule", ROUNDING_RULES)
@at_most(40)
@given(start=st.integers(20, 400), people=st.lists(st.integers(1, 60), min_size=3, max_size=5))
def test_what_a_rule_is_said_to_be_proved_of_holds(
    rule: str, start: int, people: list[int]
) -> None:
    row, whole = ROUNDING_RULES[rule], problem(start, people)
    split = procedure(rule)
    finding = grows_with_the_total(Present(whole, split))
    assert (finding.holds is True) == row.house_monotone
    if row.house_monotone:
        totals = [split.cents(replace(whole, total=Fraction(start + more))) for more in range(60)]
        for less, more in pairwise(totals):
            assert all(more[code] >= less[code] for code in whole.payers)
        assert "proved" in finding.evidence.text


def test_every_rule_that_is_not_proved_has_a_counterexample() -> None:
    # So that the field is no mere omission: 6 : 6 : 2 at ten units (Balinski & Young 1982).
    for name, row in ROUNDING_RULES.items():
        if not row.house_monotone:
            finding = grows_with_the_total(Present(problem(10, [6, 6, 2]), procedure(name)))
            assert finding.holds is False, name


def test_what_was_only_tried_is_not_called_proved() -> None:
    # Three equal payers: the largest remainder takes nothing from them at any total, but it is not
    # proved of the rule.
    finding = grows_with_the_total(Present(problem(100_00, [1, 1, 1]), procedure()))
    assert finding.holds is None
    assert (cents_of(finding, "low"), cents_of(finding, "high")) == (99_00, 101_00)


def test_an_exact_share_that_falls_is_no_matter_of_rounding() -> None:
    def all_but_the_first_pay_more(whole: Problem) -> dict[str, Fraction]:
        first = max(Fraction(500) - whole.total / 4, Fraction(0))
        return {"005": first, "020": whole.total - first}

    split = replace(procedure("webster"), exact=all_but_the_first_pay_more)
    finding = grows_with_the_total(Present(problem(1000, [1, 1]), split))
    assert finding.holds is False
    assert "rounding" not in finding.evidence.text
    assert payer_of(finding) == "005"


def test_within_a_bound_nothing_is_proved_of_the_rounding() -> None:
    parameters = STEPS["floor"].parameters(amount="30.00")
    split = procedure("webster")

    def held(whole: Problem) -> Mapping[str, Fraction]:
        def method(inner: Problem) -> ExactSplit:
            return METHODS["proportional"].function(inner, ByKey(key="people"))

        return with_steps(method, [(STEPS["floor"], parameters)])(whole).amounts

    finding = grows_with_the_total(
        Present(problem(100_00, [1, 20, 30]), replace(split, exact=held))
    )
    assert finding.holds is not True


def test_budgets_that_add_up_where_they_were_tried_are_looked_at_further() -> None:
    # Four equal payers of 20 000 cents: each of the four parts is a multiple of four, so only
    # smaller budgets show that the rounding moves a cent.
    whole = problem(200_00, [1, 1, 1, 1])
    split = procedure()
    finding = adds_up_over_budgets(Present(whole, split))
    assert finding.holds is False
    first, second = cents_of(finding, "first"), cents_of(finding, "second")
    assert first + second == whole.total
    apart = sum(
        split.cents(replace(whole, total=total))[payer_of(finding)] for total in (first, second)
    )
    assert apart - split.cents(whole)[payer_of(finding)] == cents_of(finding, "amount") != 0


def test_the_budgets_of_one_payer_add_up() -> None:
    assert adds_up_over_budgets(Present(problem(1001, [7]), procedure())).holds is True
