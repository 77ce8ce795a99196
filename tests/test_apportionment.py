"""Divisor methods and the quota method: published tables, invariants, and computations of another kind."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

import pytest
from hypothesis import assume, event, given
from hypothesis import strategies as st

from analyysi.allocation.apportionment import APPORTIONMENT_RULES, quota_method
from analyysi.allocation.quotas import Rounded, RoundingRule
from analyysi.allocation.rounding import ROUNDING_RULES
from analyysi.errors import AllocationError

RULES: dict[str, RoundingRule] = {**ROUNDING_RULES, **APPORTIONMENT_RULES}
DIVISORS = ("jefferson", "webster", "huntington_hill", "dean", "adams")
ONE_EACH = ("huntington_hill", "dean", "adams")
every_rule = pytest.mark.parametrize("name", RULES)


def rounded(name: str, votes: Mapping[str, int], house: int, unit: int = 1) -> Rounded:
    everybody = sum(votes.values())
    return RULES[name].function({code: Fraction(v * house * unit, everybody) for code, v in votes.items()}, unit)


def seats(name: str, votes: Sequence[int], house: int) -> list[int]:
    return list(rounded(name, {f"{i:03}": v for i, v in enumerate(votes)}, house).cents.values())


# Balinski & Young (1975), The quota method of apportionment, American Mathematical Monthly 82 (7), 701-730, as the
# tests of PyPI `apportionment` (M. Lackner) quote it; the first is also figure 14 of a thesis on 1library.co.
BALINSKI_YOUNG = [
    ([5117, 4400, 162, 161, 160], 100, "quota", [52, 44, 2, 1, 1]),
    ([5117, 4400, 162, 161, 160], 100, "largest_remainder", [51, 44, 2, 2, 1]),
    ([5117, 4400, 162, 161, 160], 100, "jefferson", [52, 45, 1, 1, 1]),
    ([5117, 4400, 162, 161, 160], 100, "webster", [51, 43, 2, 2, 2]),
    ([5117, 4400, 162, 161, 160], 100, "huntington_hill", [51, 43, 2, 2, 2]),
    ([5117, 4400, 162, 161, 160], 100, "dean", [51, 43, 2, 2, 2]),
    ([5117, 4400, 162, 161, 160], 100, "adams", [51, 43, 2, 2, 2]),
    ([9061, 7179, 5259, 3319, 1182], 26, "quota", [10, 7, 5, 3, 1]),
    ([9061, 7179, 5259, 3319, 1182], 26, "largest_remainder", [9, 7, 5, 4, 1]),
    ([9061, 7179, 5259, 3319, 1182], 26, "jefferson", [10, 7, 5, 3, 1]),
    ([9061, 7179, 5259, 3319, 1182], 26, "webster", [9, 8, 5, 3, 1]),
    ([9061, 7179, 5259, 3319, 1182], 26, "huntington_hill", [9, 7, 6, 3, 1]),
    ([9061, 7179, 5259, 3319, 1182], 26, "dean", [9, 7, 5, 4, 1]),
    ([9061, 7179, 5259, 3319, 1182], 26, "adams", [9, 7, 5, 3, 2]),
]

# Tests of R package proporz (polettif), which name their sources: wahlrecht.de/verfahren/dhondt123.html,
# wahlrecht.de/verfahren/stlague12.html, wahlrecht.de/verfahren/anschaulich/, de.wikipedia.org "Adams-Verfahren",
# "Hill-Huntington-Verfahren".
TEXTBOOKS = [
    ([4160, 3380, 2460], 10, "jefferson", [4, 4, 2]),
    ([4160, 3380, 2460], 10, "webster", [4, 3, 3]),
    ([450, 350, 199, 1], 50, "adams", [22, 17, 10, 1]),
    ([450, 350, 199, 1], 50, "dean", [22, 17, 10, 1]),
    ([450, 350, 199, 1], 50, "huntington_hill", [22, 17, 10, 1]),
    ([43, 33, 12, 8, 4], 10, "jefferson", [5, 4, 1, 0, 0]),
    ([43, 33, 12, 8, 4], 10, "webster", [5, 3, 1, 1, 0]),
    ([43, 33, 12, 8, 4], 10, "huntington_hill", [4, 3, 1, 1, 1]),
    ([43, 33, 12, 8, 4], 10, "dean", [4, 3, 1, 1, 1]),
    ([43, 33, 12, 8, 4], 10, "adams", [4, 3, 1, 1, 1]),
    # Parador (Tannenbaum, Excursions in Modern Mathematics, 4.4): B gets 140 of a quota of 138.72.
    ([1646, 6936, 154, 2091, 685, 988], 250, "jefferson", [33, 140, 3, 42, 13, 19]),
]

# Real ones. Austria to the European Parliament 2019 by D'Hondt (bmi.gv.at/412/Europawahlen/Europawahl_2019, by
# PyPI `apportionment`). Bundestag 2009 by Sainte-Laguë: second votes of CDU, SPD, FDP, Linke, Grüne, CSU, 598 seats;
# below it the 146 seats of the second list by Land (both by the tests of proporz).
ELECTIONS = [
    ([1305956, 903151, 650114, 532193, 319024], 18, "jefferson", [7, 5, 3, 2, 1]),
    ([11828277, 9990488, 6316080, 5155933, 4643272, 2830238], 598, "webster", [173, 146, 93, 76, 68, 42]),
    (
        [
            *(430739, 143607, 242942, 1297940, 102419, 348216, 202850, 348082),
            *(2678956, 328753, 812721, 216593, 520990, 1120018, 1051198, 144464),
        ],
        146,
        "webster",
        [6, 2, 4, 19, 2, 5, 3, 5, 39, 5, 12, 3, 8, 16, 15, 2],
    ),
]


@pytest.mark.parametrize(("votes", "house", "name", "wanted"), BALINSKI_YOUNG + TEXTBOOKS + ELECTIONS)
def test_published(votes: list[int], house: int, name: str, wanted: list[int]) -> None:
    assert seats(name, votes, house) == wanted


# Census of 1830, 24 states, 240 seats (vignette of R package apportR, after the MAA's "Apportioning Representatives
# in the United States Congress"): Jefferson's, Adams' and Hamilton's methods.
USA_1832 = (
    "NY 1918578 40 37 39  PA 1348072 28 26 27  VA 1023503 21 20 21  OH 937901 19 18 19  NC 639747 13 13 13 "
    "TN 625263 13 12 13  KY 621832 13 12 12  MA 610408 12 12 12  SC 455025 9 9 9  GA 429811 9 9 9 "
    "MD 405843 8 8 8  ME 399454 8 8 8  IN 343031 7 7 7  NJ 319922 6 7 6  CT 297665 6 6 6  VT 280657 5 6 6 "
    "NH 269326 5 6 5  AL 262508 5 6 5  LA 171904 3 4 3  IL 157147 3 4 3  MO 130419 2 3 3  MS 110358 2 3 2 "
    "RI 97194 2 2 2  DE 75432 1 2 2"
)
COLUMNS_1832 = [USA_1832.split()[i::5] for i in range(5)]
PEOPLE_1832 = dict(zip(COLUMNS_1832[0], map(int, COLUMNS_1832[1]), strict=True))


@pytest.mark.parametrize(("name", "column"), [("jefferson", 2), ("adams", 3), ("largest_remainder", 4)])
def test_1832(name: str, column: int) -> None:
    found = rounded(name, PEOPLE_1832, 240)
    assert found.cents == dict(zip(COLUMNS_1832[0], map(int, COLUMNS_1832[column]), strict=True))


def test_webster_on_new_yorks_fortieth_member() -> None:
    # Daniel Webster in 1832: New York's quota is 38.59 and yet the bill gives it forty.
    found = rounded("jefferson", PEOPLE_1832, 240)
    assert found.cents["NY"] == 40
    assert "NY" in found.rounded_up


def test_first_apportionment_by_jefferson() -> None:
    # Census of 1790, 105 seats: the Act of 1792 (St. George Tucker's table, constitution.org; apportR).
    votes = [630560, 475327, 432879, 353523, 331589, 278514, 236841, 206236, 179570, 141822, 85533, 70835, 68705]
    assert seats("jefferson", [*votes, 68446, 55540], 105) == [19, 14, 13, 10, 10, 8, 7, 6, 5, 4, 2, 2, 2, 2, 1]


# Census of 2020, all fifty states in alphabetical order: census.gov/data/tables/2020/dec/2020-apportionment-data.html
# (by the tests of R package proporz).
USA_2020 = [
    *(5030053, 736081, 7158923, 3013756, 39576757, 5782171, 3608298, 990837, 21570527, 10725274, 1460137, 1841377),
    *(12822739, 6790280, 3192406, 2940865, 4509342, 4661468, 1363582, 6185278, 7033469, 10084442, 5709752, 2963914),
    *(6160281, 1085407, 1963333, 3108462, 1379089, 9294493, 2120220, 20215751, 10453948, 779702, 11808848, 3963516),
    *(4241500, 13011844, 1098163, 5124712, 887770, 6916897, 29183290, 3275252, 643503, 8654542, 7715946, 1795045),
    *(5897473, 577719),
]
SEATS_2020 = [7, 1, 9, 4, 52, 8, 5, 1, 28, 14, 2, 2, 17, 9, 4, 4, 6, 6, 2, 8, 9, 13, 8, 4, 8]
SEATS_2020 += [2, 3, 4, 2, 12, 3, 26, 14, 1, 15, 5, 6, 17, 2, 7, 1, 9, 38, 4, 1, 11, 10, 2, 8, 1]


def test_house_of_representatives_2020() -> None:
    assert sum(USA_2020) == 331_108_434
    assert seats("huntington_hill", USA_2020, 435) == SEATS_2020


def test_five_divisor_methods_five_results() -> None:
    # Balinski & Young use these figures; the print was not at hand, the seats are those of `by_queue` below.
    votes = [27744, 25178, 19947, 14614, 9225, 3292]
    found = {name: tuple(seats(name, votes, 36)) for name in DIVISORS}
    assert found == {
        "adams": (10, 9, 7, 5, 3, 2),
        "dean": (10, 9, 7, 5, 4, 1),
        "huntington_hill": (10, 9, 7, 6, 3, 1),
        "webster": (10, 9, 8, 5, 3, 1),
        "jefferson": (11, 9, 7, 5, 3, 1),
    }
    assert list(found["jefferson"]) == list(by_queue("jefferson", votes, 36))


def test_ties_on_the_way_of_the_quota_method() -> None:
    # examples/quota-ties.py of PyPI `apportionment` (a remark by D. Peters): of eight seats each large party gets
    # three, and then one large and one small party one each.
    found = rounded("quota", {"A": 720, "B": 720, "C": 120, "D": 120}, 8)
    assert found.cents == {"A": 4, "B": 3, "C": 1, "D": 0}
    assert found.tied == ("A", "B", "C", "D")


# A second computation of each: unit by unit, from the definitions.

CLAIMS: dict[str, Callable[[int, int], Fraction]] = {
    "jefferson": lambda votes, has: Fraction(votes, has + 1),
    "webster": lambda votes, has: votes / (has + Fraction(1, 2)),
    "huntington_hill": lambda votes, has: Fraction(votes) ** 2 / (has * (has + 1)),
    "dean": lambda votes, has: votes / (2 / (Fraction(1, has) + Fraction(1, has + 1))),
    "adams": lambda votes, has: Fraction(votes, has),
}


def by_queue(name: str, votes: Sequence[int], house: int) -> list[int]:
    has = [0] * len(votes)
    if name in ONE_EACH:
        has = [1 if count else 0 for count in votes]
    for given_so_far in range(sum(has), house):
        allowed = [i for i, count in enumerate(votes) if count]
        if name == "quota":
            allowed = [i for i in allowed if has[i] * sum(votes) < votes[i] * (given_so_far + 1)]
        claim = CLAIMS["jefferson" if name == "quota" else name]
        has[max(allowed, key=lambda i: claim(votes[i], has[i]))] += 1
    return has


ROUNDERS: dict[str, Callable[[Fraction], int]] = {
    "jefferson": lambda x: int(x),
    "webster": lambda x: int(x + Fraction(1, 2)),
    "huntington_hill": lambda x: int(x) + (x * x >= int(x) * (int(x) + 1)),
    "dean": lambda x: int(x) + (x * (2 * int(x) + 1) >= 2 * int(x) * (int(x) + 1)),
    "adams": lambda x: int(x) + 1,
}


def by_bisection(name: str, votes: Sequence[int], house: int) -> list[int]:
    low, high = Fraction(0), Fraction(2 * house + 2 * len(votes))
    for _ in range(200):
        factor = (low + high) / 2
        found = [ROUNDERS[name](count * factor) if count else 0 for count in votes]
        if sum(found) == house:
            return found
        low, high = (factor, high) if sum(found) < house else (low, factor)
    raise AssertionError("no factor gives the total: a tie")


VOTES = st.lists(st.sampled_from([0, 1, 1, 2, 3, 5, 8, 13, 40, 120]), min_size=1, max_size=8).filter(any)
HOUSES = st.integers(0, 70)


def enough(name: str, votes: Sequence[int], house: int) -> bool:
    return name not in ONE_EACH or house >= sum(1 for count in votes if count)


@pytest.mark.parametrize("name", APPORTIONMENT_RULES)
@given(votes=VOTES, house=HOUSES)
def test_unit_by_unit(name: str, votes: list[int], house: int) -> None:
    assume(enough(name, votes, house))
    assert seats(name, votes, house) == by_queue(name, votes, house)


@given(
    votes=st.lists(st.sampled_from([1, 2, 3, 7, 500, 501, 999, 5000]), min_size=2, max_size=40),
    house=st.integers(0, 900),
)
def test_quota_method_with_many_small_and_some_large(votes: list[int], house: int) -> None:
    assert seats("quota", votes, house) == by_queue("quota", votes, house)


def test_quota_method_over_several_stretches() -> None:
    # More steps than are walked through at once, with small payers whose units come long before the end.
    votes = [70_001, 30_011, 5_003, *range(1, 8)]
    assert seats("quota", votes, 110_000) == by_queue("quota", votes, 110_000)


@pytest.mark.parametrize("name", DIVISORS)
@given(votes=VOTES, house=HOUSES)
def test_one_common_factor(name: str, votes: list[int], house: int) -> None:
    assume(enough(name, votes, house))
    found = rounded(name, {f"{i:03}": v for i, v in enumerate(votes)}, house)
    event(f"tied: {bool(found.tied)}")
    if not found.tied and house and (name not in ONE_EACH or house > sum(1 for v in votes if v)):
        assert list(found.cents.values()) == by_bisection(name, votes, house)


@pytest.mark.parametrize("name", DIVISORS)
def test_many_payers_by_one_common_factor(name: str) -> None:
    votes = [1 + i * i % 9973 for i in range(700)]
    found = rounded(name, {f"{i:05}": v for i, v in enumerate(votes)}, 123_457)
    at_least, below = [], []
    for value, count in zip(votes, found.cents.values(), strict=True):
        claim = CLAIMS[name]
        if count > (1 if name in ONE_EACH else 0):
            at_least.append(claim(value, count - 1))
        if count or name not in ONE_EACH:
            below.append(claim(value, count))
    assert sum(found.cents.values()) == 123_457
    assert min(at_least) >= max(below)


# What holds of every rule.


@every_rule
@given(votes=VOTES, house=HOUSES, unit=st.sampled_from([1, 100, 100_000]))
def test_whole_units_sum_to_the_total(name: str, votes: list[int], house: int, unit: int) -> None:
    assume(enough(name, votes, house))
    by_code = {f"{i:03}": v for i, v in enumerate(votes)}
    found = rounded(name, by_code, house, unit)
    assert sum(found.cents.values()) == house * unit
    assert list(found.cents) == list(by_code)
    exact = {code: Fraction(v * house, sum(votes)) for code, v in by_code.items()}
    for code, cents in found.cents.items():
        assert type(cents) is int
        assert cents >= 0
        assert cents % unit == 0
        if not by_code[code]:
            assert cents == 0
        elif name in ONE_EACH:
            assert cents >= unit
        if RULES[name].within_quota:
            assert abs(Fraction(cents, unit) - exact[code]) < 1
        assert (code in found.rounded_up) == (cents // unit > exact[code] // 1)
        assert (code in found.below_quota) == (cents // unit < exact[code] // 1)


@every_rule
@given(votes=VOTES, house=HOUSES, data=st.data())
def test_order_has_no_effect(name: str, votes: list[int], house: int, data: st.DataObject) -> None:
    assume(enough(name, votes, house))
    by_code = {f"{i:03}": v for i, v in enumerate(votes)}
    order = data.draw(st.permutations(list(by_code)))
    one, other = rounded(name, by_code, house), rounded(name, {code: by_code[code] for code in order}, house)
    assert dict(one.cents) == dict(other.cents)
    assert (one.rounded_up, one.tied, one.below_quota) == (other.rounded_up, other.tied, other.below_quota)


@every_rule
@given(votes=VOTES, house=HOUSES, data=st.data())
def test_codes_have_no_effect_but_by_ties(name: str, votes: list[int], house: int, data: st.DataObject) -> None:
    assume(enough(name, votes, house))
    by_code = {f"{i:03}": v for i, v in enumerate(votes)}
    renamed = dict(zip(by_code, data.draw(st.permutations(list(by_code))), strict=True))
    one, other = rounded(name, by_code, house), rounded(name, {renamed[c]: v for c, v in by_code.items()}, house)
    for code in by_code:
        if one.cents[code] != other.cents[renamed[code]]:
            assert code in one.tied
            assert renamed[code] in other.tied


@every_rule
@given(votes=VOTES, house=HOUSES)
def test_ties_are_named_only_where_the_codes_decide(name: str, votes: list[int], house: int) -> None:
    assume(enough(name, votes, house))
    by_code = {f"{i:03}": v for i, v in enumerate(votes)}
    turned = {code: f"{999 - i:03}" for i, code in enumerate(by_code)}
    one, other = rounded(name, by_code, house), rounded(name, {turned[c]: v for c, v in by_code.items()}, house)
    assert bool(one.tied) == any(one.cents[code] != other.cents[turned[code]] for code in by_code)


@every_rule
@given(votes=VOTES, house=HOUSES, factor=st.sampled_from([2, 100, 3000]))
def test_scale_has_no_effect(name: str, votes: list[int], house: int, factor: int) -> None:
    assume(enough(name, votes, house))
    by_code = {f"{i:03}": v for i, v in enumerate(votes)}
    one, other = rounded(name, by_code, house), rounded(name, by_code, house, factor)
    assert {code: cents * factor for code, cents in one.cents.items()} == dict(other.cents)
    assert one.tied == other.tied


@pytest.mark.parametrize("name", APPORTIONMENT_RULES)
@given(votes=VOTES, house=HOUSES)
def test_a_larger_sum_lowers_nobody(name: str, votes: list[int], house: int) -> None:
    assume(enough(name, votes, house))
    for before, after in zip(seats(name, votes, house), seats(name, votes, house + 1), strict=True):
        assert before <= after


@pytest.mark.parametrize("name", [name for name, row in RULES.items() if not row.within_quota])
def test_staying_within_the_quota_is_not_promised(name: str) -> None:
    # The second payer's exact share is 44 units.
    found = rounded(name, dict(zip("ABCDE", [5117, 4400, 162, 161, 160], strict=True)), 100)
    assert abs(found.cents["B"] - 44) == 1
    assert "B" in (found.rounded_up if name == "jefferson" else found.below_quota)


@pytest.mark.parametrize("name", ONE_EACH)
def test_fewer_units_than_payers(name: str) -> None:
    words = (
        "method gives each of the 3 payers with a positive share at least one unit, but there are only 2 units of 100"
    )
    with pytest.raises(AllocationError, match=words):
        rounded(name, {"A": 5, "B": 1, "C": 1, "D": 0}, 2, 100)
    assert seats(name, [5, 1, 1, 0], 3) == [1, 1, 1, 0]


@every_rule
def test_nothing_to_give(name: str) -> None:
    function = RULES[name].function
    assert function({}, 1) == Rounded({}, (), ())
    assert function({"A": Fraction(0), "B": Fraction(0)}, 100) == Rounded({"A": 0, "B": 0}, (), ())


@every_rule
def test_what_cannot_be_rounded(name: str) -> None:
    with pytest.raises(AllocationError, match="not a multiple of the rounding unit of 100 cents"):
        RULES[name].function({"A": Fraction(150)}, 100)


@every_rule
def test_ten_thousand_payers_and_a_thousand_million_units(name: str) -> None:
    votes = {f"{i:05}": 1 + i * i % 9973 for i in range(10_000)}
    assert sum(rounded(name, votes, 10**9).cents.values()) == 10**9


def test_amounts_with_several_denominators() -> None:
    amounts = {"A": Fraction(5, 2), "B": Fraction(7, 3), "C": Fraction(25, 6)}
    assert quota_method(amounts).cents == {"A": 3, "B": 2, "C": 4}
    assert RULES["adams"].function(amounts, 1).cents == {"A": 3, "B": 2, "C": 4}


def test_rows() -> None:
    assert set(ROUNDING_RULES) == {"largest_remainder", *APPORTIONMENT_RULES}
    assert {name for name, row in RULES.items() if row.within_quota} == {"largest_remainder", "quota"}
    assert all(name == row.name for name, row in RULES.items())
