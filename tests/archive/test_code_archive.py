"""The program's code as one file: complete, and the same bytes for the same code."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.archive.code_archive import CodeArchiveError, code_files, unpack
from analyysi.file_system.zip_file import zipped
from support.quick import at_most

NAMES = st.text("abcä-_", min_size=1).map("analyysi/{}.py".format)


@pytest.mark.slow
def test_code_is_packed_to_the_same_bytes_and_back() -> None:
    files = code_files()
    assert zipped(files) == zipped(dict(files))
    assert unpack(zipped(files)) == files
    assert {
        "analyysi/cli/main.py",
        "analyysi/report/template/report.typ",
        "analyysi/py.typed",
    } <= set(files)
    assert not any("__pycache__" in name for name in files)


def test_files_come_in_order_under_the_name_of_the_package(tmp_path: Path) -> None:
    for name in ("b.py", "a/z.py", "a/__pycache__/z.pyc", "starting_project/a.json"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    assert list(code_files(tmp_path).items()) == [
        ("analyysi/a/z.py", b"a/z.py"),
        ("analyysi/b.py", b"b.py"),
    ]


@at_most(25)
@given(st.dictionaries(NAMES, st.binary(max_size=50), max_size=5))
def test_whatever_is_packed_comes_out_again(contents: dict[str, bytes]) -> None:
    assert unpack(zipped(contents)) == contents


def test_no_time_and_no_right_of_a_machine_is_packed(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(zipped({"analyysi/money.py": b"cents"}))) as archive:
        (entry,) = archive.infolist()
    assert entry.date_time == (1980, 1, 1, 0, 0, 0)
    assert entry.external_attr >> 16 == 0o644


def test_folders_in_a_zip_file_are_no_files_of_code() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.mkdir("analyysi")
        archive.writestr("analyysi/money.py", b"cents")
    assert unpack(out.getvalue()) == {"analyysi/money.py": b"cents"}


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("../../evil.py", "leads out of the folder"),
        ("/etc/evil.py", "root of the file system"),
        ("analyysi/../../evil.py", "leads out of the folder"),
        ("analyysi\\..\\evil.py", "backslash"),
        ("C:/evil.py", "drive C:"),
        ("analyysi/nul.py", "device"),
        ("analyysi/a\0.py", "control character"),
        ("typer.py", "could stand in for a library"),
        ("analyysi.py", "could stand in for a library"),
        ("analyysi/money.py/x.py", "lies below"),
        ("analyysi/MONEY.py", "same file"),
    ],
)
def test_name_that_leads_elsewhere_is_refused(name: str, fault: str) -> None:
    packed = zipped({"analyysi/money.py": b"cents", "analyysi/x/y.py": b""})
    entry = zipfile.ZipInfo("x")
    entry.filename = entry.orig_filename = name  # as no library would write it
    out = io.BytesIO(packed)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(entry, b"evil")
    with pytest.raises(CodeArchiveError, match=fault):
        unpack(out.getvalue())


def test_link_in_a_zip_file_is_refused() -> None:
    entry = zipfile.ZipInfo("analyysi/link.py")
    entry.external_attr = 0o120777 << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(entry, "/etc/passwd")
    with pytest.raises(CodeArchiveError, match="a link or a device"):
        unpack(out.getvalue())


@pytest.mark.slow
def test_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    packed = zipped({f"analyysi/{number}.py": bytes(40 * 1024**2) for number in range(3)})
    assert len(packed) < 1024**2
    with pytest.raises(CodeArchiveError, match="more than 64 MiB"):
        unpack(packed)
    with pytest.raises(CodeArchiveError, match="at most 5000 are read"):
        unpack(zipped({f"analyysi/{number}.py": b"" for number in range(5001)}))


@pytest.mark.parametrize("cut", [0, 10, -1, -30])
def test_torn_zip_file_is_one_sentence(cut: int) -> None:
    with pytest.raises(CodeArchiveError, match="no whole zip file"):
        unpack(zipped({"analyysi/money.py": b"cents"})[:cut])
