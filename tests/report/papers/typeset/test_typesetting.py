"""Typst in a process of its own: what it makes, what it refuses, and what is left behind."""

import sys
from pathlib import Path

import pytest

from analyysi.errors import ReportError
from analyysi.report.papers.typeset import typesetting
from analyysi.report.papers.typeset.typesetting import TypesettingError, typeset


@pytest.mark.slow
def test_a_document_is_made_with_what_it_reads() -> None:
    made = typeset("#sys.inputs.word", {"word": "Äänekoski"}, format="svg")
    assert made.startswith(b"<svg")
    assert made == typeset("#sys.inputs.word", {"word": "Äänekoski"}, format="svg")
    assert made != typeset("#sys.inputs.word", {"word": "Kuhmo"}, format="svg")


def test_what_typst_refuses_is_told_in_its_words() -> None:
    with pytest.raises(TypesettingError, match="unknown variable: nothing"):
        typeset("#nothing", {})


@pytest.mark.parametrize(
    ("program", "told"),
    [
        ("import sys; sys.exit(7)", r"broke off \(exit code 7\)\. The computer may"),
        ("raise MemoryError", r"broke off \(exit code 1\)\. The computer may"),
        ("raise KeyError('fonts')", r"exit code 1\)\. What it said last: KeyError: 'fonts'$"),
        ("import os; os.kill(os.getpid(), 9)", r"broke off \(signal 9\)"),
        ("import time; time.sleep(60)", "takes more than 1 seconds"),
    ],
)
def test_a_process_that_fails_is_one_sentence(
    program: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "program.py"
    path.write_text(program, encoding="utf-8")
    monkeypatch.setattr(typesetting, "_PROGRAM", path)
    monkeypatch.setattr(typesetting, "_MOST_SECONDS", 1 if "sleep" in program else 60)
    with pytest.raises(ReportError, match=told):
        typeset("a", {})


def test_half_a_sign_is_not_told_as_a_lack_of_memory() -> None:
    for template, inputs in (("\ud800", {}), ("a", {"word": "\ud800"})):
        with pytest.raises(ReportError, match="surrogates not allowed") as fault:
            typeset(template, inputs)
        assert "memory" not in str(fault.value)


def test_where_no_process_can_be_started_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    with pytest.raises(ReportError, match=r"could not be started \(No such file or directory\)"):
        typeset("a", {})
