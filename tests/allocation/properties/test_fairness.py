"""Measures of an even burden, by hand and by a second formula."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.allocation.properties.fairness import (
    Burden,
    burden,
    concentration,
    is_even,
    progressivity,
)
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


ONE_EACH = {code: Fraction(1) for code in "abc"}


def test_progressivity_by_hand() -> None:
    ability = {"a": Fraction(1), "b": Fraction(2), "c": Fraction(3)}
    even = {"a": Fraction(2), "b": Fraction(4), "c": Fraction(6)}
    assert progressivity(even, ability, ONE_EACH) == 0
    # All to the largest: concentration 2 * 3 / 3 - 4/3 = 2/3; Gini of 1, 2, 3 is 2 * 14 / 18 - 4/3
    # = 2/9.
    last = {"a": Fraction(0), "b": Fraction(0), "c": Fraction(6)}
    assert progressivity(last, ability, ONE_EACH) == Fraction(4, 9)
    same = dict.fromkeys("abc", Fraction(2))
    assert progressivity(same, ability, ONE_EACH) == Fraction(-2, 9)


def test_the_sign_turns_when_heads_are_counted() -> None:
    # A town of 90 has taxes of 90, a village of 10 has 20: 1 and 2 a head. They pay 94 and 16.
    # By payers the town is the richer and pays more than in proportion. By heads the village is
    # the richer, and pays 1.6 a head where the town pays 1.04: less than in proportion to 2 : 1.
    taxes = {"a": Fraction(90), "b": Fraction(20)}
    paid = {"a": Fraction(94), "b": Fraction(16)}
    by_payers = {"a": Fraction(1), "b": Fraction(1)}
    assert progressivity(paid, taxes, by_payers) > 0
    heads = {"a": Fraction(90), "b": Fraction(10)}
    # Concentration of what is paid: 1 - (90 * 94 + 10 * (2 * 94 + 16)) / (100 * 110) = 1/22;
    # Gini of the taxes: 1 - (90 * 90 + 10 * (2 * 90 + 20)) / (100 * 110) = 1/22 + 4/110.
    assert concentration(paid, taxes, heads) == Fraction(5, 110)
    assert progressivity(paid, taxes, heads) == Fraction(-4, 110)


def test_concentration_of_a_published_table() -> None:
    # Deaths of children under five in India 1982-92 by wealth, the poorest fifth first: births,
    # deaths, and the printed index of -0.1694. O'Donnell, van Doorslaer, Wagstaff & Lindelow
    # (2008), Analyzing Health Equity Using Household Survey Data, World Bank, chapter 8.
    births = dict(zip("abcde", map(Fraction, (29939, 28776, 26528, 24689, 19739)), strict=True))
    deaths = dict(zip("abcde", map(Fraction, (4632, 4400, 3170, 2145, 1072)), strict=True))
    wealth = {code: births[code] * rank for rank, code in enumerate("abcde")}
    assert round(concentration(deaths, wealth, births), 4) == Fraction(-1694, 10_000)


def test_heads_of_one_ability_have_no_order() -> None:
    ability = {"a": Fraction(1), "b": Fraction(1), "c": Fraction(2)}
    first = {"a": Fraction(5), "b": Fraction(1), "c": Fraction(6)}
    second = {"a": Fraction(1), "b": Fraction(5), "c": Fraction(6)}
    assert progressivity(first, ability, ONE_EACH) == 0
    assert progressivity(second, ability, ONE_EACH) == 0


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
        progressivity({"a": Fraction(1)}, {"a": Fraction(0)}, ONE_EACH)


def test_what_has_no_progressivity() -> None:
    one = {"a": Fraction(1)}
    with pytest.raises(AllocationError, match="no heads above zero for a"):
        progressivity(one, one, {"a": Fraction(0)})
    with pytest.raises(AllocationError, match="Nothing is paid"):
        progressivity({"a": Fraction(0)}, one, one)


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
    amounts: Mapping[str, Fraction], ability: Mapping[str, Fraction], heads: Mapping[str, int]
) -> Fraction:
    """Count head by head: each of a payer's heads has the mean of its payer."""
    paid: list[Fraction] = []
    able: list[Fraction] = []
    for level in sorted({ability[code] / heads[code] for code in amounts}):
        alike = [code for code in amounts if ability[code] / heads[code] == level]
        people = sum(heads[code] for code in alike)
        paid += [sum((amounts[code] for code in alike), Fraction(0)) / people] * people
        able += [level] * people

    def concentrated(ordered: list[Fraction]) -> Fraction:
        weighted = sum((place * value for place, value in enumerate(ordered, start=1)), Fraction(0))
        return 2 * weighted / (len(ordered) * sum(ordered)) - Fraction(
            len(ordered) + 1, len(ordered)
        )

    return concentrated(paid) - concentrated(able)


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
    heads = {code: 1 + 5 * place % 4 for place, code in enumerate(amounts)}
    exact_heads = {code: Fraction(count) for code, count in heads.items()}
    plain = progressivity_plainly(amounts, base, heads)
    assert progressivity(amounts, base, exact_heads) == plain
