"""The commands that publish a year and recompute what has been published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from analyysi.cli.answers import JsonOption, print_answer
from analyysi.cli.completion import complete_published_agreement, complete_published_year
from analyysi.cli.options import ProjectOption, QuietOption, year_of
from analyysi.cli.progress import ProgressBar
from analyysi.cli.shown_tables import show
from analyysi.cli.speech import headings, in_words, print_sentence
from analyysi.errors import ReproductionError, Sentence, joined
from analyysi.file_system.places import check_place, temporary_folder
from analyysi.languages.saying import Amount
from analyysi.project import Project, find_project

if TYPE_CHECKING:
    from analyysi.agreement.parameters import RunParameters
    from analyysi.archive.edition import Edition, EditionRecord
    from analyysi.archive.ledger import Cause, Kind, Reproduction
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

KINDS: dict[Kind, Sentence] = {
    "data": Sentence("data"),
    "terms": Sentence("terms"),
    "rounding": Sentence("rounding"),
    "method": Sentence("method"),
    "library": Sentence("library"),
    "archive": Sentence("archive"),
    "notebook": Sentence("notebook"),
    "template": Sentence("template"),
    "paper": Sentence("paper"),
    "record": Sentence("record"),
    "missing": Sentence("missing"),
    "path": Sentence("path"),
    "code": Sentence("code"),
    "list": Sentence("list"),
    "signature": Sentence("signature"),
}
"""What each cause of a difference is called."""


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

    of_all = [parameters.model_copy(update={"municipality": ""}) for parameters in reports]
    asked = list(dict.fromkeys([*of_all, *reports]))
    signing_key = Path(key) if key else None
    check_place(list_of(project).resolve().parent, 0)
    lists: list[Path | None] = []

    def before_placing(record: EditionRecord, contents: Mapping[str, bytes]) -> None:
        lists.append(remember(project, record, contents))

    with ProgressBar(quiet) as bar:
        edition = publish(project, asked, formats, reason.strip(), bar, signing_key, before_placing)
    print_sentence("Published: {folder} (write-protected)", folder=project.relative(edition.folder))
    for listed in filter(None, lists):
        print_sentence(
            "Its code may run again unasked: it is now on the list {listed}",
            listed=project.shown(listed),
        )
    print_sentence("Commit the folder to git: its first commit says later what was published.")
    print_sentence(
        "Recompute it at any time: analyysi reproduce {agreement} {year}",
        agreement=edition.agreement,
        year=edition.year,
    )


# Long: a line or more for each option.
def reproduce(
    agreement: Annotated[
        str,
        typer.Argument(
            help="The agreement, e.g. kainuu-ict; all if left out.",
            autocompletion=complete_published_agreement,
        ),
    ] = "",
    year: Annotated[
        str,
        typer.Argument(
            help="The year, e.g. 2023; all if left out.", autocompletion=complete_published_year
        ),
    ] = "",
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
    as_json: JsonOption = False,
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
    if not editions and as_json:
        print_answer([])
        return
    if not editions:
        print_sentence(
            "No year has been published yet: 'analyysi report AGREEMENT YEAR --publish' does it."
        )
        return
    signers = Path(allowed_signers) if allowed_signers else None
    with temporary_folder() as folder:
        own_pythons = OwnPythons(folder) if own_environment else None
        permissions = Permissions(run_archived_code, own_pythons, signers)
        _warn(run_archived_code)
        reproductions, faults = _reproduce(root, editions, not results_only, quiet, permissions)
    if reproductions and not as_json:
        _print(reproductions)
    differing = [
        Sentence(
            "{edition} ({causes})",
            edition=reproduction.edition.name,
            causes=joined(_reasons(reproduction)),
        )
        for reproduction in reproductions
        if not reproduction.equal
    ]
    if differing:
        faults.append(
            Sentence(
                "not shown to be as it was published: {differing}. The ledger above says why.",
                differing=joined(differing, "; "),
            )
        )
    if as_json:
        print_answer([_as_json(reproduction) for reproduction in reproductions], faults)
        raise typer.Exit(1 if faults else 0)
    if faults:
        raise ReproductionError(joined(faults, "\n"))


def _as_json(reproduction: Reproduction) -> dict[str, Any]:
    edition = reproduction.edition
    return {
        "agreement": edition.agreement,
        "year": edition.year,
        "edition": edition.number,
        "published_on": edition.record.published,
        "comes_out": reproduction.equal,
        "shares_equal": reproduction.results_equal,
        "papers_equal": dict(reproduction.papers),
        "answer": reproduction.answer,
        "causes": [
            {"kind": cause.kind, "fault": cause.fails, "where": cause.where, "what": cause.what}
            for cause in reproduction.causes
        ],
    }


def _warn(run_archived_code: bool) -> None:
    """Say on stderr what archived code is not kept from here, before any runs."""
    from analyysi.archive.isolation import isolation

    row = isolation()[1]
    if run_archived_code:
        print_sentence(
            "Warning: code that came with an archive and is on no list may run now, {sentence}.",
            sentence=row.sentence,
            err=True,
        )
    elif not row.keeps_files:
        print_sentence("Note: archived programs run {sentence}.", sentence=row.sentence, err=True)


def _reproduce(
    project: Project,
    editions: Sequence[Edition],
    papers: bool,
    quiet: bool,
    permissions: Permissions,
) -> tuple[list[Reproduction], list[str]]:
    """Recompute editions, and show which one is at what; faults in words come second."""
    from analyysi.archive.reproduce import reproduce

    latest = {(edition.agreement, edition.year): edition for edition in editions}
    reproductions: list[Reproduction] = []
    faults: list[str] = []
    with ProgressBar(quiet) as bar:
        for edition in editions:
            in_force = latest[edition.agreement, edition.year] == edition

            def tell_step(what: str, name: str = edition.name) -> None:
                bar.begin(Sentence("{name}: {step}", name=name, step=what))

            try:
                reproductions.append(
                    reproduce(project, edition, in_force, papers, tell_step, permissions)
                )
            except ReproductionError as error:
                faults.append(error.sentence)
    return reproductions, faults


def _reasons(reproduction: Reproduction) -> list[Sentence]:
    kinds = dict.fromkeys(cause.kind for cause in reproduction.faults)
    return [KINDS[kind] for kind in kinds] or [Sentence("unexplained")]


def _print(reproductions: Sequence[Reproduction]) -> None:
    from rich.table import Table

    title = in_words(Sentence("Published years, recomputed"))
    table = Table(title=title, caption_justify="left")
    names = headings("Agreement", "Year", "Edition", "Published", "Shares", "Papers")
    for name in (*names, ""):
        table.add_column(name, overflow="fold")
    for reproduction in reproductions:
        table.add_row(*_cells(reproduction))
    show(table)
    _tell_unanchored(reproductions)
    if not any(reproduction.causes for reproduction in reproductions):
        return
    ledger = Table(title=in_words(Sentence("Ledger of causes")), show_lines=True)
    for name in headings("Edition", "Cause", "Where", "What", "Effect on the shares, euros"):
        ledger.add_column(name, overflow="fold")
    for reproduction in reproductions:
        for cause in reproduction.causes:
            kind = KINDS[cause.kind]
            if not cause.fails:
                kind = Sentence("{kind} (worth knowing, no fault)", kind=kind)
            what = "\n".join(map(in_words, cause.what))
            spoken_words = map(in_words, (reproduction.edition.name, kind, cause.where))
            ledger.add_row(*spoken_words, what, _effect(cause))
    show(ledger)


def _tell_unanchored(reproductions: Sequence[Reproduction]) -> None:
    """Say why nothing outside of an edition's folder stands for it, and once what helps."""
    unanchored = [
        reproduction
        for reproduction in reproductions
        if reproduction.equal and reproduction.anchor.kind == "none"
    ]
    for reproduction in unanchored:
        print_sentence(
            "{name}: {sentence}.",
            name=reproduction.edition.name,
            sentence=reproduction.anchor.sentence,
        )
    if unanchored:
        print_sentence(
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
        in_words(Sentence("equal to the cent" if reproduction.results_equal else "DIFFER")),
        in_words(
            Sentence("{equal} of {count} equal", equal=sum(papers.values()), count=len(papers))
            if papers
            else Sentence("not made again")
        ),
        in_words(reproduction.answer),
    ]


def _effect(cause: Cause) -> str:
    if cause.effect is None:
        return in_words(Sentence("not worked out"))
    lines = [_change(code, cents) for code, cents in cause.effect.items()]
    if cause.others:
        none = in_words(Sentence("none"))
        lines = [in_words(Sentence("chosen split:")), *(lines or [none])]
    for split, changes in cause.others.items():
        lines.append(f"{split}:")
        lines += [_change(code, cents) for code, cents in changes.items()]
    return "\n".join(lines) or in_words(Sentence("none"))


def _change(code: str, cents: int) -> str:
    return f"{code}: {'+' if cents > 0 else '−'}{in_words(Amount(abs(cents)))}"
