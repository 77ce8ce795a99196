"""Files appear whole or not at all, and nothing that links lead to is touched."""

import errno
import os
import stat
from pathlib import Path

import pytest

from analyysi.errors import StorageError
from analyysi.file_system import files
from analyysi.file_system.files import (
    check_closed,
    clear,
    create_file,
    make_folder,
    remove,
    replace_file,
    write_file,
)
from support.windows_faults import windows_fault


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_is_written_and_an_old_one_never(tmp_path: Path) -> None:
    create_file(tmp_path / "a", b"1")
    with pytest.raises(FileExistsError):
        create_file(tmp_path / "a", b"2")
    assert (tmp_path / "a").read_bytes() == b"1"
    assert names(tmp_path) == ["a"]


def test_a_link_that_leads_nowhere_is_there_too(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    with pytest.raises(FileExistsError):
        create_file(tmp_path / "a", b"1")
    assert names(tmp_path) == ["a"]


def test_a_file_that_comes_between_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files.os.path, "lexists", lambda path: False)
    (tmp_path / "a").write_bytes(b"1")
    with pytest.raises(FileExistsError):
        create_file(tmp_path / "a", b"2")
    assert (tmp_path / "a").read_bytes() == b"1"


@pytest.mark.parametrize("number", sorted(files.NO_LINKS))
def test_a_disk_without_second_names_will_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def no_links(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(files.os, "link", no_links)
    create_file(tmp_path / "a", b"1")
    assert (tmp_path / "a").read_bytes() == b"1"
    with pytest.raises(FileExistsError):
        create_file(tmp_path / "a", b"2")
    assert names(tmp_path) == ["a"]


@pytest.mark.parametrize("number", sorted(files.NO_LINKS_ON_WINDOWS))
def test_windows_says_so_in_its_own_numbers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def no_links(path: Path, place: Path) -> None:
        raise windows_fault(number, path, place)

    monkeypatch.setattr(files.os, "link", no_links)
    create_file(tmp_path / "a", b"1")
    assert (tmp_path / "a").read_bytes() == b"1"


def test_a_file_is_replaced_with_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "a"
    replace_file(path, b"1")
    replace_file(path, b"2", 0o640)
    assert path.read_bytes() == b"2"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert names(tmp_path) == ["a"]


def test_a_disk_that_fills_up_leaves_the_earlier_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace_file(tmp_path / "a", b"1")

    def full(handle: int, content: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files.os, "write", full)
    with pytest.raises(StorageError, match=r": the disk is full\. Make room"):
        replace_file(tmp_path / "a", b"2")
    assert (tmp_path / "a").read_bytes() == b"1"
    assert names(tmp_path) == ["a"]


def test_a_file_that_is_open_in_excel_is_named_and_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "runs.csv"
    path.write_bytes(b"1")

    def refused(new: Path, place: Path) -> None:
        raise windows_fault(5, new, place)

    monkeypatch.setattr(files.os, "replace", refused)
    with pytest.raises(StorageError) as fault:
        replace_file(path, b"2")
    assert str(fault.value) == (
        f"{path}: another program, such as Excel, has it open, or it is write-protected. Close it "
        "there, or ask for the right to write, then run the command again."
    )
    assert path.read_bytes() == b"1"
    assert names(tmp_path) == ["runs.csv"]


def test_an_open_file_is_seen_before_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a", "b", "protected"):
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "protected").chmod(0o444)
    paths = [tmp_path / name for name in ("missing", "protected", "a", "b")]
    real = os.open

    def refused(path: Path, flags: int) -> int:
        if path.name in {"b", "protected"}:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return real(path, flags)

    monkeypatch.setattr(files.os, "open", refused)
    check_closed(paths)  # where an open file is replaced like any other
    monkeypatch.setattr(files, "ON_WINDOWS", True)
    with pytest.raises(StorageError, match=r"/b: another program has it open\. Close it there"):
        check_closed(paths)


def test_a_junction_of_windows_is_a_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Status:
        st_mode, st_reparse_tag = stat.S_IFDIR, 0xA0000003

    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "a").write_bytes(b"")
    assert not files.is_link(tmp_path / "inner")
    removed: list[Path] = []
    monkeypatch.setattr(files.os, "lstat", lambda path: Status())
    monkeypatch.setattr(files.os, "unlink", removed.append)
    assert files.is_link(tmp_path / "inner")
    remove(tmp_path / "inner")
    assert removed == [tmp_path / "inner"]
    assert names(tmp_path / "inner") == ["a"]


def test_a_write_that_takes_only_a_part_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = os.write
    monkeypatch.setattr(files.os, "write", lambda handle, content: write(handle, content[:3]))
    write_file(tmp_path / "a", b"0123456789")
    assert (tmp_path / "a").read_bytes() == b"0123456789"


def test_a_name_too_long_and_a_file_for_a_folder_are_sentences(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="the name is too long for this disk"):
        write_file(tmp_path / ("ä" * 200), b"")
    (tmp_path / "file").write_bytes(b"")
    for folder in (tmp_path / "file", tmp_path / "file" / "a"):
        with pytest.raises(StorageError, match=r"file is no folder, and a folder was expected"):
            make_folder(folder)
    (tmp_path / "link").symlink_to("/no/such/share")
    with pytest.raises(StorageError, match=r"link is a link to /no/such/share, which is not there"):
        make_folder(tmp_path / "link" / "a")


def test_what_links_lead_to_stays(tmp_path: Path) -> None:
    kept, doomed = tmp_path / "kept", tmp_path / "doomed"
    kept.mkdir()
    (kept / "a").write_bytes(b"1")
    (doomed / "inner").mkdir(parents=True)
    (doomed / "inner" / "folder").symlink_to(kept)
    (doomed / "file").symlink_to(kept / "a")
    (doomed / "protected").write_bytes(b"")
    (doomed / "protected").chmod(0o444)
    remove(doomed)
    remove(doomed)
    assert names(tmp_path) == ["kept"]
    assert (kept / "a").read_bytes() == b"1"


def test_what_cannot_be_cleared_away_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").write_bytes(b"")

    def refused(path: Path) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(files.os, "unlink", refused)
    clear(tmp_path / "a")
    with pytest.raises(StorageError, match="write-protected"):
        remove(tmp_path / "a")
