"""What a step around a method is: a row of `STEPS`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from analyysi.agreement.values import Frozen
from analyysi.allocation.problem import ExactSplit, Problem
from analyysi.allocation.steps.statements import Standing, Statement, states_nothing
from analyysi.errors import AllocationError
from analyysi.messages import Listing, Message, Money, Percent, Value, beside_payers

Inner = Callable[[Problem], ExactSplit]


def nobody(_: Any) -> tuple[str, ...]:
    """Return no payers: the step shares among those who pay anyway."""
    return ()


def too_long(_: Any) -> Message | None:
    """Return None: what the step does is not said in a few words."""
    return None


def adds_nothing(_: Any) -> Mapping[str, int]:
    """Return no sums: the step adds none to the shares made inside it."""
    return {}


def its_payer(parameters: Any) -> tuple[str, ...]:
    """Return the one payer that the parameters name."""
    return (parameters.payer,)


def says_all(_: Any) -> tuple[Message, ...]:
    """Return nothing: the rule says all that the parameters hold."""
    return ()


def with_source(parameters: Any, *put_in: Message) -> tuple[Message, ...]:
    """Return what was put in, and after it where that is from, each as a sentence."""
    return (*put_in, Message("Source: {source}.", {"source": parameters.source.rstrip(".")}))


def by_payer(amounts: Mapping[str, int], *, signed: bool = False) -> Listing:
    """Return amounts in cents with their payers, by ascending code."""
    return beside_payers(
        {code: Money(amount, 2, signed=signed) for code, amount in sorted(amounts.items())}
    )


def bound_value(amount: int | None, share: Fraction | None) -> Value:
    """Return what a sentence says of an amount, or of a part of the total."""
    if amount is not None:
        return Money(amount, 2)
    return Message("{share} of the total", {"share": Percent(share or Fraction(0), None)})


def last_years_amounts(amounts: Mapping[str, int]) -> Message:
    """Return last year's amounts as they were put in."""
    return Message("Last year's amounts: {amounts}.", {"amounts": by_payer(amounts)})


def check_complete(known: Mapping[str, object], payers: tuple[str, ...]) -> None:
    """Refuse last year's amounts that lack a payer.

    Raises
    ------
    AllocationError
        Naming the payers without one.
    """
    missing = sorted(code for code in payers if code not in known)
    if missing:
        raise AllocationError(
            "There is no amount of last year for {payers}: every payer needs one. "
            "Add it; a payer that is new is to be named as such.",
            payers=", ".join(missing),
        )


@dataclass(frozen=True)
class SumsFirst:
    """What a step sets apart before the method shares the rest, whatever the total is.

    `of_payer` has exact cents, below zero for what is taken off a share; zero of those not named.
    `apart` has no part in the rest.
    """

    of_payer: Mapping[str, Fraction]
    apart: frozenset[str] = frozenset()


def not_only_sums(_: Any, __: Problem) -> SumsFirst | None:
    """Return None: the step does more than set sums apart first."""
    return None


@dataclass(frozen=True)
class MovedStep:
    """What becomes of a step of one year in terms that are drafted for a later year.

    `changed` are the parameters with new values, None if the step is left out. `remark` says to
    whoever completes the draft what is left to decide or why the step is gone; it may be empty.
    """

    changed: Mapping[str, int] | None
    remark: str = ""


@dataclass(frozen=True)
class Step:
    """A row of `STEPS`. `rule` says to a board what the step does; `title` names it in general.

    `statements` says what the rule's amounts and parts mean for the shares of the table that it
    stands above, from the parameters and where the step stands.
    `sums_first` returns the sums that the step sets apart, if that is all it does: each share is
    then such a sum and what the inner method makes of the total less all sums. The total of the
    problem that it is given says nothing. It refuses the payers that the step refuses.
    `in_short` says the same in a few words within a sentence, as long as they are the whole of it.
    `put_in` says in sentences what the parameters hold beyond the rule: amounts that were put in,
    and where they are from.
    `adds` returns the sums by payer, in cents and named in its sentence, that the step adds to the
    shares made inside it: a sentence inside may speak of the shares without them.
    `brings_in` returns the codes of the payers that the step makes pay besides the participants.
    `of_one_year`: the step leads from last year to this one, so it says nothing of the years to
    come. A step that is tied to a year, by this or by amounts of that year, may say in `moved` what
    becomes of it in the terms of a later one, from its parameters, the number of years ahead and
    the year that it is of. `settles_actual_cost`: it
    needs what the year before cost in the end, which no draft can know.
    """

    name: str
    function: Callable[[Problem, Inner, Any], ExactSplit]
    parameters: type[Frozen]
    rule: Callable[[Any], Message]
    title: Message
    statements: Callable[[Any, Standing], Sequence[Statement]] = states_nothing
    sums_first: Callable[[Any, Problem], SumsFirst | None] = not_only_sums
    in_short: Callable[[Any], Message | None] = too_long
    put_in: Callable[[Any], Sequence[Message]] = says_all
    adds: Callable[[Any], Mapping[str, int]] = adds_nothing
    brings_in: Callable[[Any], tuple[str, ...]] = nobody
    of_one_year: bool = False
    moved: Callable[[Any, int, int], MovedStep] | None = None
    settles_actual_cost: bool = False
