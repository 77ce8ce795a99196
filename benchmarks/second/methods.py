"""METHODS of the second implementation: a function each, from a question and parameters."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial

from second.claims import RULES, WEIGHTED_RULES, by_rule, by_weighted_rule
from second.games import SOLUTIONS, by_solution, by_unions
from second.question import Figures, Parameters, Question, Refused, cents, in_proportion, known

Method = Callable[[Question, Parameters], dict[str, Fraction]]


def equal(question: Question, _: Parameters) -> dict[str, Fraction]:
    """C / n."""
    return dict.fromkeys(question.payers, question.total / len(question.payers))


def proportional(question: Question, parameters: Parameters) -> dict[str, Fraction]:
    """C · w / W."""
    return in_proportion(question.total, known(question.keys, parameters["key"], question.payers))


def mix(question: Question, parameters: Parameters) -> dict[str, Fraction]:
    """C · (e / n + Σ p · w / W), with e + Σ p = 1 and at least two parts above zero."""
    equal_part = Fraction(parameters.get("equal", "0"))
    parts = {name: Fraction(weight) for name, weight in parameters.get("keys", {}).items()}
    if equal_part + sum(parts.values()) != 1:
        raise Refused("the parts do not sum to one")
    if [bool(weight) for weight in (equal_part, *parts.values())].count(True) < 2:
        raise Refused("a mix has two parts at least")
    shares = {code: equal_part * amount for code, amount in equal(question, {}).items()}
    for name, weight in parts.items():
        for code, amount in proportional(question, {"key": name}).items():
            shares[code] += weight * amount
    return shares


def fixed(question: Question, parameters: Parameters) -> dict[str, Fraction]:
    """C · s, with Σ s = 1, agreed for just these payers."""
    shares = {code: Fraction(share) for code, share in parameters["shares"].items()}
    if sum(shares.values()) != 1 or set(shares) != set(question.payers):
        raise Refused("the shares are not those of these payers")
    return {code: question.total * share for code, share in shares.items()}


def as_published(question: Question, parameters: Parameters) -> dict[str, Fraction]:
    """a, with Σ a = C, published for just these payers."""
    amounts = {code: cents(euros) for code, euros in parameters["amounts"].items()}
    if sum(amounts.values()) != question.total or set(amounts) != set(question.payers):
        raise Refused("the sums are not those of this question")
    return amounts


METHODS: dict[str, Method] = {
    "equal": equal,
    "proportional": proportional,
    "mix": mix,
    "fixed": fixed,
    "as_published": as_published,
    **{name: partial(by_weighted_rule, rule) for name, rule in WEIGHTED_RULES.items()},
    **{name: partial(by_rule, rule) for name, rule in RULES.items()},
    **{name: partial(by_solution, solution) for name, solution in SOLUTIONS.items()},
    "game_owen": by_unions,
}

SAMPLED = "game_shapley_sampled"
"""The one method that is not computed a second time: `games.sampled_faults` tries what it gives."""


def rates(question: Question, name: str, parameters: Parameters) -> Figures | None:
    """Return the weights of a method that shares in proportion to weights, whoever pays."""
    if name == "equal":
        return dict.fromkeys(question.payers, Fraction(1))
    if name == "proportional":
        return known(question.keys, parameters["key"], question.payers)
    return None
