"""The page around a preview's page: what it is of, where it stands, and what is wrong, in the
user's language.
"""

from __future__ import annotations

from datetime import datetime
from importlib.resources import files

from analyysi.errors import Sentence
from analyysi.languages.saying import said
from analyysi.report.html import render
from analyysi.run.preview.board import Board, Standing
from analyysi.run.preview.fault_places import FaultPlace
from analyysi.run.preview.server import Content

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "frame-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_PAGE_POLICY = "frame-ancestors 'self'"
"""The page brings a policy of its own in its bytes; this one says who may show it."""

WORDS = {
    "note": Sentence("A preview: it follows the files as they are saved, and writes none."),
    "page": Sentence("The report"),
    "fault": Sentence("The page could not be made"),
    "lost": Sentence("The preview has ended. This page follows no files any more."),
    "no_script": Sentence(
        "Without JavaScript this page does not follow the files: load it again after an edit."
    ),
}


def shell_contents(board: Board, name: str, language: str) -> dict[str, Content]:
    """Return all that is served, by its path: the page around, its style and script, and the page.

    Parameters
    ----------
    name
        Of what the preview is: "kainuu-ict 2027".
    language
        The user's.
    """
    title = said(Sentence("Preview: {name}", name=name), language)
    words = {key: said(sentence, language) for key, sentence in WORDS.items()}
    around = render("preview.html.j2", language=language, title=title, words=words).encode()
    style = b"".join(map(_template, ("report.css", "dark.css", "preview.css")))
    script = _template("preview.js")
    return {
        "": Content("text/html; charset=utf-8", lambda: around, _POLICY),
        "preview.css": Content("text/css; charset=utf-8", lambda: style, _POLICY),
        "preview.js": Content("text/javascript; charset=utf-8", lambda: script, _POLICY),
        "page": Content("text/html; charset=utf-8", lambda: board.standing.page, _PAGE_POLICY),
    }


def _template(name: str) -> bytes:
    return (files("analyysi.report") / "template" / name).read_bytes()


def news_of(standing: Standing, language: str) -> dict[str, object]:
    """Return what the page around is sent of a standing, in words that it shows as text and never
    as HTML.
    """
    places = [
        {"place": said(_named(place), language), "text": place.text} for place in standing.places
    ]
    return {
        "number": standing.number,
        "status": said(_status(standing), language),
        "fault": said(standing.fault, language),
        "places": places,
        "ended": standing.ended,
    }


def _named(place: FaultPlace) -> Sentence:
    if not place.cell:
        return Sentence("{file}, line {line}", file=place.file, line=str(place.line))
    return Sentence(
        "{file}, cell {cell}, line {line}",
        file=place.file,
        cell=str(place.cell),
        line=str(place.line),
    )


def _status(standing: Standing) -> Sentence:
    if standing.ended:
        return WORDS["lost"]
    if standing.working:
        return Sentence("Making the page…")
    if standing.made is None:
        return Sentence("There is no page yet.")
    if standing.fault:
        return Sentence("Below is the page of {time}, before the fault.", time=_time(standing.made))
    return Sentence("The page is of {time}.", time=_time(standing.made))


def _time(moment: datetime) -> Sentence:
    return Sentence(
        "{hour}:{minute}:{second}",
        hour=str(moment.hour),
        minute=f"{moment.minute:02}",
        second=f"{moment.second:02}",
    )
