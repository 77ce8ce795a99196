"""Readers of what comes to the desk file: requests of its page, saved trials, files of editions."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from analyysi.errors import SourceError
from fuzz.mutations import CSV, JSON, MARKUP
from fuzz.reader import EDITION, Read, Reader, files, require
from support.blank_desks import OFFICES, BlankDesk, blank_project
from support.desk_files import KEY_WORDS, MIX, PUBLISHED, WORKSTATIONS, Page

_PAPERS = EDITION / "papers" / "fi"


def _read_request(folder: Path) -> Read:
    page = Page(language="en")

    def read(raw: bytes) -> object:
        return _answered(page.session.answer(raw.decode("utf-8", "surrogateescape")))

    return read


def _answered(text: str) -> dict[str, Any]:
    answered = json.loads(text)
    if "fault" in answered:
        raise SourceError(answered["fault"]["message"])
    if "cents" in answered:
        whole = answered.get("total", sum(answered["cents"].values()))
        require(sum(answered["cents"].values()) == whole, "shares that do not sum to the total")
    return dict(answered)


def _in_request(kind: str, name: str) -> Callable[[Path], Read]:
    """Reads an input as what a request of a kind holds under a name."""

    def prepare(folder: Path) -> Read:
        page = Page(language="en")

        def read(raw: bytes) -> object:
            asked = {"kind": kind, name: raw.decode("utf-8", "replace")}
            return _answered(page.session.answer(json.dumps(asked)))

        return read

    return prepare


def _requests() -> tuple[bytes, ...]:
    page = Page(language="en")
    choices = page.changed(total="100,000.00", **MIX)
    asked: tuple[dict[str, Any], ...] = (
        {"kind": "change", "choices": choices},
        {"kind": "others", "choices": choices, "method": "equal"},
        {"kind": "table", "text": WORKSTATIONS, "key": KEY_WORDS},
        {"kind": "published", "text": PUBLISHED, "search": False},
        {"kind": "download", "file": "results"},
    )
    return tuple(json.dumps(each).encode() for each in asked)


def _trials() -> tuple[bytes, ...]:
    page = Page(language="en")
    plain = page.ask("trial", choices=page.changed(**MIX))
    page.ask("table", text=WORKSTATIONS, key=KEY_WORDS)
    with_key = page.ask("trial", choices=page.changed())
    return tuple(str(answered["saved"]).encode() for answered in (plain, with_key))


def _begin_with(folder: Path) -> Read:
    """Reads an input as a pasted table that an agreement begins with."""
    desk = BlankDesk(blank_project(folder), "en")

    def read(raw: bytes) -> object:
        return _answered_as_begun(desk.begin(raw.decode("utf-8", "replace")))

    return read


def _trial_that_began(folder: Path) -> Read:
    desk = BlankDesk(blank_project(folder), "en")

    def read(raw: bytes) -> object:
        text = raw.decode("utf-8", "replace")
        return _answered_as_begun(desk.ask("trial", saved=text, language="en"))

    return read


def _answered_as_begun(answered: dict[str, Any]) -> dict[str, Any]:
    if "fault" in answered:
        raise SourceError(answered["fault"]["message"])
    require(answered["begun"], "an agreement that was not begun")
    shares = answered["trial"]
    require(sum(shares["cents"].values()) == shares["total"], "shares that miss the total")
    return answered


def _trials_that_began() -> tuple[bytes, ...]:
    with TemporaryDirectory() as folder:
        desk = BlankDesk(blank_project(Path(folder)), "fi")
        choices = desk.begin()["choices"]
        return (str(desk.ask("trial", choices=choices)["saved"]).encode(),)


DESK_FILE_READERS = (
    Reader("table to begin with", lambda: (OFFICES.encode(),), CSV, _begin_with, 4),
    Reader("saved trial that begins", _trials_that_began, JSON, _trial_that_began, 4),
    Reader("request of the desk file", _requests, JSON, _read_request, 6),
    Reader("saved trial", _trials, JSON, _in_request("trial", "saved"), 4),
    Reader(
        "dropped run.json", files(EDITION / "run.json"), JSON, _in_request("recompute", "text"), 4
    ),
    Reader(
        "dropped results.csv",
        files(EDITION / "results.csv"),
        CSV,
        _in_request("recompute", "text"),
        4,
    ),
    Reader(
        "dropped report",
        files(_PAPERS / "report.html"),
        MARKUP,
        _in_request("recompute", "text"),
        2,
    ),
)
