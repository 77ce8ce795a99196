"""The nucleolus: published cases, second computations, Kohlberg's criterion and what the nucleolus
promises.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from analyysi.allocation.cost_games.core import core_objection
from analyysi.allocation.cost_games.declared_games import airport, from_table, stand_alone_and_joint
from analyysi.allocation.cost_games.equations import Held
from analyysi.allocation.cost_games.games import CostGame, TableOfCosts
from analyysi.allocation.cost_games.kohlberg import is_nucleolus
from analyysi.allocation.cost_games.nucleolus import nucleolus, per_capita_nucleolus, prenucleolus
from analyysi.allocation.cost_games.shapley import shapley_value
from analyysi.errors import AllocationError
from support.nucleolus_games import Solution, game, games, worst_first

Half = Fraction(1, 2)


def gains(values: Mapping[str, int]) -> CostGame:
    """Turn a game of gains to one of costs: gains are negative costs."""
    return game({coalition: -value for coalition, value in values.items()})


def gained(amounts: Mapping[str, Fraction]) -> list[Fraction]:
    return [-amount for amount in amounts.values()]


# Published cases


@pytest.mark.parametrize(
    ("estate", "awards"),
    [(100, [Fraction(100, 3)] * 3), (200, [50, 75, 75]), (300, [50, 100, 150])],
)
def test_talmud(estate: int, awards: list[Fraction]) -> None:
    # Claims of 100, 200 and 300: Mishna Ketubot 93a, whose awards are the nucleoli of the games in
    # which a coalition gets what the others' claims leave of the estate: Aumann & Maschler (1985),
    # Game theoretic analysis of a bankruptcy problem from the Talmud, Journal of Economic Theory
    # 36, 195-213. The awards as in S. Schecter, How the Talmud divides an estate among creditors
    # (studylib.net, documents 18259844 and 18259845).
    assert gained(nucleolus(bankruptcy(estate, [100, 200, 300]))) == awards


def bankruptcy(estate: int, claims: list[int]) -> CostGame:
    whole = (1 << len(claims)) - 1
    left = [
        max(0, estate - sum(claim for number, claim in enumerate(claims) if not mask >> number & 1))
        for mask in range(whole + 1)
    ]
    return CostGame(
        tuple("ABCDEFG"[: len(claims)]), TableOfCosts(1, tuple(-value for value in left))
    )


def test_tva() -> None:
    # Straffin & Heaney (1981), International Journal of Game Theory 10, 35-43, on Ransmeier's
    # (1942) costs.
    tva = game(
        {
            "N": 163520,
            "F": 140826,
            "P": 250096,
            "NF": 301607,
            "NP": 378821,
            "FP": 367370,
            "NFP": 412584,
        }
    )
    assert nucleolus(tva) == {"F": 93540, "N": 116234, "P": 202810}
    assert core_objection(tva, nucleolus(tva)) is None


# Young, Okada & Hashimoto (1982), Cost allocation in water resources development, Water Resources
# Research 18, 463-475, in millions of crowns. No copy of this table was at hand: the costs are
# written down from memory. What speaks for them is the working paper of 1979 (Young, Okada &
# Hashimoto, Cost allocation in water resources development: a case study of Sweden, IIASA
# WP-79-77), tables 7 and 8, which was: the single costs and the marginal costs agree (M's but for a
# hundredth), the Shapley value and the SCRB shares (test_games.py) come out as printed, and so do
# all eighteen shares of the three variants of the least core, to the hundredth, by the reading
# below.
SWEDISH_WATER = game(
    {
        "A": "21.95", "H": "17.08", "K": "10.91", "L": "15.88", "M": "20.81", "T": "21.98",
        "AH": "34.69", "AK": "32.86", "AL": "37.83", "AM": "42.76", "AT": "43.93", "HK": "22.96", "HL": "25.00",
        "HM": "37.89", "HT": "39.06", "KL": "26.79", "KM": "31.45", "KT": "32.89", "LM": "31.10", "LT": "37.86",
        "MT": "39.41",
        "AHK": "40.74", "AHL": "43.22", "AHM": "55.50", "AHT": "56.67", "AKL": "48.74", "AKM": "53.40",
        "AKT": "54.84", "ALM": "53.05", "ALT": "59.81", "AMT": "61.36", "HKL": "27.26", "HKM": "42.55",
        "HKT": "44.94", "HLM": "45.81", "HLT": "46.98", "HMT": "56.49", "KLM": "42.01", "KLT": "48.77",
        "KMT": "50.32", "LMT": "51.46",
        "AHKL": "48.95", "AHKM": "60.25", "AHKT": "62.72", "AHLM": "64.03", "AHLT": "65.20", "AHMT": "74.10",
        "AKLM": "63.96", "AKLT": "70.72", "AKMT": "72.27", "ALMT": "73.41", "HKLM": "48.07", "HKLT": "49.24",
        "HKMT": "59.35", "HLMT": "64.41", "KLMT": "56.61",
        "AHKLM": "69.76", "AHKLT": "70.93", "AHKMT": "77.42", "AHLMT": "83.00", "AKLMT": "73.97", "HKLMT": "66.46",
        "AHKLMT": "83.82",
    }
)  # fmt: skip


def test_swedish_water_supply() -> None:
    hundredth = Fraction(1, 100)
    # The Shapley value of the working paper's table 7. Its shares are rounded so as to sum to
    # 83.82.
    printed = {"A": "20.01", "H": "10.71", "K": "6.61", "L": "10.37", "M": "16.94", "T": "19.18"}
    value = shapley_value(SWEDISH_WATER)
    assert all(abs(value[code] - Fraction(share)) < hundredth for code, share in printed.items())
    # It is not in the core: H, K and L would pay less by themselves.
    found = core_objection(SWEDISH_WATER, value)
    assert found
    assert found.coalition == ("H", "K", "L")


def unique_solution(equations: list[list[Fraction]]) -> list[Fraction]:
    """Solve linear equations (each the coefficients, then the right side) that have one solution,
    by elimination.
    """
    size = len(equations[0]) - 1
    for column in range(size):
        pivot = next(row for row in range(column, len(equations)) if equations[row][column])
        equations[column], equations[pivot] = equations[pivot], equations[column]
        equations[column] = [value / equations[column][column] for value in equations[column]]
        for row in range(len(equations)):
            if row != column:
                factor = equations[row][column]
                equations[row] = [
                    a - factor * b for a, b in zip(equations[row], equations[column], strict=True)
                ]
    assert not any(any(row) for row in equations[size:])
    return [row[-1] for row in equations[:size]]


Multipliers = Mapping[str, int]


def after_two_programmes(
    weigh: Callable[[str], Fraction | int], first: Multipliers, second: Multipliers
) -> tuple[list[Fraction], dict[str, Fraction], tuple[Fraction, Fraction]]:
    """Solve two programmes of the Swedish costs by hand: the levels, the amounts then fixed (MT
    together), M's range.

    A programme finds the largest level e such that no coalition pays more than its cost less e
    times its weight. The multipliers are the proof that e cannot be larger: so many times taken,
    the coalitions are everybody, or nobody, a whole number of times, and what they pay in sum is
    known. At that level all of them are tight, and stay so.
    """
    members = [SWEDISH_WATER.members(mask) for mask in range(1, SWEDISH_WATER.everyone)]
    cost = {"".join(coalition): SWEDISH_WATER.cost(coalition) for coalition in members}
    levels: list[Fraction] = []
    pays: dict[str, Fraction] = {}
    for multipliers in (first, second):
        new = {
            coalition: times for coalition, times in multipliers.items() if coalition not in pays
        }
        assert all(times > 0 for times in new.values())
        (everybody,) = {
            sum(times for c, times in multipliers.items() if player in c) for player in "AHKLMT"
        }
        room = (
            sum(times * pays.get(c, cost[c]) for c, times in multipliers.items())
            - everybody * SWEDISH_WATER.total
        )
        levels.append(room / sum(times * weigh(c) for c, times in new.items()))
        pays |= {coalition: cost[coalition] - levels[-1] * weigh(coalition) for coalition in new}
    # No tight coalition parts M and T. The tight ones fix the other four, and M and T together.
    assert all(("M" in coalition) == ("T" in coalition) for coalition in pays)
    pays["AHKLMT"] = SWEDISH_WATER.total
    equations = [
        [*(Fraction(player in c) for player in "AHKLM"), amount] for c, amount in pays.items()
    ]
    fixed = dict(zip(("A", "H", "K", "L", "MT"), unique_solution(equations), strict=True))
    # The other coalitions leave M a range; that it is one shows that both levels can be reached.
    lowest, highest = [], []
    for coalition in cost.keys() - pays.keys():
        room = (
            cost[coalition]
            - levels[1] * weigh(coalition)
            - sum(fixed.get(player, 0) for player in coalition)
        )
        if "M" in coalition and "T" in coalition:
            assert room >= fixed["MT"]
        elif "M" in coalition:
            highest.append(room)
        elif "T" in coalition:
            lowest.append(fixed["MT"] - room)
        else:
            assert room >= 0
    assert max(lowest) < min(highest)
    return levels, fixed, (max(lowest), min(highest))


# Table 7 of the working paper prints solutions that stop after the second programme, at the end of
# what it leaves where M pays most: A, H, K, L and the sum of M and T are fixed by then, M and T are
# not.


def where_m_pays_most(
    fixed: Mapping[str, Fraction], m_range: tuple[Fraction, Fraction]
) -> dict[str, Fraction]:
    return {player: fixed[player] for player in "AHKL"} | {
        "M": m_range[1],
        "T": fixed["MT"] - m_range[1],
    }


def hundredths(amounts: Mapping[str, Fraction]) -> str:
    return " ".join(f"{float(round(amount, 2)):.2f}" for amount in amounts.values())


def test_swedish_nucleolus_as_printed_and_as_it_is() -> None:
    levels, fixed, m_range = after_two_programmes(
        lambda coalition: 1,
        {"A": 1, "HKL": 1, "MT": 1},
        {"AHL": 1, "AHKMT": 1, "AKLMT": 1, "A": -1},
    )
    assert levels == [Fraction("1.60"), Fraction("6.62") / 3]
    assert [round(end, 2) for end in m_range] == [Fraction("18.04"), Fraction("18.60")]
    end = where_m_pays_most(fixed, m_range)
    assert hundredths(end) == "20.35 12.06 5.00 8.61 18.60 19.21"
    # The nucleolus goes on. It has M pay 28 hundredths less: the slacks of M alone and of T alone
    # are then equal, 2.49.
    result = nucleolus(SWEDISH_WATER)
    assert hundredths(result) == "20.35 12.06 5.00 8.61 18.32 19.49"
    assert {player: result[player] for player in "AHKL"} == {
        player: fixed[player] for player in "AHKL"
    }
    assert result["M"] + result["T"] == fixed["MT"]
    assert m_range[0] < result["M"] < m_range[1]
    ours, printed = worst_first(SWEDISH_WATER, result), worst_first(SWEDISH_WATER, end)
    assert ours[:6] == printed[:6] == [levels[0]] * 3 + [levels[1]] * 3
    # The printed one adds M alone to the six of the second level; ours has none so low.
    assert printed[6] == SWEDISH_WATER.cost(("M",)) - end["M"] == levels[1] < ours[6]
    assert ours > printed
    assert ours[7:9] == [Fraction("2.49")] * 2
    assert is_nucleolus(SWEDISH_WATER, result)
    assert not is_nucleolus(SWEDISH_WATER, end)
    assert core_objection(SWEDISH_WATER, result) is None
    assert core_objection(SWEDISH_WATER, end) is None


def test_swedish_weak_least_core_as_printed_and_as_it_is() -> None:
    # The slack of a coalition is divided by its number of members.
    levels, fixed, m_range = after_two_programmes(
        len,
        {"AHL": 1, "AHKMT": 1, "AKLMT": 1, "HKLMT": 1},
        {"HKL": 1, "MT": 1, "HKLMT": -1},
    )
    assert [round(level, 4) for level in levels] == [Fraction("0.5339"), Fraction("0.5759")]
    assert [round(end, 2) for end in m_range] == [Fraction("16.98"), Fraction("20.11")]
    end = where_m_pays_most(fixed, m_range)
    assert hundredths(end) == "20.03 12.52 3.94 9.07 20.11 18.15"
    result = per_capita_nucleolus(SWEDISH_WATER)
    assert {player: result[player] for player in "AHKL"} == {
        player: fixed[player] for player in "AHKL"
    }
    assert m_range[0] < result["M"] < m_range[1]
    ours, printed = (
        worst_first(SWEDISH_WATER, amounts, per_capita=True) for amounts in (result, end)
    )
    assert ours[:6] == printed[:6] == [levels[0]] * 4 + [levels[1]] * 2
    assert ours > printed
    assert is_nucleolus(SWEDISH_WATER, result, per_capita=True)
    assert not is_nucleolus(SWEDISH_WATER, end, per_capita=True)


def test_swedish_proportional_least_core_as_printed() -> None:
    # The slack of a coalition is divided by its cost. There is no such method here: the figures
    # speak for the costs.
    levels, fixed, m_range = after_two_programmes(
        lambda coalition: SWEDISH_WATER.cost(tuple(coalition)),
        {"AHL": 1, "AHKMT": 1, "AKLMT": 1, "HKLMT": 1},
        {"HKL": 1, "MT": 1, "HKLMT": -1},
    )
    assert [round(level, 4) for level in levels] == [Fraction("0.0368"), Fraction("0.0398")]
    assert [round(end, 2) for end in m_range] == [Fraction("16.87"), Fraction("19.85")]
    assert hundredths(where_m_pays_most(fixed, m_range)) == "19.81 12.57 4.35 9.25 19.85 17.99"


def test_glove_game() -> None:
    # Two right gloves and one left: the core is the one split in which the left glove gets all.
    made = gains({"R": 0, "r": 0, "L": 0, "Rr": 0, "RL": 1, "rL": 1, "RrL": 1})
    assert nucleolus(made) == {"L": -1, "R": 0, "r": 0}


def test_ferguson() -> None:
    # Ferguson, Game Theory, part IV (UCLA, coal.pdf), as in test 49 of the R package CoopGame
    # 0.2.2.
    made = gains({"A": -1, "B": 0, "C": 1, "AB": 3, "AC": 4, "BC": 2, "ABC": 5})
    assert gained(nucleolus(made)) == [Fraction(8, 3), Fraction(2, 3), Fraction(5, 3)]


def test_four_players() -> None:
    # Manual of the R package CoopGame 0.2.2 (nucleolus).
    names = [
        "A",
        "B",
        "C",
        "D",
        "AB",
        "AC",
        "AD",
        "BC",
        "BD",
        "CD",
        "ABC",
        "ABD",
        "ACD",
        "BCD",
        "ABCD",
    ]
    worth = [0, 0, 0, 0, 5, 5, 8, 9, 10, 8, 13, 15, 16, 17, 21]
    made = gains(dict(zip(names, worth, strict=True)))
    assert gained(nucleolus(made)) == [7 * Half, 9 * Half, 11 * Half, 15 * Half]


def test_production() -> None:
    # Manual of the R package coopProductGame 2.0 (nucleolus).
    made = gains({"A": 68, "B": 102, "C": 0, "AB": 170, "AC": 710, "BC": 762, "ABC": 992})
    assert gained(nucleolus(made)) == [149, 192, 651]


def test_per_capita_nucleolus_of_young() -> None:
    # Young (1985), Monotonic solutions of cooperative games, International Journal of Game Theory
    # 14, p. 68, as in the manual of the R package CoopGame (perCapitaNucleolus): of the savings A
    # gets 2/3, B 7/6 and C 61/6.
    made = game({"A": 15, "B": 20, "C": 55, "AB": 35, "AC": 61, "BC": 65, "ABC": 78})
    wanted = {"A": 15 - Fraction(2, 3), "B": 20 - Fraction(7, 6), "C": 55 - Fraction(61, 6)}
    assert per_capita_nucleolus(made) == wanted
    assert is_nucleolus(made, wanted, per_capita=True)
    assert not is_nucleolus(made, wanted)


def test_an_empty_core_has_a_nucleolus_all_the_same() -> None:
    made = game({"A": 3, "B": 3, "C": 3, "AB": 4, "AC": 4, "BC": 4, "ABC": 7})
    assert nucleolus(made) == dict.fromkeys("ABC", Fraction(7, 3))
    assert core_objection(made, nucleolus(made))


def test_nobody_pays_more_than_alone_unless_that_is_let_go() -> None:
    # By hand: A and B save 10 together, but nothing with C. Only 0, 0, 0 has nobody pay more than
    # alone. Without that, A and B get a each, and C pays 2 a: the smallest slacks -2 a (C) and 2 a
    # - 10 (A and B) are equal at 5/2.
    made = game({"A": 0, "B": 0, "C": 0, "AB": -10, "AC": 0, "BC": 0, "ABC": 0})
    assert nucleolus(made) == {"A": 0, "B": 0, "C": 0}
    assert prenucleolus(made) == {"A": -5 * Half, "B": -5 * Half, "C": 5}
    assert is_nucleolus(made, nucleolus(made))
    assert not is_nucleolus(made, nucleolus(made), stand_alone=False)
    assert is_nucleolus(made, prenucleolus(made), stand_alone=False)
    assert not is_nucleolus(made, prenucleolus(made))


def test_one_and_two_players() -> None:
    assert nucleolus(game({"A": 7})) == prenucleolus(game({"A": 7})) == {"A": 7}
    assert is_nucleolus(game({"A": 7}), {"A": 7})
    # Two share the saving of 3 equally.
    assert nucleolus(game({"A": 7, "B": 2, "AB": 6})) == {"A": 11 * Half, "B": Half}


def test_airport_of_littlechild() -> None:
    # By hand, by Littlechild (1974): the first pays least of 8/2, 11/3, 13/4; the next of 31/4 / 2
    # and 39/4 / 3.
    result = nucleolus(airport({"A": 8, "D": 18, "B": 11, "C": 13}))
    assert result == {
        "A": Fraction(13, 4),
        "D": Fraction(33, 4),
        "B": Fraction(13, 4),
        "C": Fraction(13, 4),
    }


# Second computations


@given(st.lists(st.sampled_from([0, 1, 2, Fraction(7, 2), 5, 9]), min_size=1, max_size=6))
def test_airport_closed_form_against_the_programmes(needs: list[Fraction]) -> None:
    made = airport({f"{number}": need for number, need in enumerate(needs)})
    table = CostGame(made.players, TableOfCosts(made.costs.denominator, tuple(made.numerators())))
    assert nucleolus(made) == nucleolus(table)
    assert is_nucleolus(made, nucleolus(made))


@pytest.mark.parametrize("solve", [nucleolus, per_capita_nucleolus, prenucleolus])
@given(st.lists(games(2, 5), min_size=2, max_size=6))
def test_games_kept_together_have_the_nucleoli_that_they_have_alone(
    solve: Solution, drawn: list[CostGame]
) -> None:
    kept: dict[int, Held] = {}
    for made in drawn:
        if sum(made.stand_alone().values()) >= made.total:
            assert solve(replace(made, kept=kept)) == solve(made)


@pytest.mark.parametrize("solve", [nucleolus, per_capita_nucleolus, prenucleolus])
@given(made=games(2, 5))
def test_costs_of_any_length_are_as_exact(solve: Solution, made: CostGame) -> None:
    assume(sum(made.stand_alone().values()) >= made.total)
    factor = 10**30 + 57
    longer = TableOfCosts(1, tuple(factor * cost for cost in made.numerators()))
    wanted = {code: factor * share for code, share in solve(made).items()}
    assert solve(CostGame(made.players, longer)) == wanted


@given(st.integers(0, 30), st.lists(st.sampled_from([0, 1, 2, 3, 5, 8]), min_size=2, max_size=6))
def test_bankruptcy_against_the_talmud_rule(estate: int, claims: list[int]) -> None:
    # Aumann & Maschler (1985): the nucleolus is the Talmud rule. Up to half of the claims, equal
    # awards of no more than half a claim each; beyond, equal losses of no more than that.
    assume(estate <= sum(claims))
    small = min(Fraction(estate), sum(claims) - Fraction(estate))
    part, open_claims = {}, sorted(range(len(claims)), key=lambda number: claims[number])
    for position, number in enumerate(open_claims):
        part[number] = min(Fraction(claims[number], 2), small / (len(claims) - position))
        small -= part[number]
    awards = [
        part[n] if 2 * estate <= sum(claims) else claims[n] - part[n] for n in range(len(claims))
    ]
    assert gained(nucleolus(bankruptcy(estate, claims))) == awards


@pytest.mark.slow
@given(games(2, 3, (0, 1, 2, 4)), st.sampled_from([False, True]))
def test_no_split_on_a_grid_is_better(made: CostGame, per_capita: bool) -> None:
    assume(sum(made.stand_alone().values()) >= made.total)
    result = per_capita_nucleolus(made) if per_capita else nucleolus(made)
    best = worst_first(made, result, per_capita)
    caps = made.stand_alone()
    room = int(sum(caps.values()) - made.total)
    steps = [Fraction(step, 6) for step in range(6 * room + 1)]
    met = 0
    for lower in product(steps, repeat=len(made.players) - 1):
        if sum(lower) > room:
            continue
        split = {
            code: caps[code] - less
            for code, less in zip(made.players, (*lower, room - sum(lower)), strict=True)
        }
        slacks = worst_first(made, split, per_capita)
        assert slacks <= best
        assert slacks < best or split == result
        met += 1
    assert met


# What the nucleolus promises


@pytest.mark.parametrize("solve", [nucleolus, per_capita_nucleolus, prenucleolus])
@given(
    amounts=st.lists(st.sampled_from([0, 1, 2, 5]), min_size=2, max_size=4),
    data=st.data(),
)
def test_in_the_core_when_there_is_one(
    solve: Solution, amounts: list[int], data: st.DataObject
) -> None:
    size = len(amounts)
    slacks = data.draw(
        st.lists(st.sampled_from([0, 0, 1, 3]), min_size=2**size - 2, max_size=2**size - 2)
    )
    costs = [
        sum(amount for number, amount in enumerate(amounts) if mask >> number & 1) + slack
        for mask, slack in enumerate([0, *slacks, 0])
    ]
    made = CostGame(tuple("ABCD"[:size]), TableOfCosts(1, tuple(costs)))
    assert core_objection(made, dict(zip(made.players, amounts, strict=True))) is None
    assert core_objection(made, solve(made)) is None


@pytest.mark.parametrize("solve", [nucleolus, per_capita_nucleolus, prenucleolus])
@given(made=games(2, 4), factor=st.sampled_from([2, 3]), own=st.sampled_from([-2, 0, 1, 4]))
def test_follows_scale_and_own_costs(
    solve: Solution, made: CostGame, factor: int, own: int
) -> None:
    assume(sum(made.stand_alone().values()) >= made.total)
    changed = [factor * value + own * (mask & 1) for mask, value in enumerate(made.numerators())]
    wanted = {code: factor * share for code, share in solve(made).items()}
    wanted["A"] += own
    assert solve(CostGame(made.players, TableOfCosts(1, tuple(changed)))) == wanted


@pytest.mark.parametrize("solve", [nucleolus, per_capita_nucleolus, prenucleolus])
@given(made=games(3, 4))
def test_the_order_of_the_players_does_not_matter(solve: Solution, made: CostGame) -> None:
    assume(sum(made.stand_alone().values()) >= made.total)
    turned = made.players[::-1]
    rows = [(made.members(mask), made.cost(mask)) for mask in range(1, made.everyone + 1)]
    assert solve(from_table(turned, rows)) == solve(made)


def test_what_the_nucleolus_does_not_promise() -> None:
    # A dearer whole may cost somebody less (Megiddo 1974, On the nonmonotonicity of the bargaining
    # set, the kernel and the nucleolus of a game). Nine players need a computer; here, a dearer
    # coalition that one is not even in.
    cheap = game({"A": 6, "B": 6, "C": 6, "AB": 6, "AC": 9, "BC": 9, "ABC": 9})
    dear = game({"A": 6, "B": 6, "C": 6, "AB": 8, "AC": 9, "BC": 9, "ABC": 9})
    assert nucleolus(cheap)["C"] > nucleolus(dear)["C"]


# Faults and limits


@pytest.mark.parametrize("solve", [nucleolus, per_capita_nucleolus])
def test_no_split_in_which_nobody_pays_more_than_alone(solve: Solution) -> None:
    made = game({"A": 3, "B": 4, "AB": 8})
    with pytest.raises(AllocationError, match="sum to 7 cents, less than the 8 cents to be shared"):
        solve(made)
    assert prenucleolus(made) == {"A": 7 * Half, "B": 9 * Half}
    with pytest.raises(AllocationError, match="the nucleolus is not defined"):
        is_nucleolus(made, prenucleolus(made))


def test_too_many_players() -> None:
    made = stand_alone_and_joint({f"{number:02}": 1 for number in range(15)}, 5)
    with pytest.raises(
        AllocationError, match="has 15 players: this can be worked out for 14 at most"
    ):
        nucleolus(made)
    with pytest.raises(AllocationError, match="has 15 players"):
        is_nucleolus(made, dict.fromkeys(made.players, Fraction(1, 3)))


def test_ten_players_of_many_ties() -> None:
    # Equal players pay equally; the simplex method meets ties at every step.
    made = stand_alone_and_joint({f"{number:02}": 10 for number in range(10)}, 45)
    assert nucleolus(made) == dict.fromkeys(made.players, 9 * Half)
