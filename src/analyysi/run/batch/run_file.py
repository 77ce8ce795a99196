"""Which reports a batch makes: a run file's groups, crossed out into single reports."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from analyysi.agreement.agreement import Agreement
from analyysi.agreement.parameters import RunParameters
from analyysi.agreement.reading import (
    agreement_ids,
    agreement_path,
    read_agreement,
    read_terms,
    validate,
    years_of,
)
from analyysi.agreement.terms import Terms
from analyysi.agreement.values import Frozen
from analyysi.comparison.participants import participant, payers_of
from analyysi.errors import AnalyysiError, ParameterError
from analyysi.languages import MAIN_LANGUAGE, check_language
from analyysi.project import Project
from analyysi.report.papers.paper_table import DEFAULT_FORMAT
from analyysi.run.folder import report_folder
from analyysi.run.papers import check_formats
from analyysi.suggestions import did_you_mean

ALL: Literal["all"] = "all"
JOINT = "joint"
"""Words of a run file: everything there is; the report of all, from nobody's seat."""

_FIRST, _LAST = 1900, 2200
_MOST_WORKERS = 1024


def _years(value: Any) -> Any:
    """Take years and ranges of years, written as numbers or as text."""
    if value == ALL or not isinstance(value, list | tuple):
        return value
    for one in value:
        if isinstance(one, bool) or not isinstance(one, int | str) or not _within(str(one)):
            raise ValueError(f'{one!r} is no year: 2023 or "2001-2022" was expected')
    return [str(one) for one in value]


def _within(text: str) -> range:
    """Return the years that a text names: "2023", or "2001-2022"; none if it names none."""
    first, dash, last = text.partition("-")
    last = last if dash else first
    if not (first.isdecimal() and last.isdecimal() and _FIRST <= int(first) <= int(last) <= _LAST):
        return range(0)
    return range(int(first), int(last) + 1)


Names = Literal["all"] | tuple[str, ...]
Years = Annotated[Literal["all"] | tuple[str, ...], BeforeValidator(_years)]


class Group(Frozen):
    """Reports that are crossed out: every agreement by every year by every seat
    by every language.
    """

    agreements: Names = ALL
    years: Years = ALL
    """Years, and ranges such as "2001-2022", of which an agreement need not have every year."""
    municipalities: Names = (JOINT,)
    """Seats by name or code; "joint" is the report of all, "all" that and one for every
    participant.
    """
    languages: tuple[str, ...] = (MAIN_LANGUAGE,)
    formats: tuple[str, ...] = (DEFAULT_FORMAT,)


class RunFile(Frozen):
    """A file that says which reports a batch makes: `analyysi batch batch.toml`."""

    output: str = ""
    """Where the reports go, a folder or an address that fsspec knows; empty means the project's
    `reports/`.
    """
    workers: int = Field(default=0, ge=0, le=_MOST_WORKERS)
    """How many reports are made at once; 0 means one for each core."""
    reports: tuple[Group, ...] = Field(min_length=1)


@dataclass(frozen=True)
class Item:
    """One report of a batch. `name` is its folder below the output: "kainuu-ict/2023-paltamo-sv".

    `municipality` is the participant's code, and `seat` its name; both are empty for the report of
    all.
    """

    name: str
    parameters: RunParameters
    formats: tuple[str, ...]
    seat: str = ""


@dataclass(frozen=True)
class Broken:
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
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ParameterError(
            f"There is no run file {path}. docs/batch.md shows what stands in one."
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise ParameterError(f"{path} cannot be read as UTF-8 text: {error}.") from error
    except tomllib.TOMLDecodeError as error:
        raise ParameterError(f"{path} is not valid TOML: {error}.") from error
    return validate(content, RunFile, path.name)


def items_of(project: Project, groups: Sequence[Group]) -> tuple[list[Item], list[Broken]]:
    """Cross the groups out, each report once: by agreement, year, seat (the report of all first)
    and language.

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
    found: dict[str, Item] = {}
    broken: dict[str, Broken] = {}
    for group in groups:
        for language in group.languages:
            check_language(language)
        formats = check_formats(group.formats)
        for one in _of_group(project, group, formats):
            if isinstance(one, Broken):
                broken[one.name] = one
                continue
            before = found.get(one.name)
            asked_before = before.formats if before is not None else ()
            found[one.name] = replace(one, formats=check_formats([*formats, *asked_before]))
    if not found and not broken:
        raise ParameterError("The run names no report: give agreements and years that have terms.")
    return list(found.values()), list(broken.values())


def _of_group(project: Project, group: Group, formats: tuple[str, ...]) -> Iterator[Item | Broken]:
    years, seats = _Wanted("year", group.years), _Wanted("participant", group.municipalities)
    for agreement_id in _agreements(project, group.agreements):
        try:
            agreement = read_agreement(project, agreement_id)
        except ParameterError as error:
            for year in _picked(project, agreement_id, years):
                yield Broken(f"{agreement_id}/{year}", agreement_id, year, str(error))
            continue
        for year in _picked(project, agreement_id, years):
            try:
                terms = read_terms(project, agreement, year)
            except AnalyysiError as error:
                yield Broken(f"{agreement_id}/{year}", agreement_id, year, str(error))
                continue
            for code in _seats(agreement, terms, seats):
                for language in group.languages:
                    parameters = RunParameters(
                        agreement=agreement_id, year=year, language=language, municipality=code
                    )
                    folder = report_folder(project, parameters, agreement, terms)
                    name = folder.relative_to(project.reports).as_posix()
                    yield Item(
                        name, parameters, formats, agreement.party(code).name.main if code else ""
                    )
    years.check()
    seats.check()


def _agreements(project: Project, wanted: Names) -> Iterable[str]:
    known = agreement_ids(project)
    if not known:
        raise ParameterError(f"The project has no agreement in {project.agreements}.")
    if wanted == ALL:
        return known
    for name in wanted:
        agreement_path(project, name)  # the nearest name, if there is none
    return dict.fromkeys(wanted)


class _Wanted:
    """Names that a group asks for, each of which must be somewhere."""

    def __init__(self, what: str, wanted: Names) -> None:
        self._what = what
        self.everything = wanted == ALL
        self.names: tuple[str, ...] = () if wanted == ALL else wanted
        self._missing = dict.fromkeys(self.names)
        self._seen: dict[str, None] = {}

    def see(self, names: Iterable[str]) -> None:
        """Note which names there are."""
        self._seen |= dict.fromkeys(names)

    def found(self, name: str) -> None:
        """Note that a name is somewhere."""
        self._missing.pop(name, None)

    def check(self) -> None:
        """Refuse a name that is nowhere."""
        for name in self._missing:
            near = did_you_mean(name, self._seen)
            raise ParameterError(f"No agreement of the run has a {self._what} '{name}'.{near}")


def _picked(project: Project, agreement: str, wanted: _Wanted) -> list[int]:
    """Return the years of an agreement that are asked for."""
    known = years_of(project, agreement)
    wanted.see(map(str, known))
    if wanted.everything:
        return known
    picked = set()
    for name in wanted.names:
        if within := set(_within(name)) & set(known):
            wanted.found(name)
            picked |= within
    return sorted(picked)


def _seats(agreement: Agreement, terms: Terms, wanted: _Wanted) -> list[str]:
    """Return whose seats are asked for in a year, as codes; "" is the report of all."""
    payers = payers_of(terms)
    wanted.see([JOINT, *(agreement.party(code).name.main for code in payers)])
    if wanted.everything:
        return ["", *payers]
    codes = []
    for name in wanted.names:
        if name == JOINT:
            codes.append("")
            wanted.found(name)
            continue
        try:
            codes.append(participant(agreement, terms, name))
        except ParameterError:
            continue  # it may take part in another year or agreement
        wanted.found(name)
    return [code for code in ("", *payers) if code in codes]
