"""One at a time writes in a folder, and what a killed run left is cleared away."""

import errno
from pathlib import Path

import filelock
import pytest

from analyysi.errors import ReportError, StorageError
from analyysi.file_system import locks
from analyysi.file_system.files import NEW
from analyysi.file_system.locks import LOCK, OLD, alone_in, held, tidy


def test_another_is_refused_and_nothing_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locks, "_WAIT", 0.05)
    folder = tmp_path / "reports" / "kainuu-ict"
    with (
        alone_in(folder),
        pytest.raises(StorageError, match=r"Another analyysi is writing in .*kainuu-ict\."),
        alone_in(folder),
    ):
        pass
    assert list(folder.iterdir()) == []
    with held(folder / "a.lock", 0, ReportError("busy")):
        assert [path.name for path in folder.iterdir()] == ["a.lock"]


def test_the_fault_of_the_block_comes_through_and_frees_the_lock(tmp_path: Path) -> None:
    for _ in range(2):
        with pytest.raises(ZeroDivisionError), alone_in(tmp_path):
            raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


def test_a_share_without_locks_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(self: filelock.FileLock, **_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(filelock.FileLock, "acquire", refused)
    with alone_in(tmp_path):
        (tmp_path / "a").write_bytes(b"")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_left_overs_are_cleared_away_and_the_users_own_stay(tmp_path: Path) -> None:
    (tmp_path / f"{NEW}a").mkdir()
    (tmp_path / f"{NEW}a" / "half").write_bytes(b"")
    (tmp_path / f"{NEW}b").write_bytes(b"")
    (tmp_path / LOCK).write_bytes(b"")
    for name in (".new-mine", ".old-2023", ".analyysi", "notes"):
        (tmp_path / name).write_bytes(b"mine")
    tidy(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        *(".analyysi", ".new-mine", ".old-2023", "notes")
    ]


def test_what_was_set_aside_is_put_back_unless_its_place_is_taken(tmp_path: Path) -> None:
    for name, content in ((f"{OLD}2023", "old"), (f"{OLD}2024", "old"), ("2024", "new")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a").write_text(content, encoding="utf-8")
    tidy(tmp_path)
    contents = {path.name: (path / "a").read_text(encoding="utf-8") for path in tmp_path.iterdir()}
    assert contents == {"2023": "old", "2024": "new"}


def test_nothing_is_made_where_nothing_is(tmp_path: Path) -> None:
    tidy(tmp_path / "reports")
    tidy(tmp_path)
    assert list(tmp_path.iterdir()) == []
