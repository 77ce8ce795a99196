"""One line for and one against each way of sharing in Kainuu, each true by the figures."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from analyysi.allocation.cost_games.declared_games import stand_alone_and_joint
from analyysi.allocation.methods import METHODS, FixedShares
from analyysi.comparison.case import Variant
from analyysi.comparison.compare import Comparison, Split, compare_methods
from analyysi.comparison.verdicts import SplitAssessment, assess_split, verdict_of
from analyysi.messages import Money, Number, PayerName


def by_id(comparison: Comparison, name: str) -> Split:
    return next(split for split in comparison.splits if split.id == name)


def code(weighed: SplitAssessment, name: str) -> str:
    value = weighed.against_it.values[name]
    assert isinstance(value, PayerName)
    return value.code


def cents(weighed: SplitAssessment, name: str) -> Fraction:
    value = weighed.against_it.values[name]
    assert isinstance(value, Money)
    return Fraction(value.cents)


@pytest.mark.slow
def test_every_way_has_a_line_for_and_one_against(
    kainuu_2023: Comparison, kainuu_2027: Comparison
) -> None:
    for comparison in (kainuu_2023, kainuu_2027):
        for split in comparison.leading:
            weighed = assess_split(comparison, split)
            assert weighed.for_it.text
            assert weighed.against_it.text
            assert weighed.for_it != weighed.against_it


@pytest.mark.slow
def test_the_verdicts_of_2023(kainuu_2023: Comparison) -> None:
    verdicts = {split.id: assess_split(kainuu_2023, split).verdict for split in kainuu_2023.splits}
    # An inhabitant of Ristijärvi would bear 8.6 times what one of Sotkamo bears, or 2.3 times with
    # three tenths equal.
    reserved = {"equal", "mix-equal_3of10-population_2021_7of10"}
    assert {
        name for name, verdict in verdicts.items() if verdict == "with_reservations"
    } == reserved
    assert {verdict for name, verdict in verdicts.items() if name not in reserved} == {"defensible"}


@pytest.mark.slow
def test_a_verdict_alone_is_that_of_the_whole_assessment(
    kainuu_2023: Comparison, kainuu_2027: Comparison
) -> None:
    for comparison in (kainuu_2023, kainuu_2027):
        for split in comparison.splits:
            assert verdict_of(comparison, split) == assess_split(comparison, split).verdict


def test_a_way_that_ignores_the_figures_is_hard_to_defend(kainuu_2023: Comparison) -> None:
    shares = {
        "105": "1/10",
        "290": "1/10",
        "578": "1/10",
        "620": "1/10",
        "697": "1/10",
        "765": "1/10",
        "777": "2/5",
    }
    fixed = Variant(METHODS["fixed"], FixedShares(shares=shares))
    weighed = assess_split(
        compare_methods(replace(kainuu_2023.case, chosen=fixed)), fixed_of(kainuu_2023, fixed)
    )
    assert weighed.verdict == "hard_to_defend"
    assert weighed.ground is not None
    assert weighed.ground.text.startswith("If {other} had the figures of {one}")


@pytest.mark.slow
def test_a_way_by_which_somebody_pays_more_than_alone_is_hard_to_defend(
    kainuu_2023: Comparison,
) -> None:
    alone = dict.fromkeys(kainuu_2023.case.problem.payers, 4000000) | {"697": 2_000_00}
    case = kainuu_2023.case
    game = stand_alone_and_joint(alone, 80_000_00)
    comparison = compare_methods(replace(case, problem=replace(case.problem, game=game)))
    weighed = assess_split(comparison, comparison.chosen)
    assert weighed.verdict == "hard_to_defend"
    assert weighed.ground is not None
    assert weighed.ground.text.startswith("By themselves these would pay")
    assert weighed.against_it == weighed.ground
    nucleolus = assess_split(comparison, by_id(comparison, "game_nucleolus"))
    assert nucleolus.verdict != "hard_to_defend"
    assert nucleolus.for_it.text == "No payer and no group would pay less by itself."


def test_a_ratio_per_inhabitant_up_to_two_speaks_for_a_way(kainuu_2023: Comparison) -> None:
    weighed = assess_split(
        kainuu_2023, by_id(kainuu_2023, "mix-population_2021_1of2-income_tax_2020_1of2")
    )
    ratio = weighed.for_it.values["ratio"]
    assert isinstance(ratio, Number)
    assert Fraction(1) < ratio.value < Fraction(11, 10)


def fixed_of(comparison: Comparison, variant: Variant) -> Split:
    return compare_methods(replace(comparison.case, chosen=variant)).chosen


def test_population_bears_evenly_and_the_largest_would_pay_less_by_equal_shares(
    kainuu_2023: Comparison,
) -> None:
    weighed = assess_split(kainuu_2023, kainuu_2023.chosen)
    assert weighed.for_it.text.startswith("Every inhabitant bears the same sum")
    assert code(weighed, "payer") == "765"
    equal = by_id(kainuu_2023, "equal")
    assert cents(weighed, "amount") == kainuu_2023.chosen.shown["765"] - equal.shown["765"]
    assert weighed.against_it.values["way"] == equal.title


def test_equal_shares_need_no_figures_and_reward_merging(kainuu_2023: Comparison) -> None:
    weighed = assess_split(kainuu_2023, by_id(kainuu_2023, "equal"))
    assert weighed.for_it.text.startswith("It needs no figures of the payers")
    # 80 000 / 7 each; two that merge pay one of six shares: 2 * 80 000 / 7 - 80 000 / 6 = 9 523.81.
    assert round(cents(weighed, "amount") / 100) == 9524


def test_a_key_of_money_is_uneven_per_inhabitant(kainuu_2023: Comparison) -> None:
    split = by_id(kainuu_2023, "proportional-operating_expenses_2020")
    weighed = assess_split(kainuu_2023, split)
    assert weighed.for_it.text.startswith("Two payers counted as one would pay the same")
    heads = kainuu_2023.case.heads
    assert heads is not None
    paid = {payer: Fraction(amount) / heads[payer] for payer, amount in split.cents.items()}
    assert cents(weighed, "most") == paid[code(weighed, "high")] == max(paid.values())
    assert cents(weighed, "least") == paid[code(weighed, "low")] == min(paid.values())


def test_a_mix_with_an_equal_part_rewards_merging(kainuu_2023: Comparison) -> None:
    weighed = assess_split(kainuu_2023, by_id(kainuu_2023, "mix-equal_3of10-population_2021_7of10"))
    # An inhabitant of Ristijärvi bears 2.3 times what one of Sotkamo does: that speaks for nothing.
    assert weighed.for_it.text == (
        "If a payer's figures grew by 1, 10 or 100 per cent, its exact share would not fall."
    )
    assert weighed.against_it.text.startswith(
        "Two payers counted as one would pay up to {amount} less"
    )
    # Three tenths are shared equally: 2 * 24 000 / 7 - 24 000 / 6 = 2 857.14.
    assert round(cents(weighed, "amount") / 100) == 2857
