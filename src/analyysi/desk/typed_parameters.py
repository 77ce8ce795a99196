"""What an analyst types for the parameters of a method or a step, whatever shows the entries: read
by the shape of each parameter, and written as it would be typed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from pydantic import ValidationError

from analyysi.agreement.values import Frozen
from analyysi.desk.entries import NEEDED, content_of, fault_in_words, written
from analyysi.desk.fields import (
    Chosen,
    Field,
    Groups,
    Kind,
    Nested,
    Options,
    PerName,
    Repeated,
    Series,
    Single,
    fields_of,
)
from analyysi.messages import KeyName, Message
from analyysi.report.language.wording import Wording
from analyysi.report.language.words import Words

Model = TypeVar("Model", bound=Frozen)

NOTHING = None
"""What an entry that is left empty holds: the parameter is left out."""

BETWEEN = ";"
"""What stands between several values in one entry."""


@dataclass(frozen=True)
class _Shape:
    """How the entries of one shape are read, and how a content is written in them."""

    fits: Callable[[Any, Any], bool]
    """Whether what came is of the form of the shape, if anything did."""
    read: Callable[[Any, Any, Words], Any]
    write: Callable[[Any, Any, Words], Any]


def read_typed(field: Field, typed: Any, words: Words) -> Any | Message:
    """Return what was typed for a parameter, `NOTHING`, or what is wrong with it.

    Parameters
    ----------
    typed
        By the shape of the parameter: a text (`Single`; of `Series` with semicolons between); a
        text or None for each name (`PerName`); the names chosen (`Chosen`); the number of its group
        for each name (`Groups`); what was typed for each parameter within (`Nested`), several times
        (`Repeated`); one of the values (`Options`). None: nothing.
    """
    shape = SHAPES[type(field.shape)]
    if typed is not None and not shape.fits(field.shape, typed):
        return Message("What was sent here cannot be read.")
    content = shape.read(field.shape, typed, words)
    if isinstance(content, Message) or content not in (NOTHING, (), {}):
        return content
    return NEEDED if field.required else NOTHING


def as_typed(field: Field, content: Any, words: Words) -> Any:
    """Return a content of a parameter as it would be typed; `read_typed` reads the same from it."""
    return None if content is None else SHAPES[type(field.shape)].write(field.shape, content, words)


def read_fields(
    fields: Sequence[Field], typed: Mapping[str, Any], words: Words
) -> dict[str, Any] | Message:
    """Return the contents of some parameters, without those left empty; or the first fault."""
    contents: dict[str, Any] = {}
    for field in fields:
        content = read_typed(field, typed.get(field.name), words)
        if isinstance(content, Message):
            return Message("{name}: {fault}", {"name": words.of(field.words), "fault": content})
        if content is not NOTHING:
            contents[field.name] = content
    return contents


def fields_as_typed(
    fields: Sequence[Field], parameters: Frozen | Mapping[str, Any], words: Words
) -> dict[str, Any]:
    """Return parameters as they would be typed, by their names."""
    contents = parameters_by_name(parameters)
    typed = {}
    for field in fields:
        content = contents.get(field.name, field.default)
        typed[field.name] = as_typed(field, content, words)
    return typed


def parameters_by_name(parameters: Any) -> Mapping[str, Any]:
    """Return the contents of a model of parameters, or of what stands for one; nothing of None."""
    if isinstance(parameters, Frozen):
        return {name: getattr(parameters, name) for name in type(parameters).model_fields}
    return parameters or {}


def read_parameters(model: type[Model], typed: Mapping[str, Any], words: Words) -> Model | Message:
    """Return what was typed as checked parameters, or the first fault."""
    contents = read_fields(fields_of(model), typed, words)
    if isinstance(contents, Message):
        return contents
    try:
        return model.model_validate(contents)
    except ValidationError as error:
        return fault_in_words(dict(error.errors()[0]))


Place = tuple[str | int, ...]
"""Where an entry is: the name of its parameter, then what is within, by name or by number."""


def place_of_fault(model: type[Frozen], typed: Mapping[str, Any], words: Words) -> Place:
    """Return at which entry the first fault of `read_parameters` is; () of none and of one that is
    about several.
    """
    fields = fields_of(model)
    contents = read_fields(fields, typed, words)
    if isinstance(contents, Message):
        return place_in_fields(fields, typed, words)
    try:
        model.model_validate(contents)
    except ValidationError as error:
        return error.errors()[0]["loc"]
    return ()


def place_in_fields(fields: Sequence[Field], typed: Mapping[str, Any], words: Words) -> Place:
    """Return at which entry the first fault of `read_fields` is; () of none."""
    for field in fields:
        each = typed.get(field.name)
        if isinstance(read_typed(field, each, words), Message):
            return (field.name, *_place_within(field.shape, each, words))
    return ()


def _place_within(shape: Any, typed: Any, words: Words) -> Place:
    if not typed or not SHAPES[type(shape)].fits(shape, typed):
        return ()
    match shape:
        case Nested(fields=fields):
            return place_in_fields(fields, typed, words)
        case Repeated(fields=fields):
            places = (place_in_fields(fields, each, words) for each in typed)
            return next(((number, *place) for number, place in enumerate(places) if place), ())
        case PerName():
            names = (name for name, each in typed.items() if _is_faulty(shape, name, each, words))
            return tuple(islice(names, 1))
        case _:
            return ()


def _is_faulty(shape: PerName, name: str, text: str | None, words: Words) -> bool:
    return isinstance(_read_per_name(shape, {name: text}, words), Message)


def _read_single(shape: Single, typed: Any, words: Words) -> Any:
    if typed is None or not typed.strip():
        return NOTHING
    return content_of(shape.kind, typed, words)


def _read_series(shape: Series, typed: Any, words: Words) -> Any:
    texts = [text for text in (typed or "").split(BETWEEN) if text.strip()]
    contents = [content_of(shape.kind, text, words) for text in texts]
    fault = next((content for content in contents if isinstance(content, Message)), None)
    return tuple(contents) if fault is None else fault


def _read_per_name(shape: PerName, typed: Any, words: Words) -> Any:
    contents = {}
    for name, text in (typed or {}).items():
        if text is None or not text.strip():
            continue
        content = content_of(shape.kind, text, words)
        if isinstance(content, Message):
            called = _called(shape.of, name, words)
            return Message("{name}: {fault}", {"name": called, "fault": content})
        contents[name] = content
    return contents


def _called(of: Kind, name: str, words: Words) -> str:
    """Return what a key or a payer is called; a name of nobody as it is."""
    if isinstance(words, Wording) and of is Kind.PAYER:
        known = {party.code for party in words.case.agreement.parties}
        return words.payer(name) if name in known else name
    if isinstance(words, Wording) and of is Kind.KEY and name in words.case.terms.keys:
        return words.title(Message("{key}", {"key": KeyName(name)}))
    return name


def _read_chosen(shape: Chosen, typed: Any, words: Words) -> Any:
    return tuple(typed or ())


def _read_groups(shape: Groups, typed: Any, words: Words) -> Any:
    groups: dict[int, list[str]] = {}
    for name, number in (typed or {}).items():
        if number is not None:
            groups.setdefault(number, []).append(name)
    return tuple(tuple(groups[number]) for number in sorted(groups))


def _read_nested(shape: Nested, typed: Any, words: Words) -> Any:
    return read_fields(shape.fields, typed or {}, words)


def _read_repeated(shape: Repeated, typed: Any, words: Words) -> Any:
    contents = [read_fields(shape.fields, each, words) for each in typed or ()]
    fault = next((content for content in contents if isinstance(content, Message)), None)
    return tuple(contents) if fault is None else fault


def _read_option(shape: Options, typed: Any, words: Words) -> Any:
    return typed or NOTHING


def _write_single(shape: Single, content: Any, words: Words) -> Any:
    return written(shape.kind, content, words)


def _write_series(shape: Series, content: Any, words: Words) -> Any:
    return f"{BETWEEN} ".join(written(shape.kind, each, words) for each in content)


def _write_per_name(shape: PerName, content: Any, words: Words) -> Any:
    return {name: written(shape.kind, each, words) for name, each in content.items()}


def _write_chosen(shape: Chosen, content: Any, words: Words) -> Any:
    return list(content)


def _write_groups(shape: Groups, content: Any, words: Words) -> Any:
    numbers: dict[str, int] = {}
    for number, group in enumerate(content, start=1):
        numbers.update(dict.fromkeys(group, number))
    return numbers


def _write_nested(shape: Nested, content: Any, words: Words) -> Any:
    return fields_as_typed(shape.fields, content, words)


def _write_repeated(shape: Repeated, content: Any, words: Words) -> Any:
    return [fields_as_typed(shape.fields, each, words) for each in content]


def _write_option(shape: Options, content: Any, words: Words) -> Any:
    return content


def _is_text(shape: Any, typed: Any) -> bool:
    return isinstance(typed, str)


def _is_list_of(kind: type) -> Callable[[Any, Any], bool]:
    def fits(shape: Any, typed: Any) -> bool:
        return isinstance(typed, list | tuple) and all(isinstance(each, kind) for each in typed)

    return fits


def _is_by_name(kind: type) -> Callable[[Any, Any], bool]:
    def fits(shape: Any, typed: Any) -> bool:
        is_each = isinstance(typed, Mapping) and all(
            each is None or isinstance(each, kind) for each in typed.values()
        )
        return is_each and all(isinstance(name, str) for name in typed)

    return fits


SHAPES: dict[type, _Shape] = {
    Single: _Shape(_is_text, _read_single, _write_single),
    Series: _Shape(_is_text, _read_series, _write_series),
    PerName: _Shape(_is_by_name(str), _read_per_name, _write_per_name),
    Chosen: _Shape(_is_list_of(str), _read_chosen, _write_chosen),
    Groups: _Shape(_is_by_name(int), _read_groups, _write_groups),
    Nested: _Shape(_is_by_name(object), _read_nested, _write_nested),
    Repeated: _Shape(_is_list_of(Mapping), _read_repeated, _write_repeated),
    Options: _Shape(_is_text, _read_option, _write_option),
}
"""How the entries of each shape of a parameter are read and written."""
