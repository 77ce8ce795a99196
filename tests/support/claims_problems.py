"""Claims problems that the tests of the rules for claims share: every rule, cases by hand, and
cases drawn.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from string import ascii_lowercase

import pytest
from hypothesis import strategies as st

from analyysi.allocation.claims_rules.rule_table import CLAIMS_RULES
from support.quick import at_most

few = at_most(20)
"""Thirteen rules by a dozen properties: twenty cases each come to thousands."""

F = Fraction
Rule = Callable[[Fraction, Mapping[str, Fraction]], dict[str, Fraction]]
every_rule = pytest.mark.parametrize("name", CLAIMS_RULES)


def named(*values: Fraction | int | str) -> dict[str, Fraction]:
    return {ascii_lowercase[place]: F(amount) for place, amount in enumerate(values)}


def shares(
    rule: Rule, endowment: Fraction | int, *claims: Fraction | int | str
) -> tuple[Fraction, ...]:
    return tuple(rule(F(endowment), named(*claims)).values())


CLAIM = st.sampled_from([F(n) for n in (0, 1, 1, 2, 2, 3, 7, 120)] + [F(1, 3), F(5, 2)])


@st.composite
def problems(
    draw: st.DrawFn, least: int = 1, most: int = 5, claim: st.SearchStrategy[Fraction] = CLAIM
) -> tuple:
    claims = named(*draw(st.lists(claim, min_size=least, max_size=most)))
    total = sum(claims.values(), F(0))
    # Parts of the claims, and the endowments where a rule turns: a claim, half a claim, all but a
    # claim.
    turns = [total * numerator / 24 for numerator in range(25)]
    turns += [turn for claim in claims.values() for turn in (claim, claim / 2, total - claim)]
    return draw(st.sampled_from(turns)), claims
