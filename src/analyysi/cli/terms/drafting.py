"""The command that starts the next year of an agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from analyysi.cli.answers import JsonOption, print_answer
from analyysi.cli.options import AgreementArgument, ProjectOption
from analyysi.cli.shown_tables import Column, Row, print_table
from analyysi.cli.speech import print_lines, print_sentence, spoken
from analyysi.project import find_project

if TYPE_CHECKING:
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
    project: ProjectOption = "",
    as_json: JsonOption = False,
) -> None:
    """Draft next year's terms from the year before, and tell what changes, in words and money."""
    from analyysi.drafting.agreements.answers import check_year
    from analyysi.drafting.layout import to_decide
    from analyysi.drafting.moved.new_year import new_year, write_year
    from analyysi.languages.user_language import language_of_project
    from analyysi.report.language.wording import Wording
    from analyysi.report.pieces.causes_of_change import change_in_words

    root = find_project(project)
    drafted = new_year(root, agreement, check_year(year))
    change = drafted.change
    words = Wording(spoken(), change.after.case)
    sentences = change_in_words(change, words) + _older(change, words)
    # All that can fail has been done: what is printed below is about a file that is there.
    path = write_year(root, drafted)
    if as_json:
        print_answer(_as_json(change, root.relative(path), drafted.open_points, sentences))
        return
    _print_changes(change, words)
    print_lines([*sentences, ""])
    print_sentence("Written: {path}", path=root.relative(path))
    print_sentence(
        'Still to be decided: {points} points, in its lines with "{mark}".',
        points=drafted.open_points,
        mark=to_decide(language_of_project(root.root)).strip("# :"),
    )
    print_sentence(
        "Next: analyysi report {agreement} {year}", agreement=agreement, year=change.after.year
    )


def _as_json(change: Change, path: str, open_points: int, sentences: list[str]) -> dict[str, Any]:
    return {
        "written": path,
        "open_points": open_points,
        "before_cents": dict(change.before.cents),
        "after_cents": dict(change.after.cents),
        "change_cents": dict(change.cents),
        "in_words": sentences,
    }


def _older(change: Change, words: Wording) -> list[str]:
    """Say, as the report does, whose figures are older than those asked for."""
    from analyysi.comparison.uncertain.revisions import older_figures
    from analyysi.report.pieces.shared_sentences import older_in_words

    case = change.after.case
    return [words.of(older_in_words(older, case.terms.status)) for older in older_figures(case)]


def _print_changes(change: Change, words: Wording) -> None:
    from analyysi.report.pieces.changes_table import changes_table

    codes = dict.fromkeys([*change.after.case.terms.participants, *change.cents])
    shown = changes_table(change, words, list(codes), "change", decimals=2)
    headings = [f"{column.label}, {column.unit}" for column in shown.columns]
    print_table(
        shown.caption,
        [Column(shown.corner), *(Column(heading, figures=True) for heading in headings)],
        [Row([row.header, *row.cells], bold=row.total) for row in shown.rows],
        shown.note or "",
    )
