"""The command that starts the next year of an agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from analyysi.cli.options import AgreementArgument, ProjectOption
from analyysi.cli.screen import show, tell
from analyysi.languages.language_table import (
    MAIN_LANGUAGE,
    listed_languages,
)
from analyysi.project import find_project

if TYPE_CHECKING:
    from rich.table import Table

    from analyysi.comparison.change import Change
    from analyysi.report.language.wording import Wording

NEW_YEAR_EXAMPLES = """
Examples:

\b
  analyysi new-year kainuu-ict 2028
  analyysi new-year kainuu-ict 2028 --language sv

Writes data/agreements/<agreement>/<year>.toml from the nearest earlier year, and never over a file
that is there.
"""


def new_year(
    agreement: AgreementArgument,
    year: Annotated[str, typer.Argument(help="The year to draft, e.g. 2028.")],
    language: Annotated[
        str, typer.Option(help=f"The language in which the change is told: {listed_languages()}.")
    ] = MAIN_LANGUAGE,
    project: ProjectOption = "",
) -> None:
    """Draft next year's terms from the year before, and tell what changes, in words and money."""

    from analyysi.drafting.agreements.answers import check_year
    from analyysi.drafting.moved.new_year import new_year, write_year
    from analyysi.languages.language_table import check_language
    from analyysi.report.language.wording import Wording
    from analyysi.report.pieces.causes_of_change import change_in_words

    check_language(language)
    root = find_project(project)
    drafted = new_year(root, agreement, check_year(year))
    change = drafted.change
    words = Wording(language, change.after.case)
    table = _table_of(change, words)
    sentences = change_in_words(change, words) + _older(change, words)
    # All that can fail has been done: what is printed below is about a file that is there.
    path = write_year(root, drafted)
    show(table, least_width=24 + 16 * len(table.columns))
    tell("\n".join(sentences))
    tell(f"\nWritten: {root.relative(path)}")
    tell(f'Still to be decided: {drafted.open_points} points, in its lines with "To be decided".')
    tell(f"Next: analyysi report {agreement} {change.after.year}")


def _older(change: Change, words: Wording) -> list[str]:
    """Say, as the report does, whose figures are older than those asked for."""
    from analyysi.comparison.uncertain.revisions import older_figures
    from analyysi.messages import Day, KeyName

    return [
        words.say(
            "{key}: the figures are of {used}, although the agreement asks for those of {asked}.",
            key=KeyName(older.key),
            used=Day(older.used),
            asked=Day(older.asked),
        )
        for older in older_figures(change.after.case)
    ]


def _table_of(change: Change, words: Wording) -> Table:
    from rich.table import Table

    from analyysi.report.pieces.changes_table import changes_table

    codes = dict.fromkeys([*change.after.case.terms.participants, *change.cents])
    shown = changes_table(change, words, list(codes), "change", decimals=2)
    table = Table(
        title=shown.caption,
        title_justify="left",
        caption=shown.note or None,
        caption_justify="left",
    )
    table.add_column(shown.corner, no_wrap=True)
    for column in shown.columns:
        table.add_column(f"{column.label}, {column.unit}", justify="right", min_width=10)
    for row in shown.rows:
        table.add_row(row.header, *row.cells, style="bold" if row.total else None)
    return table
