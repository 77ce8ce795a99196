"""What a method is: a row of `METHODS`, with all that any part of the program asks of it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal

from analyysi.agreement.references import named_keys
from analyysi.agreement.values import Frozen
from analyysi.allocation.cost_games.games import CostGame
from analyysi.allocation.problem import ExactSplit, Problem
from analyysi.messages import Message

Kind = Literal["plain", "claims", "game"]
"""What a method shares by: the figures of keys or agreed numbers, claims, or a cost game."""

Outline = Literal["square", "circle", "diamond", "triangle", "pentagon", "triangle_down"]
"""How the dots of a method look in pictures."""

Parts = Mapping[str | None, Fraction]
"""The parts that a total is shared in: a key's name, or None for the part that is shared equally,
to its weight above zero. The weights sum to one.
"""


def always(message: Message) -> Callable[[Any], Message]:
    """Return a title or a rule that is the same whatever the parameters."""
    return lambda parameters: message


def in_no_parts(parameters: Any) -> None:
    """Return no parts: the method is not made of equal parts and keys."""


def without_weights(problem: Problem, parameters: Any) -> None:
    """Return no weights: the shares are not in proportion to weights that the method makes."""


def for_any_payers(parameters: Any) -> None:
    """Return no payers: the parameters hold whoever pays."""


def nothing_open(parameters: Any) -> Sequence[str]:
    """Return nothing to ask: the parameters hold for every year."""
    return ()


@dataclass(frozen=True)
class NotApplicable:
    """Why a method has nothing to compute on the figures at hand."""

    reason: Message


@dataclass(frozen=True)
class MethodFormula:
    """A method's formula in the languages of the page (LaTeX) and of the PDF (Typst), and in
    words.
    """

    latex: str
    typst: str
    words: Message


@dataclass(frozen=True)
class Shape:
    """How a method is drawn, and the sentence of a caption that says so."""

    outline: Outline
    legend: Message


OTHER_SHAPE = Shape("triangle_down", Message("Triangle upside down: another way."))
"""The shape that all methods without one of their own share."""


@dataclass(frozen=True)
class Certificate:
    """A second computation that proves a split of a cost game to be what it is called.

    `holds` takes the game and the exact amounts; it returns None where the proof would take
    too long. `words` makes the sentence of a report from the split's title.
    """

    holds: Callable[[CostGame, Mapping[str, Fraction]], bool | None]
    words: Callable[[str], Message]


@dataclass(frozen=True)
class Method:
    """A row of `METHODS`.

    `family` is the method's name in general; `title` and `rule` make the name and the one-sentence
    rule for a board from given parameters. `candidates` lists the parameters with which the method
    can be compared on a problem without anybody having to choose (one per key, say), or says why
    there are none.

    `kind` says what it shares by. `formula` is None where a formula would say no more than the
    rule. `shape` draws it. `parts` decodes parameters into equal parts and keys, or returns None
    where the method is not made of them: what has parts can be changed in the page, the workbook
    and the desk. `agreed_for` returns the payers that the parameters were agreed for, or None where
    they hold for any. `certificate` proves a split of the method.

    `weights` makes, of a problem and parameters, the weights that a method without `parts` shares
    in proportion to (the square root of a key, say): with them it can be changed in the page and
    the workbook too. It returns None where the method shares in another form.

    `rule_of_split` makes the rule with what a split shows of it (its sums, and who of those named
    pays), where the parameters alone do not say it; `short_rule` the same for a page of many
    payers, where that would name each of them. `open_next_year` says in English what of the
    parameters holds for one year, for whoever edits the draft of the next.

    `is_rule` is false of sums that were decided without a known rule: they say nothing of other
    figures, payers or totals. `own` is true of a rule that an analyst has defined in a notebook.
    `noise` is the part of the total by which its shares may move without meaning: that of numbers
    which are not computed exactly.
    """

    name: str
    kind: Kind
    function: Callable[[Problem, Any], ExactSplit]
    parameters: type[Frozen]
    family: Message
    title: Callable[[Any], Message]
    rule: Callable[[Any], Message]
    candidates: Callable[[Problem], Sequence[Frozen] | NotApplicable]
    reference: str
    formula: MethodFormula | None
    shape: Shape
    parts: Callable[[Any], Parts | None]
    agreed_for: Callable[[Any], Collection[str] | None] = field(default=for_any_payers)
    certificate: Certificate | None = None
    is_rule: bool = True
    weights: Callable[[Problem, Any], Mapping[str, Fraction] | None] = field(
        default=without_weights
    )
    rule_of_split: Callable[[ExactSplit, Any], Message] | None = None
    short_rule: Callable[[ExactSplit, Any], Message] | None = None
    open_next_year: Callable[[Any], Sequence[str]] = field(default=nothing_open)
    is_own: bool = False
    noise: Fraction = Fraction(0)


class NoParameters(Frozen):
    """The method has nothing to choose."""


@dataclass(frozen=True)
class Variant:
    """A method with its parameters."""

    method: Method
    parameters: Frozen

    @property
    def key_names(self) -> tuple[str, ...]:
        """Return the keys whose figures the variant needs, by their names in the terms."""
        return named_keys(self.parameters)

    @property
    def parts(self) -> Parts | None:
        """The equal part and the parts by keys that the variant is made of; None if it is not."""
        return self.method.parts(self.parameters)

    @property
    def only_key(self) -> str | None:
        """The key that shares the whole total, or None."""
        parts = self.parts
        return next(iter(parts)) if parts is not None and len(parts) == 1 else None

    @property
    def needs_no_figures(self) -> bool:
        """Whether the whole total is shared equally."""
        parts = self.parts
        return parts is not None and set(parts) == {None}
