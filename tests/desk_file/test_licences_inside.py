"""The file has the licence of each package that is in its parts."""

import gzip
import json
from base64 import b85decode
from importlib.resources import files

from analyysi.desk_file.build.packing import LETTERS
from analyysi.desk_file.build.parts import PACKAGE, parts_missing
from support.needed import skipped_without
from support.places import ROOT

pytestmark = skipped_without(parts_missing())

PYTHONS = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~"
LINKED = {
    b"inflate 1.3.1": "zlib 1.3.1",
    b"1.0.6, 6-Sept-2010": "bzip2 1.0.6",
    b"expat_2.7.3": "expat 2.7.3",
    b"2022-06-25 14:57:57 14e166f40dbfa6e0": "SQLite 3.39.0",
    b"\x005.2.2\x00": "liblzma 5.2.2",
    b"libmpdec": "libmpdec:",
    b"ffi_call": "libffi:",
    b"zstd": "Zstandard:",
    b"mimalloc": "mimalloc:",
    b"HACL": "HACL*:",
    b"libcxxabi": "compiler-rt, libc++ and libc++abi",
}
"""What the engine says of itself, and the library that says it."""


def test_each_package_of_the_parts_has_its_licence() -> None:
    package = files(PACKAGE)
    record = json.loads((package / "parts.json").read_text("utf-8"))
    text = (package / "licences.txt").read_text("utf-8")
    lock = json.loads((ROOT / "desk_parts" / "package-lock.json").read_text("utf-8"))
    npm = lock["packages"][""]["dependencies"]
    inside = {**record["libraries"], **npm}
    headings = {line.split(" (")[0] for line in text.splitlines()}
    assert [
        f"{name} {inside[name]}" for name in inside if f"{name} {inside[name]}" not in headings
    ] == []
    assert "CPython, in pyodide" in headings
    assert "resolved" not in json.dumps(lock)
    assert "://" not in json.dumps(lock)


def test_what_is_linked_into_the_engine_has_its_licence() -> None:
    package = files(PACKAGE)
    text = (package / "licences.txt").read_text("utf-8")
    count, _, letters = (package / "wasm").read_bytes().partition(b" ")
    decoded = b85decode(letters.translate(bytes.maketrans(LETTERS, PYTHONS)))[: int(count)]
    engine = gzip.decompress(decoded)
    assert [mark for mark in LINKED if mark not in engine] == []
    assert [name for name in LINKED.values() if f"\n{name}" not in text] == []


def test_each_crate_of_the_compiled_library_is_listed_with_its_licence() -> None:
    text = (files(PACKAGE) / "licences.txt").read_text("utf-8")
    listed = text.partition("Crates in pydantic-core\n")[2].splitlines()[2:]
    names = {line.split(" ")[0] for line in listed}
    assert {"pyo3", "jiter", "regex"} < names
    assert [line for line in listed if not line.partition(": ")[2]] == []
