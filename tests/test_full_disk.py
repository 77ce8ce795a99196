"""A disk that is full or write-protected: told before the work, and nothing half is left.

The disk is a small one in memory, which only root can attach.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from analyysi.agreement.parameters import RunParameters
from analyysi.archive.publish import publish
from analyysi.errors import AnalyysiError, StorageError
from analyysi.file_system import places
from analyysi.file_system.places import check_place, temporary_folder
from analyysi.project import Project
from analyysi.run import report
from analyysi.run.batch.destination import FolderDestination
from analyysi.run.folder import replace_folder
from analyysi.run.report import make_report
from analyysi.sources.fetch.connection import connection
from support.command_line import call
from support.places import ROOT

MEGABYTES = 6
FULL = r": the disk is full\. Make room on it"
TOO_LITTLE = r"\d+ MB are free on its disk, and \d+ MB are needed to begin\. Make room"
YEAR = RunParameters(agreement="kainuu-ict", year=2023)

pytestmark = pytest.mark.slow


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root on Linux can attach a small disk")
    folder = tmp_path / "disk"
    folder.mkdir()
    options = ("-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", str(folder))
    if subprocess.run(["mount", *options], check=False, capture_output=True).returncode != 0:
        pytest.skip("this machine lets not even root attach a disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.fixture
def on_disk(disk: Path) -> Project:
    """A project on the small disk, with two megabytes of data."""
    for name in ("data", "notebooks", "templates"):
        shutil.copytree(ROOT / name, disk / name)
    return Project(disk)


def fill(disk: Path) -> Path:
    """Fill a disk to the last byte; return the file to remove."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (100_000, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                continue
    return filler


def listed(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


@pytest.mark.parametrize(
    "arguments",
    [
        ("new-year", "kainuu-ict", "2028"),
        (
            *("new-agreement", "--id", "auto", "--subject", "Auto", "--purpose", "Auto."),
            *("--payers", "Kuhmo, Sotkamo", "--year", "2027", "--total", "180000"),
        ),
        ("compare", "kainuu-ict", "2023", "--format", "excel", "--output", "{disk}/a.xlsx"),
    ],
    ids=["new-year", "new-agreement", "compare"],
)
def test_a_command_says_so_and_works_once_there_is_room(
    on_disk: Project, arguments: tuple[str, ...]
) -> None:
    given = [part.format(disk=on_disk.root) for part in arguments]
    filler = fill(on_disk.root)
    before = listed(on_disk.root)
    stopped = call(*given, "--project", str(on_disk.root)).fault
    assert isinstance(stopped, StorageError)
    assert stopped.args[0].count("\n") == 0
    assert re.search(rf"{FULL}, then run the command again|{TOO_LITTLE}", str(stopped))
    assert listed(on_disk.root) == before
    filler.unlink()
    done = call(*given, "--project", str(on_disk.root))
    assert done.fault is None, done.fault
    assert len(listed(on_disk.root)) > len(before) - 1


def test_an_earlier_report_stays(disk: Path) -> None:
    folder = disk / "kainuu-ict" / "2023"
    replace_folder(folder, {"report.html": b"old"})
    filler = fill(disk)
    with pytest.raises(StorageError, match=FULL):
        replace_folder(folder, {"report.html": b"new" * 100_000})
    assert listed(disk / "kainuu-ict") == ["2023", "2023/report.html"]
    filler.unlink()
    replace_folder(folder, {"report.html": b"new"})
    assert (folder / "report.html").read_bytes() == b"new"


def refuse(*_: object) -> None:
    raise AssertionError("the work was begun")


def test_too_little_room_is_seen_before_the_work(
    on_disk: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "make_contents", refuse)
    before = listed(on_disk.root)
    with pytest.raises(StorageError, match=TOO_LITTLE):
        make_report(on_disk, YEAR)
    with pytest.raises(StorageError, match=TOO_LITTLE):
        publish(on_disk, [YEAR], ["html"])
    with (
        pytest.raises(StorageError, match=TOO_LITTLE),
        FolderDestination(on_disk.reports).lock(),
    ):
        pass
    with pytest.raises(StorageError, match=TOO_LITTLE), connection(on_disk, offline=True):
        pass
    assert listed(on_disk.root) == before


def test_a_protected_disk_is_seen_before_the_work(
    on_disk: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "make_contents", refuse)
    monkeypatch.setattr(places, "_check_room", lambda *_: None)
    subprocess.run(["mount", "-o", "remount,ro", str(on_disk.root)], check=True)
    protected = "it is write-protected, or you have no right to it"
    with pytest.raises(StorageError, match=protected):
        make_report(on_disk, YEAR)
    with pytest.raises(StorageError, match=protected):
        publish(on_disk, [YEAR], ["html"])
    with pytest.raises(StorageError, match=protected), connection(on_disk, offline=True):
        pass
    fault = call("new-year", "kainuu-ict", "2028", "--project", str(on_disk.root)).fault
    assert isinstance(fault, AnalyysiError)
    assert protected in str(fault)


def test_a_full_temporary_folder_is_told(
    disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(disk))
    with pytest.raises(StorageError, match=rf"{disk}: {MEGABYTES} MB are free"):
        check_place(tmp_path, MEGABYTES * 10**7)
    fill(disk)
    # Names take no room on a disk in memory: the folder is made, and what goes into it is refused.
    with temporary_folder() as folder, pytest.raises(OSError, match="No space left"):
        (folder / "a").write_bytes(b"x" * 10_000)
