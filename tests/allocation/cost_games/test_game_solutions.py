"""Solutions of cost games: cases from the literature, definitions and limits."""

import random
from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given

from analyysi.allocation.cost_games.core import stand_alone_objection
from analyysi.allocation.cost_games.declared_games import (
    additive_and_fixed,
    airport,
    from_table,
    stand_alone_and_joint,
)
from analyysi.allocation.cost_games.game_properties import (
    concavity_witness,
)
from analyysi.allocation.cost_games.game_solutions import (
    GAME_SOLUTIONS,
    _smallest_with_each,
    ensc,
    equal_up_to_stand_alone,
    proportional_to_stand_alone,
    scrb,
    tau_value,
)
from analyysi.allocation.cost_games.games import LARGEST_TABLE, CostGame
from analyysi.errors import AllocationError
from support.cost_games import SMALL_GAMES, TVA, coalitions, game


def rounded(amounts: Mapping[str, Fraction], decimals: int = 0) -> list[Fraction]:
    return [
        round(amount, decimals) if decimals else Fraction(round(amount))
        for amount in amounts.values()
    ]


def test_scrb_of_the_tva() -> None:
    # Straffin & Heaney (1981). By hand: separable 45 214, 33 763, 110 977; 222 630 are left;
    # benefits 118 306, 107 063, 139 119, together 364 488.
    shares = scrb(TVA)
    assert shares["N"] == 45214 + Fraction(222630 * 118306, 364488)
    assert rounded({code: shares[code] for code in "NFP"}) == [117476, 99157, 195951]


def test_scrb_of_the_swedish_water_supply() -> None:
    # Young, Okada & Hashimoto (1979), Cost allocation in water resources development: a case study
    # of Sweden, IIASA WP-79-77, tables 7 and 8, in millions of crowns: alternative costs, marginal
    # costs and the SCRB shares. The printed figures are rounded, hence a hundredth either way.
    alone = {"A": "21.95", "H": "17.08", "K": "10.91", "L": "15.88", "M": "20.81", "T": "21.98"}
    marginal = {"A": "17.36", "H": "9.85", "K": "0.82", "L": "6.40", "M": "12.90", "T": "14.06"}
    printed = {"A": "19.54", "H": "13.28", "K": "5.62", "L": "10.90", "M": "16.66", "T": "17.82"}
    total = Fraction("83.82")
    costs: dict[tuple[str, ...], Fraction] = dict.fromkeys(coalitions("AHKLMT"), Fraction(100))
    costs |= {(code,): Fraction(cost) for code, cost in alone.items()}
    costs |= {
        tuple(other for other in "AHKLMT" if other != code): total - Fraction(cost)
        for code, cost in marginal.items()
    }
    costs[tuple("AHKLMT")] = total
    shares = scrb(from_table("AHKLMT", costs.items()))
    assert all(
        abs(shares[code] - Fraction(share)) <= Fraction("0.01") for code, share in printed.items()
    )


def test_ensc() -> None:
    # By hand: 222 630 / 3 = 74 210 on top of each separable cost.
    assert ensc(TVA) == {"N": 119424, "F": 107973, "P": 185187}


def test_scrb_where_benefits_do_not_tell() -> None:
    with pytest.raises(
        AllocationError, match="separable cost of A, B is more than the stand-alone cost"
    ):
        scrb(game({"A": 1, "B": 1, "AB": 4}))
    made = game({"A": 2, "B": 2, "C": 2, "AB": 4, "AC": 4, "BC": 4, "ABC": 6})
    assert scrb(made) == {"A": 2, "B": 2, "C": 2}
    with pytest.raises(AllocationError, match="-1 cents are left to share: remaining"):
        scrb(game({"A": 2, "B": 2, "C": 2, "AB": 3, "AC": 3, "BC": 3, "ABC": 5}))


def savings(gains: Mapping[str, int]) -> CostGame:
    """Turn a game of gains to one of costs: gains are negative costs."""
    return game({coalition: -gain for coalition, gain in gains.items()})


def test_tau_value_of_stach() -> None:
    # Stach (2011), Tijs value, Encyclopedia of Power, 667-670, as in the manual of the R package
    # CoopGame (tauValue).
    made = savings({"A": 0, "B": 0, "C": 0, "AB": 1, "AC": 2, "BC": 1, "ABC": 3})
    assert tau_value(made) == {"A": Fraction(-6, 5), "B": Fraction(-3, 5), "C": Fraction(-6, 5)}


def test_tau_value_of_three_players() -> None:
    # R package CoopGame 0.2.2, test 73.1.
    made = savings({"A": 0, "B": 0, "C": 0, "AB": 2, "AC": 2, "BC": 3, "ABC": 5})
    assert tau_value(made) == {"A": Fraction(-10, 8), "B": Fraction(-15, 8), "C": Fraction(-15, 8)}


def test_tau_value_is_not_always_defined() -> None:
    with pytest.raises(
        AllocationError, match="the most that A, B can be asked is less than the separable cost"
    ):
        tau_value(game({"A": 1, "B": 1, "AB": 4}))
    with pytest.raises(
        AllocationError, match="the most that all can be asked is 6 cents, less than the 7 cents"
    ):
        tau_value(game({"A": 2, "B": 2, "C": 2, "AB": 7, "AC": 7, "BC": 7, "ABC": 7}))


@given(SMALL_GAMES)
def test_tau_against_the_definition(made: CostGame) -> None:
    # Tijs (1981) on the savings v(S) = sum of c(i) - c(S): utopia M, minimal right m, the efficient
    # point between.
    alone = made.stand_alone()
    sets = [frozenset(members) for members in coalitions("".join(made.players))]
    saved = {members: sum(alone[code] for code in members) - made.cost(members) for members in sets}
    saved[frozenset()] = Fraction(0)
    everyone = frozenset(made.players)
    utopia = {code: saved[everyone] - saved[everyone - {code}] for code in made.players}
    right = {
        code: max(saved[s] - sum(utopia[other] for other in s - {code}) for s in sets if code in s)
        for code in made.players
    }
    defined = all(right[code] <= utopia[code] for code in made.players)
    if not defined or not sum(right.values()) <= saved[everyone] <= sum(utopia.values()):
        with pytest.raises(AllocationError, match="tau value is not defined"):
            tau_value(made)
        return
    spread = sum(utopia.values()) - sum(right.values())
    part = (saved[everyone] - sum(right.values())) / spread if spread else Fraction(0)
    wanted = {
        code: alone[code] - right[code] - part * (utopia[code] - right[code])
        for code in made.players
    }
    assert tau_value(made) == wanted


def test_shares_by_stand_alone_costs() -> None:
    # 12 by 3 : 5 : 16. Equally it would be 4 each, but A pays 3 alone; 9 are left for two.
    made = stand_alone_and_joint({"C": 16, "A": 3, "B": 5}, 12)
    assert proportional_to_stand_alone(made) == {"A": Fraction(3, 2), "B": Fraction(5, 2), "C": 8}
    assert equal_up_to_stand_alone(made) == {"A": 3, "B": Fraction(9, 2), "C": Fraction(9, 2)}
    assert list(equal_up_to_stand_alone(made)) == ["C", "A", "B"]
    assert equal_up_to_stand_alone(stand_alone_and_joint({"C": 16, "A": 1, "B": 2}, 12)) == {
        "C": 9,
        "A": 1,
        "B": 2,
    }


@pytest.mark.parametrize("rule", [proportional_to_stand_alone, equal_up_to_stand_alone])
def test_stand_alone_costs_that_do_not_cover(
    rule: Callable[[CostGame], dict[str, Fraction]],
) -> None:
    with pytest.raises(AllocationError, match="sum to 7 cents, less than the 8 cents to be shared"):
        rule(game({"A": 3, "B": 4, "AB": 8}))
    assert rule(game({"A": 0, "B": 0, "AB": 0})) == {"A": 0, "B": 0}


def test_no_proportion_to_a_negative_cost() -> None:
    with pytest.raises(AllocationError, match="stand-alone cost of A is negative"):
        proportional_to_stand_alone(game({"A": -1, "B": 4, "AB": 2}))


@pytest.mark.parametrize("name", GAME_SOLUTIONS)
@given(made=SMALL_GAMES)
def test_every_solution_shares_all_and_treats_equals_equally(name: str, made: CostGame) -> None:
    row = GAME_SOLUTIONS[name]
    assert row.name == name
    try:
        shares = row.function(made)
    except AllocationError:
        return
    assert list(shares) == list(made.players)
    assert sum(shares.values()) == made.total
    assert all(isinstance(share, Fraction) for share in shares.values())
    for first, second in combinations(range(len(made.players)), 2):
        a, b = 1 << first, 1 << second
        if all(
            made.cost(mask | a) == made.cost(mask | b)
            for mask in range(made.everyone)
            if not mask & (a | b)
        ):
            assert shares[made.players[first]] == shares[made.players[second]]


@pytest.mark.parametrize("name", GAME_SOLUTIONS)
def test_every_solution_of_a_concave_game_suits_every_single_player(name: str) -> None:
    made = additive_and_fixed({"A": 1, "B": 2, "C": 4, "D": 2}, 10)
    assert concavity_witness(made) is None
    assert stand_alone_objection(made, GAME_SOLUTIONS[name].function(made)) is None


@pytest.mark.slow
@pytest.mark.parametrize("name", GAME_SOLUTIONS)
def test_every_solution_keeps_its_limit(name: str) -> None:
    row = GAME_SOLUTIONS[name]
    limit = row.largest or LARGEST_TABLE
    made = additive_and_fixed({f"{number:02}": 1 for number in range(limit + 1)}, 10)
    if row.largest is None:
        assert sum(row.function(made).values()) == made.total
    else:
        with pytest.raises(AllocationError, match=f"{limit + 1} players"):
            row.function(made)
    if name in {"shapley", "nucleolus"}:
        runway = airport({f"{number:03}": number for number in range(300)})
        assert sum(row.function(runway).values()) == 299


def test_every_text_stands_for_itself() -> None:
    texts = [
        text
        for row in GAME_SOLUTIONS.values()
        for text in (row.title.text, row.rule.text, row.reference)
    ]
    assert all(texts)
    assert len({row.title.text for row in GAME_SOLUTIONS.values()}) == len(GAME_SOLUTIONS)
    assert all(
        row.rule.text.endswith(".") and row.rule.text.count(".") == 1
        for row in GAME_SOLUTIONS.values()
    )


@pytest.mark.parametrize("players", [1, 2, 5, 9])
def test_the_smallest_gap_with_each_player_is_that_of_going_through_all(players: int) -> None:
    draw = random.Random(players)
    for _ in range(20):
        gaps = [draw.randrange(-50, 50) for _ in range(1 << players)]
        assert _smallest_with_each(gaps, players) == [
            min(gap for mask, gap in enumerate(gaps) if mask >> number & 1)
            for number in range(players)
        ]
