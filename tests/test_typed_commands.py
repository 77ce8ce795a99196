"""Every command of a document that begins with a new project is run, in the order of the page, and
what the page shows is compared with what came.
"""

from __future__ import annotations

import os
import shutil
import webbrowser
from collections.abc import Iterator
from pathlib import Path

import pytest

from analyysi.cli.terms import new_agreement
from support.batches import copied_project
from support.services.as_stored import stored_databases, stored_documents
from support.services.pxweb import PxWeb
from support.services.treasury import Treasury
from support.typed_commands import LEFT_OUT, Reader, answers_of, commands_of, in_order, steps_of
from website.documents import DOCUMENTS, OF_PATH, ROOT, Document, Runs

IN_A_CLONE = [document for document in DOCUMENTS if document.runs is Runs.CLONE]
IN_A_PROJECT = [document for document in DOCUMENTS if document.runs is Runs.PROJECT]


@pytest.fixture
def services(_a_reader_at_a_terminal: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Services with what is stored, which the commands ask instead of the real ones."""
    with (
        PxWeb(stored_databases(), limiter_on=False) as pxweb,
        Treasury(stored_documents()) as treasury,
    ):
        monkeypatch.setenv("ANALYYSI_PXWEB", pxweb.root)
        monkeypatch.setenv("ANALYYSI_TREASURY", treasury.root)
        yield


@pytest.fixture(autouse=True)
def _a_reader_at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(new_agreement, "is_terminal", lambda: True)
    monkeypatch.setattr(webbrowser, "open", lambda address: True)
    for name in list(os.environ):
        if name.startswith("ANALYYSI_"):
            monkeypatch.delenv(name)


@pytest.mark.slow
@pytest.mark.notebook
@pytest.mark.parametrize("document", IN_A_PROJECT, ids=lambda document: document.path)
@pytest.mark.usefixtures("services")
def test_what_a_page_says_can_be_done(document: Document, tmp_path: Path) -> None:
    reader = Reader(tmp_path, document.source, asks_for_more, made_small)
    reader.does(document.text())
    typed = [step for step in steps_of(document.text()) if step.kind == "sh"]
    assert len(reader.ran) >= len(typed) > 0


ELSEWHERE = {
    "make": "tests/test_dependencies.py",
    "uv": "tests/test_dependencies.py",
    "conda": "tests/test_dependencies.py",
    "papermill": "tests/test_notebooks.py",
    "jupyter": "tests/test_notebooks.py",
    "dask": "tests/run/batch/test_cluster.py",
    "source": "",
    ".": "",
    "mkdir": "",
    "cp": "",
    ".venv/bin/python": "tests/support/services/__main__.py",
    "python": "",
    "twine": "",
}
"""What is typed of other programs, and the test that tries the same; none for what only prepares a
computer or a release.
"""
_NOT_HERE = {"lab", "new-agreement", "rehearse"}
"""Of our own commands: `lab` starts JupyterLab (tests/run/lab, tests/browser/lab.mjs); `rehearse`
asks every service for minutes (tests/cli/figures/test_rehearse.py); the interview is held on the
pages of projects.
"""
_ASKS = {
    "--project audit": "tests/archive/test_anchor.py",
    "--scheduler tcp": "tests/run/batch/test_cluster.py",
    "/mnt/share": "tests/run/batch/test_destination.py",
    "127.0.0.1:8765": "tests/support/services/__main__.py",
}
"""What a command of ours would need beside the project, and where it is tried with that."""


PREPARES = {"mkdir", "cp", "python", "."}
"""What is typed of the computer itself on pages of projects; a wheel is installed, and a project
made with it, in tests/test_first_use.py.
"""


def asks_for_more(words: list[str]) -> bool:
    """Whether a command prepares or needs something that no page makes."""
    return words[0] in PREPARES or any(said in " ".join(words) for said in _ASKS)


SMALLER = {
    "reproduce kainuu-ict 2023": ("--results-only",),
    "reproduce velkaneuvonta 2027": ("--results-only",),
    "reproduce kostnad 2027": ("--results-only",),
    "reproduce debt-advice 2027": ("--results-only",),
    "batch --agreements kainuu-ict": ("--municipalities", "Paltamo", "--formats", "html"),
}
"""Commands that take a minute, and what is typed after them here to make them small: the papers
of every published year are made again by `make reproduce`, and those of one page here; batches for
all seats and with PDF are run in tests/run/batch.
"""


def made_small(words: list[str]) -> list[str]:
    line = " ".join(words)
    more = [options for beginning, options in SMALLER.items() if line.startswith(beginning)]
    return [*words, *(more[0] if more else ())]


def tried_elsewhere(words: list[str]) -> bool:
    if words[0] != "analyysi":
        return words[0] in ELSEWHERE
    alone = words[1] in _NOT_HERE and words[2:] != ["--prepare"]
    return alone or asks_for_more(words)


@pytest.mark.slow
@pytest.mark.notebook
@pytest.mark.usefixtures("services")
@pytest.mark.parametrize("document", IN_A_CLONE, ids=lambda document: document.path)
def test_what_a_document_of_the_repository_says_can_be_done(
    document: Document, tmp_path: Path
) -> None:
    project = copied_project(tmp_path / "project")
    shutil.copytree(ROOT / "reports", project.root / "reports")
    reader = Reader(project.root, document.source, tried_elsewhere, made_small)
    reader.run("analyysi lab --prepare", [])
    reader.does(document.text())


def test_the_ledger_in_readme_is_the_one_that_its_page_tries() -> None:
    (shown,) = [step.body for step in steps_of(OF_PATH["README.md"].text()) if not step.kind]
    tried = steps_of(OF_PATH["docs/en/reproduction.md"].text())
    assert f"NOT AS PUBLISHED\n{shown}" in [step.body for step in tried]


def test_a_document_that_runs_nowhere_has_no_command_of_ours() -> None:
    for document in DOCUMENTS:
        if document.runs is Runs.NOWHERE:
            blocks = [step.body for step in steps_of(document.text()) if step.kind == "sh"]
            typed = [words for body in blocks for words in commands_of(body)]
            assert [words for words in typed if words[0] == "analyysi"] == [], document.path


def test_what_is_tried_elsewhere_is_tried_there() -> None:
    for said, test in (ELSEWHERE | _ASKS).items():
        assert not test or (ROOT / test).is_file(), said


def test_what_was_not_printed_is_found() -> None:
    in_order("one\ntwo\nthree\n", ["one", LEFT_OUT, "three"])
    with pytest.raises(AssertionError, match="was not printed here: 'one'"):
        in_order("one\ntwo\n", ["two", "one"])


def test_the_steps_of_a_page_are_read_in_their_order() -> None:
    text = (
        "See [a](a.xlsx).\n\n```sh\nanalyysi check  # all\n```\n\n"
        "| Kysymys | Kirjoita |\n| --- | --- |\n| Vuosi | `2027` |\n| Lisää | Enter |\n\n"
        "```text\nno faults\n```\n"
    )
    assert [step.kind for step in steps_of(text)] == ["file", "sh", "answers", "text"]
    assert answers_of(steps_of(text)[2].body) == [("Vuosi", "2027"), ("Lisää", "")]


def test_files_that_pages_offer_are_there() -> None:
    for document in DOCUMENTS:
        for step in steps_of(document.text()):
            if step.kind == "file":
                assert (document.source.parent / step.said).is_file(), document.path
    assert (ROOT / "docs" / "fi" / "esimerkit" / "tyoasemat.xlsx").is_file()
