"""Claims rules: published cases, and the table of the rules."""

from collections.abc import Sequence
from functools import partial

import pytest

from analyysi.allocation.claims_rules.claims import (
    adjusted_proportional,
    constrained_egalitarian,
    constrained_equal_awards,
    constrained_equal_losses,
    minimal_rights,
    piniles,
    proportional,
    talmud,
)
from analyysi.allocation.claims_rules.claims_in_order import (
    average_of_awards,
    minimal_overlap,
    random_arrival,
)
from analyysi.allocation.claims_rules.rule_table import CLAIMS_RULES
from support.claims_problems import F, named, shares


@pytest.mark.parametrize(
    ("estate", "awards"),
    [(100, ("100/3", "100/3", "100/3")), (200, (50, 75, 75)), (300, (50, 100, 150))],
)
def test_three_wives(estate: int, awards: Sequence[int | str]) -> None:
    # Babylonian Talmud, Kethubot 93a, the table in Aumann & Maschler (1985), section 1; as printed
    # in S. Schecter, How the Talmud divides an estate among creditors (studylib.net, documents
    # 18259844 and 18259845). Piniles (1861) explained it by his rule, and the constrained
    # egalitarian rule agrees up to half of the claims (Thomson 2003).
    for rule in (talmud, piniles, constrained_egalitarian):
        assert shares(rule, estate, 100, 200, 300) == tuple(map(F, awards))


def test_contested_garment() -> None:
    # Babylonian Talmud, Baba Metzia 2a: "two hold a garment; one claims it all, the other claims
    # half": 3/4 and 1/4. Quoted with these awards in Slate, Let the Rabbi Split the Pie; worked in
    # the tutorial on bankruptcy games and the Talmud of r-heller.github.io, equilibria. Aumann &
    # Maschler (1985), section 3: a claims problem of two is so divided; O'Neill (1982): random
    # arrival too. For two, minimal overlap, the adjusted proportional rule and the average of
    # awards also agree (Thomson 2019).
    for rule in (talmud, random_arrival, minimal_overlap, adjusted_proportional, average_of_awards):
        assert shares(rule, 1, 1, "1/2") == (F(3, 4), F(1, 4))
        assert shares(rule, 200, 100, 200) == (50, 150)
    # The same page of the Talmud's Tosefta, in Aumann & Maschler: one claims all, the other a
    # third: 5/6 and 1/6. No print was at hand, this is from memory.
    assert shares(talmud, 1, 1, "1/3") == (F(5, 6), F(1, 6))
    # A proportional division is another thing.
    assert shares(proportional, 1, 1, "1/2") == (F(2, 3), F(1, 3))


def test_mattugames() -> None:
    # MatTuGames (H. Meinhardt), doc/getting_started.md: claims 40, 32, 11, 73.3, 54.95, 81.1 and
    # estate 176; Talmudic rule, Shapley value and tau-value of the bankruptcy game as printed, to
    # four decimals. The Shapley value is the random arrival rule (O'Neill 1982), the tau-value the
    # adjusted proportional rule (Curiel et al. 1987).
    published = {
        talmud: "20.0000 16.0000 5.5000 48.3500 30.0000 56.1500",
        random_arrival: "23.5175 18.7483 6.4950 44.3008 33.3317 49.6067",
        adjusted_proportional: "24.0807 19.2646 6.6222 44.1279 33.0809 48.8237",
    }
    for rule, printed in published.items():
        awards = shares(rule, 176, 40, 32, 11, "73.3", "54.95", "81.1")
        assert [round(award, 4) for award in awards] == [F(figure) for figure in printed.split()]


def test_example_of_claimsproblems() -> None:
    # The example on every page of ClaimsProblems: E = 10, d = (2, 4, 7, 8). The pages print no
    # results; these are worked by hand from their definitions. Half of the claims is 10.5, so the
    # half-claims 1, 2, 3.5, 4 are not filled.
    wanted: dict[str, Sequence[int | str]] = {
        "proportional": ("20/21", "40/21", "70/21", "80/21"),
        "constrained_equal_awards": (2, "8/3", "8/3", "8/3"),
        "constrained_equal_losses": (0, 1, 4, 5),  # losses 2, 3, 3, 3
        "constrained_egalitarian": (1, 2, "7/2", "7/2"),
        "piniles": (1, 2, "7/2", "7/2"),
        "talmud": (1, 2, "7/2", "7/2"),
        "reverse_talmud": ("7/8", "15/8", "27/8", "31/8"),  # each half-claim less 1/8
        "minimal_overlap": (
            "1/2",
            "7/6",
            "11/3",
            "14/3",
        ),  # level 5: 2/4, + 2/3, + 1/2, and what is above 5
        "adjusted_proportional": (
            "20/21",
            "40/21",
            "70/21",
            "80/21",
        ),  # no rights, no claim above 10
        # rounds: 10, then 10 - 21/4 = 19/4, then 19/4 - 7/2 = 5/4, then 1/32, which every claim
        # covers
        "dominguez_thomson": ("149/128", "265/128", "417/128", "449/128"),
        # volume 10^3 - 8^3 - 6^3 - 3^3 - 2^3 + 4^3 + 1^3 = 302, moment 10^4 - 8^4 - 6^4 - 3^4 - 2^4
        # + 4^4 + 1 = 4768
        "average_of_awards": ("149/151", "292/151", "505/151", "564/151"),
        "average_of_equal_awards_and_losses": (1, "11/6", "10/3", "23/6"),
        # as first, second, third: 2, 2, 0; 4, 3, 1/3; 7, 5, 4/3; 8, 17/3, 5/3; as last nothing
        "random_arrival": (1, "11/6", "10/3", "23/6"),
    }
    assert set(wanted) == set(CLAIMS_RULES)
    for name, awards in wanted.items():
        assert shares(CLAIMS_RULES[name].function, 10, 2, 4, 7, 8) == tuple(map(F, awards)), name


@pytest.mark.parametrize(
    ("name", "at_100", "at_200", "at_300"),
    [
        ("proportional", ("50/3", "100/3", 50), ("100/3", "200/3", 100), (50, 100, 150)),
        ("constrained_equal_awards", ("100/3",) * 3, ("200/3",) * 3, (100, 100, 100)),
        ("constrained_equal_losses", (0, 0, 100), (0, 50, 150), (0, 100, 200)),
        ("reverse_talmud", (0, 25, 75), ("50/3", "200/3", "350/3"), (50, 100, 150)),
        ("random_arrival", ("100/3",) * 3, ("100/3", "250/3", "250/3"), (50, 100, 150)),
        (
            "minimal_overlap",
            ("100/3",) * 3,
            ("100/3", "250/3", "250/3"),
            ("100/3", "250/3", "550/3"),
        ),
        ("adjusted_proportional", ("100/3",) * 3, (40, 80, 80), (50, 100, 150)),
        (
            "dominguez_thomson",
            ("100/3",) * 3,
            ("400/9", "700/9", "700/9"),
            ("1600/27", "2800/27", "3700/27"),
        ),
        ("average_of_awards", ("100/3",) * 3, ("400/9", "700/9", "700/9"), (50, 100, 150)),
        (
            "average_of_equal_awards_and_losses",
            ("50/3", "50/3", "200/3"),
            ("100/3", "175/3", "325/3"),
            (50, 100, 150),
        ),
    ],
)
def test_three_wives_by_other_rules(
    name: str, at_100: Sequence, at_200: Sequence, at_300: Sequence
) -> None:
    # The estates of Kethubot 93a by the rules that do not explain it; worked by hand from the
    # definitions.
    for estate, awards in ((100, at_100), (200, at_200), (300, at_300)):
        assert shares(CLAIMS_RULES[name].function, estate, 100, 200, 300) == tuple(map(F, awards))


@pytest.mark.parametrize(
    ("estate", "awards"),
    [(400, (50, 125, 225)), (450, (50, 150, 250)), (500, ("200/3", "500/3", "800/3"))],
)
def test_talmud_beyond_half_of_the_claims(estate: int, awards: Sequence[int | str]) -> None:
    # Schecter, How the Talmud divides an estate among creditors: 600 - E is spared as E would be
    # paid.
    assert shares(talmud, estate, 100, 200, 300) == tuple(map(F, awards))


def test_adjusted_proportional_with_rights() -> None:
    # 400 of 100, 200, 300: the third has a right to 100; 300 are left for claims 100, 200, 200.
    assert minimal_rights(F(400), named(100, 200, 300)) == named(0, 0, 100)
    assert shares(adjusted_proportional, 400, 100, 200, 300) == (60, 120, 220)
    # 450: rights 0, 50, 150; 250 are left for 100, 150, 150.
    assert shares(adjusted_proportional, 450, 100, 200, 300) == (F(125, 2), F(575, 4), F(975, 4))


def test_wikipedia() -> None:
    # Wikipedia, "Proportional rule (bankruptcy)": an estate of 100 and claims of 60 and 90 give 40
    # and 60.
    assert shares(proportional, 100, 60, 90) == (40, 60)
    # "Constrained equal awards", "Constrained equal losses": the same problem gives 50, 50 and 35,
    # 65.
    assert shares(constrained_equal_awards, 100, 60, 90) == (50, 50)
    assert shares(constrained_equal_losses, 100, 60, 90) == (35, 65)


def test_constrained_egalitarian_raises_the_lowest_first() -> None:
    # Claims 2, 6, 10 (Chun, Schummer & Thomson 2001, the definition): 9 fills the halves 1, 3, 5.
    # Then the first rises alone from 1 to 2 and is full, the second from 3 to 5, and the second and
    # third together from 5.
    claims = (2, 6, 10)
    assert shares(constrained_egalitarian, 9, *claims) == (1, 3, 5)
    assert shares(constrained_egalitarian, 10, *claims) == (2, 3, 5)
    assert shares(constrained_egalitarian, 12, *claims) == (2, 5, 5)
    assert shares(constrained_egalitarian, 13, *claims) == (2, F(11, 2), F(11, 2))
    assert shares(constrained_egalitarian, 17, *claims) == (2, 6, 9)
    assert shares(piniles, 12, *claims) == (2, 4, 6)


def test_weighted() -> None:
    # Weights 1, 2, 3. Awards: 120 as 20, 40, 60; from 150 on 25, 50, 75 the first claim of 25 is
    # full. Losses (Moulin 2000, weighted losses): 60 is deducted as 10, 20, 30.
    weights = named(1, 2, 3)
    equal = partial(constrained_equal_awards, weights=weights)
    assert shares(equal, 120, 25, 100, 100) == (20, 40, 60)
    assert shares(equal, 175, 25, 100, 100) == (25, 60, 90)
    losses = partial(constrained_equal_losses, weights=weights)
    assert shares(losses, 165, 25, 100, 100) == (15, 80, 70)
    # 180 would be 30, 60, 90, but the first has only 25 to lose: 155 is deducted from the others as
    # 62, 93.
    assert shares(losses, 45, 25, 100, 100) == (0, 38, 7)
    # Weight times claim: 10, 40, 90 of 140 for 70; of 196 the third would pay 126, but its claim is
    # 30.
    by_both = partial(proportional, weights=weights)
    assert shares(by_both, 35, 10, 20, 30) == (F(5, 2), 10, F(45, 2))
    assert shares(by_both, 50, 10, 20, 30) == (4, 16, 30)


def test_the_table() -> None:
    assert all(name == row.name == row.function.__name__ for name, row in CLAIMS_RULES.items())
    assert {name for name, row in CLAIMS_RULES.items() if row.weighted} == {
        "proportional", "constrained_equal_awards", "constrained_equal_losses"
    }  # fmt: skip
    texts = [message.text for row in CLAIMS_RULES.values() for message in (row.title, row.rule)]
    assert len(set(texts)) == len(texts)
    assert all(row.rule.text.endswith(".") and row.reference for row in CLAIMS_RULES.values())
