"""Texts as a Word file takes them: braces that a template must not read, properties that are short
enough.
"""

from collections.abc import Mapping
from typing import Any

_BRACES = {"{": "\ufdd0", "}": "\ufdd1"}
"""What stands for a brace of a text while a template is filled: no characters of Unicode, which no
text that was read can have (`plain_text.printable`).
"""
_VEIL = str.maketrans(_BRACES)
LONGEST_PROPERTY = 255
"""How many characters a property of a Word file may have, by the library that writes it."""


def veiled(value: Any) -> Any:
    """Return a value of a template, with all that is within it, without the braces of its texts: a
    template that took them for its own would be blamed for what a text says.

    >>> braces = veiled({"name": "{{ a }}", "listed": ["b"]})["name"]
    >>> "{" in braces, unveiled(braces.encode()).decode()
    (False, '{{ a }}')
    """
    if isinstance(value, str):
        return value.translate(_VEIL)
    if isinstance(value, Mapping):
        return {name: veiled(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [veiled(inner) for inner in value]
    return value


def unveiled(part: bytes) -> bytes:
    """Return a part of a filled file with the braces of its texts."""
    for brace, sign in _BRACES.items():
        part = part.replace(sign.encode(), brace.encode())
    return part


def property_text(text: str) -> str:
    """Return a text as a property of a Word file may have it, cut where it is too long.

    >>> len(property_text(300 * "a")), property_text("Kainuun ICT")
    (255, 'Kainuun ICT')
    """
    longest = LONGEST_PROPERTY
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
