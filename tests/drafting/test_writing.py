"""New agreement files are put in place together, and never over one that is there."""

from pathlib import Path

import pytest

from analyysi.drafting import writing
from analyysi.drafting.writing import write_new
from analyysi.errors import ParameterError
from analyysi.project import Project


def test_files_are_written_whole_and_folders_made(tmp_path: Path) -> None:
    first, second = tmp_path / "a" / "1.toml", tmp_path / "a" / "2.toml"
    write_new(Project(tmp_path), {first: "x = 1\n", second: "y = 2\n"})
    assert (first.read_bytes(), second.read_bytes()) == (b"x = 1\n", b"y = 2\n")
    assert sorted(path.name for path in first.parent.iterdir()) == ["1.toml", "2.toml"]


def test_nothing_is_overwritten_and_then_nothing_is_written(tmp_path: Path) -> None:
    there, new = tmp_path / "there.toml", tmp_path / "new.toml"
    there.write_text("old", encoding="utf-8")
    with pytest.raises(ParameterError, match=r"there\.toml is there already, and it is never"):
        write_new(Project(tmp_path), {new: "x", there: "y"})
    assert there.read_text(encoding="utf-8") == "old"
    assert not new.exists()


def test_a_failure_takes_back_what_was_placed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = writing._place

    def fail_at_second(path: Path, text: str) -> None:
        if path.name == "2.toml":
            raise OSError("no room")
        place(path, text)

    monkeypatch.setattr(writing, "_place", fail_at_second)
    with pytest.raises(OSError, match="no room"):
        write_new(Project(tmp_path), {tmp_path / "1.toml": "x", tmp_path / "2.toml": "y"})
    assert list(tmp_path.iterdir()) == []
