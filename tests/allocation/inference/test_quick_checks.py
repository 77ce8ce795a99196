"""The quick checks rule out no rule that gives the published shares."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.allocation.inference.rule_families import Rule, rule_families, whole_keys
from analyysi.allocation.inference.rule_search import infer
from analyysi.allocation.whole_units.rounding import ROUNDING_RULES, largest_remainder
from support.quick import at_most
from support.rule_search import CODES, ONE, amounts_of

# The quick look
# ------------------------------------------------------------------------------------------


def pieces_of_families(
    total: int, keys: dict[str, dict[str, Fraction]], means: dict[str, dict[str, Fraction]]
) -> list[list[Rule]]:
    """Every rule of the families, piece by piece."""
    usable = whole_keys(CODES, keys)
    found = rule_families(total, usable, whole_keys(CODES, means, usable), full=False)
    return [[family.rule(number) for number in range(len(family))] for family in found]


@pytest.mark.slow
@at_most(20)
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
    """Every rule is worked out exactly here; few distinct weights make ties."""
    one, other, third = (
        {c: Fraction(n) for c, n in zip(CODES, row, strict=True)} for row in weights
    )
    known = {"one": one, "other": other, "third": third}
    pieces = pieces_of_families(total, {"one": one, "other": other}, {"third": third})
    every = [made for piece in pieces for made in piece]
    exact = [amounts_of(made, total, CODES, known) for made in every]
    picked = chosen % len(every)
    rest = {"": total * every[picked].organiser}
    table_of = largest_remainder({**exact[picked], **rest}, unit).cents
    published = {code: table_of[code] for code in sorted(shown)}
    found = infer(total, CODES, {"one": one, "other": other}, published, {"third": third})
    expected = []
    for made, amounts in zip(every, exact, strict=True):
        hits = []
        for step in (1, 100, 1000, 10_000, 100_000):
            if all(value % step == 0 for value in (total, *published.values())):
                cents = largest_remainder({**amounts, "": total * made.organiser}, step).cents
                if all(cents[code] == value for code, value in published.items()):
                    hits = [(made, step)]  # of several units the coarsest
        expected += hits
    # Of each piece no more than a thousand are kept, but all are counted.
    assert found.hitting_rules == len(expected)
    assert {(hit.rule, hit.unit) for hit in found.hits} <= set(expected)
    hit = {made for made, _ in expected}
    assert len(found.hits) == sum(min(len(hit.intersection(piece)), 1000) for piece in pieces)
    # Of each piece the two nearest stand, the nearer first, equal ones as they are numbered.
    far = {
        made: max(abs(amounts[code] - value) for code, value in published.items())
        for made, amounts in zip(every, exact, strict=True)
        if made not in hit
    }
    close = []
    for piece in pieces:
        near = [made for made in piece if far.get(made, total) * 100 <= max(published.values())]
        close += sorted(near, key=lambda made: far[made])[:2]
    assert [one_near.rule for one_near in found.near] == close
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
    if any(hit.usual for hit in found.hits):
        # Others are tried only where the usual rounding explains nothing.
        assert all(hit.roundings == ("largest_remainder",) for hit in found.hits)
        return
    assert any(
        hit.rule.keys[:1] == (("key", ONE),) and rounding in hit.roundings and hit.unit == 100
        for hit in found.hits
        if not hit.rule.organiser and not hit.rule.equal
    )


@given(
    rows=st.lists(
        st.lists(st.integers(0, 40), min_size=4, max_size=4).filter(any), min_size=2, max_size=2
    ),
    total=st.integers(1, 50).map(lambda thousands: thousands * 1000_00),
    unit=st.sampled_from([1, 100, 100_000]),
    low=st.integers(0, 100_000),
)
def test_rules_of_one_line_that_give_the_same_are_found_together(
    rows: list[list[int]], total: int, unit: int, low: int
) -> None:
    """Between two rules of a line that give the same table, every rule gives it; ties included."""
    named = zip(("one", "other"), rows, strict=True)
    keys = {name: dict(zip(CODES, map(Fraction, row), strict=True)) for name, row in named}
    usable = whole_keys(CODES, keys)
    if len(usable.names) < 2:
        return
    (pair,) = [
        family for family in rule_families(total, usable, usable, full=False) if len(family) > 1
    ][-1:]
    published = {CODES[0]: low * unit % (total + unit) // unit * unit}
    found = infer(total, CODES, keys, published)
    expected = [
        number
        for number in range(len(pair))
        if largest_remainder(pair.amounts(number), unit).cents[CODES[0]] == published[CODES[0]]
    ]
    of_pair = {hit.rule for hit in found.hits if hit.rule.family == "two_keys"}
    assert {pair.rule(number) for number in expected} <= of_pair
