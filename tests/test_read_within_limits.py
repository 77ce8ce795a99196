"""Whatever a project has is read by `file_system.reading`, so that a pipe, a device or a file
without end in the place of any file is one sentence.
"""

import ast
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from analyysi.errors import AnalyysiError
from analyysi.project import Project
from support.command_line import call
from support.house import SOURCE

READERS = {"read_bytes", "read_text", "open"}
OF_THE_PROGRAM = "files(..) of the program itself"
JUST_WRITTEN = "what this run has just written or fetched"
VERIFIED = "a table whose checksum was found right through `reading.opened`"

ELSEWHERE = {
    "archive/anchor.py": JUST_WRITTEN,
    "archive/bounds.py": "the same for an archive, a folder at a time",
    "archive/code_archive.py": OF_THE_PROGRAM,
    "archive/known_code.py": "the program's list and the user's own",
    "archive/publish.py": JUST_WRITTEN,
    "cli/figures/pull.py": JUST_WRITTEN,
    "cli/interview/session.py": "nothing: it opens the report in a browser",
    "desk/desk.py": OF_THE_PROGRAM,
    "desk_file/build/document.py": OF_THE_PROGRAM,
    "desk_file/build/parts.py": "files(..) of the package of parts, as the program's own",
    "drafting/projects/installed_wheel.py": OF_THE_PROGRAM,
    "drafting/projects/project_notebooks.py": OF_THE_PROGRAM,
    "drafting/projects/starting_files.py": OF_THE_PROGRAM,
    "languages/catalogue.py": OF_THE_PROGRAM,
    "languages/locale_data.py": OF_THE_PROGRAM,
    "languages/name_cases.py": OF_THE_PROGRAM,
    "report/notebook_style.py": OF_THE_PROGRAM,
    "report/papers/indexes/batch_index.py": OF_THE_PROGRAM,
    "report/papers/indexes/decision_index.py": OF_THE_PROGRAM,
    "report/papers/exporter.py": OF_THE_PROGRAM,
    "report/papers/pdf.py": OF_THE_PROGRAM,
    "report/papers/workbook/own_sheet.py": "bytes that were read",
    "report/pictures/embedded.py": "bytes that were read",
    "report/pictures/letters.py": OF_THE_PROGRAM,
    "run/batch/warm_parent.py": "the null device",
    "run/engine/process.py": "the null device",
    "run/papers.py": JUST_WRITTEN,
    "run/preview/shell_page.py": OF_THE_PROGRAM,
    "run/rehearsal/live_documents.py": JUST_WRITTEN,
    "run/rehearsal/stored.py": VERIFIED,
    "run/rehearsal/tables.py": JUST_WRITTEN,
    "run/report.py": JUST_WRITTEN,
    "run/unchanged.py": "the modules that this process has loaded",
    "sources/difference.py": VERIFIED,
    "sources/fetch/fetch_finances.py": JUST_WRITTEN,
    "sources/fetch/fetch_table.py": JUST_WRITTEN,
    "sources/fetch/kuntatalous.py": JUST_WRITTEN,
    "sources/fetch/pxweb.py": JUST_WRITTEN,
    "sources/fetch/staging.py": JUST_WRITTEN,
    "sources/fetch/store.py": JUST_WRITTEN,
    "sources/snapshots.py": VERIFIED,
    "sources/files.py": "bytes that were read",
    "tables/files/encodings.py": "the first wall refuses it before",
    "tables/files/walls/parts.py": "bytes that were read",
    "tables/names/municipality_names.py": OF_THE_PROGRAM,
}
"""Modules that read otherwise, and what."""


def reading_modules() -> Iterator[str]:
    for path in sorted(SOURCE.rglob("*.py")):
        place = path.relative_to(SOURCE).as_posix()
        calls = [
            node.func.attr
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        ]
        if not place.startswith("file_system/") and not READERS.isdisjoint(calls):
            yield place


@pytest.mark.slow
def test_nothing_else_reads_files_of_a_project() -> None:
    assert set(reading_modules()) == set(ELSEWHERE), "use file_system.reading, or say why not"


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("agreements/kainuu-ict/2027.toml", "pipe"),
        ("agreements/kainuu-ict/agreement.toml", "device"),
        ("municipalities/mergers.toml", "large"),
        ("snapshots/tilastokeskus/11ra/2026-11-24/manifest.json", "pipe"),
        ("snapshots/tilastokeskus/11ra/2026-11-24/data.csv", "large"),
        ("snapshots/tilastokeskus/11ra/2026-11-24/datapackage.json", "pipe"),
    ],
)
def test_a_file_without_end_is_a_fault_that_the_check_lists(
    project_copy: Project, name: str, kind: str
) -> None:
    place: Path = project_copy.root / "data" / name
    place.unlink()
    if kind == "pipe":
        os.mkfifo(place)
    elif kind == "device":
        place.symlink_to("/dev/zero")
    else:
        with place.open("wb") as file:
            file.truncate(1024**4)
    done = call("check", "--project", str(project_copy.root))
    assert isinstance(done.fault, SystemExit | AnalyysiError)
    assert f"data/{name} " in f"{done.printed}{done.fault}"
