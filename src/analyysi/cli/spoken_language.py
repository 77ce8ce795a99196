"""What the arguments say of the language to speak, before they are parsed: a fault in them must be
told in that language too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


def asked_language(arguments: Sequence[str], command: Any) -> str:
    """Return what `--language` says of the language to speak; empty if it is not given.

    After a command that has a `--language` of its own, such as that of the report's readers, it
    says nothing of it.
    """
    for place, argument in enumerate(arguments):
        option, sign, value = argument.partition("=")
        if option == "--language" and not _has_its_own(command):
            return value if sign else "".join(arguments[place + 1 : place + 2])
        below: Mapping[str, Any] = getattr(command, "commands", {})
        command = below.get(argument, command)
    return ""


def _has_its_own(command: Any) -> bool:
    is_group = bool(getattr(command, "commands", {}))
    return not is_group and any(parameter.name == "language" for parameter in command.params)


def named_project(arguments: Sequence[str]) -> str:
    """Return the folder that `--project` names, wherever it stands; empty if it is not given."""
    for place, argument in enumerate(arguments):
        if argument == "--project":
            return "".join(arguments[place + 1 : place + 2])
        if argument.startswith("--project="):
            return argument.removeprefix("--project=")
    return ""
