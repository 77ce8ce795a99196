"""The quick checks rule out no rule that gives the published shares."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.allocation.inference.rule_families import (
    FAMILIES,
    Rule,
    rule_families,
    whole_keys,
)
from analyysi.allocation.inference.rule_search import infer
from analyysi.allocation.whole_units.rounding import ROUNDING_RULES, largest_remainder
from support.rule_search import CODES, ONE, amounts_of

# The quick look
# ------------------------------------------------------------------------------------------


def all_of(
    total: int, keys: dict[str, dict[str, Fraction]], means: dict[str, dict[str, Fraction]]
) -> list[Rule]:
    """Every rule of the families."""
    usable = whole_keys(CODES, keys)
    found = rule_families(total, usable, whole_keys(CODES, means, usable), full=False)
    return [family.rule(number) for family in found for number in range(len(family))]


@pytest.mark.slow
@given(
    weights=st.lists(
        st.lists(st.integers(0, 9), min_size=4, max_size=4).filter(any), min_size=3, max_size=3
    ),
    total=st.integers(1, 40).map(lambda thousands: thousands * 1000_00),
    unit=st.sampled_from([1, 100, 100_000]),
    chosen=st.integers(0, 10**9),
    shown=st.sets(st.sampled_from(CODES), min_size=1, max_size=3),
)
def test_the_quick_look_passes_over_no_rule(
    weights: list[list[int]], total: int, unit: int, chosen: int, shown: set[str]
) -> None:
    """Every rule is worked out exactly here, without numpy; few distinct weights make ties."""
    one, other, third = (
        {c: Fraction(n) for c, n in zip(CODES, row, strict=True)} for row in weights
    )
    every, known = (
        all_of(total, {"one": one, "other": other}, {"third": third}),
        {"one": one, "other": other},
    )
    known["third"] = third
    exact = [amounts_of(made, total, CODES, known) for made in every]
    picked = chosen % len(every)
    rest = {"": total * every[picked].organiser}
    table_of = largest_remainder({**exact[picked], **rest}, unit).cents
    published = {code: table_of[code] for code in sorted(shown)}
    found = infer(total, CODES, {"one": one, "other": other}, published, {"third": third})
    expected = []
    near = 0
    for made, amounts in zip(every, exact, strict=True):
        hits = []
        for step in (1, 100, 1000, 10_000, 100_000):
            if all(value % step == 0 for value in published.values()):
                cents = largest_remainder({**amounts, "": total * made.organiser}, step).cents
                if all(cents[code] == value for code, value in published.items()):
                    hits.append((made, step))
        expected += hits
        distance = max(abs(amounts[code] - value) for code, value in published.items())
        near += not hits and distance * 100 <= max(published.values())
    assert sorted(((hit.rule, hit.unit) for hit in found.hits), key=repr) == sorted(
        expected, key=repr
    )
    assert len(found.near) == near
    # Near rules stand by family, then from the nearest on, equal ones as they are numbered.
    hit = {one_hit.rule for one_hit in found.hits}
    far = {
        made: max(abs(amounts[code] - value) for code, value in published.items())
        for made, amounts in zip(every, exact, strict=True)
        if made not in hit
    }
    close = [made for made in far if far[made] * 100 <= max(published.values())]
    assert [one_near.rule for one_near in found.near] == sorted(
        close, key=lambda made: (FAMILIES.index(made.family), far[made])
    )
    for one_near in found.near:
        assert one_near.amounts == amounts_of(one_near.rule, total, CODES, known)
        assert one_near.distance == max(
            abs(one_near.amounts[code] - value) for code, value in published.items()
        )


@pytest.mark.slow
@given(
    weights=st.lists(st.integers(0, 30), min_size=4, max_size=4).filter(any),
    rounding=st.sampled_from(list(ROUNDING_RULES)),
    units=st.integers(4, 40),
)
def test_no_rounding_of_a_full_table_is_passed_over(
    weights: list[int], rounding: str, units: int
) -> None:
    key = {code: Fraction(n) for code, n in zip(CODES, weights, strict=True)}
    amounts = {code: units * 100 * weight / sum(weights) for code, weight in key.items()}
    published = dict(ROUNDING_RULES[rounding].function(amounts, 100).cents)
    found = infer(units * 100, CODES, {"key": key}, published)
    assert any(
        hit.rule.keys[:1] == (("key", ONE),) and rounding in hit.roundings and hit.unit == 100
        for hit in found.hits
        if not hit.rule.organiser and not hit.rule.equal
    )
