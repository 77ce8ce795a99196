"""A published year on disk: its editions, the record of each, and where its parts lie."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, PlainSerializer, model_validator

from analyysi.agreement.parameters import RunParameters
from analyysi.agreement.reading import agreement_ids, validate
from analyysi.agreement.strict_data import read_json
from analyysi.agreement.values import Frozen, Words, Year
from analyysi.archive.bounds import MOST_RECORD_BYTES, path_fault, paths_fault, read_plain
from analyysi.errors import ParameterError, ReproductionError, Sentence, all_of
from analyysi.project import Project
from analyysi.run.record import sha256
from analyysi.sources.manifest import Sha256
from analyysi.suggestions import did_you_mean

PUBLISHED = "published"
RECORD, CRATE, RESULTS, READ_ME = "run.json", "ro-crate-metadata.json", "results.csv", "README.txt"
SUMS, SIGNATURE = "SHA256SUMS", "SHA256SUMS.sig"
INPUTS, PAPERS, CODE = "inputs", "papers", "code/analyysi.zip"
LOCK = "requirements.lock"
INPUT_PLACES = ("data/", "notebooks/", "templates/")
"""Where the inputs of a year lie in a project, its lock file apart."""
_MOST_REPORTS = 1000
"""Of an edition: each is made again. Every municipality in both languages takes 616."""
_YEAR = re.compile(r"[1-9][0-9]{3}")
_EDITION = re.compile(r"edition-([1-9][0-9]*)")


def _bounded(path: str) -> str:
    fault = path_fault(path)
    if fault:
        raise ValueError(
            Sentence(
                "{path} is no path within the edition: {fault}.", path=f"{path!r}", fault=fault
            )
        )
    return path


def _one_name(folder: str) -> str:
    if "/" in folder:
        raise ValueError(
            Sentence("{folder} is no name of a folder: it has a slash in it.", folder=f"{folder!r}")
        )
    return _bounded(folder)


class FileRecord(Frozen):
    """A file of an edition, as seen from its folder with forward slashes, and its checksum."""

    path: Annotated[Words, AfterValidator(_bounded)]
    sha256: Sha256


RecordedParameters = Annotated[RunParameters, PlainSerializer(RunParameters.recorded)]


class ReportRecord(Frozen):
    """One of the reports that were published: its folder under `papers/`, and how it was made."""

    folder: Annotated[Words, AfterValidator(_one_name)]
    parameters: RecordedParameters
    formats: Annotated[tuple[Words, ...], Field(min_length=1)]
    executed_at: datetime


class CodeRecord(Frozen):
    """The program that made an edition: its version, and one checksum over its code and texts."""

    version: Words
    sha256: Sha256


class Superseded(Frozen):
    """The edition that this one takes the place of, and why."""

    edition: Annotated[int, Field(ge=1)]
    reason: Words


class EditionRecord(Frozen):
    """What `run.json` of an edition holds: everything that its cents and bytes rest on.

    `files` lists every file of the edition but `run.json` itself, the RO-Crate metadata, which is
    made from it, and the list of checksums, which has both.
    """

    format: Literal[1, 2, 3]
    """Earlier records are read as of format 3. In format 1 a report has its language and
    municipality instead of all its parameters; both 1 and 2 name the organiser as who made the
    reports, which it did not.
    """
    agreement: Words
    year: Year
    edition: Annotated[int, Field(ge=1)]
    title: Words
    """The matter and the year, in Finnish."""
    prepared_by: Words | None = None
    """The office that made the calculation, in Finnish; none where the terms name none."""
    prepared_on: date | None = None
    """The day of the calculation; none where the terms have none."""
    published: date
    supersedes: Superseded | None
    fingerprint: Words
    reports: Annotated[tuple[ReportRecord, ...], Field(min_length=1, max_length=_MOST_REPORTS)]
    code: CodeRecord
    python: Words
    packages: dict[Words, Words]
    """Every library of the lock file to the version that was installed."""
    files: tuple[FileRecord, ...]

    @model_validator(mode="after")
    def _stays_in_its_folder(self) -> Self:
        """Refuse an edition without its program or results, files that would be one on some
        system, inputs that lie where no input does, and reports that would be written elsewhere.
        """
        fault = paths_fault(file.path for file in self.files)
        if fault:
            raise ValueError(Sentence("files: {fault}.", fault=fault))
        lacking = {CODE, RESULTS} - {file.path for file in self.files}
        if lacking:
            raise ValueError(
                Sentence(
                    "files: {files} were expected, which every edition has.",
                    files=all_of(sorted(lacking)),
                )
            )
        for path in self.inputs:
            if path != LOCK and not path.startswith(INPUT_PLACES):
                raise ValueError(
                    Sentence(
                        "files: '{folder}/{path}' is no input of a year: an input lies in "
                        "{places} or is {lock}. A file elsewhere could stand in for a "
                        "library of the program.",
                        folder=INPUTS,
                        path=path,
                        places=", ".join(INPUT_PLACES),
                        lock=LOCK,
                    )
                )
        for report in self.reports:
            asked = report.parameters
            if (asked.agreement, asked.year) != (self.agreement, self.year) or asked.trial:
                raise ValueError(
                    Sentence(
                        "reports: the report {folder} is not of {agreement} {year} as it stands, "
                        "and an edition has no other.",
                        folder=report.folder,
                        agreement=self.agreement,
                        year=self.year,
                    )
                )
            if report.parameters.output:
                raise ValueError(
                    Sentence(
                        "reports: the report {folder} would be written to {output}, outside of "
                        "the edition.",
                        folder=report.folder,
                        output=f"{report.parameters.output!r}",
                    )
                )
        return self

    @model_validator(mode="after")
    def _has_nothing_that_is_not_made_again(self) -> Self:
        """Refuse a paper of no report: nobody would make it again and see that it is false."""
        folders = [report.folder for report in self.reports]
        if len(set(folders)) < len(folders):
            raise ValueError("reports: two reports lie in one folder.")
        papers = tuple(f"{PAPERS}/{folder}/" for folder in folders)
        for file in self.files:
            known = file.path in (CODE, RESULTS, READ_ME)
            if not known and not file.path.startswith((f"{INPUTS}/", *papers)):
                raise ValueError(
                    Sentence(
                        "files: '{file}' is of no report of the edition, so nothing says whether "
                        "it is true. A paper lies in {folders}.",
                        file=file.path,
                        folders=", ".join(papers),
                    )
                )
        return self

    @model_validator(mode="before")
    @classmethod
    def _without_organiser(cls, record: Any) -> Any:
        if not isinstance(record, dict) or record.get("format") not in (1, 2):
            return record
        kept = {name: entry for name, entry in record.items() if name != "organiser"}
        return cls._parameters_of_format_1(kept) | {"format": 3}

    @classmethod
    def _parameters_of_format_1(cls, record: dict[str, Any]) -> dict[str, Any]:
        reports = record.get("reports")
        if record["format"] != 1 or not isinstance(reports, list):
            return record
        if not all(isinstance(report, dict) for report in reports):
            return record
        lifted = []
        for report in reports:
            named = {name: report[name] for name in ("language", "municipality") if name in report}
            parameters = {name: record.get(name) for name in ("agreement", "year")} | named
            unchanged = {name: entry for name, entry in report.items() if name not in named}
            lifted.append({**unchanged, "parameters": parameters})
        return {**record, "reports": lifted}

    def sha256(self, path: str) -> str:
        """Return the checksum that a file of the edition had (a `KeyError` if
        it has no such file).
        """
        return {file.path: file.sha256 for file in self.files}[path]

    @property
    def inputs(self) -> dict[str, str]:
        """Return path to checksum of what the year rests on, as the project has it:
        `data/agreements/…`.
        """
        start = f"{INPUTS}/"
        return {
            file.path.removeprefix(start): file.sha256
            for file in self.files
            if file.path.startswith(start)
        }

    def papers(self, report: ReportRecord) -> dict[str, str]:
        """Return file name to checksum of what one report consists of."""
        start = f"{PAPERS}/{report.folder}/"
        return {
            file.path.removeprefix(start): file.sha256
            for file in self.files
            if file.path.startswith(start)
        }


@dataclass(frozen=True)
class Edition:
    """One edition of a published year. The highest number is the one in force;
    earlier ones stay.
    """

    folder: Path
    agreement: str
    year: int
    number: int

    @property
    def name(self) -> Sentence:
        """Return what messages call it: "kainuu-ict 2023, edition 1"."""
        return Sentence(
            "{agreement} {year}, edition {number}",
            agreement=self.agreement,
            year=self.year,
            number=self.number,
        )

    def place_of(self, path: str) -> Sentence:
        """Return what messages call a file of it: "kainuu-ict 2023, edition 1: run.json"."""
        return Sentence("{edition}: {file}", edition=self.name, file=path)

    @cached_property
    def record(self) -> EditionRecord:
        """Return what `run.json` says.

        Raises
        ------
        ReproductionError
            If it is missing or not a record of this edition: nothing can then be compared with it.
        """
        try:
            record = validate(
                read_json(read_plain(self.folder, RECORD, MOST_RECORD_BYTES)),
                EditionRecord,
                self.place_of(RECORD),
            )
        except FileNotFoundError as error:
            raise ReproductionError(
                "{edition}: {file} is missing. Restore the published folder.",
                edition=self.name,
                file=RECORD,
            ) from error
        except ReproductionError as error:
            raise ReproductionError("{edition}: {fault}", edition=self.name, fault=error) from error
        except (ValueError, ParameterError) as error:
            fault: object = error
            if not isinstance(error, ParameterError):
                fault = Sentence(
                    "{edition}: {file} is not valid JSON: {fault}.",
                    edition=self.name,
                    file=RECORD,
                    fault=error,
                )
            raise ReproductionError("{fault} Restore the published folder.", fault=fault) from error
        if (record.agreement, record.year, record.edition) != (
            self.agreement,
            self.year,
            self.number,
        ):
            raise ReproductionError(
                "{edition}: {file} is of {agreement} {year}, edition {number}. Restore "
                "the published folder.",
                edition=self.name,
                file=RECORD,
                agreement=record.agreement,
                year=record.year,
                number=record.edition,
            )
        return record

    @cached_property
    def sums(self) -> bytes | None:
        """Return the list of checksums, which is read once: it is held against the record, git and
        a signature, and must be the same each time. None where there is no plain file of it.
        """
        try:
            return read_plain(self.folder, SUMS, MOST_RECORD_BYTES)
        except (FileNotFoundError, ReproductionError):
            return None

    def published(self, path: str) -> bytes:
        """Return the content of a file of the edition, which is that of the record.

        Files are looked at and then used, and the folder may be one that others can write to: what
        is used is what the record has.

        Raises
        ------
        KeyError
            If the edition has no such file.
        ReproductionError
            If it is missing, is no plain file, or has another checksum.
        """
        checksum = self.record.sha256(path)
        try:
            content = read_plain(self.folder, path)
        except FileNotFoundError as error:
            raise ReproductionError(
                "{edition}: {file} is missing.", edition=self.name, file=path
            ) from error
        if sha256(content) != checksum:
            raise ReproductionError(
                "{edition}: {file} is not what {record} says. Restore the published folder.",
                edition=self.name,
                file=path,
                record=RECORD,
            )
        return content


def published_folder(project: Project, agreement: str, year: int) -> Path:
    """Return where the editions of a year lie: `reports/<agreement>/published/<year>`."""
    return project.reports / agreement / PUBLISHED / str(year)


def editions_of(project: Project, agreement: str, year: int) -> tuple[Edition, ...]:
    """Return the editions of a year, oldest first; none if it has not been published."""
    folder = published_folder(project, agreement, year)
    if not folder.is_dir():
        return ()
    by_number = {}
    for path in folder.iterdir():
        match = _EDITION.fullmatch(path.name)
        if path.is_dir() and match is not None:
            by_number[int(match[1])] = path
    return tuple(
        Edition(by_number[number], agreement, year, number) for number in sorted(by_number)
    )


def published_years(project: Project, agreement: str) -> tuple[int, ...]:
    """Return the years of an agreement that have been published, in order."""
    folder = project.reports / agreement / PUBLISHED
    if not folder.is_dir():
        return ()
    years = [int(path.name) for path in folder.iterdir() if _YEAR.fullmatch(path.name)]
    return tuple(year for year in sorted(years) if editions_of(project, agreement, year))


def find_editions(
    project: Project, agreement: str = "", year: int | None = None
) -> tuple[Edition, ...]:
    """Return the editions of one year, of one agreement, or of all.

    The agreements are those with published years, so that an archive is found without any terms.

    Raises
    ------
    ParameterError
        If that agreement or year has not been published; names the nearest that has.
    """
    folders = project.reports.iterdir() if project.reports.is_dir() else ()
    known = [path.name for path in sorted(folders) if published_years(project, path.name)]
    if agreement and agreement not in known:
        if agreement in agreement_ids(project):
            raise ParameterError(
                "Nothing of '{agreement}' has been published yet: use 'analyysi report "
                "{agreement} YEAR --publish'.",
                agreement=agreement,
            )
        raise ParameterError(
            "No published agreement '{agreement}'.{near}",
            agreement=agreement,
            near=did_you_mean(agreement, known),
        )
    editions: list[Edition] = []
    for name in [agreement] if agreement else known:
        years = published_years(project, name)
        if year is not None and year not in years:
            raise ParameterError(
                "{agreement} {year} has not been published.{near}",
                agreement=name,
                year=year,
                near=did_you_mean(str(year), map(str, years)),
            )
        for published_year in years if year is None else (year,):
            editions += editions_of(project, name, published_year)
    return tuple(editions)
