"""Interviews held in a test: with typed answers, or with answers one after the other."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from analyysi.agreement.agreement import Party
from analyysi.cli.interview.dialogue import Dialogue
from analyysi.cli.interview.state import Interview
from analyysi.cli.terms import new_agreement
from analyysi.drafting.agreements.answered_keys import equally
from analyysi.drafting.agreements.answers import Answers, check_payers, not_decided, shared_purpose
from analyysi.languages.local_text import LocalText
from analyysi.money import MAIN_CURRENCY
from analyysi.project import Project
from analyysi.report.language.words import Words
from support.command_line import Outcome, call
from support.written_tables import as_xlsx

FIRST = ("Palvelun kustannusten jako", "Kajaani, Kuhmo, Paltamo", "", "2027", "80 000")
"""The answers to the first questions, up to the total."""


def state_of(
    project: Project,
    lines: Sequence[str] = (),
    language: str = "fi",
    given: Mapping[str, str] | None = None,
) -> Interview:
    """An interview whose answers are these lines; nobody is there to be asked otherwise."""
    return Interview(
        project, Dialogue(Words(language, MAIN_CURRENCY), given or {}, lines, person=False)
    )


def answers_of(state: Interview, names: str = "Kajaani, Kuhmo, Paltamo") -> Answers:
    """Answers to the first questions: some payers share 80 000 euros equally."""
    payers: tuple[Party, ...] = check_payers(state.project, names)
    subject = LocalText.of(dict.fromkeys(("fi", "sv", "en"), "Jako"))
    return Answers(
        "jako",
        subject,
        shared_purpose(),
        payers,
        payers[0],
        2027,
        8_000_000,
        equally(),
        heads=state.population(payers, 2027),
        source=not_decided(),
    )


def typed(
    project: Project,
    monkeypatch: pytest.MonkeyPatch,
    lines: Sequence[str],
    *options: str,
    language: str = "fi",
) -> Outcome:
    """Hold the interview with a person at the terminal who types these lines."""
    monkeypatch.setattr(new_agreement, "is_terminal", lambda: True)
    arguments = ("--language", language, "--project", str(project.root), "--no-open", *options)
    return call("new-agreement", *arguments, answers="\n".join(lines) + "\n")


def workstations(folder: Path) -> Path:
    """A colleague's workbook: an answer in words, two payers without one, and a total."""
    rows = [
        ["Kunta", "Työasemat 31.12.2026", "Yhteyshenkilö"],
        ["Kajaani", 1410, "A"],
        ["Kuhmo", 310, "B"],
        ["Sotkamo", "n. 520", "C"],
        ["Suomussalmi", 280, "D"],
        ["Paltamo", 120, "E"],
        ["Puolanka", None, None],
        ["Ristijärvi", None, None],
    ]
    path = folder / "työasemat.xlsx"
    as_xlsx(path, {"Työasemat": rows})
    return path
