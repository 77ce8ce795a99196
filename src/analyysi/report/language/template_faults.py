"""What is wrong with a template of Word, in words."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from jinja2 import TemplateError, TemplateSyntaxError, UndefinedError

from analyysi.errors import ReportError, Sentence
from analyysi.suggestions import did_you_mean

_PART_OF_TAG = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_UNKNOWN_NAME = re.compile(r"^'(\w+)' is undefined$")
_UNKNOWN_PART = re.compile(r" has no attribute '(\w+)'$")


def check_whole(name: str, texts: Iterable[str]) -> None:
    """Refuse a part of a tag: docxtpl would read on to the end of the next tag and lose what is
    between them.

    Raises
    ------
    ReportError
        Names the template and the tag.
    """
    for text in texts:
        if _PART_OF_TAG.search(text):
            raise ReportError(
                "The template {template} cannot be filled: a tag is not whole in "
                "'{tag}'. A value is written {{{{ name }}}}, a condition {{% if "
                "... %}} ... {{% endif %}}.",
                template=name,
                tag=_shortened(text),
            )


def template_fault(error: TemplateError, values: Mapping[str, Any]) -> Sentence:
    """Return what is wrong in the template, with the nearest valid name or the place."""
    message = str(error.message or error).rstrip(".")
    if isinstance(error, UndefinedError):
        name = _UNKNOWN_NAME.search(message)
        if name is not None:
            near = did_you_mean(name[1], values)
            return Sentence("there is no value '{name}'.{near}", name=name[1], near=near)
        inner_name = _UNKNOWN_PART.search(message)
        if inner_name is not None:
            near = did_you_mean(inner_name[1], sorted({*_inner_names(values)}))
            return Sentence("no value has a part '{name}'.{near}", name=inner_name[1], near=near)
    if isinstance(error, TemplateSyntaxError):
        lines = list(getattr(error, "docx_context", ()))
        place = error.lineno - 1 - max(error.lineno - 4, 0)
        if place < len(lines) and lines[place].strip():
            return Sentence("{fault}, in '{line}'.", fault=message, line=_shortened(lines[place]))
    return Sentence("{fault}.", fault=message)


def _inner_names(values: Mapping[str, Any]) -> Iterator[str]:
    """Yield the names within values: `name` of `party.name`."""
    for content in values.values():
        inner = content[0] if isinstance(content, list) and content else content
        if isinstance(inner, Mapping):
            yield from inner
            yield from _inner_names(dict(inner))


def _shortened(text: str) -> str:
    longest = 80
    text = " ".join(text.split())
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
