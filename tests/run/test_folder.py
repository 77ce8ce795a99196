"""A year's folder: swapped whole, or left as it was."""

from pathlib import Path

import pytest

from analyysi.errors import StorageError
from analyysi.file_system.files import NEW
from analyysi.file_system.locks import OLD
from analyysi.run.folder import keep_failure, make_ready, recover, replace_folder


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_replaces_everything(tmp_path: Path) -> None:
    folder = tmp_path / "2023"
    replace_folder(folder, {"report.html": b"1", "run.json": b"2"})
    replace_folder(folder, {"report.html": b"3"})
    assert _contents(folder) == {"report.html": b"3"}
    assert [path.name for path in tmp_path.iterdir()] == ["2023"]


def test_fault_while_writing_leaves_the_earlier_state(tmp_path: Path) -> None:
    folder = tmp_path / "2023"
    replace_folder(folder, {"a": b"1"})
    with pytest.raises(StorageError, match="the name is too long for this disk"):
        replace_folder(folder, {"a": b"2", "b" * 300: b"3"})
    assert _contents(folder) == {"a": b"1"}
    assert [path.name for path in tmp_path.iterdir()] == ["2023"]


def test_kill_between_the_two_renames_is_put_right_at_the_next_run(tmp_path: Path) -> None:
    folder = tmp_path / "2023"
    replace_folder(folder, {"a": b"1"})
    folder.rename(tmp_path / f"{OLD}2023")
    (tmp_path / f"{NEW}xyz").mkdir()
    recover(folder)
    assert _contents(folder) == {"a": b"1"}
    assert [path.name for path in tmp_path.iterdir()] == ["2023"]


def test_failure_sets_the_earlier_report_aside_once(tmp_path: Path) -> None:
    folder = tmp_path / "2023"
    replace_folder(folder, {"report.html": b"old"})
    keep_failure(folder, {"failed.ipynb": b"{}"})
    keep_failure(folder, {"failed.ipynb": b"{1}"})
    assert _contents(folder) == {"failed.ipynb": b"{1}"}
    assert _contents(folder / "previous") == {"report.html": b"old"}


def test_a_place_that_will_not_do_is_refused_before_the_work(tmp_path: Path) -> None:
    make_ready(tmp_path / "reports" / "2023")
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "2023").write_bytes(b"")
    with pytest.raises(StorageError, match="2023 is no folder, and a folder was expected"):
        make_ready(tmp_path / "2023")
    with pytest.raises(StorageError, match="Shorten the name that it is made from"):
        make_ready(tmp_path / f"2023-{'a' * 250}")


def test_files_of_the_user_stay(tmp_path: Path) -> None:
    folder = tmp_path / "2023"
    replace_folder(folder, {"report.html": b"old"})
    (folder / "notes.txt").write_bytes(b"mine")
    (folder / "drafts").mkdir()
    (folder / "drafts" / "a.txt").write_bytes(b"mine too")
    replace_folder(folder, {"report.html": b"new"})
    keep_failure(folder, {"failed.log": b"x"})
    assert _contents(folder) == {"failed.log": b"x", "notes.txt": b"mine"}
    assert (folder / "drafts" / "a.txt").read_bytes() == b"mine too"
    assert _contents(folder / "previous") == {"report.html": b"new"}
