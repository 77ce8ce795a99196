"""Kohlberg's criterion: it accepts the nucleolus alone."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from analyysi.allocation.cost_games.games import CostGame
from analyysi.allocation.cost_games.kohlberg import is_nucleolus, kohlberg_transfer
from analyysi.allocation.cost_games.nucleolus import nucleolus, per_capita_nucleolus, prenucleolus
from analyysi.errors import AllocationError
from support.nucleolus_games import Solution, game, games, worst_first

VARIANTS = [
    (nucleolus, {"per_capita": False, "stand_alone": True}),
    (per_capita_nucleolus, {"per_capita": True, "stand_alone": True}),
    (prenucleolus, {"per_capita": False, "stand_alone": False}),
]


@pytest.mark.slow
@pytest.mark.parametrize(("solve", "options"), VARIANTS)
@given(made=games(2, 4), data=st.data())
def test_kohlberg_accepts_the_nucleolus_alone(
    solve: Solution, options: dict[str, bool], made: CostGame, data: st.DataObject
) -> None:
    assume(not options["stand_alone"] or sum(made.stand_alone().values()) >= made.total)
    result = solve(made)
    assert sum(result.values()) == made.total
    assert is_nucleolus(made, result, **options)
    steps = [Fraction(0), Fraction(1), Fraction(-1), Fraction(1, 6), Fraction(-1, 100)]
    change = data.draw(
        st.lists(st.sampled_from(steps), min_size=len(result) - 1, max_size=len(result) - 1)
    )
    assume(any(change))
    moved = {
        code: amount + step
        for (code, amount), step in zip(
            result.items(), (*change, -sum(change, Fraction(0))), strict=True
        )
    }
    # The transfer that the criterion offers instead does make the split better.
    transfer = kohlberg_transfer(made, moved, **options)
    assert transfer
    assert sum(transfer.values()) == 0
    reach = Fraction(1, 10**6)
    better = {code: amount + reach * transfer[code] for code, amount in moved.items()}
    caps = made.stand_alone()
    if options["stand_alone"] and any(moved[code] > caps[code] for code in moved):
        assert max(moved[c] - caps[c] for c in moved) > max(better[c] - caps[c] for c in moved)
    else:
        per_capita = options["per_capita"]
        assert worst_first(made, better, per_capita) > worst_first(made, moved, per_capita)
        assert not options["stand_alone"] or all(better[code] <= caps[code] for code in moved)


@pytest.mark.slow
@pytest.mark.parametrize(("solve", "options"), VARIANTS)
@given(made=games(5, 6))
def test_kohlberg_accepts_the_nucleolus_of_more_players(
    solve: Solution, options: dict[str, bool], made: CostGame
) -> None:
    assume(not options["stand_alone"] or sum(made.stand_alone().values()) >= made.total)
    assert is_nucleolus(made, solve(made), **options)


def test_a_split_that_does_not_fit() -> None:
    made = game({"A": 3, "B": 4, "AB": 6})
    with pytest.raises(
        AllocationError, match="sums to 5 cents but the cost of the game is 6 cents"
    ):
        is_nucleolus(made, {"A": 2, "B": 3})
    with pytest.raises(AllocationError, match="no amount for B"):
        is_nucleolus(made, {"A": 6})
