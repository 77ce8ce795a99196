"""Why shares changed: the effects of payers, figures, total and rule, over many pairs of years and
one by hand.
"""

from fractions import Fraction
from itertools import combinations, permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.comparison.case import Case
from analyysi.comparison.change import Change, _mean_effects, change
from analyysi.comparison.compare import Comparison
from analyysi.comparison.history import shared_year
from support.changed_cases import (
    small,
    with_figures,
    with_method,
    with_payers,
    with_total,
    with_unit,
    without,
)
from support.quick import at_most

CODES = ("105", "290", "578", "620", "697", "765", "777")
FEW = 30


def changed(before: Case, after: Case) -> Change:
    return change(shared_year(before), shared_year(after))


def effects(found: Change) -> dict[tuple[str, ...], dict[str, int]]:
    return {effect.causes: dict(effect.cents) for effect in found.effects}


@st.composite
def settings_of_a_year(draw: st.DrawFn) -> dict[str, Any]:
    payers = draw(st.sampled_from([CODES, CODES[:3], CODES[1:5], CODES[2:], ("578", "765")]))
    return {
        "base": draw(st.sampled_from([2023, 2027])),
        "total": draw(st.sampled_from([70_000_00, 80_000_00, 80_001_00, 123_00])),
        "payers": payers,
        "method": draw(st.sampled_from(["proportional", "equal", "mix", "fixed", "tax_revenue"])),
        "unit": draw(st.sampled_from([1, 100])),
    }


def year(wanted: dict[str, Any], bases: dict[int, Case]) -> Case:
    case, key = (
        bases[wanted["base"]],
        {2023: "population_2021", 2027: "population_2025"}[wanted["base"]],
    )
    case = with_unit(
        with_total(with_payers(case, wanted["payers"]), wanted["total"]), wanted["unit"]
    )
    match wanted["method"]:
        case "equal":
            return with_method(case, "equal")
        case "mix":
            return with_method(case, "mix", equal="0.3", keys={key: "0.7"})
        case "fixed":
            return with_method(
                case, "fixed", shares=dict.fromkeys(wanted["payers"], f"1/{len(wanted['payers'])}")
            )
        case "tax_revenue" if wanted["base"] == 2023:
            return with_method(case, "proportional", key="tax_revenue_2020")
    return with_method(case, "proportional", key=key)


@pytest.fixture(scope="session")
def bases(kainuu_2023: Comparison, kainuu_2027: Comparison) -> dict[int, Case]:
    return {2023: small(kainuu_2023.case), 2027: small(kainuu_2027.case)}


@pytest.mark.slow
@at_most(FEW)
@given(first=settings_of_a_year(), second=settings_of_a_year())
def test_effects_are_all_of_the_change_and_keep_its_sums(
    bases: dict[int, Case], first: dict[str, Any], second: dict[str, Any]
) -> None:
    found = changed(year(first, bases), year(second, bases))
    by_cause = effects(found)
    for code, cents in found.cents.items():
        assert sum(effect[code] for effect in by_cause.values()) == cents
    for causes, of_payers in by_cause.items():
        total = second["total"] - first["total"] if "total" in causes else 0
        assert sum(of_payers.values()) == total
    # So do the effects in whole euros, which are of the shown shares.
    shown = found.shown
    assert all(cents % 100 == 0 for effect in shown.effects for cents in effect.cents.values())
    for code, cents in shown.cents.items():
        assert sum(effect.cents[code] for effect in shown.effects) == cents
    for effect in shown.effects:
        difference = sum(shown.cents.values()) if "total" in effect.causes else 0
        assert sum(effect.cents.values()) == difference
    # What is the same in both years has no effect.
    named = [cause for causes in by_cause for cause in causes]
    assert len(named) == len(set(named))
    assert ("payers" in named) == (first["payers"] != second["payers"])
    assert ("total" in named) == (first["total"] != second["total"])
    if first["unit"] != second["unit"]:
        assert "rule" in named
    elif all(first[name] == second[name] for name in ("method", "base", "payers")):
        assert "rule" not in named


@pytest.mark.slow
@at_most(FEW)
@given(first=settings_of_a_year(), second=settings_of_a_year())
def test_the_way_back_is_the_same_with_the_other_sign(
    bases: dict[int, Case], first: dict[str, Any], second: dict[str, Any]
) -> None:
    there, back = (
        effects(changed(year(one, bases), year(other, bases)))
        for one, other in ((first, second), (second, first))
    )
    assert list(there) == list(back)
    for causes, cents in there.items():  # each is rounded to a whole cent beside its exact value
        assert all(abs(cents[code] + back[causes][code]) <= 1 for code in cents)


def test_the_same_year_twice_changes_nothing(kainuu_2023: Comparison) -> None:
    found = changed(kainuu_2023.case, kainuu_2023.case)
    assert effects(found) == {("figures",): dict.fromkeys(sorted(CODES), 0)}


def test_two_payers_by_hand(kainuu_2023: Comparison) -> None:
    # Two payers. Before: 1 000 and 1 000 inhabitants share 100.00 euros. After: 3 000 and 1 000
    # share 200.00.
    #
    # The four mixtures, in cents:    old total          new total
    #   old populations              5 000, 5 000     10 000, 10 000
    #   new populations              7 500, 2 500     15 000,  5 000
    #
    # Populations, for the first payer: (7 500 - 5 000) if they change first, (15 000 - 10 000) if
    # the total does: the mean is 3 750. Total: (10 000 - 5 000) or (15 000 - 7 500): the mean is 6
    # 250. The second payer: -3 750 and 3 750, so that its share stays.
    payers = ("578", "620")
    before = with_total(
        with_figures(kainuu_2023.case, "population_2021", dict.fromkeys(payers, 1000)), 100_00
    )
    after = with_total(with_figures(before, "population_2021", {"578": 3000}), 200_00)
    found = changed(with_payers(before, payers), with_payers(after, payers))
    assert effects(found) == {
        ("figures",): {"578": 37_50, "620": -37_50},
        ("total",): {"578": 62_50, "620": 37_50},
    }


def test_shares_that_hold_for_the_payers_of_one_year_are_told_with_them(
    kainuu_2023: Comparison,
) -> None:
    case = kainuu_2023.case
    shares = dict.fromkeys(CODES[1:], "1/6")
    after = with_method(without(with_total(case, 90_000_00), CODES[0]), "fixed", shares=shares)
    (total, together) = changed(case, after).effects
    assert total.causes == ("total",)
    assert together.causes == ("payers", "figures", "rule")


def test_names_of_keys_do_not_make_another_rule(
    kainuu_2023: Comparison, kainuu_2027: Comparison
) -> None:
    assert list(effects(changed(kainuu_2023.case, kainuu_2027.case))) == [("figures",)]


@given(data=st.data(), count=st.integers(1, 4))
def test_mean_effects_are_those_over_every_order(data: st.DataObject, count: int) -> None:
    codes = ["105", "290"]
    groups = [
        frozenset(chosen)
        for size in range(count + 1)
        for chosen in combinations(range(count), size)
    ]
    # A payer that does not pay in a mixture is absent there.
    cents = st.dictionaries(st.sampled_from(codes), st.integers(-9, 9))
    mixtures = {group: data.draw(cents) for group in groups}
    for place in range(count):
        for code, mean in zip(codes, _mean_effects(place, count, codes, mixtures), strict=True):
            added = []
            for order in permutations(range(count)):
                without = frozenset(order[: order.index(place)])
                added.append(
                    mixtures[without | {place}].get(code, 0) - mixtures[without].get(code, 0)
                )
            assert mean == Fraction(sum(added), len(added))
