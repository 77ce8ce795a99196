"""A terms file as its author laid it out: tables and the comments above them, changed without
losing order or comments.

A comment that stands above a table's header belongs to that table. TOML libraries keep it in the
table before, where it would go astray when tables are added or taken away; so a file is cut into
tables first, and each is edited by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import Any

import tomlkit
from tomlkit.items import InlineTable

from analyysi.agreement.key import Rows
from analyysi.agreement.strict_data import read_toml
from analyysi.errors import Sentence
from analyysi.languages.language_table import LANGUAGES, RECORD_LANGUAGE
from analyysi.languages.saying import said

TO_DECIDE = "# To be decided:"
"""Begins each comment line that says what somebody must still decide, in an English file."""


@cache
def to_decide(language: str) -> str:
    """Return what begins such a line in a file of a project of a language."""
    return f"# {said(Sentence('To be decided:'), language)}"


def is_to_decide(line: str) -> bool:
    """Return whether a line says what somebody must still decide, in whichever language."""
    return line.startswith(tuple(map(to_decide, LANGUAGES)))


SCHEMA_MARK = "#:schema "
"""Begins the line by which editors know a TOML file's schema."""


def schema_line(model: str) -> str:
    """Return the line at the head of an agreement's file by which an editor completes and checks
    it: the schemas lie in the project.

    Parameters
    ----------
    model
        "agreement" or "terms".
    """
    return f"{SCHEMA_MARK}../../../schemas/{model}.schema.json"


_MARK = re.compile(r"# draft: (\S+)$")
"""Stands beside the header of a table that a draft wrote, so that the next one can replace it
whatever its texts say by then.
"""

_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\''
    r'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*|[A-Za-z0-9_-]+|\n|[\[\]{}]',
    re.DOTALL,
)
_BARE = re.compile(r"[A-Za-z0-9_-]+")
"""A name that TOML writes without quotation marks."""

_AFTER_NAME = re.compile(r"\s*[=.\]]")
Path = tuple[str, ...]


@dataclass(eq=False)
class Block:
    """A table from its header to its last line; `lead` is what stands above the header: blank lines
    and comments.
    """

    lead: str
    path: Path
    element: bool
    """Whether it is one of several, `[[path]]`."""
    content: tomlkit.TOMLDocument

    @property
    def table(self) -> Any:
        """The table itself."""
        table: Any = self.content
        for name in self.path:
            table = table[name]
            if isinstance(table, list):
                table = table[0]
        return table

    @property
    def mark(self) -> str:
        """The mark of a draft beside the header, or "" if its author wrote the table."""
        match = _MARK.search(tomlkit.dumps(self.content).partition("\n")[0])
        return match[1] if match is not None else ""


@dataclass
class Layout:
    """The tables of a file in their order, and what stands below the last one."""

    blocks: list[Block]
    tail: str = ""
    notes: list[str] = field(default_factory=list)
    """Comment lines for the head of the file."""
    language: str = RECORD_LANGUAGE
    """The language in which comments are written."""

    @classmethod
    def of(cls, text: str, language: str = RECORD_LANGUAGE) -> Layout:
        """Cut the text of a TOML file into its tables."""
        cuts = [0, *_header_starts(text), len(text)]
        layout, lead = cls([], language=language), ""
        for place, (start, end) in enumerate(pairwise(cuts)):
            piece = text[start:end]
            body, after = (
                _without_trailing_comments(piece) if place or piece.strip() else ("", piece)
            )
            path, element = _header(body) if place else ((), False)
            layout.blocks.append(Block(lead, path, element, tomlkit.parse(body)))
            lead = after
        layout.tail = lead
        return layout

    def text(self) -> str:
        """Return the file, with the notes at its head."""
        head = "".join(f"{note}\n" for note in self.notes)
        return (
            head
            + "".join(block.lead + tomlkit.dumps(block.content) for block in self.blocks)
            + self.tail
        )

    def elements(self, name: str) -> list[list[Block]]:
        """Return each `[[name]]` with the tables within it."""
        elements: list[list[Block]] = []
        for block in self.blocks:
            if block.path == (name,) and block.element:
                elements.append([block])
            elif elements and block.path[:1] == (name,):
                elements[-1].append(block)
        return elements

    def find(self, *path: str) -> Any:
        """Return a table that is one of its kind, whether it has a header of its own or stands
        within another.
        """
        return within(self.blocks, path)

    def remark(self, path: Path, text: str) -> None:
        """Put a line "To be decided" above a table, or above the line of a value; at the head if it
        is not found.
        """
        for block in self.blocks:
            if block.path == path:
                block.lead += self.line(text)
                return
        for block in self.blocks:
            if block.path == path[:-1]:
                body = tomlkit.dumps(block.content)
                line = re.search(rf"(?m)^[ \t]*{re.escape(path[-1])}[ \t]*=", body)
                if line is not None:
                    changed = f"{body[: line.start()]}{self.line(text)}{body[line.start() :]}"
                    block.content = tomlkit.parse(changed)
                    return
        self.notes.append(self.line(text).rstrip())

    def line(self, text: str) -> str:
        """Return a comment line that says what somebody must still decide."""
        return f"{to_decide(self.language)} {said(text, self.language)}\n"

    def remove(self, element: list[Block], text: str = "") -> None:
        """Take out one of `elements`, and say above what follows why, if a text is given."""
        place = self.blocks.index(element[0])
        self.blocks = [block for block in self.blocks if block not in element]
        # Remarks on what stood before it are not its own and stay.
        remarks = [line for line in element[0].lead.splitlines() if is_to_decide(line)]
        remarks += [self.line(text).rstrip()] if text else []
        for line in reversed(remarks):
            self._above(place, f"{line}\n")

    def _above(self, place: int, line: str) -> None:
        if place < len(self.blocks):
            lead = self.blocks[place].lead
            # A note of one before stands there already: the next goes above it.
            follows = any(map(is_to_decide, lead.splitlines()))
            lead = lead.removeprefix("\n") if follows else lead
            self.blocks[place].lead = f"\n{line}{lead}"
        else:
            self.tail = f"\n{line}{self.tail.removeprefix(chr(10))}"

    def drop(self, *path: str) -> None:
        """Take a table out, whether it has a header of its own or stands within another; one that
        is not there is no fault.
        """
        self.blocks = [block for block in self.blocks if block.path[: len(path)] != path]
        within(self.blocks, path[:-1]).pop(path[-1], None)

    def put_text(self, texts: Mapping[str, str], *path: str) -> None:
        """Set a text by language, whether it has a header of its own or stands within a table."""
        for block in self.blocks:
            if block.path == path:
                _fill(block.table, texts)
                return
        put_text(self.find(*path[:-1]), path[-1], texts)

    def insert(
        self, name: str, before: Block | None, tables: Sequence[str], mark: str = ""
    ) -> None:
        """Put elements of `[[name]]` before a table, or last in the file; `mark` says what of a
        draft they are.
        """
        header = f"[[{name}]]  # draft: {mark}" if mark else f"[[{name}]]"
        place = next(
            (at for at, block in enumerate(self.blocks) if block is before), len(self.blocks)
        )
        new = [
            Block("\n", (name,), True, tomlkit.parse(f"{header}\n{table.rstrip()}\n"))
            for table in tables
        ]
        self.blocks[place:place] = new


def within(blocks: Sequence[Block], path: Path) -> Any:
    """Return the table at a path; raise `KeyError` if there is none."""
    for block in blocks:
        if block.path == path:
            return block.table
    if not path:
        raise KeyError(path)
    return within(blocks, path[:-1])[path[-1]]


def put_text(table: Any, name: str, texts: Mapping[str, str]) -> None:
    """Set a text by language, in the form that it has there."""
    there = table.get(name)
    if there is None or isinstance(there, InlineTable):
        table[name] = inline(texts)
        return
    _fill(there, texts)


def _fill(there: Any, texts: Mapping[str, str]) -> None:
    for language in [language for language in there if language not in texts]:
        del there[language]
    for language, text in texts.items():
        there[language] = text


def put(table: Any, name: str, setting: Any) -> None:
    """Set a value where it differs: what stays is written as it was."""
    if name not in table or table[name] != setting:
        table[name] = setting


def put_rows(table: Any, before: Rows, rows: Rows) -> None:
    """Set the rows that a key picks where they differ, each in its place."""
    for column, picked in rows.items():
        if picked == before[column]:
            continue
        if isinstance(picked, tuple):
            for place, year_or_day in enumerate(picked):
                table[column][place] = year_or_day
        else:
            table[column] = picked


def list_in_lines(names: Sequence[str]) -> Any:
    """Return a list with a line for each name."""
    lines = "".join(f"    {quoted(name)},\n" for name in names)
    return tomlkit.parse(f"x = [\n{lines}]\n")["x"]


def inline(content: Any) -> Any:
    """Return plain data as TOML that is written in one line: ``{ fi = "..." }``."""
    return tomlkit.parse(f"x = {inline_text(content)}\n")["x"]


def inline_text(content: Any) -> str:
    """Write plain data as TOML has it in one line.

    >>> inline_text({"key": "population", "years": [2024, 2025], "a b": True})
    '{ key = "population", years = [2024, 2025], "a b" = true }'
    """
    if isinstance(content, Mapping):
        named = [
            f"{name if _BARE.fullmatch(name) else quoted(name)} = {inline_text(inner)}"
            for name, inner in content.items()
        ]
        return f"{{ {', '.join(named)} }}"
    if isinstance(content, list | tuple):
        return f"[{', '.join(map(inline_text, content))}]"
    if isinstance(content, bool):
        return str(content).lower()
    return str(content) if isinstance(content, int) else quoted(str(content))


def pairs(texts: Mapping[str, str], between: str = "\n") -> str:
    """Return names and texts as TOML writes them."""
    return between.join(f"{name} = {quoted(text)}" for name, text in texts.items())


def quoted(text: str) -> str:
    """Return a text as TOML writes it in quotation marks."""
    return tomlkit.item(text).as_string()


def renamed(text: str, names: Mapping[str, str]) -> str:
    """Give names other names wherever they stand as names, in headers and before ``=``, but not in
    texts or comments.

    >>> renamed('[keys.a_2025]\\ncolumn = "a_2025" # a_2025', {"a_2025": "a_2026"})
    '[keys.a_2026]\\ncolumn = "a_2025" # a_2025'
    """

    def new(token: re.Match[str]) -> str:
        name = token.group()
        bare = name[1:-1] if name[:1] in ("'", '"') else name
        if bare not in names or not _AFTER_NAME.match(text, token.end()):
            return name
        return name.replace(bare, names[bare])

    return _TOKEN.sub(new, text)


def _header_starts(text: str) -> Iterator[int]:
    """Yield where each table's header line begins; a bracket within a value is none."""
    depth, line, skipped_to = 0, 0, 0
    for token in _TOKEN.finditer(text):
        mark, start = token.group(), token.start()
        if start < skipped_to:
            continue
        if mark == "\n":
            line = token.end()
        elif mark == "[" and depth == 0 and not text[line:start].strip():
            yield line
            skipped_to = (text.find("\n", start) + 1 or len(text) + 1) - 1
        elif mark in "[{":
            depth += 1
        elif mark in "]}":
            depth -= 1


def _header(body: str) -> tuple[Path, bool]:
    line = body.lstrip().splitlines()[0]
    content: Any = read_toml(line)
    path: list[str] = []
    while content:
        name, content = next(iter(content.items()))
        path.append(name)
        if isinstance(content, list):
            return tuple(path), True
    return tuple(path), False


def _without_trailing_comments(piece: str) -> tuple[str, str]:
    lines = piece.splitlines(keepends=True)
    end = len(lines)
    while end and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1
    return "".join(lines[:end]), "".join(lines[end:])
