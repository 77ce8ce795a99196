"""Files that belong together are replaced all or none, and a stop between two is finished."""

import os
from pathlib import Path

import pytest

from analyysi.errors import StorageError
from analyysi.file_system import files, together
from analyysi.file_system.locks import alone_in, tidy
from analyysi.file_system.together import READY, check_finished, replace_files
from support.windows_faults import windows_fault


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    first, second = tmp_path / "a", tmp_path / "b"
    replace_files({first: b"1", second: b"1"})
    return first, second


def test_several_files_are_replaced_or_none(pair: tuple[Path, Path]) -> None:
    first, second = pair
    with pytest.raises(StorageError, match=r"cannot be written.* Nothing was changed\.$"):
        replace_files({first: b"2", first.parent / "no" / "folder": b"2"})
    assert (first.read_bytes(), second.read_bytes()) == (b"1", b"1")
    replace_files({first: b"2", second: b"2"})
    assert (first.read_bytes(), second.read_bytes()) == (b"2", b"2")
    assert names(first.parent) == ["a", "b"]


class Stopped(BaseException):
    """Stands for the end of the process: nothing in the program catches it."""


def test_a_stop_between_two_is_seen_and_finished_by_whoever_writes_next(
    pair: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = pair
    replace = os.replace

    def stopped(new: Path, place: Path) -> None:
        if place == second:
            raise Stopped
        replace(new, place)

    with monkeypatch.context() as patched:
        patched.setattr(together.os, "replace", stopped)
        with pytest.raises(Stopped):
            replace_files({first: b"2", second: b"2"})
    assert (first.read_bytes(), second.read_bytes()) == (b"2", b"1")
    with pytest.raises(StorageError, match="files that belong together were being replaced"):
        check_finished(second)
    with alone_in(first.parent):
        pass
    check_finished(second)
    assert (first.read_bytes(), second.read_bytes()) == (b"2", b"2")
    assert names(first.parent) == ["a", "b"]


def test_a_file_open_in_excel_is_named_and_the_rest_waits(
    pair: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = pair
    replace = os.replace

    def refused(new: Path, place: Path) -> None:
        if place == second:
            raise windows_fault(32, new, place)
        replace(new, place)

    with monkeypatch.context() as patched:
        patched.setattr(together.os, "replace", refused)
        with pytest.raises(
            StorageError, match=rf"^{second}: another program has it open.*next run"
        ):
            replace_files({first: b"2", second: b"2"})
        assert names(first.parent) == [READY, "a", "b"]
    tidy(first.parent)
    assert second.read_bytes() == b"2"


def test_an_open_file_is_seen_before_the_first_is_replaced(
    pair: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = pair
    opened = os.open

    def refused(path: Path, *flags: int) -> int:
        if path == second:
            raise windows_fault(32, path)
        return opened(path, *flags)

    monkeypatch.setattr(files, "ON_WINDOWS", True)
    monkeypatch.setattr(files.os, "open", refused)
    with pytest.raises(StorageError, match=rf"^{second}: another .* Nothing was changed\.$"):
        replace_files({first: b"2", second: b"2"})
    assert (first.read_bytes(), second.read_bytes()) == (b"1", b"1")
    assert names(first.parent) == ["a", "b"]


def test_what_was_handed_over_as_ready_goes_nowhere_else(tmp_path: Path) -> None:
    kept, folder = tmp_path / "kept", tmp_path / "folder"
    kept.write_bytes(b"mine")
    (folder / READY / "inner").mkdir(parents=True)
    (folder / READY / "link").symlink_to(kept)
    (folder / READY / "b").write_bytes(b"ready")
    (folder / "b").symlink_to(kept)
    tidy(folder)
    assert kept.read_bytes() == b"mine"
    assert names(folder) == ["b"]
    assert not (folder / "b").is_symlink()
