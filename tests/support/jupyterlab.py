"""A real JupyterLab, started by `analyysi lab` on a copy of the project, and worked in a browser by
tests/browser/lab.mjs.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from support.browser_tools import told_by
from support.places import ROOT

IDLE = "Joutilas"
"""What JupyterLab's status bar says of a kernel that waits, in Finnish."""
MENUS = {
    "run": ["Suorita", "Run All Cells"],
    "save": ["Tiedosto", "Tallenna Notebook"],
    "export": ["Tiedosto", "Save and Export Notebook As", "Analyysi"],
    "theme": ["Asetukset", "Teema"],
}
"""The menus as JupyterLab shows them in Finnish: its translation leaves some words in English."""
_START = 120
"""Seconds that JupyterLab may take to answer first."""


@dataclass(frozen=True)
class AddedCell:
    """A cell that an analyst adds: "code" or "markdown", a picture (PNG, base64) pasted in, and the
    words that she writes for its alt text in the place of the file's name.
    """

    kind: str
    source: str
    picture: str = ""
    alt: str = ""


def copied_project(folder: Path) -> Path:
    """Copy what an analyst has after cloning, with its own git record, so that changes show."""
    for name in ("data", "notebooks", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / ".gitignore", folder)
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "-c", "user.name=a", "-c", "user.email=a@b.fi", "commit", "-qm", "a")
    return folder


def git(folder: Path, *arguments: str) -> str:
    """Return what git prints of a folder."""
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def environment(home: Path) -> dict[str, str]:
    """Return the environment of a user who has no settings of her own."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("JUPYTER")}
    return {**kept, "HOME": str(home), "ANALYYSI_PROJECT": ""}


def analyysi(project: Path, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the project to its end."""
    command = [sys.executable, "-m", "analyysi", *arguments]
    return subprocess.run(
        command, cwd=project, env=environment(home), capture_output=True, text=True, check=False
    )


@contextmanager
def running_lab(project: Path, home: Path) -> Iterator[str]:
    """Run `analyysi lab` within it, and yield the address that a browser opens."""
    port, token = _free_port(), "analyysi-test"
    more = ["--no-browser", "--allow-root", f"--port={port}", f"--IdentityProvider.token={token}"]
    command = [sys.executable, "-m", "analyysi", "lab", "--", *more]
    with (
        (home / "lab.log").open("w") as log,
        subprocess.Popen(
            command, cwd=project, env=environment(home), stdout=log, stderr=log
        ) as process,
    ):
        try:
            address = f"http://localhost:{port}/"
            _wait_for(f"{address}api", process, home / "lab.log")
            yield f"{address}?token={token}"
        finally:
            process.terminate()
            process.wait(60)


def work_in_lab(
    address: str, out: Path, added: dict[str, Sequence[AddedCell]], themes: Sequence[str] = ()
) -> dict[str, Any]:
    """Run all, add cells below the cell that holds a text, run again, save, export; return what is
    seen.
    """
    cells = [
        {"below": below, "cells": [vars(cell) for cell in group]} for below, group in added.items()
    ]
    work = {
        "url": address,
        "out": str(out),
        "idle": IDLE,
        "menus": MENUS,
        "added": cells,
        "themes": list(themes),
    }
    seen: dict[str, Any] = driven("lab.mjs", out, work)
    return seen


def driven(script: str, folder: Path, work: dict[str, Any]) -> Any:
    """Let a script drive the browser, and return what it saw.

    `work` is handed to it as a file in the folder.
    """
    (folder / "work.json").write_text(json.dumps(work), encoding="utf-8")
    return told_by(script, folder / "work.json", seconds=600)


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + _START
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text()
        try:
            with urlopen(address, timeout=5):
                return
        except (URLError, TimeoutError):
            time.sleep(0.2)
    raise AssertionError(f"JupyterLab did not answer:\n{log.read_text()}")
