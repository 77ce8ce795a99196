"""Claims rules: a second way to compute each of them."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import combinations, combinations_with_replacement, pairwise, permutations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from analyysi.allocation.claims_rules.claims import (
    adjusted_proportional,
    average_of_equal_awards_and_losses,
    constrained_equal_awards,
    constrained_equal_losses,
    dual,
    proportional,
    talmud,
)
from analyysi.allocation.claims_rules.claims_in_order import (
    average_of_awards,
    dominguez_thomson,
    minimal_overlap,
    random_arrival,
)
from analyysi.allocation.claims_rules.rule_table import CLAIMS_RULES
from support.claims_problems import F, few, named, problems, shares


def at_level(
    amount_at: Callable[[Fraction], list[Fraction]], turns: Sequence[Fraction], amount: Fraction
) -> list:
    """Search all turning points of a piecewise linear family for the two between which it sums to
    `amount`.
    """
    points = sorted({F(0), *turns})
    for low, high in pairwise(points):
        below, above = sum(amount_at(low)), sum(amount_at(high))
        if min(below, above) <= amount <= max(below, above):
            if below == above:
                return amount_at(low)
            return amount_at(low + (high - low) * (amount - below) / (above - below))
    assert amount == sum(amount_at(points[0]))  # all claims are zero
    return amount_at(points[0])


def half_claims(lower: bool, upper: str) -> Callable[[Fraction, list[Fraction]], list[Fraction]]:
    """Return a rule that turns at half of the claims, by the formulas of ClaimsProblems."""

    def rule(amount: Fraction, claims: list[Fraction]) -> list[Fraction]:
        halves = [claim / 2 for claim in claims]
        formula: Callable[[Fraction, Fraction], Fraction]
        if amount <= sum(halves):
            formula = (lambda c, x: min(c / 2, x)) if lower else (lambda c, x: max(c / 2 - x, F(0)))
        else:
            formula = {
                "egalitarian": lambda c, x: max(c / 2, min(c, x)),
                "awards": lambda c, x: c / 2 + min(c / 2, x),
                "losses": lambda c, x: c - min(c / 2, x),
            }[upper]
        return at_level(lambda x: [formula(c, x) for c in claims], [*halves, *claims], amount)

    return rule


BY_LEVEL: dict[str, Callable[[Fraction, list[Fraction]], list[Fraction]]] = {
    "constrained_equal_awards": lambda e, cs: at_level(lambda x: [min(c, x) for c in cs], cs, e),
    "constrained_equal_losses": lambda e, cs: at_level(
        lambda x: [max(c - x, F(0)) for c in cs], cs, e
    ),
    "constrained_egalitarian": half_claims(True, "egalitarian"),
    "piniles": half_claims(True, "awards"),
    "talmud": half_claims(True, "losses"),
    "reverse_talmud": half_claims(False, "awards"),
}


@pytest.mark.parametrize("name", BY_LEVEL)
@few
@given(problem=problems(most=7))
def test_level_found_by_searching_every_turning_point(name: str, problem: tuple) -> None:
    endowment, claims = problem
    expected = BY_LEVEL[name](endowment, list(claims.values()))
    assert list(CLAIMS_RULES[name].function(endowment, claims).values()) == expected


@few
@given(problem=problems(most=7), data=st.data())
def test_weighted_level_found_by_searching_every_turning_point(
    problem: tuple, data: st.DataObject
) -> None:
    endowment, claims = problem
    cs = list(claims.values())
    ws = [data.draw(st.sampled_from([F(1), F(2), F(7, 3)])) for _ in cs]
    pairs = list(zip(cs, ws, strict=True))
    weights = dict(zip(claims, ws, strict=True))
    turns = [c / w for c, w in pairs]
    expected = at_level(lambda x: [min(c, w * x) for c, w in pairs], turns, endowment)
    assert list(constrained_equal_awards(endowment, claims, weights=weights).values()) == expected
    expected = at_level(lambda x: [max(c - w * x, F(0)) for c, w in pairs], turns, endowment)
    assert list(constrained_equal_losses(endowment, claims, weights=weights).values()) == expected
    expected = at_level(
        lambda x: [min(c, w * c * x) for c, w in pairs], [1 / w for w in ws], endowment
    )
    assert list(proportional(endowment, claims, weights=weights).values()) == expected


@pytest.mark.parametrize("name", [name for name, row in CLAIMS_RULES.items() if row.weighted])
@few
@given(problem=problems())
def test_equal_weights_are_no_weights(name: str, problem: tuple) -> None:
    rule = CLAIMS_RULES[name].function
    assert rule(*problem, weights=dict.fromkeys(problem[1], F(3))) == rule(*problem)


@few
@given(problem=problems(most=7))
def test_proportional_by_cross_multiplication(problem: tuple) -> None:
    endowment, claims = problem
    for code, award in proportional(endowment, claims).items():
        assert award * sum(claims.values()) == endowment * claims[code]


@few
@given(problem=problems(most=7))
def test_average_of_awards_and_losses_is_the_middle(problem: tuple) -> None:
    middle = average_of_equal_awards_and_losses(*problem)
    for code, award in constrained_equal_awards(*problem).items():
        assert middle[code] - award == constrained_equal_losses(*problem)[code] - middle[code]


def contested_garment(
    amount: Fraction, one: Fraction, other: Fraction
) -> tuple[Fraction, Fraction]:
    """Each concedes what it does not claim, and they halve the rest."""
    to_one, to_other = max(amount - other, F(0)), max(amount - one, F(0))
    contested = amount - to_one - to_other
    return to_one + contested / 2, to_other + contested / 2


@few
@given(problem=problems(least=2, most=6))
def test_talmud_divides_every_pair_like_a_garment(problem: tuple) -> None:
    # Aumann & Maschler (1985), theorem A: the only division of which this is true.
    endowment, claims = problem
    awards = talmud(endowment, claims)
    for one, other in combinations(claims, 2):
        pair = contested_garment(awards[one] + awards[other], claims[one], claims[other])
        assert pair == (awards[one], awards[other])


def excesses(
    game: Callable[[tuple[str, ...]], Fraction], awards: Mapping[str, Fraction]
) -> list[Fraction]:
    groups = [group for size in range(1, len(awards)) for group in combinations(awards, size)]
    return sorted(
        (game(group) - sum(awards[code] for code in group) for group in groups), reverse=True
    )


def bankruptcy_game(
    endowment: Fraction, claims: Mapping[str, Fraction]
) -> Callable[[tuple[str, ...]], Fraction]:
    """What a group is left when all others have their claims (O'Neill 1982)."""
    return lambda group: max(
        endowment - sum(claims[code] for code in claims if code not in group), F(0)
    )


@few
@given(
    problem=problems(least=2, most=4), moves=st.lists(st.integers(-3, 3), min_size=4, max_size=4)
)
def test_talmud_is_the_nucleolus(problem: tuple, moves: list[int]) -> None:
    # Aumann & Maschler (1985), theorem D: no other division has a lexicographically smaller list of
    # excesses.
    endowment, claims = problem
    game, awards = bankruptcy_game(endowment, claims), talmud(endowment, claims)
    last = list(claims)[-1]
    other = {code: awards[code] + F(move, 6) for code, move in zip(claims, moves, strict=False)}
    other[last] += endowment - sum(other.values())
    assume(other != awards)
    assert excesses(game, awards) < excesses(game, other)


def by_orders(endowment: Fraction, claims: Mapping[str, Fraction]) -> dict[str, Fraction]:
    total = dict.fromkeys(claims, F(0))
    orders = list(permutations(claims))
    for order in orders:
        left = endowment
        for code in order:
            served = min(left, claims[code])
            total[code] += served
            left -= served
    return {code: served / len(orders) for code, served in total.items()}


@few
@given(problem=problems(most=5))
def test_random_arrival_by_every_order(problem: tuple) -> None:
    assert random_arrival(*problem) == by_orders(*problem)


@pytest.mark.slow
def test_random_arrival_of_six_by_every_order() -> None:
    claims = named(1, 2, 3, 5, 8, "13/2")
    for endowment in range(26):
        assert random_arrival(F(endowment), claims) == by_orders(F(endowment), claims)


def recursive_completion(endowment: Fraction, claims: dict[str, Fraction]) -> dict[str, Fraction]:
    """Serve each in turn as the first, and divide what is left in the same way (O'Neill 1982)."""
    if not claims:
        return {}
    total = dict.fromkeys(claims, F(0))
    for first in claims:
        served = min(claims[first], endowment)
        total[first] += served
        rest = recursive_completion(
            endowment - served, {code: c for code, c in claims.items() if code != first}
        )
        for code, award in rest.items():
            total[code] += award
    return {code: award / len(claims) for code, award in total.items()}


@few
@given(problem=problems(most=5))
def test_random_arrival_by_recursive_completion(problem: tuple) -> None:
    assert random_arrival(*problem) == recursive_completion(*problem)


def by_arrangements(endowment: int, claims: Sequence[int]) -> set[tuple[Fraction, ...]]:
    """Try how three claims, in whole units, can lie over the endowment; return the awards of the
    least overlap.

    Thomson (2003): the units claimed by exactly one are as many as can be, and then those claimed
    by exactly two.
    """
    a, b, c = (min(claim, endowment) for claim in claims)
    best: tuple[int, int] = (-1, -1)
    found: set[tuple[Fraction, ...]] = set()
    for all_three in range(min(a, b, c) + 1):
        for ab in range(min(a, b) - all_three + 1):
            for ac in range(min(a - ab, c) - all_three + 1):
                for bc in range(min(b - ab, c - ac) - all_three + 1):
                    alone = (
                        a - ab - ac - all_three,
                        b - ab - bc - all_three,
                        c - ac - bc - all_three,
                    )
                    if min(alone) < 0 or sum(alone) + ab + ac + bc + all_three > endowment:
                        continue
                    quality = (sum(alone), ab + ac + bc)
                    shares_of = [F(one) + F(pairs, 2) + F(all_three, 3) for one, pairs in
                                 zip(alone, (ab + ac, ab + bc, ac + bc), strict=True)]  # fmt: skip
                    if quality > best:
                        best, found = quality, set()
                    if quality == best:
                        found.add(tuple(shares_of))
    return found


@pytest.mark.slow
@pytest.mark.parametrize("sizes", list(combinations_with_replacement((2, 4, 6, 10), 3)), ids=str)
def test_minimal_overlap_by_trying_every_arrangement(sizes: tuple[int, int, int]) -> None:
    # Even sizes, so that the best arrangement lies on whole units.
    for endowment in range(0, sum(sizes) + 1, 2):
        assert by_arrangements(endowment, sizes) == {shares(minimal_overlap, endowment, *sizes)}


@few
@given(problem=problems(least=2, most=4))
def test_adjusted_proportional_is_the_tau_value(problem: tuple) -> None:
    # Curiel, Maschler & Tijs (1987); tau-value: Tijs (1981). Between the utopia payoffs and the
    # minimal rights.
    endowment, claims = problem
    game, everyone = bankruptcy_game(endowment, claims), tuple(claims)
    utopia = {
        code: game(everyone) - game(tuple(c for c in everyone if c != code)) for code in claims
    }
    rights = {
        code: max(
            game(group) - sum(utopia[other] for other in group if other != code)
            for size in range(1, len(claims) + 1)
            for group in combinations(everyone, size)
            if code in group
        )
        for code in claims
    }
    gap = sum(utopia.values()) - sum(rights.values())
    part = (endowment - sum(rights.values())) / gap if gap else F(0)
    assert adjusted_proportional(endowment, claims) == {
        code: right + part * (utopia[code] - right) for code, right in rights.items()
    }


def by_rounds(endowment: Fraction, claims: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Follow the rounds of Domínguez & Thomson to the end. They end where no claim is zero and
    claims exceed.
    """
    awards = dict.fromkeys(claims, F(0))
    left = dict(claims)
    while endowment:
        given_now = {code: min(claim, endowment) / len(claims) for code, claim in left.items()}
        for code, part in given_now.items():
            awards[code] += part
            left[code] -= part
        endowment -= sum(given_now.values())
    return awards


@few
@given(
    problem=problems(most=6, claim=st.sampled_from([F(n) for n in (1, 1, 2, 3, 7, 20)] + [F(5, 2)]))
)
def test_dominguez_thomson_round_by_round(problem: tuple) -> None:
    endowment, claims = problem
    assume(endowment < sum(claims.values()))
    assert dominguez_thomson(endowment, claims) == by_rounds(endowment, claims)


@few
@given(problem=problems(least=2, most=6, claim=st.sampled_from([F(0), F(1), F(2), F(7)])))
def test_dominguez_thomson_in_the_limit(problem: tuple) -> None:
    # With claims of zero the rounds do not end; what is left after some bounds what is still to
    # come.
    endowment, claims = problem
    awards, left, received = dominguez_thomson(*problem), dict(claims), dict.fromkeys(claims, F(0))
    for _ in range(40):
        for code, part in {
            code: min(claim, endowment) / len(claims) for code, claim in left.items()
        }.items():
            received[code] += part
            left[code] -= part
        endowment = problem[0] - sum(received.values())
        assert all(0 <= awards[code] - received[code] <= endowment for code in claims)


def polygon_centroid(
    amount: Fraction, claims: Sequence[Fraction]
) -> tuple[Fraction, list[Fraction]]:
    """Return area and centre of the divisions of `amount` among three, seen
    along the third axis.
    """
    a, b, c = claims
    corners = [(F(0), F(0)), (a, F(0)), (a, b), (F(0), b)]
    for sign, bound in ((1, amount), (-1, c - amount)):  # x + y <= amount, and amount - x - y <= c
        clipped = []
        for (x, y), (u, v) in zip(corners, corners[1:] + corners[:1], strict=True):
            here, there = bound - sign * (x + y), bound - sign * (u + v)
            if here >= 0:
                clipped.append((x, y))
            if here * there < 0:
                part = here / (here - there)
                clipped.append((x + part * (u - x), y + part * (v - y)))
        corners = clipped
        if not corners:
            return F(0), [F(0)] * 3
    area = moment_x = moment_y = F(0)
    for (x, y), (u, v) in zip(corners, corners[1:] + corners[:1], strict=True):
        cross = x * v - u * y
        area += cross / 2
        moment_x += cross * (x + u) / 6
        moment_y += cross * (y + v) / 6
    if not area:
        return F(0), [F(0)] * 3
    return area, [moment_x / area, moment_y / area, amount - (moment_x + moment_y) / area]


POSITIVE = st.sampled_from([F(n) for n in (1, 1, 2, 3, 7)] + [F(1, 3), F(5, 2)])


@few
@given(problem=problems(least=3, most=3, claim=POSITIVE))
def test_average_of_awards_of_three_is_the_centre_of_the_polygon(problem: tuple) -> None:
    endowment, claims = problem
    assume(0 < endowment < sum(claims.values()))
    assert (
        list(average_of_awards(endowment, claims).values())
        == polygon_centroid(endowment, list(claims.values()))[1]
    )


@few
@given(problem=problems(least=4, most=4, claim=POSITIVE))
def test_average_of_awards_of_four_by_slices(problem: tuple) -> None:
    # What the fourth gets fixes a polygon of the others. Between the turning points its area is a
    # polynomial of degree two in that, and its moments are of degree three, for which Simpson's
    # rule is exact.
    endowment, claims = problem
    assume(0 < endowment < sum(claims.values()))
    *three, fourth = claims.values()
    sums = [sum(group, F(0)) for size in range(4) for group in combinations(three, size)]
    turns = sorted({F(0), fourth} | {endowment - s for s in sums if 0 < endowment - s < fourth})
    volume, moments = F(0), [F(0)] * 4
    for low, high in pairwise(turns):
        for point, weight in ((low, 1), ((low + high) / 2, 4), (high, 1)):
            rest = endowment - point
            area, centre = polygon_centroid(rest, three) if rest >= 0 else (F(0), [F(0)] * 3)
            measure = (high - low) * weight * area / 6
            volume += measure
            moments = [m + measure * x for m, x in zip(moments, [*centre, point], strict=True)]
    assert list(average_of_awards(endowment, claims).values()) == [
        moment / volume for moment in moments
    ]


@pytest.mark.parametrize("count", [3, 5, 8])
def test_average_of_awards_of_equal_claims_and_one_larger(count: int) -> None:
    # One claims all of 2, the others 1 each. Of the simplex of divisions of 2 by n the part where
    # one of the others gets more than 1 is cut off: a simplex with 1 / 2^(n-1) of the volume and
    # its centre at 1 + 1/n.
    others = count - 1
    cut = F(1, 2 ** (count - 1))
    whole_centre, cut_centre_of_large = F(2, count), F(1, count)
    large = (whole_centre - others * cut * cut_centre_of_large) / (1 - others * cut)
    assert average_of_awards(F(2), named(2, *[1] * others))["a"] == large


def test_many_claimants() -> None:
    # Twelve equal claims and a larger one, 2^13 groups: the twelve share equally, and both rules
    # are self-dual.
    claims = {f"{n:02}": F(100) for n in range(12)} | {"large": F(450)}
    for rule in (random_arrival, average_of_awards):
        awards = rule(F(700), claims)
        assert len({awards[code] for code in claims if code != "large"}) == 1
        assert awards == dual(rule)(F(700), claims)
    # The large one comes after j others with the same chance for each j, and 700 - 100 j are left
    # for it.
    expected = F(sum(min(450, max(0, 700 - 100 * j)) for j in range(13)), 13)
    assert random_arrival(F(700), claims)["large"] == expected
