"""What a document tells its reader to type, run as it stands: commands, answers, changes of files.

In Markdown, in the order of the page:

- a block marked `sh`: each line is a command; `cd` moves on; `sh ends with 1`: it ends so;
- a block marked `text` right after it: what was printed holds these lines, in this order; a line
  "…" stands for lines that are left out; `text FILE` is a file that the reader writes;
- a table with the columns "Kysymys" and "Kirjoita" (in the page's language) right after it: the
  questions of the command and what is typed, `Enter` for nothing;
- a block marked `toml FILE`: its tables take the place of the same tables of the file, or are a
  new file;
- a link to a file of tables: the reader saves it into the project.
"""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from contextlib import chdir
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path

from analyysi.errors import AnalyysiError
from support.command_line import Outcome, call

_BLOCK = re.compile(r"^```(?P<info>[^\n`]*)\n(?P<body>.*?)^```$", re.DOTALL | re.MULTILINE)
_TABLE = re.compile(
    r"^\| (?:Kysymys|Fråga|Question) \| (?:Kirjoita|Skriv|Type) \|\n\|[-| ]+\|\n(?P<rows>(?:\|.*\n)+)",
    re.MULTILINE,
)
_OFFERED = re.compile(r"\]\((?P<file>[^)\s]+\.(?:xlsx|csv|txt))\)")
_HEAD = re.compile(r"^\[+(?P<name>[^\]]+)\]+", re.MULTILINE)
LEFT_OUT = "…"


@dataclass(frozen=True)
class Typed:
    """A step of a page: its kind ("sh", "text", "toml", "answers", "file"), what stands after the
    kind, and its body.
    """

    kind: str
    said: str
    body: str


def steps_of(text: str) -> list[Typed]:
    """Return the steps of a document in the order of the page."""
    found = []
    for block in _BLOCK.finditer(text):
        kind, _, said = block["info"].strip().partition(" ")
        found.append((block.start(), Typed(kind, said, block["body"])))
    for table in _TABLE.finditer(text):
        found.append((table.start(), Typed("answers", "", table["rows"])))
    for link in _OFFERED.finditer(text):
        found.append((link.start(), Typed("file", link["file"], "")))
    return [step for _, step in sorted(found, key=lambda pair: pair[0])]


def commands_of(body: str) -> Iterator[list[str]]:
    """Yield the commands of a block, without remarks; a line may go on after a backslash."""
    for line in body.replace("\\\n", " ").splitlines():
        if words := shlex.split(line, comments=True):
            yield words


def answers_of(rows: str) -> list[tuple[str, str]]:
    """Return the questions of a table and what is typed at each."""
    answers = []
    for row in rows.splitlines():
        question, typed = (cell.strip() for cell in row.strip("| ").split(" | "))
        answers.append((question, "" if typed == "Enter" else typed.strip("`")))
    return answers


def with_tables(text: str, block: str) -> str:
    """Return a file of terms with the tables of a block instead of its own, or added at the end.

    >>> with_tables("a = 1\\n\\n[method]\\nname = 'b'\\n", "[method]\\nname = 'c'\\n")
    "a = 1\\n\\n[method]\\nname = 'c'\\n"
    """
    heads = list(_HEAD.finditer(block))
    for head, after in zip_longest(heads, heads[1:]):
        table = block[head.start() : after.start() if after else None].rstrip("\n") + "\n"
        own = re.compile(
            rf"^\[+{re.escape(head['name'])}\]+.*?(?=^\[|\Z)", re.DOTALL | re.MULTILINE
        )
        match = own.search(text)
        if match is None:
            text = f"{text.rstrip()}\n\n{table}"
        else:
            rest = text[match.end() :]
            text = text[: match.start()] + table + (f"\n{rest}" if rest else "")
    return text


@dataclass
class Reader:
    """Who does what a page says, in a folder.

    Parameters
    ----------
    elsewhere
        Whether a command is tried by another test, so that it is passed over here.
    smaller
        Returns the words of a command with options that make its work smaller.
    """

    folder: Path
    source: Path
    elsewhere: Callable[[list[str]], bool] = lambda words: False
    smaller: Callable[[list[str]], list[str]] = lambda words: words
    printed: str = ""
    ran: list[list[str]] = field(default_factory=list)
    beside: dict[str, str] = field(default_factory=dict)

    def does(self, text: str) -> None:
        """Do all that a document says."""
        steps = steps_of(text)
        for step, after in zip_longest(steps, steps[1:]):
            if step.kind not in {"answers", "text"}:
                self.printed = ""
            if step.kind == "sh":
                asked = after.body if after is not None and after.kind == "answers" else ""
                code = int(step.said.removeprefix("ends with ") or 0)
                self.run(step.body, answers_of(asked), code)
            elif step.kind == "text" and self.printed and not step.said:
                self.sees(step.body)
            elif step.kind == "toml" and step.said:
                path = self.folder / step.said
                before = path.read_text(encoding="utf-8") if path.exists() else ""
                after_it = with_tables(before, step.body) if before else step.body
                path.write_text(after_it, encoding="utf-8")
            elif step.kind == "file":
                shutil.copy((self.source.parent / step.said).resolve(), self.folder)

    def run(self, body: str, answers: list[tuple[str, str]], code: int = 0) -> None:
        """Run the commands of a block; the last one is answered. Each ends with the code."""
        commands = list(commands_of(body))
        self.printed = ""
        for number, words in enumerate(commands, start=1):
            if self.elsewhere(words):
                continue
            if words[:2] == ["analyysi", "init"] and (self.folder / "data/agreements").is_dir():
                # A project is not made inside another: a reader in a clone makes it beside that.
                self.beside[words[2]] = str(self.folder.parent / words[2])
            words = [self.beside.get(word, word) for word in words]
            if words[0] == "cd":
                self.folder = self.folder / words[1]
                continue
            assert words[0] == "analyysi", f"nobody tries this command: {words}"
            typed = answers if number == len(commands) else []
            done = self._call(words[1:], "".join(f"{answer}\n" for _, answer in typed))
            assert code_of(done.fault) == code, f"{words}: {done.printed}\n{done.fault}"
            self.ran.append(words)
            self.printed += done.printed
            in_order(done.printed, [question for question, _ in typed])

    def _call(self, words: list[str], answers: str) -> Outcome:
        with chdir(self.folder):
            return call(*self.smaller(words), answers=answers)

    def sees(self, shown: str) -> None:
        """Compare what the page shows with what was printed."""
        in_order(self.printed, [line for line in shown.splitlines() if line.strip()])


def code_of(fault: BaseException | None) -> int | str | None:
    """Return the exit code with which a command ends, the fault itself if it is none of ours."""
    if isinstance(fault, SystemExit):
        return fault.code or 0
    if isinstance(fault, AnalyysiError):
        return 1
    return 0 if fault is None else repr(fault)


def in_order(printed: str, lines: list[str]) -> None:
    """Assert that lines were printed, in this order. Spaces at their ends do not count, and a
    no-break space is a space, since a page is typed with those.
    """
    rest = re.sub("[\u00a0\u202f]", " ", printed)
    for line in lines:
        if line.strip() == LEFT_OUT:
            continue
        before, seen, rest_after = rest.partition(line.rstrip())
        assert seen, f"was not printed here: {line!r}\n--- printed from there on:\n{rest or before}"
        rest = rest_after
