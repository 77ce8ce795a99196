"""The commands `init` and `update`."""

from pathlib import Path

import pytest

from analyysi.errors import ParameterError
from support.command_line import call


def test_init_says_what_comes_next_in_the_language_of_the_project(tmp_path: Path) -> None:
    outcome = call("init", str(tmp_path / "a"), "--language", "sv")
    assert outcome.fault is None
    lines = outcome.printed.splitlines()
    assert lines[0].startswith("Projektet är klart: ")
    assert lines[-1] == "  analyysi report exempel 2027 --language sv"


def test_init_in_the_working_folder_needs_no_change_of_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ANALYYSI_LANGUAGE", "en")
    printed = call("init").printed
    assert "  cd " not in printed
    assert printed.endswith("Next:\n  analyysi report example 2027 --language en\n")
    assert isinstance(call("init").fault, ParameterError)


@pytest.mark.slow
def test_update_tells_of_every_file_and_a_dry_run_writes_none(tmp_path: Path) -> None:
    call("init", str(tmp_path / "a"), "--language", "en")
    project = ("--project", str(tmp_path / "a"))
    assert call("update", *project).printed == "The project's program files are up to date.\n"
    readme = tmp_path / "a" / "README.md"
    readme.unlink()
    printed = call("update", *project, "--restore", "--dry-run").printed
    assert printed.splitlines() == ["README.md: new", "Nothing was written: this was a dry run."]
    assert not readme.exists()
    assert "you have removed it" in call("update", *project).printed
    call("update", *project, "--restore")
    assert readme.is_file()
