"""The commands that publish a year and recompute what has been published."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from analyysi.errors import ParameterError, ReproductionError
from analyysi.money import euros
from analyysi.project import Project, find_project

if TYPE_CHECKING:
    from analyysi.agreement.parameters import RunParameters
    from analyysi.archive.ledger import Cause, Reproduction

REPRODUCE_EXAMPLES = """
Examples:

\b
  analyysi reproduce                  every published year
  analyysi reproduce kainuu-ict 2023
  analyysi reproduce --results-only   the shares to the cent, without making the papers again
"""


def publish(
    project: Project,
    reports: Sequence[RunParameters],
    formats: Sequence[str],
    reason: str,
    quiet: bool,
) -> None:
    """Publish the reports of a year: the one of all in every language, and those of a seat that was
    named.
    """
    from analyysi.archive.publish import publish

    of_all = [parameters.model_copy(update={"municipality": ""}) for parameters in reports]
    edition = publish(
        project, list(dict.fromkeys([*of_all, *reports])), formats, reason.strip(), not quiet
    )
    typer.echo(f"Published: {project.relative(edition.folder)} (write-protected)")
    typer.echo(f"Recompute it at any time: analyysi reproduce {edition.agreement} {edition.year}")


def reproduce(
    agreement: Annotated[
        str, typer.Argument(help="The agreement, e.g. kainuu-ict; all if left out.")
    ] = "",
    year: Annotated[str, typer.Argument(help="The year, e.g. 2023; all if left out.")] = "",
    results_only: Annotated[
        bool,
        typer.Option(
            "--results-only", help="Compare the shares only; do not make the papers again."
        ),
    ] = False,
    project: Annotated[
        str,
        typer.Option(
            "--project", help="The project's folder; else the one the working folder lies in."
        ),
    ] = "",
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress bar.")] = False,
) -> None:
    """Recompute published years from their archives alone, and say what moved
    if anything differs.
    """
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    from analyysi.archive.edition import find_editions
    from analyysi.archive.reproduce import reproduce

    if year and not year.isdecimal():
        raise ParameterError(f"'{year}' is not a year: a whole number such as 2023 was expected.")
    found = find_project(project)
    editions = find_editions(found, agreement, int(year) if year else None)
    if not editions:
        typer.echo(
            "No year has been published yet: 'analyysi report AGREEMENT YEAR --publish' does it."
        )
        return
    latest = {(edition.agreement, edition.year): edition for edition in editions}
    done: list[Reproduction] = []
    faults = []
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(
        *columns, console=console, transient=True, disable=quiet or not console.is_terminal
    ) as progress:
        task = progress.add_task("")
        for edition in editions:
            in_force = latest[edition.agreement, edition.year] == edition

            def tell(what: str, name: str = edition.name) -> None:
                progress.update(task, description=f"{name}: {what}")

            try:
                done.append(reproduce(found, edition, in_force, not results_only, tell))
            except ReproductionError as error:
                faults.append(str(error))
    if done:
        _print(done)
    wrong = [
        f"{one.edition.name} ({', '.join(dict.fromkeys(_reasons(one)))})"
        for one in done
        if not one.equal
    ]
    if wrong:
        faults.append(
            f"does not come out as it was published: {'; '.join(wrong)}. The ledger above says "
            "what moved."
        )
    if faults:
        raise ReproductionError("\n".join(faults))


def _reasons(one: Reproduction) -> list[str]:
    return [cause.kind for cause in one.faults] or ["unexplained"]


def _print(done: Sequence[Reproduction]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(title="Published years, recomputed", caption_justify="left")
    for name in ("Agreement", "Year", "Edition", "Published", "Shares", "Papers", ""):
        table.add_column(name, no_wrap=name != "")
    for one in done:
        edition, made = one.edition, one.papers
        table.add_row(
            edition.agreement,
            str(edition.year),
            str(edition.number),
            edition.record.published.isoformat(),
            "equal to the cent" if one.results_equal else "DIFFER",
            f"{sum(made.values())} of {len(made)} equal" if made else "not made again",
            "as published" if one.equal else "NOT AS PUBLISHED",
        )
    console = Console(width=max(Console().width, 100))
    console.print(table)
    told = [(one, cause) for one in done for cause in one.causes]
    if not told:
        return
    ledger = Table(title="Ledger of causes", show_lines=True)
    for name in ("Edition", "Cause", "Where", "What", "Effect on the shares, euros"):
        ledger.add_column(name, overflow="fold")
    for one, cause in told:
        kind = cause.kind if cause.fails else f"{cause.kind} (worth knowing, no fault)"
        ledger.add_row(one.edition.name, kind, cause.where, "\n".join(cause.what), _effect(cause))
    console.print(ledger)


def _effect(cause: Cause) -> str:
    if cause.effect is None:
        return "not worked out"
    if not cause.effect:
        return "none"
    return "\n".join(
        f"{code}: {'+' if cents > 0 else '−'}{euros(abs(cents))}"
        for code, cents in cause.effect.items()
    )
