"""Writing commands that are killed, or meet a full or protected disk, at their operations.

A few commands at some of their operations here; `make kills` tries every command at each.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from support.places import ROOT
from support.writing_commands import WRITING

SOME = tuple(f"{row.name}:{short}" for row in WRITING for short in row.short)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork"),
]


@pytest.fixture
def template(tmp_path: Path) -> Path:
    folder = tmp_path / "template"
    for name in ("data", "notebooks", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def test_nothing_is_torn_and_the_next_run_is_right(template: Path, tmp_path: Path) -> None:
    work = tmp_path / "work"
    work.mkdir()
    driver = ROOT / "tests" / "support" / "disk_driver.py"
    done = subprocess.run(
        [sys.executable, "-W", "error", str(driver), str(template), str(work), *SOME],
        env={"PYTHONPATH": str(ROOT / "tests"), "PATH": "", "HOME": str(tmp_path)},
        capture_output=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    outcomes = json.loads(done.stdout)
    assert {
        name: outcome["faults"] for name, outcome in outcomes.items() if outcome["faults"]
    } == {}
    for name, outcome in outcomes.items():
        assert outcome["tries"] == outcome["struck"] or ":killed:" not in name
        assert outcome["struck"] >= 2, name
