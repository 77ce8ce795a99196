"""What is wrong in a file of an agreement, in words: each fault with where it stands and with the
nearest valid name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, cast, get_args, get_origin

from pydantic import BaseModel, ValidationError

from analyysi.errors import Sentence, joined, sentence_of
from analyysi.languages.library_faults import library_fault
from analyysi.languages.plain_text import shortened
from analyysi.suggestions import did_you_mean

_FAULTS_SHOWN = 50
_LONGEST_FAULT = 1000
"""Characters of one fault in words."""


def faults_in_words(error: ValidationError, model: type[BaseModel]) -> list[Sentence]:
    """Return what a model refuses, a sentence for each fault."""
    faults = [dict(fault) for fault in error.errors()]
    return [_in_words(fault, model) for fault in faults if not _follows(fault, faults)]


def _follows(fault: dict[str, Any], faults: list[dict[str, Any]]) -> bool:
    """Return whether a list is too short only because entries of it were refused themselves."""
    location = fault["loc"]
    entries = [other["loc"] for other in faults if other["loc"][: len(location)] == location]
    return fault["type"] == "too_short" and any(len(entry) > len(location) for entry in entries)


def joined_faults(where: str, faults: Sequence[str]) -> Sentence:
    """Return the faults of one file as one sentence, a line each where there are several."""
    if len(faults) == 1:
        return Sentence("{where}: {fault}", where=where, fault=faults[0])
    shown = [Sentence("\n  - {fault}", fault=fault) for fault in faults[:_FAULTS_SHOWN]]
    more = len(faults) - len(shown)
    if more:
        shown.append(Sentence("\n  - and {count} more", count=more))
    return Sentence(
        "{where} has {count} faults:{faults}",
        where=where,
        count=len(faults),
        faults=joined(shown, ""),
    )


def _in_words(fault: dict[str, Any], model: type[BaseModel]) -> Sentence:
    shown, annotation = _walked(model, fault["loc"])
    path, context = _dotted(shown), fault.get("ctx", {})
    match fault["type"]:
        case "extra_forbidden":
            of_table = _bare(_walked(model, fault["loc"][:-1])[1])
            valid = list(of_table.model_fields) if _is_model(of_table) else []
            near = did_you_mean(str(shown[-1]), valid)
            return Sentence("unknown key '{key}'.{near}", key=path, near=near)
        case "missing":
            return Sentence("'{key}' is missing: it must be given.", key=path)
        case "union_tag_not_found":
            name = context["discriminator"].strip("'")
            valid = [_value_of(kind, name) for kind in _kinds(annotation)]
            return Sentence(
                "'{key}' is missing: it must be given. Valid: {names}.",
                key=f"{path}.{name}",
                names=", ".join(sorted(valid)),
            )
        case "union_tag_invalid":
            name, valid = context["discriminator"].strip("'"), _listed(context["expected_tags"])
            near = did_you_mean(context["tag"], valid)
            return _not_known(f"{path}.{name}", context["tag"], near)
        case "literal_error":
            near = did_you_mean(str(fault["input"]), _listed(str(context["expected"])))
            return _not_known(path, fault["input"], near)
    return _of_value(fault, path)


def _not_known(path: str, given: object, near: Sentence) -> Sentence:
    return Sentence(
        "{key} = {given} is not known.{near}", key=path, given=_echoed(given), near=near
    )


def _of_value(fault: dict[str, Any], path: str) -> Sentence:
    """Say what is wrong with the value of a key that is known."""
    context = fault.get("ctx", {})
    if fault["type"] == "too_short":
        return Sentence(
            "{key}: at least {least} expected, not {count}",
            key=path,
            least=context["min_length"],
            count=context["actual_length"],
        )
    if fault["type"] == "string_type":
        return Sentence(
            "{key} = {given}: text in quotes was expected.", key=path, given=_echoed(fault["input"])
        )
    reason = _reason(fault)
    return Sentence("{key}: {reason}", key=path, reason=reason) if path else reason


def _reason(fault: dict[str, Any]) -> Sentence:
    """Return why a value was refused, as the check of ours says it, or else pydantic."""
    own = sentence_of(fault.get("ctx", {}).get("error"))
    if own is not None and len(own) <= _LONGEST_FAULT:
        return own
    if fault["type"] == "string_unicode":
        return Sentence(
            "it has half a character (a lone surrogate), which no paper can print: write the text "
            "again"
        )
    return library_fault(shortened(fault["msg"].removeprefix("Value error, "), _LONGEST_FAULT))


def _echoed(content: object) -> str:
    """Return what stands in a file as a message repeats it."""
    return shortened(repr(content))


def _listed(expected: str) -> list[str]:
    """Take apart the valid values as pydantic lists them: "'a', 'b' or 'c'"."""
    return expected.replace("'", "").replace(" or ", ", ").split(", ")


def _dotted(location: tuple[str | int, ...]) -> str:
    text = ""
    for step in location:
        if isinstance(step, int):
            text += f"[{step + 1}]"
        elif step != "[key]":
            text += f".{shortened(step)}" if text else shortened(step)
    return text


def _walked(
    model: type[BaseModel], location: tuple[str | int, ...]
) -> tuple[tuple[str | int, ...], Any]:
    """Follow a fault's location through the models, lists and tables.

    Returns
    -------
    The location as the file has it, without the kind that pydantic names where several are
    possible; and the type of what is expected there.
    """
    current: Any = model
    shown: list[str | int] = []
    for step in location:
        of_kind = _of_kind(current, step)
        if of_kind is None:
            shown.append(step)
            current = _within(current, step)
        else:
            current = of_kind
    return tuple(shown), current


def _of_kind(annotation: Any, step: str | int) -> type[BaseModel] | None:
    """Return which of several models a step of a location names by its kind; None if none."""
    kinds = _kinds(annotation)
    if len(kinds) > 1:
        for kind in kinds:
            if _is_model(kind) and step in [_value_of(kind, name) for name in kind.model_fields]:
                return cast("type[BaseModel]", kind)
    return None


def _value_of(kind: type[BaseModel], name: str) -> str | None:
    """Return the one value that a field of a kind can have; None if it is not fixed."""
    annotation = kind.model_fields[name].annotation
    values = get_args(annotation) if get_origin(annotation) is Literal else ()
    return str(values[0]) if len(values) == 1 else None


def _kinds(annotation: Any) -> list[Any]:
    """Return the types that are possible, without annotations and "or nothing"."""
    if get_origin(annotation) is Annotated:
        return _kinds(get_args(annotation)[0])
    if get_origin(annotation) not in (Union, UnionType):
        return [annotation] if annotation is not NoneType else []
    kinds: list[Any] = []
    for argument in get_args(annotation):
        kinds += _kinds(argument)
    return kinds


def _within(annotation: Any, step: str | int) -> Any:
    """Return the type of what a model, a list or a table of the annotated type has at `step`."""
    bare = _bare(annotation)
    if _is_model(bare):
        return bare.model_fields[step].annotation if step in bare.model_fields else None
    if get_origin(bare) in (dict, Mapping):
        return get_args(bare)[1]
    if get_origin(bare) is tuple:
        return get_args(bare)[0]
    return None


def _bare(annotation: Any) -> Any:
    """Take off what surrounds a type: its annotations, and "or nothing"."""
    kinds = _kinds(annotation)
    return kinds[0] if len(kinds) == 1 else None


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)
