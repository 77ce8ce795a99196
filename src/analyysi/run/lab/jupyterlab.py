"""How JupyterLab is started: at the project's root, in Finnish, with a notebook open.

The settings are files in `config/`, which JupyterLab reads beside the analyst's own; what she has
set herself holds. JupyterLab's record of open tabs is kept in the project, apart from hers.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from analyysi.errors import AnalyysiError
from analyysi.project import ENVIRONMENT_VARIABLE, Project

CONFIG_PATH = "JUPYTER_CONFIG_PATH"
"""The variable with folders that Jupyter reads settings from beside the user's own."""


def lab_command(project: Project, notebook: Path, more: Sequence[str] = ()) -> list[str]:
    """Return the command that starts JupyterLab with a notebook of the project open.

    Parameters
    ----------
    notebook
        A file in the project.
    more
        Further arguments for JupyterLab, such as ``--no-browser``; they come last, so they hold.

    Raises
    ------
    AnalyysiError
        If JupyterLab is not installed.
    """
    if find_spec("jupyterlab") is None:
        raise AnalyysiError(
            "JupyterLab is not installed here. Install it with: "
            "python -m pip install 'analyysi[lab]' (in a copy of the project: "
            "python -m pip install -e '.[lab]')."
        )
    return [
        sys.executable,
        "-m",
        "jupyterlab",
        f"--ServerApp.root_dir={project.root}",
        f"--LabApp.default_url=/lab/tree/{quote(project.relative(notebook))}",
        f"--LabApp.workspaces_dir={project.own_notebooks / '.jupyterlab' / 'workspaces'}",
        *more,
    ]


def lab_environment(project: Project, environment: Mapping[str, str]) -> dict[str, str]:
    """Return an environment in which JupyterLab reads our settings too, and its kernels find the
    project.
    """
    ours = str(files("analyysi.run.lab") / "config")
    folders = [ours, *filter(None, [environment.get(CONFIG_PATH, "")])]
    return {
        **environment,
        CONFIG_PATH: os.pathsep.join(folders),
        ENVIRONMENT_VARIABLE: str(project.root),
    }


def run_lab(project: Project, command: Sequence[str]) -> int:
    """Run JupyterLab at the project's root until it ends, and return its exit code.

    Ctrl-C reaches JupyterLab itself, which asks whether to stop; a request to end is passed on.
    """
    environment = lab_environment(project, os.environ)
    with subprocess.Popen(command, cwd=project.root, env=environment) as process:
        before = signal.signal(signal.SIGTERM, lambda *_: process.terminate())
        try:
            return _code_of(process)
        finally:
            signal.signal(signal.SIGTERM, before)


def _code_of(process: subprocess.Popen[bytes]) -> int:
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue
