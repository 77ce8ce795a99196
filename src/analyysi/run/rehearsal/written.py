"""The report of a rehearsal as Markdown: first what differs, then everything section by section."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from analyysi.languages.plain_text import one_line
from analyysi.messages import Day
from analyysi.report.language.words import Words
from analyysi.run.rehearsal.rehearse import SAME, Rehearsal
from analyysi.run.rehearsal.section import Grid, Section


def file_name(at: datetime) -> str:
    """Return the name of the report's file, which says when it was made (UTC).

    >>> file_name(datetime(2026, 11, 29, 2, 15))
    'koekysely-2026-11-29-0215.md'
    """
    return f"koekysely-{at:%Y-%m-%d-%H%M}.md"


def written(rehearsal: Rehearsal, words: Words) -> str:
    """Return the report as Markdown, each paragraph one line."""
    lines = [
        "# " + words.say("Rehearsal of the services, {day}", day=Day(rehearsal.at.date())),
        "",
        *_verdict(rehearsal, words),
        "",
        words.say("Asked at {time} UTC:", time=f"{rehearsal.at:%H:%M}"),
        "",
        *(f"- {root}" for root in rehearsal.roots.values()),
        "",
        words.say("Nothing was stored. The figures of earlier reports stay as they are."),
        "",
    ]
    for section in rehearsal.sections:
        lines += _section(section, words)
    for section in rehearsal.sections:
        if section.annex is not None:
            lines += [f"## {words.say('Annex')}: {_plain(section.title)}", ""]
            lines += _grid(section.annex)
    if rehearsal.messages:
        lines += [
            "## " + words.say("For the maintainer: the program's messages, in English"),
            "",
            *(f"{n}. {_plain(message)}" for n, message in enumerate(rehearsal.messages, 1)),
        ]
    return "\n".join(lines).rstrip() + "\n"


def _verdict(rehearsal: Rehearsal, words: Words) -> Iterator[str]:
    """Yield how it went, and a line for each section that has to be looked at."""
    if rehearsal.code == SAME:
        yield "**" + words.say("Nothing differs.") + "**"
        return
    if rehearsal.differences:
        yield _bold(
            words.plural("{count} difference", "{count} differences", rehearsal.differences)
        )
        yield ""
    if rehearsal.unasked:
        yield _bold(
            words.plural(
                "{count} thing could not be asked",
                "{count} things could not be asked",
                rehearsal.unasked,
            )
        )
        yield ""
    yield words.say("See these sections:")
    yield ""
    for section in rehearsal.sections:
        if section.differs or section.unasked:
            yield f"- {_plain(section.title)}"


def _bold(text: str) -> str:
    return f"**{text}.**"


def _section(section: Section, words: Words) -> Iterator[str]:
    yield f"## {_plain(section.title)}"
    yield ""
    yield from _lines(words.say("DIFFERS"), section.differs)
    yield from _lines(words.say("NOT ASKED"), section.unasked)
    yield from _lines(words.say("NEW"), section.news)
    yield from _lines(words.say("in part"), section.partly)
    yield from _lines(words.say("as before"), section.alike)
    yield ""
    for grid in section.grids:
        yield from _grid(grid)


def _lines(mark: str, texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield f"- {mark}: {_sentence(_plain(text))}"


def _sentence(text: str) -> str:
    """Begin a sentence with a capital letter, unless with the name of a snapshot, and end it."""
    first, _, _ = text.partition(" ")
    begun = text if "/" in first else text[:1].upper() + text[1:]
    return begun if begun.endswith((".", "…")) else f"{begun}."


def _grid(grid: Grid) -> Iterator[str]:
    yield f"{_plain(grid.caption)}:"
    yield ""
    yield _row(grid.headings)
    yield _row("---" for _ in grid.headings)
    yield from (_row(row) for row in grid.rows)
    yield ""


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(_plain(cell) for cell in cells) + " |"


def _plain(text: str) -> str:
    """Return a text that is no mark of Markdown: names and messages come from outside."""
    return one_line(text).replace("|", "\\|").replace("<", "\\<").replace("`", "\\`")
