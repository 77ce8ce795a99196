"""Environments of editions' own: what a lock file may say, and which Python is taken."""

import os
import subprocess
from pathlib import Path
from platform import python_version

import pytest

from analyysi.archive.edition import Edition, editions_of, find_editions
from analyysi.archive.known_code import LOCKED
from analyysi.archive.own_environment import OwnPythons, check_lock
from analyysi.errors import ReproductionError
from analyysi.project import Project
from support.handed_over import write_as
from support.places import ROOT
from support.published_years import publish_again

HASH = f"--hash=sha256:{'0' * 64}"
PINNED = f"six==1.17.0 ; python_full_version == '3.12.*' \\\n    {HASH} \\\n    {HASH}\n"


@pytest.mark.parametrize("edition", find_editions(Project(ROOT)), ids=lambda edition: edition.name)
def test_lock_files_of_the_published_editions_are_taken(edition: Edition) -> None:
    lock = (edition.folder / LOCKED).read_bytes()
    assert check_lock(lock, "lock").count("==") > 100


@pytest.mark.parametrize(
    "line",
    [
        "six==1.17.0",
        f"six>=1.17.0 {HASH}",
        f"six {HASH}",
        f"six==1.17.0,==1.18 {HASH}",
        f"six @ https://example.org/six.whl {HASH}",
        f"./six {HASH}",
        f"-e ./six {HASH}",
        "-r other.txt",
        "--index-url https://example.org/simple",
        f"six==1.17.0 --global-option=evil {HASH}",
        f"six==1.17.0 {HASH} --config-settings=evil",
        f"six[evil]==1.17.0 {HASH}",
        "six==1.17.0 --hash=md5:0",
    ],
)
def test_lock_file_that_says_anything_else_is_refused(line: str) -> None:
    assert check_lock(f"# a comment\n\n{PINNED}".encode(), "lock")
    with pytest.raises(ReproductionError, match=r"^lock: '.*is no library pinned by version"):
        check_lock(f"{PINNED}{line}\n".encode(), "lock")


@pytest.mark.parametrize(
    "hidden",
    [
        # To pip a comment ends with its line, whatever it ends with.
        "# a comment \\\n--no-binary :all:\n",
        "# a comment \\\r\n--index-url https://example.org/simple\n",
        "# a comment \\\n./six\n",
    ],
)
def test_what_an_installer_reads_is_what_was_checked(hidden: str) -> None:
    one_line = f"six==1.17.0 ; python_full_version == '3.12.*' {HASH} {HASH}\n"
    assert check_lock(f"{hidden}{PINNED}".encode(), "lock") == one_line


@pytest.fixture
def edition(project_copy: Project) -> Edition:
    """An edition whose lock file has no library for this system."""
    publish_again(project_copy)
    folder = editions_of(project_copy, "kainuu-ict", 2023)[0].folder
    write_as(folder, LOCKED, f"six==1.17.0 ; python_version < '3' {HASH}\n".encode())
    return editions_of(project_copy, "kainuu-ict", 2023)[0]


@pytest.mark.slow
def test_environment_is_made_once_for_a_lock_file(edition: Edition, tmp_path: Path) -> None:
    pythons = OwnPythons(tmp_path / "environments")
    object.__setattr__(edition.record, "python", python_version())
    python = pythons.python_of(edition)
    assert python == pythons.python_of(edition)
    code = "import sys; print(sys.prefix); print(sys.version.split()[0])"
    said = subprocess.run([python, "-I", "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.splitlines() == [str(python.parent.parent), python_version()]
    assert not list(python.parent.parent.rglob("analyysi*"))


@pytest.mark.slow
def test_library_that_cannot_be_had_is_one_sentence(
    edition: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("UV_NO_INDEX", "1")
    write_as(edition.folder, LOCKED, f"six==1.17.0 {HASH}\n".encode())
    object.__setattr__(edition.record, "python", python_version())
    with pytest.raises(ReproductionError, match=r"edition 1: its own environment could not be ma"):
        OwnPythons(tmp_path / "environments").python_of(edition)


def test_python_that_is_not_here_is_one_sentence(
    edition: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", os.devnull)
    object.__setattr__(edition.record, "python", "3.2.1")
    with pytest.raises(ReproductionError, match=r"by Python 3\.2\.1, and no Python 3\.2 is here"):
        OwnPythons(tmp_path).python_of(edition)
    object.__setattr__(edition.record, "python", "3.11; evil")
    with pytest.raises(ReproductionError, match="which is no version"):
        OwnPythons(tmp_path).python_of(edition)


def test_edition_without_a_lock_file_has_no_environment(edition: Edition, tmp_path: Path) -> None:
    (edition.folder / LOCKED).unlink()
    with pytest.raises(ReproductionError, match=r"inputs/requirements\.lock is missing"):
        OwnPythons(tmp_path).python_of(edition)
    others = tuple(file for file in edition.record.files if file.path != LOCKED)
    object.__setattr__(edition.record, "files", others)
    with pytest.raises(ReproductionError, match=r"has no inputs/requirements\.lock: leave --own"):
        OwnPythons(tmp_path).python_of(edition)
