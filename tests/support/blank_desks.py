"""The engine of a desk for anything: a project without an agreement, and tables to begin with."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from analyysi.desk_file.build.project_files import blank_files
from analyysi.desk_file.engine.session import Session
from analyysi.project import Project

OFFICES = (
    "Maksaja\tHenkilöstö\tLiikevaihto, €\n"
    "Alfa Oy\t12\t120 000\nBeta Oy\t30\t95 500,50\nGamma ry\t4\t18 000\nDelta\t22\t300 000\n"
    "Epsilon Ab\t9\t70 250\nYhteensä\t77\t603 750,50\n"
)
"""Five payers as they are copied from a spreadsheet, with two columns of figures: made up."""

STAFF = {"column": "B", "label": "henkilöstö", "unit": "persons", "day": "2026-06-30"}
TURNOVER = {"column": "C", "label": "liikevaihto", "unit": "euros", "day": "2025-12-31"}
WORDS: Mapping[str, Any] = {
    "title": "Yhteinen järjestelmä",
    "year": 2027,
    "total": "100000",
    "today": "2026-11-30",
    "columns": [STAFF, TURNOVER],
}


def blank_project(folder: Path) -> Project:
    """Return a project with the files of a desk for anything."""
    for name, content in blank_files().items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    return Project(folder)


class BlankDesk:
    """Asks as the page of a desk for anything does."""

    def __init__(self, project: Project, language: str = "fi") -> None:
        self.session, self.language = Session(project), language

    def ask(self, kind: str, **asked: Any) -> dict[str, Any]:
        """Return the answer to a request."""
        return dict(json.loads(self.session.answer(json.dumps({"kind": kind, **asked}))))

    def begin(self, text: str = OFFICES, **words: Any) -> dict[str, Any]:
        """Begin an agreement with a pasted table."""
        wanted = {**WORDS, **words}
        return self.ask("begin", text=text, language=self.language, words=wanted)

    def looked_at(self, text: str = OFFICES, **asked: Any) -> dict[str, Any]:
        """Return what a pasted table holds."""
        answered = self.ask("begin", text=text, language=self.language, **asked)
        return dict(answered["table"])

    def fault(self, kind: str, **asked: Any) -> str:
        """Return the sentence of a request that is refused."""
        answered = self.ask(kind, **asked)
        assert "fault" in answered, answered
        return str(answered["fault"]["message"])


def table_of(figures: Sequence[Sequence[object]]) -> str:
    """Return rows as a spreadsheet copies them."""
    return "".join("\t".join(map(str, row)) + "\n" for row in figures)
