"""Agreed weights: proportion to numbers that name the payers, whatever they sum to."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from analyysi.agreement.references import named_payers
from analyysi.allocation.agreed_weights import (
    AGREED_WEIGHTS,
    AgreedWeights,
    allocate_agreed_weights,
)
from analyysi.allocation.method import NotApplicable
from analyysi.allocation.problem import Problem
from analyysi.errors import AllocationError
from analyysi.messages import Number
from support.quick import at_most

CODES = ("005", "020", "091", "105", "578")
CLASSES = dict(zip(CODES, ("18", "12", "9", "3", "1"), strict=True))


def problem(total: int, payers: tuple[str, ...] = CODES) -> Problem:
    return Problem(Fraction(total), payers)


def test_classes_of_units_share_by_their_units() -> None:
    amounts = allocate_agreed_weights(problem(43_00), AgreedWeights(weights=CLASSES)).amounts
    assert dict(amounts) == {"005": 1800, "020": 1200, "091": 900, "105": 300, "578": 100}


@at_most(40)
@given(
    total=st.integers(0, 10_000),
    weights=st.lists(st.fractions("1/8", 40, max_denominator=8), min_size=5, max_size=5),
    factor=st.fractions("1/5", 5, max_denominator=5),
    leaver=st.sampled_from(CODES),
)
def test_only_the_proportion_of_those_who_pay_matters(
    total: int, weights: list[Fraction], factor: Fraction, leaver: str
) -> None:
    agreed = dict(zip(CODES, weights, strict=True))
    amounts = allocate_agreed_weights(problem(total), AgreedWeights(weights=agreed)).amounts
    assert sum(amounts.values()) == total
    scaled = {code: weight * factor for code, weight in agreed.items()}
    assert allocate_agreed_weights(problem(total), AgreedWeights(weights=scaled)).amounts == amounts
    # One that withdraws leaves the proportion of the others as it was.
    left = tuple(code for code in CODES if code != leaver)
    without = allocate_agreed_weights(problem(total, left), AgreedWeights(weights=agreed)).amounts
    for code in left:
        assert without[code] * (total - amounts[leaver]) == amounts[code] * total


def test_a_payer_without_a_weight_is_named() -> None:
    few = {code: weight for code, weight in CLASSES.items() if code != "091"}
    with pytest.raises(AllocationError, match="No weight has been agreed for 091"):
        allocate_agreed_weights(problem(100), AgreedWeights(weights=few))


@pytest.mark.parametrize("weights", [{}, {"005": "0"}, {"005": "-1"}])
def test_weights_are_above_zero(weights: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        AgreedWeights(weights=weights)


def test_the_rule_names_the_weights_of_those_who_pay() -> None:
    parameters = AgreedWeights(weights=CLASSES)
    assert named_payers(parameters) == CODES
    two = allocate_agreed_weights(problem(100, ("020", "578")), parameters)
    assert AGREED_WEIGHTS.rule_of_split is not None
    all_named, payers_named = (
        AGREED_WEIGHTS.rule(parameters),
        AGREED_WEIGHTS.rule_of_split(two, parameters),
    )
    assert len(all_named.values["weights"].items) == 5  # type: ignore[union-attr]
    assert len(payers_named.values["weights"].items) == 2  # type: ignore[union-attr]
    assert isinstance(AGREED_WEIGHTS.candidates(problem(100)), NotApplicable)


def test_the_short_rule_names_the_ends_alone_and_the_rule_all() -> None:
    many = {f"{number:03}": str(number) for number in range(1, 41)}
    parameters = AgreedWeights(weights=many)
    split = allocate_agreed_weights(Problem(Fraction(900), tuple(many)[1:]), parameters)
    assert AGREED_WEIGHTS.short_rule is not None
    short = AGREED_WEIGHTS.short_rule(split, parameters)
    assert short.values == {"least": Number(Fraction(2)), "most": Number(Fraction(40))}
    assert len(AGREED_WEIGHTS.rule(parameters).values["weights"].items) == 40  # type: ignore[union-attr]
