"""Faults of the arguments, found by the library that parses them, as sentences of ours."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from analyysi.cli.help_pages import ARGUMENTS
from analyysi.errors import Sentence

_Fields = Mapping[str, str]


def _no_such_command(fields: _Fields) -> Sentence:
    if fields["near"]:
        return Sentence(
            "No such command '{name}'. Did you mean {near}?",
            name=fields["name"],
            near=fields["near"],
        )
    return Sentence("No such command '{name}'.", name=fields["name"])


def _no_such_option(fields: _Fields) -> Sentence:
    if fields["near"]:
        return Sentence(
            "No such option: {name} (Possible options: {near})",
            name=fields["name"],
            near=fields["near"],
        )
    return Sentence("No such option: {name}", name=fields["name"])


def _missing(fields: _Fields) -> Sentence:
    if fields["kind"] == "argument":
        name = fields["name"].strip("'")
        return Sentence("Missing argument '{name}'.", name=ARGUMENTS.get(name, name))
    return Sentence("Missing option {name}.", name=fields["name"])


def _unread(fields: _Fields) -> Sentence:
    return Sentence(
        "Invalid value for {name}: {reason}",
        name=fields["name"],
        reason=sentence_for(fields["reason"].removeprefix("Value error, ")),
    )


_TEXTS: tuple[tuple[str, Callable[[_Fields], Sentence]], ...] = (
    (r"No such command '(?P<name>.*?)'\.?(?: Did you mean (?P<near>.*)\?)?", _no_such_command),
    (r"No such option: (?P<name>\S+)(?: \(Possible options: (?P<near>.*)\))?", _no_such_option),
    (r"Missing (?P<kind>argument|option) (?P<name>.*?)\.", _missing),
    (r"Missing command\.", lambda _: Sentence("Missing command.")),
    (
        r"Got unexpected extra argument\(s\) \((?P<names>.*)\)",
        lambda fields: Sentence("Got unexpected extra argument(s) ({names})", **fields),
    ),
    (
        r"Option '(?P<name>.*)' requires an argument\.",
        lambda fields: Sentence("Option '{name}' requires an argument.", **fields),
    ),
    (
        r"Option '(?P<name>.*)' does not take a value\.",
        lambda fields: Sentence("Option '{name}' does not take a value.", **fields),
    ),
    (r"Invalid value for (?P<name>'.*?'): (?P<reason>.*)", _unread),
    (
        r"Input should be a valid integer.*",
        lambda _: Sentence("a whole number was expected."),
    ),
    (
        r"Input should be greater than or equal to (?P<least>-?\d+)\.?",
        lambda fields: Sentence("{least} or more was expected.", **fields),
    ),
)
"""What the library says, as a pattern, and the sentence that is said instead."""


def sentence_for(message: str) -> Sentence:
    """Return a message of the library as a sentence; one that is not known as it is."""
    for pattern, sentence in _TEXTS:
        fields = re.fullmatch(pattern, message, re.DOTALL)
        if fields is not None:
            return sentence({name: text or "" for name, text in fields.groupdict().items()})
    return Sentence(message)


def usage_error(error: Any) -> Sentence:
    """Return what the library found wrong with the arguments, and where the help is."""
    if error.__class__.__name__ == "NoArgsIsHelpError":
        return Sentence("a command is missing.\n\n{help}", help=error.format_message())
    fault = sentence_for(str(error.format_message()))
    return Sentence("{fault} See 'analyysi --help'.", fault=fault)
