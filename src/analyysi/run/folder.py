"""The folder of a report: replaced as a whole, or left as it was."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from analyysi.agreement.agreement import Agreement
from analyysi.agreement.parameters import RunParameters
from analyysi.agreement.terms import Terms
from analyysi.comparison.participants import participant
from analyysi.errors import Sentence
from analyysi.file_system import folders
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

_BESIDE_PAPERS = {RECORD, "kustannustenjako.ipynb", "failed.ipynb", "failed.log"}


def run_files() -> frozenset[str]:
    """Return the names that a run may write, replace and remove in a report's folder.

    `PREVIOUS` is one of them. Anything else there is the user's and stays.
    """
    return frozenset({*_BESIDE_PAPERS, PREVIOUS, *output_names()})


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
    previous, names = place / PREVIOUS, _names_in(place / PREVIOUS) - run_files()
    paths = [previous / name for name in names if (previous / name).is_file()]
    of_user = {f"{PREVIOUS}/{path.name}": read_file(path) for path in paths}
    ours = run_files() - arranged.staying
    folders.replace_folder(place, {**of_user, **arranged.files}, ours)
    return arranged.notes


def _present(place: Path) -> dict[str, bytes]:
    """Return the files of runs that are in a folder, path in it to bytes."""
    ours = run_files() - {PREVIOUS}
    return {
        path.relative_to(place).as_posix(): read_file(path)
        for folder in (place, place / PREVIOUS)
        for path in (sorted(folder.iterdir()) if folder.is_dir() else ())
        if path.name in ours and path.is_file()
    }


def _names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} if folder.is_dir() else set()


@contextmanager
def _alone(folder: Path) -> Iterator[Path]:
    """Give the folder itself, where it may be a link, and be the only one who replaces it."""
    place = folders.led_to(folder)
    with alone_in(place.parent):
        yield place


def make_ready(folder: Path) -> None:
    """Refuse a folder that a report could not be put in, before it is made, or where a file is open
    elsewhere; clear away what a killed run left beside it.

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


def recover(folder: Path) -> None:
    """Remove what a killed run left beside `folder`; put an earlier folder back."""
    tidy(folder.parent)


def keep_failure(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write a failed run's notebook and log; move an earlier report's files to `previous/`.

    So no report of an earlier run can be mistaken for this run's, and none is lost.
    """
    with _alone(folder) as place:
        _place(place, arrange_failure(_present(place), contents, _names_in(place / CHANGED)))
