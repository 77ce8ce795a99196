"""Making a year again from frozen inputs, in a separate folder, by a given copy of the program.

The copy came with an archive. It runs apart (`isolation`), on copies of the inputs that are thrown
away, and with a Python that takes modules from the copy and the installed libraries alone: what
lies among the inputs shadows nothing.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.metadata import distribution
from pathlib import Path

from analyysi import __version__
from analyysi.archive.bounds import path_fault, plain_file, read_plain
from analyysi.archive.edition import RECORD, ReportRecord
from analyysi.archive.isolation import TIME_LIMIT, Box, run_isolated
from analyysi.errors import ReproductionError, Sentence
from analyysi.file_system.files import make_folder, replace_file
from analyysi.file_system.folders import copy_folder
from analyysi.file_system.places import temporary_folder
from analyysi.languages.plain_text import one_line


class LackingLibraryError(ReproductionError):
    """The archived program stops because a library that it imports is not installed."""

    def __init__(self, library: str) -> None:
        sentence = Sentence(
            "it imports the library {library}, which is not installed. Install what the programs "
            'of published editions import, python -m pip install "analyysi[editions]", or give '
            "--own-environment.",
            library=library,
        )
        super().__init__(sentence)
        self.library = library


_HOME = ".home"
_MOST_QUOTED = 4000
"""So many letters are quoted of what a program says when it stops."""
_NO_MODULE = re.compile(r"No module named '(\w+)")


def lay_out(folder: Path, contents: Mapping[str, bytes]) -> Path:
    """Write files under a folder, path to bytes, and return the folder.

    Raises
    ------
    ReproductionError
        If a path leads out of the folder. Nothing is then written.
    """
    for name in contents:
        fault = path_fault(name)
        if fault:
            raise ReproductionError(
                "{file} is not written: {fault}.", file=f"{name!r}", fault=fault
            )
    for name, content in contents.items():
        path = folder / name
        make_folder(path.parent)
        replace_file(path, content, durable=False)
    return folder


def replay_results(
    project: Path, code: Path, agreement: str, year: int, python: Path | None = None
) -> str:
    """Return results.csv as the program under `code` works it out from the files of a project's
    folder, by this Python or by that of another environment.

    Raises
    ------
    ReproductionError
        If the program stops; with what it said. `LackingLibraryError` where it lacks a library.
    """
    arguments = ["compare", agreement, str(year), "--format", "csv"]
    with _run(project, code, arguments, python) as (_, said):
        return said


def replay_report(
    project: Path,
    code: Path,
    report: ReportRecord,
    names: Iterable[str],
    python: Path | None = None,
) -> dict[str, bytes]:
    """Return the files of one report, name to bytes, as the program under `code` makes them; of
    these names alone, and without those that it does not make.

    The program is asked through its command line, which changes least over the years.

    Raises
    ------
    ReproductionError
        If the program stops; with what it said.
    """
    parameters = report.parameters
    options = [*parameters.as_options(), "--format", ",".join(report.formats), "--quiet"]
    with _run(project, code, ["report", *options], python) as (reports, _):
        made = [path.parent for path in reports.glob(f"{parameters.agreement}/*/{RECORD}")]
        if len(made) != 1:
            raise ReproductionError(
                "{agreement} {year}: one report was expected and {count} were made.",
                agreement=parameters.agreement,
                year=parameters.year,
                count=len(made),
            )
        # What it wrote may be anything: only the files that are asked for are read, and no link.
        folder = made[0].relative_to(reports).as_posix()
        return {
            name: read_plain(reports, f"{folder}/{name}")
            for name in names
            if plain_file(reports, f"{folder}/{name}")
        }


@contextmanager
def _run(
    project: Path, code: Path, arguments: Sequence[str], python: Path | None
) -> Iterator[tuple[Path, str]]:
    """Let the program under `code` answer, and give its folder of reports and what it printed for
    as long as the context lasts.
    """
    program = python or Path(sys.executable)
    # The copy comes before the installed program, and every process that it starts gets the same
    # path. What the caller has put on the path stays behind it.
    _without_entry_points(code, [] if python else distribution("analyysi").requires or [])
    own_path = [] if python else _absolute(os.environ.get("PYTHONPATH", ""))
    with temporary_folder() as folder:
        box = folder.resolve()
        inputs, reports = box / "project", box / "project" / "reports"
        # One home for all runs of a program: matplotlib looks through all fonts once.
        home = code.resolve() / _HOME
        copy_folder(project, inputs, without="reports")
        make_folder(home)
        make_folder(reports)
        settings = {
            "PYTHONPATH": os.pathsep.join([str(code.resolve()), *own_path]),
            "PYTHONSAFEPATH": "1",  # no module is taken from the folder where a process runs
            "PYTHONNOUSERSITE": "1",
            "PYTHONUTF8": "1",
        }
        command = [str(program), "-P", "-m", "analyysi", *arguments, "--project", str(inputs)]
        shown = Box(home, [code.resolve(), reports], [inputs, *_of_python(python, own_path)])
        try:
            ended = run_isolated(command, shown, settings)
        except subprocess.TimeoutExpired as error:
            raise ReproductionError(
                "'analyysi {arguments}' did not end in {seconds} seconds.",
                arguments=" ".join(arguments),
                seconds=TIME_LIMIT,
            ) from error
        if ended.code != 0:
            complaint = _complaint(ended.err)
            lacking = _missing_library(complaint)
            if lacking is not None:
                raise LackingLibraryError(lacking)
            if complaint:
                raise ReproductionError(complaint)
            raise ReproductionError(
                "'analyysi {arguments}' ended with {code}.",
                arguments=" ".join(arguments),
                code=ended.code,
            )
        yield reports, ended.out.decode("utf-8", "replace").replace(os.linesep, "\n")


def _absolute(search_path: str) -> list[str]:
    """Return the folders of a search path by their whole paths: the process runs elsewhere."""
    return [os.path.abspath(folder) for folder in search_path.split(os.pathsep) if folder]  # noqa: PTH100


def _of_python(python: Path | None, search_path: Sequence[str]) -> list[Path]:
    """Return the folders that a Python takes its libraries from."""
    if python is not None:
        return [python.parent.parent, python.resolve().parent.parent]
    # The first is where the command lies or was given: the user's files, and no library.
    own = sys.path if sys.flags.safe_path else sys.path[1:]
    folders = [Path(folder) for folder in (*own, *search_path)]
    return [
        folder
        for folder in folders
        if folder.is_absolute() and folder.exists() and not Path.home().is_relative_to(folder)
    ]


def _complaint(written: bytes) -> str:
    """Return the end of what a program said when it stopped, without signs that move a cursor."""
    text = written.decode("utf-8", "replace").strip().removeprefix("analyysi: ")
    return "\n".join(map(one_line, text[-_MOST_QUOTED:].splitlines()))


def _missing_library(complaint: str) -> str | None:
    """Return the library that an archived program did not find; None if it found all."""
    missing = _NO_MODULE.search(complaint)
    if missing is None or missing.group(1) == "analyysi":
        return None
    return missing.group(1)


def _without_entry_points(code: Path, required: Sequence[str]) -> None:
    """Let the copy be found as a distribution of its own, which brings no plugins.

    Papermill loads every engine that an installed distribution names. The one that the present
    program names may be a module that the copy does not have, and then papermill could not be
    imported. What the present program requires is not asked for in an environment of the copy's
    own.
    """
    folder = code / "analyysi-0.dist-info"
    lines = ["Metadata-Version: 2.4", "Name: analyysi", f"Version: {__version__}"]
    lines += [f"Requires-Dist: {requirement}" for requirement in required]
    lay_out(folder, {"METADATA": "\n".join([*lines, ""]).encode(), "entry_points.txt": b""})
