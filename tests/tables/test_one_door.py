"""One door: only `tables/files` opens a table that came from outside; the program's own files, and
frozen snapshots, keep their strict readers.
"""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent.parent / "src" / "analyysi"

LIBRARIES = {
    "openpyxl", "xlrd", "pyxlsb", "python_calamine", "odf", "ezodf", "pyexcel", "defusedxml",
}  # fmt: skip
"""What opens a spreadsheet, or the XML of one."""
CALLS = {
    "csv": {"reader", "DictReader", "Sniffer"},
    "pd": {"read_csv", "read_table", "read_excel", "read_html", "read_xml", "read_fwf"},
}
CALLS["pandas"] = CALLS["pd"]
"""What reads a table, by the module that it is called on."""

OWN_FILES = {
    "archive/ledger.py": "results.csv of its own papers",
    "desk_file/engine/recomputed.py": "results.csv of an edition",
    "languages/name_cases.py": "a list of the package",
    "run/rehearsal/stored.py": "frozen snapshots",
    "run/rehearsal/tables.py": "frozen snapshots",
    "sources/difference.py": "frozen snapshots",
    "sources/fetch/store.py": "frozen snapshots",
    "sources/figures.py": "frozen snapshots",
    "sources/files.py": "frozen snapshots",
    "sources/snapshots.py": "frozen snapshots",
    "tables/names/municipality_names.py": "a list of the package",
}
"""The modules that read tables of the program's own making, and what these are."""
STRICT_READER = "analyysi.sources.files"
READ_STRICTLY = {
    "sources/fetch/business_ids.py",
    "sources/figures.py",
    "sources/snapshots.py",
}
"""The modules that use the strict reader of frozen tables."""


def _opens(text: str) -> bool:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            modules = {alias.name.partition(".")[0] for alias in node.names}
            if modules & LIBRARIES:
                return True
        elif isinstance(node, ast.ImportFrom):
            module, names = node.module or "", {alias.name for alias in node.names}
            if module.partition(".")[0] in LIBRARIES or names & CALLS.get(module, set()):
                return True
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            called = CALLS.get(node.value.id, set())
            if node.attr in called:
                return True
    return False


def _texts() -> dict[str, str]:
    paths = sorted(SOURCE.rglob("*.py"))
    return {path.relative_to(SOURCE).as_posix(): path.read_text("utf-8") for path in paths}


@pytest.mark.slow
def test_nothing_else_opens_a_table_from_outside() -> None:
    opening = {module for module, text in _texts().items() if _opens(text)}
    assert {module for module in opening if not module.startswith("tables/files/")} == set(
        OWN_FILES
    )
    assert "tables/files/xlsx.py" in opening


@pytest.mark.slow
def test_the_strict_reader_is_that_of_frozen_tables() -> None:
    using = {
        module
        for module, text in _texts().items()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ImportFrom)
        and node.module == STRICT_READER
        and "read_csv" in {alias.name for alias in node.names}
    }
    assert using == READ_STRICTLY


@pytest.mark.parametrize(
    "text",
    [
        "import openpyxl",
        "from xlrd.book import Book",
        "import pandas as pd\ntable = pd.read_excel('sent.xlsx')",
        "import csv\nrows = csv.DictReader(file)",
        "from csv import reader",
        "from pandas import read_csv",
    ],
)
def test_opening_is_seen(text: str) -> None:
    assert _opens(text)


def test_writing_is_no_opening() -> None:
    assert not _opens("import csv\nwriter = csv.writer(file)")
