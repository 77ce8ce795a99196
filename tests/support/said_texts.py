"""The texts of errors and of the command line, read from the source: `raise SourceError("{file} is
empty.", file=…)`, `Sentence(…)`, `print_sentence(…)` and `by_count(…)`.
"""

import ast
import string
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from analyysi.cli.commands import program_of
from analyysi.cli.help_pages import help_texts
from support.places import ROOT

PACKAGE = ROOT / "src" / "analyysi"
MADE_OF_TEXTS = {
    "Sentence": 1,
    "print_sentence": 1,
    "by_count": 3,
    "_enumerated": 1,
    "headings": 99,
}
"""Functions that make or print a sentence, and how many leading arguments their texts are among."""
FOR_PROGRAMMERS = {
    "AssertionError",
    "AttributeError",
    "TypeError",
    "KeyError",
    "IndexError",
    "RuntimeError",
}
"""Errors that tell whoever writes code, not whoever uses the program."""
NO_PLACEHOLDERS = {
    "ServiceError": {"status"},
    "AgainError": {"status", "retry_after"},
    "print_sentence": {"err"},
}
"""Keywords of calls that fill no placeholder."""

TO_CONVERT: tuple[str, ...] = ()
"""Rooms and modules whose errors still are f-strings: convert one, and take it out of this list."""


@dataclass(frozen=True)
class Said:
    """A text of the code with where it stands and the names of the values it is given."""

    place: str
    text: str
    names: frozenset[str] | None
    """None where some of the values come from elsewhere (`**values`)."""
    must_be_translated: bool


def placeholders(text: str) -> frozenset[str]:
    """Return the names of a text's placeholders."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name)


def is_converted(path: Path) -> bool:
    """Return whether a module's room says all its errors as data."""
    name = path.relative_to(PACKAGE).as_posix()
    return not any(name == room or name.startswith(f"{room}/") for room in TO_CONVERT)


def said_texts() -> Iterator[Said]:
    """Yield the texts of all modules that are written out in them."""
    for path in sorted(PACKAGE.rglob("*.py")):
        yield from said_in(path.read_text(encoding="utf-8"), str(path), is_converted(path))


def said_in(source: str, place: str, converted: bool) -> Iterator[Said]:
    """Yield the texts of one module; of one not converted yet, sentences without values need no
    translation.
    """
    for call, texts in _calls(source):
        keywords = [keyword.arg for keyword in call.keywords]
        named = {name for name in keywords if name is not None}
        names = named - NO_PLACEHOLDERS.get(name_of(call), set())
        if name_of(call) == "by_count":
            names.add("count")
        for text in texts:
            is_data = name_of(call) in MADE_OF_TEXTS or bool(names) or converted
            given = None if None in keywords else frozenset(names)
            yield Said(f"{place}:{call.lineno}", text, given, is_data)


def made_in_place(source: str) -> list[int]:
    """Return the lines where an error is raised with a text that is put together on the spot."""
    lines = []
    for raised in ast.walk(ast.parse(source)):
        call = raised.exc if isinstance(raised, ast.Raise) else None
        if not isinstance(call, ast.Call) or not call.args or not _is_error(call):
            continue
        if isinstance(call.args[0], ast.JoinedStr | ast.BinOp):
            lines.append(raised.lineno)
    return lines


def name_of(call: ast.Call) -> str:
    """Return the name of what is called, without the module it is in."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _is_error(call: ast.Call) -> bool:
    name = name_of(call)
    return name.endswith("Error") and name not in FOR_PROGRAMMERS


def _calls(source: str) -> Iterator[tuple[ast.Call, list[str]]]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = name_of(node)
        if name in MADE_OF_TEXTS:
            yield node, _constants(node.args[: MADE_OF_TEXTS[name]])
        elif _is_error(node):
            yield node, _constants(node.args[:1])


def _constants(arguments: list[ast.expr]) -> list[str]:
    texts = []
    for argument in arguments:
        if isinstance(argument, ast.IfExp):
            texts += _constants([argument.body, argument.orelse])
        elif isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            texts.append(argument.value)
    return texts


def texts_of_help() -> set[str]:
    """Return every text of the pages of `--help`."""
    return {text for text in help_texts(program_of()) if text}
