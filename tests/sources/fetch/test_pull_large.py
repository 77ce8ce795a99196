"""A pull of many cells takes no more memory than one of few. (benchmarks/pull_cells.py measures all
5.1 million.)
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from support.places import ROOT
from support.services.pxweb import PxWeb
from support.services.tables import standard

SLACK_KIB = 40 * 1024
"""Held answers of the larger pull would take five times this."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="the peak of memory is told by wait4"),
]


def peak(folder: Path, server: PxWeb, years: str) -> int:
    for part in ("agreements", "sources", "municipalities"):
        shutil.copytree(ROOT / "data" / part, folder / "data" / part)
    command = [sys.executable, "-m", "analyysi", "pull", "population-by-age", "--years", years]
    command += ["--select", "sex=all", "--project", str(folder), "--pxweb", server.root]
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode == 0
    return usage.ru_maxrss


def test_memory_does_not_grow_with_the_cells(tmp_path: Path) -> None:
    with PxWeb(standard(), limiter_on=False) as server:
        few, many = (
            peak(tmp_path / "few", server, "2025"),
            peak(tmp_path / "many", server, "2023-2025"),
        )
    rows = [data.read_bytes().count(b"\n") - 1 for data in sorted(tmp_path.rglob("data.csv"))]
    assert rows == [94_554, 3 * 94_554]
    assert many < few + SLACK_KIB
