"""The search for the rule behind published shares: it finds what is there, and knows luck when it
meets it.
"""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.allocation.inference import rule_search as module
from analyysi.allocation.inference.findings import LITTLE_LUCK
from analyysi.allocation.inference.rule_families import Rule
from analyysi.allocation.inference.rule_search import infer, rounded_away
from analyysi.allocation.whole_units.rounding import ROUNDING_RULES, largest_remainder
from analyysi.comparison.case import load_year
from analyysi.comparison.explain import Explanation, explain
from analyysi.errors import AllocationError, ParameterError
from analyysi.project import Project
from support.rule_search import CODES, ONE, amounts_of, few_keys, keys_of, rule


def table(
    made_by: Rule, total: int, keys: dict[str, dict[str, Fraction]], unit: int = 1
) -> dict[str, int]:
    """The full table that a rule gives, rounded with what the organiser pays."""
    codes = tuple(next(iter(keys.values())))
    amounts = amounts_of(made_by, total, codes, keys)
    rest = {"organiser": total * made_by.organiser} if made_by.organiser else {}
    cents = dict(largest_remainder({**amounts, **rest}, unit).cents)
    cents.pop("organiser", None)
    return cents


# One published share of seven
# ---------------------------------------------------------------------------------------


@pytest.mark.slow
def test_one_share_of_seven_is_not_identified(explained: Explanation) -> None:
    found = explained.inference
    assert dict(found.published) == {"578": 707_900}
    assert found.verdict == "possible"
    assert found.tables > 20
    assert found.decisive() is not None


@pytest.mark.slow
def test_four_per_cent_first_and_population_of_2020_gives_it_by_luck(
    explained: Explanation,
) -> None:
    name = "population 2020-12-31"
    people = keys_of(explained)[name]
    share = Fraction(76_800_00) * people["578"] / sum(people.values())
    assert abs(share - 707_900) < 50
    found = explained.inference
    hit = next(hit for hit in found.hits if hit.rule == rule(organiser=4, **{name: 100}))
    assert hit.cents["578"] == 707_900
    family = next(family for family in found.families if family.name == "organiser_and_key")
    assert family.hits == 1
    assert 0.1 < family.by_luck < 1


def test_hits_are_as_many_as_luck_brings(explained: Explanation) -> None:
    for family in explained.inference.families:
        assert abs(family.hits - family.by_luck) <= 3 * max(1.0, family.by_luck) ** 0.5


def test_every_hit_gives_the_published_share_worked_out_anew(explained: Explanation) -> None:
    keys = keys_of(explained)
    codes = explained.case.terms.participants
    for hit in explained.inference.hits:
        one = Fraction(80_000_00) * (1 - hit.rule.organiser) * hit.rule.equal / len(codes)
        for name, part in hit.rule.keys:
            whole = sum(keys[name][code] for code in codes)
            one += Fraction(80_000_00) * (1 - hit.rule.organiser) * part * keys[name]["578"] / whole
        assert abs(one - 707_900) < hit.unit
        assert hit.cents["578"] == 707_900


def test_no_single_key_gives_it_and_two_enclose_it(explained: Explanation) -> None:
    found = explained.inference
    assert next(family for family in found.families if family.name == "key").hits == 0
    assert found.below is not None
    assert found.above is not None
    assert found.below[1] < 707_900 < found.above[1]
    shared = {
        name: 80_000_00 * w["578"] / sum(w.values())
        for name, w in keys_of(explained).items()
        if "mean" not in name and any(w.values())  # none of them has any sea
    }
    assert found.below[1] == max(amount for amount in shared.values() if amount < 707_900)
    assert found.above[1] == min(amount for amount in shared.values() if amount > 707_900)


def test_figures_of_the_year_itself_were_not_known(explained: Explanation) -> None:
    asked_for = {figures.name for figures in explained.budgets.figures}
    years = [
        figures.when.year for name, figures in explained.figures.items() if name not in asked_for
    ]
    assert max(years) == 2022


# A full table
# ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("unit", [1, 100, 1000])
def test_thirty_equal_and_seventy_by_population_is_recognised_as_just_that(
    explained: Explanation, unit: int
) -> None:
    made = rule(equal=30, population_2021=70)
    keys = few_keys(explained)
    found = infer(
        80_000_00, explained.case.terms.participants, keys, table(made, 80_000_00, keys, unit)
    )
    assert found.verdict == "known"
    assert [hit.rule for hit in found.hits] == [made]
    assert found.by_luck < LITTLE_LUCK


@pytest.mark.parametrize(
    "made",
    [
        rule(population_2021=100),
        rule(equal=37, tax_revenue_2020=63),
        rule(tax_revenue_2020=25, population_2021=75),
    ],
)
def test_other_rules_are_found_in_a_full_table(explained: Explanation, made: Rule) -> None:
    keys = few_keys(explained)
    found = infer(80_000_00, explained.case.terms.participants, keys, table(made, 80_000_00, keys))
    assert found.verdict == "known"
    assert found.hits[0].rule.organiser == made.organiser
    assert found.hits[0].rule.equal == made.equal
    assert dict(found.hits[0].rule.keys) == dict(made.keys)


def test_a_full_table_below_the_total_leaves_the_rest_to_somebody_else(
    explained: Explanation,
) -> None:
    keys = few_keys(explained)
    made = rule(population_2021=100)
    found = infer(80_000_00, explained.case.terms.participants, keys, table(made, 72_000_00, keys))
    assert found.verdict == "known"
    assert found.hits[0].rule == made


def test_a_table_that_no_rule_gives(explained: Explanation) -> None:
    keys = few_keys(explained)
    shares = table(rule(population_2021=100), 80_000_00, keys)
    shares["578"] += 500_00
    shares["105"] -= 500_00
    found = infer(80_000_00, explained.case.terms.participants, keys, shares)
    assert found.verdict == "none"
    assert found.hits == ()


# Random cases
# ------------------------------------------------------------------------------------------

WEIGHTS = st.lists(st.integers(1, 400), min_size=4, max_size=4)


@pytest.mark.slow
@given(data=st.data(), one=WEIGHTS, other=WEIGHTS, total=st.integers(1_000_00, 90_000_00))
def test_a_rule_of_the_families_is_always_found(
    data: st.DataObject, one: list[int], other: list[int], total: int
) -> None:
    keys = {
        name: {code: Fraction(n) for code, n in zip(CODES, weights, strict=True)}
        for name, weights in (("one", one), ("other", other))
    }
    made = data.draw(
        st.sampled_from(
            [
                rule(one=100),
                rule(equal=45, other=55),
                rule(one=35, other=65),
                rule(organiser=7, one=100),
            ]
        )
    )
    shares = table(made, total, keys)
    known = {
        code: shares[code]
        for code in data.draw(st.sets(st.sampled_from(CODES), min_size=1, max_size=3))
    }
    found = infer(total, CODES, keys, known)
    assert shares in [dict(hit.cents) for hit in found.hits]


@pytest.mark.slow
def test_luck_is_reckoned_about_right() -> None:
    # Made-up keys, and made-up shares drawn from among the rules' own figures: what the search
    # expects by luck must be about what it finds, over many draws.
    draw = random.Random(7)
    expected = found = 0.0
    for _ in range(15):
        keys = {
            f"k{number}": {code: Fraction(draw.randint(900, 1100)) for code in CODES}
            for number in range(12)
        }
        share = draw.randint(2_350, 2_650) * 100
        result = infer(10_000_00, CODES, keys, {"005": share})
        expected += sum(family.by_luck for family in result.families)
        found += sum(family.hits for family in result.families)
    assert found > 30
    assert 0.7 < found / expected < 1.4


@pytest.mark.parametrize(
    ("published", "total", "words"),
    [
        ({}, 100, "Nothing is published"),
        ({"099": 5}, 100, 'A published share is of "099", who is not a payer. Did you mean'),
        ({"005": 101}, 100, "exceed the total of 100 cents"),
    ],
)
def test_what_cannot_be_looked_for(published: dict[str, int], total: int, words: str) -> None:
    keys = {"k": dict.fromkeys(CODES, ONE)}
    with pytest.raises(AllocationError, match=words):
        infer(total, CODES, keys, published)


@pytest.mark.parametrize(
    ("total", "units", "excess"),
    [
        (934, [1, 1, 1, 1], Fraction(5, 2)),  # four shares and the total, half a unit each
        (930, [10, 10], Fraction(15)),
        (934, [10, 10], Fraction(10)),  # the total is printed finer than the shares
        (930, [10, 100], Fraction(60)),  # and of two units it is taken as the finer
        (934, [], Fraction(0)),
    ],
)
def test_rounding_explains_half_a_unit_for_each_figure(
    total: int, units: list[int], excess: Fraction
) -> None:
    assert rounded_away(total, units) == excess


def test_full_table_that_exceeds_the_total_by_rounding_alone_is_searched() -> None:
    published = {"005": 1900, "020": 2200, "091": 2500, "105": 2900}
    key = {code: Fraction(value) for code, value in published.items()}
    with pytest.raises(AllocationError, match=r"exceed the total of 9400 cents.*accuracy"):
        infer(9400, CODES, {"key": key}, published)
    found = infer(9400, CODES, {"key": key}, published, excess=rounded_away(9400, [100] * 4))
    assert found.hits[0].rule == rule(key=100)
    assert found.hits[0].cents == published
    with pytest.raises(AllocationError, match="exceed the total of 9200 cents"):
        infer(9200, CODES, {"key": key}, published, excess=rounded_away(9200, [100] * 4))


@pytest.mark.slow
def test_a_year_without_published_shares(project: Project) -> None:
    with pytest.raises(ParameterError, match="kainuu-ict 2027 has no published share to explain"):
        explain(project, load_year(project, "kainuu-ict", 2027))


@pytest.mark.slow
def test_near_rules_come_nearest_first_within_a_family(explained: Explanation) -> None:
    near = explained.inference.near
    families = [one.rule.simplicity[0] for one in near]
    assert families == sorted(families)
    assert 10 < len(near) <= 18  # two of each piece, and means come in three
    for first, second in pairwise(near):
        if first.family is second.family:
            assert first.distance <= second.distance


# The equal split, means and roundings
# --------------------------------------------------------------------------------


def test_an_equal_split_is_recognised() -> None:
    found = infer(1000_00, CODES, {}, dict.fromkeys(CODES, 250_00))
    assert {hit.rule for hit in found.hits} == {rule(equal=100)}
    assert [hit.unit for hit in found.hits] == [1000]  # of several units the coarsest
    assert found.hitting_rules == 1
    assert found.hits[0].rule.family == "equal"


@pytest.mark.slow
@pytest.mark.parametrize(
    "made",
    [rule(mean=True, three=100), rule(mean=True, equal=30, three=70)],
)
def test_a_mean_of_years_is_recognised_in_a_full_table(explained: Explanation, made: Rule) -> None:
    keys, name = keys_of(explained), "population 2021-12-31 mean of 3 years"
    years = [keys[f"population {year}-12-31"] for year in (2019, 2020, 2021)]
    assert keys[name] == {
        code: sum(year[code] for year in years) / Fraction(3) for code in years[0]
    }
    made = Rule(made.organiser, made.equal, ((name, made.keys[0][1]),), mean=True)
    means = {name: weights for name, weights in keys.items() if "mean of" in name}
    singles = {name: weights for name, weights in keys.items() if name not in means}
    published = table(made, 80_000_00, keys)
    found = infer(80_000_00, explained.case.terms.participants, singles, published, means)
    assert found.verdict == "known"
    assert [hit.rule for hit in found.hits] == [made]
    assert infer(80_000_00, explained.case.terms.participants, singles, published).hits == ()


def test_a_mean_is_of_consecutive_years(explained: Explanation) -> None:
    names = set(explained.figures)
    assert set(explained.inference.mean_names) <= {name for name in names if "mean of" in name}
    assert len(explained.inference.mean_names) > 100
    assert "jobs 2008-12-31 mean of 3 years" in names
    assert "jobs 2007-12-31 mean of 3 years" not in names  # the figures begin in 2006
    assert "jobs 2021-12-31 mean of 2 years" not in names  # and 2017 to 2020 are lacking


@pytest.mark.parametrize("rounding", list(ROUNDING_RULES))
def test_the_rounding_of_a_full_table_is_told(rounding: str) -> None:
    key = {code: Fraction(n) for code, n in zip(CODES, (1021, 187, 155, 37), strict=True)}
    published = dict(
        ROUNDING_RULES[rounding]
        .function({c: Fraction(40_00 * 7 * w, 1400) for c, w in key.items()}, 100)
        .cents
    )
    found = infer(280_00, CODES, {"key": key}, published)
    assert found.verdict == "possible"
    if any(hit.usual for hit in found.hits):
        return  # two roundings give the same table, or another rule does by the usual one
    hit = next(hit for hit in found.hits if hit.rule == rule(key=100) and hit.unit == 100)
    assert rounding in hit.roundings
    for name in hit.roundings:
        amounts = amounts_of(hit.rule, 280_00, CODES, {"key": key})
        assert dict(ROUNDING_RULES[name].function(amounts, 100).cents) == published


def test_other_roundings_are_a_chance_more_to_hit_by_luck(monkeypatch: pytest.MonkeyPatch) -> None:
    key = dict(zip(CODES, map(Fraction, (1021, 187, 155, 37)), strict=True))
    amounts = {code: 280_00 * weight / 1400 for code, weight in key.items()}
    published = dict(ROUNDING_RULES["jefferson"].function(amounts, 100).cents)
    several = infer(280_00, CODES, {"key": key}, published)
    assert several.hits
    assert not any(hit.usual for hit in several.hits)
    usual = {"largest_remainder": ROUNDING_RULES["largest_remainder"]}
    monkeypatch.setattr(module, "ROUNDING_RULES", usual)
    single = infer(280_00, CODES, {"key": key}, published)
    assert not single.hits
    assert several.by_luck == pytest.approx(len(ROUNDING_RULES) * single.by_luck)


# The faults that this search is built against
# --------------------------------------------------------------------------------


def test_one_share_to_the_cent_is_only_possible(explained: Explanation) -> None:
    """Suomussalmi pays 17 185,57 € of 80 000 by 47 % population and 53 % income tax: one share."""
    keys = keys_of(explained)
    made = rule(population_2021=47, income_tax_2020=53)
    published = table(made, 80_000_00, {name: keys[name] for name, _ in made.keys})
    assert published["777"] == 17_185_57
    singles = {name: weights for name, weights in keys.items() if "mean of" not in name}
    inference = infer(80_000_00, tuple(published), singles, {"777": 17_185_57})
    assert inference.verdict == "possible"
    assert made in [hit.rule for hit in inference.hits]
    whole = infer(80_000_00, tuple(published), singles, published)
    assert whole.verdict == "known"
    assert [hit.rule for hit in whole.hits] == [made]


def test_thirds_are_named_in_a_table_of_hundreds(explained: Explanation) -> None:
    """It was told 33 % and 67 % by the rounding of Adams."""
    keys = keys_of(explained)
    made = Rule(Fraction(0), Fraction(1, 3), (("population_2021", Fraction(2, 3)),))
    published = table(made, 80_000_00, {"population_2021": keys["population_2021"]}, 100_00)
    singles = {name: weights for name, weights in keys.items() if "mean of" not in name}
    means = {name: weights for name, weights in keys.items() if "mean of" in name}
    inference = infer(80_000_00, tuple(published), singles, published, means)
    assert inference.verdict == "possible"
    assert inference.hits[0].rule == made
    assert inference.hits[0].usual
    for hit in inference.hits:
        amounts = amounts_of(hit.rule, 80_000_00, tuple(published), keys)
        assert largest_remainder(amounts, hit.unit).cents == published
