"""What the arguments say of the language to speak, before they are parsed: a fault in them must be
told in that language too.
"""

from __future__ import annotations

from collections.abc import Sequence


def asked_language(arguments: Sequence[str]) -> str:
    """Return what `--language` says before the command; empty if it is not given there."""
    return _value_of("--language", _before_the_command(arguments))


def named_project(arguments: Sequence[str]) -> str:
    """Return the folder that `--project` names, wherever it stands; empty if it is not given."""
    return _value_of("--project", arguments)


def _before_the_command(arguments: Sequence[str]) -> Sequence[str]:
    place = 0
    while place < len(arguments) and arguments[place].startswith("-"):
        place += 2 if arguments[place] == "--language" else 1
    return arguments[:place]


def _value_of(option: str, arguments: Sequence[str]) -> str:
    for place, argument in enumerate(arguments):
        if argument == option:
            return "".join(arguments[place + 1 : place + 2])
        if argument.startswith(f"{option}="):
            return argument.removeprefix(f"{option}=")
    return ""
