"""The second wall: a spreadsheet is read in a process with limits, wherever there can be one."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import pytest

from analyysi.errors import SourceError
from analyysi.file_system.processes.apart import Ended
from analyysi.languages.saying import said
from analyysi.tables.files.cell import Sheet
from analyysi.tables.files.formats import FORMATS, read_table_file
from analyysi.tables.files.walls import apart
from analyysi.tables.files.walls.apart import IN_PROCESS, can_read_apart, read_apart
from support.crafted_tables import CRAFTED, value_in
from support.places import ROOT

SEEN = ROOT / "tests" / "fixtures" / "tables"
FORMS = {"xlsx": "excel_workbook", "ods": "open_document", "xls": "excel_97"}


@pytest.fixture(autouse=True)
def as_users_have_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(IN_PROCESS, raising=False)


def ended(monkeypatch: pytest.MonkeyPatch, outcome: Ended | Exception) -> None:
    def run(*arguments: object, **options: object) -> Ended:
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    monkeypatch.setattr(apart, "run_apart", run)


@pytest.mark.slow
@pytest.mark.parametrize("ending", FORMS)
def test_it_reads_the_same_as_the_program_itself(ending: str) -> None:
    content = (SEEN / f"seen.{ending}").read_bytes()
    form = FORMATS[FORMS[ending]]
    assert read_apart(form.name, content, "a") == form.reader(content, "a")


def test_every_form_that_is_no_text_is_read_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    monkeypatch.setattr(
        "analyysi.tables.files.formats.read_apart",
        lambda form, content, name: read.append(form) or [Sheet("", (), unseen=("x",))],
    )
    for ending in FORMS:
        read_table_file(SEEN / f"seen.{ending}")
    assert read == [form.name for form in FORMATS.values() if form.apart]
    assert [form.name for form in FORMATS.values() if not form.apart] == ["pc_axis", "delimited"]


@pytest.mark.slow
def test_what_the_reader_refuses_is_told_in_its_words() -> None:
    with pytest.raises(SourceError, match="^a.xlsx cannot be opened as an Excel workbook"):
        read_apart("excel_workbook", b"PK\x03\x04", "a.xlsx")


@pytest.mark.slow
def test_it_works_in_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("openpyxl.py", "json.py", "analyysi.py"):
        (tmp_path / name).write_text("raise SystemExit('it ran')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend("")
    assert read_table_file(SEEN / "seen.xlsx").sheets
    folder = tmp_path / "gone"
    folder.mkdir()
    monkeypatch.chdir(folder)
    if os.name == "posix":
        folder.rmdir()
        assert read_table_file(SEEN / "seen.xlsx").sheets


def _count(path: Path) -> int:
    return len(read_table_file(path).sheets)


@pytest.mark.slow
def test_it_works_in_a_worker_that_may_start_no_worker_and_in_threads() -> None:
    """As a Dask worker is, and a kernel of Jupyter."""
    from concurrent.futures import ThreadPoolExecutor

    path = SEEN / "seen.xlsx"
    with get_context("spawn").Pool(1) as pool:
        counts = pool.map(_count, [path])
    with ThreadPoolExecutor(4) as threads:
        counts += threads.map(_count, [path] * 4)
    assert counts == [_count(path)] * 5


DRIVER = """
import resource, sys, time
from dataclasses import replace
from pathlib import Path
from analyysi.errors import SourceError
from analyysi.tables.files import encodings
from analyysi.tables.files.formats import read_table_file
from analyysi.tables.files.walls import apart
memory, seconds = map(int, sys.argv[2:])
apart.LIMITS = replace(apart.LIMITS, memory=memory, seconds=seconds)
encodings.refuse_large_parts = lambda content, name: None
try:
    rows = len(read_table_file(Path(sys.argv[1])).sheets[0].rows)
    said = f"{rows} rows"
except SourceError as refusal:
    said = str(refusal)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
mebibytes = used.ru_maxrss // 1024
print(used.ru_utime + used.ru_stime, mebibytes, said)
"""
WITHOUT_THE_FIRST = {
    "XFD1048576": "3 rows",
    "Z1048576": "3 rows",
    "row 4294967295": "3 rows",
    "a repeated row": "row 3 stands 1048576 times",
}


SMALL = replace(apart.LIMITS, memory=128 * 1024 * 1024, seconds=1)
ALL_MEMORY = "a string of 2 GiB"
"""The file that is read with the limits of users' programs; it takes all the memory of those."""
ALL_SECONDS = "a tag of 2 GiB"
"""The file that takes all the seconds of smaller limits, and little memory."""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has both limits")
@pytest.mark.parametrize("kind", CRAFTED)
def test_without_the_first_wall_it_keeps_its_memory_and_its_seconds(
    kind: str, tmp_path: Path
) -> None:
    limits = apart.LIMITS if kind == ALL_MEMORY else SMALL
    path = tmp_path / ("a.ods" if kind == "a repeated row" else "a.xlsx")
    path.write_bytes(CRAFTED[kind]())
    environment = {name: value for name, value in os.environ.items() if name != IN_PROCESS}
    done = subprocess.run(
        [sys.executable, "-c", DRIVER, str(path), str(limits.memory), str(limits.seconds)],
        capture_output=True,
        encoding="utf-8",
        check=True,
        env=environment,
    )
    seconds, mebibytes, said = done.stdout.split(" ", 2)
    assert WITHOUT_THE_FIRST.get(kind, "which is the most that is allowed") in said
    assert float(seconds) < limits.seconds + 1
    assert int(mebibytes) <= limits.memory // 1024**2
    assert ("takes more than 512 MiB of memory" in said) == (kind == ALL_MEMORY)
    assert kind != ALL_SECONDS or "takes more than 1 seconds" in said


@pytest.mark.parametrize(
    ("outcome", "sentence"),
    [
        (subprocess.TimeoutExpired("a", 1), "takes more than 60 seconds to read, which is the most"),
        (Ended(3, b"", b""), "takes more than 512 MiB of memory to read"),
        (Ended(-9, b"", b""), "takes more than 10 seconds to read"),
        (Ended(-24, b"", b""), "takes more than 10 seconds to read"),
        (Ended(-6, b"", b""), r"broke off \(signal 6\)"),
        (Ended(1, b"", b"Traceback"), r"broke off \(exit code 1\)"),
        (Ended(0, b"", b""), "makes no sense"),
        (Ended(0, b"sheets\n[1]", b""), "makes no sense"),
        (Ended(0, b"refused\n\xff", b""), "makes no sense"),
        (Ended(0, b"refused\na.xlsx is odd.", b""), "makes no sense"),
        (Ended(0, b'refused\n["{file} is odd.", {"file": "a.xlsx"}]', b""), "^a.xlsx is odd.$"),
        (PermissionError(1, "not permitted"), r"could not be started \(not permitted\)"),
    ],
)  # fmt: skip
@pytest.mark.skipif(os.name != "posix", reason="Windows has no signals, and fewer seconds")
def test_however_it_ends_one_sentence_is_told(
    outcome: Ended | Exception, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended(monkeypatch, outcome)
    with pytest.raises(SourceError, match=sentence):
        read_apart("excel_workbook", b"", "a.xlsx")


@pytest.mark.slow
def test_what_the_process_says_is_said_in_the_users_language() -> None:
    with pytest.raises(SourceError) as refused:
        read_apart("excel_workbook", b"no zip", "osuudet.xlsx")
    assert said(refused.value, "fi").startswith("Tiedostoa osuudet.xlsx ei voi avata")
    assert said(refused.value, "sv").startswith("Filen osuudet.xlsx kan inte öppnas")


@pytest.fixture(params=["emscripten", "frozen", "no interpreter", "switch"])
def without_processes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "emscripten":
        monkeypatch.setattr(sys, "platform", "emscripten")
    elif request.param == "frozen":
        monkeypatch.setattr(sys, "frozen", True, raising=False)
    elif request.param == "no interpreter":
        monkeypatch.setattr(sys, "executable", "")
    else:
        monkeypatch.setenv(IN_PROCESS, "1")
    monkeypatch.setattr(subprocess, "Popen", lambda *arguments, **options: pytest.fail("started"))


@pytest.mark.usefixtures("without_processes")
def test_where_there_are_no_processes_the_first_wall_stands_alone(tmp_path: Path) -> None:
    assert not can_read_apart()
    assert read_table_file(SEEN / "seen.xlsx").sheets
    path = tmp_path / "a.xlsx"
    path.write_bytes(value_in("XFD1048576"))
    with pytest.raises(SourceError, match="holds something in the cell XFD1048576"):
        read_table_file(path)


def test_it_is_told_what_it_needs_and_nothing_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, object] = {}

    def run(
        command: list[str], settings: dict[str, str], seconds: float, **options: bytes
    ) -> Ended:
        given.update(settings=settings, command=command, **options)
        return Ended(0, b"sheets\n[]", b"")

    monkeypatch.setattr(apart, "run_apart", run)
    assert read_apart("excel_97", b"content", "ä.xls") == []
    line, _, content = bytes(given["given"]).partition(b"\n")  # type: ignore[call-overload]
    wanted = json.loads(line)
    assert (wanted["form"], wanted["name"], content) == ("excel_97", "ä.xls", b"content")
    assert all(Path(folder).is_absolute() for folder in wanted["folders"])
    assert given["settings"] == {}
