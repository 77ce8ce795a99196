"""Families of rules: their order, and quick figures against exact ones."""

from __future__ import annotations

from fractions import Fraction

import pytest

from analyysi.allocation.inference.rule_families import (
    FAMILIES,
    rule_families,
    whole_keys,
)
from analyysi.allocation.inference.rule_search import infer
from analyysi.comparison.explain import Explanation
from support.rule_search import CODES, NONE, ONE, amounts_of, few_keys


def test_keys_that_define_no_share_are_passed_over() -> None:
    keys = {
        "negative": {**dict.fromkeys(CODES, ONE), "005": -ONE},
        "nothing": dict.fromkeys(CODES, NONE),
        "partly": {"005": ONE},
        "good": {code: Fraction(n) for n, code in enumerate(CODES, start=1)},
        "the same": {code: Fraction(2 * n) for n, code in enumerate(CODES, start=1)},
    }
    found = infer(1000, CODES, keys, {"005": 100})
    assert next(family for family in found.families if family.name == "key").tried == 1
    assert found.hits[0].rule.keys == (("good", ONE),)


@pytest.mark.slow
def test_families_are_told_in_order(explained: Explanation) -> None:
    assert [family.name for family in explained.inference.families] == list(FAMILIES)


@pytest.mark.slow
def test_quick_figures_are_the_exact_ones_but_for_their_last_digits(explained: Explanation) -> None:
    payers = explained.case.terms.participants
    usable = whole_keys(payers, few_keys(explained))
    for family in rule_families(80_000_00, usable, usable, full=False):
        for number in range(0, len(family), 97):
            exact = family.amounts(number)
            assert exact == amounts_of(family.rule(number), 80_000_00, payers, few_keys(explained))
            quick = dict(zip(payers, family.quick_figures(number), strict=True))
            assert quick == pytest.approx(
                {payer: float(exact[payer]) for payer in payers}, rel=1e-12
            )


def test_a_mean_with_the_proportions_of_a_key_is_not_tried_again() -> None:
    key = {code: Fraction(n) for n, code in enumerate(CODES, start=1)}
    double = {code: 2 * weight for code, weight in key.items()}
    found = infer(1000, CODES, {"key": key}, {"005": 100}, {"double": double})
    assert "mean" not in [family.name for family in found.families]
