"""What an analyst can enter for a row of METHODS or STEPS, read off the types of its parameters.

A row that is added needs nothing here: each kind of value that parameters have is known by its
annotation, and what a parameter is called stands in its model (`field_words`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from analyysi.agreement.values import (
    Code,
    EuroAmount,
    Frozen,
    NamedClaim,
    NamedKey,
    NamedPayer,
    NonNegative,
    Positive,
    Share,
)
from analyysi.allocation.steps.transitions import SignedEuroAmount
from analyysi.errors import ReportError
from analyysi.languages.local_text import LocalText
from analyysi.messages import Message


class Kind(Enum):
    """What one entry holds."""

    KEY = "key"
    CLAIM = "claim"
    PAYER = "payer"
    SHARE = "share"
    AMOUNT = "amount"
    NUMBER = "number"
    FIGURE = "figure"
    FROM_ZERO = "from zero"
    TEXT = "text"
    LOCAL_TEXT = "local text"


@dataclass(frozen=True)
class Single:
    """One entry."""

    kind: Kind


@dataclass(frozen=True)
class Series:
    """Several values of a kind in one entry, in order."""

    kind: Kind


@dataclass(frozen=True)
class PerName:
    """An entry for each key or each payer; an empty one leaves it out."""

    of: Kind
    kind: Kind


@dataclass(frozen=True)
class Chosen:
    """Any of the keys or payers."""

    of: Kind


@dataclass(frozen=True)
class Groups:
    """Each payer in one of several groups."""

    of: Kind


@dataclass(frozen=True)
class Nested:
    """Parameters within parameters."""

    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Repeated:
    """Parameters within parameters, several times."""

    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Options:
    """One of a few values, each with what it is called."""

    words: Mapping[str, Message]


Shape = Single | Series | PerName | Chosen | Groups | Nested | Repeated | Options


@dataclass(frozen=True)
class Field:
    """A parameter: its name in the terms, what it is called, and what is entered for it.

    `default` is None where the parameter may be left out or where it has none.
    """

    name: str
    words: Message
    shape: Shape
    required: bool
    default: Any = None


_KINDS: tuple[tuple[Any, Kind], ...] = (
    (NamedClaim, Kind.CLAIM),
    (NamedKey, Kind.KEY),
    (NamedPayer, Kind.PAYER),
    (Code, Kind.PAYER),
    (Share, Kind.SHARE),
    (EuroAmount, Kind.AMOUNT),
    (SignedEuroAmount, Kind.AMOUNT),
    (Positive, Kind.FIGURE),
    (NonNegative, Kind.FROM_ZERO),
    (LocalText, Kind.LOCAL_TEXT),
    (int, Kind.NUMBER),
    (str, Kind.TEXT),
)
"""The types of values, the narrower before the wider."""


@cache
def fields_of(model: type[Frozen]) -> tuple[Field, ...]:
    """Return what can be entered for the parameters of a method or step, in the order of the model.

    Raises
    ------
    ReportError
        If a parameter has no words, or is of a type that nothing can be entered for. The tests
        look at every row of METHODS and STEPS; a rule of one's own may meet it.
    """
    hints = get_type_hints(model, include_extras=True)
    fields = []
    for name, described in model.model_fields.items():
        words = model.field_words.get(name)
        options = get_args(hints[name]) if get_origin(hints[name]) is Literal else ()
        if len(options) == 1:
            continue  # it says which model this is, and leaves nothing to choose
        named = {option: model.option_words[option] for option in options}
        shape = Options(named) if named else _shape(hints[name])
        if words is None or shape is None:
            raise ReportError(
                "The parameter '{name}' of {model} has no words: give them in field_words."
                if words is None
                else "The parameter '{name}' of {model} is of an unknown type.",
                name=name,
                model=model.__name__,
            )
        required = described.is_required()
        default = None if required else described.get_default(call_default_factory=True)
        fields.append(Field(name, words, shape, required, default))
    return tuple(fields)


def _shape(annotation: Any) -> Shape | None:
    kind = _kind(annotation)
    if kind is not None:
        return Single(kind)
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _shape(arguments[0])
    if origin in (Union, UnionType):
        kinds = [argument for argument in arguments if argument is not NoneType]
        return _shape(kinds[0]) if len(kinds) == 1 else None
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return Nested(fields_of(annotation)) if issubclass(annotation, Frozen) else None
    if origin is dict:
        of, kind = (_kind(argument) for argument in arguments)
        return PerName(of, kind) if of in _NAMES and kind is not None else None
    return _several(_shape(arguments[0])) if origin is tuple else None


_NAMES = (Kind.KEY, Kind.PAYER)


def _several(inner: Shape | None) -> Shape | None:
    """Return the shape of a row of values of a shape."""
    match inner:
        case Single(kind=(Kind.KEY | Kind.PAYER) as of):
            return Chosen(of)
        case Single(kind=kind):
            return None if kind in (Kind.TEXT, Kind.LOCAL_TEXT) else Series(kind)
        case Chosen(of=Kind.PAYER as of):
            return Groups(of)
        case Nested(fields=fields):
            return Repeated(fields)
        case _:
            return None


def _kind(annotation: Any) -> Kind | None:
    """Return the kind of a type: itself, or what its own annotations narrow."""
    for known, kind in _KINDS:
        if annotation == known:
            return kind
    if get_origin(annotation) is Annotated:
        inner = get_args(annotation)[0]
        return _kind(inner) if inner in (int, str) else None
    return None
