"""JSON and TOML from outside, read strictly: what could be understood in two ways, or would take
the memory or the time of the machine, is refused with the limit that it broke.
"""

from __future__ import annotations

import json
import math
import re
import tomllib
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import IO, Any

from analyysi.errors import Sentence
from analyysi.languages.library_faults import library_fault

DEEPEST = 50
"""Lists and objects within each other. What the services and the project write has at most 8."""

LONGEST_NUMBER = 100
"""Digits of one number. The longest that a service was seen to write has 17."""

LARGEST_TOML = 1024 * 1024
"""Bytes. The largest file of the project has a hundredth of it."""

LONGEST_TEXT = 1024 * 1024
"""Bytes of one text of JSON that is read in pieces."""

_TEXT = re.compile(rb'"(?:[^"\\]++|\\.)*+"', re.DOTALL)
_WHOLE_TEXTS = re.compile(rb'(?:[^"]++|"(?:[^"\\]++|\\.)*+")*+', re.DOTALL)
_LAST_NUMBER = re.compile(rb"[0-9.eE+-]+\Z")
_LONG_NUMBER = re.compile(rb"[0-9.eE+-]{%d,}" % (LONGEST_NUMBER + 1))
_NO_BRACKETS = bytes(code for code in range(256) if code not in b"[]{}")
_TOO_LARGE = 10**LONGEST_NUMBER
_MOST_PARTS = 20
"""Parts of one dotted key; more than a few thousand take minutes to read."""

_ESCAPED_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")
_DOTTED = re.compile(
    rf"""(?:^|[\[{{,])[ \t]*(?:(?:[\w-]+|"[^"\n]*"|'[^'\n]*')[ \t]*\.[ \t]*){{{_MOST_PARTS},}}""",
    re.MULTILINE,
)
_PX_FILE = re.compile(rb"\s*(?:CHARSET|AXIS-VERSION)=")


class UnreadableError(ValueError):
    """Bytes that are not whole, strict JSON or TOML; the message is a part of a sentence that says
    why: "the name 'value' stands twice in one object".
    """


def read_json(raw: bytes, number: Callable[[str], Any] | None = None) -> Any:
    """Read JSON.

    Parameters
    ----------
    raw
        The bytes: UTF-8, or UTF-16 and UTF-32 as the standard of JSON tells them apart.
    number
        What makes a value of a number as it is written; without it, whole numbers are `int` and
        others `float`.

    Raises
    ------
    UnreadableError
        If the bytes are not whole JSON; if an object has a name twice, a number is none (NaN,
        Infinity), too long or too large, a text holds half a character, or lists and objects lie
        too deep in each other.

    Examples
    --------
    >>> read_json(b'{"value": [1, 2.5]}')
    {'value': [1, 2.5]}
    >>> read_json(b'{"value": 1, "value": 2}')
    Traceback (most recent call last):
    analyysi.agreement.strict_data.UnreadableError: the name 'value' stands twice in one object
    """
    if _PX_FILE.match(raw):
        raise UnreadableError("it is a PX file, and JSON was expected")
    try:
        content = json.loads(
            raw.decode(json.detect_encoding(raw)),
            object_pairs_hook=_object,
            parse_int=_measured(number or int),
            parse_float=_measured(number or _finite),
            parse_constant=_no_number,
        )
    except UnreadableError:
        raise
    except RecursionError as error:
        raise UnreadableError(_too_deep()) from error
    except ValueError as error:  # broken JSON, or not the letters of its encoding
        raise UnreadableError(library_fault(str(error))) from error
    _refuse_depth(content)
    if _ESCAPED_SURROGATE.search(raw):
        _refuse_half_letters(content)
    return content


class OnceNamed(dict[str, Any]):
    """An object of JSON that is read in pieces and remembers a name that stood twice: whoever
    builds it, in C, would lose an exception.
    """

    twice: str | None = None

    def __setitem__(self, name: str, content: Any) -> None:
        if name in self:
            self.twice = name
        super().__setitem__(name, content)

    def check(self) -> None:
        """Raise `UnreadableError` if a name stood twice."""
        if self.twice is not None:
            raise UnreadableError(_twice(self.twice))


class ShallowStream:
    """A stream of JSON that is read in pieces, and refuses lists and objects that lie too deep in
    each other, and numbers that are too long.

    A reader in pieces keeps the names of all that it is within, again at each level, until the
    memory is full; and ijson's ends the whole program at a number that Python does not read.

    Parameters
    ----------
    stream
        Opened for reading bytes, in UTF-8.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._depth = 0
        self._begun = b""  # a text whose end has not come yet

    def read(self, size: int = -1) -> bytes:
        """Read so many bytes; raise `UnreadableError` where they lead too deep, or where a number
        or a text is too long.
        """
        content = self._stream.read(size)
        seen = self._begun + content
        whole = _WHOLE_TEXTS.match(seen)
        end = 0 if whole is None else whole.end()
        last_number = _LAST_NUMBER.search(seen, max(0, end - LONGEST_NUMBER - 1), end)
        end = end if last_number is None else last_number.start()
        self._begun = seen[end:]
        if len(self._begun) > LONGEST_TEXT:
            raise UnreadableError(
                Sentence("a text has more than {most} bytes (1 MiB)", most=LONGEST_TEXT)
            )
        structure = _TEXT.sub(b"", seen[:end])
        if _LONG_NUMBER.search(structure) or _LONG_NUMBER.match(self._begun):
            raise UnreadableError(_too_long())
        for bracket in structure.translate(None, _NO_BRACKETS):
            self._depth += 1 if bracket in b"[{" else -1
            if self._depth > DEEPEST:
                raise UnreadableError(_too_deep())
        return content


def read_toml(text: str) -> dict[str, Any]:
    """Read the text of a TOML file; numbers with a decimal point become `Decimal`: 0.30 in a file
    is three tenths.

    Raises
    ------
    UnreadableError
        If the text is not whole TOML, is more than `LARGEST_TOML`, or holds a number that is none
        (nan, inf), too long or too large, or lists and tables that lie too deep in each other.

    Examples
    --------
    >>> read_toml('share = 0.30')
    {'share': Decimal('0.30')}
    >>> read_toml('share = inf')
    Traceback (most recent call last):
    analyysi.agreement.strict_data.UnreadableError: inf stands where a number was expected
    """
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > LARGEST_TOML:
        raise UnreadableError(
            Sentence(
                "it has {size} bytes, and at most {most} are read (1 MiB)",
                size=size,
                most=LARGEST_TOML,
            )
        )
    try:
        _refuse_many_parts(text)
        content = tomllib.loads(text, parse_float=_decimal)
    except UnreadableError:
        raise
    except RecursionError as error:
        raise UnreadableError(_too_deep()) from error
    except ValueError as error:
        raise UnreadableError(_without_python(str(error))) from error
    _refuse_depth(content)
    return content


def _refuse_many_parts(text: str) -> None:
    if _DOTTED.search(text):
        raise UnreadableError(
            Sentence("a key has more than {most} parts with dots between them", most=_MOST_PARTS)
        )


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise UnreadableError(_twice(twice))
    return content


def _twice(name: str) -> Sentence:
    return Sentence("the name '{name}' stands twice in one object", name=name[:60])


def _measured(make: Callable[[str], Any]) -> Callable[[str], Any]:
    def of(text: str) -> Any:
        if len(text) > LONGEST_NUMBER:
            raise UnreadableError(
                Sentence(
                    "a number of {count} digits stands there, and at most {most} are read",
                    count=len(text),
                    most=LONGEST_NUMBER,
                )
            )
        return make(text)

    return of


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise UnreadableError(
            Sentence("{number} is larger than any number that can be counted with", number=text)
        )
    return number


def _decimal(text: str) -> Decimal:
    if text.strip("+-") in ("inf", "nan"):
        raise UnreadableError(Sentence("{number} stands where a number was expected", number=text))
    return Decimal(_measured(_within_reach)(text.replace("_", "")))


def _within_reach(text: str) -> str:
    exponent = re.split("[eE]", text)[1:]
    if exponent and abs(int(exponent[0])) > LONGEST_NUMBER:
        raise UnreadableError(
            Sentence(
                "the number {number} has more than {most} digits before or after its point",
                number=text,
                most=LONGEST_NUMBER,
            )
        )
    return text


def _no_number(text: str) -> Any:
    raise UnreadableError(Sentence("{number} stands where a number was expected", number=text))


def _too_deep() -> Sentence:
    return Sentence("lists and objects lie more than {most} deep in each other", most=DEEPEST)


def _without_python(reason: str) -> Sentence:
    """Say in our words what Python says of its own settings."""
    return _too_long() if "integer string conversion" in reason else library_fault(reason)


def _too_long() -> Sentence:
    return Sentence("a number stands there that has more than {most} digits", most=LONGEST_NUMBER)


def _refuse_depth(content: Any) -> None:
    """Walk level by level: a function that calls itself would meet Python's own limit first."""
    level: list[Any] = [content]
    for _ in range(DEEPEST):
        below: list[Any] = []
        for container in level:
            for part in _parts(container):
                if isinstance(part, dict | list):
                    below.append(part)
                elif isinstance(part, int) and abs(part) >= _TOO_LARGE:
                    raise UnreadableError(_too_long())
        if not below:
            return
        level = below
    raise UnreadableError(_too_deep())


def _parts(container: Any) -> Iterable[Any]:
    if isinstance(container, dict):
        return container.values()
    return container if isinstance(container, list) else ()


def _refuse_half_letters(content: Any) -> None:
    """Refuse `\\ud800`, half a character: no file can be written that holds it."""
    try:
        json.dumps(content, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError as error:
        raise UnreadableError(
            "a text in it holds half a character (a lone surrogate, \\ud800 to \\udfff)"
        ) from error
