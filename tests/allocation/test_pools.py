"""Pools: each is shared by itself, together they are the sum, and each sentence has its euros."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from analyysi.agreement.references import named_keys, named_payers
from analyysi.allocation.method import NotApplicable
from analyysi.allocation.methods import METHODS, Mix
from analyysi.allocation.pools import POOL, POOLS, Pools, allocate_pools
from analyysi.allocation.problem import Problem
from analyysi.errors import AllocationError
from analyysi.messages import Message, UnfitError
from analyysi.report.language.words import Words
from support.quick import at_most

CODES = ("005", "020", "091")
KEYS = {
    "value": dict(zip(CODES, map(Fraction, (5, 3, 2)), strict=True)),
    "calls": dict(zip(CODES, map(Fraction, (1, 0, 3)), strict=True)),
}
FIRE: dict[str, Any] = {"label": {"fi": "palo"}, "share": "0.55", "keys": {"value": "1"}}
AMBULANCE: dict[str, Any] = {
    "label": {"fi": "hoito"},
    "keys": {"value": "0.6", "calls": "0.4"},
    "payers": ["005", "091"],
}


def problem(total: Fraction | int) -> Problem:
    return Problem(Fraction(total), CODES, KEYS)


def pools(*entries: dict[str, Any]) -> Pools:
    return Pools.model_validate({"pools": entries})


def test_two_services_with_keys_and_payers_of_their_own() -> None:
    # Fire 55 % of 1 000: 550 by 5 : 3 : 2. Ambulance 450, of the first and the third: 270 by
    # 5 : 2 and 180 by 1 : 3.
    split = allocate_pools(problem(1000), pools(FIRE, AMBULANCE))
    fire = {"005": 275, "020": 165, "091": 110}
    ambulance = {
        "005": Fraction(270 * 5, 7) + 45,
        "091": Fraction(270 * 2, 7) + 135,
    }
    assert [dict(row.of_payer) for row in split.working] == [fire, ambulance]
    assert {row.unit for row in split.working} == {POOL}
    assert dict(split.amounts) == {
        code: share + ambulance.get(code, 0) for code, share in fire.items()
    }


@at_most(40)
@given(
    total=st.fractions(100, 10_000, max_denominator=3),
    share=st.fractions(0, 1, max_denominator=6),
    amount=st.integers(0, 100),
    equal=st.fractions(0, 1, max_denominator=4),
)
def test_pools_are_the_sum_of_what_each_shares(
    total: Fraction, share: Fraction, amount: int, equal: Fraction
) -> None:
    by_value = {"label": {"fi": "a"}, "share": share / 2, "keys": {"value": "1"}}
    mixed = {"label": {"fi": "b"}, "equal": equal, "keys": {"calls": 1 - equal}}
    fee = {"label": {"fi": "c"}, "amount": f"0.{amount // 2:02}", "equal": "1"}
    parameters = pools(by_value, mixed, fee)
    split = allocate_pools(problem(total), parameters)
    assert sum(split.amounts.values()) == total
    assert min(split.amounts.values()) >= 0
    sizes = [sum(row.of_payer.values()) for row in split.working]
    assert sizes == [total * share / 2, total * (1 - share / 2) - amount // 2, amount // 2]
    assert POOLS.parts(parameters) is None


@at_most(40)
@given(share=st.fractions(0, 1, max_denominator=12), equal=st.fractions(0, 1, max_denominator=6))
def test_shares_that_all_pay_are_a_mix(share: Fraction, equal: Fraction) -> None:
    fire = {**FIRE, "share": share}
    other = {"label": {"fi": "b"}, "equal": equal, "keys": {"calls": 1 - equal}}
    parameters = pools(fire, other)
    parts = POOLS.parts(parameters)
    assert parts is not None
    mix = Mix.model_construct(
        equal=parts.get(None, Fraction(0)),
        keys={key: weight for key, weight in parts.items() if key is not None},
    )
    assert METHODS["mix"].function(problem(900), mix).amounts == dict(
        allocate_pools(problem(900), parameters).amounts
    )


def test_keys_and_payers_of_pools_are_found_by_their_marks() -> None:
    parameters = pools(FIRE, AMBULANCE)
    assert named_keys(parameters) == ("value", "value", "calls")
    assert named_payers(parameters) == ("005", "091")


@pytest.mark.parametrize(
    ("entries", "fault"),
    [
        ([FIRE], "at least 2"),
        ([{**FIRE, "amount": "1.00"}, AMBULANCE], "a share or an amount"),
        ([{**FIRE, "share": None}, AMBULANCE], "only one pool may be the rest"),
        ([FIRE, {**AMBULANCE, "share": "0.4"}], "the shares of the pools sum to 0.95"),
        ([FIRE, {**AMBULANCE, "amount": "1.00"}], "is needed beside an amount"),
        ([{**FIRE, "keys": {"value": "0.9"}}, AMBULANCE], "the parts sum to 0.9"),
        ([FIRE, {**AMBULANCE, "label": FIRE["label"]}], "two pools have one label"),
        ([FIRE, {**AMBULANCE, "payers": ["005", "005"]}], "listed twice"),
        ([{**FIRE, "share": None, "amount": "-1.00"}, {**AMBULANCE, "share": None}], "or more"),
    ],
)
def test_pools_that_do_not_fit_are_refused(entries: list[dict[str, Any]], fault: str) -> None:
    with pytest.raises(ValidationError, match=fault):
        pools(*entries)


def test_parts_that_do_not_sum_to_one_are_said_to_a_reader() -> None:
    with pytest.raises(ValidationError) as raised:
        pools(FIRE, {**AMBULANCE, "share": "0.4"})
    error = raised.value.errors()[0]["ctx"]["error"]
    assert isinstance(error, UnfitError)
    assert "95" in Words("fi", "EUR").of(error.message)


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"share": None, "amount": "10.01"}, "10.01 euros together, more than the sum of 10.00"),
        ({"payers": ["578"]}, "Nobody pays the pool 'palo': none of 578"),
        ({"keys": {"calls": "1"}, "payers": ["020"]}, "zero for every payer"),
    ],
)
def test_what_cannot_be_shared_is_named(changed: dict[str, Any], fault: str) -> None:
    with pytest.raises(AllocationError, match=fault):
        allocate_pools(problem(1000), pools({**FIRE, **changed}, AMBULANCE))


def test_a_payer_that_withdraws_leaves_its_pools_to_the_others() -> None:
    left = replace(problem(1000), payers=("020", "091"))
    split = allocate_pools(left, pools(FIRE, AMBULANCE))
    assert dict(split.amounts) == {"020": 330, "091": 220 + 450}


def sentences(total: int, *entries: dict[str, Any]) -> str:
    """Return the rule of a split in Finnish, with keys and payers left out of it."""
    parameters = pools(*entries)
    assert POOLS.rule_of_split is not None
    rule = POOLS.rule_of_split(allocate_pools(problem(total), parameters), parameters)
    return Words("fi", "EUR").of(rule).replace("\xa0", " ")


def test_each_pool_is_told_with_its_euros_and_these_sum_to_the_total() -> None:
    equal = {"equal": "1"}
    third = {**equal, "share": "1/3"}
    text = sentences(
        100_00,
        {**third, "label": {"fi": "Yksi"}},
        {**third, "label": {"fi": "Kaksi"}},
        {**equal, "label": {"fi": "Kolme"}},
    )
    opening = "100 euroa jaetaan kustannusosiin, joista kukin jaetaan erikseen. Yksi: 1/3 summasta"
    assert text.startswith(opening)
    assert [part in text for part in ("(33,34 euroa)", "(33,33 euroa)")] == [True, True]
    assert text.count("33,33 euroa") == 2
    assert "Kolme: loput (33,33 euroa), jaetaan tasan kaikkien maksajien kesken." in text
    fee = sentences(
        100_00,
        {**equal, "label": {"fi": "Maksu"}, "amount": "12.50"},
        {**equal, "label": {"fi": "Muu"}},
    )
    assert "Maksu: 12,50 euroa, jaetaan tasan" in fee
    assert "Muu: loput (87,50 euroa), jaetaan tasan" in fee
    alone = POOLS.rule(pools(FIRE, {**AMBULANCE, "payers": ["091"]}))
    following = alone.values["next"]
    assert isinstance(following, Message)
    assert following.text == "{pool}: {size}, paid by {payers}."


def test_nobody_has_to_choose_pools_to_compare_with() -> None:
    assert isinstance(POOLS.candidates(problem(1000)), NotApplicable)
    asked = POOLS.open_next_year(pools({**FIRE, "share": None, "amount": "120.50"}, AMBULANCE))
    assert list(asked) == ["the amount of the pool 'palo', 120.50 euros before."]
