"""Games made of what is declared, and what makes no game."""

from fractions import Fraction

import pytest

from analyysi.allocation.cost_games.declared_games import (
    additive_and_fixed,
    airport,
    from_table,
    stand_alone_and_joint,
    stand_alone_range_and_joint,
)
from analyysi.errors import AllocationError
from support.cost_games import coalitions

Third = Fraction(1, 3)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([(("A",), 1), (("B",), 1)], "not whole: no cost for {A, B}. Every coalition of A, B"),
        ([(("A",), 1), (("B",), 1), (("A", "B"), 2), (("B", "A"), 3)], "two costs for {A, B}"),
        ([(("A",), 1), (("B",), 1), (("A", "B"), 2), (("A", "C"), 3)], "unknown members in {A, C}"),
        ([(("A",), 1), (("B",), 1), (("A", "B"), 2), (("A", "A"), 3)], "unknown members in {A, A}"),
        ([(("A",), 1), (("B",), 1), ("AB", 2)], "no cost for {A, B}; unknown members in {AB}"),
        ([(("A",), 1), (("B",), 1), (("A", "B"), 2), ((), 3)], "a cost for the empty coalition"),
        ([], "no cost for {A}, {B}, {A, B}"),
    ],
)
def test_a_table_that_is_not_whole(rows: list[tuple[tuple[str, ...], int]], words: str) -> None:
    with pytest.raises(AllocationError, match=words):
        from_table("AB", rows)


def test_a_table_names_five_faults_and_counts_the_rest() -> None:
    with pytest.raises(AllocationError, match="{A, B}, {C}, {A, C} and 2 more"):
        from_table("ABC", [((), 0)])


def test_a_table_may_be_a_mapping_and_may_name_the_empty_coalition() -> None:
    table = {frozenset("AB"): Third, frozenset("A"): Fraction(1, 2), frozenset("B"): Fraction(1)}
    table[frozenset()] = Fraction(0)
    assert [from_table("AB", table).cost(mask) for mask in range(4)] == [
        0,
        Fraction(1, 2),
        1,
        Third,
    ]


def test_a_table_of_too_many() -> None:
    with pytest.raises(AllocationError, match="coalitions of 21 players was given: 20 is the most"):
        from_table([str(number) for number in range(21)], [])


def test_stand_alone_and_joint() -> None:
    # min(sum of stand-alone costs, 10) for two or more; alone, 12 stays 12.
    made = stand_alone_and_joint({"A": 12, "B": 4, "C": 5}, 10)
    assert {members: made.cost(members) for members in coalitions("ABC")} == {
        ("A",): 12,
        ("B",): 4,
        ("C",): 5,
        ("A", "B"): 10,
        ("A", "C"): 10,
        ("B", "C"): 9,
        ("A", "B", "C"): 10,
    }


@pytest.mark.parametrize(
    ("alone", "joint", "words"),
    [
        (
            {"A": 3, "B": 4},
            8,
            "joint cost of 8 cents is more than the stand-alone costs together, 7 cents",
        ),
        ({"A": 3, "B": -4}, 8, "stand-alone cost of B is negative"),
        ({"A": 3, "B": 4}, -1, "joint cost is -1 cents: zero or more"),
        ({"A": 3}, 1, "needs two players or more"),
    ],
)
def test_stand_alone_costs_that_make_no_game(alone: dict[str, int], joint: int, words: str) -> None:
    with pytest.raises(AllocationError, match=words):
        stand_alone_and_joint(alone, joint)


def test_stand_alone_range() -> None:
    both = stand_alone_range_and_joint({"A": 3, "B": 4}, {"B": 6, "A": 5}, Fraction(13, 2))
    assert both.low.players == both.high.players == ("A", "B")
    assert both.low.stand_alone() == {"A": 3, "B": 4}
    assert both.high.stand_alone() == {"A": 5, "B": 6}
    assert both.low.total == both.high.total == Fraction(13, 2)
    with pytest.raises(AllocationError, match="lacks an end for B, C: give both"):
        stand_alone_range_and_joint({"A": 3, "B": 4}, {"A": 3, "C": 4}, 5)
    with pytest.raises(AllocationError, match="above the high end for B: exchange"):
        stand_alone_range_and_joint({"A": 3, "B": 4}, {"A": 3, "B": 2}, 5)


def test_airport_and_additive_with_a_fixed_cost() -> None:
    runway = airport({"A": 8, "B": 11, "C": Fraction(27, 2)})
    assert [runway.cost(mask) for mask in range(8)] == [0, 8, 11, 11, *[Fraction(27, 2)] * 4]
    network = additive_and_fixed({"A": 1, "B": 2, "C": 4}, 10)
    assert [network.cost(mask) for mask in range(8)] == [0, 11, 12, 13, 14, 15, 16, 17]
    with pytest.raises(AllocationError, match="need of B is negative"):
        airport({"A": 1, "B": -1})
    with pytest.raises(AllocationError, match="own cost of A, B is negative"):
        additive_and_fixed({"A": -1, "B": -1}, 1)
    with pytest.raises(AllocationError, match="fixed cost is -1 cents"):
        additive_and_fixed({"A": 1}, -1)
