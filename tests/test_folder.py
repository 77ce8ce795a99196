"""A year's folder: swapped whole, or left as it was."""

from pathlib import Path

import pytest

from analyysi.run.folder import keep_failure, recover, replace_folder


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_replaces_everything(tmp_path: Path) -> None:
    folder = tmp_path / "2023"
    replace_folder(folder, {"a": b"1", "b": b"2"})
    replace_folder(folder, {"a": b"3"})
    assert _contents(folder) == {"a": b"3"}
    assert [path.name for path in tmp_path.iterdir()] == ["2023"]


def test_fault_while_writing_leaves_the_earlier_state(tmp_path: Path) -> None:
    folder = tmp_path / "2023"
    replace_folder(folder, {"a": b"1"})
    with pytest.raises(FileNotFoundError):
        replace_folder(folder, {"a": b"2", "no/such/folder": b"3"})
    assert _contents(folder) == {"a": b"1"}
    assert [path.name for path in tmp_path.iterdir()] == ["2023"]


def test_kill_between_the_two_renames_is_put_right_at_the_next_run(tmp_path: Path) -> None:
    folder = tmp_path / "2023"
    replace_folder(folder, {"a": b"1"})
    folder.rename(tmp_path / ".old-2023")
    (tmp_path / ".new-2023-xyz").mkdir()
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
