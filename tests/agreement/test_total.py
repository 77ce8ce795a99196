"""A total that follows from last year's is what it comes to, or refused with both sums."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.agreement.reading import validate
from analyysi.agreement.total import Capped, Total
from analyysi.errors import ParameterError
from analyysi.money import euros
from support.quick import at_most

TEXT = {"fi": "Keksitty"}
INDEXED: dict[str, Any] = {
    "kind": "indexed",
    "last_year": "80000.00",
    "change": "0.025",
    "source": TEXT,
}
CAPPED: dict[str, Any] = {**INDEXED, "kind": "capped", "asked": "90000.00"}


def total(value: str, rule: dict[str, Any] | None) -> Total:
    entries = {"value": value, "unit": "EUR", "source": TEXT, "from_last_year": rule}
    return validate(entries, Total, "2027.toml")


@pytest.mark.parametrize(
    ("value", "rule"),
    [
        ("82000.00", INDEXED),
        ("79200.00", {**INDEXED, "change": "-0.01"}),
        ("80000.00", {**INDEXED, "change": "0"}),
        ("82000.00", CAPPED),
        ("81999.99", {**CAPPED, "asked": "81999.99"}),
        # 0.25 x 1.1 is 0.275 and 0.05 x 1.1 is 0.055: half a cent goes up.
        ("0.28", {**INDEXED, "last_year": "0.25", "change": "0.1"}),
        ("0.06", {**INDEXED, "last_year": "0.05", "change": "0.1"}),
        ("80000.00", {**INDEXED, "kind": "capped"}),
        ("79200.00", {**INDEXED, "kind": "capped", "change": "-0.01"}),
        ("17.00", None),
    ],
)
def test_a_total_is_what_its_rule_comes_to(value: str, rule: dict[str, Any] | None) -> None:
    assert euros(total(value, rule).value) == value


@pytest.mark.parametrize(
    ("value", "rule", "sums"),
    [
        (
            "82000.01",
            INDEXED,
            "value is 82000.01, but by from_last_year it is 82000.00 "
            "(80000.00 x (1 + 0.025) is 82000.00 to the cent, half a cent up). Correct one",
        ),
        (
            "90000.00",
            CAPPED,
            "value is 90000.00, but by from_last_year it is 82000.00 (80000.00 x (1 + 0.025) is "
            "82000.00 to the cent, half a cent up, and 90000.00 was asked for: the smaller is "
            "82000.00)",
        ),
        (
            "82000.00",
            {**INDEXED, "kind": "capped"},
            "and nothing was asked for, so last year's 80000.00 stands: the smaller is 80000.00",
        ),
        ("82000.00", {**INDEXED, "change": "2.5"}, "out of range"),
        (
            "82000.00",
            {**INDEXED, "kind": "index"},
            "kind = 'index' is not known. Did you mean 'indexed'?",
        ),
    ],
)
def test_another_total_is_refused_with_both_sums(
    value: str, rule: dict[str, Any], sums: str
) -> None:
    with pytest.raises(ParameterError) as refused:
        total(value, rule)
    assert sums in str(refused.value)


@at_most(60)
@given(
    last=st.integers(0, 10**9),
    asked=st.integers(0, 10**9),
    change=st.fractions("-1/2", 1, max_denominator=1000),
)
def test_a_capped_total_is_never_above_either(last: int, asked: int, change: Fraction) -> None:
    rule = Capped(
        kind="capped",
        last_year=euros(last),
        change=change,
        source=TEXT,
        asked=euros(asked),
    )
    assert rule.total <= min(asked, rule.limit)
    assert rule.total in (asked, rule.limit)
    assert -1 < 2 * (rule.limit - rule.exact) <= 1
