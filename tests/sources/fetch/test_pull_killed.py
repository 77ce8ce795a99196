"""`kill -9` before any file operation of a pull, then again: the same bytes as an undisturbed pull.

Every twentieth operation is tried here, which takes seconds; ANALYYSI_KILL_STEP=1 tries every one, in
two minutes.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from support.places import ROOT
from support.services.pxweb import PxWeb
from support.services.tables import standard
from support.services.treasury import Treasury, sample_documents

STEP = os.environ.get("ANALYYSI_KILL_STEP", "20")
KAINUU = {"105": "0185075-2", "578": "0188808-0", "765": "0189766-5"}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither fork nor SIGKILL"),
]


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """A project without snapshots, so that the copies are quick."""
    folder = tmp_path / "template"
    for part in ("agreements", "sources", "municipalities"):
        shutil.copytree(ROOT / "data" / part, folder / "data" / part)
    return folder


@pytest.mark.parametrize("name", ["population", "budgets"])
def test_every_moment_of_a_pull_can_be_its_last(template: Path, tmp_path: Path, name: str) -> None:
    work = tmp_path / "work"
    work.mkdir()
    with (
        PxWeb(standard(), limiter_on=False, max_cells=500) as pxweb,
        Treasury(sample_documents(KAINUU), padding=50) as treasury,
    ):
        done = subprocess.run(
            [
                *(
                    sys.executable,
                    "-W",
                    "error",
                    str(ROOT / "tests" / "support" / "kill_driver.py"),
                ),
                *(str(template), str(work), pxweb.root, treasury.root, name, STEP),
            ],
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
    assert done.returncode == 0, done.stderr[-2000:]
    result = json.loads(done.stdout)
    assert result["wrong"] == []
    assert result["killed"] == len(range(1, result["operations"] + 1, int(STEP))) >= 8
    assert result["files"] > 10
