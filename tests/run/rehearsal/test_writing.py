"""The report of a rehearsal is a new file, never written over another."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from analyysi.errors import ParameterError
from analyysi.project import Project
from analyysi.run.rehearsal.writing import report_path, write_report

AT = datetime(2026, 11, 29, 2, 15, tzinfo=UTC)


def test_a_file_of_the_users_own_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "r.md"
    assert report_path(Project(tmp_path), str(path), AT) == path
    path.write_text("mine", encoding="utf-8")
    for refused in (
        lambda: report_path(Project(tmp_path), str(path), AT),
        lambda: write_report("text", path),
    ):
        with pytest.raises(ParameterError, match="exists already and is not written over: give"):
            refused()
    assert path.read_text(encoding="utf-8") == "mine"


def test_two_reports_of_one_minute_have_two_names(tmp_path: Path) -> None:
    project = Project(tmp_path)
    names = []
    for text in ("a", "b", "c"):
        path = report_path(project, "", AT)
        write_report(text, path)
        names.append(path.name)
    assert names == [f"koekysely-2026-11-29-0215{ending}.md" for ending in ("", "-2", "-3")]


def test_a_place_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ParameterError, match="could not be written to .*x.md"):
        write_report("text", tmp_path / "file" / "x.md")


def test_a_place_that_cannot_be_written_to_is_named_before_anything_is_asked(
    tmp_path: Path,
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(ParameterError, match="could not be written to .*x.md"):
        report_path(Project(tmp_path), str(tmp_path / "file" / "x.md"), AT)


def test_what_a_killed_run_left_beside_it_is_cleared_away(tmp_path: Path) -> None:
    path = tmp_path / "r.md"
    path.write_text("mine", encoding="utf-8")
    (tmp_path / ".analyysi-new-1a2b").write_bytes(b"")
    with pytest.raises(ParameterError, match="exists already"):
        report_path(Project(tmp_path), str(path), AT)
    assert list(tmp_path.iterdir()) == [path]
