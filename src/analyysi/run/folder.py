"""The folder of a report: replaced as a whole, or left as it was."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from analyysi.agreement.agreement import Agreement
from analyysi.agreement.parameters import RunParameters, trial_file
from analyysi.agreement.terms import Terms
from analyysi.comparison.participants import participant
from analyysi.file_system import folders
from analyysi.file_system.locks import alone_in, tidy
from analyysi.file_system.places import REPORT_ROOM, check_place
from analyysi.plain_text import in_letters
from analyysi.project import Project
from analyysi.report.papers.paper_table import paper_files

PREVIOUS = "previous"
"""The subfolder with an earlier report's files, beside what is kept of a failed run."""

_BESIDE_PAPERS = {"run.json", "kustannustenjako.ipynb", "failed.ipynb", "failed.log"}
RESULTS = "results.csv"


def run_files() -> frozenset[str]:
    """Return the names that a run may write, replace and remove in a report's folder.

    `PREVIOUS` is one of them. Anything else there is the user's and stays.
    """
    outputs = {RESULTS, *(file.name for file in paper_files())}
    trials = {trial_file(name) for name in outputs}
    return frozenset({*_BESIDE_PAPERS, PREVIOUS, *outputs, *trials})


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
    base = Path(parameters.output).resolve() if parameters.output else project.reports
    return base / parameters.agreement / name


def replace_folder(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Make `folder` hold exactly these files of a run; a fault or a kill leaves it as it was.

    Files that are not ours (`run_files`) stay: somebody may keep notes beside a report.

    Raises
    ------
    StorageError
        If it cannot be written.
    """
    with _alone(folder) as place:
        folders.replace_folder(place, contents, run_files())


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
        present = sorted(place.iterdir()) if place.exists() else []
        earlier = [
            path
            for path in present
            if path.name in run_files() - {PREVIOUS} and not path.name.startswith("failed.")
        ]
        if not earlier and (place / PREVIOUS).is_dir():
            earlier = sorted((place / PREVIOUS).iterdir())
        set_aside = {f"{PREVIOUS}/{path.name}": path.read_bytes() for path in earlier}
        folders.replace_folder(place, {**contents, **set_aside}, run_files())
