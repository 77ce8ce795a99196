"""The ways to share a cost: each a function and a row in `METHODS`.

A new method is a function, a class of parameters and a row, and the words of the row in the
catalogues of `locale/`. No other code changes: terms name it, `comparison` finds it, and the report
describes it in the row's own words. The rules for claims and for cooperative games have modules of
their own; their rows stand in the same table.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from analyysi.agreement.values import Frozen, NamedKey, NamedPayer, Share
from analyysi.allocation.agreed_weights import AGREED_WEIGHTS
from analyysi.allocation.as_published import AS_PUBLISHED
from analyysi.allocation.claims_rules.claims_methods import CLAIMS_METHODS
from analyysi.allocation.cost_games.game_methods import GAME_METHODS
from analyysi.allocation.method import (
    Method,
    MethodFormula,
    NoParameters,
    NotApplicable,
    Parts,
    Shape,
    always,
    in_no_parts,
)
from analyysi.allocation.parts import not_whole, shared_in_parts, shared_parts
from analyysi.allocation.pools import POOLS
from analyysi.allocation.problem import ExactSplit, Problem, Quantities
from analyysi.allocation.ratios import Ratios
from analyysi.errors import AllocationError, Sentence, joined
from analyysi.messages import KeyName, Listing, Message, Percent, UnfitError, beside_payers


class ByKey(Frozen):
    """Which key the shares are in proportion to."""

    key: NamedKey

    field_words: ClassVar[Mapping[str, Message]] = {"key": Message("Allocation key")}


class Mix(Frozen):
    """An equal part and parts by keys. The weights sum to one."""

    equal: Share = Fraction(0)
    keys: dict[NamedKey, Share] = Field(default_factory=dict)

    field_words: ClassVar[Mapping[str, Message]] = {
        "equal": Message("Shared equally"),
        "keys": Message("Weights of the mix"),
    }

    @model_validator(mode="after")
    def _whole(self) -> Self:
        weights = [self.equal, *self.keys.values()]
        if sum(weights) != 1:
            raise UnfitError(
                Sentence("the weights sum to {sum}, not to 1", sum=float(sum(weights))),
                not_whole(sum(weights, Fraction(0))),
            )
        if sum(1 for weight in weights if weight) < 2:
            raise UnfitError(
                "a mix needs at least two parts with a weight above zero",
                Message("A mix needs at least two parts with a weight above zero."),
            )
        return self


class FixedShares(Frozen):
    """Agreed shares of the total, one for each payer, summing to one."""

    shares: Annotated[dict[NamedPayer, Share], Field(min_length=1)]

    field_words: ClassVar[Mapping[str, Message]] = {
        "shares": Message("Agreed share of each payer"),
    }

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if sum(self.shares.values()) != 1:
            together = sum(self.shares.values(), Fraction(0))
            raise UnfitError(
                Sentence("the shares sum to {sum}, not to 1", sum=float(together)),
                not_whole(together),
            )
        return self


def allocate_equal(problem: Problem, parameters: NoParameters) -> ExactSplit:
    """Give every payer the same amount, whatever its size."""
    share = problem.total / len(problem.payers)
    return ExactSplit(dict.fromkeys(problem.payers, share))


def allocate_proportional(problem: Problem, parameters: ByKey) -> ExactSplit:
    """Share in proportion to one allocation key.

    Raises
    ------
    AllocationError
        If the key is missing for a payer, negative, or zero for all.

    Examples
    --------
    >>> residents = {"020": Fraction(1), "091": Fraction(2)}
    >>> one_to_two = Problem(Fraction(900), ("020", "091"), {"residents": residents})
    >>> dict(allocate_proportional(one_to_two, ByKey(key="residents")).amounts)
    {'020': Fraction(300, 1), '091': Fraction(600, 1)}
    """
    weights = problem.weights(parameters.key)
    amounts = weights.in_proportion(problem.total)
    return ExactSplit(
        amounts,
        (Quantities(Message("{key}", {"key": KeyName(parameters.key)}), "weight", weights),),
    )


def allocate_mix(problem: Problem, parameters: Mix) -> ExactSplit:
    """Share one part of the sum equally and the other parts each by its own key."""
    return shared_in_parts(problem, parameters.equal, parameters.keys)


def allocate_fixed(problem: Problem, parameters: FixedShares) -> ExactSplit:
    """Share by ratios that the parties have agreed as such.

    Raises
    ------
    AllocationError
        If the shares are not of exactly these payers: a fixed share cannot be stretched over
        others.
    """
    if set(parameters.shares) != set(problem.payers):
        lacking = sorted(set(problem.payers) - set(parameters.shares))
        foreign = sorted(set(parameters.shares) - set(problem.payers))
        faults = [Sentence("no share for {payers}", payers=", ".join(lacking))] if lacking else []
        if foreign:
            faults.append(
                Sentence("a share for {payers}, which does not pay", payers=", ".join(foreign))
            )
        raise AllocationError(
            "Fixed shares do not fit the payers: {faults}. Agree new shares for the "
            "payers of this year.",
            faults=joined(faults, "; "),
        )
    return ExactSplit(
        Ratios.of({code: parameters.shares[code] for code in problem.payers}) * problem.total
    )


def _usable_keys(problem: Problem) -> Sequence[ByKey] | NotApplicable:
    usable = []
    for key in problem.keys:
        try:
            problem.weights(key)
        except AllocationError:
            continue  # the comparison names this key and what is wrong with it
        usable.append(ByKey(key=key))
    return usable or NotApplicable(
        Message("The terms name no allocation key with a figure for every payer.")
    )


def _parts_of_mix(parameters: Mix) -> Parts:
    parts: dict[str | None, Fraction] = {None: parameters.equal} if parameters.equal else {}
    parts.update({key: weight for key, weight in parameters.keys.items() if weight})
    return parts


_EQUAL = Method(
    name="equal",
    kind="plain",
    function=allocate_equal,
    parameters=NoParameters,
    family=Message("Equal split"),
    title=always(Message("Equal split")),
    rule=always(Message("Every payer pays the same sum, whatever its size.")),
    candidates=lambda problem: [NoParameters()],
    reference="Equal division; Young (ed.) 1985, Cost Allocation: Methods, Principles, "
    "Applications",
    formula=MethodFormula(
        r"s_i = \frac{T}{n}",
        "s_i = T / n",
        Message(
            "Equal split: the share of payer i is the total cost T divided by the number of "
            "payers n."
        ),
    ),
    shape=Shape("square", Message("Square: equal split.")),
    parts=lambda parameters: {None: Fraction(1)},
)

_PROPORTIONAL = Method(
    name="proportional",
    kind="plain",
    function=allocate_proportional,
    parameters=ByKey,
    family=Message("By a key"),
    title=lambda parameters: Message("By key: {key}", {"key": KeyName(parameters.key)}),
    rule=lambda parameters: Message(
        "Each payer pays in proportion to its figure: the sum is divided {by_key}.",
        {"by_key": KeyName(parameters.key, by=True)},
    ),
    candidates=_usable_keys,
    reference="Proportional division; Moulin 2002, Axiomatic cost and surplus sharing, section 1",
    formula=MethodFormula(
        r"s_i = T \cdot \frac{a_i}{a_1 + a_2 + \dots + a_n}",
        "s_i = T dot a_i / (a_1 + a_2 + dots + a_n)",
        Message(
            "By a key: the share of payer i is the total cost T times its figure a, divided by "
            "the figures of all payers added up."
        ),
    ),
    shape=Shape("circle", Message("Circle: by a key.")),
    parts=lambda parameters: {parameters.key: Fraction(1)},
)

_MIX = Method(
    name="mix",
    kind="plain",
    function=allocate_mix,
    parameters=Mix,
    family=Message("Mix of keys"),
    title=lambda parameters: Message(
        "{parts}", {"parts": Listing(shared_parts(parameters.equal, parameters.keys))}
    ),
    rule=lambda parameters: Message(
        "The sum is divided in parts: {parts}.",
        {"parts": Listing(shared_parts(parameters.equal, parameters.keys, by=True))},
    ),
    candidates=lambda problem: NotApplicable(
        Message("The weights of a mix must be chosen in the terms.")
    ),
    reference="Weighted sum of equal and proportional division",
    formula=MethodFormula(
        r"s_i = T \cdot \left( \frac{p_0}{n} + \sum_k p_k \cdot \frac{a_{ki}}{\sum_j a_{kj}} "
        r"\right)",
        "s_i = T dot (p_0 / n + sum_k p_k dot a_(k i) / (sum_j a_(k j)))",
        Message(
            "Mix: the part p0 of the total cost T is shared equally among the n payers, and each "
            "other part p by its own key: the figure a of payer i by that key, divided by the "
            "figures of all payers added up. The parts add up to one."
        ),
    ),
    shape=Shape("diamond", Message("Diamond: mix.")),
    parts=_parts_of_mix,
)


def _rule_of_fixed(parameters: FixedShares) -> Message:
    parts = {code: Percent(share, None) for code, share in sorted(parameters.shares.items())}
    return Message(
        "Each payer pays a fixed part of the sum: {shares}.", {"shares": beside_payers(parts)}
    )


_FIXED = Method(
    name="fixed",
    kind="plain",
    function=allocate_fixed,
    parameters=FixedShares,
    family=Message("Agreed fixed shares"),
    title=always(Message("Agreed fixed shares")),
    rule=_rule_of_fixed,
    candidates=lambda problem: NotApplicable(
        Message("The parties have not agreed on fixed shares.")
    ),
    reference="Agreement of the parties",
    formula=None,
    shape=Shape("triangle", Message("Triangle: agreed fixed shares.")),
    parts=in_no_parts,
    agreed_for=lambda parameters: parameters.shares.keys(),
)

METHODS: dict[str, Method] = {
    row.name: row
    for row in (
        _EQUAL,
        _PROPORTIONAL,
        _MIX,
        _FIXED,
        AGREED_WEIGHTS,
        POOLS,
        AS_PUBLISHED,
        *CLAIMS_METHODS,
        *GAME_METHODS,
    )
}
"""Every method by the name that terms use."""


def in_parts(parts: Parts) -> tuple[Method, Frozen]:
    """Return the method, with its parameters, that shares a total in these parts.

    Examples
    --------
    >>> in_parts({None: Fraction(1)})[0].name
    'equal'
    >>> in_parts({None: Fraction(1, 4), "population": Fraction(3, 4)})[0].name
    'mix'
    """
    keys = {key: weight for key, weight in parts.items() if key is not None and weight}
    equal = parts.get(None, Fraction(0))
    if not keys:
        return _EQUAL, NoParameters()
    if not equal and len(keys) == 1:
        return _PROPORTIONAL, ByKey(key=next(iter(keys)))
    return _MIX, Mix(equal=equal, keys=keys)
