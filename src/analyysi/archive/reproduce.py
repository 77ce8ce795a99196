"""Recomputing a published year from its archive alone, with the causes of every difference."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from analyysi.archive.anchor import Anchor, anchor_of
from analyysi.archive.bounds import plain_file, read_plain
from analyysi.archive.code_archive import code_files, unpack
from analyysi.archive.edition import CODE, INPUTS, PAPERS, RESULTS, Edition, EditionRecord
from analyysi.archive.integrity import HARM_IN_WORDS, Damage, damages
from analyysi.archive.known_code import LOCKED, executed, unknown_code
from analyysi.archive.ledger import (
    Cause,
    Kind,
    Reproduction,
    changed_results,
    first_of,
    is_results,
    with_effects,
)
from analyysi.archive.method_search import files_behind, suspects
from analyysi.archive.own_environment import OwnPythons
from analyysi.archive.replay import LackingLibraryError, lay_out, replay_report, replay_results
from analyysi.archive.scratch_project import Outcome, ScratchProject, scratch_project
from analyysi.archive.swaps import changed_inputs, groups, kind_of, later_figures
from analyysi.archive.within_archive import MadeAgain, papers_equal, within_archive
from analyysi.errors import ReproductionError, Sentence, joined
from analyysi.file_system.places import temporary_folder
from analyysi.file_system.reading import read_file
from analyysi.project import Project
from analyysi.run.record import sha256

_EDITED = Sentence("it was edited after publication")


@dataclass(frozen=True)
class Permissions:
    """What a user allows beyond what is done unasked.

    Parameters
    ----------
    archived_code
        Whether code of an edition may run that is on no list.
    own_pythons
        Where environments of editions' own are made; None where the libraries are those here.
    signers
        The file that says who may sign editions; None where git is asked instead.
    """

    archived_code: bool = False
    own_pythons: OwnPythons | None = None
    signers: Path | None = None


@dataclass(frozen=True)
class _Program:
    """The archived program: its folder, and the Python that runs it if it is not this one."""

    code: Path
    python: Path | None
    papers: bool
    """Whether all that runs for a paper may run."""


def reproduce(
    project: Project,
    edition: Edition,
    in_force: bool,
    papers: bool = True,
    tell: Callable[[str], None] = lambda _: None,
    permissions: Permissions = Permissions(),
) -> Reproduction:
    """Recompute an edition and find the causes of every difference.

    In this order: the edition's files against its record, and its list against what stands outside
    of its folder; its inputs by its own program, if that may run, and by the present one; and, for
    the edition in force, each input that differs in the project now (data, terms, rounding).

    Parameters
    ----------
    in_force
        Whether this is the latest edition of its year, to which the project's own files belong.
    papers
        Whether the reports are made again too and compared byte for byte; if not, only results.csv.
    tell
        Called with what is being done.

    Raises
    ------
    ReproductionError
        If the edition's record cannot be read, or an environment of its own cannot be made.
    """
    record = edition.record
    tell(Sentence("checksums"))
    damaged = damages(edition)
    harmed = {damage.path for damage in damaged}
    anchor = anchor_of(project, edition, permissions.signers)
    inputs, lost = _true_inputs(project, edition, record, harmed)
    unknown = unknown_code(edition, harmed, permissions.own_pythons is not None)
    causes = _handed_over(edition, anchor, unknown, permissions.archived_code)
    barred = {*harmed, *([] if permissions.archived_code else unknown)}
    with (
        scratch_project(inputs, record) as scratch,
        temporary_folder() as folder,
    ):
        program = _program(edition, folder, barred, permissions, tell)
        tell(Sentence("shares by the archived program"))
        archived = _archived(scratch, program, record)
        made, stopped = _papers(scratch, program, tell) if papers and not lost else ({}, [])
        tell(Sentence("shares by the present program"))
        present = scratch.results()
        causes += _damaged(edition, record, damaged, made, archived, scratch, present, lost)
        again = MadeAgain(archived, made, stopped)
        if not lost:
            again = _with_true_copies(project, scratch, program, present, again)
            causes += within_archive(edition, again, RESULTS not in harmed)
        if program is not None:
            tell(Sentence("the program, file by file"))
            causes += _method(edition, scratch, archived, present)
        if in_force:
            tell(Sentence("today's terms and figures"))
            causes += _today(project, scratch, present, [*lost, *again.true_copies])
    results_equal = not lost and _results_equal(record, archived, present)
    return Reproduction(edition, results_equal, papers_equal(record, made), tuple(causes), anchor)


def _handed_over(
    edition: Edition, anchor: Anchor, unknown: Sequence[str], allowed: bool
) -> list[Cause]:
    """Return the causes that are told of any archive before a thing of it runs: a list that is not
    the one known elsewhere, and code that is on no list.
    """
    causes = []
    if anchor.contradicted:
        # Only git shows that it was made again: a signature may be by somebody whom nobody named.
        kind: Kind = "list" if anchor.kind == "git" else "signature"
        remark = Sentence(
            "somebody has made it again: what agrees with it proves nothing"
            if kind == "list"
            else "nobody you named signed it: what agrees with it proves nothing"
        )
        causes.append(Cause(kind, edition.name, (anchor.sentence, remark), None))
    for path in unknown:
        where = edition.place_of(path)
        if allowed:
            note = Sentence(
                "it is on no list of code that was published; it may run because you allowed it"
            )
            causes.append(Cause("code", where, (note,), {}, fails=False))
        else:
            fault = Sentence(
                "it is on no list of code that was published, so it was neither run nor "
                "installed. Ask who made it, and only if you trust them give --run-archived-code"
            )
            causes.append(Cause("code", where, (fault,), None))
    return causes


def _program(
    edition: Edition,
    folder: Path,
    barred: set[str],
    permissions: Permissions,
    tell: Callable[[str], None],
) -> _Program | None:
    """Lay the archived program out; None where it is harmed or may not run.

    Parameters
    ----------
    barred
        The paths of the edition that are harmed, or that may not run.
    """
    if CODE in barred:
        return None
    code = lay_out(folder, unpack(edition.published(CODE)))
    whole = barred.isdisjoint(executed(edition.record))
    if permissions.own_pythons is None or LOCKED in barred:
        return _Program(code, None, whole)
    tell(Sentence("an environment from its lock file, which takes minutes"))
    return _Program(code, permissions.own_pythons.python_of(edition), whole)


def _results_equal(record: EditionRecord, archived: Outcome | None, present: Outcome) -> bool:
    outcomes = [present] if archived is None else [archived, present]
    return all(outcome.gives(record.sha256(RESULTS)) for outcome in outcomes)


def _true_inputs(
    project: Project, edition: Edition, record: EditionRecord, harmed: set[str]
) -> tuple[dict[str, bytes], list[str]]:
    """Return the inputs as they were published, and the paths of those with no true copy left.

    A copy in the project with the published checksum replaces one that was harmed in the archive.
    """
    inputs, lost = {}, []
    for path, checksum in record.inputs.items():
        archived, current = f"{INPUTS}/{path}", project.root / path
        if archived not in harmed:
            inputs[path] = edition.published(archived)
        elif current.is_file() and sha256(read_file(current)) == checksum:
            inputs[path] = read_file(current)
        else:
            lost.append(path)
            if plain_file(edition.folder, archived):
                inputs[path] = read_plain(edition.folder, archived)
    return inputs, lost


def _archived(
    scratch: ScratchProject, program: _Program | None, record: EditionRecord
) -> Outcome | None:
    """Work the shares out by the archived program; None where that is lost or may not run."""
    if program is None:
        return None
    asked = (scratch.project.root, program.code, record.agreement, record.year)
    try:
        # The Python is given only where it is another than this one.
        python = () if program.python is None else (program.python,)
        results = replay_results(*asked, *python)
    except LackingLibraryError as error:
        return Outcome(None, error.sentence, error.library)
    except ReproductionError as error:
        return Outcome(None, error.sentence)
    if not is_results(results):
        return Outcome(None, "what it prints is no table of results")
    return Outcome(results)


def _results_moved(archived: Outcome | None, record: EditionRecord) -> bool:
    """Return whether the archived program gives other results than the published ones, or stops,
    unless for lack of a library.
    """
    if archived is None or archived.lacking:
        return False
    return not archived.gives(record.sha256(RESULTS))


def _true_copies(
    project: Project, scratch: ScratchProject, program: _Program | None, archived: Outcome | None
) -> list[str]:
    """Return the inputs whose copies in the project, in the place of the archived ones, give the
    published results by the archived program: a snapshot or a file alone, or else all that differ.
    Empty where the archived ones give them, or no copies do.
    """
    record = scratch.record
    if not _results_moved(archived, record):
        return []
    differing = {}
    for path, content in scratch.inputs.items():
        place = project.root / path
        copy = read_file(place) if place.is_file() else content
        if copy != content:
            differing[path] = copy
    tried = list(groups(differing).values())
    if len(tried) > 1:
        tried.append(list(differing))
    for paths in tried:
        with scratch.swapped({path: differing[path] for path in paths}):
            if not _results_moved(_archived(scratch, program, record), record):
                return paths
    return []


def _with_true_copies(
    project: Project,
    scratch: ScratchProject,
    program: _Program | None,
    present: Outcome,
    again: MadeAgain,
) -> MadeAgain:
    """Add the project's copies that give the published results, and how the archived ones differ
    from them.
    """
    copies = _true_copies(project, scratch, program, again.results)
    return replace(
        again,
        true_copies=copies,
        differences=_differences_to_copies(project, scratch, present, copies),
        own_environment=program is not None and program.python is not None,
    )


def _differences_to_copies(
    project: Project, scratch: ScratchProject, present: Outcome, paths: Sequence[str]
) -> list[str]:
    """Say what differs between archived inputs and the project's copies of them."""
    copies = {path: read_file(project.root / path) for path in paths}
    differences: list[str] = []
    for cause in changed_inputs(scratch, copies, present):
        differences += cause.what
    return differences


def _papers(
    scratch: ScratchProject, program: _Program | None, tell: Callable[[str], None]
) -> tuple[dict[str, bytes], list[ReproductionError]]:
    """Make every published paper again by the archived program, name within `papers/` to bytes.

    Where it stops, what it said comes second, and the papers are there without a byte.
    """
    made: dict[str, bytes] = {}
    stopped: list[ReproductionError] = []
    if program is None or not program.papers:
        return made, stopped
    record = scratch.record
    for report in record.reports:
        tell(Sentence("report {folder}", folder=report.folder))
        try:
            names = record.papers(report)
            again = replay_report(scratch.project.root, program.code, report, names, program.python)
        except ReproductionError as error:
            again = {}
            stopped.append(error)
        made |= {f"{report.folder}/{name}": again.get(name, b"") for name in record.papers(report)}
    return made, stopped


def _damaged(
    edition: Edition,
    record: EditionRecord,
    damaged: Iterable[Damage],
    made: Mapping[str, bytes],
    archived: Outcome | None,
    scratch: ScratchProject,
    present: Outcome,
    lost: list[str],
) -> list[Cause]:
    """Return the causes that lie in the edition's own files."""
    causes, inputs = [], {}
    for damage in damaged:
        path, where = damage.path, edition.place_of(damage.path)
        input_path = path.removeprefix(f"{INPUTS}/")
        if damage.harm != "changed":
            causes.append(_of_harm(damage, where))
        elif path.startswith(f"{INPUTS}/") and input_path not in lost:
            inputs[input_path] = read_plain(edition.folder, path)
        elif path.startswith(f"{INPUTS}/"):
            what = (
                Sentence(
                    "it was edited after publication, and no copy with the published checksum is "
                    "left"
                ),
            )
            causes.append(_lost_effect(edition, present, Cause(kind_of(input_path), where, what)))
        elif path == RESULTS:
            text = read_plain(edition.folder, path).decode("utf-8", "replace")
            true = present.results if archived is None else archived.results
            remarks = changed_results(true, text) if true is not None else ()
            causes.append(Cause("paper", where, (_EDITED, *remarks[:12])))
        elif path.startswith(f"{PAPERS}/"):
            again = made.get(path.removeprefix(f"{PAPERS}/"))
            restored = again is not None and sha256(again) == record.sha256(path)
            remarks = (
                (Sentence("made again, it comes out as it was published"),) if restored else ()
            )
            causes.append(Cause("paper", where, (_EDITED, *remarks)))
        else:
            causes.append(
                Cause(
                    "method" if path == CODE else "record",
                    where,
                    (_EDITED,),
                    None,
                )
            )
    return [*causes, *changed_inputs(scratch, inputs, present, edition.place_of(f"{INPUTS}/"))]


def _of_harm(damage: Damage, where: str) -> Cause:
    """Return the cause that a file is that is not there, not of the edition, or out of bounds."""
    if damage.harm == "missing":
        return Cause("missing", where, (Sentence("the file is not there"),), None)
    words = HARM_IN_WORDS[damage.harm]
    if damage.harm == "strange":
        return Cause("record", where, (Sentence("it {harm}", harm=words),))
    remark = (damage.remark,) if damage.remark else ()
    return Cause("path", where, (Sentence("it {harm}", harm=words), *remark), None)


def _lost_effect(edition: Edition, present: Outcome, cause: Cause) -> Cause:
    there = plain_file(edition.folder, RESULTS)
    published = read_plain(edition.folder, RESULTS).decode("utf-8", "replace") if there else None
    return with_effects(cause, published, present.results)


def _method(
    edition: Edition, scratch: ScratchProject, archived: Outcome | None, present: Outcome
) -> list[Cause]:
    """The inputs and the libraries are the same, so what differs comes from the program: name the
    file whose change moves the shares, or else what moves them and how many files changed.
    """
    if archived is None or archived.results is None or archived.results == present.results:
        return []
    before = unpack(edition.published(CODE))
    after = code_files()
    if present.results is None:
        stops = (Sentence("the present program stops: {fault}", fault=present.fault),)
        return [Cause("method", Sentence("the present program"), stops, None)]
    suspected = suspects(scratch, archived.results, present.results)
    changed = files_behind(scratch, before, after, archived.results, present.results, suspected)
    causes = []
    for file in changed:
        remark = (
            Sentence(
                "the archived program and the present one give the same shares but for this file"
            )
            if file.alone
            else Sentence("this file alone moves some of the shares")
        )
        what = (remark, *first_of(changed_results(file.before, file.after), Sentence("amounts")))
        cause = Cause("method", file.path, what)
        causes.append(with_effects(cause, file.before, file.after))
    if causes:
        return causes
    named = dict.fromkeys(suspect.name for suspect in suspected)
    names = joined(named or [Sentence("the program")])
    modules = dict.fromkeys(f"{suspect.module.replace('.', '/')}.py" for suspect in suspected)
    differing = sum(1 for name in {*before, *after} if before.get(name) != after.get(name))
    what = (
        Sentence(
            "the shares differ by: {names}. No file that was swapped alone moves them: {files} "
            "files of the program differ",
            names=names,
            files=differing,
        ),
        *first_of(changed_results(archived.results, present.results), Sentence("amounts")),
    )
    cause = Cause("method", ", ".join(modules) or Sentence("the program"), what)
    return [with_effects(cause, archived.results, present.results)]


def _today(
    project: Project, scratch: ScratchProject, present: Outcome, lost: list[str]
) -> list[Cause]:
    """Compare the true inputs with the project's files of today, unless the project lacks the year,
    and name figures that a later snapshot has otherwise.
    """
    terms = f"data/agreements/{scratch.record.agreement}/{scratch.record.year}.toml"
    if not (project.root / terms).is_file():
        return later_figures(scratch, project)
    now = {
        path: read_file(project.root / path) if (project.root / path).is_file() else None
        for path in scratch.inputs
        if path not in lost
    }
    return [*changed_inputs(scratch, now, present), *later_figures(scratch, project)]
