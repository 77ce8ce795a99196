"""The engine of the desk file as the page asks it."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from analyysi.desk_file.engine.session import Session
from analyysi.project import Project
from support.places import ROOT

ID, YEAR = "kainuu-ict", 2027

WORKSTATIONS = (
    "Kunta\tTyöasemat\nHyrynsalmi\t100\nKuhmo\t200\nPaltamo\t300\nPuolanka\t55\n"
    "Ristijärvi\tn. 33\nSotkamo\t300\nSuomussalmi\t111\nYhteensä\t1099\n"
)
"""A table as a person copies it from a spreadsheet: made up, and an estimate among it."""

PUBLISHED = (
    "Kunta\tOsuus €\nHyrynsalmi\t4 922,62\nKuhmo\t18 245,21\nPaltamo\t7 325,24\n"
    "Puolanka\t5 629,13\nRistijärvi\t2 784,65\nSotkamo\t23 814,51\nSuomussalmi\t17 278,64\n"
    "Yhteensä\t80 000,00\n"
)
"""The shares of 2023 as a table of a decision."""

KEY_WORDS = {
    "label": "työasemat",
    "unit": "workstations",
    "day": "2026-06-30",
    "source": "Kuntien vastaukset 15.8.2026",
}


class Page:
    """Asks as the page does, and keeps what was answered to "open"."""

    def __init__(self, project: Project | None = None, language: str = "fi") -> None:
        self.session = Session(project or Project(ROOT))
        self.state = self.ask("open", agreement=ID, year=YEAR, language=language, front=False)

    def ask(self, kind: str, **asked: Any) -> dict[str, Any]:
        """Return the answer to a request."""
        answered = json.loads(self.session.answer(json.dumps({"kind": kind, **asked})))
        assert answered["kind"] == kind
        return dict(answered)

    def changed(self, **choices: Any) -> dict[str, Any]:
        """Return the choices of the year with some changed."""
        return {**self.state["choices"], **choices}

    def fault(self, kind: str, **asked: Any) -> str:
        """Return the sentence of a request that is refused."""
        answered = self.ask(kind, **asked)
        assert set(answered) == {"kind", "fault"}, answered
        return str(answered["fault"]["message"])


@cache
def page_in(language: str) -> Page:
    """Return a page in a language, on which nothing is added."""
    return Page(language=language)


MIX = {"method": "mix", "parameters": {"equal": "30", "keys": {"population_2025": "70"}}}
