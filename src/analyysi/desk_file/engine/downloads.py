"""DOWNLOADS: the files that the page offers, each the program's own to the byte.

What makes a file is imported when it is asked for: a browser starts without it.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from analyysi.comparison.results import results_csv
from analyysi.desk.added_keys import AddedKey
from analyysi.desk.trial import known
from analyysi.desk_file.engine.asked import Download
from analyysi.desk_file.engine.opened import Opened
from analyysi.desk_file.engine.refusal import RefusedError
from analyysi.desk_file.engine.reported import Reported
from analyysi.desk_file.engine.shown_trial import Tried
from analyysi.errors import ReportError
from analyysi.file_system.zip_file import zipped
from analyysi.messages import Message

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class File:
    """A file as the page hands it over."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Offer:
    """A file that is offered: its name in a request, what it is called, and what makes it."""

    name: str
    title: Message
    ending: str
    media_type: str
    make: Callable[[Tried, Reported, Download], File]
    there: Callable[[Opened], bool] = lambda opened: True
    """Whether the year that is open has it."""


def _results(of: Tried, reported: Reported, asked: Download) -> File:
    return File("results.csv", results_csv(reported.comparison).encode())


def _year(of: Tried, reported: Reported, asked: Download) -> File:
    """Make the draft that the desk would save."""
    from analyysi.desk.draft import draft
    from analyysi.desk.saving import why_not, year_to_save
    from analyysi.drafting.trial_files import draft_case

    opened = of.opened
    agreement, before = opened.base.agreement.id, opened.base.terms.year
    year = asked.year
    if year is None:
        year = year_to_save(opened.project, agreement, before)
    refused = why_not(opened.project, agreement, before, year)
    if refused is not None:
        raise RefusedError(refused)
    text = draft(opened.project, opened.case, of.year, year)
    draft_case(opened.project, agreement, year, {f"{year}.toml": text}, opened.surveys)
    return File(f"{year}.toml", text.encode())


def _figures(of: Tried, reported: Reported, asked: Download) -> File:
    """Hand over the file of an added key, which stands beside the terms that name it."""
    files = _sent(of.opened.added.values())
    known(asked.name, files, "figures")
    return File(asked.name, files[asked.name])


def _sent(added: Iterable[AddedKey]) -> dict[str, bytes]:
    """Return the files of figures that came in tables, by their names."""
    return {str(each.key.survey): each.figures.file for each in added if each.figures}


def _agreement(of: Tried, reported: Reported, asked: Download) -> File:
    """Pack the files of an agreement that was begun here as a project holds them: its year with
    what is tried, and the figures.
    """
    from analyysi.desk.draft import draft

    opened = of.opened
    if not opened.begun:
        raise ReportError("Only an agreement that was begun here has its files to hand out.")
    agreement, year = opened.base.agreement.id, opened.base.terms.year
    texts = {name: text.encode() for name, text in opened.begun.items()}
    if reported.case is not opened.base:
        texts[f"{year}.toml"] = draft(opened.project, opened.case, of.year, year).encode()
    used = of.year.case.used_keys
    texts |= _sent(each for name, each in opened.added.items() if name in used)
    folder = f"data/agreements/{agreement}"
    contents = {f"{folder}/{name}": texts[name] for name in sorted(texts)}
    return File(f"{agreement}.zip", zipped(contents))


def _workbook(of: Tried, reported: Reported, asked: Download) -> File:
    """Make the table of all splits for Excel, as `analyysi compare --output` does."""
    from analyysi.report.papers.excel.results_table import results_table
    from analyysi.report.papers.excel.table_files import TABLE_FORMATS

    table = results_table(reported.comparison, reported.words)
    return File("results.xlsx", TABLE_FORMATS[".xlsx"](table))


def _trial(of: Tried, reported: Reported, asked: Download) -> File:
    from analyysi.desk.saved_trial import file_name
    from analyysi.desk_file.engine.shown_trial import saved

    return File(file_name(of.opened.base), saved(of).encode())


DOWNLOADS: Mapping[str, Offer] = {
    row.name: row
    for row in (
        Offer("results", Message("Every split, for other programs"), ".csv", "text/csv", _results),
        Offer("year", Message("Draft of a year's terms"), ".toml", "application/toml", _year),
        Offer(
            "figures",
            Message("Figures that came in a table"),
            ".csv",
            "text/csv",
            _figures,
            there=lambda opened: bool(opened.added),
        ),
        Offer(
            "agreement",
            Message("The agreement's files, for the program"),
            ".zip",
            "application/zip",
            _agreement,
            there=lambda opened: bool(opened.begun),
        ),
        Offer("workbook", Message("Every split, for Excel"), ".xlsx", _XLSX, _workbook),
        Offer(
            "trial", Message("The trial, to go on with later"), ".json", "application/json", _trial
        ),
    )
}
"""The files that can be asked for, by name."""


def downloaded(of: Tried, reported: Reported, asked: Download) -> dict[str, Any]:
    """Return a file: its name, its kind and its bytes in base64.

    Raises
    ------
    ParameterError
        If there is no such file; names the nearest.
    AnalyysiError
        If it cannot be made of the trial.
    """
    known(asked.file, DOWNLOADS, "file")
    offer = DOWNLOADS[asked.file]
    file = offer.make(of, reported, asked)
    return {
        "name": file.name,
        "media_type": offer.media_type,
        "base64": b64encode(file.content).decode("ascii"),
    }
