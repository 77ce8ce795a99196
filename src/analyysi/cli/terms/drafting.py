"""The commands that start something: a new agreement, and the next year of one."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from analyysi.cli.answers import JsonOption, print_answer
from analyysi.cli.options import AgreementArgument, ProjectOption
from analyysi.cli.screen import ask, tell
from analyysi.cli.shown_tables import Column, Row, print_table
from analyysi.cli.speech import print_lines, print_sentence, spoken
from analyysi.errors import ParameterError
from analyysi.languages.language_table import (
    FURTHER_LANGUAGES,
    LANGUAGES,
    MAIN_LANGUAGE,
)
from analyysi.project import Project, find_project

if TYPE_CHECKING:
    from analyysi.comparison.change import Change
    from analyysi.drafting.answers import Answers
    from analyysi.languages.local_text import LocalText
    from analyysi.report.language.wording import Wording

NEW_YEAR_EXAMPLES = """
Examples:

\b
  analyysi new-year kainuu-ict 2028
  analyysi new-year kainuu-ict 2028 --language sv

Writes data/agreements/<agreement>/<year>.toml from the nearest earlier year, and never over a file
that is there.
"""
NEW_AGREEMENT_EXAMPLES = """
Examples:

\b
  analyysi new-agreement              asks what it needs
  analyysi new-agreement --id saimaa-advice --subject "Velkaneuvonnan kustannusten jako" \\
    --purpose "Kunnat ostavat velkaneuvonnan yhdessä." --payers "Puumala, 593, Juva" \\
    --year 2027 --total 60000

A key: population (of the newest 31 December before the year), equal, or stored figures as
snapshot:column:year.
"""

Answer = TypeVar("Answer")


def new_year(
    agreement: AgreementArgument,
    year: Annotated[str, typer.Argument(help="The year to draft, e.g. 2028.")],
    project: ProjectOption = "",
    as_json: JsonOption = False,
) -> None:
    """Draft next year's terms from the year before, and tell what changes, in words and money."""
    from analyysi.drafting.answers import check_year
    from analyysi.drafting.new_year import new_year, write_year
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
        'Still to be decided: {points} points, in its lines with "To be decided".',
        points=drafted.open_points,
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


# Long: a line or more for each option.
def new_agreement(
    agreement_id: Annotated[
        str, typer.Option("--id", help="The agreement's name: a-z, digits, hyphens.")
    ] = "",
    subject: Annotated[str, typer.Option(help="The matter as a title, in Finnish.")] = "",
    subject_sv: Annotated[str, typer.Option(help="The same in Swedish.")] = "",
    subject_en: Annotated[str, typer.Option(help="The same in English.")] = "",
    purpose: Annotated[
        str, typer.Option(help="What is paid for together, in a sentence, in Finnish.")
    ] = "",
    purpose_sv: Annotated[str, typer.Option(help="The same in Swedish.")] = "",
    purpose_en: Annotated[str, typer.Option(help="The same in English.")] = "",
    payers: Annotated[
        str,
        typer.Option(
            help="Names or codes of municipalities, with commas; organisations as code=Name."
        ),
    ] = "",
    organiser: Annotated[
        str, typer.Option(help="Who organises it; the first payer if left out.")
    ] = "",
    year: Annotated[str, typer.Option(help="The first year of the terms, e.g. 2027.")] = "",
    total: Annotated[str, typer.Option(help="The sum to be shared, in euros.")] = "",
    key: Annotated[
        str, typer.Option(help="population, equal, or snapshot:column:year.")
    ] = "population",
    status: Annotated[str, typer.Option(help="draft, analysis or decided.")] = "draft",
    source: Annotated[
        str, typer.Option(help="Where the sum is from, in Finnish; an assumption if left out.")
    ] = "",
    source_sv: Annotated[str, typer.Option(help="The same in Swedish.")] = "",
    source_en: Annotated[str, typer.Option(help="The same in English.")] = "",
    project: ProjectOption = "",
) -> None:
    """Write the files of a new agreement: asks the questions, or takes the answers as options."""
    from analyysi.drafting.new_agreement import new_agreement

    root = find_project(project)
    given = {
        "id": agreement_id,
        "subject": subject,
        "subject-sv": subject_sv,
        "subject-en": subject_en,
        "purpose": purpose,
        "purpose-sv": purpose_sv,
        "purpose-en": purpose_en,
        "payers": payers,
        "organiser": organiser,
        "year": year,
        "total": total,
        "key": key,
        "status": status,
        "source": source,
        "source-sv": source_sv,
        "source-en": source_en,
    }
    missing = [
        name
        for name in ("id", "subject", "purpose", "payers", "year", "total")
        if not given[name].strip()
    ]
    if missing and not _is_terminal():
        raise ParameterError(
            f"--{missing[0]} is missing. Without a terminal nothing can be asked: give "
            f"{', '.join(f'--{name}' for name in missing)}."
        )
    answers = _answers(root, given, asking=bool(missing))
    paths = new_agreement(root, answers)
    for path in paths:
        tell(f"Written: {root.relative(path)}")
    if answers.lacking:
        names = [LANGUAGES[language].english_name for language in answers.lacking]
        tell(
            f"The texts lack {' and '.join(names)}: the files say where. A report in Finnish "
            "needs none."
        )
    tell(f"Next: analyysi report {answers.id} {answers.year}")


def _is_terminal() -> bool:
    return sys.stdin.isatty()


# Long: one question after the other, each with its check.
def _answers(project: Project, given: dict[str, str], asking: bool) -> Answers:
    """Check the answers in order; where something is missing, ask for all that was not given."""
    from analyysi.drafting import answered_keys as keys
    from analyysi.drafting import answers as new

    def answer(
        name: str, question: str, check: Callable[[str], Answer], default: str | None = None
    ) -> Answer:
        if not asking or given[name].strip() not in ("", _DEFAULTS.get(name, "")):
            return check(given[name].strip() or default or "")
        while True:
            try:
                return check(ask(question, default))
            except ParameterError as error:
                tell(f"  {error}")

    def local_text(name: str, question: str) -> LocalText:
        from analyysi.languages.local_text import LocalText

        texts = {MAIN_LANGUAGE: answer(name, f"{question}, in Finnish", new.check_text)}
        for code in FURTHER_LANGUAGES:
            same = f"  the same in {LANGUAGES[code].english_name} (Enter: later)"
            texts[code] = answer(f"{name}-{code}", same, str.strip, "")
        return LocalText.of({code: text for code, text in texts.items() if text})

    name = answer(
        "id",
        "Name of the agreement (a-z, digits, hyphens)",
        lambda text: new.check_id(project, text),
    )
    subject = local_text("subject", "Subject, as a title")
    purpose = local_text("purpose", "What is paid for together, in a sentence")
    payers = answer(
        "payers",
        "Payers, with commas (names or codes; organisations as code=Name)",
        lambda text: new.check_payers(project, text),
    )
    organiser = answer(
        "organiser",
        "Organiser",
        lambda text: new.check_organiser(project, text, payers),
        payers[0].name.main,
    )
    year = answer("year", "Year", new.check_year)
    total = answer("total", "Total cost in euros", new.check_total)
    key = answer(
        "key",
        "Shared by (population, equal, or snapshot:column:year)",
        lambda text: keys.check_key(project, text, payers, year),
        "population",
    )
    status = answer("status", f"Status ({', '.join(new.STATUSES)})", new.check_status, "draft")
    given_source = answer(
        "source",
        "Source of the total, in Finnish",
        str.strip,
        "" if status == "decided" else new.not_decided().main,
    )
    source = new.not_decided()
    if given_source not in ("", new.not_decided().main):
        given["source"] = given_source
        source = local_text("source", "Source of the total")
    heads = key if key is not None and key.counts_heads else keys.population(project, payers, year)
    return new.Answers(
        name, subject, purpose, payers, organiser, year, total, key, heads, status, source
    )


_DEFAULTS = {"key": "population", "status": "draft"}
"""Options that have these values also where they are not given, so that they are asked for all the
same.
"""
