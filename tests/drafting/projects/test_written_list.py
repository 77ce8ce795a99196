"""The list of what the program wrote: read as it was written, and refused with a sentence."""

from pathlib import Path

import pytest

from analyysi.drafting.projects.written_list import (
    LIST,
    list_of,
    read_list,
)
from analyysi.errors import ParameterError
from analyysi.project import Project


def put(root: Path, name: str, content: bytes) -> Project:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_bytes(content)
    return Project(root)


def test_a_list_is_read_as_it_was_written(tmp_path: Path) -> None:
    listed = list_of("0.1.0", {"b": b"2", "ä": b"1"}, ["ä"])
    assert read_list(put(tmp_path, LIST, listed.to_bytes())) == listed


def test_a_list_without_removed_files_is_written_as_it_always_was() -> None:
    assert b"removed" not in list_of("0.1.0", {"b": b"2"}).to_bytes()


def test_a_project_of_another_origin_has_none(tmp_path: Path) -> None:
    assert read_list(Project(tmp_path)) is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{}",
        b'{"files": [], "program": "1"}',
        b"\xff",
        b'{"files": {}, "program": "1", "removed": 3}',
    ],
)
def test_a_list_that_is_none_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(ParameterError, match="is not the list of what the program wrote"):
        read_list(put(tmp_path, LIST, content))
