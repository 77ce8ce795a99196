"""The first wall: an archive is unpacked piece by piece, and refused with the limit it breaks."""

import io
import subprocess
import sys
from pathlib import Path
from zipfile import ZIP_LZMA, ZipFile

import pytest

from analyysi.errors import SourceError
from analyysi.tables.files.walls import parts
from analyysi.tables.files.walls.parts import refuse_large_parts
from support import crafted_tables as crafted
from support.places import ROOT

REFUSED = {
    "XFD1048576": "holds something in the cell XFD1048576, and at most 200000 rows and 2000 col",
    "Z1048576": "holds something in the cell Z1048576, and at most 200000 rows",
    "row 4294967295": "holds something in the cell A4294967295, and at most 200000 rows",
    "3 GiB of blanks": "a text of more than 4 MiB",
    "a string of 2 GiB": "a text of more than 4 MiB",
    "a tag of 2 GiB": "a text of more than 4 MiB",
    "50 million elements in each other": "more than 250 elements in each other",
    "6 million cells": "more than 150000 cells that hold something",
    "a merge of the whole sheet": "the cells A1:XFD1048576 are merged or share one link",
    "a link over the whole sheet": "the cells A1:XFD1048576 are merged or share one link",
    "a repeated row": "holds something in the cell XFD1048578, and at most",
}

MEASURE = """
import resource, sys
from analyysi.errors import SourceError
from analyysi.tables.files.walls.parts import refuse_large_parts
from support.crafted_tables import CRAFTED
content = CRAFTED[sys.argv[1]]()
def used():
    use = resource.getrusage(resource.RUSAGE_SELF)
    return use.ru_utime + use.ru_stime, use.ru_maxrss // (1024 if sys.platform == "linux" else 1024**2)
before = used()
try:
    refuse_large_parts(content, "a.xlsx")
except SourceError as refusal:
    print(*(round(now - then, 2) for now, then in zip(used(), before)), refusal)
"""


@pytest.mark.slow
@pytest.mark.parametrize("kind", crafted.CRAFTED)
def test_what_is_made_to_do_harm_is_refused_in_a_second_and_100_mebibytes(kind: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, kind],
        capture_output=True,
        encoding="utf-8",
        check=True,
        env={"PYTHONPATH": f"{ROOT / 'tests'}", "PYTHONUTF8": "1"},
    )
    seconds, mebibytes, refusal = done.stdout.split(" ", 2)
    assert REFUSED[kind] in refusal
    assert float(seconds) < 1
    assert int(mebibytes) < 100


@pytest.mark.slow
@pytest.mark.parametrize("kind", [kind for kind in REFUSED if "GiB" not in kind])
def test_what_is_made_to_do_harm_is_refused(kind: str) -> None:
    with pytest.raises(SourceError, match="^a.xlsx") as refusal:
        refuse_large_parts(crafted.CRAFTED[kind](), "a.xlsx")
    assert REFUSED[kind] in str(refusal.value)


@pytest.mark.slow
def test_what_unpacks_to_too_much_is_refused() -> None:
    pictures = crafted.bomb("xl/media/image1.png", "\x89PNG", b"a" * crafted.MIB, 200)
    with pytest.raises(SourceError, match="unpacks to more than 200 MiB"):
        refuse_large_parts(pictures, "a.xlsx")


def test_as_many_parts_as_no_spreadsheet_has_are_refused_before_they_are_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        for number in range(parts.MOST_PARTS + 1):
            archive.writestr(f"osa{number}", "")
    monkeypatch.setattr(parts, "ZipFile", lambda file: pytest.fail("it was opened"))
    with pytest.raises(SourceError, match="5001 parts, and at most 5000"):
        refuse_large_parts(out.getvalue(), "a.xlsx")


def test_a_part_that_cannot_be_unpacked_hides_no_other() -> None:
    out = io.BytesIO()
    with ZipFile(out, "w") as archive, ZipFile(io.BytesIO(crafted.value_in("XFD1048576"))) as book:
        archive.writestr("first", b"torn")
        for name in book.namelist():
            archive.writestr(name, book.read(name))
    content = out.getvalue().replace(b"torn", b"TORN", 1)
    with pytest.raises(SourceError, match="XFD1048576"):
        refuse_large_parts(content, "a.xlsx")


def test_a_form_of_packing_with_a_large_memory_is_refused() -> None:
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_LZMA) as archive:
        archive.writestr("xl/workbook.xml", "<a/>")
    with pytest.raises(SourceError, match="packed in a form that no spreadsheet program writes"):
        refuse_large_parts(out.getvalue(), "a.xlsx")


def test_every_spreadsheet_of_the_tests_is_let_through() -> None:
    paths: list[Path] = []
    for ending in ("xlsx", "ods"):
        paths += (ROOT / "tests" / "fixtures").rglob(f"*.{ending}")
    assert len(paths) > 10
    for path in paths:
        refuse_large_parts(path.read_bytes(), path.name)
