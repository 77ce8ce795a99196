"""The parts are made of the whole program but the rooms that no browser needs."""

from pathlib import Path

import pytest

from analyysi.desk_file.build import shipped
from analyysi.desk_file.build.shipped import LEFT_OUT, program_sha256, shipped_files
from support.house import SOURCE


def test_rooms_that_are_left_out_are_there() -> None:
    packed_by_a_wheel = {"starting_project"}
    assert [room for room in LEFT_OUT if not (SOURCE / room).exists()] == [*packed_by_a_wheel]


def test_what_calculates_is_shipped_and_what_prints_is_not() -> None:
    names = shipped_files()
    catalogue = "locale/fi/LC_MESSAGES/analyysi.po"
    assert {"comparison/case.py", "report/template/front.html.j2", catalogue} <= set(names)
    assert not [name for name in names if name.startswith(("cli/", "desk_file/build/"))]
    assert names["money.py"] == (SOURCE / "money.py").read_bytes()


def test_another_file_gives_another_checksum(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shipped, "files", lambda _: tmp_path)
    (tmp_path / "money.py").write_bytes(b"1")
    before = program_sha256()
    (tmp_path / "cli").mkdir()
    (tmp_path / "cli" / "main.py").write_bytes(b"2")
    assert program_sha256() == before
    (tmp_path / "money.py").write_bytes(b"2")
    assert program_sha256() != before
