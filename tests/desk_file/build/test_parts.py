"""Parts that are not there, or that hold another program, are refused with a sentence."""

import json
from pathlib import Path

import pytest

from analyysi.desk_file.build import parts
from analyysi.desk_file.build.parts import PARTS, parts_missing, read_parts
from analyysi.desk_file.build.shipped import program_sha256
from analyysi.errors import ParameterError


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A companion package of this program, with a letter in each part."""
    monkeypatch.setattr(parts, "find_spec", lambda _: object())
    monkeypatch.setattr(parts, "files", lambda _: tmp_path)
    for name in PARTS:
        (tmp_path / name).write_text(name[0], encoding="ascii")
    (tmp_path / "licences.txt").write_text("MPL", encoding="utf-8")
    (tmp_path / "parts.json").write_text(json.dumps({"program": program_sha256()}), "utf-8")
    return tmp_path


def test_parts_of_this_program_are_read(package: Path) -> None:
    taken = read_parts()
    assert taken.letters == {name: name[0] for name in PARTS}
    assert taken.licences == "MPL"


def test_parts_of_another_program_are_refused(package: Path) -> None:
    (package / "parts.json").write_text('{"program": "0"}', encoding="utf-8")
    with pytest.raises(ParameterError, match="hold another version of the program"):
        read_parts()


def test_a_machine_without_parts_is_told_how_to_get_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "find_spec", lambda _: None)
    assert "In a clone, make them with make desk" in str(parts_missing())
    with pytest.raises(ParameterError, match="are not installed"):
        read_parts()
