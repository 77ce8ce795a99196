"""The Shapley and Owen values: published cases, second computations and what the values promise."""

from fractions import Fraction
from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.allocation.cost_games.core import core_objection
from analyysi.allocation.cost_games.declared_games import (
    additive_and_fixed,
    airport,
    from_table,
    stand_alone_and_joint,
)
from analyysi.allocation.cost_games.games import CostGame, TableOfCosts
from analyysi.allocation.cost_games.shapley import (
    marginal_vector,
    owen_value,
    sample_shapley,
    shapley_value,
)
from analyysi.errors import AllocationError


def games(largest: int) -> st.SearchStrategy[CostGame]:
    """Games of few distinct costs, so that ties happen."""
    return st.integers(1, largest).flatmap(
        lambda size: st.lists(
            st.sampled_from([0, 1, 2, 3, 5, 8]), min_size=2**size - 1, max_size=2**size - 1
        ).map(lambda costs: CostGame(tuple("ABCDEF"[:size]), TableOfCosts(2, (0, *costs))))
    )


def mean(vectors: list[dict[str, Fraction]]) -> dict[str, Fraction]:
    return {
        code: sum((vector[code] for vector in vectors), Fraction(0)) / len(vectors)
        for code in vectors[0]
    }


def test_airport_of_littlechild_and_owen() -> None:
    # The rule of Littlechild & Owen (1973), Management Science 20, 370-372, on runway costs 8, 11,
    # 13, 18 (Wikipedia, Airport problem): 8/4; + 3/3; + 2/2; + 5/1.
    assert shapley_value(airport({"A": 8, "B": 11, "C": 13, "D": 18})) == {
        "A": 2,
        "B": 3,
        "C": 4,
        "D": 9,
    }


# Runway cost in pounds a year, movements and published fee per movement by aircraft type, from the
# Fokker Friendship to the Boeing 707, at Birmingham in 1968-69: Littlechild & Owen (1973);
# Littlechild & Thompson (1977), Aircraft landing fees, Bell Journal of Economics 8, 186-204. The
# costs and the movements are those of the R package AirportProblems, which names Littlechild &
# Thompson: alexbernardez/AirportProblems, data-raw/prepare_data.R, commit
# 78ab60c2e4bbfca211626c30b85267383ed665c4. It has no Shapley fees; of the print of these no copy
# was at hand, they are written down from memory, and follow from the other two columns. (Its manual
# counts 13 752 movements; its own table and ours sum to 13 572.)
BIRMINGHAM = [
    (65899, 42, "4.86"),
    (76725, 9555, "5.66"),
    (95200, 288, "10.30"),
    (97200, 303, "10.85"),
    (97436, 151, "10.92"),
    (98142, 1315, "11.13"),
    (102496, 505, "13.40"),
    (104849, 1128, "15.07"),
    (113322, 151, "44.80"),
    (115440, 112, "60.61"),
    (117676, 22, "162.24"),
]


@pytest.mark.slow
def test_birmingham_airport() -> None:
    movements = [
        (kind, f"{kind}-{turn}")
        for kind, (_, turns, _) in enumerate(BIRMINGHAM)
        for turn in range(turns)
    ]
    assert len(movements) == 13572
    value = shapley_value(airport({name: BIRMINGHAM[kind][0] for kind, name in movements}))
    assert sum(value.values()) == 117676
    for kind, (_, _, fee) in enumerate(BIRMINGHAM):
        assert round(value[f"{kind}-0"], 2) == Fraction(fee)


def test_airport_in_any_order_with_ties_and_zero() -> None:
    # 6 shared by three, then 4 by one; a player who needs nothing pays nothing.
    assert shapley_value(airport({"D": 10, "A": 6, "Z": 0, "B": 6})) == {
        "D": 6,
        "A": 2,
        "Z": 0,
        "B": 2,
    }


def test_tva() -> None:
    # Straffin & Heaney (1981), International Journal of Game Theory 10, 35-43, on Ransmeier's
    # (1942) costs; see test_games.py for how far they could be checked.
    rows = {
        "N": 163520,
        "F": 140826,
        "P": 250096,
        "NF": 301607,
        "NP": 378821,
        "FP": 367370,
        "NFP": 412584,
    }
    tva = from_table("NFP", [(tuple(members), cost) for members, cost in rows.items()])
    assert shapley_value(tva) == {"N": 117829, "F": Fraction(201513, 2), "P": Fraction(387997, 2)}
    assert core_objection(tva, shapley_value(tva)) is None


def test_glove_game() -> None:
    # Two right gloves and one left; a pair is worth 1 (Wikipedia, Shapley value): 1/6, 1/6, 2/3.
    pairs = {
        ("R",): 0,
        ("r",): 0,
        ("L",): 0,
        ("R", "r"): 0,
        ("R", "L"): -1,
        ("r", "L"): -1,
        ("R", "r", "L"): -1,
    }
    value = shapley_value(from_table("RrL", pairs.items()))
    assert value == {"R": -Fraction(1, 6), "r": -Fraction(1, 6), "L": -Fraction(2, 3)}


def test_owen_value_of_two_unions() -> None:
    # Manual of the R package GameTheoryAllocation 1.0 (Owen_value): costs 1, 1, 2, 1, 2, 2, 2 of 1,
    # 2, 3, 12, 13, 23, 123 and unions {1, 2} and {3}. Owen value 0.25, 0.25, 1.5; Shapley value
    # 1/3, 1/3, 4/3.
    rows = {
        ("1",): 1,
        ("2",): 1,
        ("3",): 2,
        ("1", "2"): 1,
        ("1", "3"): 2,
        ("2", "3"): 2,
        ("1", "2", "3"): 2,
    }
    made = from_table("123", rows.items())
    assert owen_value(made, [("1", "2"), ("3",)]) == {
        "1": Fraction(1, 4),
        "2": Fraction(1, 4),
        "3": Fraction(3, 2),
    }
    assert shapley_value(made) == {"1": Fraction(1, 3), "2": Fraction(1, 3), "3": Fraction(4, 3)}


@given(games(6))
def test_shapley_is_the_mean_over_all_orders(made: CostGame) -> None:
    vectors = [marginal_vector(made, order) for order in permutations(made.players)]
    assert shapley_value(made) == mean(vectors)


@given(st.lists(st.sampled_from([0, 1, 2, Fraction(7, 2), 5]), min_size=1, max_size=8))
def test_airport_closed_form_against_all_coalitions(needs: list[Fraction]) -> None:
    made = airport({f"{number}": need for number, need in enumerate(needs)})
    table = CostGame(made.players, TableOfCosts(made.costs.denominator, tuple(made.numerators())))
    assert shapley_value(made) == shapley_value(table)


@pytest.mark.slow
def test_fixed_cost_is_shared_equally_at_twenty_players() -> None:
    own = {f"{number:02}": number**3 for number in range(20)}
    wanted = {code: cost + Fraction(10**12, 20) for code, cost in own.items()}
    assert shapley_value(additive_and_fixed(own, 10**12)) == wanted


@given(games(4), st.data())
def test_owen_is_the_mean_over_the_orders_that_keep_unions_together(
    made: CostGame, data: st.DataObject
) -> None:
    labels = data.draw(st.tuples(*[st.sampled_from("xyz")] * len(made.players)))
    unions = [
        [code for code, own in zip(made.players, labels, strict=True) if own == label]
        for label in sorted({*labels})
    ]
    together = []
    for order in permutations(made.players):
        met = [labels[made.players.index(code)] for code in order]
        changes = sum(1 for before, after in pairwise(met) if before != after)
        if changes == len(unions) - 1:
            together.append(marginal_vector(made, order))
    assert owen_value(made, unions) == mean(together)


@given(games(5))
def test_owen_of_singles_and_of_one_union_is_shapley(made: CostGame) -> None:
    assert owen_value(made, [(code,) for code in made.players]) == shapley_value(made)
    assert owen_value(made, [made.players]) == shapley_value(made)


@given(games(5))
def test_null_player_pays_nothing_and_dummy_its_own(made: CostGame) -> None:
    values = made.numerators()
    longer = CostGame(
        (*made.players, "Z"), TableOfCosts(2, (*values, *(value + 7 for value in values)))
    )
    assert shapley_value(longer) == shapley_value(made) | {"Z": Fraction(7, 2)}
    idle = CostGame((*made.players, "Z"), TableOfCosts(2, (*values, *values)))
    assert shapley_value(idle) == shapley_value(made) | {"Z": 0}


@given(games(4), games(4))
def test_shapley_is_additive(one: CostGame, other: CostGame) -> None:
    if one.players != other.players:
        return
    both = [a + b for a, b in zip(one.numerators(), other.numerators(), strict=True)]
    first, second = shapley_value(one), shapley_value(other)
    summed = shapley_value(CostGame(one.players, TableOfCosts(2, tuple(both))))
    assert summed == {code: first[code] + second[code] for code in one.players}


@given(games(4), st.sampled_from([2, 3]), st.sampled_from([0, 1, 4]))
def test_shapley_follows_scale_and_own_costs(made: CostGame, factor: int, own: int) -> None:
    changed = [factor * value + own * (mask & 1) for mask, value in enumerate(made.numerators())]
    wanted = {code: factor * share for code, share in shapley_value(made).items()}
    wanted["A"] += Fraction(own, 2)
    assert shapley_value(CostGame(made.players, TableOfCosts(2, tuple(changed)))) == wanted


def test_marginal_vector() -> None:
    made = airport({"A": 8, "B": 11, "C": 13})
    assert marginal_vector(made, "BAC") == {"A": 0, "B": 11, "C": 2}
    with pytest.raises(
        AllocationError, match="must name every player once: A, B, C. It names A, B, B"
    ):
        marginal_vector(made, "ABB")
    with pytest.raises(AllocationError, match="It names nobody"):
        marginal_vector(made, "")


@pytest.mark.parametrize(
    ("unions", "words"),
    [
        ([("A",), ("B",)], "look at C. Name each player in exactly one union"),
        ([("A", "B"), ("B", "C")], "look at B."),
        ([("A", "B"), ("C",), ("X",)], "look at X."),
        ([("A", "B", "C"), ()], "look at an empty union"),
    ],
)
def test_unions_that_do_not_divide_the_players(unions: list[tuple[str, ...]], words: str) -> None:
    with pytest.raises(AllocationError, match=words):
        owen_value(airport({"A": 1, "B": 2, "C": 3}), unions)


def test_owen_of_many_players_in_few_unions() -> None:
    # 24 players in six unions of four, each causing 1 and all together a fixed 24: 2 each.
    codes = [f"{number:02}" for number in range(24)]
    made = additive_and_fixed(dict.fromkeys(codes, 1), 24)
    assert owen_value(
        made, [codes[start : start + 4] for start in range(0, 24, 4)]
    ) == dict.fromkeys(codes, 2)
    with pytest.raises(
        AllocationError,
        match="24 unions of these sizes takes 402653184 costs of coalitions: 4194304",
    ):
        owen_value(made, [(code,) for code in codes])


def test_too_many_players_for_the_exact_value() -> None:
    made = stand_alone_and_joint({f"{number:02}": 1 for number in range(21)}, 5)
    with pytest.raises(
        AllocationError, match="asked for 21 players: 20 is the most. Use sample_shapley"
    ):
        shapley_value(made)


@pytest.mark.slow
def test_sample_sums_exactly_and_tells_its_error() -> None:
    made = stand_alone_and_joint(
        {f"{number:02}": 1000 + 700 * number for number in range(12)}, 20000
    )
    true = shapley_value(made)
    sample = sample_shapley(made, draws=400, seed=7)
    assert sum(sample.amounts.values()) == made.total
    assert (sample.draws, sample.seed) == (400, 7)
    within = [
        abs(sample.amounts[code] - true[code]) <= 2 * error
        for code, error in sample.standard_errors.items()
        if error
    ]
    # About 95 of a hundred are within two standard errors; with this seed ten of twelve would
    # already be few.
    assert len(within) == 12
    assert sum(within) >= 11
    assert sample == sample_shapley(made, draws=400, seed=7)
    assert sample.amounts != sample_shapley(made, draws=400, seed=8).amounts


def test_standard_errors_against_the_textbook() -> None:
    # Two players who alone cost 4 and 6 and together 5: an order and its reverse give 3/2 and 7/2,
    # whatever the order.
    made = stand_alone_and_joint({"A": 4, "B": 6}, 5)
    sample = sample_shapley(made, draws=2)
    assert sample.amounts == {"A": Fraction(3, 2), "B": Fraction(7, 2)}
    assert sample.standard_errors == {"A": 0, "B": 0}
    # Two draws x and y have the standard error |x - y| / 2. Of three players, an order and its
    # reverse tell only who is between the others: A's observations are 0 if A is, or else 4/2.
    made = airport({"A": 4, "B": 4, "C": 4})
    errors = {sample_shapley(made, draws=2, seed=seed).standard_errors["A"] for seed in range(20)}
    assert errors == {Fraction(0), Fraction(1)}


@pytest.mark.slow
def test_a_large_sample() -> None:
    # A fixed cost is an equal share of it for each, which the sample comes near and its error
    # allows for.
    codes = [f"{number:02}" for number in range(40)]
    sample = sample_shapley(additive_and_fixed(dict.fromkeys(codes, 5), 4000), draws=200)
    assert sum(sample.amounts.values()) == 4200
    assert all(
        abs(sample.amounts[code] - 105) <= 4 * sample.standard_errors[code] for code in codes
    )


def test_one_draw_tells_no_error() -> None:
    with pytest.raises(AllocationError, match="1 draws were asked for"):
        sample_shapley(airport({"A": 1}), draws=1)
