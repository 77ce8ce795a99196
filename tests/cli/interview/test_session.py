"""A session from its answers to the files: what is written, told, made and opened."""

from __future__ import annotations

import re
import shlex
from dataclasses import replace
from pathlib import Path

import pytest

from analyysi.cli.interview import session
from analyysi.cli.interview.session import Session, hold
from analyysi.cli.interview.state import Interview
from analyysi.errors import ParameterError
from analyysi.messages import Message
from analyysi.project import Project
from support.interviews import FIRST


def of(*lines: str, report: bool = False, opened: bool = False) -> Session:
    return Session(
        {}, lines, person=False, asking=True, language="sv", report=report, opened=opened
    )


SWEDISH = ("Fördelning", *FIRST)


@pytest.mark.slow
def test_what_comes_next_is_told_in_the_language(
    project_copy: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    hold(project_copy, of(*SWEDISH, "", ""))
    printed = capsys.readouterr().out
    assert "Härnäst: analyysi report palvelun-kustannusten-jako 2027" in printed
    assert "I texterna saknas engelska" in printed


@pytest.mark.slow
def test_a_fault_of_an_answer_is_told_in_the_language(project_copy: Project) -> None:
    with pytest.raises(ParameterError, match="Menade du ”Kajaani”?"):
        hold(project_copy, of("Fördelning", "Jako", "Kajanni"))


@pytest.mark.slow
def test_stopping_leaves_no_files(
    project_copy: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    there = sorted(project_copy.agreements.iterdir())
    hold(project_copy, of(*SWEDISH, "", "stop"))
    assert "Inget skrevs." in capsys.readouterr().out
    assert sorted(project_copy.agreements.iterdir()) == there


@pytest.mark.slow
@pytest.mark.parametrize("opened", [True, False])
def test_the_report_is_opened_if_it_is_wanted(
    project_copy: Project, monkeypatch: pytest.MonkeyPatch, opened: bool
) -> None:
    shown: list[str] = []
    page = project_copy.root / Path("report.html")
    monkeypatch.setattr(session, "make_report", lambda *_, **__: (page,))
    monkeypatch.setattr(session.webbrowser, "open", shown.append)
    hold(project_copy, of(*SWEDISH, "", "", report=True, opened=opened))
    assert shown == ([page.as_uri()] if opened else [])


def _failing(state: Interview, *_: object, **__: object) -> None:
    """Ask once, and break off by a fault of the program."""
    state.dialogue.ask(Message("Year"), str)
    raise IndexError


def test_the_answers_are_kept_at_any_fault(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(session, "interview", _failing)
    with pytest.raises(IndexError):
        hold(project, replace(of("2027"), person=True))
    printed = capsys.readouterr().err
    kept = re.search(r"analyysi new-agreement --answers (\S+)", printed)
    assert kept is not None
    assert "2027" in Path(kept[1]).read_text()


@pytest.mark.slow
def test_a_file_with_more_answers_than_questions_writes_nothing(project_copy: Project) -> None:
    there = sorted(project_copy.agreements.iterdir())
    with pytest.raises(ParameterError, match="Svaren fortsätter efter den sista frågan: 3"):
        hold(project_copy, of(*SWEDISH, "", "", "3"))
    assert sorted(project_copy.agreements.iterdir()) == there


def test_what_options_answered_stands_in_the_command_that_goes_on(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(session, "interview", _failing)
    monkeypatch.chdir("/")
    given = {"subject": "Velan neuvonta", "purpose": ""}
    with pytest.raises(IndexError):
        hold(project, replace(of("2027"), person=True, given=given))
    command = capsys.readouterr().err.rpartition("analyysi new-agreement ")[2].strip()
    words = shlex.split(command)
    assert words[2:] == [
        *("--subject", "Velan neuvonta", "--language", "sv"),
        *("--project", str(project.root)),
    ]
