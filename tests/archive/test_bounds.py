"""Paths that were handed over: none leads out of its folder, and nothing but plain files is read."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.archive import bounds
from analyysi.archive.bounds import path_fault, paths_fault, plain_file, read_plain
from analyysi.errors import ReproductionError, Sentence

HOSTILE = {
    "": "empty",
    "/etc/passwd": "root of the file system",
    "//server/share": "root of the file system",
    "../run.json": "leads out",
    "inputs/../../a": "leads out",
    "a/..": "leads out",
    "a\\..\\b": "backslash",
    "C:/windows": "drive C:",
    "inputs/C:evil": "drive C:",
    "a//b": "empty name",
    "./a": "empty name",
    "a/": "empty name",
    "a\0b": "control character",
    "a\nb": "control character",
    "a\ud800b": "control character",
    "file:stream": "sign that no file name",
    "data/NUL": "device",
    "data/com1.txt": "device",
    "data/LPT¹": "device",
    "data/con .csv": "device",
    "data./a": "full stop or a space",
    "data /a": "full stop or a space",
    f"data/{'ä' * 128}": "name longer than 255 bytes",
    "/".join(["a" * 200] * 6): "longer than 1000 bytes",
}


@pytest.mark.parametrize("path", HOSTILE)
def test_hostile_path_is_refused_and_says_why(path: str) -> None:
    assert HOSTILE[path] in path_fault(path)
    assert HOSTILE[path] in paths_fault(["run.json", path])


@pytest.mark.parametrize("path", ["run.json", "inputs/data/väestö 2021.csv", "console.txt", "a/.b"])
def test_plain_path_has_no_fault(path: str) -> None:
    assert path_fault(path) == ""


@given(st.lists(st.sampled_from(["a", "..", ".", "", "C:", "\\", "nul", "b.csv", " "])))
def test_a_path_without_fault_stays_in_its_folder(names: list[str]) -> None:
    path = "/".join(names)
    if not path_fault(path):
        assert os.path.normpath(f"/folder/{path}").startswith("/folder/")


@pytest.mark.parametrize(
    ("paths", "fault"),
    [
        (["data/A.csv", "data/a.csv"], "same file as 'data/A.csv'"),
        (["\u00e4", "a\u0308"], "same file"),
        (["a", "a/b/c"], "lies below 'a', which is a file"),
        (["a", "a"], "same file"),
    ],
)
def test_two_paths_that_collide_are_a_fault(paths: list[str], fault: str) -> None:
    assert fault in paths_fault(paths)
    assert paths_fault(["data/a.csv", "data/b.csv", "papers/a.csv"]) == ""


def test_only_plain_files_are_read(tmp_path: Path) -> None:
    folder, outside = tmp_path / "edition", tmp_path / "outside"
    folder.mkdir()
    outside.mkdir()
    (outside / "secret").write_bytes(b"secret")
    (folder / "plain").write_bytes(b"plain")
    (folder / "link").symlink_to(outside / "secret")
    (folder / "linked").symlink_to(outside)
    (folder / "endless").symlink_to("/dev/zero")
    os.mkfifo(folder / "pipe")
    (folder / "large").touch()
    os.truncate(folder / "large", 600 * 1024 * 1024)
    assert read_plain(folder, "plain") == b"plain"
    for path in ("link", "linked/secret", "endless", "pipe", "large", ".", "../outside/secret"):
        assert not plain_file(folder, path)
        with pytest.raises(ReproductionError, match="is no plain file of at most 512 MiB"):
            read_plain(folder, path)
    with pytest.raises(FileNotFoundError):
        read_plain(folder, "nothing")


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["link", "pipe", "link above", "folder", "large"])
def test_what_takes_the_place_of_a_file_after_the_look_at_it_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    folder, outside = tmp_path / "edition", tmp_path / "outside"
    for place in (folder / "inputs", outside):
        place.mkdir(parents=True)
        (place / "file").write_bytes(b"secret")
    file = folder / "inputs" / "file"

    def swap(*_: object) -> Sentence:
        if kind == "large":
            os.truncate(file, 600 * 1024 * 1024)
            return Sentence()
        file.unlink()
        if kind == "link":
            file.symlink_to(outside / "file")
        elif kind == "pipe":
            os.mkfifo(file)
        elif kind == "folder":
            file.mkdir()
        else:
            file.parent.rmdir()
            file.parent.symlink_to(outside)
        return Sentence()

    monkeypatch.setattr(bounds, "path_fault", swap)
    with pytest.raises(ReproductionError, match="is no plain file of at most 512 MiB"):
        read_plain(folder, "inputs/file")


def test_a_folder_that_is_reached_through_a_link_has_plain_files(tmp_path: Path) -> None:
    (tmp_path / "edition").mkdir()
    (tmp_path / "edition" / "plain").write_bytes(b"plain")
    (tmp_path / "share").symlink_to(tmp_path / "edition")
    assert read_plain(tmp_path / "share", "plain") == b"plain"
