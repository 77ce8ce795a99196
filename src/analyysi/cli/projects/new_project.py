"""The commands that make a project and bring its program files up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from analyysi.cli.completion import complete_language
from analyysi.cli.options import ProjectOption
from analyysi.cli.screen import tell
from analyysi.cli.speech import spoken
from analyysi.languages.language_table import MAIN_LANGUAGE, listed_languages
from analyysi.project import find_project

if TYPE_CHECKING:
    from analyysi.drafting.projects.update import Update
    from analyysi.report.language.words import Words

INIT_EXAMPLES = """
Examples:

\b
  analyysi init my-project
  analyysi init my-project --language sv
  analyysi init                       in the working folder, if it is empty
"""
UPDATE_EXAMPLES = """
Examples:

\b
  analyysi update --dry-run           what would change
  analyysi update                     what you changed stays; the new file stands beside it
  analyysi update --restore           also brings back what you removed
"""


def init(
    folder: Annotated[
        str, typer.Argument(help="The project's folder: a new one, or one that is empty.")
    ] = ".",
    language: Annotated[
        str,
        typer.Option(
            help=f"The project's language: {listed_languages()}.",
            autocompletion=complete_language,
        ),
    ] = "",
) -> None:
    """Make a project: notebooks, figures, an example that makes a report at once."""
    from pathlib import Path

    from analyysi.drafting.projects.new_project import new_project

    chosen = language or spoken()
    made = new_project(Path(folder), chosen)
    words = _words(chosen)
    tell(words.say("A project of {count} files was made.", count=str(made.files)))
    tell(words.say("Next:"))
    if folder != ".":
        tell(f"  cd {folder}")
    further = "" if chosen == MAIN_LANGUAGE else f" --language {chosen}"
    tell(f"  analyysi report {made.agreement} {made.year}{further}")


def _words(language: str) -> Words:
    from analyysi.money import MAIN_CURRENCY
    from analyysi.report.language.words import Words

    return Words(language, MAIN_CURRENCY)


def update(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
    restore: Annotated[
        bool, typer.Option("--restore", help="Also bring back what was removed.")
    ] = False,
    project: ProjectOption = "",
) -> None:
    """Bring the program's files in a project up to date, and leave what you changed."""
    from analyysi.drafting.projects.update import carry_out, plan_update

    root = find_project(project)
    planned = plan_update(root, restore)
    words = _words(spoken())
    if not dry_run:
        carry_out(root, planned)
    tell("\n".join(update_in_words(planned, words, dry_run)))


def update_in_words(update: Update, words: Words, dry_run: bool) -> list[str]:
    """Return what an update does, a line for each file that it concerns."""
    from analyysi.drafting.projects.update import Fate
    from analyysi.messages import Message

    texts = {
        Fate.ADDED: Message("{file}: new"),
        Fate.REPLACED: Message("{file}: brought up to date"),
        Fate.BESIDE: Message("{file}: you have changed it, so it stays; the new one is {new}"),
        Fate.REMOVED: Message(
            "{file}: you have removed it, so it stays away (--restore brings it back)"
        ),
        Fate.DROPPED: Message(
            "{file}: the program has it no more; remove it if you do not need it"
        ),
    }
    lines = []
    for fate, message in texts.items():
        for name in update.of(fate):
            values = {"file": name, "new": update.beside.get(name, "")}
            lines.append(words.of(Message(message.text, values)))
    if not lines:
        return [words.say("The project's program files are up to date.")]
    if dry_run:
        lines.append(words.say("Nothing was written: this was a dry run."))
    return lines
