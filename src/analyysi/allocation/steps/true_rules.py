"""The sentences of steps held against the shares that they stand above.

A step within others is given what they leave, and its sentence speaks of the whole. Where that is
untrue of a split, the sentence has a form that says what the step was counted from, and an order of
the steps is looked for in which all sentences are true.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import islice, permutations

from analyysi.agreement.values import Frozen
from analyysi.allocation.problem import ExactSplit, Problem
from analyysi.allocation.steps.held_shares import in_euros
from analyysi.allocation.steps.statements import Seen, Standing, Statement, untrue
from analyysi.allocation.steps.step import Inner, Step
from analyysi.allocation.steps.step_table import with_steps
from analyysi.errors import AllocationError, Sentence
from analyysi.messages import Message, Money, beside_payers, payer_names

Steps = Sequence[tuple[Step, Frozen]]
Cents = Mapping[str, Fraction] | Mapping[str, int]

_UNTRUE = {
    "=": Sentence(
        "steps[{place}], '{step}', says that {payer} pays {stated} euros, but the table would "
        "have {amount} euros"
    ),
    ">=": Sentence(
        "steps[{place}], '{step}', says that {payer} pays at least {stated} euros, but the table "
        "would have {amount} euros"
    ),
    "<=": Sentence(
        "steps[{place}], '{step}', says that {payer} pays at most {stated} euros, but the table "
        "would have {amount} euros"
    ),
}
_MOST_ORDERS = 720
"""So many orders of the steps are tried for advice: all orders of six."""


@dataclass(frozen=True)
class Watched:
    """A split within steps, and where each step stood in it, in their order."""

    steps: Steps
    split: ExactSplit
    standings: tuple[Standing, ...]

    def rules(self, cents: Mapping[str, int]) -> tuple[Message, ...]:
        """Return the sentence of each step as it is true of the split.

        Parameters
        ----------
        cents
            What the table beside the sentence has of each payer, rounded: an amount that a sentence
            says of the table is taken from it.
        """
        stood = zip(self.steps, self.standings, strict=True)
        exact = self.split.amounts
        return tuple(_rule(step, chosen, at, exact, cents) for (step, chosen), at in stood)

    def faults(self, amounts: Cents, unit: int = 0) -> Iterator[Sentence]:
        """Yield in English which step's sentence is untrue of amounts, and of whom; none if all are
        true.

        Parameters
        ----------
        unit
            An amount may lie off what a sentence says by less than so many cents.
        """
        for place, name, statement in self._untrue(amounts, unit):
            yield Sentence(
                _UNTRUE[statement.relation],
                place=place,
                step=name,
                payer=statement.payer,
                stated=in_euros(statement.cents),
                amount=in_euros(Fraction(amounts[statement.payer])),
            )

    def _untrue(self, amounts: Cents, unit: int) -> Iterator[tuple[int, str, Statement]]:
        stood = zip(self.steps, self.standings, strict=True)
        made = {code: Fraction(amount) for code, amount in amounts.items()}
        for place, ((step, parameters), standing) in enumerate(stood, start=1):
            for statement in untrue(step.statements(parameters, standing), made, unit):
                # Who was set apart around the step is named by the sentence as no concern of it.
                if standing.concerns(statement.payer):
                    yield place, step.name, statement
            # Sums that this sentence names, those inside it may speak without.
            added = step.adds(parameters)
            made = {code: amount - added.get(code, 0) for code, amount in made.items()}


def watched(method: Inner, steps: Steps, problem: Problem) -> Watched:
    """Share a problem by a method within steps, the first of them outermost, and watch each step.

    Raises
    ------
    AllocationError
        If a step or the method does.
    """
    seen: list[list[Seen]] = [[] for _ in steps]
    recording = [
        (_recording(step, of_step), parameters)
        for (step, parameters), of_step in zip(steps, seen, strict=True)
    ]
    split = with_steps(method, recording)(problem)
    payers = tuple(split.amounts)
    standings = (Standing(problem.total, payers, calls[0], calls[-1]) for calls in seen)
    return Watched(steps, split, tuple(standings))


def _recording(step: Step, seen: list[Seen]) -> Step:
    """Return a step that also notes each problem that it is given and how it was shared."""

    def shared(problem: Problem, inner: Inner, parameters: Frozen) -> ExactSplit:
        split = step.function(problem, inner, parameters)
        seen.append(Seen(problem, split))
        return split

    return replace(step, function=shared)


def true_order(methods: Sequence[Inner], steps: Steps, problem: Problem) -> Steps | None:
    """Return another order of the steps in which every sentence is true of the split by each
    method; None if there is none among the first `_MOST_ORDERS`.
    """
    for order in islice(permutations(steps), 1, _MOST_ORDERS):
        if all(_all_true(method, order, problem) for method in methods):
            return order
    return None


def _all_true(method: Inner, steps: Steps, problem: Problem) -> bool:
    try:
        nest = watched(method, steps, problem)
    except AllocationError:
        return False
    return not any(nest.faults(nest.split.amounts))


def _rule(
    step: Step,
    parameters: Frozen,
    standing: Standing,
    exact: Mapping[str, Fraction],
    cents: Mapping[str, int],
) -> Message:
    rule = step.rule(parameters)
    statements = step.statements(parameters, standing)
    false = untrue(statements, exact)
    payers = list(dict.fromkeys(statement.payer for statement in false))
    moved = _moved_off_bounds(statements, standing, exact)
    changed = [code for code in (*payers, *moved) if standing.concerns(code)]
    apart = [code for code in payers if not standing.concerns(code)]
    if changed:
        rule = _as_counted(rule, standing, {code: cents[code] for code in changed})
    if apart:
        rule = Message(
            "{rule} This does not concern: {payers}.", {"rule": rule, "payers": payer_names(apart)}
        )
    return rule


def _moved_off_bounds(
    statements: Sequence[Statement], standing: Standing, exact: Mapping[str, Fraction]
) -> list[str]:
    """Return the payers that the step leaves just at a bound, and that pay another sum in the end,
    because of the steps around it. A floor of 3 000 within a sum of 2 000 each makes its payers pay
    5 000: its sentence is true of that, and yet nobody would expect it.
    """
    made = standing.last.split.amounts
    at_bound = [
        statement.payer
        for statement in statements
        if statement.relation != "=" and made.get(statement.payer) == statement.cents
    ]
    return [code for code in dict.fromkeys(at_bound) if exact[code] != made[code]]


def _as_counted(rule: Message, standing: Standing, amounts: Mapping[str, int]) -> Message:
    """Say what a step was counted from, and what the payers pay whom the steps around it move."""
    shares = beside_payers({code: Money(amount, 2) for code, amount in amounts.items()})
    left = standing.last.problem.total
    if left == standing.total:
        return Message(
            "{rule} The steps around it change the shares after that, so that the table has: "
            "{payers}.",
            {"rule": rule, "payers": shares},
        )
    return Message(
        "{rule} This is counted from the {amount} that the steps around it leave, so that the "
        "table has: {payers}.",
        {"rule": rule, "amount": Money(left, 2), "payers": shares},
    )
