"""Making a year again from frozen inputs, in a separate folder, by a given copy of the program."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib.metadata import distribution
from pathlib import Path

from analyysi.archive.edition import ReportRecord
from analyysi.errors import ReproductionError
from analyysi.file_system.files import make_folder, remove, replace_file


class LackingLibraryError(ReproductionError):
    """The archived program stops because a library that it imports is not installed."""

    def __init__(self, library: str) -> None:
        super().__init__(
            f"it imports the library {library}, which is not installed. Install what the programs "
            'of published editions import: python -m pip install "analyysi[editions]".'
        )
        self.library = library


_NO_MODULE = re.compile(r"No module named '(\w+)")
_TIME_LIMIT = 600
"""Seconds that one report may take: many times what a slow machine needs."""


def lay_out(folder: Path, contents: Mapping[str, bytes]) -> Path:
    """Write files under a folder, path to bytes, and return the folder."""
    for name, content in contents.items():
        path = folder / name
        make_folder(path.parent)
        replace_file(path, content, durable=False)
    return folder


def replay_results(project: Path, code: Path, agreement: str, year: int) -> str:
    """Return results.csv as the program under `code` works it out from the files of a project's
    folder.

    Raises
    ------
    ReproductionError
        If the program stops; with what it said. `LackingLibraryError` where it lacks a library.
    """
    return _run(project, code, ["compare", agreement, str(year), "--format", "csv"])


def replay_report(project: Path, code: Path, report: ReportRecord) -> dict[str, bytes]:
    """Return the files of one report, name to bytes, as the program under `code` makes them.

    The program is asked through its command line, which changes least over the years.

    Raises
    ------
    ReproductionError
        If the program stops; with what it said.
    """
    reports = project / "reports"
    remove(reports)
    parameters = report.parameters
    options = [*parameters.as_options(), "--format", ",".join(report.formats), "--quiet"]
    _run(project, code, ["report", *options])
    made = [path.parent for path in reports.glob(f"{parameters.agreement}/*/run.json")]
    if len(made) != 1:
        raise ReproductionError(
            f"{parameters.agreement} {parameters.year}: one report was expected and "
            f"{len(made)} were made."
        )
    return {path.name: path.read_bytes() for path in made[0].iterdir() if path.is_file()}


def _run(project: Path, code: Path, arguments: Sequence[str]) -> str:
    environment = {
        name: setting for name, setting in os.environ.items() if name != "ANALYYSI_PROJECT"
    }
    # The copy comes before the installed program, and every process that it starts gets the same
    # path. What the caller has put on the path stays behind it.
    _without_entry_points(code)
    environment["PYTHONPATH"] = os.pathsep.join(
        filter(None, [str(code), os.environ.get("PYTHONPATH")])
    )
    environment["PYTHONUTF8"] = "1"
    command = [sys.executable, "-m", "analyysi", *arguments, "--project", str(project)]
    try:
        done = subprocess.run(
            command,
            cwd=project,
            env=environment,
            capture_output=True,
            timeout=_TIME_LIMIT,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ReproductionError(
            f"'analyysi {' '.join(arguments)}' did not end in {_TIME_LIMIT} seconds."
        ) from error
    if done.returncode != 0:
        complaint = done.stderr.decode("utf-8", "replace").strip().removeprefix("analyysi: ")
        lacking = _missing_library(complaint)
        if lacking is not None:
            raise LackingLibraryError(lacking)
        raise ReproductionError(
            complaint or f"'analyysi {' '.join(arguments)}' ended with {done.returncode}."
        )
    return done.stdout.decode("utf-8").replace(os.linesep, "\n")


def _missing_library(complaint: str) -> str | None:
    """Return the library that an archived program did not find; None if it found all."""
    missing = _NO_MODULE.search(complaint)
    if missing is None or missing.group(1) == "analyysi":
        return None
    return missing.group(1)


def _without_entry_points(code: Path) -> None:
    """Let the copy be found as a distribution of its own, which brings no plugins.

    Papermill loads every engine that an installed distribution names. The one that the present
    program names may be a module that the copy does not have, and then papermill could not be
    imported.
    """
    folder = code / "analyysi-0.dist-info"
    metadata = distribution("analyysi").read_text("METADATA") or ""
    lay_out(folder, {"METADATA": metadata.encode(), "entry_points.txt": b""})
