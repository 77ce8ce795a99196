"""Whatever of the program reads what comes from outside is tried by a row of READERS.

Nothing is declared: the functions that call what takes bytes or text apart are found in the source,
and every row is watched while it reads the real inputs and a few changed ones.
"""

import ast
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from cProfile import Profile
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from random import Random
from types import CodeType

import pytest

import analyysi
from analyysi.errors import AnalyysiError
from analyysi.tables.files.formats import endings
from analyysi.tables.files.walls.apart import IN_PROCESS
from fuzz.mutations import mutated
from fuzz.readers import READERS
from fuzz.sent_readers import FORMS

SOURCE = Path(analyysi.__file__).parent
TAKING_APART = {
    *("read_json", "read_toml", "read_csv", "read_table_file", "loads", "load", "fromstring"),
    *("reader", "DictReader", "ZipFile", "literal_eval", "parsedate_to_datetime", "Requirement"),
    *(
        "parse",
        "model_validate_json",
        "read_po",
        "open_workbook",
        "load_workbook",
        "CalamineWorkbook",
        "open",
    ),
}
"""What takes bytes or text apart, by the name that is called."""
OF_MODULES = {"parse": {"ast", "tomlkit", "ElementTree"}, "open": {"Image", "gzip", "tarfile"}}
"""Names that say too little alone: what must stand before them."""

CHANGED = 5
"""Changed inputs of each row."""

TRUSTED = {
    **dict.fromkeys(
        (
            *("report/papers/word.py:_texts", "report/papers/word.py:render_xml_part"),
            *("report/papers/word.py:_repacked", "report/papers/excel/table_files.py:in_language"),
        ),
        "a template of the project, or what was made of one",
    ),
    **dict.fromkeys(
        (
            *("desk/draft.py:_keys", "desk/draft.py:_method", "desk/draft.py:_outside"),
            "desk/draft.py:_tried_step",
        ),
        "TOML that the program itself has written a moment before",
    ),
    **dict.fromkeys(
        (
            *("archive/publish.py:_make", "run/batch/batch.py:_make_changed"),
            *("run/batch/report_processes.py:_by_store", "run/batch/warm_parent.py:_once"),
            *("run/engine/process.py:_receive", "run/engine/cell_messages.py:as_sent"),
            *(
                "comparison/trial/pulled_terms.py:fetched_before",
                "run/preview/fault_places.py:_sources",
            ),
            *(
                "tables/files/walls/reading_program.py:_read",
                "tables/files/walls/reading_program.py:main",
                "report/papers/typeset/typesetting_program.py:main",
            ),
        ),
        "what a process of the program says to another",
    ),
    "report/papers/workbook/own_sheet.py:_write_picture": "a drawing that was read before",
    "report/pictures/letters.py:letter_widths": "a table of the program's own package",
    **dict.fromkeys(
        (
            *("run/rehearsal/live_documents.py:_catalogue", "sources/fetch/kuntatalous.py:check"),
            "sources/fetch/fetch_finances.py:drafts",
        ),
        "unpacked as a stream, and given to read_catalogue, which is tried",
    ),
    **dict.fromkeys(
        (
            *("sources/fetch/store.py:_check_rows", "sources/fetch/store.py:_rows_by_code"),
            *("run/rehearsal/stored.py:_rows", "run/rehearsal/tables.py:_compare"),
        ),
        "a table that the program has just written or checked",
    ),
    **dict.fromkeys(
        (
            *(
                "drafting/projects/project_notebooks.py:cell_texts",
                "run/engine/plain_shell.py:_carry_out",
            ),
            *(
                "drafting/projects/project_notebooks.py:set_to",
                "drafting/projects/installed_wheel.py:installed_wheel",
            ),
        ),
        "what the program has in its package or its installer has written, and cells, which are a program",
    ),
    **dict.fromkeys(
        (
            "languages/user_language.py:_of_project",
            "cli/completion.py:_read",
        ),
        "one word of a small file; what cannot be read counts as not given",
    ),
    **dict.fromkeys(
        ("desk_file/build/parts.py:_record", "desk_file/build/site_modules.py:members"),
        "what `make desk` has written into its own package",
    ),
    "file_system/zip_file.py:zipped": "an archive that is written",
    "drafting/projects/written_list.py:read_list": "the strict door; tests/drafting/projects/test_written_list.py",
    **dict.fromkeys(
        (
            "drafting/agreements/own_payers.py:read_own_table",
            "drafting/agreements/table_figures.py:open_figure_column",
            "drafting/agreements/table_figures.py:payers_in_table",
        ),
        "the one door of tables, which the rows of figures and decisions try in every form",
    ),
    "run/record.py:_direct_dependencies": "what the program itself needs, from its own package",
}
"""Readers of what does not come from outside, or not there, and why."""


def _called(call: ast.Call) -> str:
    """Return the name of what a call takes apart with, or nothing."""
    function = call.func
    if isinstance(function, ast.Name):
        name, before = function.id, ""
    elif isinstance(function, ast.Attribute):
        name = function.attr
        before = function.value.id if isinstance(function.value, ast.Name) else ""
    else:
        return ""
    if name in OF_MODULES:
        return name if before in OF_MODULES[name] else ""
    return name if name in TAKING_APART else ""


def _functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def readers_of(text: str) -> list[str]:
    """Return the functions of a module that take something apart, the innermost ones."""
    named = []
    for function in _functions(ast.parse(text)):
        inner = {node for nested in _functions_within(function) for node in ast.walk(nested)}
        calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
        if any(_called(call) for call in calls if call not in inner):
            named.append(function.name)
    return named


def _functions_within(function: ast.FunctionDef) -> list[ast.FunctionDef]:
    nodes = ast.walk(function)
    return [node for node in nodes if isinstance(node, ast.FunctionDef) and node is not function]


def all_readers() -> set[str]:
    found = set()
    for path in SOURCE.rglob("*.py"):
        where = path.relative_to(SOURCE).as_posix()
        found |= {f"{where}:{name}" for name in readers_of(path.read_text(encoding="utf-8"))}
    return found


def watched(read: Callable[[], object]) -> set[str]:
    """Return the functions of the program that something calls."""
    watch = Profile(subcalls=False, builtins=False)
    watch.enable()
    try:
        read()
    finally:
        watch.disable()
    called = set()
    for entry in watch.getstats():
        assert isinstance(entry.code, CodeType)
        path = Path(entry.code.co_filename)
        if path.is_relative_to(SOURCE):
            called.add(f"{path.relative_to(SOURCE).as_posix()}:{entry.code.co_name}")
    return called


def _read_seeds(name: str, folder: Path) -> None:
    row = READERS[name]
    read = row.prepare(folder)
    seeds = row.seeds()
    changed = [mutated(seeds, row.mutations, Random(number)) for number in range(CHANGED)]
    for raw in (*seeds, *changed):
        with suppress(AnalyysiError):  # a recipe of one service is none of another
            read(raw)


def tried_in(folder: Path) -> set[str]:
    """Return the functions of the program that the rows call, in a process that has called none
    before: what a cache holds is not called again.
    """
    os.environ[IN_PROCESS] = "1"  # what another process calls is not seen
    tried: set[str] = set()
    for place, name in enumerate(READERS):
        of_row = folder / str(place)
        of_row.mkdir()
        tried |= watched(partial(_read_seeds, name, of_row))
    return tried


@pytest.mark.slow
def test_every_reader_of_what_comes_from_outside_is_tried(tmp_path: Path) -> None:
    with ProcessPoolExecutor(1, get_context("spawn")) as apart:
        tried = apart.submit(tried_in, tmp_path).result()
    assert all_readers() - tried - TRUSTED.keys() == set()


@pytest.mark.slow
def test_nothing_is_trusted_that_is_not_there() -> None:
    assert TRUSTED.keys() <= all_readers()


def test_every_form_of_table_is_tried() -> None:
    tried = {form.ending for form in FORMS}
    alike = {".xlsm": ".xlsx", ".tsv": ".csv", ".tab": ".csv"}
    assert {alike.get(ending, ending) for ending in endings()} == tried


def test_readers_are_found_by_what_they_call() -> None:
    source = """\
def outer(text):
    def inner():
        return json.loads(text)
    return inner
def other(text):
    return parse(text)
def third(text):
    return ast.parse(text)
"""
    assert {*readers_of(source)} == {"inner", "third"}
