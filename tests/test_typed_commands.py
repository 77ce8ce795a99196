"""Every command of a document that begins with a new project is run, in the order of the page, and
what the page shows is compared with what came.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from analyysi.cli.terms import new_agreement
from support.services.as_stored import stored_databases, stored_documents
from support.services.pxweb import PxWeb
from support.services.treasury import Treasury
from support.typed_commands import LEFT_OUT, Reader, answers_of, in_order, steps_of
from website.documents import DOCUMENTS, ROOT, Document, Runs

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
    monkeypatch.setattr(new_agreement.webbrowser, "open", lambda address: True)
    for name in list(os.environ):
        if name.startswith("ANALYYSI_"):
            monkeypatch.delenv(name)


@pytest.mark.slow
@pytest.mark.notebook
@pytest.mark.parametrize("document", IN_A_PROJECT, ids=lambda document: document.path)
@pytest.mark.usefixtures("services")
def test_what_a_page_says_can_be_done(document: Document, tmp_path: Path) -> None:
    reader = Reader(tmp_path, document.source)
    reader.does(document.text())
    typed = [step for step in steps_of(document.text()) if step.kind == "sh"]
    assert len(reader.ran) >= len(typed) > 0


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
