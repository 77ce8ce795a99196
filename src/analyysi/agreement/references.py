"""The keys and payers that the parameters of methods and steps name, found by their marks."""

from collections.abc import Iterable, Iterator, Mapping
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from analyysi.agreement.values import KeyRef, PayerRef


def named_keys(parameters: BaseModel) -> tuple[str, ...]:
    """Return the keys of the terms that parameters name, in the order of their fields."""
    return tuple(_marked_in_model(parameters, KeyRef))


def named_payers(parameters: BaseModel) -> tuple[str, ...]:
    """Return the codes of payers that parameters name, in the order of their fields."""
    return tuple(_marked_in_model(parameters, PayerRef))


def _marked_in_model(model: BaseModel, mark: type) -> Iterator[str]:
    for name, field in type(model).model_fields.items():
        content = getattr(model, name)
        # Pydantic keeps the outermost marks of a field apart from its type.
        if isinstance(content, str) and _has(field.metadata, mark):
            yield content
        else:
            yield from _marked(field.annotation, content, mark)


def _has(marks: Iterable[object], mark: type) -> bool:
    return any(isinstance(candidate, mark) for candidate in marks)


def _marked(annotation: Any, content: Any, mark: type) -> Iterator[str]:
    """Yield the texts in a field's content whose own annotation has the mark."""
    if isinstance(content, BaseModel):
        yield from _marked_in_model(content, mark)
        return
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        inner, *marks = arguments
        if isinstance(content, str) and _has(marks, mark):
            yield content
        else:
            yield from _marked(inner, content, mark)
    elif origin in (Union, UnionType):
        for kind in arguments:
            yield from _marked(kind, content, mark)
    elif isinstance(content, Mapping):
        key_kind, content_kind = arguments or (Any, Any)
        for key, inner_content in content.items():
            yield from _marked(key_kind, key, mark)
            yield from _marked(content_kind, inner_content, mark)
    elif isinstance(content, tuple | list):
        kinds = arguments if arguments and arguments[-1] is not Ellipsis else None
        for place, inner_content in enumerate(content):
            kind = kinds[place] if kinds else (arguments or (Any,))[0]
            yield from _marked(kind, inner_content, mark)
