"""On which line of a TOML file something stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

Step = str | int

_PART = r"""(?:[\w-]+|"[^"\n]*"|'[^'\n]*')"""
_DOTTED = rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*"
_HEADER = re.compile(rf"[ \t]*(\[\[?)[ \t]*({_DOTTED})[ \t]*\]\]?[ \t]*(?:#.*)?")
_KEY = re.compile(rf"[ \t]*({_DOTTED})[ \t]*=")
_LONG_QUOTES = ('"""', "'''")
"""What a text of several lines stands between."""
_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")


def lines_of(text: str) -> list[str]:
    """Return the lines of a file as its readers count them: a line separator of Unicode within a
    text ends none.

    >>> lines_of("a = 1\\r\\nb = 'x\\u2028y'\\n") == ["a = 1", "b = 'x\\u2028y'"]
    True
    """
    lines = text.replace("\r\n", "\n").split("\n")
    return lines if lines[-1] else lines[:-1]


def line_of_key(text: str, path: str) -> int | None:
    """Return the line on which a key stands, or else the nearest table or list around it.

    Parameters
    ----------
    path
        As a fault names it: ``method.name``, ``alternatives[2].name``.

    Returns
    -------
    The number of the line, from 1; None if nothing of the path stands there.

    Examples
    --------
    >>> terms = 'year = 2027\\n[method]\\nname = "equal"\\n'
    >>> line_of_key(terms, "method.name"), line_of_key(terms, "method.key")
    (3, 2)
    """
    asked = [name or int(number) - 1 for name, number in _STEP.findall(path)]
    nearest, depth = None, 0
    for line, steps in _steps_of_lines(text):
        if len(steps) > depth and asked[: len(steps)] == list(steps):
            nearest, depth = line, len(steps)
    return nearest


def _steps_of_lines(text: str) -> Iterator[tuple[int, Sequence[Step]]]:
    """Yield each line that names a table or a key, and the steps that lead there."""
    table: list[Step] = []
    counted: dict[tuple[Step, ...], int] = {}
    quotes = ""
    for line, content in enumerate(lines_of(text), start=1):
        if quotes:  # within a text: what looks like a key there is none
            quotes = "" if quotes in content else quotes
            continue
        quotes = next((marks for marks in _LONG_QUOTES if content.count(marks) % 2), "")
        header = _HEADER.fullmatch(content)
        if header is not None:
            table = _within_lists(_parts(header[2]), counted)
            if header[1] == "[[":
                place = counted.get(tuple(table), -1) + 1
                counted[tuple(table)] = place
                table.append(place)
            yield line, table
            continue
        key = _KEY.match(content)
        if key is not None:
            yield line, [*table, *_parts(key[1])]


def _within_lists(parts: Sequence[str], counted: dict[tuple[Step, ...], int]) -> list[Step]:
    """Return the steps to a table whose header lies in the last tables of the lists around it."""
    steps: list[Step] = []
    for number, part in enumerate(parts, start=1):
        steps.append(part)
        if number < len(parts) and tuple(steps) in counted:
            steps.append(counted[tuple(steps)])
    return steps


def _parts(dotted: str) -> list[str]:
    return [part.strip("\"'") for part in re.findall(_PART, dotted)]


def lines_with(text: str, word: str) -> list[int]:
    """Return the lines on which a word stands whole, from 1.

    >>> lines_with('key = "people"\\nkeys = ["people_2025"]\\n', "people")
    [1]
    """
    whole = re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])")
    return [line for line, content in enumerate(lines_of(text), 1) if whole.search(content)]
