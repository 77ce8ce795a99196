"""A rule of one's own shares exactly, is judged like any other, and changes no other case."""

import sys
from dataclasses import replace
from decimal import ROUND_HALF_EVEN, Decimal, getcontext
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.allocation.methods import METHODS
from analyysi.allocation.problem import Problem
from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.comparison.own.own_case import with_own
from analyysi.comparison.own.own_rules import from_function
from analyysi.comparison.results import results_csv
from analyysi.comparison.split_properties import split_findings
from analyysi.comparison.verdicts import assess_split
from analyysi.errors import AllocationError
from analyysi.languages.local_text import LocalText
from support.own_rules import TITLE, half_on_paltamo, rule, square_root, with_rule

POPULATION_2021 = {
    "105": 2139,
    "290": 7928,
    "578": 3183,
    "620": 2446,
    "697": 1210,
    "765": 10348,
    "777": 7508,
}
"""Statistics Finland's population on 31 December 2021, by THL Sotkanet."""


def cents_of_square_roots() -> dict[str, int]:
    """Work the shares of 80 000 euros out in decimals of fifty digits, by the largest remainder."""
    getcontext().prec = 50
    roots = {code: Decimal(people).sqrt() for code, people in POPULATION_2021.items()}
    exact = {code: 8_000_000 * root / sum(roots.values()) for code, root in roots.items()}
    cents = {code: int(share) for code, share in exact.items()}
    by_remainder = sorted(exact, key=lambda code: (cents[code] - exact[code], code))
    for code in by_remainder[: 8_000_000 - sum(cents.values())]:
        cents[code] += 1
    return cents


def test_square_root_of_population_to_the_cent(kainuu_2023: Comparison) -> None:
    comparison = compare_methods(with_rule(kainuu_2023.case))
    split = comparison.splits[1]
    assert split.id == "square_root-population_2021"
    assert split.cents == cents_of_square_roots()
    assert sum(split.exact.amounts.values()) == 8_000_000
    paltamo = Decimal(split.cents["578"]) / 100
    assert paltamo.quantize(Decimal("0.01"), ROUND_HALF_EVEN) == Decimal("9720.50")


def test_other_splits_stay_as_they_were(kainuu_2023: Comparison) -> None:
    before = results_csv(kainuu_2023)
    comparison = compare_methods(with_rule(kainuu_2023.case))
    without = [line for line in results_csv(comparison).splitlines() if "square_root" not in line]
    assert without == before.splitlines()
    assert "square_root" not in METHODS
    assert results_csv(compare_methods(kainuu_2023.case)) == before


def test_it_stands_among_the_leading_splits(kainuu_2023: Comparison) -> None:
    comparison = compare_methods(with_rule(kainuu_2023.case))
    assert comparison.splits[1] in comparison.leading
    assert comparison.splits[1] in comparison.listed


@pytest.mark.slow
def test_it_is_judged_on_changed_figures(kainuu_2023: Comparison) -> None:
    comparison = compare_methods(with_rule(kainuu_2023.case))
    assessment = assess_split(comparison, comparison.splits[1])
    findings = {finding.name: finding for finding in assessment.findings}
    # The root of a sum is less than the sum of the roots: who merges pays less.
    assert findings["no_gain_by_merging"].holds is False
    assert "less" in findings["no_gain_by_merging"].evidence.text
    assert findings["independent_of_order_and_units"].holds
    assert findings["stable_when_one_withdraws"].holds
    assert findings["equals_pay_equally"].holds
    assert assessment.verdict == "with_reservations"


@pytest.mark.slow
def test_noise_of_floats_is_no_witness(kainuu_2023: Comparison) -> None:
    """A rule whose weights are divided by their sum is the same rule, but for the last digits."""

    def normalised(figures: pd.Series) -> Any:
        return np.log1p(figures) / np.log1p(figures).sum()

    case = with_rule(kainuu_2023.case, normalised)
    comparison = compare_methods(case)
    findings = {row.name: row.holds for row in split_findings(comparison, comparison.splits[1])}
    assert findings["stable_when_one_withdraws"] is True
    assert findings["equals_pay_equally"] is True


def test_a_rule_may_take_the_whole_problem(kainuu_2023: Comparison) -> None:
    case = with_rule(kainuu_2023.case, half_on_paltamo, key=None)
    split = compare_methods(case).splits[1]
    assert split.id == "square_root"
    assert split.cents["578"] == 4_000_000
    assert sorted(set(split.cents.values())) == [666_666, 666_667, 4_000_000]


def test_the_problem_has_names_euros_and_figures(kainuu_2023: Comparison) -> None:
    seen = []

    def by_hand(problem: Any) -> Any:
        seen.append(problem)
        return (
            problem.figures["population_2021"]
            / problem.figures["population_2021"].sum()
            * (problem.total)
        )

    case = with_rule(kainuu_2023.case, by_hand, key=None)
    comparison = compare_methods(case)
    assert comparison.splits[1].cents == kainuu_2023.chosen.cents
    assert seen[0].total == 80000.0
    assert "Paltamo" in seen[0].payers
    assert seen[0].figures.loc["Paltamo", "population_2021"] == 3183


@pytest.mark.parametrize(
    ("function", "key", "sentence"),
    [
        (lambda figures: figures.drop("Paltamo"), "population_2021", "no number for Paltamo"),
        (lambda figures: figures * 0, "population_2021", "every payer zero"),
        (lambda figures: 1 / 0, "population_2021", "stopped: ZeroDivisionError"),
        (square_root, "popluation_2021", "Did you mean 'population_2021'"),
        (
            lambda problem: dict.fromkeys(problem.payers, 1.0),
            None,
            r"sum to 7\.00, not to the total of 80000\.00",
        ),
    ],
)
def test_a_fault_stops_the_comparison_in_one_sentence(
    kainuu_2023: Comparison, function: Any, key: str | None, sentence: str
) -> None:
    with pytest.raises(AllocationError, match=sentence):
        compare_methods(with_own(kainuu_2023.case, rule(function, key)))


def test_a_key_that_the_terms_lack_is_said_of_the_rule(kainuu_2023: Comparison) -> None:
    with pytest.raises(AllocationError) as refused:
        compare_methods(with_rule(kainuu_2023.case, key="fire_stations"))
    sentence = str(refused.value)
    assert sentence.startswith(f"The rule '{TITLE}' (square_root): There is no allocation key")
    assert "forget_methods()" in sentence


def test_a_rule_may_answer_from_a_table_in_swedish(kainuu_2023: Comparison) -> None:
    agreement = kainuu_2023.case.agreement
    parties = [
        party.model_copy(update={"name": LocalText(fi=party.name.main, sv="Paldamo")})
        if party.code == "578"
        else party
        for party in agreement.parties
    ]
    swedish = agreement.model_copy(update={"parties": tuple(parties)})
    case = replace(kainuu_2023.case, agreement=swedish)
    case = with_rule(case, lambda figures: figures.rename(index={"Paltamo": "Paldamo"}))
    assert compare_methods(case).splits[1].cents == kainuu_2023.chosen.cents


def test_shares_of_nothing_are_nothing() -> None:
    compute = from_function(half_on_paltamo, "Half")
    problem = Problem(Fraction(0), ("578", "290"), {})
    assert compute(problem, None, {}) == {"578": 0, "290": 0}


@pytest.mark.slow
@given(
    figures=st.lists(st.sampled_from([0, 1, 2, 7, 3183]), min_size=2, max_size=7).filter(any),
    total=st.integers(0, 10**9),
    seed=st.randoms(use_true_random=False),
)
def test_shares_sum_to_the_total_whatever_the_order(
    figures: list[int], total: int, seed: Any
) -> None:
    payers = [f"{place:03}" for place in range(len(figures))]
    weights = {code: Fraction(figure) for code, figure in zip(payers, figures, strict=True)}
    row = rule(square_root, "key").methods[0].row({})
    problem = Problem(Fraction(total), tuple(payers), {"key": weights})
    shuffled = list(payers)
    seed.shuffle(shuffled)
    turned = Problem(Fraction(total), tuple(shuffled), {"key": weights})
    parameters = row.parameters(key="key")
    amounts = row.function(problem, parameters).amounts
    assert sum(amounts.values()) == total
    assert dict(row.function(turned, parameters).amounts) == dict(amounts)
    assert all(amounts[code] >= 0 for code in payers)


@pytest.mark.slow
def test_a_rule_that_ends_the_program_or_asks_for_itself_is_named(kainuu_2023: Comparison) -> None:
    def ends(_: Any) -> Any:
        sys.exit(3)

    case = with_rule(kainuu_2023.case, ends)
    with pytest.raises(AllocationError, match=f"^The rule '{TITLE}' ended the program"):
        compare_methods(case)

    def asks(figures: Any) -> Any:
        compare_methods(with_rule(kainuu_2023.case, asks))
        return figures

    with pytest.raises(AllocationError, match=f"^The rule '{TITLE}' asks for itself: it makes a"):
        compare_methods(with_rule(kainuu_2023.case, asks))
    assert compare_methods(with_rule(kainuu_2023.case)).splits  # nothing is left of the refused


def test_a_fault_of_the_figures_names_the_payer(kainuu_2023: Comparison) -> None:
    problem = kainuu_2023.case.problem
    keys = {"debt": {code: Fraction(-1) for code in problem.payers}}
    compute = rule(square_root, key="debt").methods[0].compute
    parties = {party.code: party for party in kainuu_2023.case.agreement.parties}
    with pytest.raises(AllocationError, match="Key 'debt' is negative for Hyrynsalmi, Kuhmo, Pal"):
        compute(replace(problem, keys=keys), "debt", parties)
