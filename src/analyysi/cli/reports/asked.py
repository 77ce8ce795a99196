"""What the commands that make one report are asked for: the options that they share."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from analyysi.cli.completion import complete_parameter, complete_seat
from analyysi.errors import ParameterError

SeatOption = Annotated[
    str,
    typer.Option(
        help="A participant's name or code: the report is made from its board's seat.",
        autocompletion=complete_seat,
    ),
]
ParameterOption = Annotated[
    list[str] | None,
    typer.Option(
        "-p",
        help="A parameter of the notebook, name=value: total=90000, method=equal, "
        "key=tax_revenue_2020, participants=578,105, data=newest. Repeat it for more. A run with "
        "any of these is a trial, and says so.",
        autocompletion=complete_parameter,
    ),
]
NotebookOption = Annotated[
    str,
    typer.Option(help="A notebook of your own to make the report from, instead of the shared one."),
]
PartOption = Annotated[
    str,
    typer.Option(
        help="What of the report the page and the PDF hold: front (the front page alone), page "
        "(with its annex), all (on paper also what the page has folded for specialists)."
    ),
]


def assigned(pairs: Sequence[str]) -> dict[str, str]:
    """Return the parameters that `-p name=value` gives, each once."""
    given: dict[str, str] = {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not sign:
            raise ParameterError(
                "-p {pair}: name=value was expected, such as -p total=90000.", pair=pair
            )
        if name in given:
            raise ParameterError("-p {name} is given twice: give it once.", name=name)
        given[name] = value
    for name in ("agreement", "year", "project"):
        if name in given:
            raise ParameterError(
                "-p {name}: the command has {name} as an argument of its own.", name=name
            )
    return given


def once(name: str, option: str, given: dict[str, str], context: typer.Context) -> str:
    """Return what an option or `-p` says, and take it out of what `-p` gives."""
    if name not in given:
        return option
    source = context.get_parameter_source(name)
    if source is not None and source.name == "COMMANDLINE":
        raise ParameterError(
            "--{name} and -p {name}=… were both given: give one of them.", name=name
        )
    return given.pop(name)


def own_notebook(path: str) -> Path | None:
    """Return the notebook of a path that was given; None if none was."""
    if not path:
        return None
    if not Path(path).is_file():
        raise ParameterError(
            "There is no notebook {path}: give the path of an .ipynb file.", path=path
        )
    return Path(path).resolve()
