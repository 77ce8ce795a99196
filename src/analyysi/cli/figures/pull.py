"""The commands that ask the publishers' services or compare what they gave: pull, tables, diff."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from analyysi.cli.answers import JsonOption, print_answer
from analyysi.cli.completion import (
    complete_agreement,
    complete_language,
    complete_payers,
    complete_recipe,
    complete_snapshot,
)
from analyysi.cli.figures.difference import (
    MOST_SHOWN,
    difference_as_json,
    difference_lines,
    puller_payers,
)
from analyysi.cli.options import ProjectOption, QuietOption
from analyysi.cli.progress import ProgressBar
from analyysi.cli.screen import tell
from analyysi.cli.speech import bulleted, in_words, print_lines, print_sentence, spoken
from analyysi.errors import AnalyysiError, ParameterError, Sentence, either, joined
from analyysi.languages.language_table import LANGUAGES, MAIN_LANGUAGE
from analyysi.languages.user_language import checked_language
from analyysi.project import Project, find_project
from analyysi.sources.fetch.services import OFFLINE, SERVICES

if TYPE_CHECKING:
    from analyysi.sources.fetch.pull import Pulled

INCOMPLETE = 3
"""The exit code where something that was asked for lacks, and what came is stored."""

PULL_EXAMPLES = """
Examples:

\b
  analyysi pull                                   \
population, and budgets of the agreements' municipalities
  analyysi pull --list                            what can be fetched
  analyysi pull --agreement kainuu-ict            what its terms read, and its budgets
  analyysi pull budgets --agreement kainuu-ict    the budgets of its municipalities
  analyysi pull population-by-age --years 2025 --select age=000,001,002
  analyysi pull budgets --years 2027 --municipalities 105,578
  analyysi pull population --offline              finish from what an interrupted pull has kept

What came is stored even if a document of some municipality lacks: a line "Lacking" names it and
says what to do, and the exit code is 3. A municipality that has not reported yet is named too, with
the exit code 0.
"""
TABLES_EXAMPLES = """
Examples:

\b
  analyysi tables                           databases
  analyysi tables StatFin/vaerak            the tables of a folder
  analyysi tables StatFin/vaerak/11ra.px   the variables of a table
"""

PxWebOption = Annotated[
    str,
    typer.Option(
        "--pxweb",
        metavar="URL",
        envvar=SERVICES["pxweb"].variable,
        help="Root of another PxWeb service: a mirror, or a server for tests.",
    ),
]
TreasuryOption = Annotated[
    str,
    typer.Option(
        "--treasury",
        metavar="URL",
        envvar=SERVICES["treasury"].variable,
        help="Root of another State Treasury service.",
    ),
]
OfflineOption = Annotated[
    bool,
    typer.Option(
        "--offline", envvar=OFFLINE, help="Refuse the network: what is not stored is a fault."
    ),
]


# Long: the options of the command, each with its help.
def pull(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            help="What to fetch; see --list. Else the defaults.", autocompletion=complete_recipe
        ),
    ] = None,
    list_: Annotated[
        bool, typer.Option("--list", help="List what can be fetched, and stop.")
    ] = False,
    years: Annotated[
        str,
        typer.Option(
            help="'all', 'newest', 'newest 3' or years such as '2015-2020, 2025'; else the "
            "recipe's."
        ),
    ] = "",
    select: Annotated[
        list[str] | None,
        typer.Option(
            metavar="COLUMN=CODES",
            help="Codes of a further column, or all: age=000,001 or sex=all.",
        ),
    ] = None,
    municipalities: Annotated[
        str,
        typer.Option(
            help="Of budgets and accounts: codes such as 105,578, or 'all'; else the agreements' "
            "own.",
            autocompletion=complete_payers,
        ),
    ] = "",
    agreement: Annotated[
        str,
        typer.Option(
            help="Fetch what the terms of this agreement read and a recipe fetches, and the "
            "defaults; or what is named. Of budgets and accounts: its municipalities' alone.",
            autocompletion=complete_agreement,
        ),
    ] = "",
    against: Annotated[
        str,
        typer.Option(
            metavar="SNAPSHOT",
            help="Compare with this one, not the one in use.",
            autocompletion=complete_snapshot,
        ),
    ] = "",
    offline: OfflineOption = False,
    pxweb: PxWebOption = SERVICES["pxweb"].root,
    treasury: TreasuryOption = SERVICES["treasury"].root,
    project: ProjectOption = "",
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Fetch figures from the official services into new frozen snapshots, and show what changed."""
    from analyysi.sources.fetch.connection import connection
    from analyysi.sources.fetch.order import Wishes

    here = find_project(project)
    if list_:
        _list_recipes(here, as_json=as_json)
        return
    recipes = _chosen_recipes(here, names or [], agreement)
    if against and len(recipes) > 1:
        raise ParameterError("--against is for one table: name just one to fetch.")
    if agreement and municipalities:
        raise ParameterError("--agreement names the municipalities: leave --municipalities out.")
    wishes = Wishes(
        years=years or None,
        select=_selection(select or []),
        municipalities=municipalities or None,
        against=against or None,
    )
    own = _of_agreement(here, agreement, recipes) if agreement else {}
    faults: list[tuple[str, AnalyysiError]] = []
    everything: list[Pulled] = []
    roots = {"pxweb": pxweb, "treasury": treasury}
    with ProgressBar(quiet) as bar, connection(here, bar, roots, offline) as puller:
        for name in recipes:
            try:
                of_payers = own.get(name) or wishes.municipalities
                for pulled in puller.pull(name, replace(wishes, municipalities=of_payers)):
                    everything.append(pulled)
                    if not as_json:
                        print_lines([_pulled_in_words(here, pulled, puller_payers(here))])
            except AnalyysiError as error:
                if len(recipes) == 1:
                    raise
                faults.append((name, error))
    _end(everything, faults, len(recipes), as_json=as_json)


def _end(
    everything: Sequence[Pulled],
    faults: Sequence[tuple[str, AnalyysiError]],
    asked: int,
    *,
    as_json: bool,
) -> None:
    """Say what could not be fetched, and end with the code of it."""
    listed = [Sentence("{name}: {fault}", name=name, fault=error) for name, error in faults]
    parts = [pulled for pulled in everything if not pulled.is_whole]
    if as_json:
        lacking = [remark for pulled in parts for remark in pulled.remarks]
        print_answer(list(map(_as_json, everything)), [*listed, *lacking])
        if faults:
            raise typer.Exit(1)
    elif faults:
        raise AnalyysiError(
            "{count} of {all} could not be fetched; what came is kept for the "
            "next attempt.\n{faults}",
            count=len(faults),
            all=asked,
            faults=bulleted(listed),
        )
    if parts:
        raise typer.Exit(INCOMPLETE)


def _as_json(pulled: Pulled) -> dict[str, Any]:
    manifest, difference = pulled.manifest, pulled.difference
    return {
        "snapshot": manifest.id,
        "new": pulled.is_new,
        "table": manifest.table,
        "reference_period": manifest.reference_period,
        "division": manifest.area_division,
        "updated": manifest.updated,
        "lacking": [
            {"code": lack.municipality_code, "kind": lack.kind, "reason": lack.reason}
            for lack in pulled.lacking
        ],
        "remarks": pulled.remarks,
        "used_by": pulled.used_by,
        "difference": None if difference is None else difference_as_json(difference),
    }


def _of_agreement(project: Project, agreement: str, recipes: list[str]) -> dict[str, str | None]:
    """Return the municipalities to ask for of each recipe that fetches an agreement's figures."""
    from analyysi.agreement.reading import read_agreement
    from analyysi.comparison.trial.pull_wishes import wishes_for

    stated = read_agreement(project, agreement)
    wishes = wishes_for(project, stated, recipes)
    return {name: wish.municipalities for name, wish in wishes.items()}


def _chosen_recipes(project: Project, names: list[str], agreement: str) -> list[str]:
    """Return the recipes that are named, those of an agreement, or the defaults; a misspelt one
    stops before anything is asked.
    """
    from analyysi.sources.fetch.pull import default_names
    from analyysi.sources.recipe import read_recipe

    own = _recipes_of(project, agreement) if agreement and not names else ()
    chosen = names or own or ([] if agreement else default_names(project))
    if not chosen and agreement:
        raise ParameterError(
            "No recipe fetches a table of {agreement}: nothing to pull.", agreement=agreement
        )
    if not chosen:
        raise ParameterError(
            "No recipe in {folder} is marked as default: name one.",
            folder=project.relative(project.recipes),
        )
    for name in chosen:
        read_recipe(project, name)
    return list(dict.fromkeys(chosen))


def _recipes_of(project: Project, agreement: str) -> tuple[str, ...]:
    """Return the recipes that fetch the tables of an agreement's terms, and the defaults for its
    municipalities.
    """
    from analyysi.agreement.reading import read_agreement
    from analyysi.analyst.payers_tables import (
        asked_names,
        payers_table,
        possible_payers,
        recipes_to_fetch,
    )

    stated = read_agreement(project, agreement)
    names = asked_names(project, stated, possible_payers(project, stated), "")
    tables = [payers_table(project, stated, name, frozen=False) for name in names]
    return recipes_to_fetch(project, stated, tables)


def _list_recipes(project: Project, *, as_json: bool) -> None:
    from analyysi.sources.recipe import read_recipe, recipe_names

    recipes = {name: read_recipe(project, name) for name in recipe_names(project)}
    if as_json:
        print_answer(
            [
                {
                    "name": name,
                    "title": recipe.title.or_main(spoken()),
                    "published_as": recipe.published_as,
                    "default": recipe.default,
                }
                for name, recipe in recipes.items()
            ]
        )
        return
    for name, recipe in recipes.items():
        mark = in_words(Sentence(" [default]")) if recipe.default else ""
        published_as = in_words(recipe.published_as)
        tell(f"{name:<20}{recipe.title.or_main(spoken())} ({published_as}){mark}")


def _selection(given: list[str]) -> dict[str, str]:
    chosen: dict[str, str] = {}
    for text in given:
        column, sign, codes = text.partition("=")
        if not sign or not column.strip() or not codes.strip():
            raise ParameterError(
                "--select {option}: COLUMN=CODES was expected, such as age=000,001 or sex=all.",
                option=text,
            )
        chosen[column.strip()] = codes.strip()
    return chosen


def _pulled_in_words(project: Project, pulled: Pulled, payers: frozenset[str]) -> str:
    manifest = pulled.manifest
    lines: list[str]
    if pulled.is_new:
        lines = [Sentence("New snapshot {id}: {table}", id=manifest.id, table=manifest.table)]
    else:
        lines = [
            Sentence(
                "Nothing new: {id} has the same figures. No snapshot was made.", id=manifest.id
            )
        ]
    first, _, last = manifest.reference_period.partition("/")
    period = Sentence("{first} to {last}", first=first, last=last) if last else first
    lines += [
        Sentence(
            "  {period}; municipal division {division}; updated {updated}",
            period=period,
            division=manifest.area_division,
            updated=manifest.updated or Sentence("not told"),
        )
    ]
    checks = manifest.checks[: 2 if pulled.is_new else 0]
    lines += [Sentence("  {line}", line=check) for check in checks]
    lines += [
        Sentence("  {line}", line=remark)
        if remark.startswith("Lacking ")
        else Sentence("  Note: {remark}", remark=remark)
        for remark in pulled.remarks
    ]
    if pulled.difference is not None:
        used = (
            Sentence(", used by {years}", years=", ".join(pulled.used_by)) if pulled.used_by else ""
        )
        lines.append(Sentence("  Against {id}{used}:", id=pulled.difference.old.id, used=used))
        lines += [
            Sentence("    {line}", line=line)
            for line in difference_lines(pulled.difference, payers, MOST_SHOWN)
        ]
    elif pulled.is_new:
        lines.append(Sentence("  There was no earlier snapshot of this table to compare with."))
    if pulled.is_new:
        lines.append(
            Sentence(
                '  To use it, name it in a year\'s terms: snapshot = "{id}", or\n  '
                "analyysi use AGREEMENT YEAR --snapshot {id}",
                id=manifest.id,
            )
        )
    return joined([*lines, *_oddities(project, manifest.id)], "\n")


def _oddities(project: Project, snapshot_id: str) -> list[str]:
    """Return what looks odd in fetched budgets; nothing of other tables."""
    from analyysi.cli.doubts import doubt_lines

    return [Sentence("  Odd: {line}", line=line) for line in doubt_lines(project, [snapshot_id])]


def tables(
    path: Annotated[
        str, typer.Argument(help="A database, folder or table; nothing for the databases.")
    ] = "",
    search: Annotated[str, typer.Option(help="Words to look for in a database.")] = "",
    language: Annotated[
        str, typer.Option(help=either(LANGUAGES), autocompletion=complete_language)
    ] = MAIN_LANGUAGE,
    pxweb: PxWebOption = SERVICES["pxweb"].root,
    offline: OfflineOption = False,
) -> None:
    """Look around in Statistics Finland's service: folders, tables and their variables."""
    from pathlib import Path

    from analyysi.file_system.places import temporary_folder
    from analyysi.sources.answers.px_table import parse_metadata
    from analyysi.sources.fetch.connection import open_transport
    from analyysi.sources.fetch.pxweb import PxWeb
    from analyysi.sources.fetch.transport import Silent

    checked_language(language, "--language")
    with open_transport({"pxweb": pxweb}, offline, Silent()) as transport:
        service = PxWeb(transport, pxweb, language)
        if path.endswith(".px"):
            with temporary_folder() as folder:
                answer = Path(folder) / "metadata.json"
                service.fetch_metadata(path, answer)
                metadata = parse_metadata(answer.read_bytes(), path)
            tell(metadata.title)
            for variable in metadata.variables:
                some = ", ".join(
                    f"{code} {text}"
                    for code, text in list(zip(variable.values, variable.texts, strict=True))[:4]
                )
                marks = joined(
                    [
                        *([Sentence(", time")] if variable.time else []),
                        *([Sentence(", may be left out")] if variable.elimination else []),
                    ],
                    "",
                )
                print_sentence(
                    "  {code} ({text}), {count} values{marks}: {some} …",
                    code=variable.code,
                    text=variable.text,
                    count=len(variable.values),
                    marks=marks,
                    some=some,
                )
            return
        entries = service.search(path, search) if search else service.entries(path)
        for entry in entries:
            tell(f"{entry.id:<28}{entry.text}{f'  {entry.updated}' if entry.updated else ''}")
