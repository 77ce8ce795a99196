"""Files that would take the memory or the time of the machine are refused with their limit."""

import os
from pathlib import Path

import pytest

from analyysi.errors import SourceError
from analyysi.tables.files.content import OLE
from analyysi.tables.files.formats import read_table_file
from analyysi.tables.files.walls import limits


def test_too_long_a_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "pitka.csv"
    path.write_bytes(b"a;b\n" * 200_001)
    with pytest.raises(SourceError, match="200001 lines, and at most 200000 are read"):
        read_table_file(path)
    path.write_bytes(b";" * 1_000_001)
    with pytest.raises(SourceError, match="1000001 separators, and at most 1000000 are read"):
        read_table_file(path)


def test_too_large_a_file_is_refused_before_it_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "suuri.csv"
    with path.open("wb") as file:
        file.truncate(limits.MOST_BYTES + 1)
    monkeypatch.setattr(Path, "read_bytes", lambda path: pytest.fail("it was opened"))
    with pytest.raises(SourceError, match="has 21 MiB, and at most 20 MiB are read"):
        read_table_file(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "putki.csv"
    os.mkfifo(path)
    with pytest.raises(SourceError, match="is no plain file"):
        read_table_file(path)


def test_too_large_an_old_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "vanha.xls"
    path.write_bytes(OLE + bytes(limits.MOST_OLD_BYTES))
    with pytest.raises(SourceError, match="has 6 MiB, and at most 5 MiB are read of a file of Exc"):
        read_table_file(path)
