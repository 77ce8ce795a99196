"""What agreements do to a figure before they share by it, each a row of `KEY_CHANGES`: a base, a
minimum, a maximum, size classes, factors of named payers, a factor above a limit.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from analyysi.agreement.key import (
    Above,
    Classes,
    Maximum,
    Minimum,
    PayerFactors,
    Plus,
    Transformation,
)
from analyysi.agreement.values import Frozen
from analyysi.messages import Listing, Message, PayerName, plain_number


def _as_it_is(step: Any, payers: Collection[str]) -> Any:
    return step


@dataclass(frozen=True)
class KeyChange:
    """A row of `KEY_CHANGES`: a transformation of `agreement.key`, carried out and in words.

    `title` names it where it is chosen. `function` takes the figure, the code of its payer and the
    transformation; `words` makes the sentence for a board. `among` returns what of the
    transformation concerns some payers, None if nothing does.
    """

    name: str
    title: Message
    model: type[Frozen]
    function: Callable[[Fraction, str, Any], Fraction]
    words: Callable[[Any], Message]
    among: Callable[[Any, Collection[str]], Any] = _as_it_is


def transformed(
    weights: Mapping[str, Fraction], steps: Sequence[Transformation]
) -> dict[str, Fraction]:
    """Change every payer's figure by the steps, in order. Exact.

    >>> people = {"697": Fraction(1210), "765": Fraction(10348)}
    >>> transformed(people, [Minimum(kind="minimum", value="2000")])
    {'697': Fraction(2000, 1), '765': Fraction(10348, 1)}
    >>> transformed(people, [PayerFactors(kind="payer_factors", factors={"697": "0.5"})])
    {'697': Fraction(605, 1), '765': Fraction(10348, 1)}
    """
    changed = dict(weights)
    for step in steps:
        function = KEY_CHANGES[step.kind].function
        changed = {code: function(figure, code, step) for code, figure in changed.items()}
    return changed


def change_in_words(step: Transformation) -> Message:
    """Return the sentence that says what a transformation does to the figures."""
    return KEY_CHANGES[step.kind].words(step)


def changes_in_words(steps: Sequence[Transformation], payers: Collection[str]) -> list[Message]:
    """Return the sentences of what is done to the figures of those who pay: an agreed factor of
    somebody else changes none of them.
    """
    restricted = [KEY_CHANGES[step.kind].among(step, payers) for step in steps]
    return [change_in_words(step) for step in restricted if step is not None]


def _factors_among(changed: PayerFactors, payers: Collection[str]) -> PayerFactors | None:
    factors = {code: factor for code, factor in changed.factors.items() if code in payers}
    return changed.model_copy(update={"factors": factors}) if factors else None


def _in_class(figure: Fraction, code: str, classes: Classes) -> Fraction:
    # A figure that equals a limit is above it: "2000 inhabitants or more".
    return classes.weights[bisect_right(classes.limits, figure)]


def _above(figure: Fraction, code: str, above: Above) -> Fraction:
    if figure <= above.limit:
        return figure
    if above.of == "whole":
        return figure * above.factor
    return above.limit + (figure - above.limit) * above.factor


def _classes_in_words(classes: Classes) -> Message:
    first, *higher = classes.weights
    values = {"limit": plain_number(classes.limits[0]), "weight": plain_number(first)}
    entries = [Message("{weight} below {limit}", values)]
    for limit, weight in zip(classes.limits, higher, strict=True):
        values = {"limit": plain_number(limit), "weight": plain_number(weight)}
        entries.append(Message("{weight} from {limit} on", values))
    if list(classes.weights) != sorted(classes.weights):
        return Message(
            "A figure counts by its size class, so a larger one may count for less: {classes}.",
            {"classes": Listing(entries)},
        )
    return Message("A figure counts by its size class: {classes}.", {"classes": Listing(entries)})


def _factors_in_words(changed: PayerFactors) -> Message:
    entries = []
    for code, factor in changed.factors.items():
        values = {"payer": PayerName(code), "factor": plain_number(factor)}
        entries.append(Message("that of {payer} by {factor}", values))
    return Message(
        "Figures are multiplied by factors: {factors}. Those of all others count as they are.",
        {"factors": Listing(entries)},
    )


def _above_in_words(above: Above) -> Message:
    values = {"limit": plain_number(above.limit), "factor": plain_number(above.factor)}
    if above.of == "excess":
        return Message(
            "The part of a figure that is above {limit} is multiplied by {factor}.", values
        )
    if above.factor > 1:
        return Message("A figure above {limit} is multiplied whole by {factor}.", values)
    return Message(
        "A figure above {limit} is multiplied whole by {factor}, so one just above the limit "
        "counts for less than one at the limit.",
        values,
    )


KEY_CHANGES: dict[str, KeyChange] = {
    row.name: row
    for row in (
        KeyChange(
            "plus",
            Message("A base added to every figure"),
            Plus,
            lambda figure, code, plus: figure + plus.value,
            lambda plus: Message(
                "{value} is added to every figure.", {"value": plain_number(plus.value)}
            ),
        ),
        KeyChange(
            "minimum",
            Message("A smallest figure"),
            Minimum,
            lambda figure, code, least: max(figure, least.value),
            lambda least: Message(
                "A figure below {value} counts as {value}.", {"value": plain_number(least.value)}
            ),
        ),
        KeyChange(
            "maximum",
            Message("A largest figure"),
            Maximum,
            lambda figure, code, most: min(figure, most.value),
            lambda most: Message(
                "A figure above {value} counts as {value}.", {"value": plain_number(most.value)}
            ),
        ),
        KeyChange("classes", Message("Size classes"), Classes, _in_class, _classes_in_words),
        KeyChange(
            "payer_factors",
            Message("Weights of some payers' figures"),
            PayerFactors,
            lambda figure, code, changed: figure * changed.factors.get(code, 1),
            _factors_in_words,
            _factors_among,
        ),
        KeyChange("above", Message("A factor above a limit"), Above, _above, _above_in_words),
    )
}
"""Every transformation by its kind in the terms."""
