"""Measures of an even burden, by hand and by a second formula."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.allocation.properties.fairness import Burden, burden, is_even, progressivity
from analyysi.comparison.compare import Comparison
from analyysi.errors import AllocationError

CASES = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), min_size=1, max_size=7).filter(
    lambda pairs: any(paid for paid, _ in pairs)
)


def split(pairs: list[tuple[int, int]]) -> tuple[dict[str, Fraction], dict[str, Fraction]]:
    codes = [f"{number:03d}" for number in range(len(pairs))]
    return (
        {code: Fraction(paid) for code, (paid, _) in zip(codes, pairs, strict=True)},
        {code: Fraction(base) for code, (_, base) in zip(codes, pairs, strict=True)},
    )


def of(pairs: list[tuple[int, int]]) -> Burden:
    return burden(*split(pairs))


def test_by_hand() -> None:
    # Two people pay 1 each and two pay 3 each: the poorer half pays a quarter. The Lorenz curve has
    # the points (1/2, 1/4) and (1, 1); the area below it is 1/16 + 5/16 = 3/8, so Gini is 1 - 3/4 =
    # 1/4.
    found = of([(2, 2), (6, 2)])
    assert found.lorenz == ((0, 0), (Fraction(1, 2), Fraction(1, 4)), (1, 1))
    assert found.gini == Fraction(1, 4)
    assert found.ratio == 3
    assert found.deviation == Fraction(1, 4)
    assert found.average == 2
    assert found.of_payer == {"000": 1, "001": 3}


def test_one_bears_all() -> None:
    # Of n with one unit of base each, one pays all: Gini is 1 - 1/n, and all but his own n-th would
    # have to move.
    found = of([(0, 1), (0, 1), (0, 1), (8, 1)])
    assert found.gini == Fraction(3, 4)
    assert found.deviation == Fraction(3, 4)
    assert found.ratio is None


@given(pairs=CASES)
def test_gini_is_the_mean_difference_worked_out_pair_by_pair(pairs: list[tuple[int, int]]) -> None:
    amounts, base = split(pairs)
    found = burden(amounts, base)
    whole = sum(base.values())
    differences = sum(
        base[one] * base[other] * abs(found.of_payer[one] - found.of_payer[other])
        for one in base
        for other in base
    )
    assert found.gini == differences / (2 * whole * whole * found.average)


@given(pairs=CASES)
def test_the_sum_that_would_have_to_move_worked_out_payer_by_payer(
    pairs: list[tuple[int, int]],
) -> None:
    amounts, base = split(pairs)
    found = burden(amounts, base)
    moved = sum(abs(amounts[code] - found.average * base[code]) for code in amounts) / 2
    assert found.deviation == moved / sum(amounts.values())
    assert 0 <= found.deviation <= found.gini < 1


@given(pairs=CASES, factor=st.sampled_from([Fraction(1, 3), Fraction(100)]))
def test_units_do_not_matter(pairs: list[tuple[int, int]], factor: Fraction) -> None:
    amounts, base = split(pairs)
    one = burden(amounts, base)
    other = burden(
        {code: a * factor for code, a in amounts.items()}, {code: b * 7 for code, b in base.items()}
    )
    assert (one.gini, one.ratio, one.deviation) == (other.gini, other.ratio, other.deviation)


def test_progressivity_by_hand() -> None:
    ability = {"a": Fraction(1), "b": Fraction(2), "c": Fraction(3)}
    assert progressivity({"a": Fraction(2), "b": Fraction(4), "c": Fraction(6)}, ability) == 0
    # All to the largest: concentration 2 * 3 / 3 - 4/3 = 2/3; Gini of 1, 2, 3 is 2 * 14 / 18 - 4/3
    # = 2/9.
    assert progressivity(
        {"a": Fraction(0), "b": Fraction(0), "c": Fraction(6)}, ability
    ) == Fraction(4, 9)
    assert progressivity(
        {"a": Fraction(2), "b": Fraction(2), "c": Fraction(2)}, ability
    ) == Fraction(-2, 9)


def test_payers_of_one_ability_have_no_order() -> None:
    ability = {"a": Fraction(1), "b": Fraction(1), "c": Fraction(2)}
    one = progressivity({"a": Fraction(5), "b": Fraction(1), "c": Fraction(6)}, ability)
    other = progressivity({"a": Fraction(1), "b": Fraction(5), "c": Fraction(6)}, ability)
    assert one == other == 0


def test_the_split_of_2023_weighs_evenly_on_inhabitants(kainuu_2023: Comparison) -> None:
    heads = kainuu_2023.case.heads
    assert heads is not None
    chosen = burden(kainuu_2023.chosen.exact.amounts, heads)
    assert chosen.gini == 0
    equal = next(split for split in kainuu_2023.splits if split.variant.method.name == "equal")
    assert burden(equal.exact.amounts, heads).ratio == Fraction(10_348, 1_210)


@pytest.mark.parametrize(
    ("pairs", "words"),
    [([(1, 0)], "There is no base above zero for 000"), ([(0, 1)], "Nothing is paid")],
)
def test_what_has_no_burden(pairs: list[tuple[int, int]], words: str) -> None:
    with pytest.raises(AllocationError, match=words):
        of(pairs)


def test_no_ability_to_pay() -> None:
    with pytest.raises(AllocationError, match="an ability to pay of zero or more"):
        progressivity({"a": Fraction(1)}, {"a": Fraction(0)})


# The same, worked out plainly in fractions.
# -----------------------------------------------------------------------


def plainly(
    amounts: Mapping[str, Fraction], base: Mapping[str, Fraction]
) -> tuple[Burden, Fraction, Fraction]:
    paid, whole = (
        sum(amounts.values(), Fraction(0)),
        sum((base[code] for code in amounts), Fraction(0)),
    )
    of_payer = {code: amount / base[code] for code, amount in amounts.items()}
    points = [(Fraction(0), Fraction(0))]
    for code in sorted(amounts, key=lambda code: (of_payer[code], code)):
        points.append((points[-1][0] + base[code] / whole, points[-1][1] + amounts[code] / paid))
    area = sum(
        ((there[0] - here[0]) * (there[1] + here[1]) / 2 for here, there in pairwise(points)),
        Fraction(0),
    )
    return (
        Burden(of_payer, paid / whole, tuple(points)),
        1 - 2 * area,
        max(below - above for below, above in points),
    )


def progressivity_plainly(
    amounts: Mapping[str, Fraction], ability: Mapping[str, Fraction]
) -> Fraction:
    paid: list[Fraction] = []
    able: list[Fraction] = []
    for level in sorted({ability[code] for code in amounts}):
        alike = [amounts[code] for code in amounts if ability[code] == level]
        paid += [sum(alike, Fraction(0)) / len(alike)] * len(alike)
        able += [level] * len(alike)

    def concentration(ordered: list[Fraction]) -> Fraction:
        weighted = sum((place * value for place, value in enumerate(ordered, start=1)), Fraction(0))
        return 2 * weighted / (len(ordered) * sum(ordered)) - Fraction(
            len(ordered) + 1, len(ordered)
        )

    return concentration(paid) - concentration(able)


@pytest.mark.slow
@given(
    rows=st.lists(
        st.tuples(
            st.builds(Fraction, st.integers(0, 6), st.sampled_from([1, 2, 7])),
            st.builds(Fraction, st.integers(1, 6), st.sampled_from([1, 3, 7])),
        ),
        min_size=1,
        max_size=7,
    ).filter(lambda rows: any(paid for paid, _ in rows))
)
def test_they_are_what_plain_fractions_give(rows: list[tuple[Fraction, Fraction]]) -> None:
    amounts = {f"{number:03d}": paid for number, (paid, _) in reversed(list(enumerate(rows)))}
    base = {f"{number:03d}": base for number, (_, base) in enumerate(rows)} | {
        "999": Fraction(1, 11)
    }
    found, (wanted, gini, deviation) = burden(amounts, base), plainly(amounts, base)
    assert found == wanted
    assert list(found.of_payer) == list(wanted.of_payer)
    assert found.gini == gini
    assert found.deviation == deviation
    assert is_even(amounts, base) == (gini == 0)
    assert progressivity(amounts, base) == progressivity_plainly(amounts, base)
