"""Rules for claims of hundreds: whole numbers give what the definitions give in fractions, and need
no limit.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.allocation.claims_rules.claims import constrained_equal_awards, talmud
from analyysi.allocation.claims_rules.claims_in_order import dominguez_thomson, minimal_overlap
from analyysi.allocation.claims_rules.rule_table import CLAIMS_RULES
from support.claims_problems import F, named


def by_rounds(endowment: Fraction, claims: dict[str, Fraction]) -> dict[str, Fraction]:
    """Follow the rounds of Domínguez & Thomson in fractions until every claim above zero covers
    what is left.
    """
    left, awards = dict(claims), dict.fromkeys(claims, F(0))
    while any(0 < claim < endowment for claim in left.values()):
        given_now = {code: min(claim, endowment) / len(claims) for code, claim in left.items()}
        awards = {code: awards[code] + part for code, part in given_now.items()}
        left = {code: left[code] - part for code, part in given_now.items()}
        endowment -= sum(given_now.values())
    covering = [code for code, claim in left.items() if claim]
    return awards | {code: awards[code] + endowment / len(covering) for code in covering}


def by_layers(endowment: Fraction, claims: dict[str, Fraction]) -> dict[str, Fraction]:
    """Share each layer of the endowment among the claims that cover it, none of them above the
    endowment.
    """
    edges = sorted({F(0), *claims.values()})
    return {
        code: sum(
            (
                (upper - lower) / sum(other >= upper for other in claims.values())
                for lower, upper in pairwise(edges)
                if upper <= claim
            ),
            F(0),
        )
        for code, claim in claims.items()
    }


CLAIM = st.fractions(0, 40, max_denominator=6)


@pytest.mark.slow
@given(
    sizes=st.lists(CLAIM, min_size=2, max_size=12),
    part=st.fractions("1/8", "7/8", max_denominator=8),
)
def test_dominguez_thomson_of_many_by_rounds(sizes: list[Fraction], part: Fraction) -> None:
    claims = named(*[size + 1 for size in sizes], 0)
    endowment = sum(claims.values()) * part
    assert dominguez_thomson(endowment, claims) == by_rounds(endowment, claims)


@pytest.mark.slow
@given(sizes=st.lists(CLAIM, min_size=1, max_size=20))
def test_minimal_overlap_of_many_by_layers(sizes: list[Fraction]) -> None:
    # When the largest claim is the endowment, all claims lie inside one another.
    claims = named(*sizes)
    endowment = max(sizes)
    assert minimal_overlap(endowment, claims) == by_layers(endowment, claims)


@pytest.mark.parametrize("name", [row.name for row in CLAIMS_RULES.values() if row.largest is None])
def test_hundreds_of_claims_are_paid_exactly(name: str) -> None:
    draw = Random(7)
    claims = {
        f"{number:03}": F(draw.randint(1, 3000), draw.choice((1, 2))) for number in range(400)
    }
    endowment = F(int(sum(claims.values())) * 3, 7)
    awards = CLAIMS_RULES[name].function(endowment, claims)
    assert sum(awards.values()) == endowment
    assert all(0 <= awards[code] <= claim for code, claim in claims.items())
    ranked = sorted(claims, key=lambda code: claims[code])
    assert all(awards[low] <= awards[high] for low, high in pairwise(ranked))


def test_equal_awards_of_hundreds_stop_at_the_claim_or_the_level() -> None:
    claims = {f"{number:03}": F(number, 3) for number in range(400)}
    awards = constrained_equal_awards(F(10_000), claims)
    level = max(awards.values())
    assert sum(awards.values()) == 10_000
    assert awards == {code: min(claim, level) for code, claim in claims.items()}
    halves = {code: claim / 2 for code, claim in claims.items()}
    assert talmud(F(5_000), claims) == constrained_equal_awards(F(5_000), halves)
