"""An older version of the program beside this checkout, both on the libraries installed here."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def check_out(revision: str, folder: Path) -> Path:
    """Check out a revision (a tag, a branch or a commit) of this repository into a new folder."""
    git = ["git", "-c", "advice.detachedHead=false"]
    subprocess.run([*git, "clone", "--quiet", "--no-checkout", ROOT, folder], check=True)
    subprocess.run([*git, "-C", folder, "checkout", "--quiet", "--detach", revision], check=True)
    return folder


def command_of(checkout: Path, *arguments: str | Path) -> tuple[list[str], dict[str, str]]:
    """Return the command that runs `analyysi` by the code of a checkout, and its environment."""
    environment = os.environ | {"PYTHONPATH": str(checkout / "src"), "SOURCE_DATE_EPOCH": "0"}
    # Code is compiled once, as in everyday use.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return [sys.executable, "-m", "analyysi", *map(str, arguments)], environment


def say(text: str) -> None:
    """Write a line of progress."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
