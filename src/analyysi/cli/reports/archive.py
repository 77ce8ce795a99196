"""The commands that publish a year and recompute what has been published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analyysi.cli.options import ProjectOption, QuietOption, year_of
from analyysi.cli.screen import console, show, tell, words_column
from analyysi.errors import ReproductionError
from analyysi.file_system.places import check_place, temporary_folder
from analyysi.money import euros
from analyysi.project import Project, find_project

if TYPE_CHECKING:
    from analyysi.agreement.parameters import RunParameters
    from analyysi.archive.edition import Edition, EditionRecord
    from analyysi.archive.ledger import Cause, Reproduction
    from analyysi.archive.reproduce import Permissions

REPRODUCE_EXAMPLES = """
Examples:

\b
  analyysi reproduce                  every published year
  analyysi reproduce kainuu-ict 2023
  analyysi reproduce --results-only   the shares to the cent, without making the papers again
  analyysi reproduce kainuu-ict 2023 --own-environment
  analyysi reproduce kainuu-ict 2023 --allowed-signers signers.txt

The program and the notebook in an archive run only if they are on the list of code that was
published, and always apart: without the network, where the system can do that. A year is called
"as published" where git or a signature says what was published; an archive's own list anyone could
have made.
"""


def publish(
    project: Project,
    reports: Sequence[RunParameters],
    formats: Sequence[str],
    reason: str,
    quiet: bool,
    key: str = "",
) -> None:
    """Publish the reports of a year: the one of all in every language, and those of a seat that was
    named; signed, where a key is given.
    """
    from analyysi.archive.known_code import list_of, remember
    from analyysi.archive.publish import publish

    check_place(list_of(project).resolve().parent, 0)
    lists: list[Path | None] = []

    def before_placing(record: EditionRecord, contents: Mapping[str, bytes]) -> None:
        lists.append(remember(project, record, contents))

    of_all = [parameters.model_copy(update={"municipality": ""}) for parameters in reports]
    asked = list(dict.fromkeys([*of_all, *reports]))
    signing_key = Path(key) if key else None
    edition = publish(
        project, asked, formats, reason.strip(), not quiet, signing_key, before_placing
    )
    tell(f"Published: {project.relative(edition.folder)} (write-protected)")
    for listed in filter(None, lists):
        tell(f"Its code may run again unasked: it is now on the list {project.shown(listed)}")
    tell("Commit the folder to git: its first commit says later what was published.")
    tell(f"Recompute it at any time: analyysi reproduce {edition.agreement} {edition.year}")


# Long: a line or more for each option.
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
    run_archived_code: Annotated[
        bool,
        typer.Option(
            "--run-archived-code",
            help="Run code of an archive that is on no list of code that was published. Only if "
            "you know and trust who made it: where it cannot be isolated it may do what you may.",
        ),
    ] = False,
    own_environment: Annotated[
        bool,
        typer.Option(
            "--own-environment",
            help="Install the libraries that each archive's lock file pins, for its Python, and "
            "make shares and papers by them. It takes minutes, and the network.",
        ),
    ] = False,
    allowed_signers: Annotated[
        str,
        typer.Option(
            help="A file of who may sign editions, as ssh-keygen reads it: each must be signed by "
            "one of them."
        ),
    ] = "",
    project: ProjectOption = "",
    quiet: QuietOption = False,
) -> None:
    """Recompute published years from their archives alone, and say what moved if anything differs.

    The shares are always recomputed by the present program; the papers, and the shares once more,
    by the program in the archive.
    """
    from analyysi.archive.edition import find_editions
    from analyysi.archive.own_environment import OwnPythons
    from analyysi.archive.reproduce import Permissions

    root = find_project(project)
    editions = find_editions(root, agreement, year_of(year) if year else None)
    if not editions:
        tell("No year has been published yet: 'analyysi report AGREEMENT YEAR --publish' does it.")
        return
    signers = Path(allowed_signers) if allowed_signers else None
    with temporary_folder() as folder:
        own_pythons = OwnPythons(folder) if own_environment else None
        permissions = Permissions(run_archived_code, own_pythons, signers)
        _warn(run_archived_code)
        reproductions, faults = _reproduce(root, editions, not results_only, quiet, permissions)
    if reproductions:
        _print(reproductions)
    differing = [
        f"{reproduction.edition.name} ({', '.join(dict.fromkeys(_reasons(reproduction)))})"
        for reproduction in reproductions
        if not reproduction.equal
    ]
    if differing:
        faults.append(
            f"not shown to be as it was published: {'; '.join(differing)}. The ledger above says "
            "why."
        )
    if faults:
        raise ReproductionError("\n".join(faults))


def _warn(run_archived_code: bool) -> None:
    """Say on stderr what archived code is not kept from here, before any runs."""
    from analyysi.archive.isolation import isolation

    row = isolation()[1]
    if run_archived_code:
        tell(
            "Warning: code that came with an archive and is on no list may run now, "
            f"{row.sentence}.",
            err=True,
        )
    elif not row.keeps_files:
        tell(f"Note: archived programs run {row.sentence}.", err=True)


def _reproduce(
    project: Project,
    editions: Sequence[Edition],
    papers: bool,
    quiet: bool,
    permissions: Permissions,
) -> tuple[list[Reproduction], list[str]]:
    """Recompute editions, with their names in a progress bar; faults in words come second."""
    from rich.progress import Progress, SpinnerColumn, TimeElapsedColumn

    from analyysi.archive.reproduce import reproduce

    latest = {(edition.agreement, edition.year): edition for edition in editions}
    reproductions: list[Reproduction] = []
    faults: list[str] = []
    screen = console(err=True)
    columns = (SpinnerColumn(), words_column("{task.description}"), TimeElapsedColumn())
    with Progress(
        *columns, console=screen, transient=True, disable=quiet or not screen.is_terminal
    ) as progress:
        task = progress.add_task("")
        for edition in editions:
            in_force = latest[edition.agreement, edition.year] == edition

            def tell(what: str, name: str = edition.name) -> None:
                progress.update(task, description=f"{name}: {what}")

            try:
                reproductions.append(
                    reproduce(project, edition, in_force, papers, tell, permissions)
                )
            except ReproductionError as error:
                faults.append(str(error))
    return reproductions, faults


def _reasons(reproduction: Reproduction) -> list[str]:
    return [cause.kind for cause in reproduction.faults] or ["unexplained"]


def _print(reproductions: Sequence[Reproduction]) -> None:
    from rich.table import Table

    table = Table(title="Published years, recomputed", caption_justify="left")
    for name in ("Agreement", "Year", "Edition", "Published", "Shares", "Papers", ""):
        table.add_column(name, no_wrap=name != "")
    for reproduction in reproductions:
        table.add_row(*_cells(reproduction))
    show(table, least_width=100)
    _tell_unanchored(reproductions)
    if not any(reproduction.causes for reproduction in reproductions):
        return
    ledger = Table(title="Ledger of causes", show_lines=True)
    for name in ("Edition", "Cause", "Where", "What", "Effect on the shares, euros"):
        ledger.add_column(name, overflow="fold")
    for reproduction in reproductions:
        for cause in reproduction.causes:
            kind = cause.kind if cause.fails else f"{cause.kind} (worth knowing, no fault)"
            what = "\n".join(cause.what)
            ledger.add_row(reproduction.edition.name, kind, cause.where, what, _effect(cause))
    show(ledger, least_width=100)


def _tell_unanchored(reproductions: Sequence[Reproduction]) -> None:
    """Say why nothing outside of an edition's folder stands for it, and once what helps."""
    unanchored = [
        reproduction
        for reproduction in reproductions
        if reproduction.equal and reproduction.anchor.kind == "none"
    ]
    for reproduction in unanchored:
        tell(f"{reproduction.edition.name}: {reproduction.anchor.sentence}.")
    if unanchored:
        tell(
            "Nothing outside of its folder says what was published there. Whoever publishes "
            "commits it to git, or signs it (--publish --sign). Of what you were given, ask them "
            "for their git, or for the public key of the signature (--allowed-signers); a commit "
            "of your own says only what you were given."
        )


def _cells(reproduction: Reproduction) -> list[str]:
    edition, papers = reproduction.edition, reproduction.papers
    return [
        edition.agreement,
        str(edition.year),
        str(edition.number),
        edition.record.published.isoformat(),
        "equal to the cent" if reproduction.results_equal else "DIFFER",
        f"{sum(papers.values())} of {len(papers)} equal" if papers else "not made again",
        reproduction.answer,
    ]


def _effect(cause: Cause) -> str:
    if cause.effect is None:
        return "not worked out"
    lines = [_change(code, cents) for code, cents in cause.effect.items()]
    if cause.others:
        lines = ["chosen split:", *(lines or ["none"])]
    for split, changes in cause.others.items():
        lines.append(f"{split}:")
        lines += [_change(code, cents) for code, cents in changes.items()]
    return "\n".join(lines) or "none"


def _change(code: str, cents: int) -> str:
    return f"{code}: {'+' if cents > 0 else '−'}{euros(abs(cents))}"
