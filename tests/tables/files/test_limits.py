"""Files that would take the memory or the time of the machine are refused with their limit."""

import io
import os
import resource
import subprocess
import sys
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest

from analyysi.errors import SourceError
from analyysi.tables.files import limits
from analyysi.tables.files.formats import read_table_file


def workbook(path: Path, cell: str) -> Path:
    book = openpyxl.Workbook()
    book.active.append(["Kunta", "Maksuosuus €"])
    book.active.append(["Paltamo", 7079])
    book.active[cell] = 1
    book.save(path)
    return path


def bomb(path: Path, piece: bytes, times: int) -> Path:
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(times):
                part.write(piece)
    path.write_bytes(out.getvalue())
    return path


@pytest.mark.slow
@pytest.mark.parametrize("cell", ["XFD1048576", "Z1048576", "A1048576"])
def test_a_cell_far_away_costs_nothing(tmp_path: Path, cell: str) -> None:
    path = workbook(tmp_path / "taulu.xlsx", cell)
    code = (
        "import resource, sys; from pathlib import Path\n"
        "resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))\n"
        "from analyysi.tables.files.formats import read_table_file\n"
        "print(len(read_table_file(Path(sys.argv[1])).sheets[0].rows))"
    )
    came = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True
    )
    assert came.stdout.strip() == "3"


def test_what_unpacks_to_too_much_is_refused_before_it_is_unpacked_whole(tmp_path: Path) -> None:
    path = bomb(tmp_path / "pommi.xlsx", b" " * (1 << 20), 220)
    assert path.stat().st_size < 1 << 20
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(SourceError, match="unpacks to more than 200 MiB"):
        read_table_file(path)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50 * 1024


def test_too_many_cells_are_refused(tmp_path: Path) -> None:
    path = bomb(tmp_path / "solut.xlsx", b'<c r="A1"/>' * 1000, 301)
    with pytest.raises(SourceError, match="more than 300000 cells"):
        read_table_file(path)


def test_too_long_a_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "pitka.csv"
    path.write_bytes(b"a;b\n" * 200_001)
    with pytest.raises(SourceError, match="200001 lines, and at most 200000 are read"):
        read_table_file(path)
    path.write_bytes(b";" * 2_000_001)
    with pytest.raises(SourceError, match="2000001 separators"):
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


def test_as_many_parts_as_no_spreadsheet_has_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "osat.xlsx"
    with ZipFile(path, "w") as archive:
        for number in range(limits.MOST_PARTS + 1):
            archive.writestr(f"osa{number}", "")
    with pytest.raises(SourceError, match="5001 parts, and at most 5000"):
        read_table_file(path)
