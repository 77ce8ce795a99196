"""What a way to share a cost is: a row of `METHODS`, whatever its family."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from analyysi.agreement.values import Frozen
from analyysi.allocation.problem import ExactSplit, Problem
from analyysi.messages import Message


def always(message: Message) -> Callable[[Any], Message]:
    """Return a title or a rule that is the same whatever the parameters."""
    return lambda parameters: message


@dataclass(frozen=True)
class NotApplicable:
    """Why a method has nothing to compute on the figures at hand."""

    reason: Message


@dataclass(frozen=True)
class Method:
    """A row of `METHODS`.

    `family` is the method's name in general; `title` and `rule` make the name and the one-sentence
    rule for a board from given parameters. `candidates` lists the parameters with which the method
    can be compared on a problem without anybody having to choose (one per key, say), or says why
    there are none. `is_rule` is false of sums that were decided without a known rule: they say
    nothing of other figures, payers or totals.
    """

    name: str
    function: Callable[[Problem, Any], ExactSplit]
    parameters: type[Frozen]
    family: Message
    title: Callable[[Any], Message]
    rule: Callable[[Any], Message]
    candidates: Callable[[Problem], Sequence[Frozen] | NotApplicable]
    reference: str
    is_rule: bool = True


class NoParameters(Frozen):
    """The method has nothing to choose."""
