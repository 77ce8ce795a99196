"""Batches started from the command line, and what they leave in a folder."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from analyysi.project import Project
from support.places import ROOT
from support.short_notebook import with_short_notebook

EPOCH = {"SOURCE_DATE_EPOCH": "1700000000"}
"""The same time of making for every run, so that its record has the same bytes."""


def copied_project(root: Path) -> Project:
    """Copy the project, with a short notebook."""
    for name in ("data", "notebooks", "templates"):
        shutil.copytree(ROOT / name, root / name)
    return with_short_notebook(Project(root))


def batch(project: Project, *options: str, **changes: str) -> subprocess.CompletedProcess[str]:
    """Run a batch to its end; `changes` are of its environment."""
    command = [sys.executable, "-m", "analyysi", "batch", *options, "--project", str(project.root)]
    environment = {**os.environ, **EPOCH, **changes}
    return subprocess.run(
        command, env=environment, capture_output=True, encoding="utf-8", check=False
    )


def files_in(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder that is not hidden."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
