"""Divisor methods and the quota method: published tables, invariants, and computations of another
kind.
"""

import csv
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

import pytest
from hypothesis import assume, event, given
from hypothesis import strategies as st

from analyysi.allocation.whole_units.apportionment import APPORTIONMENT_RULES, quota_method
from analyysi.allocation.whole_units.quotas import Rounded, RoundingRule
from analyysi.allocation.whole_units.rounding import ROUNDING_RULES
from analyysi.errors import AllocationError
from support.places import TESTS

RULES: dict[str, RoundingRule] = {**ROUNDING_RULES, **APPORTIONMENT_RULES}
DIVISORS = ("jefferson", "webster", "huntington_hill", "dean", "adams")
ONE_EACH = ("huntington_hill", "dean", "adams")
every_rule = pytest.mark.parametrize("name", RULES)


def rounded(name: str, votes: Mapping[str, int], house: int, unit: int = 1) -> Rounded:
    everybody = sum(votes.values())
    return RULES[name].function(
        {code: Fraction(v * house * unit, everybody) for code, v in votes.items()}, unit
    )


def seats(name: str, votes: Sequence[int], house: int) -> list[int]:
    return list(rounded(name, {f"{i:03}": v for i, v in enumerate(votes)}, house).cents.values())


# Balinski & Young (1975), The quota method of apportionment, American Mathematical Monthly 82 (7),
# 701-730, as the tests of PyPI `apportionment` (M. Lackner) quote it; the first is also figure 14
# of a thesis on 1library.co.
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

# Tests of R package proporz (polettif), which name their sources:
# wahlrecht.de/verfahren/dhondt123.html, wahlrecht.de/verfahren/stlague12.html,
# wahlrecht.de/verfahren/anschaulich/, de.wikipedia.org "Adams-Verfahren",
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

# Tests of npm `apportionment` (HDv2b/apportionment, commit
# 62fbc4683db18d6ffba373f99ffbaafc295a1861, test/index.test.ts: 43 seats; commit
# 55cc6cfc76bac6b7933950555cfda6358af7a373, test/_computeExamples.test.ts: 44 seats and the small
# one), which name a video of M. Parker. With a seat more the fourth gets one less by the largest
# remainder: an Alabama paradox. The README of that package prints 24, 11, 4, 3, 1 as Webster's for
# 43 seats. That is Jefferson's; the package's own test has what we have.
PARKER = [21878, 9713, 4167, 3252, 1065]
NPM_APPORTIONMENT = [
    (PARKER, 43, "largest_remainder", [24, 10, 4, 4, 1]),
    (PARKER, 43, "jefferson", [24, 11, 4, 3, 1]),
    (PARKER, 43, "webster", [24, 10, 4, 4, 1]),
    (PARKER, 43, "huntington_hill", [23, 10, 5, 4, 1]),
    (PARKER, 43, "adams", [22, 10, 5, 4, 2]),
    (PARKER, 44, "largest_remainder", [24, 11, 5, 3, 1]),
    (PARKER, 44, "jefferson", [25, 11, 4, 3, 1]),
    (PARKER, 44, "webster", [24, 10, 5, 4, 1]),
    (PARKER, 44, "huntington_hill", [24, 10, 5, 4, 1]),
    (PARKER, 44, "adams", [23, 10, 5, 4, 2]),
    ([50, 21, 1, 1, 1], 10, "largest_remainder", [7, 3, 0, 0, 0]),
    ([50, 21, 1, 1, 1], 10, "jefferson", [7, 3, 0, 0, 0]),
    ([50, 21, 1, 1, 1], 10, "webster", [7, 3, 0, 0, 0]),
    ([50, 21, 1, 1, 1], 10, "huntington_hill", [5, 2, 1, 1, 1]),
    ([50, 21, 1, 1, 1], 10, "adams", [5, 2, 1, 1, 1]),
]

# Tests of R package apportion (cran/apportion, commit 0c460d9f9f2f3f6c17ce6672c59ed68161dd9bbd,
# tests/testthat/ test-balinski_young.R and its siblings for Jefferson and Hamilton-Vinton), after
# the Census Bureau's page "Methods of Apportionment".
CENSUS_BUREAU = [
    ([2560, 3315, 995, 5012], 20, "quota", [4, 6, 1, 9]),
    ([2560, 3315, 995, 5012], 20, "jefferson", [4, 6, 1, 9]),
    ([2560, 3315, 995, 5012], 20, "largest_remainder", [4, 6, 2, 8]),
]

# A review by M. L. Balinski (Balinski_review_93.pdf, among the course papers of Y. K. Kwok, Hong
# Kong University of Science and Technology), p. 10: Hill's method, and those of the parameter t = 0
# (Adams) and t from .426 to 1 (Webster is t = 1/2, Jefferson t = 1).
BALINSKI_REVIEW = [
    ([42444, 73470, 134148, 164343], 14, "huntington_hill", [2, 2, 4, 6]),
    ([42444, 73470, 134148, 164343], 14, "adams", [2, 3, 4, 5]),
    ([42444, 73470, 134148, 164343], 14, "webster", [1, 2, 5, 6]),
    ([42444, 73470, 134148, 164343], 14, "jefferson", [1, 2, 5, 6]),
]

# Real ones. Austria to the European Parliament 2019 by D'Hondt
# (bmi.gv.at/412/Europawahlen/Europawahl_2019, by PyPI `apportionment`). Bundestag 2009 by
# Sainte-Laguë: second votes of CDU, SPD, FDP, Linke, Grüne, CSU, 598 seats; below it the 146 seats
# of the second list by Land (both by the tests of proporz).
ELECTIONS = [
    ([1305956, 903151, 650114, 532193, 319024], 18, "jefferson", [7, 5, 3, 2, 1]),
    (
        [11828277, 9990488, 6316080, 5155933, 4643272, 2830238],
        598,
        "webster",
        [173, 146, 93, 76, 68, 42],
    ),
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


PUBLISHED = (
    BALINSKI_YOUNG + TEXTBOOKS + NPM_APPORTIONMENT + CENSUS_BUREAU + BALINSKI_REVIEW + ELECTIONS
)


@pytest.mark.parametrize(("votes", "house", "name", "wanted"), PUBLISHED)
def test_published(votes: list[int], house: int, name: str, wanted: list[int]) -> None:
    assert seats(name, votes, house) == wanted


# Census of 1830, 24 states, 240 seats (vignette of R package apportR, after the MAA's "Apportioning
# Representatives in the United States Congress"): Jefferson's, Adams' and Hamilton's methods.
USA_1832 = (
    "NY 1918578 40 37 39  PA 1348072 28 26 27  VA 1023503 21 20 21  OH 937901 19 18 19  NC 639747 "
    "13 13 13 "
    "TN 625263 13 12 13  KY 621832 13 12 12  MA 610408 12 12 12  SC 455025 9 9 9  GA 429811 9 9 9 "
    "MD 405843 8 8 8  ME 399454 8 8 8  IN 343031 7 7 7  NJ 319922 6 7 6  CT 297665 6 6 6  VT "
    "280657 5 6 6 "
    "NH 269326 5 6 5  AL 262508 5 6 5  LA 171904 3 4 3  IL 157147 3 4 3  MO 130419 2 3 3  MS "
    "110358 2 3 2 "
    "RI 97194 2 2 2  DE 75432 1 2 2"
)
COLUMNS_1832 = [USA_1832.split()[i::5] for i in range(5)]
PEOPLE_1832 = dict(zip(COLUMNS_1832[0], map(int, COLUMNS_1832[1]), strict=True))


@pytest.mark.parametrize(
    ("name", "column"), [("jefferson", 2), ("adams", 3), ("largest_remainder", 4)]
)
def test_1832(name: str, column: int) -> None:
    found = rounded(name, PEOPLE_1832, 240)
    assert found.cents == dict(zip(COLUMNS_1832[0], map(int, COLUMNS_1832[column]), strict=True))


def test_webster_on_new_yorks_fortieth_member() -> None:
    # Daniel Webster in 1832: New York's quota is 38.59 and yet the bill gives it forty.
    found = rounded("jefferson", PEOPLE_1832, 240)
    assert found.cents["NY"] == 40
    assert "NY" in found.rounded_up


# Census of 1790, 15 states: VA, MA, PA, NC, NY, MD, CT, SC, NJ, NH, VT, GA, KY, RI, DE.
USA_1790 = [
    630560,
    475327,
    432879,
    353523,
    331589,
    278514,
    236841,
    206236,
    179570,
    141822,
    85533,
    70835,
    68705,
]
USA_1790 += [68446, 55540]


def test_first_apportionment() -> None:
    # 105 seats by Jefferson: the Act of 1792 (St. George Tucker's table, constitution.org;
    # apportR).
    assert seats("jefferson", USA_1790, 105) == [19, 14, 13, 10, 10, 8, 7, 6, 5, 4, 2, 2, 2, 2, 1]
    # By Hamilton: the bill of 1792 for 120 seats, which Washington vetoed, and the 105 seats of the
    # Act (J. P. Curley, apportR introduction: jalapic/apportR, vignettes/my-vignette.utf8.md,
    # commit c17495b1f8a59b51f7cca80cacc384e0cfe7e249). Hamilton's and Jefferson's 105 differ in
    # Virginia and Delaware.
    assert seats("largest_remainder", USA_1790, 120) == [
        21,
        16,
        14,
        12,
        11,
        9,
        8,
        7,
        6,
        5,
        3,
        2,
        2,
        2,
        2,
    ]
    assert seats("largest_remainder", USA_1790, 105) == [
        18,
        14,
        13,
        10,
        10,
        8,
        7,
        6,
        5,
        4,
        2,
        2,
        2,
        2,
        2,
    ]


# The paradoxes of the largest remainder (Hamilton's method), of real censuses.
# tests/fixtures/SOURCES.md says where the tables are from. Their columns of seats are apportR's
# `hamilton`, which gives each state one seat at least; the last one of 1880 is its `hamilton0`,
# which does not. Ours does not either.


def census(year: int) -> tuple[dict[str, int], dict[str, dict[str, int]]]:
    """Return the populations, and the printed seats by column."""
    path = TESTS / "fixtures" / "apportionment" / f"usa_{year}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    columns = [name for name in rows[0] if name.startswith("seats_")]
    people = {row["state"]: int(row["population"]) for row in rows}
    return people, {
        name: {row["state"]: int(row[name]) for row in rows if row[name]} for name in columns
    }


def changes(before: Mapping[str, int], after: Mapping[str, int]) -> dict[str, int]:
    return {code: after[code] - before[code] for code in before if after[code] != before[code]}


def one_seat_each(people: Mapping[str, int], house: int) -> dict[str, int]:
    """Give a state that our method leaves without a seat one of those that it gave for the smallest
    remainders.
    """
    found = rounded("largest_remainder", people, house)
    has = dict(found.cents)
    without = [code for code, count in has.items() if not count]
    last = sorted(
        found.rounded_up, key=lambda code: Fraction(people[code] * house, sum(people.values())) % 1
    )
    for state, giver in zip(without, last, strict=False):
        has[state], has[giver] = 1, has[giver] - 1
    return has


def test_the_alabama_paradox_of_1880() -> None:
    # C. W. Seaton of the census office, to Congress: Alabama has 8 of 299 seats and 7 of 300.
    people, printed = census(1880)
    assert (len(people), sum(people.values())) == (38, 49_371_340)
    at_299, at_300 = (rounded("largest_remainder", people, house).cents for house in (299, 300))
    assert dict(at_300) == printed["seats_300_no_minimum"]
    # Without a minimum there is no paradox here: Alabama keeps its 8, and Nevada (0.377 of a seat)
    # has none.
    assert changes(at_299, at_300) == {"Texas": 1}
    assert changes(at_299, printed["seats_299"]) == {"Illinois": -1, "Nevada": 1}
    assert changes(at_300, printed["seats_300"]) == {"Alabama": -1, "Nevada": 1}
    # With one seat for each it is there: Nevada's comes from the last that was rounded up, of 300
    # seats Alabama.
    assert one_seat_each(people, 299) == printed["seats_299"]
    assert one_seat_each(people, 300) == printed["seats_300"]
    assert changes(printed["seats_299"], printed["seats_300"]) == {
        "Alabama": -1,
        "Illinois": 1,
        "Texas": 1,
    }
    # To give Nevada its seat first and share the rest among the others is a third way: by it 299
    # seats are the printed ones, but of 300 Alabama keeps 8 and Texas 9.
    others = {code: count for code, count in people.items() if code != "Nevada"}
    first, second = (
        dict(rounded("largest_remainder", others, house - 1).cents) | {"Nevada": 1}
        for house in (299, 300)
    )
    assert first == printed["seats_299"]
    assert changes(printed["seats_300"], second) == {"Alabama": 1, "Texas": -1}


def losers(name: str, people: Mapping[str, int], houses: range) -> list[tuple[int, str]]:
    """Return who has fewer seats of a house than of the one that is a seat smaller."""
    by_house = [rounded(name, people, house).cents for house in houses]
    return [
        (house, code)
        for house, before, after in zip(houses[1:], by_house, by_house[1:], strict=False)
        for code in people
        if after[code] < before[code]
    ]


@pytest.mark.slow
def test_who_loses_by_a_larger_house_of_1880() -> None:
    # The houses that Seaton worked out. Without a minimum the losers are Florida and Nevada, twice
    # each.
    people, _ = census(1880)
    houses = range(275, 351)
    assert losers("largest_remainder", people, houses) == [
        (287, "Florida"),
        (299, "Florida"),
        (328, "Nevada"),
        (334, "Nevada"),
    ]
    for name in APPORTIONMENT_RULES:
        assert losers(name, people, houses) == []


def test_the_new_states_paradox_of_1907() -> None:
    # Oklahoma joins with a million inhabitants and five seats more; New York's 38 become 37,
    # Maine's 3 become 4.
    people, printed = census(1900)
    before = {code: count for code, count in people.items() if code != "OK"}
    assert (len(before), sum(before.values()), people["OK"]) == (45, 74_562_608, 1_000_000)
    assert one_seat_each(before, 386) == printed["seats_386"]
    assert one_seat_each(people, 391) == printed["seats_391_with_oklahoma"]
    assert changes(printed["seats_386"], printed["seats_391_with_oklahoma"]) == {"NY": -1, "ME": 1}
    # The quotas that G. G. Szpiro prints ("The new state paradox", georgeszpiro.com): NY .606 and
    # ME .595, then NY .589 and ME .594.
    quotas = [
        [
            round(float(Fraction(states[code] * house, sum(states.values()))), 3)
            for code in ("NY", "ME")
        ]
        for states, house in ((before, 386), (people, 391))
    ]
    assert quotas == [[37.606, 3.595], [37.589, 3.594]]
    # Without a minimum Wyoming (0.479 of a seat) and Nevada (0.21) have none, New York 38 and Maine
    # 4 by either house: no paradox.
    at_386, at_391 = (
        rounded("largest_remainder", states, house).cents
        for states, house in ((before, 386), (people, 391))
    )
    assert changes(at_386, at_391) == {}
    assert (at_391["OK"], at_391["WY"], at_391["NV"]) == (5, 0, 0)
    assert changes(at_386, printed["seats_386"]) == {"IA": -1, "ME": -1, "WY": 1, "NV": 1}
    assert changes(at_391, printed["seats_391_with_oklahoma"]) == {
        "NY": -1,
        "IA": -1,
        "WY": 1,
        "NV": 1,
    }


def test_the_population_paradox() -> None:
    # An invented case of the same vignette: the third and the fifth grow, and the fifth loses a
    # seat to the second, which does not.
    before, after = [150, 78, 173, 204, 295], [150, 78, 181, 204, 296]
    assert seats("largest_remainder", before, 50) == [8, 4, 10, 11, 17]
    assert seats("largest_remainder", after, 50) == [8, 5, 10, 11, 16]
    # A textbook's (Pearson, Survey of Mathematics, wgdesigngroup.com), 100 seats. The seats after
    # are printed; those before are ours. The second grows faster than the first and loses a seat to
    # it.
    before, after = [23527, 5548, 70925], [23926, 5648, 71110]
    assert seats("largest_remainder", before, 100) == [23, 6, 71]
    assert seats("largest_remainder", after, 100) == [24, 5, 71]
    assert (
        Fraction(after[1], before[1])
        > Fraction(after[0], before[0])
        > Fraction(after[2], before[2])
    )
    # A divisor method moves nobody so.
    for name in DIVISORS:
        old, new = seats(name, before, 100), seats(name, after, 100)
        assert new[1] >= old[1] or new[0] <= old[0]


# Census of 2020, all fifty states in alphabetical order:
# census.gov/data/tables/2020/dec/2020-apportionment-data.html (by the tests of R package proporz).
USA_2020 = [
    *(
        5030053,
        736081,
        7158923,
        3013756,
        39576757,
        5782171,
        3608298,
        990837,
        21570527,
        10725274,
        1460137,
        1841377,
    ),
    *(
        12822739,
        6790280,
        3192406,
        2940865,
        4509342,
        4661468,
        1363582,
        6185278,
        7033469,
        10084442,
        5709752,
        2963914,
    ),
    *(
        6160281,
        1085407,
        1963333,
        3108462,
        1379089,
        9294493,
        2120220,
        20215751,
        10453948,
        779702,
        11808848,
        3963516,
    ),
    *(
        4241500,
        13011844,
        1098163,
        5124712,
        887770,
        6916897,
        29183290,
        3275252,
        643503,
        8654542,
        7715946,
        1795045,
    ),
    *(5897473, 577719),
]
SEATS_2020 = [7, 1, 9, 4, 52, 8, 5, 1, 28, 14, 2, 2, 17, 9, 4, 4, 6, 6, 2, 8, 9, 13, 8, 4, 8]
SEATS_2020 += [2, 3, 4, 2, 12, 3, 26, 14, 1, 15, 5, 6, 17, 2, 7, 1, 9, 38, 4, 1, 11, 10, 2, 8, 1]


def test_house_of_representatives_2020() -> None:
    assert sum(USA_2020) == 331_108_434
    assert seats("huntington_hill", USA_2020, 435) == SEATS_2020


def test_five_divisor_methods_five_results() -> None:
    # Balinski & Young use these figures; the print was not at hand, the seats are those of
    # `by_queue` below.
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
    # examples/quota-ties.py of PyPI `apportionment` (a remark by D. Peters): of eight seats each
    # large party gets three, and then one large and one small party one each.
    found = rounded("quota", {"A": 720, "B": 720, "C": 120, "D": 120}, 8)
    assert found.cents == {"A": 4, "B": 3, "C": 1, "D": 0}
    assert found.tied == ("A", "B", "C", "D")


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [
        ("jefferson", [5, 2, 5, 0, 1, 2, 4], [5, 3, 5, 0, 1, 3, 4]),
        ("webster", [4, 2, 4, 0, 1, 2, 4], [5, 3, 5, 1, 2, 3, 4]),
        ("huntington_hill", [4, 2, 4, 1, 2, 2, 4], [4, 3, 4, 1, 2, 3, 4]),
        ("adams", [4, 2, 4, 1, 2, 2, 4], [4, 3, 4, 1, 2, 3, 4]),
    ],
)
def test_ties_where_no_divisor_gives_the_house(name: str, low: list[int], high: list[int]) -> None:
    # Populations 9, 5, 9, 1, 3, 5, 8 and 20 seats (test/index.test.ts of npm `apportionment`, as
    # above): that package prints the two apportionments nearest to 20, of fewer and of more seats.
    # Ours is between them, and those whom the two give different numbers are those it names as
    # tied.
    found = rounded(name, {f"{i}": v for i, v in enumerate([9, 5, 9, 1, 3, 5, 8])}, 20)
    assert sum(low) < 20 < sum(high)
    assert all(a <= has <= b for a, has, b in zip(low, found.cents.values(), high, strict=True))
    assert found.tied == tuple(f"{i}" for i in range(7) if low[i] < high[i])


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


VOTES = st.lists(
    st.sampled_from([0, 1, 1, 2, 3, 5, 8, 13, 40, 120]), min_size=1, max_size=8
).filter(any)
HOUSES = st.integers(0, 70)


def enough(name: str, votes: Sequence[int], house: int) -> bool:
    return name not in ONE_EACH or house >= sum(1 for count in votes if count)


@pytest.mark.slow
@pytest.mark.parametrize("name", APPORTIONMENT_RULES)
@given(votes=VOTES, house=HOUSES)
def test_unit_by_unit(name: str, votes: list[int], house: int) -> None:
    assume(enough(name, votes, house))
    assert seats(name, votes, house) == by_queue(name, votes, house)


@pytest.mark.slow
@given(
    votes=st.lists(st.sampled_from([1, 2, 3, 7, 500, 501, 999, 5000]), min_size=2, max_size=40),
    house=st.integers(0, 900),
)
def test_quota_method_with_many_small_and_some_large(votes: list[int], house: int) -> None:
    assert seats("quota", votes, house) == by_queue("quota", votes, house)


@pytest.mark.slow
def test_quota_method_over_several_stretches() -> None:
    # More steps than are walked through at once, with small payers whose units come long before the
    # end.
    votes = [70_001, 30_011, 5_003, *range(1, 8)]
    assert seats("quota", votes, 110_000) == by_queue("quota", votes, 110_000)


@pytest.mark.slow
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
    one, other = (
        rounded(name, by_code, house),
        rounded(name, {code: by_code[code] for code in order}, house),
    )
    assert dict(one.cents) == dict(other.cents)
    assert (one.rounded_up, one.tied, one.below_quota) == (
        other.rounded_up,
        other.tied,
        other.below_quota,
    )


@every_rule
@given(votes=VOTES, house=HOUSES, data=st.data())
def test_codes_have_no_effect_but_by_ties(
    name: str, votes: list[int], house: int, data: st.DataObject
) -> None:
    assume(enough(name, votes, house))
    by_code = {f"{i:03}": v for i, v in enumerate(votes)}
    renamed = dict(zip(by_code, data.draw(st.permutations(list(by_code))), strict=True))
    one, other = (
        rounded(name, by_code, house),
        rounded(name, {renamed[c]: v for c, v in by_code.items()}, house),
    )
    for code in by_code:
        if one.cents[code] != other.cents[renamed[code]]:
            assert code in one.tied
            assert renamed[code] in other.tied


@every_rule
@given(votes=VOTES, house=HOUSES)
def test_ties_are_named_only_where_the_codes_decide(
    name: str, votes: list[int], house: int
) -> None:
    assume(enough(name, votes, house))
    by_code = {f"{i:03}": v for i, v in enumerate(votes)}
    turned = {code: f"{999 - i:03}" for i, code in enumerate(by_code)}
    one, other = (
        rounded(name, by_code, house),
        rounded(name, {turned[c]: v for c, v in by_code.items()}, house),
    )
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
        "method gives each of the 3 payers with a positive share at least one unit, but there "
        "are only 2 units of 100"
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


@pytest.mark.slow
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
    assert {name for name, row in RULES.items() if row.within_quota} == {
        "largest_remainder",
        "quota",
    }
    assert all(name == row.name for name, row in RULES.items())
