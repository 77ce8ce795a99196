"""The pages of `--help`, in the user's language and as wide as the terminal: nothing is cut.

Their texts are those of the commands: the docstring of each, the help of its options, and its
examples. `help_texts` names them all, so that a test can ask the catalogues for each.
"""

from __future__ import annotations

import inspect
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from analyysi.cli.speech import in_words
from analyysi.errors import Sentence

WIDEST = 100
"""Characters of a line: longer ones are hard to read, however wide a terminal is."""
_WIDEST_NAME = 26
"""Characters of an option or command beside which its text still stands."""
_HELP = ["-h", "--help"]
CONTEXT = {"help_option_names": _HELP, "max_content_width": WIDEST}

_EXAMPLE = re.compile(r"^  (?P<command>\S.*?)(?:   *(?P<remark>(?!\\)\S.*))?$")
_HEADED = re.compile(r"^(?P<heading>Examples?:)(?: (?P<command>.+))?$")
_KINDS = {
    "str": Sentence("TEXT"),
    "int": Sentence("NUMBER"),
    "Path": Sentence("PATH"),
    "list[str]": Sentence("TEXT"),
    "list[Path]": Sentence("PATH"),
}
"""What a value is called, by the type of its parameter."""
ARGUMENTS = {
    name.text.replace(" ", "_"): name
    for name in (
        Sentence("agreement"),
        Sentence("year"),
        Sentence("file"),
        Sentence("files"),
        Sentence("folder"),
        Sentence("path"),
        Sentence("names"),
        Sentence("model"),
        Sentence("more"),
        Sentence("new"),
        Sentence("old"),
        Sentence("run file"),
    )
}
"""What the arguments of commands are called, by their names in the program."""
_NAMED = re.compile(r"(?<=[{\[])[a-z_]+(?=[}\]])")
_OF_THE_LIBRARY = (
    Sentence("Show this message and exit."),
    Sentence("[OPTIONS]"),
    Sentence("COMMAND [ARGS]..."),
)
"""Texts of the library that stand on every page: here the catalogues' tests see them."""


@dataclass(frozen=True)
class Example:
    """A line that can be typed, and what it does; the remark may be empty."""

    command: str
    remark: str


def parts_of(epilog: str) -> Iterator[str | Example]:
    """Yield the paragraphs of what stands under a page, and its examples line by line."""
    lines: list[str] = []
    for line in [*inspect.cleandoc(epilog).splitlines(), ""]:
        headed, example = _HEADED.match(line), _EXAMPLE.match(line)
        if lines and (headed or example or not line.strip()):
            yield " ".join(lines)
            lines = []
        if headed is not None:
            yield headed["heading"]
            if headed["command"]:
                yield Example(headed["command"], "")
        elif line.startswith("    "):  # the rest of a command
            yield Example(line.removeprefix("  "), "")
        elif example is not None:
            yield Example(example["command"], example["remark"] or "")
        elif line.strip(" \b"):
            lines.append(line.strip())


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a docstring, each on one line."""
    return [" ".join(block.split()) for block in inspect.cleandoc(text).split("\n\n")]


def help_of(parameter: Any) -> str:
    """Return the help of an option or argument, as the sentence that it was declared with."""
    declared = getattr(getattr(parameter, "type_descriptor", None), "parameter_info", None)
    return getattr(declared, "help", None) or parameter.help or ""


def help_texts(command: Any) -> Iterator[str]:
    """Yield every text of the pages of a command and of its sub-commands, as catalogues know it."""
    yield from paragraphs(command.help or "")
    for parameter in command.params:
        text = help_of(parameter)
        yield text.text if isinstance(text, Sentence) else text
        if parameter.metavar:
            yield parameter.metavar
    for part in parts_of(command.epilog or ""):
        yield part.remark if isinstance(part, Example) else part
    for below in getattr(command, "commands", {}).values():
        yield from help_texts(below)


def _said(text: str) -> str:
    """Say a text of a page; one that was made with values is a sentence already."""
    return in_words(text if isinstance(text, Sentence) else Sentence(text))


def argument_name(name: str) -> str:
    """Return what an argument is called in the user's language; a name that is none as it is."""
    return in_words(ARGUMENTS.get(name, name))


def _kind(parameter: Any) -> str:
    if parameter.metavar:
        return _said(parameter.metavar)
    named = parameter.bare_type()
    return _said(_KINDS.get(named) or named)


def _record(parameter: Any) -> tuple[str, str] | None:
    """Return what stands in the two columns of a page for a parameter; None for a hidden one."""
    if getattr(parameter, "hidden", False):
        return None
    is_option = parameter.param_type_name == "option"
    name = (
        ", ".join(sorted([*parameter.opts, *parameter.secondary_opts], key=len))
        if is_option
        else argument_name(parameter.name)
    )
    if is_option and not parameter.is_flag:
        name = f"{name} {_kind(parameter)}"
    remarks = []
    default = parameter.default
    if default not in (None, "", False, [], ()) and not callable(default) and str(default) != ".":
        remarks.append(_said(Sentence("default: {value}", value=str(default))))
    if parameter.required:
        remarks.append(_said(Sentence("required")))
    help_text = _said(help_of(parameter))
    return name, f"{help_text} [{'; '.join(remarks)}]" if remarks else help_text


class _Page:
    """What the pages of commands and of groups of commands have in common."""

    def format_usage(self, context: Any, formatter: Any) -> None:
        """Write how the command is called."""
        pieces = " ".join(map(_said, self.collect_usage_pieces(context)))  # type: ignore[attr-defined]
        pieces = _NAMED.sub(lambda name: argument_name(name[0]), pieces)
        formatter.write_usage(context.command_path, pieces, prefix=_said(Sentence("Usage: ")))

    def format_help_text(self, _context: Any, formatter: Any) -> None:
        """Write what the command does."""
        for paragraph in paragraphs(self.help or ""):  # type: ignore[attr-defined]
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(_said(paragraph))

    def format_options(self, context: Any, formatter: Any) -> None:
        """Write the arguments, the options and, of a group, its commands."""
        parameters = self.get_params(context)  # type: ignore[attr-defined]
        for kind, heading in (
            ("argument", Sentence("Arguments")),
            ("option", Sentence("Options")),
        ):
            of_kind = [param for param in parameters if param.param_type_name == kind]
            rows = [row for row in map(_record, of_kind) if row is not None]
            if rows:
                with formatter.section(_said(heading)):
                    _write_rows(formatter, rows)
        commands = getattr(self, "commands", {})
        if commands:
            rows = [
                (name, _said(paragraphs(command.help or "")[0]))
                for name, command in commands.items()
                if not command.hidden
            ]
            with formatter.section(_said(Sentence("Commands"))):
                _write_rows(formatter, rows)

    def format_epilog(self, _context: Any, formatter: Any) -> None:
        """Write the examples: a remark that has no room beside its command goes below it."""
        parts = list(parts_of(self.epilog or ""))  # type: ignore[attr-defined]
        column = _column_of_remarks(parts, formatter.width)
        was_example = False
        for part in parts:
            if isinstance(part, str):
                formatter.write_paragraph()
                formatter.write_text(_said(part))
            else:
                if not was_example:
                    formatter.write_paragraph()
                formatter.write(_example_line(part, column, formatter.width))
            was_example = isinstance(part, Example)


def _write_rows(formatter: Any, rows: Sequence[tuple[str, str]]) -> None:
    """Write rows of two columns; a name without room for its text beside it has it below. No word
    is broken: not an address, not an option at its hyphen.
    """
    longest = max((len(name) for name, _ in rows if len(name) <= _WIDEST_NAME), default=0)
    indent = " " * formatter.current_indent
    column = len(indent) + longest + 2
    for name, text in rows:
        first = f"{indent}{name}"
        lines = _wrapped(text, formatter.width, " " * column)
        if len(first) + 2 <= column and lines:
            formatter.write(f"{first.ljust(column)}{lines.pop(0).lstrip()}\n")
        else:
            formatter.write(f"{first}\n")
        formatter.write("".join(f"{line}\n" for line in lines))


def _wrapped(text: str, width: int, indent: str) -> list[str]:
    return textwrap.wrap(
        text,
        width,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _column_of_remarks(parts: list[str | Example], width: int) -> int:
    """Return where the remarks begin that stand beside their commands."""
    lengths = [len(part.command) for part in parts if isinstance(part, Example) and part.remark]
    return max((length for length in lengths if length <= width // 2), default=0) + 5


def _example_line(example: Example, column: int, width: int) -> str:
    command = f"  {example.command}"
    if not example.remark:
        return f"{command}\n"
    remark = _said(example.remark)
    if len(command) + 2 < column and column + len(remark) <= width:
        return f"{command.ljust(column)}{remark}\n"
    return "\n".join([command, *_wrapped(remark, width, " " * 6), ""])


class Command(_Page, TyperCommand):
    """A command with pages of this kind; it takes the language of the command line, unless it has a
    `--language` of its own.
    """

    def get_params(self, ctx: Any) -> Any:
        """Return the parameters, with the common option of the language."""
        parameters = super().get_params(ctx)
        if any(parameter.name == "language" for parameter in parameters):
            return parameters
        for parameter in ctx.find_root().command.params:
            if parameter.name == "language":
                common = copy(parameter)
                common.expose_value = False
                return [*parameters, common]
        return parameters


class CommandGroup(_Page, TyperGroup):
    """A group of commands with pages of this kind; its own page is shown where no command is."""

    command_class = Command


def asked_page(command: Any, arguments: Sequence[str]) -> str | None:
    """Return the page that the arguments ask for, without parsing them; None if they ask for none.

    The library would read the arguments by models before it looks for `--help`: importing those
    takes longer than all else that a page needs.
    """
    path = {"analyysi": command}
    for argument in arguments:
        if argument == "--":
            return None
        if argument in _HELP:
            return _page_of(path)
        below = getattr(command, "commands", {}).get(argument)
        if below is not None:
            command = path[argument] = below
    return None


def _page_of(path: Mapping[str, Any]) -> str:
    """Return the page of the last command of a path, name to command."""
    context: typer.Context | None = None
    for name, command in path.items():
        context = typer.Context(
            command,
            info_name=name,
            parent=context,
            help_option_names=_HELP,
            max_content_width=WIDEST,
        )
    assert context is not None
    return str(context.get_help()).rstrip("\n")


def command_group(help_text: str, epilog: str = "", completion: bool = False) -> typer.Typer:
    """Return an empty group of commands whose pages are of this kind."""
    return typer.Typer(
        cls=CommandGroup,
        help=help_text,
        epilog=epilog or None,
        no_args_is_help=True,
        add_completion=completion,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings=CONTEXT,
    )
