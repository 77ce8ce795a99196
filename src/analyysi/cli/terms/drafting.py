"""The command that starts the next year of an agreement."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from analyysi.cli.answers import JsonOption, print_answer
from analyysi.cli.options import AgreementArgument, ProjectOption
from analyysi.cli.shown_tables import Column, Row, print_table
from analyysi.cli.speech import print_lines, print_sentence, spoken
from analyysi.errors import ParameterError
from analyysi.project import Project, find_project

if TYPE_CHECKING:
    from analyysi.comparison.change import Change
    from analyysi.report.language.wording import Wording

NEW_YEAR_EXAMPLES = """
Examples:

\b
  analyysi new-year kainuu-ict 2028
  analyysi new-year kainuu-ict 2028 --language sv
  analyysi new-year kainuu-ict 2028 --trial kainuu-ict-2027.trial.json

Writes data/agreements/<agreement>/<year>.toml from the nearest earlier year, and never over a file
that is there. With --trial the draft shares as a trial does that was saved in the calculator file
or at the analyst's desk; a draft that was saved so before, and nobody has changed since, is written
over.
"""


def new_year(
    agreement: AgreementArgument,
    year: Annotated[str, typer.Argument(help="The year to draft, e.g. 2028.")],
    trial: Annotated[
        Path | None,
        typer.Option(help="The file of a saved trial: the draft shares as it does."),
    ] = None,
    project: ProjectOption = "",
    as_json: JsonOption = False,
) -> None:
    """Draft next year's terms from the year before, and tell what changes, in words and money."""
    from analyysi.drafting.agreements.answered_year import check_year
    from analyysi.drafting.layout import to_decide
    from analyysi.languages.user_language import language_of_project
    from analyysi.report.language.wording import Wording
    from analyysi.report.pieces.causes_of_change import change_in_words

    root = find_project(project)
    draft = _drafted if trial is None else partial(_of_trial, trial)
    written = draft(root, agreement, check_year(year))
    change = written.change
    words = Wording(spoken(), change.after.case)
    sentences = change_in_words(change, words) + _older(change, words)
    # All that can fail has been done: what is printed below is about a file that is there.
    paths = written.place()
    if as_json:
        print_answer(_as_json(change, paths[-1], written.open_points, sentences))
        return
    _print_changes(change, words)
    print_lines([*sentences, ""])
    for path in paths:
        print_sentence("Written: {path}", path=path)
    print_sentence(
        'Still to be decided: {points} points, in its lines with "{mark}".',
        points=written.open_points,
        mark=to_decide(language_of_project(root.root)).strip("# :"),
    )
    print_sentence(
        "Next: analyysi report {agreement} {year}", agreement=agreement, year=change.after.year
    )


@dataclass(frozen=True)
class _Written:
    """A year that has been drafted and checked, and what puts it in place."""

    change: Change
    open_points: int
    place: Callable[[], list[str]]
    """Returns the files, the year's last."""


def _drafted(root: Project, agreement: str, year: int) -> _Written:
    from analyysi.drafting.moved.new_year import new_year, write_year

    drafted = new_year(root, agreement, year)
    return _Written(
        drafted.change,
        drafted.open_points,
        lambda: [root.relative(write_year(root, drafted))],
    )


def _of_trial(file: Path, root: Project, agreement: str, year: int) -> _Written:
    """Write the draft of a saved trial; it is put in place before its change is told."""
    from analyysi.comparison.case import load_year
    from analyysi.comparison.change import change
    from analyysi.comparison.history import shared_year
    from analyysi.desk.saved_trial import opened_trial, saved_trial
    from analyysi.desk.saving import save
    from analyysi.drafting.layout import is_to_decide
    from analyysi.file_system.reading import read_file
    from analyysi.messages import Message
    from analyysi.report.language.wording import Wording

    text = read_file(file).decode("utf-8-sig", errors="replace")
    base = load_year(root, agreement, saved_trial(text).year)
    opened = opened_trial(root, base, text)
    if isinstance(opened, Message):
        raise ParameterError(Wording(spoken(), base).of(opened))
    saved = save(root, opened.case, opened.tried, year, opened.added.values())
    if isinstance(saved, Message):
        raise ParameterError(Wording(spoken(), base).of(saved))
    lines = read_file(root.root / saved.path).decode().splitlines()
    return _Written(
        change(shared_year(base), saved.shared),
        sum(map(is_to_decide, lines)),
        lambda: [*saved.figures, saved.path],
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
