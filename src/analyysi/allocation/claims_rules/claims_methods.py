"""The rules for claims as methods: the total is shared by what each payer would pay at most."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from analyysi.agreement.values import Frozen, NamedClaim, NamedKey
from analyysi.allocation.claims_rules.rule_table import CLAIMS_RULES, ClaimsRule
from analyysi.allocation.method import OTHER_SHAPE, Method, NotApplicable, in_no_parts
from analyysi.allocation.problem import ExactSplit, Problem, Quantities
from analyysi.allocation.ratios import Ratios
from analyysi.errors import AllocationError
from analyysi.messages import KeyName, Message
from analyysi.suggestions import did_you_mean


class ByClaims(Frozen):
    """Which key holds the claims: in the terms it must be marked `claim = true`."""

    claims: NamedClaim

    field_words: ClassVar[Mapping[str, Message]] = {
        "claims": Message("Claims"),
        "weights": Message("Weights of the payers"),
    }


class ByWeightedClaims(ByClaims):
    """Which key holds the claims, and if wanted which key weights the payers: each weight above
    zero.
    """

    weights: NamedKey | None = None


def _allocate(rule: ClaimsRule) -> Callable[[Problem, ByClaims], ExactSplit]:
    def allocate(problem: Problem, parameters: ByClaims) -> ExactSplit:
        known = problem.claims.get(parameters.claims)
        if known is None:
            raise AllocationError(
                "'{key}' is not a key of claims: mark it with claim = true in the terms.{near}",
                key=parameters.claims,
                near=did_you_mean(parameters.claims, problem.claims),
            )
        claims = Ratios.of(known).among(problem.payers)
        if claims.total < problem.total:
            raise AllocationError(
                "The claims of '{key}' sum to less than the total: nobody would pay "
                "the rest. Use a method that needs no claims, or correct them.",
                key=parameters.claims,
            )
        weights = parameters.weights if isinstance(parameters, ByWeightedClaims) else None
        if weights is None:
            amounts = rule.function(problem.total, claims)
        else:
            amounts = rule.function(problem.total, claims, weights=problem.weights(weights))
        working = Quantities(Message("{key}", {"key": KeyName(parameters.claims)}), "cents", claims)
        return ExactSplit(amounts, (working,))

    return allocate


def _rule(rule: ClaimsRule) -> Callable[[ByClaims], Message]:
    def rule_of(parameters: ByClaims) -> Message:
        weights = parameters.weights if isinstance(parameters, ByWeightedClaims) else None
        if weights is None:
            return rule.rule
        return Message(
            "{rule} The payers are weighted {by_key}.",
            {"rule": rule.rule, "by_key": KeyName(weights, by=True)},
        )

    return rule_of


def _title(rule: ClaimsRule) -> Callable[[ByClaims], Message]:
    def title_of(parameters: ByClaims) -> Message:
        weights = parameters.weights if isinstance(parameters, ByWeightedClaims) else None
        if weights is None:
            return rule.title
        return Message("{title}, weighted: {key}", {"title": rule.title, "key": KeyName(weights)})

    return title_of


def _candidates(problem: Problem) -> Sequence[ByClaims] | NotApplicable:
    covering = [
        ByClaims(claims=name)
        for name, claims in problem.claims.items()
        if Ratios.of(claims).among(problem.payers).total >= problem.total
    ]
    return covering or NotApplicable(
        Message("The terms declare no claims, that is, the most that each payer would pay.")
    )


CLAIMS_METHODS: tuple[Method, ...] = tuple(
    Method(
        name=f"claims_{row.name}",
        kind="claims",
        function=_allocate(row),
        parameters=ByWeightedClaims if row.weighted else ByClaims,
        family=Message("Rules for claims"),
        title=_title(row),
        rule=_rule(row),
        candidates=_candidates,
        reference=row.reference,
        formula=None,
        shape=OTHER_SHAPE,
        parts=in_no_parts,
    )
    for row in CLAIMS_RULES.values()
)
"""A row of `METHODS` for each rule of `CLAIMS_RULES`."""
