"""Whether every text of an agreement and a year, or of a printed decision, has been written in a
language, before a paper begins.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from pydantic import BaseModel

from analyysi.agreement.agreement import Agreement, Party
from analyysi.agreement.terms import Terms
from analyysi.agreement.values import LocalText
from analyysi.errors import ParameterError

if TYPE_CHECKING:
    from analyysi.agreement.decision import Decision


def check_texts(agreement: Agreement, terms: Terms, language: str) -> None:
    """Refuse a language in which a text is lacking; a party's own name stands in for one of its own
    language.

    Raises
    ------
    ParameterError
        Naming the first text that lacks the language, and what to do.
    """
    for text in _texts([agreement, terms]):
        text.in_language(language)


def has_texts(agreement: Agreement, terms: Terms, language: str) -> bool:
    """Return whether every text is there in a language, as `check_texts` asks for it."""
    try:
        check_texts(agreement, terms, language)
    except ParameterError:
        return False
    return True


def check_decision_texts(decision: Decision, language: str, where: str) -> None:
    """Refuse a language in which a text of a printed decision is lacking.

    Raises
    ------
    ParameterError
        Naming the file, `where`, and the first text that lacks the language.
    """
    for text in _texts(decision):
        try:
            text.in_language(language)
        except ParameterError as error:
            raise ParameterError("{where}: {error}", where=where, error=error) from error


def _texts(value: object) -> Iterator[LocalText]:
    if isinstance(value, LocalText):
        yield value
    elif isinstance(value, BaseModel):
        names = [
            name
            for name in type(value).model_fields
            if not (isinstance(value, Party) and name == "name")
        ]
        for name in names:
            yield from _texts(getattr(value, name))
    elif isinstance(value, Mapping):
        for content in value.values():
            yield from _texts(content)
    elif isinstance(value, list | tuple):
        for content in value:
            yield from _texts(content)
