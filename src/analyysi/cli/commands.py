"""COMMANDS: a row for each command. Only the module of the one that is called is imported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.main import get_command

from analyysi import __version__
from analyysi.cli.help_pages import Command, command_group
from analyysi.cli.options import LanguageOption
from analyysi.cli.screen import tell

EXAMPLES = """
Examples:

\b
  analyysi init my-project            a project of your own, with an example
  analyysi report kainuu-ict 2023     makes reports/kainuu-ict/2023/report.html
  analyysi report kainuu-ict 2023 --municipality Paltamo --format html,pdf
  analyysi report kainuu-ict 2027 --language sv --format html,pdf,docx,xlsx
  analyysi preview kainuu-ict 2027    the page in the browser, again at each save
  analyysi lab                        JupyterLab on your own copies of the notebooks
  analyysi compare kainuu-ict 2023    what every method would charge
  analyysi compare kainuu-ict 2027 --format csv > shares.csv
  analyysi desk-file kainuu-ict 2027 --output laskuri.html    calculates in a browser
  analyysi report kainuu-ict 2023 --publish
  analyysi batch --all --languages fi,sv      many reports at once
  analyysi reproduce                  every published year once more, to the cent
  analyysi explain kainuu-ict 2023    which rule could be behind the published shares
  analyysi import-decision kainuu-ict 2022 shares.xlsx --dry-run
  analyysi new-year kainuu-ict 2028   next year's terms, and what changes
  analyysi new-agreement              asks, and writes the files of a new agreement
  analyysi survey send kainuu-ict 2028      a form that asks the payers for figures
  analyysi pull                       new figures from the official services, frozen
  analyysi rehearse                   ask the services for what is stored, store nothing
  analyysi use kainuu-ict 2027        the newest stored figures into a year's terms
  analyysi check                      all figures and all agreements
  analyysi decisions                  who pays by what elsewhere, recomputed where it can be
  analyysi schema terms > terms.schema.json
"""


@dataclass(frozen=True)
class CommandPlace:
    """Where a command is: its module in `analyysi.cli`, its function there (or its group of
    commands), and the name of its examples, which a group has none of.
    """

    module: str
    function: str
    examples: str = ""


COMMANDS: dict[str, CommandPlace] = {
    "init": CommandPlace("projects.new_project", "init", "INIT_EXAMPLES"),
    "update": CommandPlace("projects.new_project", "update", "UPDATE_EXAMPLES"),
    "report": CommandPlace("reports.report", "report", "EXAMPLES"),
    "preview": CommandPlace("reports.preview", "preview", "EXAMPLES"),
    "lab": CommandPlace("reports.lab", "lab", "EXAMPLES"),
    "compare": CommandPlace("reports.compare", "compare", "EXAMPLES"),
    "desk-file": CommandPlace("reports.desk_file", "desk_file", "EXAMPLES"),
    "batch": CommandPlace("reports.batch", "batch", "BATCH_EXAMPLES"),
    "reproduce": CommandPlace("reports.archive", "reproduce", "REPRODUCE_EXAMPLES"),
    "explain": CommandPlace("reports.explain", "explain", "EXAMPLES"),
    "import-decision": CommandPlace("terms.import_decision", "import_decision", "EXAMPLES"),
    "new-agreement": CommandPlace("terms.new_agreement", "new_agreement", "EXAMPLES"),
    "new-year": CommandPlace("terms.drafting", "new_year", "NEW_YEAR_EXAMPLES"),
    "use": CommandPlace("terms.use", "use", "EXAMPLES"),
    "pull": CommandPlace("figures.pull", "pull", "PULL_EXAMPLES"),
    "diff": CommandPlace("figures.difference", "diff", "DIFF_EXAMPLE"),
    "tables": CommandPlace("figures.pull", "tables", "TABLES_EXAMPLES"),
    "rehearse": CommandPlace("figures.rehearse", "rehearse", "REHEARSE_EXAMPLES"),
    "decisions": CommandPlace("figures.decisions", "decisions", "EXAMPLES"),
    "list": CommandPlace("projects.listing", "list_all", "LIST_EXAMPLES"),
    "show": CommandPlace("projects.listing", "show", "SHOW_EXAMPLES"),
    "check": CommandPlace("projects.check", "check", "CHECK_EXAMPLE"),
    "doctor": CommandPlace("projects.doctor", "doctor", "DOCTOR_EXAMPLES"),
    "schema": CommandPlace("projects.check", "schema", "SCHEMA_EXAMPLE"),
    "survey": CommandPlace("figures.survey", "app"),
}
"""Every command by its name, in the order in which `--help` lists them."""


def _show_version(wanted: bool) -> None:
    if wanted:
        tell(f"analyysi {__version__}")
        raise typer.Exit


def _common(
    version: Annotated[
        bool,
        typer.Option("--version", help="Show the version.", callback=_show_version, is_eager=True),
    ] = False,
    language: LanguageOption = "",
) -> None:
    pass


def named_command(arguments: Sequence[str]) -> str:
    """Return the command that the arguments begin with; empty where they begin otherwise."""
    first = arguments[0] if arguments else ""
    return first if first in COMMANDS else ""


@cache
def app_of(name: str = "") -> typer.Typer:
    """Return the program with this one command, or with all: to import and to put together all
    takes longer than what many a command does.
    """
    app = command_group(
        "Share a joint cost on official figures, compare the ways of sharing it, report it to a "
        "board.",
        EXAMPLES,
        completion=True,
    )
    app.callback()(_common)
    for listed in [name] if name else COMMANDS:
        place = COMMANDS[listed]
        module = import_module(f"analyysi.cli.{place.module}")
        command = getattr(module, place.function)
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=listed)
        else:
            app.command(listed, cls=Command, epilog=getattr(module, place.examples))(command)
    return app


@cache
def program_of(name: str = "") -> Any:
    """Return the same as the library runs it."""
    return get_command(app_of(name))
