"""The program's code as one file: complete, and the same bytes for the same code."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.archive.code_archive import code_files, pack, unpack
from support.quick import at_most

NAMES = st.text("abc/.", min_size=1).filter(lambda name: not name.endswith("/"))


@pytest.mark.slow
def test_code_is_packed_to_the_same_bytes_and_back() -> None:
    files = code_files()
    assert pack(files) == pack(dict(files))
    assert unpack(pack(files)) == files
    assert {
        "analyysi/cli/main.py",
        "analyysi/report/template/report.typ",
        "analyysi/py.typed",
    } <= set(files)
    assert not any("__pycache__" in name for name in files)


def test_files_come_in_order_under_the_name_of_the_package(tmp_path: Path) -> None:
    for name in ("b.py", "a/z.py", "a/__pycache__/z.pyc"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    assert list(code_files(tmp_path).items()) == [
        ("analyysi/a/z.py", b"a/z.py"),
        ("analyysi/b.py", b"b.py"),
    ]


@at_most(25)
@given(st.dictionaries(NAMES, st.binary(max_size=50), max_size=5))
def test_whatever_is_packed_comes_out_again(contents: dict[str, bytes]) -> None:
    assert unpack(pack(contents)) == contents


def test_no_time_and_no_right_of_a_machine_is_packed(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(pack({"analyysi/money.py": b"cents"}))) as archive:
        (entry,) = archive.infolist()
    assert entry.date_time == (1980, 1, 1, 0, 0, 0)
    assert entry.external_attr >> 16 == 0o644


def test_folders_in_a_zip_file_are_no_files_of_code() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.mkdir("analyysi")
        archive.writestr("analyysi/money.py", b"cents")
    assert unpack(out.getvalue()) == {"analyysi/money.py": b"cents"}
