"""What the desk says of what it has written: the draft, the report and the links to its files."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from analyysi.comparison.history import SharedYear
from analyysi.desk.reporting import Made
from analyysi.desk.saving import Saved
from analyysi.languages.language_table import MAIN_LANGUAGE
from analyysi.messages import Message
from analyysi.project import Project
from analyysi.report.extremes import extremes
from analyysi.report.language.wording import Wording
from analyysi.report.language.words import Words

_STATUS = Markup('<div class="trial" role="status">{}</div>')


def fault(words: Words, what: Message) -> Markup:
    """Return a fault as HTML that is read aloud at once."""
    return Markup('<p class="fault" role="alert">{}</p>').format(words.of(what))


def told(words: Words, what: Message) -> Markup:
    """Return a sentence as HTML that is read aloud."""
    return _paragraphs([words.of(what)])


def saved(draft: Saved, tried: SharedYear, language: str) -> Markup:
    """Say where the draft is, whether it shares as the trial does, and how its report is made."""
    words = Wording(language, draft.shared.case)
    say, shared = words.say, draft.shared
    lines = [
        say("The draft was saved over the desk's earlier one: {path}", path=draft.path)
        if draft.over
        else say("The draft was saved: {path}", path=draft.path)
    ]
    if draft.figures:
        paths = ", ".join(draft.figures)
        lines.append(say("The figures that came in tables stand beside it: {paths}", paths=paths))
    if shared.cents == tried.cents:
        lines.append(
            say("By the draft the shares of {year} are those of the trial.", year=str(shared.year))
        )
    else:
        changes = {
            code: cents - tried.cents[code]
            for code, cents in shared.cents.items()
            if code in tried.cents
        }
        lines.append(
            say(
                "The draft has moved on to {year}, with newer figures or a later stage of a "
                "step. Compared with the trial: {extremes}.",
                year=str(shared.year),
                extremes=extremes(changes),
            )
        )
    command = f"analyysi report {shared.case.agreement.id} {shared.year}"
    command += "" if language == MAIN_LANGUAGE else f" --language {language}"
    how = Markup("{} <code>{}</code>").format(say("This command makes its report:"), command)
    return _paragraphs([*lines, how])


def made(report: Made, words: Wording) -> Markup:
    """Say of what the report is, and in which folder its files lie."""
    lines = []
    year = str(report.parameters.year)
    if report.saved is not None:
        lines.append(
            words.say(
                "Parameters alone do not say this trial, so the report is that of the saved draft "
                "of {year}.",
                year=year,
            )
        )
    ready, folder = words.say("The report is ready:"), report.papers[0].parent.name
    lines.append(Markup("{} <code>{}</code>").format(ready, folder))
    return _paragraphs(lines)


def links(project: Project, papers: Sequence[Path]) -> dict[str, Any]:
    """Return the links to a report's files as an output of a cell, as seen from the notebook."""
    here = Path.cwd()
    made_links = [
        Markup('<a href="{}" target="_blank">{}</a>').format(
            quote(Path(os.path.relpath(path, here)).as_posix()), project.relative(path)
        )
        for path in papers
    ]
    text = "\n".join(project.relative(path) for path in papers)
    shown = {"text/html": str(Markup("<br>").join(made_links)), "text/plain": text}
    return {"output_type": "display_data", "data": shown, "metadata": {}}


def _paragraphs(lines: Sequence[str]) -> Markup:
    paragraph = partial(Markup("<p>{}</p>").format)
    return _STATUS.format(Markup("").join(paragraph(line) for line in lines))
