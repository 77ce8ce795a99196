"""Every command that a document names, in a block or in a sentence, is one that the program has,
with options that it has.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from typing import Any

import pytest

from analyysi.cli.commands import program_of
from support.typed_commands import commands_of, steps_of
from website.documents import DOCUMENTS, Document

_IN_A_SENTENCE = re.compile(r"`(analyysi(?: [^`]+)?)`")
_FENCED = re.compile(r"^ *```.*?^ *```$", re.DOTALL | re.MULTILINE)
_OF_ITSELF = {"--help", "-h", "--version"}
_OF_ALL = _OF_ITSELF | {"--language"}
"""Options that every command has; those of the language of what it prints are not its own."""
HISTORY = "CHANGELOG.md"
"""Names commands as they were when it was written."""


def written_commands(document: Document) -> Iterator[list[str]]:
    """Yield what a document says to type after `analyysi`."""
    text = document.text()
    for step in steps_of(text):
        if step.kind == "sh":
            yield from (words[1:] for words in commands_of(step.body) if words[0] == "analyysi")
    for line in _IN_A_SENTENCE.findall(_FENCED.sub("", text)):
        yield shlex.split(" ".join(line.split()).replace("…", ""), comments=True)[1:]


def fault_in(words: list[str]) -> str:
    """Return what the program does not know of a command, or nothing."""
    command: Any = program_of()
    context = command.context_class(command)
    while hasattr(command, "get_command") and words:
        if words[0] in _OF_ITSELF:
            return ""
        if words[0].startswith("-"):
            names = {name for option in command.params for name in option.opts}
            return "" if words[0] in names else f"no option {words[0]}"
        command = command.get_command(context, words[0])
        if command is None:
            return f"no command {words[0]}"
        words = words[1:]
    if "--" in words:  # what follows is another program's
        words = words[: words.index("--")]
    known = {name for option in command.params for name in (*option.opts, *option.secondary_opts)}
    options = [word.partition("=")[0] for word in words if re.match(r"--?[a-z]", word)]
    lacking = [option for option in options if option not in known | _OF_ALL]
    return f"no option {', '.join(lacking)}" if lacking else ""


@pytest.mark.parametrize(
    "document",
    [document for document in DOCUMENTS if document.path != HISTORY],
    ids=lambda document: document.path,
)
def test_the_program_has_what_is_written(document: Document) -> None:
    faults = {" ".join(words): fault_in(words) for words in written_commands(document)}
    assert {words: fault for words, fault in faults.items() if fault} == {}


def test_what_the_program_has_not_is_found() -> None:
    assert fault_in(["report", "--wings"]) == "no option --wings"
    assert fault_in(["fly"]) == "no command fly"
    assert fault_in(["survey", "collect", "a", "2027", "b", "--dry-run"]) == ""
