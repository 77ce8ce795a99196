"""What the libraries that read TOML, JSON and plain values say is wrong, as sentences that can be
said in other languages.
"""

from __future__ import annotations

import re
from functools import cache

from analyysi.errors import Sentence

LIBRARY_TEXTS = (
    # pydantic
    Sentence("Field required"),
    Sentence("Extra inputs are not permitted"),
    Sentence("Input should be a valid string"),
    Sentence("Input should be a valid integer"),
    Sentence("Input should be a valid integer, unable to parse string as an integer"),
    Sentence("Input should be a valid integer, got a number with a fractional part"),
    Sentence("Input should be a valid boolean"),
    Sentence("Input should be a valid boolean, unable to interpret input"),
    Sentence("Input should be a valid dictionary"),
    Sentence("Input should be a valid dictionary or instance of {kind}"),
    Sentence("Input should be a valid list"),
    Sentence("Input should be a valid tuple"),
    Sentence("Input should be greater than {limit}"),
    Sentence("Input should be greater than or equal to {limit}"),
    Sentence("Input should be less than {limit}"),
    Sentence("Input should be less than or equal to {limit}"),
    Sentence("String should have at least {least} character"),
    Sentence("String should have at least {least} characters"),
    Sentence("String should have at most {most} characters"),
    Sentence("String should match pattern '{pattern}'"),
    Sentence("Input should be a valid date"),
    Sentence("Input should be a valid date or datetime, {reason}"),
    Sentence("Datetimes provided to dates should have zero time - e.g. be exact dates"),
    # pydantic, of days that stand in quotes
    Sentence("input is too short"),
    Sentence("invalid character in year"),
    Sentence("invalid character in month"),
    Sentence("invalid character in day"),
    Sentence("invalid date separator, expected `-`"),
    Sentence("invalid datetime separator, expected `T`, `t`, `_` or space"),
    Sentence("month value is outside expected range of 1-12"),
    Sentence("day value is outside expected range"),
    # tomllib
    Sentence("{reason} (at line {line}, column {column})"),
    Sentence("{reason} (at end of document)"),
    Sentence("Invalid statement"),
    Sentence("Invalid value"),
    Sentence("Invalid date or datetime"),
    Sentence("Invalid hex value"),
    Sentence("Invalid initial character for a key part"),
    Sentence("Expected newline or end of document after a statement"),
    Sentence("Expected '=' after a key in a key/value pair"),
    Sentence("Expected ']' at the end of a table declaration"),
    Sentence("Expected ']]' at the end of an array declaration"),
    Sentence("Expected {sign}"),
    Sentence("Found invalid character {sign}"),
    Sentence("Illegal character '\\n'"),
    Sentence("Illegal character {sign}"),
    Sentence("Unclosed array"),
    Sentence("Unclosed inline table"),
    Sentence("Unterminated string"),
    Sentence("Unescaped '\\' in a string"),
    Sentence("Escaped character is not a Unicode scalar value"),
    Sentence("Cannot overwrite a value"),
    Sentence("Cannot declare {key} twice"),
    Sentence("Cannot redefine namespace {key}"),
    Sentence("Cannot mutate immutable namespace {key}"),
    Sentence("Duplicate inline table key {key}"),
    # json
    Sentence("{reason}: line {line} column {column} (char {place})"),
    Sentence("Expecting value"),
    Sentence("Expecting property name enclosed in double quotes"),
    Sentence("Expecting ',' delimiter"),
    Sentence("Expecting ':' delimiter"),
    Sentence("Extra data"),
    Sentence("Unterminated string starting at"),
    Sentence("Invalid control character at"),
    Sentence("Invalid \\escape"),
    Sentence("Invalid \\uXXXX escape"),
    # json, from Python 3.13 on
    Sentence("Illegal trailing comma before end of object"),
    Sentence("Illegal trailing comma before end of array"),
    # Python, of bytes in another encoding
    Sentence("'{codec}' codec can't decode byte {byte} in position {place}: {reason}"),
    Sentence("invalid start byte"),
    Sentence("invalid continuation byte"),
    Sentence("unexpected end of data"),
)
"""Their texts, with placeholders where they put values in."""

_PLACEHOLDER = re.compile(r"\\\{(\w+)\\\}")
_SHAPES = {"line": r"\d+", "column": r"\d+", "place": r"\d+", "byte": r"\S+"}
"""What a placeholder stands for, if not for any text. Two placeholders of any text in a row would
take for ever where a name in a file repeats the words between them.
"""


def library_fault(message: str) -> Sentence:
    """Return what a library says as a sentence: the same words in English, but for keys, which
    stand as in the file, and translated if they are among `LIBRARY_TEXTS`.

    >>> library_fault("Invalid value (at line 1, column 5)").values
    {'reason': 'Invalid value', 'line': '1', 'column': '5'}
    """
    for text, pattern in _patterns():
        match = pattern.fullmatch(message)
        if match is not None:
            values = {
                name: library_fault(_dotted(value) if name == "key" else value)
                for name, value in match.groupdict().items()
            }
            return Sentence(text, **values) if values else Sentence(text)
    return Sentence(message)


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    """A text without placeholders comes first, then the longest, which has the most own words."""
    texts = sorted(
        (template.text for template in LIBRARY_TEXTS),
        key=lambda text: ("{" not in text, len(text)),
        reverse=True,
    )
    return [
        (text, re.compile(_PLACEHOLDER.sub(_group, re.escape(text)), re.DOTALL)) for text in texts
    ]


def _dotted(key: str) -> str:
    """Return a key as files have it, ``steps.name``; tomllib shows it as a tuple of Python."""
    names = re.findall(r"'([^']*)'", key) if key.startswith("(") else []
    return ".".join(names) or key


def _group(placeholder: re.Match[str]) -> str:
    name = placeholder[1]
    return f"(?P<{name}>{_SHAPES.get(name, '.+')})"
