"""Looks for the names of a table's rows in the program: who needs to know something of a row asks
the row.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from support.house import SOURCE

_QUOTED = re.compile(r"""["'](\w+)["']""")


def texts_in(module: str) -> Iterator[tuple[int, str]]:
    """Yield the texts of a module's source, with their lines, but for those that describe it."""
    tree = ast.parse(module)
    described = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and id(node) not in described:
            yield node.lineno, node.value


def named_rows(
    texts: Iterable[tuple[int, str]], names: Collection[str]
) -> Iterator[tuple[int, str]]:
    """Yield each line that has a name as a text of its own, or quoted in a text."""
    for line, text in texts:
        if text in names:
            yield line, text
        for name in _QUOTED.findall(text):
            if name in names:
                yield line, name


@cache
def texts_of_modules(source: Path = SOURCE) -> dict[str, list[tuple[int, str]]]:
    """Return the texts of every module of the program, by its place below the package."""
    return {
        path.relative_to(source).as_posix(): list(texts_in(path.read_text(encoding="utf-8")))
        for path in sorted(source.rglob("*.py"))
    }


def places_outside(
    home: str, names: Collection[str], exceptions: Mapping[tuple[str, str], str]
) -> list[str]:
    """Return, in words, where names stand outside the package or module they are at home in.

    `exceptions` are places (module, name) where the word has another meaning, with the reason.
    """
    places = []
    for module, texts in texts_of_modules().items():
        if Path(module).is_relative_to(home):
            continue
        for line, name in named_rows(texts, names):
            if (module, name) not in exceptions:
                places.append(f"src/analyysi/{module}:{line}: '{name}'")
    return places


def needless_exceptions(exceptions: Mapping[tuple[str, str], str]) -> list[tuple[str, str]]:
    """Return the exceptions whose place has no such name any more."""
    texts = texts_of_modules()
    return [
        (module, name)
        for module, name in exceptions
        if not any(named_rows(texts.get(module, ()), {name}))
    ]
