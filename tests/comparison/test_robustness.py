"""How firm the sums are: the same draws each time, and bounds that hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.allocation.claims_rules.claims_methods import ByWeightedClaims
from analyysi.allocation.methods import METHODS, NoParameters
from analyysi.allocation.problem import ExactSplit, Problem
from analyysi.allocation.ratios import Ratios
from analyysi.allocation.steps.band import Band
from analyysi.allocation.steps.step_table import STEPS, OffTheTop, with_steps
from analyysi.allocation.whole_units.rounding import ROUNDING_RULES
from analyysi.comparison.case import Variant
from analyysi.comparison.compare import Comparison, Split, compare_methods
from analyysi.comparison.robustness import (
    Robustness,
    _in_order,
    _recompute,
    numbers,
    robustness,
)
from analyysi.errors import AllocationError
from support.quick import at_most

PEOPLE = ("105", "290", "578", "620", "697", "765", "777")


@pytest.mark.slow
def test_robustness_is_the_same_each_time_and_keeps_its_bounds(kainuu_2023: Comparison) -> None:
    one, again = robustness(kainuu_2023, draws=200), robustness(kainuu_2023, draws=200)
    other = robustness(kainuu_2023, draws=200, seed=1)
    assert one is not None
    assert one == again
    assert one != other
    for code in PEOPLE:
        assert one.low[code] <= one.high[code]
        assert 0 <= one.within[code] <= 1
    # An equal part takes from the largest and gives to the smallest.
    assert one.high["697"] > kainuu_2023.chosen.cents["697"]
    assert one.low["765"] < kainuu_2023.chosen.cents["765"]
    assert one.ranking > Fraction(1, 2)


@pytest.mark.parametrize("reach", [0, 80_000_00])
def test_the_reach_decides_what_is_near(kainuu_2023: Comparison, reach: int) -> None:
    found = robustness(kainuu_2023, draws=50, reach=reach)
    assert found is not None
    assert set(found.within.values()) == ({Fraction(1)} if reach else {Fraction(0)})


@pytest.mark.slow
def test_ways_that_lie_far_apart_keep_their_order(kainuu_2023: Comparison) -> None:
    found = robustness(kainuu_2023, draws=300)
    assert found is not None
    by_way = {split.id: split.exact.amounts for split in kainuu_2023.leading}
    for code in PEOPLE:
        sums = sorted(amounts[code] for amounts in by_way.values())
        gap = min(Fraction(high - low, high) for low, high in pairwise(sums))
        # A revision of one per cent moves a share by at most two per cent or so.
        if gap > Fraction(5, 100):
            assert found.ways[code] == 1
        else:
            assert 0 < found.ways[code] <= 1
    assert min(found.ways.values()) < 1


def test_one_way_alone_is_always_in_order(kainuu_2027: Comparison) -> None:
    alone = replace(kainuu_2027, splits=kainuu_2027.splits[:1])
    found = robustness(alone, draws=20)
    assert found is not None
    assert set(found.ways.values()) == {Fraction(1)}


def test_without_a_usable_key_there_is_nothing_to_draw(kainuu_2023: Comparison) -> None:
    case = kainuu_2023.case
    bare = Problem(case.problem.total, case.problem.payers)
    assert robustness(replace(kainuu_2023, case=replace(case, problem=bare))) is None


# The same, worked out plainly: every draw in fractions, every order by sorting.
# -----------------------------------


# One second computation, in one piece so that it can be read beside what it checks.
def plainly(  # noqa: C901
    comparison: Comparison, draws: int, seed: int, reach: int
) -> Robustness | None:
    """Do what `robustness` says it does, one fraction after another."""
    case, payers = comparison.case, comparison.case.problem.payers
    usable = []
    for name in case.problem.keys:
        try:
            case.problem.weights(name)
        except AllocationError:
            continue
        usable.append(name)
    if not usable:
        return None

    def ranking(cents: Mapping[str, int]) -> list[str]:
        return sorted(payers, key=lambda code: (-cents[code], code))

    def order(by_way: Mapping[str, Mapping[str, Fraction]], payer: str) -> list[str]:
        return sorted(
            (name for name in by_way if payer in by_way[name]),
            key=lambda name: (by_way[name][payer], name),
        )

    def anew(split: Split, problem: Problem) -> Mapping[str, Fraction]:
        variant = split.variant
        if not {"key", "keys", "weights"} & set(type(variant.parameters).model_fields):
            return split.exact.amounts

        def method(inner: Problem) -> ExactSplit:
            return variant.method.function(inner, variant.parameters)

        return with_steps(method, case.steps)(problem).amounts

    draw, chosen = Random(seed), comparison.chosen.cents
    as_it_is = {split.id: split.exact.amounts for split in comparison.leading}
    sums: dict[str, list[int]] = {code: [] for code in payers}
    same, same_ways = 0, dict.fromkeys(payers, 0)
    for _ in range(draws):
        keys = {
            name: {
                code: figure * (10_000 + draw.randint(-100, 100)) for code, figure in key.items()
            }
            for name, key in case.problem.keys.items()
        }
        equal, weights = draw.randint(0, 30), [draw.randint(0, 1000) for _ in usable]
        if not any(weights):
            weights[0] = 1
        amounts = dict.fromkeys(payers, case.problem.total * Fraction(equal, 100) / len(payers))
        for name, weight in zip(usable, weights, strict=True):
            whole = sum(keys[name][code] for code in payers)
            part = case.problem.total * Fraction((100 - equal) * weight, 100 * sum(weights)) / whole
            amounts = {code: amount + part * keys[name][code] for code, amount in amounts.items()}
        rounded = case.rounding.function(amounts, case.terms.rounding.unit).cents
        for code in payers:
            sums[code].append(rounded[code])
        same += ranking(rounded) == ranking(chosen)
        by_way = {
            split.id: anew(split, replace(case.problem, keys=keys)) for split in comparison.leading
        }
        for code in payers:
            same_ways[code] += order(by_way, code) == order(as_it_is, code)
    edge = draws // 20
    return Robustness(
        draws=draws,
        seed=seed,
        reach=reach,
        within={
            code: Fraction(sum(abs(one - chosen[code]) <= reach for one in found), draws)
            for code, found in sums.items()
        },
        low={code: sorted(found)[edge] for code, found in sums.items()},
        high={code: sorted(found)[-1 - edge] for code, found in sums.items()},
        ranking=Fraction(same, draws),
        ways={code: Fraction(count, draws) for code, count in same_ways.items()},
    )


@pytest.mark.slow
@pytest.mark.parametrize("seed", [2023, 7])
def test_it_is_what_plain_fractions_give(
    kainuu_2023: Comparison, kainuu_2027: Comparison, seed: int
) -> None:
    for comparison in (kainuu_2023, kainuu_2027):
        assert robustness(comparison, 60, seed, 50_00) == plainly(comparison, 60, seed, 50_00)


# Few distinct figures make equal shares, so that the codes and the names decide.
FIGURES = st.builds(Fraction, st.sampled_from([0, 1, 2, 2, 3, 5]), st.sampled_from([1, 1, 2, 7]))


@pytest.mark.slow
@at_most(60)
@given(data=st.data())
def test_random_cases_are_what_plain_fractions_give(
    kainuu_2023: Comparison, data: st.DataObject
) -> None:
    case = kainuu_2023.case
    payers = case.problem.payers[: data.draw(st.integers(1, 4))]
    positive = FIGURES.map(lambda figure: figure + 1)
    people = {code: data.draw(positive) for code in payers}
    keys = {name: {code: data.draw(FIGURES) for code in payers} for name in case.problem.keys}
    # Everybody must have a figure of what the terms choose by; of a key that nobody has any of, no
    # share is made.
    keys |= {
        "population_2021": people,
        "income_tax_2020": {code: data.draw(positive) for code in payers},
    }
    keys["tax_revenue_2020"] = {**keys["tax_revenue_2020"], payers[0]: Fraction(1)}
    total = data.draw(st.integers(1, 40)) * 100
    claims = {
        "population_2021": {code: Fraction(total) * figure for code, figure in people.items()}
    }
    alternatives = case.alternatives
    if data.draw(st.booleans()):
        weighted = ByWeightedClaims(claims="population_2021", weights="population_2021")
        alternatives = (
            Variant(METHODS["claims_constrained_equal_awards"], weighted),
            *alternatives,
        )
    steps = data.draw(
        st.sampled_from([(), ((STEPS["off_the_top"], OffTheTop(payer="205", share="0.10")),)])
    )
    made = replace(
        case,
        problem=Problem(Fraction(total), payers, keys, claims),
        alternatives=alternatives,
        steps=steps,
        rounding=data.draw(st.sampled_from(list(ROUNDING_RULES.values())[:3])),
    )
    try:
        comparison = compare_methods(made)
        wanted = plainly(comparison, 12, 5, 3)
    except AllocationError:  # a divisor rule that gives everybody a cent, and too few cents
        return
    assert robustness(comparison, 12, 5, 3) == wanted


@pytest.mark.parametrize("below", [1, 2, 31, 201, 1001])
def test_numbers_are_those_of_randint(below: int) -> None:
    one, other = Random(2023), Random(2023)
    assert numbers(one, below, 500) == [other.randint(0, below - 1) for _ in range(500)]
    assert one.getstate() == other.getstate()


AMOUNTS = st.dictionaries(
    st.sampled_from("abc"),
    st.dictionaries(
        st.just("578"), st.builds(Fraction, st.integers(-2, 3), st.sampled_from([1, 2, 3]))
    ),
)


@given(before=AMOUNTS, after=AMOUNTS)
def test_an_order_is_told_as_by_sorting(
    before: dict[str, dict[str, Fraction]], after: dict[str, dict[str, Fraction]]
) -> None:
    def order(by_way: dict[str, dict[str, Fraction]]) -> list[str]:
        return sorted(
            (name for name in by_way if by_way[name]), key=lambda name: (by_way[name]["578"], name)
        )

    # The ways are the same ones; a payer may be absent in some of them.
    after = {name: after.get(name, {}) for name in before}
    ratios = {name: Ratios.of(amounts) for name, amounts in after.items()}
    assert _in_order(order(before), ratios, "578") == (order(after) == order(before))


def test_an_equal_split_moves_with_the_key_of_a_band_around_it(kainuu_2023: Comparison) -> None:
    band = (STEPS["band"], Band(key="population_2021", above="0.2"))
    equal = Variant(METHODS["equal"], NoParameters())
    case = replace(kainuu_2023.case, chosen=equal, alternatives=(), steps=(band,))
    made = compare_methods(case)
    recompute = _recompute(case, made.chosen)
    people = case.problem.keys["population_2021"]
    grown = {**people, "697": people["697"] * 2}
    problem = replace(case.problem, keys={**case.problem.keys, "population_2021": grown})
    assert recompute(problem)["697"] > made.chosen.exact.amounts["697"]
