"""METHODS of the second implementation: a function each, from a question and parameters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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


def agreed_weights(question: Question, parameters: Parameters) -> dict[str, Fraction]:
    """C · v / V, V the agreed weights of all who pay, each of whom needs one above zero."""
    weights = {code: Fraction(weight) for code, weight in parameters["weights"].items()}
    if not weights or min(weights.values()) <= 0:
        raise Refused("a weight above zero was agreed")
    return in_proportion(question.total, known({"": weights}, "", question.payers))


def pools(question: Question, parameters: Parameters) -> dict[str, Fraction]:
    """Σ over the pools that one pays: C_q · (e_q / n_q + Σ p · w / W).

    A pool is a share of the sum, an amount, or what the others leave; without one of that kind all
    are shares that sum to one.
    """
    sizes = [pool_size(question.total, pool) for pool in parameters["pools"]]
    left = question.total - sum(size for size in sizes if size is not None)
    if left < 0 or sizes.count(None) > 1:
        raise Refused("the pools do not make the sum")
    if None not in sizes:
        shares = [Fraction(pool.get("share", 0)) for pool in parameters["pools"]]
        if sum(shares) != 1 or any("amount" in pool for pool in parameters["pools"]):
            raise Refused("the pools do not make the sum")
    amounts = dict.fromkeys(question.payers, Fraction(0))
    for pool, size in zip(parameters["pools"], sizes, strict=True):
        paying = [code for code in question.payers if code in pool.get("payers", question.payers)]
        if not paying:
            raise Refused("nobody pays a pool")
        for code, amount in pool_shares(
            question, pool, left if size is None else size, paying
        ).items():
            amounts[code] += amount
    return amounts


def pool_size(total: Fraction, pool: Parameters) -> Fraction | None:
    """Return what a pool comes to, or None if it is what the others leave."""
    if "share" in pool and "amount" in pool:
        raise Refused("either a share or an amount")
    if "share" in pool:
        return total * Fraction(pool["share"])
    return cents(pool["amount"]) if "amount" in pool else None


def pool_shares(
    question: Question, pool: Parameters, size: Fraction, paying: Sequence[str]
) -> dict[str, Fraction]:
    """Share a pool among those who pay it."""
    equal_part = Fraction(pool.get("equal", "0"))
    parts = {name: Fraction(weight) for name, weight in pool.get("keys", {}).items()}
    if equal_part + sum(parts.values()) != 1:
        raise Refused("the parts of a pool do not sum to one")
    amounts = dict.fromkeys(paying, size * equal_part / len(paying))
    for name, weight in parts.items():
        by_key = in_proportion(size * weight, known(question.keys, name, paying))
        amounts = {code: amounts[code] + by_key[code] for code in paying}
    return amounts


METHODS: dict[str, Method] = {
    "equal": equal,
    "proportional": proportional,
    "mix": mix,
    "fixed": fixed,
    "as_published": as_published,
    "agreed_weights": agreed_weights,
    "pools": pools,
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
