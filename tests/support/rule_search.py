"""Explanations and rules that several tests of the rule search use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from analyysi.allocation.inference.rule_families import (
    Rule,
    Weights,
)
from analyysi.comparison.explain import Explanation

NONE, ONE = Fraction(0), Fraction(1)


CODES = ("005", "020", "091", "105")


def amounts_of(
    rule: Rule, total: int, payers: Sequence[str], keys: Mapping[str, Weights]
) -> dict[str, Fraction]:
    """Work a rule out share by share, in fractions: a second computation. The organiser's part is
    not among them.
    """
    left = total * (1 - rule.organiser)
    amounts = dict.fromkeys(payers, left * rule.equal / len(payers))
    for name, part in rule.keys:
        weights = keys[name]
        whole = sum((weights[code] for code in payers), Fraction(0))
        for code in payers:
            amounts[code] += left * part * weights[code] / whole
    return amounts


def rule(organiser: int = 0, equal: int = 0, mean: bool = False, **keys: int) -> Rule:
    """A rule in whole per cents."""
    parts = tuple((k, Fraction(p, 100)) for k, p in keys.items())
    return Rule(Fraction(organiser, 100), Fraction(equal, 100), parts, mean)


def few_keys(explanation: Explanation) -> dict[str, dict[str, Fraction]]:
    """The keys of the terms and the population of some years: what others there are does not
    matter.
    """
    return {
        name: weights
        for name, weights in keys_of(explanation).items()
        if name in explanation.case.problem.keys
        or (name.startswith("population 201") and "mean" not in name)
    }


def keys_of(explanation: Explanation) -> dict[str, dict[str, Fraction]]:
    keys = {name: dict(weights) for name, weights in explanation.case.problem.keys.items()}
    return keys | {name: figures.of_payer for name, figures in explanation.figures.items()}
