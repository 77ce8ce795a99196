"""New agreement files are put in place together, and never over one that is there."""

from pathlib import Path

import pytest

from analyysi.drafting import writing
from analyysi.drafting.writing import write_missing, write_new, write_over
from analyysi.errors import ParameterError, StorageError
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


def test_what_a_stopped_run_has_placed_is_completed(tmp_path: Path) -> None:
    first, second = tmp_path / "1.toml", tmp_path / "2.toml"
    contents = {first: "x", second: "y"}
    first.write_text("x", encoding="utf-8")
    write_new(Project(tmp_path), contents)
    assert second.read_text(encoding="utf-8") == "y"
    with pytest.raises(ParameterError, match=r"1\.toml is there already"):
        write_new(Project(tmp_path), contents)


def test_a_failure_takes_back_what_was_placed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    create = writing.create_file

    def fail_at_second(path: Path, content: bytes) -> None:
        if path.name == "2.toml":
            raise StorageError("no room")
        create(path, content)

    monkeypatch.setattr(writing, "create_file", fail_at_second)
    with pytest.raises(StorageError, match="no room"):
        write_new(Project(tmp_path), {tmp_path / "1.toml": "x", tmp_path / "2.toml": "y"})
    assert list(tmp_path.iterdir()) == []


def test_line_ends_mode_and_link_stay(tmp_path: Path) -> None:
    file, link = tmp_path / "real.toml", tmp_path / "link.toml"
    file.write_bytes(b"a = 1\r\nb = 2\n# c\r\nd = 3")
    file.chmod(0o640)
    link.symlink_to(file)
    write_over(
        Project(tmp_path), link, "a = 1\nx = 9\nb = 2\n# c\nd = 4", "a = 1\nb = 2\n# c\nd = 3"
    )
    assert link.is_symlink()
    assert file.read_bytes() == b"a = 1\r\nx = 9\r\nb = 2\n# c\r\nd = 4"
    assert file.stat().st_mode & 0o777 == 0o640


def test_a_byte_order_mark_stays(tmp_path: Path) -> None:
    file = tmp_path / "2027.toml"
    file.write_bytes(b"\xef\xbb\xbfyear = 2027\r\n")
    write_over(Project(tmp_path), file, "year = 2028\n", "year = 2027\n")
    assert file.read_bytes() == b"\xef\xbb\xbfyear = 2028\r\n"


def test_a_write_protected_file_stays(tmp_path: Path) -> None:
    file = tmp_path / "2027.toml"
    file.write_text("old", encoding="utf-8")
    file.chmod(0o444)
    with pytest.raises(ParameterError, match=r"2027\.toml is write-protected, so it stays"):
        write_over(Project(tmp_path), file, "new", "old")
    assert file.read_text(encoding="utf-8") == "old"


def test_what_is_missing_is_written_and_the_same_again_is_no_fault(tmp_path: Path) -> None:
    project, path = Project(tmp_path), tmp_path / "data" / "figures.csv"
    write_missing(project, {path: "a\n"})
    write_missing(project, {path: "a\n"})
    assert path.read_text(encoding="utf-8") == "a\n"
    with pytest.raises(ParameterError, match="never overwritten"):
        write_missing(project, {path: "b\n", path.with_name("more.csv"): "c\n"})
    assert [each.name for each in path.parent.iterdir()] == ["figures.csv"]
