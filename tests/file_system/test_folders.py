"""Folders are replaced and moved as a whole, and what is the user's stays as it is."""

import errno
import os
import sys
from pathlib import Path

import pytest

from analyysi.errors import StorageError
from analyysi.file_system import files, folders
from analyysi.file_system.folders import (
    check_replaceable,
    copy_folder,
    create_folder,
    led_to,
    move_folder,
    replace_folder,
)
from support.windows_faults import windows_fault

OURS = {"report.html"}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_folder_is_made_whole_and_once(tmp_path: Path) -> None:
    create_folder(tmp_path / "edition-1", {"a": b"1", "b/c": b"2"}, protect=True)
    assert (tmp_path / "edition-1" / "b" / "c").read_bytes() == b"2"
    assert (tmp_path / "edition-1" / "a").stat().st_mode & 0o222 == 0
    with pytest.raises(FileExistsError):
        create_folder(tmp_path / "edition-1", {"a": b"3"})
    (tmp_path / "empty").mkdir()
    with pytest.raises(FileExistsError):
        create_folder(tmp_path / "empty", {"a": b"3"})
    assert names(tmp_path) == ["edition-1", "empty"]
    assert (tmp_path / "edition-1" / "a").read_bytes() == b"1"


def test_an_open_file_in_a_folder_is_named_and_all_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "2023"
    create_folder(folder, {"report.html": b"old", "drafts/notes.xlsx": b"the user's"})
    opened = os.open

    def refused(path: Path, *flags: int) -> int:
        if path == folder / "drafts" / "notes.xlsx":
            raise windows_fault(32, path)
        return opened(path, *flags)

    monkeypatch.setattr(files, "ON_WINDOWS", True)
    monkeypatch.setattr(folders, "ON_WINDOWS", True)
    monkeypatch.setattr(files.os, "open", refused)
    for work in (
        check_replaceable,
        lambda place: replace_folder(place, {"report.html": b""}, OURS),
    ):
        with pytest.raises(StorageError, match=r"notes\.xlsx: another program has it open\."):
            work(folder)
    assert (folder / "report.html").read_bytes() == b"old"
    assert names(tmp_path) == ["2023"]
    check_replaceable(tmp_path / "missing")


def test_a_link_that_windows_lets_nobody_make_again_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "2023"
    create_folder(folder, {"report.html": b"old"})
    (folder / "link").symlink_to("/etc")

    def refused(target: str, place: Path, **_: bool) -> None:
        raise windows_fault(1314, Path(target), place)

    monkeypatch.setattr(folders.os, "symlink", refused)
    with pytest.raises(StorageError, match="the system lets you make no links"):
        replace_folder(folder, {"report.html": b"new"}, OURS)
    assert (folder / "report.html").read_bytes() == b"old"
    assert names(folder) == ["link", "report.html"]
    assert names(tmp_path) == ["2023"]


def test_a_folder_is_copied_without_what_links_lead_to(tmp_path: Path) -> None:
    create_folder(tmp_path / "project", {"a": b"1", "reports/b": b"2", "c/d": b"3"})
    (tmp_path / "project" / "link").symlink_to("/etc")
    copy_folder(tmp_path / "project", tmp_path / "copy", without="reports")
    assert names(tmp_path / "copy") == ["a", "c", "link"]
    assert (tmp_path / "copy" / "c" / "d").read_bytes() == b"3"
    assert (tmp_path / "copy" / "link").readlink() == Path("/etc")
    with pytest.raises(FileExistsError):
        copy_folder(tmp_path / "project", tmp_path / "copy", without="reports")


def test_a_folder_moves_to_another_disk_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = os.rename
    source, target = tmp_path / "here" / "snapshot", tmp_path / "there"
    target.mkdir()
    create_folder(tmp_path / "snapshot", {"raw/a": b"1"})
    source.parent.mkdir()
    (tmp_path / "snapshot").rename(source)

    def other_disk(old: Path, new: Path) -> None:
        if Path(old).parent != Path(new).parent:
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        rename(old, new)

    monkeypatch.setattr(folders.os, "rename", other_disk)
    move_folder(source, target / "2026")
    assert (target / "2026" / "raw" / "a").read_bytes() == b"1"
    assert names(target) == ["2026"]
    assert names(source.parent) == []


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A report's folder with things of the user's of every kind."""
    folder, elsewhere = tmp_path / "2023", tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "big.txt").write_bytes(b"not ours")
    replace_folder(folder, {"report.html": b"1"}, OURS)
    (folder / "drafts").mkdir()
    (folder / "drafts" / "a.txt").write_bytes(b"mine")
    (folder / "drafts" / "elsewhere").symlink_to(elsewhere)
    (folder / "notes.txt").write_bytes(b"mine")
    (folder / "gone").symlink_to("/no/such/file")
    (folder / "elsewhere").symlink_to("../elsewhere")
    return folder


def test_things_of_the_user_stay_as_they_are(report: Path) -> None:
    notes = (report / "notes.txt").stat()
    replace_folder(report, {"report.html": b"2"}, OURS)
    assert (report / "report.html").read_bytes() == b"2"
    assert (report / "drafts" / "a.txt").read_bytes() == b"mine"
    assert str((report / "gone").readlink()) == "/no/such/file"
    assert str((report / "elsewhere").readlink()) == "../elsewhere"
    assert (report / "drafts" / "elsewhere").is_symlink()
    kept = (report / "notes.txt").stat()
    assert (kept.st_ino, kept.st_mtime_ns) == (notes.st_ino, notes.st_mtime_ns)
    assert names(report.parent) == ["2023", "elsewhere"]


def test_a_disk_without_second_names_keeps_them_too(
    report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(folders.os, "link", no_links)
    replace_folder(report, {"report.html": b"2"}, OURS)
    assert (report / "notes.txt").read_bytes() == b"mine"
    assert (report / "gone").is_symlink()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes among files")
def test_a_pipe_of_the_user_is_not_read(report: Path) -> None:
    os.mkfifo(report / "pipe")
    replace_folder(report, {"report.html": b"2"}, OURS)
    assert (report / "pipe").is_fifo()


def test_a_folder_that_is_a_link_stays_one(report: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(report)
    replace_folder(led_to(link), {"report.html": b"2"}, OURS)
    assert link.is_symlink()
    assert (report / "report.html").read_bytes() == b"2"
    (tmp_path / "nowhere").symlink_to("/no/such/share")
    with pytest.raises(StorageError, match="is a link to /no/such/share, which is not there"):
        led_to(tmp_path / "nowhere")
