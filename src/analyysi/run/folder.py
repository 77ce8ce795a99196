"""The folder of a report: replaced as a whole, or left as it was."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from analyysi.agreement.agreement import Agreement
from analyysi.agreement.parameters import RunParameters
from analyysi.agreement.terms import Terms
from analyysi.comparison.participants import participant
from analyysi.errors import Sentence, StorageError
from analyysi.file_system import folders
from analyysi.file_system.files import check_folder, is_link
from analyysi.file_system.locks import alone_in, tidy
from analyysi.file_system.places import REPORT_ROOM, check_place
from analyysi.file_system.reading import read_file
from analyysi.languages.plain_text import in_letters
from analyysi.project import Project, absolute
from analyysi.run.earlier_papers import (
    CHANGED,
    PREVIOUS,
    RECORD,
    Arranged,
    arrange,
    arrange_failure,
    output_names,
)
from analyysi.run.notebook_choice import NOTEBOOK

_BESIDE_PAPERS = {RECORD, NOTEBOOK, "failed.ipynb", "failed.log"}


def run_files() -> frozenset[str]:
    """Return the names that a run may write, replace and remove in a report's folder and in
    `PREVIOUS`. Anything else there is the user's and stays.
    """
    return frozenset({*_BESIDE_PAPERS, *output_names()})


def _run_paths() -> frozenset[str]:
    """Return the paths of `run_files` in a report's folder."""
    return run_files() | {f"{PREVIOUS}/{name}" for name in run_files()}


def report_folder(
    project: Project, parameters: RunParameters, agreement: Agreement, terms: Terms
) -> Path:
    """Return where a report lies: ``2023`` for the Finnish one of all, ``2023-paltamo-sv`` for
    another, in `reports/` or the folder that the parameters name as `output`.

    Raises
    ------
    ParameterError
        If no participant has the name that the parameters give.
    """
    seat = ""
    if parameters.municipality:
        code = participant(agreement, terms, parameters.municipality)
        seat = in_letters(agreement.party(code).name.main)
        if [in_letters(party.name.main) for party in agreement.parties].count(seat) > 1:
            seat = f"{seat}-{code.lower()}"
    name = "-".join([str(parameters.year), *parameters.folder_parts(seat)])
    base = absolute(Path(parameters.output)) if parameters.output else project.reports
    return base / parameters.agreement / name


def replace_folder(folder: Path, contents: Mapping[str, bytes]) -> tuple[Sentence, ...]:
    """Put a report in `folder`; a fault or a kill leaves it as it was.

    Files that are not ours (`run_files`) stay: somebody may keep notes beside a report. So does
    every paper that a person changed (`earlier_papers`).

    Returns
    -------
    What was moved, a sentence each.

    Raises
    ------
    StorageError
        If it cannot be written.
    """
    with _alone(folder) as place:
        return _place(place, arrange(_present(place), contents, _names_in(place / CHANGED)))


def _place(place: Path, arranged: Arranged) -> tuple[Sentence, ...]:
    folders.replace_folder(place, arranged.files, _run_paths() - arranged.staying)
    return arranged.notes


def _present(place: Path) -> dict[str, bytes]:
    """Return the files of runs that are in a folder, path in it to bytes."""
    return {
        path: read_file(place / path)
        for path in sorted(_run_paths())
        if os.path.lexists(place / path)
    }


def _names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} if folder.is_dir() else set()


@contextmanager
def _alone(folder: Path) -> Iterator[Path]:
    """Give the folder itself, where it may be a link, and be the only one who replaces it."""
    place = folders.led_to(folder)
    with alone_in(place.parent):
        _check_inside(place)
        yield place


def _check_inside(place: Path) -> None:
    """Refuse a folder in which something of the user's is in the way of a run."""
    for folder in (place / PREVIOUS, place / CHANGED):
        if os.path.lexists(folder):
            check_folder(folder)
        if is_link(folder):
            raise StorageError(
                "{place} is a link, and a folder was expected. Move it away.", place=folder
            )
    for path in sorted(_run_paths()):
        if os.path.lexists(place / path) and not (place / path).is_file():
            raise StorageError(
                "{place} is no file, and a run puts a file there. Move it away.",
                place=place / path,
            )


def make_ready(folder: Path) -> None:
    """Refuse a folder that a report could not be put in, before it is made, or where a file is open
    elsewhere or something is in the way; clear away what a killed run left beside it.

    Raises
    ------
    StorageError
        In one sentence.
    """
    place = folders.led_to(folder)
    check_place(place, REPORT_ROOM)
    check_place(place.parent, REPORT_ROOM)
    folders.check_replaceable(place)
    recover(place)
    _check_inside(place)


def recover(folder: Path) -> None:
    """Remove what a killed run left beside `folder`; put an earlier folder back."""
    tidy(folder.parent)


def keep_failure(folder: Path, contents: Mapping[str, bytes]) -> tuple[Sentence, ...]:
    """Write a failed run's notebook and log; move an earlier report's files to `previous/`.

    So no report of an earlier run can be mistaken for this run's, and none is lost.

    Returns
    -------
    What became of papers in `previous/`, a sentence each.
    """
    with _alone(folder) as place:
        return _place(place, arrange_failure(_present(place), contents, _names_in(place / CHANGED)))
