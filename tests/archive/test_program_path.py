"""Where a program of the system lies: never in the working folder."""

import os
from pathlib import Path

import pytest

from analyysi.archive.program_path import program_path


def test_program_in_the_working_folder_is_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in ("handed-over", "system"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "git").touch(mode=0o755)
    monkeypatch.chdir(tmp_path / "handed-over")
    system = str(tmp_path / "system")
    for before in (".", "", "../handed-over"):
        monkeypatch.setenv("PATH", os.pathsep.join([before, system]))
        assert program_path("git") == str(tmp_path / "system" / "git")
    monkeypatch.setenv("PATH", ".")
    assert program_path("git") is None
