"""One opened desk file: every request of the page, and its answer in JSON."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from analyysi.agreement.reading import validate
from analyysi.agreement.strict_data import UnreadableError, read_json
from analyysi.agreement.values import Frozen
from analyysi.desk_file.engine.asked import (
    LONGEST,
    Beside,
    Change,
    Choices,
    Download,
    Dropped,
    FigureTable,
    Opening,
    Others,
    PublishedTable,
    TrialFile,
)
from analyysi.desk_file.engine.choices import known, trial_of, typed_of
from analyysi.desk_file.engine.downloads import DOWNLOADS, downloaded
from analyysi.desk_file.engine.opened import Opened, open_year
from analyysi.desk_file.engine.recomputed import recomputed
from analyysi.desk_file.engine.refusal import in_readers_words
from analyysi.desk_file.engine.reported import Reported
from analyysi.desk_file.engine.sent_tables import figures_sent, published_sent
from analyysi.desk_file.engine.shown_trial import Tried, as_decided, shown, tried
from analyysi.desk_file.engine.state import state
from analyysi.desk_file.engine.trial_file import opened_trial, saved
from analyysi.errors import AnalyysiError, ParameterError, ReportError, Sentence, WordedError
from analyysi.languages.language_table import LANGUAGES, MAIN_LANGUAGE
from analyysi.money import MAIN_CURRENCY
from analyysi.project import Project, find_project
from analyysi.report.language.words import Words

_KEPT = 8
"""Trials that stay worked out: the page asks for their table, others and front page in turn."""

_WHERE = Sentence("the request")


class Session:
    """The year that is open and the trials on it.

    Parameters
    ----------
    project
        The folder with the agreements' files.
    """

    def __init__(self, project: Project) -> None:
        self.project = project
        self.language = MAIN_LANGUAGE
        self._opened: Opened | None = None
        self._tried: OrderedDict[str, Reported] = OrderedDict()

    @property
    def opened(self) -> Opened:
        """The year that is open.

        Raises
        ------
        ParameterError
            If none is.
        """
        if self._opened is None:
            raise ParameterError("No year is open: open one first.")
        return self._opened

    def answer(self, request: str) -> str:
        """Answer a request of the page.

        Parameters
        ----------
        request
            JSON: `kind`, a name in REQUESTS, and what its model names.

        Returns
        -------
        JSON: `kind` and the answer; or `kind` and `fault`, in which `message` says in the reader's
        language what is wrong, and `place` at which entry of the choices, as
        `RefusedError` has it.
        """
        kind = ""
        answered: dict[str, Any]
        try:
            asked = self._read(request)
            kind = str(asked.pop("kind", ""))
            known(kind, REQUESTS, "kind")
            row = REQUESTS[kind]
            answered = row.function(self, validate(asked, row.model, _WHERE))
        except ModuleNotFoundError as error:
            lacking = ReportError(
                "This cannot be done here, since it needs {library}. Use results.csv or a table "
                "saved as CSV in the place of a spreadsheet, or the installed program.",
                library=error.name,
            )
            answered = self._fault(lacking)
        except (AnalyysiError, WordedError, OSError, MemoryError) as error:
            answered = self._fault(error)
        return json.dumps({"kind": kind, **answered}, ensure_ascii=False)

    def _read(self, request: str) -> dict[str, Any]:
        if len(request) > LONGEST:
            raise ParameterError("This is more than can be read at once.")
        try:
            content = read_json(request.encode("utf-8", errors="replace"))
        except UnreadableError as error:
            raise ParameterError("The request cannot be read: {reason}.", reason=error) from error
        if not isinstance(content, Mapping):
            raise ParameterError(
                "The request cannot be read: {reason}.", reason=Sentence("an object was expected")
            )
        return dict(content)

    def _fault(self, error: BaseException) -> dict[str, Any]:
        words = Words(self.language, MAIN_CURRENCY) if self._opened is None else self.opened.words
        place = list(getattr(error, "place", ()))
        return {"fault": {"message": in_readers_words(error, words), "place": place}}

    # Requests

    def open(self, asked: Opening) -> dict[str, Any]:
        """Open a year; of a language that there is, faults are said in it."""
        if asked.language in LANGUAGES:
            self.language = asked.language
        opened = open_year(
            self.project, asked.agreement, asked.year, asked.language, asked.municipality
        )
        self._opened = opened
        self._tried.clear()
        decided = as_decided(opened)
        return self._state(decided, front=asked.front)

    def change(self, asked: Change) -> dict[str, Any]:
        """Work out the chosen split of a change, at once."""
        return shown(self._of(asked.choices).tried)

    def others(self, asked: Others) -> dict[str, Any]:
        """Work out the other ways of sharing of a change, all or those of one method."""
        return self._of(asked.choices).others(asked.method)

    def front(self, asked: Change) -> dict[str, Any]:
        """Write the front page as it would be."""
        return {"front": self._of(asked.choices).front()}

    def beside(self, asked: Beside) -> dict[str, Any]:
        """Set a second trial beside the first."""
        first, second = (self._of(each).tried for each in (asked.choices, asked.second))
        codes = sorted({*first.year.cents, *second.year.cents})
        cents = [each.year.cents for each in (first, second)]
        return {
            "first": shown(first),
            "second": shown(second),
            "changes": {code: cents[1].get(code, 0) - cents[0].get(code, 0) for code in codes},
        }

    def table(self, asked: FigureTable) -> dict[str, Any]:
        """Read figures in a table; with words for them, make a key of them."""
        figures, added = figures_sent(self.opened, asked)
        if added is None:
            return {"table": figures, "added": None}
        self._opened = self.opened.with_key(added)
        self._tried.clear()
        return {
            "table": figures,
            "added": added.name,
            **self._state(as_decided(self.opened), front=False),
        }

    def published(self, asked: PublishedTable) -> dict[str, Any]:
        """Check published shares in a table and look for their rule."""
        return published_sent(self.opened, asked)

    def trial(self, asked: TrialFile) -> dict[str, Any]:
        """Save a trial as text, or open a saved one."""
        if asked.choices is not None:
            return {"saved": saved(self._of(asked.choices).tried)}
        if asked.saved is None:
            raise ParameterError("Nothing was chosen: choose a saved trial.")
        outcome = opened_trial(self.opened, asked.saved)
        self._opened = outcome.opened
        self._tried.clear()
        return self._state(outcome, front=False)

    def download(self, asked: Download) -> dict[str, Any]:
        """Return a file of a trial, or of the year as it stands."""
        if asked.choices is None:
            reported = Reported(as_decided(self.opened))
        else:
            reported = self._of(asked.choices)
        return downloaded(reported.tried, reported, asked)

    def recompute(self, asked: Dropped) -> dict[str, Any]:
        """Say of a dropped file which edition it is, and whether its shares come out the same."""
        return recomputed(self.opened, asked)

    # What is kept

    def _state(self, of: Tried, *, front: bool) -> dict[str, Any]:
        reported = Reported(of)
        self._keep(typed_of(of.opened, of.trial), reported)
        offers = [
            {"name": offer.name, "title": of.words.of(offer.title)} for offer in DOWNLOADS.values()
        ]
        shown_state = {**state(of), "ways": reported.methods(), "downloads": offers}
        return {**shown_state, "front": reported.front()} if front else shown_state

    def _of(self, choices: Choices) -> Reported:
        """Return a trial, worked out once."""
        name = choices.model_dump_json()
        if name not in self._tried:
            self._keep(choices, Reported(tried(self.opened, trial_of(self.opened, choices))))
        self._tried.move_to_end(name)
        return self._tried[name]

    def _keep(self, choices: Choices, reported: Reported) -> None:
        self._tried[choices.model_dump_json()] = reported
        while len(self._tried) > _KEPT:
            self._tried.popitem(last=False)


@dataclass(frozen=True)
class Request:
    """A kind of request: its name, the model of what it holds, and what answers it."""

    name: str
    model: type[Frozen]
    function: Callable[[Session, Any], dict[str, Any]]


REQUESTS: Mapping[str, Request] = {
    row.name: row
    for row in (
        Request("open", Opening, Session.open),
        Request("change", Change, Session.change),
        Request("others", Others, Session.others),
        Request("front", Change, Session.front),
        Request("compare", Beside, Session.beside),
        Request("table", FigureTable, Session.table),
        Request("published", PublishedTable, Session.published),
        Request("trial", TrialFile, Session.trial),
        Request("download", Download, Session.download),
        Request("recompute", Dropped, Session.recompute),
    )
}
"""Every kind of request, by name."""


@cache
def session(folder: str = "") -> Session:
    """Return the session of a project's folder; empty: of the folder that the process works in."""
    return Session(Project(Path(folder)) if folder else find_project(""))


def answer(request: str) -> str:
    """Answer a request on the project in the working folder, as `Session.answer` does."""
    return session().answer(request)
