"""Claims rules: what is no claims problem, weights that will not do, and problems too large to be
exact.
"""

from fractions import Fraction

import pytest

from analyysi.allocation.claims_rules import claims_in_order as module
from analyysi.allocation.claims_rules.claims import (
    constrained_equal_awards,
    dual,
    minimal_rights,
    truncated,
)
from analyysi.allocation.claims_rules.claims_in_order import (
    average_of_awards,
    dominguez_thomson,
    random_arrival,
)
from analyysi.allocation.claims_rules.rule_table import CLAIMS_RULES
from analyysi.errors import AllocationError
from support.claims_problems import F, Rule, every_rule, named, shares


@every_rule
@pytest.mark.parametrize(
    ("endowment", "claims", "words"),
    [
        (F(-1), named(1), "The sum to be shared by claims is -1 cents: zero or more was expected."),
        (
            F(7, 2),
            named(1, 2),
            "The sum to be shared is 7/2 cents, but the claims together are only 3 cents",
        ),
        (F(1), named(2, -1, -2), "The claim of b, c is negative"),
        (F(0), {}, "There is nobody to share the sum"),
    ],
)
def test_what_is_no_claims_problem(
    name: str, endowment: Fraction, claims: dict[str, Fraction], words: str
) -> None:
    for function in (CLAIMS_RULES[name].function, dual(CLAIMS_RULES[name].function)):
        with pytest.raises(AllocationError, match=words):
            function(endowment, claims)


@pytest.mark.parametrize("helper", [minimal_rights, truncated])
def test_helpers_refuse_what_is_no_claims_problem(helper: Rule) -> None:
    with pytest.raises(AllocationError, match="claims together are only 3 cents"):
        helper(F(4), named(1, 2))


@pytest.mark.parametrize("name", [name for name, row in CLAIMS_RULES.items() if row.weighted])
@pytest.mark.parametrize(
    ("weights", "words"),
    [
        (named(1), "There is no weight for b, c: in a weighted claims rule every payer needs one."),
        (named(1, 0, -2), "The weight of b, c is not above zero"),
    ],
)
def test_weights_that_will_not_do(name: str, weights: dict[str, Fraction], words: str) -> None:
    with pytest.raises(AllocationError, match=words):
        CLAIMS_RULES[name].function(F(1), named(1, 1, 1), weights=weights)


def test_weights_of_others_are_no_fault() -> None:
    assert constrained_equal_awards(F(3), named(9, 9), weights=named(1, 2, 5)) == named(1, 2)


@pytest.mark.parametrize("name", [name for name, row in CLAIMS_RULES.items() if row.largest])
def test_too_many_claimants(name: str) -> None:
    row = CLAIMS_RULES[name]
    assert row.largest is not None
    claims = {f"{n:03}": F(1 + n % 2) for n in range(row.largest + 1)}
    with pytest.raises(
        AllocationError,
        match=f"exactly for up to {row.largest} payers .* here are {row.largest + 1}",
    ):
        row.function(F(3), claims)


@pytest.mark.parametrize(
    ("rule", "limit"),
    [(random_arrival, "RANDOM_ARRIVAL_LARGEST"), (average_of_awards, "AVERAGE_OF_AWARDS_LARGEST")],
)
def test_who_has_no_claim_does_not_count(
    monkeypatch: pytest.MonkeyPatch, rule: Rule, limit: str
) -> None:
    monkeypatch.setattr(module, limit, 2)
    assert sum(shares(rule, 2, 1, 0, 2, 0)) == 2
    with pytest.raises(AllocationError, match="up to 2 payers"):
        shares(rule, 2, 1, 1, 1)


@pytest.mark.parametrize(
    ("endowment", "claims"),
    [
        (5 * 10**8, (10**9, 1)),  # one round for each cent
        (10**3000, (10**3000 - 1, 7, 7)),  # the claims exceed the sum by a trifle
    ],
)
def test_too_many_rounds(endowment: int, claims: tuple[int, ...]) -> None:
    with pytest.raises(AllocationError, match="up to 3000 rounds"):
        shares(dominguez_thomson, endowment, *claims)
