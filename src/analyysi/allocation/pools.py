"""Pools: the cost is divided into pools, each shared by its own parts and paid by its own payers,
such as a fire brigade and an ambulance service that are run together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from analyysi.agreement.values import (
    EuroAmount,
    Frozen,
    LocalText,
    NamedKey,
    NamedPayer,
    Share,
)
from analyysi.allocation.method import (
    OTHER_SHAPE,
    Method,
    MethodFormula,
    NotApplicable,
    Parts,
)
from analyysi.allocation.parts import in_percent, not_whole, shared_in_parts, shared_parts
from analyysi.allocation.problem import ExactSplit, Problem, Quantities
from analyysi.allocation.whole_units.rounding import largest_remainder
from analyysi.errors import AllocationError, Sentence
from analyysi.languages.saying import Amount
from analyysi.messages import (
    KeyName,
    Listing,
    Message,
    Money,
    UnfitError,
    Value,
    payer_names,
)
from analyysi.money import round_half_up

POOL = "cents of a pool"
"""The unit of the rows of working that hold what each payer pays of a pool."""


class Pool(Frozen):
    """One pool: a share of the sum, an amount, or neither: then it is what the others leave.

    It is shared in an equal part and parts by keys, which sum to one, among the payers named, or
    among all.
    """

    label: LocalText
    share: Share | None = None
    amount: EuroAmount | None = None
    equal: Share = Fraction(0)
    keys: dict[NamedKey, Share] = Field(default_factory=dict)
    payers: tuple[NamedPayer, ...] = ()

    field_words: ClassVar[Mapping[str, Message]] = {
        "label": Message("Name of the pool"),
        "share": Message("Share of the total"),
        "amount": Message("Amount"),
        "equal": Message("Equal part of the pool"),
        "keys": Message("Parts of the pool by key"),
        "payers": Message("Who pays the pool, if not all"),
    }

    @property
    def is_rest(self) -> bool:
        """Whether the pool is what the others leave."""
        return self.share is None and self.amount is None

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.share is not None and self.amount is not None:
            raise ValueError("a pool is a share or an amount: give one of them, or neither")
        if self.amount is not None and self.amount < 0:
            raise UnfitError(
                "the amount of a pool must be zero or more",
                Message("An amount must be zero or more."),
            )
        together = sum(self.keys.values(), self.equal)
        if together != 1:
            raise UnfitError(
                Sentence("the parts sum to {sum}, not to 1", sum=float(together)),
                not_whole(together),
            )
        if len(set(self.payers)) < len(self.payers):
            raise ValueError("a payer is listed twice")
        return self


class Pools(Frozen):
    """Two pools or more that make the whole sum: one may be the rest; without it all are shares
    that sum to one.
    """

    pools: Annotated[tuple[Pool, ...], Field(min_length=2)]

    field_words: ClassVar[Mapping[str, Message]] = {"pools": Message("Cost pools")}

    @model_validator(mode="after")
    def _whole(self) -> Self:
        labels = [pool.label.main for pool in self.pools]
        if len(set(labels)) < len(labels):
            raise ValueError("two pools have one label: give each its own")
        rests = [pool for pool in self.pools if pool.is_rest]
        together = sum((pool.share or Fraction(0) for pool in self.pools), Fraction(0))
        if len(rests) > 1:
            raise ValueError("only one pool may be the rest: give the others a share or an amount")
        if not rests and any(pool.amount is not None for pool in self.pools):
            raise ValueError(
                "a pool that is the rest is needed beside an amount: leave out the share of one"
            )
        if together > 1 or (not rests and together != 1):
            raise UnfitError(
                Sentence("the shares of the pools sum to {sum}, not to 1", sum=float(together)),
                not_whole(together),
            )
        return self


def allocate_pools(problem: Problem, parameters: Pools) -> ExactSplit:
    """Share each pool by its parts among those who pay it; each payer pays its pools together.

    The working has a row for each pool, in the order of the parameters: what each of its payers
    pays of it.

    Raises
    ------
    AllocationError
        If the pools are more than the sum, nobody pays a pool, or a key is missing for a payer,
        negative, or zero for all.
    """
    amounts = dict.fromkeys(problem.payers, Fraction(0))
    working = []
    for pool, size in zip(parameters.pools, _sizes(problem.total, parameters.pools), strict=True):
        shares = _shared(problem, pool, size)
        for code, share in shares.items():
            amounts[code] += share
        working.append(Quantities(Message("{pool}", {"pool": pool.label}), POOL, shares))
    return ExactSplit(amounts, tuple(working))


def _sizes(total: Fraction, pools: Sequence[Pool]) -> list[Fraction]:
    named = [
        total * pool.share if pool.share is not None else Fraction(pool.amount or 0)
        for pool in pools
    ]
    together = sum(named, Fraction(0))
    if together > total:
        raise AllocationError(
            "The pools are {pools} euros together, more than the sum of "
            "{total} euros to be shared. Make an amount or a share smaller.",
            pools=Amount(int(round_half_up(together, 0))),
            total=Amount(int(round_half_up(total, 0))),
        )
    rest = total - together
    return [rest if pool.is_rest else size for pool, size in zip(pools, named, strict=True)]


def _shared(problem: Problem, pool: Pool, size: Fraction) -> Mapping[str, Fraction]:
    payers = tuple(code for code in problem.payers if not pool.payers or code in pool.payers)
    if not payers:
        raise AllocationError(
            "Nobody pays the pool '{pool}': none of {payers} takes part. Name "
            "another payer for it.",
            pool=pool.label,
            payers=", ".join(pool.payers),
        )
    of_pool = replace(problem, total=size, payers=payers, game=None)
    return shared_in_parts(of_pool, pool.equal, pool.keys).amounts


def cents_of_pools(split: ExactSplit) -> list[tuple[Message, Mapping[str, int]]]:
    """Return each pool's label and what its payers pay of it in whole cents, each pool rounded by
    itself: the pools sum to what is shared, and the parts of a pool to the pool.

    Where steps leave a part of a cent to be shared, it is rounded up from a half.
    """
    rows = [row for row in split.working if row.unit == POOL]
    sizes = {str(place): sum(row.of_payer.values(), Fraction(0)) for place, row in enumerate(rows)}
    whole = _in_whole_cents(sizes, int(round_half_up(sum(sizes.values(), Fraction(0)))))
    return [
        (row.label, _in_whole_cents(row.of_payer, whole[str(place)]))
        for place, row in enumerate(rows)
    ]


def _in_whole_cents(shares: Mapping[str, Fraction], cents: int) -> Mapping[str, int]:
    """Round shares to whole cents that sum to a number of cents, in their proportion."""
    exact = sum(shares.values(), Fraction(0))
    if not exact:
        return dict.fromkeys(shares, 0)
    scaled = {code: share * cents / exact for code, share in shares.items()}
    return largest_remainder(scaled).cents


def _rule(parameters: Pools) -> Message:
    sentences = [_sentence(pool, None, pool.payers) for pool in parameters.pools]
    whole = Message("The sum is divided into pools, each of which is shared by itself.")
    return _joined(whole, sentences)


def _rule_of_split(split: ExactSplit, parameters: Pools) -> Message:
    """Say what is divided, not the total within a step that takes a part of it first; each
    pool with its cents, which sum to that; and who of those named pays.
    """
    sentences, whole_pools = [], cents_of_pools(split)
    for pool, (_, cents) in zip(parameters.pools, whole_pools, strict=True):
        payers = tuple(cents) if pool.payers else ()
        sentences.append(_sentence(pool, _money(sum(cents.values())), payers))
    total = sum(sum(cents.values()) for _, cents in whole_pools)
    whole = Message(
        "{amount} is divided into pools, each shared by itself.", {"amount": _money(total)}
    )
    return _joined(whole, sentences)


def _joined(whole: Message, sentences: Sequence[Message]) -> Message:
    for sentence in sentences:
        whole = Message("{sentence} {next}", {"sentence": whole, "next": sentence})
    return whole


def _sentence(pool: Pool, amount: Money | None, payers: Sequence[str]) -> Message:
    values: dict[str, Value] = {
        "pool": pool.label,
        "size": _size(pool, amount),
        "ground": _ground(pool),
        "payers": payer_names(payers),
    }
    if not payers:
        return Message("{pool}: {size}, shared {ground} among all payers.", values)
    if len(payers) == 1:
        return Message("{pool}: {size}, paid by {payers}.", values)
    return Message("{pool}: {size}, shared {ground}. It is paid by {payers}.", values)


def _size(pool: Pool, amount: Money | None) -> Message:
    if pool.amount is not None:
        return Message("{amount}", {"amount": _money(pool.amount)})
    share = (
        Message("the rest")
        if pool.share is None
        else Message("{share} of the sum", {"share": in_percent(pool.share)})
    )
    if amount is None:
        return share
    return Message("{share} ({amount})", {"share": share, "amount": amount})


def _money(cents: Fraction | int) -> Money:
    return Money(cents, 2 if cents % 100 else 0, words=True)


def _ground(pool: Pool) -> Message:
    used = [key for key, weight in pool.keys.items() if weight]
    if not used:
        return Message("equally")
    if len(used) == 1 and not pool.equal:
        return Message("{key}", {"key": KeyName(used[0], by=True)})
    return Message("{parts}", {"parts": Listing(shared_parts(pool.equal, pool.keys, by=True))})


def _parts(parameters: Pools) -> Parts | None:
    """Return the parts of the whole sum, where every pool is a share of it that all pay."""
    pools = getattr(parameters, "pools", ())
    if not pools or any(pool.payers or pool.amount is not None for pool in pools):
        return None
    parts: dict[str | None, Fraction] = {}
    for pool, size in zip(pools, _sizes(Fraction(1), pools), strict=True):
        for key, weight in ((None, pool.equal), *pool.keys.items()):
            parts[key] = parts.get(key, Fraction(0)) + size * weight
    return {key: weight for key, weight in parts.items() if weight}


def _open_next_year(parameters: Pools) -> list[str]:
    return [
        Sentence(
            "the amount of the pool '{pool}', {amount} euros before.",
            pool=pool.label,
            amount=Amount(pool.amount),
        )
        for pool in parameters.pools
        if pool.amount is not None
    ]


POOLS = Method(
    name="pools",
    kind="plain",
    function=allocate_pools,
    parameters=Pools,
    family=Message("Cost pools"),
    title=lambda parameters: Message(
        "Cost pools: {pools}", {"pools": Listing([pool.label for pool in parameters.pools])}
    ),
    rule=_rule,
    rule_of_split=_rule_of_split,
    candidates=lambda problem: NotApplicable(Message("The parties have not agreed on cost pools.")),
    reference="By-laws of BFCESD (bfcesd.org), D.8: fire by property value; ambulance 60 % by "
    "property value, 40 % by calls",
    formula=MethodFormula(
        r"s_i = \sum_q C_q \cdot \left( \frac{p_{q0}}{n_q} + \sum_k p_{qk} \cdot "
        r"\frac{a_{ki}}{\sum_j a_{kj}} \right)",
        "s_i = sum_q C_q dot (p_(q 0) / n_q + sum_k p_(q k) dot a_(k i) / (sum_j a_(k j)))",
        Message(
            "Cost pools: of each pool C that it pays, payer i pays as in a mix: one part in equal "
            "parts among the n payers of the pool, and each other part p by its own key: the "
            "figure a of payer i divided by the figures of the payers of the pool added up. The "
            "pools add up to the total cost T."
        ),
    ),
    shape=OTHER_SHAPE,
    parts=_parts,
    open_next_year=_open_next_year,
)
"""Its row of `METHODS`."""
