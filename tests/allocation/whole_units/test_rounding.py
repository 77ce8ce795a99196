"""The largest remainder: published apportionments, its paradoxes, and a second computation by
fractions.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.allocation.whole_units.quotas import Rounded, quotas
from analyysi.allocation.whole_units.rounding import ROUNDING_RULES, largest_remainder
from analyysi.errors import AllocationError


def due(votes: Mapping[str, int], house: int) -> dict[str, Fraction]:
    everybody = sum(votes.values())
    return {code: Fraction(count * house, everybody) for code, count in votes.items()}


def seats(votes: Mapping[str, int], house: int) -> dict[str, int]:
    return dict(largest_remainder(due(votes, house)).cents)


def table(text: str) -> dict[str, int]:
    words = text.split()
    return dict(zip(words[::2], map(int, words[1::2]), strict=True))


# Census of 1790: electowiki.org, "Hamilton method", and the vignette of R package apportR (James
# Curley, 2015, after the MAA's "Apportioning Representatives in the United States Congress").
USA_1790 = table(
    "VA 630560 MA 475327 PA 432879 NC 353523 NY 331589 MD 278514 CT 236841 SC 206236 NJ 179570 NH "
    "141822 "
    "VT 85533 GA 70835 KY 68705 RI 68446 DE 55540"
)

# Census of 1880: vignette of apportR; total 49 371 340.
USA_1880 = table(
    "AL 1262505 AR 802525 CA 864694 CO 194327 CT 622700 DE 146608 FL 269493 GA 1542180 IL 3077871 "
    "IN 1978301 "
    "IA 1624615 KS 996096 KY 1648690 LA 939946 ME 648936 MD 934943 MA 1783085 MI 1636937 MN "
    "780773 MS 1131597 "
    "MO 2168380 NE 452402 NV 62266 NH 346991 NJ 1131116 NY 5082871 NC 1399750 OH 3198062 OR "
    "174768 PA 4282891 "
    "RI 276531 SC 995577 TN 1542359 TX 1591749 VT 332286 VA 1512565 WV 618457 WI 1315497"
)
SEATS_1880_OF_299 = table(
    "AL 8 AR 5 CA 5 CO 1 CT 4 DE 1 FL 1 GA 9 IL 18 IN 12 IA 10 KS 6 KY 10 LA 6 ME 4 MD 6 MA 11 MI "
    "10 MN 5 MS 7 "
    "MO 13 NE 3 NV 1 NH 2 NJ 7 NY 31 NC 8 OH 19 OR 1 PA 26 RI 2 SC 6 TN 9 TX 9 VT 2 VA 9 WV 4 WI 8"
)

# Census of 1900: vignette of apportR; New York, Maine, Virginia as in Balinski & Young.
USA_1900 = table(
    "NY 7264183 PA 6302115 IL 4821550 OH 4157545 MO 3106665 TX 3048710 MA 2805346 IN 2516462 MI "
    "2420982 "
    "IA 2231853 GA 2216331 KY 2147174 WI 2067385 TN 2020616 NC 1893810 NJ 1883669 VA 1854184 AL "
    "1828697 "
    "MN 1749626 MS 1551270 CA 1483504 KS 1470495 LA 1381625 SC 1340316 AR 1311564 MD 1188044 NE "
    "1066300 "
    "WV 958800 CT 908420 ME 694466 CO 539103 FL 528542 WA 515572 RI 428556 OR 413536 NH 411588 SD "
    "390638 "
    "VT 343641 ND 314454 UT 275277 MT 232583 DE 184735 ID 159475 WY 92531 NV 40670"
)
SEATS_1900_OF_386 = table(
    "NY 38 PA 33 IL 25 OH 21 MO 16 TX 16 MA 14 IN 13 MI 12 IA 11 GA 11 KY 11 WI 11 TN 10 NC 10 NJ "
    "10 VA 10 AL 9 "
    "MN 9 MS 8 CA 8 KS 8 LA 7 SC 7 AR 7 MD 6 NE 5 WV 5 CT 5 ME 3 CO 3 FL 3 WA 3 RI 2 OR 2 NH 2 SD "
    "2 VT 2 ND 2 "
    "UT 1 MT 1 DE 1 ID 1 WY 1 NV 1"
)


def with_one_for(few: Iterable[str], votes: Mapping[str, int], house: int) -> dict[str, int]:
    """Apportion with the constitution's one seat for each state, where it binds for a few.

    Their seats go first and the other quotas stay as they are. In their place ten dummies stand,
    with remainders above all others, so that each wins one of the seats left over: ten that are not
    the house's.
    """
    exact = due(votes, house)
    parts = [exact.pop(state) for state in few]
    dummies = [f"~{i}" for i in range(10)]
    given = largest_remainder(
        exact | dict.fromkeys(dummies, (10 - len(parts) + sum(parts)) / 10)
    ).cents
    assert all(given[dummy] == 1 for dummy in dummies)
    return {code: given.get(code, 1) for code in votes}


def test_the_bill_that_washington_vetoed() -> None:
    # 120 seats: National Archives, prologue.blogs.archives.gov, "The 1790 Census and the First
    # Veto" (4.4.2022).
    assert seats(USA_1790, 120) == table(
        "VA 21 MA 16 PA 14 NC 12 NY 11 MD 9 CT 8 SC 7 NJ 6 NH 5 VT 3 GA 2 KY 2 RI 2 DE 2"
    )


def test_alabama_paradox() -> None:
    # 299 and 300 seats by the census office: C. W. Seaton's letter of 1881 in Balinski & Young;
    # table in apportR.
    assert sum(USA_1880.values()) == 49_371_340
    smaller, larger = (with_one_for(["NV"], USA_1880, house) for house in (299, 300))
    assert smaller == SEATS_1880_OF_299
    assert larger == SEATS_1880_OF_299 | {"AL": 7, "IL": 19, "TX": 10}


def test_alabama_paradox_in_small() -> None:
    # J. D. Stein, How Math Explains the World, p. 231: 323 and 324 representatives.
    people = {"A": 567, "B": 385, "C": 42, "D": 6}
    assert seats(people, 323) == {"A": 183, "B": 124, "C": 14, "D": 2}
    assert seats(people, 324) == {"A": 184, "B": 125, "C": 13, "D": 2}


def test_new_states_paradox() -> None:
    # Oklahoma 1907: five seats more for about a million people, and New York loses one to Maine
    # (apportR; Szpiro).
    assert with_one_for(["NV", "WY"], USA_1900, 386) == SEATS_1900_OF_386
    after = with_one_for(["NV", "WY"], USA_1900 | {"OK": 1_000_000}, 391)
    assert after == SEATS_1900_OF_386 | {"OK": 5, "NY": 37, "ME": 4}


def test_population_paradox() -> None:
    # Angel et al., A Survey of Mathematics with Applications, ch. 14.3, tables 14.48 and 14.49: B
    # grows fastest and loses a seat to A.
    assert seats({"A": 23_527, "B": 5_548, "C": 70_925}, 100) == {"A": 23, "B": 6, "C": 71}
    assert seats({"A": 23_926, "B": 5_648, "C": 71_110}, 100) == {"A": 24, "B": 5, "C": 71}


def slowly(amounts: Mapping[str, Fraction], unit: int) -> tuple[dict[str, int], set[str]]:
    """Give each unit left over to the payer that is then furthest below its exact share."""
    units = {code: int(amount // unit) for code, amount in amounts.items()}
    up = set()
    while sum(units.values()) * unit < sum(amounts.values()):
        code = max(sorted(set(amounts) - up), key=lambda c: amounts[c] - units[c] * unit)
        units[code] += 1
        up.add(code)
    return {code: count * unit for code, count in units.items()}, up


CASES = st.tuples(
    st.lists(st.sampled_from([0, 1, 1, 2, 3, 5, 8]), min_size=1, max_size=8).filter(any),
    st.integers(0, 30),
    st.sampled_from([1, 7, 100]),
)


@given(CASES)
def test_second_computation(case: tuple[list[int], int, int]) -> None:
    weights, units, unit = case
    amounts = due({f"{i:03}": weight for i, weight in enumerate(weights)}, units * unit)
    found = largest_remainder(amounts, unit)
    cents, up = slowly(amounts, unit)
    assert (dict(found.cents), set(found.rounded_up)) == (cents, up)
    assert found.below_quota == ()


@given(CASES)
def test_ties_are_named_if_and_only_if_the_codes_decide(case: tuple[list[int], int, int]) -> None:
    weights, units, unit = case
    amounts = due({f"{i:03}": weight for i, weight in enumerate(weights)}, units * unit)
    found = largest_remainder(amounts, unit)
    turned = {code: f"{999 - int(code):03}" for code in amounts}
    other = largest_remainder({turned[code]: amount for code, amount in amounts.items()}, unit)
    assert (found.tied != ()) == any(
        found.cents[code] != other.cents[turned[code]] for code in amounts
    )
    assert set(found.tied) == {code for code in amounts if turned[code] in other.tied}


def test_denominators_may_differ() -> None:
    amounts = {
        "005": Fraction(1, 2),
        "020": Fraction(1, 3),
        "091": Fraction(1, 6),
        "105": Fraction(7),
    }
    assert largest_remainder(amounts).cents == {"005": 1, "020": 0, "091": 0, "105": 7}


def test_whole_shares_take_no_part_in_the_contest() -> None:
    # 020 and 091 pay whole cents: the cent over goes to the smaller remainder of the two others,
    # never to them.
    amounts = {
        "005": Fraction(1, 10),
        "020": Fraction(4),
        "091": Fraction(2),
        "105": Fraction(9, 10),
    }
    found = largest_remainder(amounts)
    assert found == Rounded({"005": 0, "020": 4, "091": 2, "105": 1}, ("105",), ())


@pytest.mark.slow
def test_a_hundred_thousand_payers() -> None:
    people = {f"{i:06}": 1 + i * i % 997 for i in range(100_000)}
    found = largest_remainder(due(people, 10**9))
    assert sum(found.cents.values()) == 10**9


def test_nobody_and_nothing() -> None:
    assert largest_remainder({}) == Rounded({}, (), ())
    assert largest_remainder({"020": Fraction(0)}) == Rounded({"020": 0}, (), ())


def test_quotas_are_over_one_denominator() -> None:
    found = quotas({"020": Fraction(50), "091": Fraction(250)}, 100)
    assert (found.codes, found.units) == (("020", "091"), 3)
    assert [Fraction(part, found.denominator) for part in found.numerators] == [
        Fraction(1, 2),
        Fraction(5, 2),
    ]


@pytest.mark.parametrize(
    ("amounts", "unit", "words"),
    [
        (
            {"020": Fraction(1, 2)},
            1,
            "The shares sum to 1/2 cents, which is not a multiple of the rounding unit of 1",
        ),
        (
            {"020": Fraction(150)},
            100,
            "sum to 150 cents, which is not a multiple of the rounding unit of 100 cents",
        ),
        ({"020": Fraction(-1), "091": Fraction(1)}, 1, "The share of 020 is negative"),
        ({"020": Fraction(1)}, 0, "The rounding unit is 0 cents"),
    ],
)
def test_what_cannot_be_rounded(amounts: dict[str, Fraction], unit: int, words: str) -> None:
    with pytest.raises(AllocationError, match=words):
        quotas(amounts, unit)


def test_old_rows_stay_within_the_quota() -> None:
    assert ROUNDING_RULES["largest_remainder"].within_quota
    assert Rounded({}, (), ()).below_quota == ()
