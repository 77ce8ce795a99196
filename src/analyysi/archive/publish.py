"""Publishing a year: its reports, and everything that they rest on, frozen in a folder that is not
written again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from platform import python_version
from typing import TYPE_CHECKING, Any

from analyysi import __version__
from analyysi.agreement.agreement import Agreement
from analyysi.agreement.parameters import RunParameters
from analyysi.agreement.reading import read_agreement, read_terms
from analyysi.agreement.strict_data import read_json
from analyysi.agreement.terms import Terms
from analyysi.archive.anchor import sign
from analyysi.archive.code_archive import code_files, unpack
from analyysi.archive.crate import crate_bytes, read_me, record_bytes
from analyysi.archive.edition import (
    CODE,
    CRATE,
    INPUTS,
    LOCK,
    PAPERS,
    READ_ME,
    RECORD,
    RESULTS,
    SIGNATURE,
    SUMS,
    CodeRecord,
    Edition,
    EditionRecord,
    FileRecord,
    ReportRecord,
    Superseded,
    editions_of,
    published_folder,
)
from analyysi.archive.integrity import sums_bytes
from analyysi.archive.replay import lay_out, replay_report
from analyysi.errors import ParameterError, ReproductionError, StorageError
from analyysi.file_system.folders import create_folder
from analyysi.file_system.locks import PUBLISHING, alone_in, held, tidy
from analyysi.file_system.places import EDITION_ROOM, check_place, temporary_folder
from analyysi.file_system.reading import read_file
from analyysi.file_system.zip_file import zipped
from analyysi.project import Project
from analyysi.report.papers.paper_table import file_names
from analyysi.run.papers import check_formats
from analyysi.run.record import code_sha256, direct_dependencies, sha256
from analyysi.run.report import make_report_files
from analyysi.sources.municipalities.divisions import MERGERS
from analyysi.sources.snapshots import snapshot_files

if TYPE_CHECKING:
    from analyysi.run.engine.papermill_engine import CellProgress

_PINNED = re.compile(r"(?m)^([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s;\\]+)")


BeforePlacing = Callable[[EditionRecord, Mapping[str, bytes]], None]
"""Gets the record of an edition and its contents, path to bytes."""


@dataclass(frozen=True)
class _Made:
    """A report made to be published: its files, and what its record says of the run."""

    report: ReportRecord
    files: Mapping[str, bytes]
    record: Mapping[str, object]


# Long: a line for each thing that the record of an edition says.
def publish(
    project: Project,
    reports: Sequence[RunParameters],
    formats: Sequence[str],
    reason: str = "",
    progress: CellProgress | None = None,
    key: Path | None = None,
    before_placing: BeforePlacing = lambda record, contents: None,
) -> Edition:
    """Make the reports of one year and freeze them with all that they rest on, as the next edition
    of that year.

    Before the edition is put in place, its own copy of the program makes it again from its own
    files, and every byte must agree: an edition that cannot be recomputed is not published. If the
    program is killed meanwhile, the earlier editions stay and no new one appears.

    Parameters
    ----------
    reports
        The reports that a board is given, all of one agreement and year: languages and seats.
    formats
        One or more of `PAPERS`, the same for every report.
    reason
        Why the edition in force is superseded; empty for the first.
    progress
        Who is informed of the reports' cells as they are run.
    key
        An SSH key by which the edition's list of checksums is signed; None: it is not.
    before_placing
        What must be on the disk before the edition is: a kill after it then leaves nothing undone.

    Returns
    -------
    The new edition, write-protected.

    Raises
    ------
    ParameterError
        If the terms are a draft, or the year has been published and no reason is given, or the
        other way round; or if the key does not sign.
    ReproductionError
        If the edition cannot be recomputed from itself. Nothing is then published.
    StorageError
        If the folder cannot be written to, or another publishes the same year, which is seen before
        the reports are made.
    """
    agreement, year = reports[0].agreement, reports[0].year
    formats = check_formats(formats)
    standing = read_agreement(project, agreement)
    folder = published_folder(project, agreement, year)
    check_place(folder, EDITION_ROOM)
    terms = _no_draft(project, standing, year)
    if key is not None:
        sign(b"", key)  # before minutes of work
    with _alone_with(project, agreement, year):
        tidy(folder)
        supersedes = _superseded(project, agreement, year, reason)
        made = [_make(project, parameters, formats, progress) for parameters in reports]
        contents = _contents(project, made)
        record = _record(project, (standing, terms), supersedes, made, contents)
        return _freeze(project, record, contents, key, before_placing)


def _alone_with(project: Project, agreement: str, year: int) -> AbstractContextManager[None]:
    """Keep others that publish the same year out, from before the reports are made: else both take
    minutes and one of them is refused at the end.
    """
    lock = project.reports / agreement / f"{PUBLISHING}{year}"
    busy = StorageError(
        "Another analyysi is publishing {agreement} {year}. Wait until it is "
        "done; if the year is to be published once more then, say why "
        "(--supersede).",
        agreement=agreement,
        year=year,
    )
    return held(lock, 0, busy)


def _record(
    project: Project,
    of_year: tuple[Agreement, Terms],
    supersedes: Superseded | None,
    made: Sequence[_Made],
    contents: Mapping[str, bytes],
) -> EditionRecord:
    """Return what `run.json` says, but for the files that describe the contents."""
    agreement, terms = of_year
    return EditionRecord(
        format=3,
        agreement=agreement.id,
        year=made[0].report.parameters.year,
        edition=supersedes.edition + 1 if supersedes is not None else 1,
        title=f"{agreement.subject.main} {made[0].report.parameters.year}",
        prepared_by=terms.prepared_by.main if terms.prepared_by is not None else None,
        prepared_on=terms.prepared_on,
        published=datetime.now(UTC).date(),
        supersedes=supersedes,
        fingerprint=str(made[0].record["fingerprint"]),
        reports=tuple(made_report.report for made_report in made),
        code=CodeRecord(version=__version__, sha256=code_sha256()),
        python=python_version(),
        packages=_installed(project),
        files=_file_records(contents),
    )


def _freeze(
    project: Project,
    record: EditionRecord,
    contents: dict[str, bytes],
    key: Path | None,
    before_placing: BeforePlacing,
) -> Edition:
    """Add to the contents what describes them, and put the edition in place if it can be made again
    from them.
    """
    contents[READ_ME] = read_me(record)
    record = record.model_copy(update={"files": _file_records(contents)})
    contents |= {RECORD: record_bytes(record), CRATE: crate_bytes(record)}
    contents[SUMS] = sums_bytes(contents)
    if key is not None:
        contents[SIGNATURE] = sign(contents[SUMS], key)
    _prove(contents, record)
    before_placing(record, contents)
    return _place(project, record, contents)


def _no_draft(project: Project, agreement: Agreement, year: int) -> Terms:
    """Return the terms of a year that may be published; refuse a draft."""
    terms = read_terms(project, agreement, year)
    if terms.status == "draft":
        raise ParameterError(
            "{agreement} {year} is a draft, and a draft is not published. Set status to "
            "'decided' (or 'analysis') in its terms first.",
            agreement=agreement.id,
            year=year,
        )
    return terms


def refuse_additions(record: Mapping[str, Any], where: str) -> None:
    """Refuse a report with rules or keys that only a notebook has: an edition is recomputed by the
    program from its files.
    """
    own_record = record.get("own")
    if own_record is not None:
        titles = [entry["title"] for entry in own_record["rules"]] + list(own_record["keys"])
        raise ParameterError(
            "The report of {where} has rules or keys of the analyst's own "
            "({titles}), and an edition must be recomputed by the program from its "
            "files. Take them out of the notebook, or make the rule a method of the "
            "program and the key a survey beside the terms (docs/extending.md).",
            where=where,
            titles=", ".join(titles),
        )


def _contents(project: Project, made: Sequence[_Made]) -> dict[str, bytes]:
    """Return the results, the program, the inputs and the papers, by their paths in the edition."""
    results = {made_report.files[RESULTS] for made_report in made}
    if len(results) != 1:
        raise ReproductionError(
            "The reports do not come to the same results.csv: something changed between them."
        )
    contents = {RESULTS: results.pop(), CODE: zipped(code_files())}
    for name, content in _inputs(project, made).items():
        contents[f"{INPUTS}/{name}"] = content
    for made_report in made:
        for name, content in made_report.files.items():
            if name != RESULTS:
                contents[f"{PAPERS}/{made_report.report.folder}/{name}"] = content
    return contents


def _file_records(contents: Mapping[str, bytes]) -> tuple[FileRecord, ...]:
    return tuple(FileRecord(path=path, sha256=sha256(contents[path])) for path in sorted(contents))


def _superseded(project: Project, agreement: str, year: int, reason: str) -> Superseded | None:
    present = editions_of(project, agreement, year)
    if not present:
        if reason:
            raise ParameterError(
                "{agreement} {year} has not been published, so there is nothing to "
                "supersede. Leave --supersede out.",
                agreement=agreement,
                year=year,
            )
        return None
    last = present[-1]
    if not reason:
        raise ParameterError(
            "{edition} was published on {day} and is write-protected. If it must "
            'change, say why: --supersede "reason" makes the next edition, and this '
            "one stays.",
            edition=last.name,
            day=last.record.published,
        )
    return Superseded(edition=last.number, reason=reason)


def _make(
    project: Project,
    parameters: RunParameters,
    formats: Sequence[str],
    progress: CellProgress | None,
) -> _Made:
    made = make_report_files(project, parameters, formats, progress)
    present = [name for name in file_names(formats) if name in made.files]
    record = read_json(made.files[RECORD])
    refuse_additions(record, f"{parameters.agreement} {parameters.year}")
    report = ReportRecord(
        folder=_folder_in_edition(made.folder, parameters),
        parameters=parameters,
        formats=tuple(formats),
        executed_at=record["executed_at"],
    )
    files = {name: made.files[name] for name in (*present, RESULTS)}
    return _Made(report, files, record)


def _folder_in_edition(folder: Path, parameters: RunParameters) -> str:
    """Return a report's folder under `papers/`: "fi", "sv", "paltamo-fi".

    It is the folder of the report without the year and with every language, the main one too.
    """
    parts = folder.name.split("-")[1:]
    if parameters.language not in parameters.folder_parts():
        parts.append(parameters.language)
    return "-".join(parts)


def _inputs(project: Project, made: Iterable[_Made]) -> dict[str, bytes]:
    """Return every file that the reports rest on, by its path in the project.

    Raises `ReproductionError` if one has changed since the reports were made.
    """
    recorded: dict[str, str] = {}
    for report in made:
        listed = [*report.record["inputs"], report.record["notebook"]]  # type: ignore[misc]
        recorded |= {str(file["path"]): str(file["sha256"]) for file in listed}
    contents = {}
    for name, checksum in recorded.items():
        contents[name] = read_file(project.root / name)
        if sha256(contents[name]) != checksum:
            raise ReproductionError(
                "{name} has changed since the reports were made. Publish again.", name=name
            )
    for path in _companions(project, recorded):
        contents[project.relative(path)] = read_file(path)
    return contents


def _companions(project: Project, recorded: Iterable[str]) -> list[Path]:
    """Return the files that the recorded ones cannot be read without: whole snapshots, manifests,
    mergers, the lock.
    """
    companions = [
        path for path in (project.municipalities / MERGERS, project.root / LOCK) if path.is_file()
    ]
    for name in recorded:
        path = project.root / name
        if path.is_relative_to(project.snapshots):
            companions += snapshot_files(
                project, path.parent.relative_to(project.snapshots).as_posix()
            )
        elif path.is_relative_to(project.boundaries):
            companions += [boundary for boundary in path.parent.iterdir() if boundary.is_file()]
    return companions


def _installed(project: Project) -> dict[str, str]:
    """Return the installed version of every library that the lock file pins, or without a lock file
    of the declared dependencies.
    """
    lock = project.root / LOCK
    if not lock.is_file():
        return direct_dependencies()
    versions = {}
    pinned = _PINNED.findall(lock.read_text(encoding="utf-8"))
    for name, _ in pinned:
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            continue  # of another system or Python, or an extra that is not installed here
    return versions


def _prove(contents: Mapping[str, bytes], record: EditionRecord) -> None:
    """Make every report again from the edition's own files; `ReproductionError`
    if a byte differs.
    """
    with temporary_folder() as name:
        folder = Path(name)
        start = f"{INPUTS}/"
        inputs = {
            path.removeprefix(start): content
            for path, content in contents.items()
            if path.startswith(start)
        }
        project = lay_out(folder / "project", inputs)
        code = lay_out(folder / "code", unpack(contents[CODE]))
        for report in record.reports:
            expected = {**record.papers(report), RESULTS: record.sha256(RESULTS)}
            replayed = replay_report(project, code, report, expected)
            differing = sorted(
                path
                for path, checksum in expected.items()
                if sha256(replayed.get(path, b"")) != checksum
            )
            if differing:
                raise ReproductionError(
                    "Report {report} does not come out of its own inputs: {files} "
                    "differ. Nothing was published. Make the report again, and tell the "
                    "developers if it stays so.",
                    report=report.folder,
                    files=", ".join(differing),
                )


def _place(project: Project, record: EditionRecord, contents: Mapping[str, bytes]) -> Edition:
    """Write the edition beside its place, protect it, and move it there in one step."""
    place = published_folder(project, record.agreement, record.year) / f"edition-{record.edition}"
    try:
        with alone_in(place.parent):
            create_folder(place, contents, protect=True)
    except FileExistsError as error:
        raise ReproductionError(
            "{folder} appeared while it was made. Publish again.", folder=project.relative(place)
        ) from error
    return Edition(place, record.agreement, record.year, record.edition)
