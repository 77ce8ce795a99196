"""Agreements that public bodies made, with the shares they printed; what of each is printed is said
above it.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from analyysi.agreement.values import Frozen
from analyysi.allocation.methods import METHODS, ByKey, FixedShares, Mix, NoParameters
from analyysi.allocation.problem import Problem
from analyysi.allocation.steps.step_table import STEPS, OutsideBase, with_steps
from analyysi.allocation.whole_units.rounding import ROUNDING_RULES
from support.printed_tables import (
    KT_ALAND,
    KT_FEE,
    KT_PRINTED,
    KT_REST_OF_FINLAND,
    KT_WHOLE_COUNTRY,
    WATER_SUPPLY,
    WATER_TOTAL,
)


def split(
    name: str,
    parameters: Frozen,
    total: int | Fraction,
    payers: Sequence[str],
    keys: Mapping[str, Mapping] | None = None,
) -> dict[str, Fraction]:
    """Share euros (or dollars) and return them: cents are for the inside."""
    weights = {
        key: {payer: Fraction(row[payer]) for payer in payers} for key, row in (keys or {}).items()
    }
    amounts = (
        METHODS[name]
        .function(Problem(Fraction(total * 100), tuple(payers), weights), parameters)
        .amounts
    )
    return {payer: amount / 100 for payer, amount in amounts.items()}


def whole(amounts: Mapping[str, Fraction]) -> dict[str, int]:
    """Round to whole euros by the largest remainder."""
    cents = ROUNDING_RULES["largest_remainder"].function(
        {code: value * 100 for code, value in amounts.items()}, 100
    )
    return {code: value // 100 for code, value in cents.cents.items()}


HALF_AND_HALF = Mix(keys={"residents": "0.50", "taxable_income": "0.50"})


def kt_problem() -> Problem:
    keys: dict[str, dict[str, Fraction]] = {}
    for column, key in enumerate(("residents", "taxable_income")):
        printed = {code: Fraction(row[column + 1]) for code, row in KT_PRINTED.items()}
        others = Fraction(KT_REST_OF_FINLAND[column]) - sum(printed.values())
        keys[key] = printed | {"others": others, "aland": Fraction(KT_ALAND[column])}
    return Problem(Fraction(KT_FEE * 100), (*KT_PRINTED, "others", "aland"), keys)


def test_membership_fee_of_kt_2022() -> None:
    assert tuple(map(sum, zip(KT_ALAND, KT_REST_OF_FINLAND, strict=True))) == KT_WHOLE_COUNTRY
    # 80 % is 5 719 454.40; the page has it in whole euros.
    assert round(Fraction(80, 100) * 7_149_318) == KT_FEE
    outside = [(STEPS["outside_base"], OutsideBase(payers=("aland",)))]
    exact = with_steps(lambda inner: METHODS["mix"].function(inner, HALF_AND_HALF), outside)(
        kt_problem()
    )
    found = ROUNDING_RULES["largest_remainder"].function(exact.amounts, 100)
    printed = {code: fee * 100 for code, (*_, fee) in KT_PRINTED.items()}
    others = KT_FEE * 100 - sum(printed.values())
    assert dict(found.cents) == printed | {"others": others, "aland": 0}
    assert not found.tied
    # Each fee by itself, rounded to the nearest euro, is the same.
    assert {code: round(exact.amounts[code] / 100) * 100 for code in printed} == printed


def test_membership_fee_of_kt_is_not_printed_so_by_other_rules() -> None:
    # Åland in the base, or one key alone, would give other fees: the seven figures do tell the
    # rule.
    problem = kt_problem()
    for name, parameters in (
        ("mix", HALF_AND_HALF),
        ("proportional", ByKey(key="residents")),
        ("proportional", ByKey(key="taxable_income")),
    ):
        inner = problem if name == "mix" else problem.without({"aland"}, problem.total)
        amounts = METHODS[name].function(inner, parameters).amounts
        assert all(round(amounts[code] / 100) != fee for code, (*_, fee) in KT_PRINTED.items())


WATER_USE = {partner: Fraction(row[0]) for partner, row in WATER_SUPPLY.items()}
BASE_SHARES = {partner: 2 if partner == "Cary" else 1 for partner in WATER_SUPPLY}
THIRTY_SEVENTY = Mix(keys={"base_shares": "0.30", "water_use": "0.70"})


def test_base_shares_of_the_water_supply_project() -> None:
    assert WATER_TOTAL == 426_825
    base = split("proportional", ByKey(key="base_shares"), WATER_TOTAL * Fraction(3, 10), [*WATER_SUPPLY],
                 {"base_shares": BASE_SHARES})  # fmt: skip
    # 128 047.50 by eleven.
    assert base["Apex"] == Fraction("128047.50") / 11
    assert {partner: round(share) for partner, share in base.items()} == {
        p: row[3] for p, row in WATER_SUPPLY.items()
    }


def variable(use: Mapping[str, Fraction]) -> dict[str, Fraction]:
    return split(
        "proportional",
        ByKey(key="water_use"),
        WATER_TOTAL * Fraction(7, 10),
        [*use],
        {"water_use": use},
    )


def test_variable_shares_of_the_water_supply_project_within_the_rounding_of_the_use() -> None:
    percentages = split(
        "proportional", ByKey(key="water_use"), 100, [*WATER_USE], {"water_use": WATER_USE}
    )
    assert {p: round(share, 1) for p, share in percentages.items()} == {
        p: Fraction(row[1]) for p, row in WATER_SUPPLY.items()
    }
    # The use is printed to two or three decimals and was not rounded before the shares were worked
    # out: the partner's own use half a unit of the last decimal down and the others' up give the
    # least that its share can have been.
    half = {
        p: Fraction(1, 2) / 10 ** len(row[0].partition(".")[2]) for p, row in WATER_SUPPLY.items()
    }
    for partner, row in WATER_SUPPLY.items():
        least = variable(
            {p: use - half[p] if p == partner else use + half[p] for p, use in WATER_USE.items()}
        )
        most = variable(
            {p: use + half[p] if p == partner else use - half[p] for p, use in WATER_USE.items()}
        )
        assert least[partner] - Fraction(1, 2) <= row[2] <= most[partner] + Fraction(1, 2)
    # From the use as printed, seven of ten are within three dollars; the three that are not, by
    # these.
    away = {p: round(share - WATER_SUPPLY[p][2]) for p, share in variable(WATER_USE).items()}
    assert {p: by for p, by in away.items() if abs(by) >= 3} == {
        "Durham": -3,
        "Orange": -10,
        "Raleigh": 8,
    }


def test_the_printed_shares_of_the_water_supply_project_are_a_dollar_too_many() -> None:
    assert sum(row[4] for row in WATER_SUPPLY.values()) == WATER_TOTAL + 1
    shares = split("mix", THIRTY_SEVENTY, WATER_TOTAL, [*WATER_SUPPLY],
                   {"base_shares": BASE_SHARES, "water_use": WATER_USE})  # fmt: skip
    assert sum(whole(shares).values()) == WATER_TOTAL
    assert (
        max(abs(share - WATER_SUPPLY[partner][4]) for partner, share in whole(shares).items()) <= 11
    )


def test_bus_service_of_orange_county_by_fixed_percentages() -> None:
    # Orange County, North Carolina, on the Interlocal Implementation Agreement of October 2012,
    # "Bus Service Funding" (document 46260 of the county's records, page 18), whole as printed:
    # "sixty-four percent (64%) of expansion funding to Chapel Hill Transit, twenty-four percent
    # (24%) to Go Triangle ... and twelve percent (12%) to Orange Public Transportation"; of 3 700
    # 000, 2 368 000, 888 000 and 444 000.
    agreed = FixedShares(shares={"CHT": "0.64", "GoTriangle": "0.24", "OPT": "0.12"})
    shares = split("fixed", agreed, 3_700_000, ["CHT", "GoTriangle", "OPT"])
    assert shares == {"CHT": 2_368_000, "GoTriangle": 888_000, "OPT": 444_000}
    # The text begins from the last: for 444 000, "approximately $3.7 million would need to be
    # available".
    assert 444_000 / Fraction(agreed.shares["OPT"]) == 3_700_000


# Orange County, North Carolina, draft agreement before the Board of County Commissioners on 5 June
# 2012 (item 7a, page 56, table 2; its table 4.2 in document 25192, page 35): "Apportionment of
# County Vehicle Tag Fee Monies for Existing Service", by the census of 2010, "approximately 6000
# hours and/or $582,000 (@ $97 /hour)". Printed: the residents, the percentages, and for the two
# areas 3 317 and 2 682 hours, 321 749 and 260 212 dollars.
RESIDENTS = {
    "Chapel-Hill": (54_397, "40.66"),
    "Carrboro": (19_582, "14.64"),
    "Unincorporated": (51_942, "38.82"),
    "Hillsborough": (6_087, "4.55"),
    "Mebane": (1_793, "1.34"),
}
AREAS = {"south": ("Chapel-Hill", "Carrboro"), "rest": ("Unincorporated", "Hillsborough", "Mebane")}


def test_vehicle_fee_of_orange_county_adds_up_by_our_split_and_not_as_printed() -> None:
    residents = {place: number for place, (number, _) in RESIDENTS.items()}
    assert sum(residents.values()) == 133_801
    percentages = split(
        "proportional", ByKey(key="residents"), 100, [*residents], {"residents": residents}
    )
    assert {place: round(part, 2) for place, part in percentages.items()} == {
        place: Fraction(printed) for place, (_, printed) in RESIDENTS.items()
    }
    by_area = {area: sum(residents[place] for place in places) for area, places in AREAS.items()}
    # The table has 59 882 for the rest, which does not add up either; its 44.71 % is of 59 822.
    assert by_area == {"south": 73_979, "rest": 59_822}
    shares = split(
        "proportional", ByKey(key="residents"), 582_000, [*by_area], {"residents": by_area}
    )
    assert {area: round(share, 2) for area, share in shares.items()} == {
        "south": Fraction("321789.66"),
        "rest": Fraction("260210.34"),
    }
    assert whole(shares) == {"south": 321_790, "rest": 260_210}
    assert sum(whole(shares).values()) == 582_000
    printed = {"south": 321_749, "rest": 260_212}
    assert sum(printed.values()) == 581_961
    # One was worked out from whole hours, the other from a rounded percentage.
    hours = split("proportional", ByKey(key="residents"), 6000, [*by_area], {"residents": by_area})
    assert printed["south"] == round(hours["south"]) * 97
    assert printed["rest"] == round(582_000 * round(shares["rest"] / 582_000, 4))
    # So with the hours: 3 317 and 2 682 are 5 999.
    assert whole(hours) == {"south": 3_317, "rest": 2_683}


# Upper Neuse River Basin Association, "Approaches for funding basic operating support, possible
# funding option 2", "only for the purpose of initiating discussion" (1998; document 17805 of Orange
# County's records, page 11): of 72 500, ten per cent equally among fourteen members, fifty by
# average day water demands of 1996 (million gallons a day) and forty by acres in the basin. Printed
# in the text at hand: the nine rows below (demand, acres; dollars by demand, by acres, altogether),
# 518 for each, and of Raleigh the demand, 36.6, and its percentage, 53.86. Four rows and the sums
# are lost. The characters of two figures are unsure: Creedmoor's acres are read "1,$10" and
# Durham's "18,890", but their printed dollars and percentages are those of 1 310 and 16 890, which
# the test shows.
NEUSE = {
    "Butner": ("2.19", 16_000, 1_168, 901, 2_587),
    "Creedmoor": ("0.278", 1_310, 148, 74, 740),
    "Durham": ("27.26", 16_890, 14_541, 951, 16_010),
    "Durham-County": ("0", 131_600, 0, 7_409, 7_927),
    "Franklin-County": ("0", 5_315, 0, 299, 817),
    "Granville-County": ("0", 68_575, 0, 3_861, 4_379),
    "Hillsborough": ("1.63", 1_290, 869, 73, 1_460),
    "Orange-County": ("0", 125_950, 0, 7_091, 7_609),
    "Person-County": ("0", 83_130, 0, 4_680, 5_198),
}
NEUSE_MEMBERS = [*NEUSE, "Raleigh", "tenth", "eleventh", "twelfth", "thirteenth"]


def neuse(acres: int, changes: Mapping[str, int] | None = None) -> dict[str, tuple[int, int, int]]:
    """Return the dollars of the nine rows by demand, by acres and altogether when all have so many
    acres.
    """
    land = {member: row[1] for member, row in NEUSE.items()} | dict(changes or {})
    # How the five share the acres that are left does not matter to the nine.
    left = Fraction(acres - sum(land.values()), len(NEUSE_MEMBERS) - len(land))
    demand = {member: Fraction(row[0]) for member, row in NEUSE.items()} | {
        "Raleigh": Fraction("36.6")
    }
    keys = {
        "demand": {member: demand.get(member, Fraction(0)) for member in NEUSE_MEMBERS},
        "acres": {member: Fraction(land.get(member, left)) for member in NEUSE_MEMBERS},
    }
    by_demand = split("proportional", ByKey(key="demand"), 36_250, NEUSE_MEMBERS, keys)
    by_acres = split("proportional", ByKey(key="acres"), 29_000, NEUSE_MEMBERS, keys)
    mix = Mix(equal="0.10", keys={"demand": "0.50", "acres": "0.40"})
    together = split("mix", mix, 72_500, NEUSE_MEMBERS, keys)
    equal = split("equal", NoParameters(), 7_250, NEUSE_MEMBERS)
    assert round(equal["Raleigh"]) == 518
    assert all(together[m] == equal[m] + by_demand[m] + by_acres[m] for m in NEUSE_MEMBERS)
    assert round(100 * by_demand["Raleigh"] / 36_250, 2) == Fraction("53.86")
    return {
        member: (round(by_demand[member]), round(by_acres[member]), round(together[member]))
        for member in NEUSE
    }


def test_upper_neuse_option_2_for_the_nine_members_whose_rows_are_whole() -> None:
    printed = {member: row[2:] for member, row in NEUSE.items()}
    # The acres of all are not printed. From 515 069 to 515 114 they give every figure of the nine
    # rows, and a number just outside does not: the nine rows agree on the missing one.
    assert neuse(515_069) == neuse(515_090) == neuse(515_114) == printed
    assert neuse(515_068) != printed
    assert neuse(515_115) != printed
    # Of the readings of the two unsure figures, only these give what is printed beside them.
    for acres in (515_069, 515_114):
        assert neuse(acres, {"Durham": 18_890})["Durham"] != printed["Durham"]
        fits = [
            own for own in range(1_010, 2_000, 100) if neuse(acres, {"Creedmoor": own}) == printed
        ]
        assert fits == [1_310]


def test_dues_formula_of_the_upper_neuse_association() -> None:
    # Bylaws of the same association, Attachment A, Dues Formula (adopted 16 February 2011, amended
    # 20 November 2013; document 40099 of Orange County's records, page 17), its own example: dues
    # of 100 000; ten per cent equally among ten members, 1 000 each; fifty by demands of 60, 34, 4
    # and 2 million gallons: 30 000, 17 000, 2 000 and 1 000. The forty per cent by acres are not in
    # the example; here a fifth member has all the acres.
    members = ["A", "B", "C", "D", *(f"other-{number}" for number in range(6))]
    keys = {
        "demand": dict.fromkeys(members, 0) | {"A": 60, "B": 34, "C": 4, "D": 2},
        "acres": dict.fromkeys(members, 0) | {"other-0": 1},
    }
    shares = split(
        "mix", Mix(equal="0.10", keys={"demand": "0.50", "acres": "0.40"}), 100_000, members, keys
    )
    assert [shares[member] - 1_000 for member in members] == [
        30_000,
        17_000,
        2_000,
        1_000,
        40_000,
        *[0] * 5,
    ]
