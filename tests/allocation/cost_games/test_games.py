"""Cost games, who objects to a split, and the simple ways to share; published cases have their
source above them.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.allocation.cost_games.core import Objection, core_objection, stand_alone_objection
from analyysi.allocation.cost_games.declared_games import (
    additive_and_fixed,
    airport,
    from_table,
    stand_alone_and_joint,
    stand_alone_range_and_joint,
)
from analyysi.allocation.cost_games.game_properties import (
    Witness,
    concavity_witness,
    essentiality_witness,
    monotonicity_witness,
    subadditivity_witness,
)
from analyysi.allocation.cost_games.game_solutions import (
    GAME_SOLUTIONS,
    ensc,
    equal_up_to_stand_alone,
    proportional_to_stand_alone,
    scrb,
    tau_value,
)
from analyysi.allocation.cost_games.games import LARGEST_TABLE, CostGame, TableOfCosts
from analyysi.errors import AllocationError

Third = Fraction(1, 3)


def game(costs: Mapping[str, int | Fraction]) -> CostGame:
    """Make a game whose players are letters: {"A": 3, "B": 4, "AB": 5}."""
    players = sorted(set("".join(costs)))
    return from_table(players, [(tuple(coalition), cost) for coalition, cost in costs.items()])


def rounded(amounts: Mapping[str, Fraction], decimals: int = 0) -> list[Fraction]:
    return [
        round(amount, decimals) if decimals else Fraction(round(amount))
        for amount in amounts.values()
    ]


def coalitions(players: str) -> list[tuple[str, ...]]:
    return list(
        chain.from_iterable(combinations(players, size) for size in range(1, len(players) + 1))
    )


# The costs of the Tennessee Valley Authority for navigation, flood control and power, in thousands
# of dollars, of Ransmeier (1942), The Tennessee Valley Authority, as used by Straffin & Heaney
# (1981), Game theory and the Tennessee Valley Authority, International Journal of Game Theory 10,
# 35-43. No copy was at hand: the costs and the published shares are written down from memory, and
# agree with each other.
TVA = game(
    {"N": 163520, "F": 140826, "P": 250096, "NF": 301607, "NP": 378821, "FP": 367370, "NFP": 412584}
)

SMALL_GAMES = st.integers(2, 4).flatmap(
    lambda size: st.tuples(*[st.sampled_from([0, 1, 2, 3, 5, 8])] * (2**size - 1)).map(
        lambda costs: CostGame(tuple("ABCD"[:size]), TableOfCosts(1, (0, *costs)))
    )
)


def test_cost_by_mask_and_by_members() -> None:
    assert TVA.players == ("F", "N", "P")
    assert TVA.cost(0b011) == TVA.cost({"N", "F"}) == TVA.cost(("N", "F")) == 301607
    assert TVA.cost(0) == TVA.cost(()) == 0
    assert TVA.total == 412584
    assert TVA.members(0b110) == ("N", "P")


@pytest.mark.parametrize(
    ("coalition", "words"),
    [
        (("N", "X"), "'X' is not a player of the cost game: F, N, P are"),
        (8, "Coalition 8 is not of this game: its masks run from 0 to 7"),
        (-1, "Coalition -1 is not of this game"),
        ("NF", "not one text: 'NF'"),
    ],
)
def test_a_coalition_that_is_none(coalition: int | tuple[str, ...] | str, words: str) -> None:
    with pytest.raises(AllocationError, match=words):
        TVA.cost(coalition)


def test_a_game_needs_players_and_each_once() -> None:
    with pytest.raises(AllocationError, match="has no players"):
        airport({})
    with pytest.raises(AllocationError, match="lists a player twice: A. Name"):
        CostGame(("A", "B", "A"), TableOfCosts(1, (0,) * 8))


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


COSTS = st.lists(st.sampled_from([0, 1, 2, 5, Fraction(7, 2)]), min_size=2, max_size=5).map(
    lambda values: dict(zip("ABCDE", values, strict=False))
)


@given(COSTS, st.sampled_from([0, 1, 2, Fraction(5, 3)]))
def test_all_costs_at_once_are_the_costs_one_by_one(
    costs: dict[str, Fraction], extra: Fraction
) -> None:
    games = [airport(costs), additive_and_fixed(costs, extra)]
    if extra <= sum(costs.values()):
        games.append(stand_alone_and_joint(costs, extra))
    for made in games:
        known = made.numerators()
        assert len(known) == 2 ** len(costs)
        assert all(
            Fraction(cost, made.costs.denominator) == made.cost(mask)
            for mask, cost in enumerate(known)
        )


def test_separable_costs_of_the_tva() -> None:
    # Straffin & Heaney (1981): 412 584 - 367 370, 412 584 - 378 821, 412 584 - 301 607.
    assert TVA.separable() == {"N": 45214, "F": 33763, "P": 110977}


def test_witnesses() -> None:
    # {A, B} costs 9 > 3 + 4 together; C's joining saves 2 from {A, B}.
    made = game({"A": 3, "B": 4, "C": 5, "AB": 9, "AC": 6, "BC": 7, "ABC": 7})
    assert subadditivity_witness(made) == Witness((("A",), ("B",)), Fraction(2))
    assert monotonicity_witness(made) == Witness((("A", "B"), ("A", "B", "C")), Fraction(2))
    assert concavity_witness(made) == Witness((("A",), ("B",)), Fraction(2))
    assert essentiality_witness(made) is None
    dear = game({"A": 3, "B": 4, "AB": Fraction(15, 2)})
    assert essentiality_witness(dear) == Witness((("A", "B"),), Fraction(1, 2))
    assert essentiality_witness(game({"A": 3, "B": 4, "AB": 7})) == Witness(
        (("A", "B"),), Fraction(0)
    )


def test_subadditive_and_not_concave() -> None:
    # Any two cost 4, all cost 6: c(AB) + c(AC) = 8 < c(ABC) + c(A) = 9.
    made = game({"A": 3, "B": 3, "C": 3, "AB": 4, "AC": 4, "BC": 4, "ABC": 6})
    assert subadditivity_witness(made) is None
    assert concavity_witness(made) == Witness((("A", "B"), ("A", "C")), Fraction(1))


def test_airport_games_have_every_property() -> None:
    made = airport({"A": 8, "B": 11, "C": 13, "D": 18})
    assert subadditivity_witness(made) is None
    assert concavity_witness(made) is None
    assert monotonicity_witness(made) is None
    assert essentiality_witness(made) is None


@given(SMALL_GAMES)
def test_witnesses_against_the_definitions(made: CostGame) -> None:
    sets = [frozenset(members) for members in coalitions("".join(made.players))]
    cost = {members: made.cost(members) for members in sets} | {frozenset[str](): Fraction(0)}
    apart = [(a, b) for a in sets for b in sets if not a & b and cost[a | b] > cost[a] + cost[b]]
    crossing = [(a, b) for a in sets for b in sets if cost[a | b] + cost[a & b] > cost[a] + cost[b]]
    inside = [
        (a, b) for a in (*sets, frozenset[str]()) for b in sets if a < b and cost[a] > cost[b]
    ]
    for found, every in (
        (subadditivity_witness(made), apart),
        (concavity_witness(made), crossing),
        (monotonicity_witness(made), inside),
    ):
        assert (found is None) == (not every)
    for found in (subadditivity_witness(made), concavity_witness(made)):
        if found:
            a, b = map(frozenset, found.coalitions)
            assert found.by == cost[a | b] + cost[a & b] - cost[a] - cost[b] > 0
    if found := monotonicity_witness(made):
        a, b = map(frozenset, found.coalitions)
        assert a < b
        assert found.by == cost[a] - cost[b] > 0


@pytest.mark.parametrize(
    ("check", "largest"),
    [(subadditivity_witness, 14), (concavity_witness, 18), (monotonicity_witness, 20)],
)
def test_too_many_players_to_go_through(
    check: Callable[[CostGame], Witness | None], largest: int
) -> None:
    with pytest.raises(
        AllocationError, match=f"has {largest + 1} players: this can be worked out for {largest}"
    ):
        check(airport({str(number): number for number in range(largest + 1)}))


def test_core_objection() -> None:
    # An equal split of the TVA's 412 584 is 137 528 each: F and P pay 275 056 of 367 370; nobody
    # objects. If N pays all, N objects by 412 584 - 163 520, {N, F} by 412 584 - 301 607, {N, P} by
    # 412 584 - 378 821.
    assert core_objection(TVA, dict.fromkeys("NFP", Fraction(412584, 3))) is None
    found = core_objection(TVA, {"N": 412584, "F": 0, "P": 0})
    assert found == Objection(("N",), Fraction(412584), Fraction(163520))
    assert found
    assert found.complaint == 249064
    assert stand_alone_objection(TVA, {"N": 412584, "F": 0, "P": 0}) == found


def test_a_group_objects_where_no_player_does() -> None:
    made = game({"A": 6, "B": 6, "C": 6, "AB": 7, "AC": 12, "BC": 12, "ABC": 12})
    split = {"A": 4, "B": 4, "C": 4}
    assert stand_alone_objection(made, split) is None
    assert core_objection(made, split) == Objection(("A", "B"), Fraction(8), Fraction(7))


def test_equal_complaints_go_to_the_fewest_and_first() -> None:
    made = game({"A": 1, "B": 1, "C": 9, "AB": 3, "AC": 9, "BC": 9, "ABC": 6})
    # A and B complain by 1 each, {A, B} by 1 too.
    assert core_objection(made, {"C": 2, "B": 2, "A": 2}) == Objection(
        ("A",), Fraction(2), Fraction(1)
    )


def test_every_split_of_a_game_with_an_empty_core_meets_an_objection() -> None:
    # Any two of three can do it for 4 and all three for 7 > 3/2 x 4: no split pleases all three
    # pairs.
    made = game({"A": 3, "B": 3, "C": 3, "AB": 4, "AC": 4, "BC": 4, "ABC": 7})
    for a in range(8):
        for b in range(8 - a):
            assert core_objection(made, {"A": a, "B": b, "C": 7 - a - b})


@pytest.mark.parametrize(
    ("split", "words"),
    [
        ({"N": 412584, "F": 0}, "no amount for P. Give one"),
        ({"N": 412584, "F": 0, "P": 0, "X": 1}, "an amount for X, not in the game"),
        ({"N": 412583, "F": 0, "P": 0}, "sums to 412583 cents but the cost of the game is 412584"),
    ],
)
def test_a_split_that_does_not_fit(split: dict[str, int], words: str) -> None:
    with pytest.raises(AllocationError, match=words):
        core_objection(TVA, split)
    with pytest.raises(AllocationError, match=words):
        stand_alone_objection(TVA, split)


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


@given(costs=st.lists(st.integers(0, 9), min_size=2, max_size=6), one=st.integers(0, 9))
def test_costs_alone_and_of_all_the_others_are_those_of_the_coalitions(
    costs: list[int], one: int
) -> None:
    players = [f"{number:03d}" for number in range(len(costs))]
    own = {code: Fraction(cost, 2) for code, cost in zip(players, costs, strict=True)}
    games = [
        airport(own),
        additive_and_fixed(own, one),
        stand_alone_and_joint(own, min(one, sum(own.values()))),
    ]
    games += [
        CostGame(known.players, TableOfCosts(known.costs.denominator, tuple(known.numerators())))
        for known in games
    ]
    for known in games:
        everyone = known.everyone
        assert known.stand_alone() == {code: known.cost([code]) for code in players}
        assert known.separable() == {
            code: known.cost(everyone) - known.cost([other for other in players if other != code])
            for code in players
        }
        assert known.numerators() == [known.costs.numerator(mask) for mask in range(everyone + 1)]
