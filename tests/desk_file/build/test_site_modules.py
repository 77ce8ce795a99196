"""Modules come out of memory, files of other kinds lie in a folder, and a module that is not there is
left to others.
"""

import importlib
import sys
from collections.abc import Iterator
from importlib import _bootstrap_external
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from analyysi.desk_file.build import site_modules
from analyysi.desk_file.build.packing import together
from analyysi.desk_file.build.site_modules import begin

PROJECT = {"data/agreements/a/2027.toml": b"total = 1\n"}


def compiled(text: str) -> bytes:
    code = compile(text, "made.py", "exec")
    content: bytes = _bootstrap_external._code_to_hash_pyc(code, b"\0" * 8, False)  # type: ignore[attr-defined]
    return content


SITE = {
    "desk_made/__init__.pyc": compiled("from desk_made.inner import value\n"),
    "desk_made/inner.pyc": compiled("value = 42\n"),
    "desk_made/look/page.css": b"p {}",
    "desk_single.pyc": compiled("name = __name__\n"),
}


class Array:
    """An array of bytes as the browser's Python has it."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    def to_bytes(self) -> bytes:
        return self.content


@pytest.fixture
def laid_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(site_modules, "SITE", str(tmp_path / "site"))
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path])
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.setenv("ANALYYSI_PROJECT", str(tmp_path / "project"))
    begin(Array(together(SITE)), Array(together(PROJECT)))
    yield tmp_path
    for name in [name for name in sys.modules if name.startswith("desk_")]:
        del sys.modules[name]


def imported(name: str) -> Any:
    return importlib.import_module(name)


def test_modules_come_out_of_memory(laid_out: Path) -> None:
    assert imported("desk_made").value == 42
    assert imported("desk_single").name == "desk_single"
    assert not list(laid_out.rglob("*.pyc"))


def test_files_beside_the_modules_are_read_as_a_library_reads_them(laid_out: Path) -> None:
    imported("desk_made")
    assert (files("desk_made") / "look" / "page.css").read_bytes() == b"p {}"
    assert (laid_out / "project" / "data/agreements/a/2027.toml").read_bytes() == b"total = 1\n"


def test_a_module_that_is_not_there_is_left_to_others(laid_out: Path) -> None:
    assert imported("json").loads("1") == 1
    with pytest.raises(ModuleNotFoundError):
        imported("desk_made.outer")
