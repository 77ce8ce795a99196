"""A trial saved as a draft of terms: under a year that is free, or over a draft that the desk wrote
itself and nobody has changed since.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from analyysi.agreement.reading import agreement_path, years_of
from analyysi.agreement.toml_text import toml_text
from analyysi.comparison.case import Case
from analyysi.comparison.history import SharedYear, shared_year
from analyysi.desk.added_keys import AddedKey, surveys_of
from analyysi.desk.draft import draft
from analyysi.drafting.desk_mark import WrittenBy, whose
from analyysi.drafting.trial_files import draft_case
from analyysi.drafting.writing import write_missing, write_new, write_over
from analyysi.errors import AnalyysiError, sentence_of
from analyysi.file_system.disk_faults import in_words
from analyysi.file_system.reading import read_file
from analyysi.messages import Message
from analyysi.project import Project


@dataclass(frozen=True)
class Saved:
    """The terms that were written, and the year as they share it."""

    path: str
    """As seen from the project's folder."""
    shared: SharedYear
    over: bool
    """Whether an earlier draft of the desk stood there."""
    figures: tuple[str, ...] = ()
    """Files beside the terms, which hold the figures of keys that came in tables."""


def year_to_save(project: Project, agreement_id: str, year: int) -> int:
    """Return the year under which a trial on the terms of `year` can be saved: that of a draft of
    the desk, which may be `year` itself, or the first later one without terms.
    """
    known = years_of(project, agreement_id)
    candidate = year
    while candidate in known:
        if _owner(project, agreement_id, candidate) is WrittenBy.DESK:
            return candidate
        candidate += 1
    return candidate


def save(
    project: Project,
    case: Case,
    tried: SharedYear,
    year: int,
    added: Collection[AddedKey] = (),
) -> Saved | Message:
    """Write a trial as the draft of a year's terms; nothing that others wrote is overwritten.

    The draft is made from the terms that the trial was made on: in the same year over them, if the
    desk wrote them, else with the keys moved on to the later year. It is checked with its figures
    and every method that applies before it is put in place.

    Parameters
    ----------
    case
        The terms that the trial was made on.
    tried
        The trial, as `trial.try_out` worked it out.
    added
        Keys that were added to the terms: the figures that came in tables get their files.

    Returns
    -------
    What was written; or, where nothing was, why, in one sentence.
    """
    agreement_id, before = case.agreement.id, case.terms.year
    refused = why_not(project, agreement_id, before, year)
    if refused is not None:
        return refused
    path = agreement_path(project, agreement_id).with_name(f"{year}.toml")
    try:
        stored = path.exists()
        over = toml_text(read_file(path), project.relative(path)) if stored else None
        text = draft(project, case, tried, year)
        surveys = surveys_of(added)
        drafted = draft_case(project, agreement_id, year, {f"{year}.toml": text}, surveys)
        saved = shared_year(drafted)
        files = _files_of(drafted, added, path.parent)
        if over is None:
            write_new(project, {**files, path: text})
        else:
            write_missing(project, files)
            write_over(project, path, text, over)
    except (AnalyysiError, OSError) as error:
        reason = in_words(error) or sentence_of(error) or str(error)
        return Message("The terms were not saved. {reason}", {"reason": reason})
    figures = tuple(map(project.relative, files))
    return Saved(project.relative(path), saved, over is not None, figures)


def _files_of(drafted: Case, added: Collection[AddedKey], folder: Path) -> dict[Path, str]:
    """Return the files of the keys that the draft names: path to text."""
    named = {key.survey for key in drafted.terms.keys.values()}
    return {
        folder / str(each.key.survey): each.figures.file.decode()
        for each in added
        if each.figures is not None and each.key.survey in named
    }


def why_not(project: Project, agreement_id: str, before: int, year: int) -> Message | None:
    """Say why a trial on the terms of one year cannot be saved under another."""
    known = years_of(project, agreement_id)
    owner = _owner(project, agreement_id, year) if year in known else WrittenBy.DESK
    if owner is WrittenBy.DESK_AND_HAND:
        return Message(
            "The draft of {year} has been changed by hand since the desk saved it, so it is not "
            "written over. Choose another year, or change the file further by hand.",
            {"year": str(year)},
        )
    if owner is WrittenBy.OTHERS:
        return Message(
            "The terms of {year} are there already and were not written by the desk, so they are "
            "not written over. Choose another year.",
            {"year": str(year)},
        )
    if year == before:
        return None
    if year < before:
        return Message("Choose a year after {year}.", {"year": str(before)})
    nearest = max(known_year for known_year in known if known_year < year)
    if nearest != before:
        return Message(
            "The terms of {year} are made from those of {before}. Open the desk with the year "
            "{before} first.",
            {"year": str(year), "before": str(nearest)},
        )
    return None


def _owner(project: Project, agreement_id: str, year: int) -> WrittenBy:
    path = agreement_path(project, agreement_id).with_name(f"{year}.toml")
    return whose(read_file(path).decode("utf-8-sig", errors="replace"))
