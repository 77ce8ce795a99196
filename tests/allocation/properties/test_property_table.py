"""Properties looked for on a case: what a method promises holds, what it lacks has a witness, and a
witness is true.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.allocation.claims_rules.claims_methods import ByClaims
from analyysi.allocation.claims_rules.rule_table import CLAIMS_RULES
from analyysi.allocation.methods import METHODS, ByKey, FixedShares, Mix, NoParameters
from analyysi.allocation.problem import ExactSplit, Problem
from analyysi.allocation.properties import payers_to_try
from analyysi.allocation.properties.procedure import Finding, Procedure
from analyysi.allocation.properties.property_table import PROPERTIES, findings
from analyysi.allocation.steps.step_table import STEPS, OffTheTop, with_steps
from analyysi.allocation.whole_units.rounding import largest_remainder
from analyysi.comparison.compare import Comparison
from analyysi.messages import Money, PayerName
from support.quick import at_most

CODES = ("005", "020", "091", "105", "578")
PROMISED = {
    "equal": {
        "grows_with_its_figures",
        "stable_when_one_withdraws",
        "independent_of_order_and_units",
        "equals_pay_equally",
        "no_jumps",
    },
    "proportional": {
        "grows_with_its_figures",
        "no_gain_by_merging",
        "stable_when_one_withdraws",
        "independent_of_order_and_units",
        "equals_pay_equally",
    },
    "mix": {"grows_with_its_figures", "independent_of_order_and_units", "equals_pay_equally"},
}
"""What each method has on every problem. (A jump is a matter of the figures: one more of five
inhabitants is one.)
"""

PARAMETERS: dict[str, Any] = {
    "equal": NoParameters(),
    "proportional": ByKey(key="people"),
    "mix": Mix(equal="0.3", keys={"people": "0.7"}),
}


def problem(total: int, people: list[int]) -> Problem:
    codes = CODES[: len(people)]
    return Problem(
        Fraction(total), codes, {"people": dict(zip(codes, map(Fraction, people), strict=True))}
    )


def split(
    name: str, parameters: Any = None, unit: int = 1, steps: tuple[Any, ...] = ()
) -> Procedure:
    chosen = PARAMETERS[name] if parameters is None else parameters

    def method(inner: Problem) -> ExactSplit:
        return METHODS[name].function(inner, chosen)

    def exact(whole: Problem) -> dict[str, Fraction]:
        return dict(with_steps(method, steps)(whole).amounts)

    return Procedure(exact, lambda amounts: largest_remainder(amounts, unit).cents, unit)


def found(name: str, whole: Problem, **options: Any) -> dict[str, Finding]:
    return {finding.name: finding for finding in findings(whole, split(name, **options))}


@pytest.mark.parametrize("name", PROMISED)
@at_most(40)
@given(
    total=st.integers(1_00, 500_000_00), people=st.lists(st.integers(1, 60), min_size=3, max_size=5)
)
def test_what_a_method_promises_holds(name: str, total: int, people: list[int]) -> None:
    results = found(name, problem(total, people))
    assert set(results) == set(PROPERTIES)
    failed = {key for key in PROMISED[name] if results[key].holds is not True}
    assert failed == set()


def _money(finding: Finding, name: str = "amount") -> Fraction:
    value = finding.evidence.values[name]
    assert isinstance(value, Money)
    return Fraction(value.cents)


def _code(finding: Finding, name: str) -> str:
    value = finding.evidence.values[name]
    assert isinstance(value, PayerName)
    return value.code


def test_equal_shares_reward_merging_and_the_witness_is_true() -> None:
    # 900 by three is 300 each; two that merge pay one of two shares, 450, and not 600.
    finding = found("equal", problem(900, [1, 2, 3]))["no_gain_by_merging"]
    assert finding.holds is False
    assert "less" in finding.evidence.text
    assert _money(finding) == 150


def test_a_mix_rewards_merging_by_its_equal_part() -> None:
    # 30 % of 1000 is 300: 100 each, and 150 of two. 70 % goes by people and does not change.
    finding = found("mix", problem(1000, [10, 20, 70]))["no_gain_by_merging"]
    assert finding.holds is False
    assert _money(finding) == 50


def test_a_mix_is_not_stable_when_one_withdraws() -> None:
    whole = problem(1_000_00, [10, 20, 70])
    finding = found("mix", whole)["stable_when_one_withdraws"]
    assert finding.holds is False
    gone, other = _code(finding, "one"), _code(finding, "other")
    exact = split("mix").exact
    before = exact(whole)
    left = tuple(code for code in whole.payers if code != gone)
    after = exact(replace(whole, payers=left, total=whole.total - before[gone]))
    assert after[other] - before[other] == _money(finding) != 0


def test_budgets_do_not_add_up_after_rounding_and_the_witness_is_true() -> None:
    whole = problem(80_000_00, [2139, 7928, 3183])
    finding = found("proportional", whole)["adds_up_over_budgets"]
    assert finding.holds is False
    assert "because of the rounding alone" in finding.evidence.text
    cents = split("proportional").cents
    one, two = (cents(replace(whole, total=_money(finding, name))) for name in ("first", "second"))
    code = _code(finding, "payer")
    assert one[code] + two[code] - cents(whole)[code] == _money(finding)


def test_the_alabama_paradox_is_found() -> None:
    # Balinski & Young (1982): by 6 : 6 : 2, ten units go 4, 4, 2 and eleven go 5, 5, 1.
    finding = found("proportional", problem(10, [6, 6, 2]))["grows_with_the_total"]
    assert finding.holds is False
    assert _code(finding, "payer") == "091"
    assert _money(finding) == 1
    assert (_money(finding, "low"), _money(finding, "high")) == (10, 11)


def test_fixed_shares_have_no_answer_for_other_payers() -> None:
    shares = FixedShares(shares={"005": "0.5", "020": "0.3", "091": "0.2"})
    results = found("fixed", problem(1000, [1, 2, 3]), parameters=shares)
    assert results["stable_when_one_withdraws"].holds is None
    assert results["no_gain_by_merging"].holds is None
    assert results["equals_pay_equally"].holds is False
    assert results["grows_with_its_figures"].holds is True


def test_an_organiser_that_pays_first_is_no_equal() -> None:
    step = (STEPS["off_the_top"], OffTheTop(payer="005", share="0.5"))
    results = found("proportional", problem(1000, [1, 2, 3]), steps=(step,))
    assert results["equals_pay_equally"].holds is False


def test_a_small_figure_jumps() -> None:
    finding = found("proportional", problem(100_000_00, [1, 1, 1]))["no_jumps"]
    assert finding.holds is False
    assert _money(finding) == 100_000_00 * (Fraction(2, 4) - Fraction(1, 3))


def test_two_payers_are_too_few_to_merge_or_withdraw() -> None:
    results = found("proportional", problem(1000, [1, 2]))
    assert results["no_gain_by_merging"].holds is None
    assert results["stable_when_one_withdraws"].holds is None


MANY = 44
"""More payers than every pair is tried of, and few enough that trying them all is still a test."""


def many(seed: int, payers: int = MANY) -> Problem:
    draw = Random(seed)
    codes = tuple(f"{number:03}" for number in range(payers))
    people = {code: Fraction(draw.randint(100, 20_000)) for code in codes}
    claims = {code: Fraction(draw.randint(10_000_00, 30_000_00)) for code in codes}
    return Problem(Fraction(payers * 10_000_00), codes, {"people": people}, {"people": claims})


@pytest.mark.slow
def test_of_many_payers_a_witness_is_found_and_true() -> None:
    whole = many(1, 300)
    cents, exact = split("equal").cents, split("mix").exact
    merging = found("equal", whole)["no_gain_by_merging"]
    assert merging.holds is False
    one, other = whole.payers[0], whole.payers[-1]  # of equal shares any two gain the same
    left = replace(whole, payers=tuple(code for code in whole.payers if code != other))
    gain = cents(whole)[one] + cents(whole)[other] - cents(left)[one]
    assert abs(gain - _money(merging)) <= 2
    assert _money(merging) > 0
    leaving = found("mix", whole)["stable_when_one_withdraws"]
    assert leaving.holds is False
    gone, other = _code(leaving, "one"), _code(leaving, "other")
    before = exact(whole)
    after = exact(whole.without({gone}, whole.total - before[gone]))
    assert after[other] - before[other] == _money(leaving) != 0


@pytest.mark.slow
def test_of_many_payers_the_organiser_that_pays_first_and_the_largest_that_is_spared_are_found() -> (
    None
):
    whole = many(2, 300)
    step = (STEPS["off_the_top"], OffTheTop(payer="123", share="0.5"))
    assert found("proportional", whole, steps=(step,))["equals_pay_equally"].holds is False

    def spared(inner: Problem) -> dict[str, Fraction]:
        """Let who has most people pay nothing."""
        key = inner.keys["people"]
        most = max(inner.payers, key=lambda code: (key[code], code))
        weights = {code: key[code] if code != most else Fraction(0) for code in inner.payers}
        one = inner.total / sum(weights.values())
        return {code: one * weight for code, weight in weights.items()}

    results = {
        row.name: row
        for row in findings(whole, Procedure(spared, lambda a: largest_remainder(a).cents))
    }
    assert results["grows_with_its_figures"].holds is False
    assert results["no_jumps"].holds is True
    assert results["no_gain_by_merging"].holds is False


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize(
    "name",
    [
        "equal",
        "proportional",
        "mix",
        *(f"claims_{row.name}" for row in CLAIMS_RULES.values() if not row.largest),
    ],
)
def test_of_many_payers_the_same_properties_fail_as_by_trying_all(
    name: str, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = many(seed)
    parameters = ByClaims(claims="people") if name.startswith("claims_") else None
    some = {key: row.holds for key, row in found(name, whole, parameters=parameters).items()}
    monkeypatch.setattr(payers_to_try, "_ALL", MANY)
    assert some == {
        key: row.holds for key, row in found(name, whole, parameters=parameters).items()
    }


@pytest.mark.slow
def test_the_splits_worked_out_do_not_grow_with_the_payers() -> None:
    asked = []
    for payers in (41, 400):
        inner, count = split("mix"), 0

        def counted(whole: Problem, inner: Procedure = inner) -> Mapping[str, Fraction]:
            nonlocal count
            count += 1
            return inner.exact(whole)

        findings(many(3, payers), replace(inner, exact=counted))
        asked.append(count)
    assert asked[0] == asked[1] < 200


def test_what_every_search_starts_from_is_worked_out_once() -> None:
    whole, inner, asked = problem(1_000_00, [10, 20, 70]), split("mix"), []

    def noted(other: Problem) -> Mapping[str, Fraction]:
        asked.append(other)
        return inner.exact(other)

    findings(whole, replace(inner, exact=noted))
    assert asked.count(whole) == 1


def test_the_chosen_split_of_2023(kainuu_2023: Comparison) -> None:
    case = kainuu_2023.case
    chosen = kainuu_2023.chosen.variant

    def exact(whole: Problem) -> dict[str, Fraction]:
        return dict(chosen.method.function(whole, chosen.parameters).amounts)

    results = findings(
        case.problem, Procedure(exact, lambda amounts: largest_remainder(amounts).cents)
    )
    assert {finding.name for finding in results if finding.holds is False} == {
        "adds_up_over_budgets",
        "grows_with_the_total",
    }
    jump = next(finding for finding in results if finding.name == "no_jumps")
    assert 2_20 < _money(jump) < 2_30  # one more inhabitant costs about what an inhabitant costs
