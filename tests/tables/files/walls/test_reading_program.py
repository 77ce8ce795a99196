"""The program that reads one file, by itself: what it is told, and what it answers."""

import json
import subprocess
import sys

import pytest

from analyysi.tables.files.walls import apart, reading_program
from analyysi.tables.files.walls.encoding import decoded_sentence
from support.crafted_tables import with_rows
from support.places import ROOT

PROGRAM = [sys.executable, "-I", "-S", reading_program.__file__]


def ask(form: str, content: bytes) -> subprocess.CompletedProcess[bytes]:
    folders = [*filter(None, sys.path), str(ROOT / "src")]
    wanted = json.dumps({"form": form, "name": "ä.xlsx", "folders": folders})
    return subprocess.run(
        PROGRAM, input=wanted.encode() + b"\n" + content, capture_output=True, check=False
    )


@pytest.mark.slow
def test_it_answers_with_sheets() -> None:
    done = ask("excel_workbook", with_rows(""))
    kind, _, written = done.stdout.partition(b"\n")
    assert (done.returncode, kind) == (0, b"sheets")
    assert json.loads(written)[0][0] == "Sheet"


def test_it_answers_with_the_refusal() -> None:
    done = ask("excel_workbook", b"no zip")
    assert done.returncode == 0
    kind, _, written = done.stdout.partition(b"\n")
    refusal = decoded_sentence(written)
    assert (kind, refusal.values["file"]) == (b"refused", "ä.xlsx")
    assert refusal.startswith("ä.xlsx cannot be opened as an Excel workbook")


def test_a_fault_of_the_program_is_no_answer() -> None:
    done = ask("no such form", b"")
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"KeyError" in done.stderr


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="macOS and Windows have no limit of memory")
def test_it_says_when_memory_is_over() -> None:
    limited = (
        "import resource, runpy, sys; resource.setrlimit(resource.RLIMIT_AS, (1 << 27, 1 << 27)); "
        "runpy.run_path(sys.argv[1], run_name='__main__')"
    )
    wanted = json.dumps(
        {"form": "excel_workbook", "name": "a", "folders": [*sys.path, str(ROOT / "src")]}
    )
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", limited, reading_program.__file__],
        input=wanted.encode() + b"\n" + bytes(200 << 20),
        capture_output=True,
        check=False,
    )
    assert done.returncode == apart.OUT_OF_MEMORY


@pytest.mark.slow
def test_what_openpyxl_does_not_need_is_not_imported() -> None:
    text = (
        "import runpy, sys; program = runpy.run_path(sys.argv[1]); "
        "program['sys'].modules.update(dict.fromkeys(program['_NOT_NEEDED'])); "
        "import analyysi.tables.files.xlsx; print([n for n in ('numpy', 'PIL') if sys.modules[n]])"
    )
    done = subprocess.run(
        [sys.executable, "-c", text, reading_program.__file__],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.strip() == "[]"
