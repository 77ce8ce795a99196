"""What cannot be written is refused before the work."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest

from analyysi.errors import StorageError
from analyysi.file_system import places
from analyysi.file_system.places import (
    check_place,
    temporary_file,
    temporary_folder,
    write_temporary,
)

HUGE = 10**18


def refuses_root() -> bool:
    return sys.platform == "win32" or os.geteuid() == 0


def test_a_place_that_will_do_is_left_as_it_is(tmp_path: Path) -> None:
    check_place(tmp_path / "reports" / "kainuu-ict" / "2023", 1)
    check_place(tmp_path, 1)
    assert list(tmp_path.iterdir()) == []


def test_too_little_room_is_told_in_megabytes(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"\d+ MB are free on its disk, and 1000000000000 MB"):
        check_place(tmp_path / "reports", HUGE)


def test_too_little_room_for_temporary_files_is_told_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)

    def by_place(folder: Path) -> object:
        return usage if folder == tmp_path else usage._replace(free=0)

    monkeypatch.setattr(places.shutil, "disk_usage", by_place)
    with pytest.raises(StorageError, match=f"^{tempfile.gettempdir()}: 0 MB are free"):
        check_place(tmp_path, 1)


@pytest.mark.skipif(refuses_root(), reason="root and Windows may write where the mode forbids it")
def test_a_protected_folder_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    try:
        with pytest.raises(StorageError, match="it is write-protected, or you have no right"):
            check_place(tmp_path / "reports", 1)
    finally:
        tmp_path.chmod(0o755)


def test_what_is_no_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "reports").write_bytes(b"")
    with pytest.raises(StorageError, match="reports is no folder, and a folder was expected"):
        check_place(tmp_path / "reports" / "kainuu-ict", 1)
    (tmp_path / "share").symlink_to("/no/such/share")
    with pytest.raises(StorageError, match="share is a link to /no/such/share, which is not"):
        check_place(tmp_path / "share" / "kainuu-ict", 1)


def test_names_too_long_are_told(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"The name 2023-aaaa.* has 261 bytes, and a folder"):
        check_place(tmp_path / f"2023-{'a' * 256}", 1)


def test_a_temporary_folder_goes_whatever_happens() -> None:
    with temporary_folder() as folder:
        (folder / "a").mkdir()
    assert not folder.exists()
    made = temporary_folder()
    folder = made.__enter__()
    with pytest.raises(ZeroDivisionError):
        made.gen.throw(ZeroDivisionError())
    assert not folder.exists()


def test_a_temporary_file_is_read_by_its_handle() -> None:
    with temporary_file() as file:
        os.write(file.fileno(), b"said")
        file.seek(0)
        assert file.read() == b"said"
    assert file.closed


def test_no_temporary_file_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", "/no/such/folder")
    with pytest.raises(StorageError, match="No such file or directory"), temporary_file():
        pass


def test_no_temporary_folder_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", "/no/such/folder")
    with pytest.raises(StorageError, match="No such file or directory"), temporary_folder():
        pass


def test_what_a_person_is_to_read_stays() -> None:
    path = write_temporary(".log", b"why")
    assert path.read_bytes() == b"why"
    path.unlink()
