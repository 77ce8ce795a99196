"""Files of a project, read within limits."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from analyysi.errors import SourceError
from analyysi.file_system.disk_faults import in_words
from analyysi.file_system.reading import MOST_BYTES, opened, read_file


def test_a_plain_file_is_read_and_so_is_one_behind_a_link(tmp_path: Path) -> None:
    place = tmp_path / "a.csv"
    place.write_bytes(b"code\r\n")
    assert read_file(place) == b"code\r\n"
    with opened(place) as file:
        assert file.read(2) == b"co"
    link = tmp_path / "link"
    link.symlink_to(place)
    assert read_file(link) == b"code\r\n"


def test_a_missing_file_and_a_folder_are_told_as_the_system_does(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_file(tmp_path / "a.csv")
    with pytest.raises(IsADirectoryError) as refusal:
        read_file(tmp_path)
    assert in_words(refusal.value) == (
        f"{tmp_path}: a folder lies where a file was expected. Move it away, or rename it."
    )


def pipe(place: Path) -> None:
    os.mkfifo(place)


def endless(place: Path) -> None:
    place.symlink_to("/dev/zero")


def huge(place: Path) -> None:
    with place.open("wb") as file:
        file.truncate(1024**4)


KINDS = pytest.mark.parametrize("kind", [pipe, endless, huge])
on_unix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")


@on_unix
@KINDS
def test_what_has_no_end_is_not_read(tmp_path: Path, kind: Callable[[Path], None]) -> None:
    place = tmp_path / "a.csv"
    kind(place)
    with pytest.raises(SourceError, match=r"a\.csv (is a pipe or a device|has 1099511627776 byt)"):
        read_file(place)


def test_the_limit_is_told(tmp_path: Path) -> None:
    place = tmp_path / "a.csv"
    with place.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(SourceError, match="at most 256 MiB are read: restore the file"):
        read_file(place)
