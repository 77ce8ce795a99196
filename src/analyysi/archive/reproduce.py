"""Recomputing a published year from its archive alone, with the causes of every difference."""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterable, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import BadZipFile

from analyysi.archive.code_archive import code_files, unpack
from analyysi.archive.edition import CODE, INPUTS, PAPERS, RESULTS, Edition, EditionRecord
from analyysi.archive.integrity import Damage, damages
from analyysi.archive.ledger import Cause, Reproduction, changed_results, effect
from analyysi.archive.replay import lay_out, replay_report, replay_results
from analyysi.archive.scratch_project import Outcome, ScratchProject, scratch_project
from analyysi.archive.swaps import changed_inputs, kind_of, later_figures
from analyysi.errors import ReproductionError
from analyysi.project import Project
from analyysi.run.record import sha256

_OF_RESULTS = (
    "agreement/",
    "sources/",
    "tables/",
    "allocation/",
    "comparison/",
    "languages/",
    "money",
    "schema",
    "units",
    "local_text",
)
"""The parts of the program that shares come from, and what they were called in earlier programs;
the others only show the shares, or name faults.
"""


def reproduce(
    project: Project,
    edition: Edition,
    in_force: bool,
    papers: bool = True,
    tell: Callable[[str], None] = lambda _: None,
) -> Reproduction:
    """Recompute an edition and find the causes of every difference.

    In this order, with one change at a time: the edition's files against its record; its inputs by
    its own program on the present libraries (a difference comes from the libraries); its inputs by
    the present program (a difference comes from the method); and, for the edition in force, each
    input that differs in the project now (data, terms, rounding).

    Parameters
    ----------
    in_force
        Whether this is the latest edition of its year, to which the project's own files belong.
    papers
        Whether the reports are made again too and compared byte for byte; if not, only results.csv.
    tell
        Called with what is being done, for a progress bar.

    Raises
    ------
    ReproductionError
        If the edition's record cannot be read.
    """
    record = edition.record
    tell("checksums")
    damaged = damages(edition)
    harmed = {damage.path for damage in damaged}
    inputs, lost = _true_inputs(project, edition, record, harmed)
    causes: list[Cause] = []
    with (
        scratch_project(inputs, record) as scratch,
        TemporaryDirectory(prefix="analyysi-") as folder,
    ):
        tell("shares by the archived program")
        code = _code(edition, Path(folder), CODE in harmed)
        archived = _archived(scratch, code, record)
        made, stopped = _papers(scratch, code, record, tell) if papers and not lost else ({}, [])
        tell("shares by the present program")
        present = scratch.results()
        causes += _damaged(edition, record, damaged, made, archived, scratch, present, lost)
        if not lost:
            causes += _libraries(edition, record, archived, made, stopped, RESULTS not in harmed)
        if CODE not in harmed:
            causes += _method(edition, archived, present)
        if in_force:
            tell("today's terms and figures")
            causes += _today(project, scratch, present, lost)
            causes += later_figures(scratch, project)
    return Reproduction(
        edition,
        _results_equal(record, archived, present) if not lost else False,
        _papers_equal(record, made),
        tuple(causes),
    )


def _papers_equal(record: EditionRecord, made: Mapping[str, bytes]) -> dict[str, bool]:
    return {
        name: sha256(content) == record.sha256(f"{PAPERS}/{name}") for name, content in made.items()
    }


def _results_equal(record: EditionRecord, archived: Outcome | None, present: Outcome) -> bool:
    outcomes = [present] if archived is None else [archived, present]
    return all(
        outcome.results is not None and sha256(outcome.results.encode()) == record.sha256(RESULTS)
        for outcome in outcomes
    )


def _true_inputs(
    project: Project, edition: Edition, record: EditionRecord, harmed: set[str]
) -> tuple[dict[str, bytes], list[str]]:
    """Return the inputs as they were published, and the paths of those with no true copy left.

    A copy in the project with the published checksum replaces one that was harmed in the archive.
    """
    inputs, lost = {}, []
    for path, checksum in record.inputs.items():
        archived, current = edition.folder / INPUTS / path, project.root / path
        if f"{INPUTS}/{path}" not in harmed:
            inputs[path] = archived.read_bytes()
        elif current.is_file() and sha256(current.read_bytes()) == checksum:
            inputs[path] = current.read_bytes()
        else:
            lost.append(path)
            if archived.is_file():
                inputs[path] = archived.read_bytes()
    return inputs, lost


def _code(edition: Edition, folder: Path, harmed: bool) -> Path | None:
    if harmed:
        return None
    try:
        return lay_out(folder, unpack((edition.folder / CODE).read_bytes()))
    except BadZipFile as error:
        raise ReproductionError(
            f"{edition.name}: {CODE} is no zip file. Restore the published folder."
        ) from error


def _archived(scratch: ScratchProject, code: Path | None, record: EditionRecord) -> Outcome | None:
    """Work the shares out by the archived program; None where that program is lost."""
    if code is None:
        return None
    try:
        return Outcome(replay_results(scratch.project.root, code, record.agreement, record.year))
    except ReproductionError as error:
        return Outcome(None, str(error))


def _papers(
    scratch: ScratchProject, code: Path | None, record: EditionRecord, tell: Callable[[str], None]
) -> tuple[dict[str, bytes], list[str]]:
    """Make every published paper again by the archived program, name within `papers/` to bytes.

    Where it stops, what it said comes second, and the papers are there without a byte.
    """
    made: dict[str, bytes] = {}
    stopped: list[str] = []
    if code is None:
        return made, stopped
    for report in record.reports:
        tell(f"report {report.folder}")
        try:
            again = replay_report(scratch.project.root, code, report)
        except ReproductionError as error:
            again = {}
            stopped.append(f"the archived program stops: {error}")
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
        path, where = damage.path, f"{edition.name}: {damage.path}"
        input_path = path.removeprefix(f"{INPUTS}/")
        if damage.harm == "missing":
            causes.append(Cause("missing", where, ("the file is not there",), None))
        elif damage.harm == "strange":
            causes.append(Cause("record", where, ("it is no file of the edition",)))
        elif path.startswith(f"{INPUTS}/") and input_path not in lost:
            inputs[input_path] = (edition.folder / path).read_bytes()
        elif path.startswith(f"{INPUTS}/"):
            what = (
                "it was edited after publication, and no copy with the published checksum is left",
            )
            causes.append(Cause(kind_of(input_path), where, what, _lost_effect(edition, present)))
        elif path == RESULTS:
            text = (edition.folder / path).read_text(encoding="utf-8", errors="replace")
            true = present.results if archived is None else archived.results
            remarks = changed_results(true, text) if true is not None else ()
            causes.append(Cause("paper", where, ("it was edited after publication", *remarks[:12])))
        elif path.startswith(f"{PAPERS}/"):
            again = made.get(path.removeprefix(f"{PAPERS}/"))
            restored = again is not None and sha256(again) == record.sha256(path)
            remarks = ("made again, it comes out as it was published",) if restored else ()
            causes.append(Cause("paper", where, ("it was edited after publication", *remarks)))
        else:
            causes.append(
                Cause(
                    "method" if path == CODE else "record",
                    where,
                    ("it was edited after publication",),
                    None,
                )
            )
    return [*causes, *changed_inputs(scratch, inputs, present, f"{edition.name}: {INPUTS}/")]


def _lost_effect(edition: Edition, present: Outcome) -> dict[str, int] | None:
    place = edition.folder / RESULTS
    if present.results is None or not place.is_file():
        return None
    return effect(place.read_text(encoding="utf-8"), present.results)


def _libraries(
    edition: Edition,
    record: EditionRecord,
    archived: Outcome | None,
    made: Mapping[str, bytes],
    stopped: list[str],
    results_true: bool,
) -> list[Cause]:
    """The inputs and the program are those published, so what differs comes from the libraries, or
    from Python.
    """
    moved = _moved_versions(record)
    differing = [name for name, equal in _papers_equal(record, made).items() if not equal]
    moved_cents: dict[str, int] | None = {}
    if archived is not None and archived.results is None:
        differing, moved_cents = [f"the archived program stops: {archived.fault}"], None
    elif archived is not None and sha256((archived.results or "").encode()) != record.sha256(
        RESULTS
    ):
        differing.insert(0, RESULTS)
        published = (edition.folder / RESULTS).read_text(encoding="utf-8") if results_true else None
        moved_cents = effect(published, archived.results or "") if published is not None else None
    if differing:
        unnamed = (
            "no version differs: a library's files were changed where they stand, or the machine "
            "computes wrongly",
        )
        what = (*(moved.values() or unnamed), *dict.fromkeys(stopped), *differing)
        return [Cause("library", ", ".join(moved) or "unknown", what, moved_cents)]
    if moved:
        return [
            Cause(
                "library",
                ", ".join(moved),
                (*moved.values(), "nothing is changed by it"),
                fails=False,
            )
        ]
    return []


def _moved_versions(record: EditionRecord) -> dict[str, str]:
    """Return library (and Python) to what differs between the one recorded and the one here."""
    moved = {}
    if record.python != platform.python_version():
        moved["Python"] = f"Python {record.python} → {platform.python_version()}"
    for name, recorded in record.packages.items():
        try:
            here = version(name)
        except PackageNotFoundError:
            # An extra, or one that this Python no longer needs; a library that is truly lacking
            # stops the program.
            continue
        if here != recorded:
            moved[name] = f"{name} {recorded} → {here}"
    return moved


def _method(edition: Edition, archived: Outcome | None, present: Outcome) -> list[Cause]:
    """The inputs and the libraries are the same, so what differs comes from the program."""
    if archived is None or archived.results is None or archived.results == present.results:
        return []
    before = unpack((edition.folder / CODE).read_bytes())
    after = code_files()
    changed = sorted(name for name in {*before, *after} if before.get(name) != after.get(name))
    within = [
        name for name in changed if name.removeprefix("analyysi/").startswith(_OF_RESULTS)
    ] or changed
    if present.results is None:
        return [
            Cause(
                "method", ", ".join(within), (f"the present program stops: {present.fault}",), None
            )
        ]
    changes = changed_results(archived.results, present.results)
    more = (f"and {len(changes) - 12} more amounts",) if len(changes) > 12 else ()
    return [
        Cause(
            "method",
            ", ".join(within),
            (*changes[:12], *more),
            effect(archived.results, present.results),
        )
    ]


def _today(
    project: Project, scratch: ScratchProject, present: Outcome, lost: list[str]
) -> list[Cause]:
    """Compare the true inputs with the project's files of today; no causes if the project lacks the
    year.
    """
    terms = f"data/agreements/{scratch.record.agreement}/{scratch.record.year}.toml"
    if not (project.root / terms).is_file():
        return []
    now = {
        path: (project.root / path).read_bytes() if (project.root / path).is_file() else None
        for path in scratch.inputs
        if path not in lost
    }
    return changed_inputs(scratch, now, present)
