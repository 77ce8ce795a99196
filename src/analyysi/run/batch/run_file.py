"""Which reports a batch makes: the groups of a run file, expanded into single reports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from analyysi.agreement.agreement import Agreement
from analyysi.agreement.parameters import TRIAL_NAMES, RunParameters, check_parameters
from analyysi.agreement.reading import (
    agreement_ids,
    agreement_path,
    read_agreement,
    read_terms,
    validate,
    years_of,
)
from analyysi.agreement.report_parts import WITH_ANNEX, Part
from analyysi.agreement.strict_data import UnreadableError, read_toml
from analyysi.agreement.terms import Terms
from analyysi.agreement.toml_text import toml_text
from analyysi.agreement.values import Frozen, Printable
from analyysi.comparison.participants import participant, payers_of
from analyysi.errors import AnalyysiError, ParameterError, Sentence
from analyysi.file_system.reading import read_file
from analyysi.languages.language_table import MAIN_LANGUAGE, check_language
from analyysi.languages.plain_text import visible
from analyysi.project import Project
from analyysi.report.papers.paper_table import DEFAULT_FORMAT
from analyysi.run.folder import report_folder
from analyysi.run.notebook_choice import notebook_of
from analyysi.run.papers import check_formats
from analyysi.run.trial_check import check_trial
from analyysi.suggestions import did_you_mean

ALL: Literal["all"] = "all"
JOINT = "joint"
"""Words of a run file: everything there is; the report of all, from nobody's seat."""

_FIRST, _LAST = 1900, 2200
_MOST_WORKERS = 1024


def _years(value: Any) -> Any:
    """Return years and ranges of years, written as numbers or as text, as text."""
    if value == ALL or not isinstance(value, list | tuple):
        return value
    for year in value:
        if isinstance(year, bool) or not isinstance(year, int | str) or not _years_in(str(year)):
            raise ValueError(
                Sentence('{year} is no year: 2023 or "2001-2022" was expected', year=f"{year!r}")
            )
    return [str(year) for year in value]


def _years_in(text: str) -> range:
    """Return the years of a text such as "2023" or "2001-2022"; none if it names none."""
    first, dash, last = text.partition("-")
    last = last if dash else first
    if not all(re.fullmatch(r"[0-9]{4}", year) for year in (first, last)):
        return range(0)
    if not _FIRST <= int(first) <= int(last) <= _LAST:
        return range(0)
    return range(int(first), int(last) + 1)


def _trial_values(table: Any) -> Any:
    """Return each parameter of a trial with its values as a tuple; refuse a name that is none."""
    if not isinstance(table, dict):
        return table
    for name, value in table.items():
        if name not in TRIAL_NAMES:
            raise ValueError(
                Sentence(
                    "'{name}' is no parameter of a trial.{near}",
                    name=name,
                    near=did_you_mean(name, TRIAL_NAMES),
                )
            )
        if value == []:
            raise ValueError(Sentence("{name} = [] names nothing to try: leave it out", name=name))
        if name == "participants" and isinstance(value, list) and not all(map(_is_several, value)):
            raise ValueError(
                Sentence(
                    'each value of participants is a whole group: write "578,105" for one trial, '
                    'and ["578,105", "290,765"] for two'
                )
            )
    return {
        name: tuple(value) if isinstance(value, list) else (value,) for name, value in table.items()
    }


def _is_several(group: Any) -> bool:
    """Return whether a value names several participants, not one of a list that was meant whole."""
    return isinstance(group, list) or "," in str(group)


Names = Literal["all"] | tuple[Printable, ...]
Years = Annotated[Literal["all"] | tuple[Printable, ...], BeforeValidator(_years)]


class Group(Frozen):
    """Every agreement by every year by every seat by every language."""

    agreements: Names = ALL
    years: Years = ALL
    """Years, and ranges such as "2001-2022", of which an agreement need not have every year."""
    municipalities: Names = (JOINT,)
    """Seats by name or code; "joint" is the report of all, "all" that and one for every
    participant.
    """
    languages: tuple[Printable, ...] = (MAIN_LANGUAGE,)
    formats: tuple[Printable, ...] = (DEFAULT_FORMAT,)
    part: Part = WITH_ANNEX
    """What of each report the page and the PDF hold, as `RunParameters.part` says."""
    parameters: Annotated[dict[Printable, tuple[Any, ...]], BeforeValidator(_trial_values)] = Field(
        default_factory=dict
    )
    """Parameters of trials, each with a value or a list of values: every combination is a report.
    """

    def trials(self) -> list[dict[str, Any]]:
        """Return the parameters of each trial; one that changes nothing if none is asked for."""
        return [
            dict(zip(self.parameters, values, strict=True))
            for values in product(*self.parameters.values())
        ]


class RunFile(Frozen):
    """A file that says which reports a batch makes: `analyysi batch batch.toml`."""

    output: Annotated[str, AfterValidator(visible)] = ""
    """Where the reports go, a folder or an address that fsspec knows; empty means the project's
    `reports/`.
    """
    workers: int = Field(default=0, ge=0, le=_MOST_WORKERS)
    """How many reports are made at once; 0 means one for each core."""
    reports: tuple[Group, ...] = Field(min_length=1)


@dataclass(frozen=True)
class ReportRun:
    """One report that a batch is to make.

    `name` is its folder below the output: "kainuu-ict/2023-paltamo-sv". `seat_name` is the Finnish
    name of the participant from whose seat it is made, empty for the joint report.
    """

    name: str
    parameters: RunParameters
    formats: tuple[str, ...]
    seat_name: str = ""


@dataclass(frozen=True)
class FaultyYear:
    """A year of an agreement whose reports cannot even be listed, and why."""

    name: str
    agreement: str
    year: int
    fault: str


def read_run_file(path: Path) -> RunFile:
    """Read and check a run file.

    Raises
    ------
    ParameterError
        If there is none, or with every fault in it and the nearest valid name for a misspelt one.
    """
    try:
        content = read_toml(toml_text(read_file(path), str(path)))
    except FileNotFoundError as error:
        raise ParameterError(
            "There is no run file {file}. docs/batch.md shows what stands in one.", file=str(path)
        ) from error
    except OSError as error:
        raise ParameterError(
            "{file} cannot be read: {fault}.", file=str(path), fault=str(error)
        ) from error
    except UnreadableError as error:
        raise ParameterError(
            "{file} is not valid TOML: {fault}.", file=str(path), fault=error
        ) from error
    return validate(content, RunFile, path.name)


def planned_runs(
    project: Project, groups: Sequence[Group]
) -> tuple[list[ReportRun], list[FaultyYear]]:
    """Expand the groups into reports, by agreement, year, seat (the joint report first), language.

    A report that several groups name is made once, with the formats of all of them. A year or a
    seat that one agreement has and another has not is made where it is.

    Returns
    -------
    The reports, and the years whose terms are at fault: they must not stop the others.

    Raises
    ------
    ParameterError
        For a name, year, language or format that there is nowhere.
    """
    report_runs: dict[str, ReportRun] = {}
    faulty_years: dict[str, FaultyYear] = {}
    for group in groups:
        for language in group.languages:
            check_language(language)
        formats = check_formats(group.formats)
        for run in _of_group(project, group, formats):
            if isinstance(run, FaultyYear):
                faulty_years[run.name] = run
                continue
            if run.name in report_runs:
                earlier_formats = report_runs[run.name].formats
                run = replace(run, formats=check_formats([*formats, *earlier_formats]))
            report_runs[run.name] = run
    if not report_runs and not faulty_years:
        raise ParameterError("The run names no report: give agreements and years that have terms.")
    return list(report_runs.values()), list(faulty_years.values())


def _of_group(
    project: Project, group: Group, formats: tuple[str, ...]
) -> Iterator[ReportRun | FaultyYear]:
    years, seats = (
        _RequestedNames("year", group.years),
        _RequestedNames("participant", group.municipalities),
    )
    trials = _RequestedTrials(project, group.trials())
    for agreement_id in _agreements(project, group.agreements):
        try:
            agreement = read_agreement(project, agreement_id)
        except ParameterError as error:
            for year in _picked(project, agreement_id, years):
                yield FaultyYear(f"{agreement_id}/{year}", agreement_id, year, error.sentence)
            continue
        for year in _picked(project, agreement_id, years):
            try:
                terms = read_terms(project, agreement, year)
            except AnalyysiError as error:
                yield FaultyYear(f"{agreement_id}/{year}", agreement_id, year, error.sentence)
                continue
            for code in _seats(agreement, terms, seats):
                seat_name = agreement.party(code).name.main if code else ""
                for language, (place, trial) in product(group.languages, enumerate(trials.all)):
                    asked = {
                        "agreement": agreement_id,
                        "year": year,
                        "language": language,
                        "part": group.part,
                    }
                    parameters = check_parameters({**asked, "municipality": code, **trial})
                    trials.try_on(place, parameters, agreement, terms)
                    folder = report_folder(project, parameters, agreement, terms)
                    name = folder.relative_to(project.reports).as_posix()
                    yield ReportRun(name, parameters, formats, seat_name)
    years.check()
    if seats.has_known:
        seats.check()
    trials.check()


def _agreements(project: Project, names: Names) -> Iterable[str]:
    known = agreement_ids(project)
    if not known:
        raise ParameterError(
            "The project has no agreement in {folder}. Make one: analyysi new-agreement",
            folder=str(project.agreements),
        )
    if names == ALL:
        return known
    for name in names:
        agreement_path(project, name)  # raises with the nearest name, if there is none
    return dict.fromkeys(names)


class _RequestedNames:
    """Names that a group asks for, each of which must be somewhere."""

    def __init__(self, kind: str, names: Names) -> None:
        self._kind = kind
        self.everything = names == ALL
        self.names: tuple[str, ...] = () if names == ALL else names
        self._missing = dict.fromkeys(self.names)
        self._known: dict[str, None] = {}

    def add_known(self, names: Iterable[str]) -> None:
        """Note which names there are."""
        self._known |= dict.fromkeys(names)

    @property
    def has_known(self) -> bool:
        """Whether any name is known; where all terms are at fault, nobody knows the seats."""
        return bool(self._known)

    def note_match(self, name: str) -> None:
        """Note that a name is somewhere."""
        self._missing.pop(name, None)

    def check(self) -> None:
        """Refuse a name that is nowhere."""
        for name in self._missing:
            near = did_you_mean(name, self._known)
            raise ParameterError(
                "No agreement of the run has a year '{name}'.{near}"
                if self._kind == "year"
                else "No agreement of the run has a participant '{name}'.{near}",
                name=name,
                near=near,
            )


class _RequestedTrials:
    """Trials that a group asks for, each of which must be possible in some year of the run: where
    it is not, its report fails alone.
    """

    def __init__(self, project: Project, trials: list[dict[str, Any]]) -> None:
        self._project = project
        self.all = trials
        self._faults: dict[int, dict[str, ParameterError | None]] = {}

    def try_on(
        self, place: int, parameters: RunParameters, agreement: Agreement, terms: Terms
    ) -> None:
        """Note whether the trial at a place of the list is possible in a year."""
        tried = self._faults.setdefault(place, {})
        try:
            notebook = notebook_of(self._project, parameters, agreement, terms)
        except AnalyysiError:
            return  # the report tells it
        name = f"{agreement.id} {terms.year} {notebook}"
        if name in tried:
            return
        tried[name] = None
        try:
            check_trial(self._project, parameters, agreement, terms, notebook)
        except ParameterError as fault:
            tried[name] = fault

    def check(self) -> None:
        """Refuse a trial that is possible nowhere."""
        for tried in self._faults.values():
            faults = list(tried.values())
            if faults and faults[0] is not None and None not in faults:
                raise faults[0]


def _picked(project: Project, agreement: str, requested: _RequestedNames) -> list[int]:
    """Return the years of an agreement that are asked for."""
    known = years_of(project, agreement)
    requested.add_known(map(str, known))
    if requested.everything:
        return known
    picked = set()
    for name in requested.names:
        years = set(_years_in(name)) & set(known)
        if years:
            requested.note_match(name)
            picked |= years
    return sorted(picked)


def _seats(agreement: Agreement, terms: Terms, requested: _RequestedNames) -> list[str]:
    """Return whose seats are asked for in a year, as codes; "" is the report of all."""
    payers = payers_of(terms)
    requested.add_known([JOINT, *(agreement.party(code).name.main for code in payers)])
    if requested.everything:
        return ["", *payers]
    codes = []
    for name in requested.names:
        if name == JOINT:
            codes.append("")
            requested.note_match(name)
            continue
        try:
            codes.append(participant(agreement, terms, name))
        except ParameterError:
            continue  # it may take part in another year or agreement
        requested.note_match(name)
    return [code for code in ("", *payers) if code in codes]
