"""Batches started from the command line, and what they leave in a folder."""

import shutil
from pathlib import Path

from analyysi.project import Project
from support.command_line import Ended, ended
from support.places import ROOT
from support.short_notebook import with_short_notebook

EPOCH = {"SOURCE_DATE_EPOCH": "1700000000"}
"""The same time of making for every run, so that its record has the same bytes."""


def copied_project(root: Path) -> Project:
    """Copy the project, with a short notebook."""
    for name in ("data", "notebooks", "templates"):
        shutil.copytree(ROOT / name, root / name)
    return with_short_notebook(Project(root))


def batch(project: Project, *options: str, **changes: str) -> Ended:
    """Run a batch to its end; `changes` are of its environment."""
    root = str(project.root)
    return ended("batch", *options, "--project", root, folder=project.root, **EPOCH, **changes)


def files_in(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder that is not hidden."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
