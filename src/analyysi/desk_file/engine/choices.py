"""From what was typed to a trial, and from a trial to what would be typed."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from analyysi.agreement.values import Frozen
from analyysi.allocation.methods import METHODS, Mix
from analyysi.allocation.steps.step import Step
from analyysi.allocation.steps.step_table import STEPS
from analyysi.allocation.whole_units.rounding import ROUNDING_RULES
from analyysi.comparison.case import Variant
from analyysi.desk.entries import amount_of
from analyysi.desk.fields import fields_of
from analyysi.desk.trial import EQUAL, Trial, mixed_of, parts_of
from analyysi.desk.typed_parameters import (
    fields_as_typed,
    place_in_fields,
    place_of_fault,
    read_fields,
    read_parameters,
)
from analyysi.desk_file.engine.asked import Choices, Typed, TypedStep
from analyysi.desk_file.engine.opened import Opened
from analyysi.desk_file.engine.refusal import RefusedError
from analyysi.errors import ParameterError
from analyysi.messages import Message
from analyysi.report.language.wording import Wording
from analyysi.suggestions import did_you_mean


def trial_of(opened: Opened, choices: Choices) -> Trial:
    """Read what was typed as a trial.

    Raises
    ------
    RefusedError
        If something that was typed cannot be read.
    ParameterError
        If there is no such method, step, rounding rule, parameter or party; names the nearest.
    """
    words = opened.words
    known(choices.method, METHODS, "method")
    variant = _variant(choices.method, choices.parameters, words)
    steps = tuple(_step(step, number, words) for number, step in enumerate(choices.steps))
    known(choices.rounding, ROUNDING_RULES, "rounding")
    return Trial(
        amount(choices.total, words, opened.base.terms.total.value, "total"),
        variant.method.name,
        variant.parameters,
        payers_of(opened, choices.participants),
        amount(choices.unit, words, 1, "unit"),
        steps,
        choices.rounding,
    )


def payers_of(opened: Opened, codes: tuple[str, ...]) -> tuple[str, ...]:
    """Return codes of parties in the agreement's order.

    Raises
    ------
    ParameterError
        If one is no party's; names the nearest.
    """
    parties = [party.code for party in opened.case.agreement.parties]
    for code in codes:
        known(code, parties, "participants")
    return tuple(code for code in parties if code in codes)


def amount(text: str, words: Wording, example: int, *place: str) -> int:
    """Read a sum above zero, in cents; `place` is where it was typed.

    Raises
    ------
    RefusedError
        Says in which form a sum is written.
    """
    numbers = words.numbers
    cents = amount_of(text, numbers.decimal_mark, numbers.group_mark, words.sign)
    if not cents:
        message = Message(
            "Write a sum above zero in this form: {example}", {"example": numbers.amount(example)}
        )
        raise RefusedError(message, place)
    return cents


def known(name: str, rows: object, where: str) -> None:
    """Refuse a name that is not among rows.

    Raises
    ------
    ParameterError
        Names the nearest.
    """
    names = list(rows)  # type: ignore[call-overload]
    if name not in names:
        raise ParameterError(
            "{where}: there is no '{name}'.{near}",
            where=where,
            name=name,
            near=did_you_mean(name, names),
        )


def typed_of(opened: Opened, trial: Trial) -> Choices:
    """Return a trial as it would be typed in the reader's language."""
    words = opened.words
    return Choices(
        total=words.numbers.amount(trial.total),
        participants=trial.payers,
        method=trial.method,
        parameters=_typed(trial.parameters, words),
        steps=tuple(_typed_step(step, parameters, words) for step, parameters in trial.steps or ()),
        rounding=trial.rounding or opened.base.terms.rounding.rule,
        unit=words.numbers.amount(trial.unit),
    )


def as_choices(variant: Variant, words: Wording) -> dict[str, Any]:
    """Return a way of sharing as it would be typed: its method and its parameters."""
    return {"method": variant.method.name, "parameters": _typed(variant.parameters, words)}


def as_mix(variant: Variant, words: Wording) -> Typed | None:
    """Return a way of sharing in parts as it would be typed as a mix; None of any other."""
    parts = parts_of(variant)
    if parts is None:
        return None
    keys = {key: weight for key, weight in parts.items() if key != EQUAL}
    weights = Mix.model_construct(equal=parts.get(EQUAL, Fraction(0)), keys=keys)
    return _typed(weights, words)


def _variant(name: str, typed: Typed, words: Wording) -> Variant:
    method = METHODS[name]
    _refuse_unknown(method.parameters, typed, name)
    outcome: Variant | Frozen | Message
    if method.parameters is Mix:
        contents = read_fields(fields_of(Mix), typed, words)
        outcome = contents if isinstance(contents, Message) else mixed_of(contents)
        place = place_in_fields(fields_of(Mix), typed, words)
    else:
        outcome = read_parameters(method.parameters, typed, words)
        place = place_of_fault(method.parameters, typed, words)
    if isinstance(outcome, Message):
        raise RefusedError(outcome, ("parameters", *place))
    return outcome if isinstance(outcome, Variant) else Variant(method, outcome)


def _step(step: TypedStep, number: int, words: Wording) -> tuple[Step, Frozen]:
    known(step.name, STEPS, "steps")
    row = STEPS[step.name]
    _refuse_unknown(row.parameters, step.parameters, step.name)
    parameters = read_parameters(row.parameters, step.parameters, words)
    if isinstance(parameters, Message):
        title = words.title(row.title)
        place = place_of_fault(row.parameters, step.parameters, words)
        message = Message("{name}: {fault}", {"name": title, "fault": parameters})
        raise RefusedError(message, ("steps", number, *place))
    return row, parameters


def _refuse_unknown(model: type[Frozen], typed: Typed, where: str) -> None:
    names = [field.name for field in fields_of(model)]
    for name in typed:
        known(name, names, where)


def _typed(parameters: Frozen, words: Wording) -> Typed:
    return fields_as_typed(fields_of(type(parameters)), parameters, words)


def _typed_step(step: Step, parameters: Frozen, words: Wording) -> TypedStep:
    return TypedStep(name=step.name, parameters=_typed(parameters, words))
