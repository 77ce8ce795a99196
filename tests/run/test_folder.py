"""A year's folder: swapped whole, or left as it was."""

from collections.abc import Callable
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


def test_files_of_the_user_in_previous_stay_as_they_are(tmp_path: Path) -> None:
    folder = tmp_path / "2023"
    previous = folder / "previous"
    replace_folder(folder, {"report.html": b"old"})
    keep_failure(folder, {"failed.log": b"x"})
    (previous / "notes").mkdir()
    (previous / "empty").mkdir()
    (previous / "notes" / "report.pdf").write_bytes(b"mine")
    (previous / "read.txt").write_bytes(b"mine too")
    (previous / "read.txt").chmod(0o444)
    (previous / "link").symlink_to("notes")
    (previous / "dead").symlink_to("nowhere")
    before = (previous / "read.txt").stat()
    kept = ["dead", "empty", "link", "notes", "read.txt"]
    for work in (keep_failure, replace_folder, keep_failure, replace_folder):
        work(folder, {"failed.log" if work is keep_failure else "report.html": b"new"})
        names = {path.name for path in previous.iterdir()}
        assert sorted(names - {"report.html"}) == kept
        assert (previous / "notes" / "report.pdf").read_bytes() == b"mine"
        assert (previous / "link").readlink() == Path("notes")
        assert (previous / "dead").readlink() == Path("nowhere")
        after = (previous / "read.txt").stat()
        assert (after.st_mtime_ns, after.st_mode) == (before.st_mtime_ns, before.st_mode)


def _file(path: Path) -> None:
    path.write_bytes(b"mine")


def _folder_with_a_file(path: Path) -> None:
    path.mkdir()
    (path / "mine.txt").write_bytes(b"mine")


def _link_to_a_folder(path: Path) -> None:
    path.parent.with_name("elsewhere").mkdir()
    path.symlink_to(path.parent.with_name("elsewhere"))


def _dead_link(path: Path) -> None:
    path.symlink_to("nowhere")


@pytest.mark.parametrize(
    ("name", "put", "sentence"),
    [
        ("changed", _file, "changed is no folder, and a folder was expected"),
        ("previous", _file, "previous is no folder, and a folder was expected"),
        ("changed", _link_to_a_folder, "changed is a link, and a folder was expected"),
        ("previous", _link_to_a_folder, "previous is a link, and a folder was expected"),
        ("previous", _dead_link, "previous is a link to nowhere, which is not there"),
        ("report.pdf", _folder_with_a_file, "report.pdf is no file, and a run puts a file there"),
        ("report.pdf", _dead_link, "report.pdf is no file, and a run puts a file there"),
    ],
)
def test_what_is_in_the_way_is_refused_before_the_work_and_stays(
    name: str, put: Callable[[Path], None], sentence: str, tmp_path: Path
) -> None:
    folder = tmp_path / "2023"
    replace_folder(folder, {"report.html": b"old"})
    put(folder / name)
    before = {path: path.lstat() for path in folder.rglob("*")}
    for work in (
        lambda: make_ready(folder),
        lambda: replace_folder(folder, {"report.html": b"new"}),
        lambda: keep_failure(folder, {"failed.log": b"why"}),
    ):
        with pytest.raises(StorageError, match=sentence):
            work()
    assert {path: path.lstat() for path in folder.rglob("*")} == before
