"""Where in the project's files a fault is: file and line, found by what its sentence names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from analyysi.agreement.strict_data import UnreadableError, read_json
from analyysi.errors import AnalyysiError, Sentence, in_english, sentence_of
from analyysi.file_system.reading import read_file
from analyysi.project import Project
from analyysi.run.preview.toml_lines import line_of_key, lines_of, lines_with

_FILE = re.compile(r"(?P<file>[^\n,:]+\.(?:toml|csv|ipynb|json))(?:, (?P<table>[\w.\[\]-]+))?")
"""A file as sentences name it, and the table of it: "2027.toml, method.parameters"."""

_KEY_IN_TEXT = re.compile(r"(?:^| )([a-z_]+\.[a-z_]+)(?= )|^([a-z_]+)(?= = )")
"""A key that a sentence names in its own words: "total.value must be", "year = {year}, but"."""

_AT_END = "{reason} (at end of document)"
"""What the reader of TOML says of a file that ends too early."""

_CELL_LINE = re.compile(
    r'(?:Cell In\[(?P<cell>\d+)\]|File "<cell (?P<plain>\d+)>"), line (?P<line>\d+)'
)
"""A line of a cell, as the tracebacks of IPython and of the plain shell name it."""

_MOST = 3
"""Lines that are shown of one name."""


@dataclass(frozen=True)
class FaultPlace:
    """A line of a file.

    Attributes
    ----------
    file
        As seen from the project's root, with forward slashes.
    line
        From 1.
    text
        What stands there.
    cell
        Of a notebook: the number of the cell as it was run, in which the lines are counted.
    """

    file: str
    line: int
    text: str
    cell: int = 0


def fault_places(fault: object, project: Project, files: Sequence[Path]) -> tuple[FaultPlace, ...]:
    """Return where the names stand that a fault's sentence names, in the order of the sentence.

    Parameters
    ----------
    fault
        The sentence; nothing is found for a plain text.
    files
        Where to look for a name if the sentence names no file.
    """
    sentence = sentence_of(fault)
    if sentence is None:
        return ()
    named = [match["file"] for match in _files_in(sentence)]
    others = [project.relative(path) for path in files]
    texts = {file: _text(project.root / file) for file in (*named, *others)}
    lines = {file: lines_of(text) for file, text in texts.items()}
    places = [
        FaultPlace(file, line, lines[file][line - 1].strip())
        for file, line in _places(sentence, named[0] if named else "", "", texts)
        if line <= len(lines[file])
    ]
    return tuple(dict.fromkeys(places))


def _text(path: Path) -> str:
    try:
        return read_file(path).decode("utf-8", "replace")
    except (AnalyysiError, OSError):
        return ""


def _files_in(sentence: Sentence) -> Iterator[re.Match[str]]:
    """Yield the files that a sentence names, however deep in it."""
    for value in sentence.values.values():
        within = sentence_of(value)
        if within is not None and within.values:
            yield from _files_in(within)
        else:
            match = _FILE.fullmatch(in_english(value))
            if match is not None:
                yield match


def _places(
    sentence: Sentence, file: str, table: str, texts: dict[str, str]
) -> Iterator[tuple[str, int]]:
    """Yield file and line of what a sentence, and each sentence in it, names."""
    for match in _files_in(sentence):
        if texts[match["file"]]:  # else it is no path: "but the file is 2027.toml"
            file, table = match["file"], match["table"] or ""
            break
    yield from _own_places(sentence, file, table, texts)
    for value in sentence.values.values():
        within = sentence_of(value)
        if within is not None:
            yield from _places(within, file, table, texts)


def _own_places(
    sentence: Sentence, file: str, table: str, texts: dict[str, str]
) -> Iterator[tuple[str, int]]:
    """Yield the places of what a sentence itself names: a line, a key, or a misspelt name."""
    values = {name: in_english(value) for name, value in sentence.values.items()}
    if values.get("line", "").isdecimal() and file:
        yield file, int(values["line"])
        return
    if sentence.text == _AT_END and file:
        yield file, len(lines_of(texts[file]))
        return
    key = values.get("key", "") or _key_in_text(sentence)
    in_table = f"{table}.{key}" if table and key else key or table
    lines = [line_of_key(texts[file], in_table)] if in_table and file.endswith(".toml") else []
    if "near" in sentence.values and lines in ([], [None]):
        lines = []
        yield from _misspelt(sentence, [file] if file else list(texts), texts)
    elif lines == [None] and key:
        lines = [line_of_key(texts[file], f"keys.{key}")]  # an allocation key, by its name
    elif "codes" in values and not lines and file:
        lines = [*lines_with(texts[file], values["codes"])[:_MOST]]
    yield from ((file, line) for line in lines if line is not None)


def _key_in_text(sentence: Sentence) -> str:
    match = _KEY_IN_TEXT.search(sentence.text)
    return match[match.lastindex or 0] if match is not None else ""


def _misspelt(
    sentence: Sentence, files: Sequence[str], texts: dict[str, str]
) -> Iterator[tuple[str, int]]:
    """Yield where the name stands for which a sentence has a nearest one."""
    best = _nearest_in(sentence.values["near"])
    asked_for = {*(Path(file).parent.name for file in texts), *(Path(file).stem for file in texts)}
    names = [
        in_english(value)
        for value in sentence.values.values()
        if sentence_of(value) is None and in_english(value) not in (best, *asked_for)
    ]
    names.sort(key=lambda name: -SequenceMatcher(None, name, best).ratio())
    for name in names:
        for file in files:
            lines = lines_with(texts[file], name)
            if lines and len(lines) <= _MOST:
                yield from ((file, line) for line in lines)
                return


def _nearest_in(near: object) -> str:
    """Return the name that `did_you_mean` found; empty if there is none."""
    sentence = sentence_of(near)
    if sentence is None:
        return ""
    if "name" in sentence.values:
        return in_english(sentence.values["name"])
    return next(filter(None, map(_nearest_in, sentence.values.values())), "")


def cell_places(log: str, executed: bytes, file: str) -> tuple[FaultPlace, ...]:
    """Return the lines of a notebook's cells that a traceback names, the deepest last.

    Parameters
    ----------
    log
        What is kept of a failed run: the traceback as the shell of the cells writes it.
    executed
        The failed notebook.
    file
        What the notebook is called, as seen from the project's root.
    """
    sources = _sources(executed)
    places = []
    for match in _CELL_LINE.finditer(log):
        cell, line = int(match["cell"] or match["plain"]), int(match["line"])
        lines = lines_of(sources.get(cell, ""))
        if match["cell"]:  # IPython does not count empty lines at the beginning
            line += next((place for place, text in enumerate(lines) if text.strip()), 0)
        if line <= len(lines):
            places.append(FaultPlace(file, line, lines[line - 1].strip(), cell))
    return tuple(dict.fromkeys(places))[-_MOST:]


def _sources(executed: bytes) -> dict[int, str]:
    """Return the cells that were run: their numbers, and their sources."""
    try:
        cells = read_json(executed)["cells"]
        return {cell["execution_count"]: "".join(cell["source"]) for cell in _run(cells)}
    except (UnreadableError, KeyError, TypeError):
        return {}


def _run(cells: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    return (cell for cell in cells if cell.get("execution_count"))
