"""Where a program of the system lies: never in the folder that the user happens to stand in."""

from __future__ import annotations

import os
from pathlib import Path
from shutil import which


def program_path(name: str) -> str | None:
    """Return the whole path of a program; None where there is none.

    Windows looks in the working folder first, and elsewhere a search path may have "." in it: a
    `git.exe` in a project that was handed over would then be the git that is asked.
    """
    endings = os.environ.get("PATHEXT", ".EXE").split(os.pathsep) if os.name == "nt" else [""]
    for folder in os.get_exec_path():
        if not Path(folder).is_absolute():
            continue
        for ending in endings:
            program = which(str(Path(folder, f"{name}{ending}")))
            if program is not None:
                return program
    return None
