"""Files are written all or none, each whole, and never over another's work."""

from pathlib import Path

import pytest

from analyysi.drafting.placing import place_files, place_over
from analyysi.errors import ParameterError


def test_files_that_are_there_stay(tmp_path: Path) -> None:
    first, second = tmp_path / "a" / "first", tmp_path / "a" / "second"
    assert place_files({first: b"1", second: b"2"}) == [first, second]
    assert place_files({first: b"1", second: b"2"}) == []
    with pytest.raises(ParameterError, match="second is there already"):
        place_files({tmp_path / "third": b"3", second: b"other"})
    assert not (tmp_path / "third").exists()
    assert second.read_bytes() == b"2"


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(ParameterError, match="file is no folder, and a folder was expected"):
        place_files({tmp_path / "file" / "form": b"1"})


def test_all_are_written_over_or_none(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    place_over({first: b"1", second: b"2"})
    assert (first.read_bytes(), second.read_bytes()) == (b"1", b"2")
    second.chmod(0o444)
    with pytest.raises(ParameterError, match="second is write-protected"):
        place_over({first: b"new", second: b"new"})
    assert (first.read_bytes(), second.read_bytes()) == (b"1", b"2")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["first", "second"]


def test_what_a_killed_run_left_is_cleared_away_where_all_is_there(tmp_path: Path) -> None:
    place_files({tmp_path / "form": b"1"})
    (tmp_path / ".analyysi-new-1a2b").write_bytes(b"half")
    assert place_files({tmp_path / "form": b"1"}) == []
    assert [path.name for path in tmp_path.iterdir()] == ["form"]
