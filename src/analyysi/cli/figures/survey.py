"""The commands of a survey: send the form, collect the answers, remind those who have not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from analyysi.cli.answers import JsonOption, print_answer
from analyysi.cli.completion import complete_language, complete_question, complete_year
from analyysi.cli.help_pages import Command, command_group
from analyysi.cli.options import AgreementArgument, ProjectOption, year_of
from analyysi.cli.screen import hand_over
from analyysi.cli.shown_tables import show
from analyysi.cli.speech import headings, in_words, print_lines, print_sentence, spoken
from analyysi.errors import ParameterError, Sentence, either, joined
from analyysi.languages.language_table import LANGUAGES, check_language
from analyysi.languages.user_language import language_of_readers
from analyysi.project import Project, find_project

if TYPE_CHECKING:
    from rich.table import Table

    from analyysi.drafting.surveys.asked_survey import AskedSurvey
    from analyysi.drafting.surveys.collect import Collected, CollectedAnswer
    from analyysi.sources.surveys.answer_table import GivenAnswer

SEND_EXAMPLES = """
Examples:

\b
  analyysi survey send kainuu-ict 2028                    one form for all, in Finnish
  analyysi survey send kainuu-ict 2028 --per-payer --language sv --output lomakkeet
  analyysi survey send kainuu-ict 2028 --question "workstations=Työasemat 31.12.2027"

The form is an .xlsx that Excel and LibreOffice open. What it asks is what the keys of the year read
from surveys (survey = "kysely.csv").
"""
COLLECT_EXAMPLES = """
Examples:

\b
  analyysi survey collect kainuu-ict 2028 vastaukset --dry-run    what the files say
  analyysi survey collect kainuu-ict 2028 paltamo.xlsx kuhmo.ods viesti.txt
  analyysi survey collect kainuu-ict 2028 paltamo.xlsx --replace  the newer answer counts

Takes filled forms, tables in any form that is read (xlsx, xls, ods, CSV of any program) and .txt
files with lines such as "Paltamo: 120 työasemaa". "n. 520" is kept as an estimate.
"""
REMIND_EXAMPLES = """
Examples:

\b
  analyysi survey remind kainuu-ict 2028
  analyysi survey remind kainuu-ict 2028 --language sv --output muistutukset
"""

app = command_group("Ask the payers for figures: send the form, collect the answers, remind.")

YearArgument = Annotated[
    str,
    typer.Argument(help="The year that is shared, e.g. 2028.", autocompletion=complete_year),
]
QuestionOption = Annotated[
    list[str] | None,
    typer.Option(
        "--question",
        help="A key or column of the terms, if not all are asked. May be repeated.",
        autocompletion=complete_question,
    ),
]
LanguageOption = Annotated[
    str,
    typer.Option(
        help=Sentence("The payers' language: {languages}.", languages=either(LANGUAGES)),
        autocompletion=complete_language,
    ),
]


@app.command(cls=Command, epilog=SEND_EXAMPLES)
def send(
    agreement: AgreementArgument,
    year: YearArgument,
    question: Annotated[
        list[str] | None,
        typer.Option(
            "--question",
            help="A key or column of the terms, if not all are asked; or 'column=text' for one "
            "that no key reads yet. May be repeated.",
            autocompletion=complete_question,
        ),
    ] = None,
    per_payer: Annotated[
        bool, typer.Option("--per-payer", help="A form for each payer, not one for all.")
    ] = False,
    language: LanguageOption = "",
    output: Annotated[
        Path, typer.Option(help="The folder for the forms; else the working folder.")
    ] = Path(),
    project: ProjectOption = "",
) -> None:
    """Write the form by which the payers are asked."""
    from analyysi.drafting.surveys.asked_survey import (
        asked_survey,
        earlier_answers,
        refuse_earlier_file,
    )
    from analyysi.drafting.surveys.form import form_files, write_forms

    root = find_project(project)
    language = language or language_of_readers(root.root)
    check_language(language)
    survey = asked_survey(root, agreement, year_of(year, example=2028), question or ())
    refuse_earlier_file(root, survey)
    earlier = earlier_answers(root, survey)
    forms = form_files(survey, language, earlier, per_payer=per_payer)
    written = write_forms(output, forms)
    print_sentence("Asked: {labels}", labels=joined(asked.label for asked in survey.all_questions))
    if earlier is not None:
        print_sentence("Beside each answer stands that of {year}.", year=earlier[0])
    for name in forms:
        path = output / name
        if path in written:
            print_sentence("Written: {path}", path=path)
        else:
            print_sentence("There already, the same: {path}", path=path)
    print_sentence(
        "When answers come: analyysi survey collect {agreement} {year} FILES",
        agreement=agreement,
        year=year,
    )


@app.command(cls=Command, epilog=COLLECT_EXAMPLES)
def collect(
    agreement: AgreementArgument,
    year: YearArgument,
    files: Annotated[
        list[Path], typer.Argument(help="Files with answers, or folders of such files.")
    ],
    question: QuestionOption = None,
    answer_column: Annotated[
        str,
        typer.Option(
            "--answer-column",
            help="The column of the answers by its heading or letter, where it is called "
            "differently from the question.",
        ),
    ] = "",
    sheet: Annotated[
        str, typer.Option(help="The sheet of the answers, in files that have several.")
    ] = "",
    source: Annotated[
        str,
        typer.Option(help="The source of answers that have none; else the name of their file."),
    ] = "",
    replace: Annotated[
        bool,
        typer.Option(
            "--replace", help="A newer answer takes the place of a stored one, with its source."
        ),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what the files say; write nothing.")
    ] = False,
    project: ProjectOption = "",
    as_json: JsonOption = False,
) -> None:
    """Take in answers however they came, and store them beside the terms."""
    from analyysi.drafting.surveys.collect import collect as read_files
    from analyysi.drafting.surveys.collect import finish_stopped, write_collected

    root, shared_year = find_project(project), year_of(year, example=2028)
    if not dry_run:
        _refuse_published(root, agreement, shared_year)
        finish_stopped(root, agreement, shared_year)
    collected = read_files(
        root,
        agreement,
        shared_year,
        files,
        newer=replace,
        chosen=question or (),
        answer_column=answer_column,
        sheet=sheet,
        source=source,
    )
    if not dry_run:
        write_collected(collected)
    if as_json:
        print_answer(_as_json(root, collected, written=not dry_run))
        return
    show(_table(collected))
    print_lines(_in_words(root, collected, dry_run=dry_run))


@app.command(cls=Command, epilog=REMIND_EXAMPLES)
def remind(
    agreement: AgreementArgument,
    year: YearArgument,
    question: QuestionOption = None,
    language: LanguageOption = "",
    output: Annotated[
        Path | None, typer.Option(help="A folder for one .txt a payer; else they are shown.")
    ] = None,
    project: ProjectOption = "",
) -> None:
    """Write a reminder to each payer that has not answered."""
    from analyysi.drafting.placing import place_files
    from analyysi.drafting.surveys.asked_survey import (
        asked_survey,
        missing_answers,
        stored_by_file,
    )
    from analyysi.drafting.surveys.reminder import reminder_file, reminders

    root = find_project(project)
    language = language or language_of_readers(root.root)
    check_language(language)
    survey = asked_survey(root, agreement, year_of(year, example=2028), question or ())
    missing = missing_answers(survey, stored_by_file(root, survey))
    texts = reminders(survey, missing, language)
    if not texts:
        print_sentence("Everybody has answered: there is nobody to remind.")
    elif output is None:
        hand_over("\n---\n\n".join(texts.values()))
    else:
        contents = {
            output / reminder_file(survey, language, code): text.encode()
            for code, text in texts.items()
        }
        place_files(contents)
        print_lines(Sentence("Written: {path}", path=path) for path in contents)


def _refuse_published(project: Project, agreement: str, year: int) -> None:
    from analyysi.archive.edition import editions_of

    if editions_of(project, agreement, year):
        raise ParameterError(
            "{agreement} {year} is published: its answers stay as they were "
            "published. Look at newer ones with --dry-run.",
            agreement=agreement,
            year=year,
        )


def _as_json(project: Project, collected: Collected, *, written: bool) -> dict[str, Any]:
    survey = collected.survey
    paths = [project.relative(path) for path in collected.contents]
    return {
        "agreement": survey.agreement.id,
        "year": survey.terms.year,
        "answers": [
            {
                **_given_as_json(answer.given),
                "file": answer.file,
                "state": answer.state,
                "instead": None if answer.instead is None else _given_as_json(answer.instead),
            }
            for answer in collected.answers
        ],
        "missing": [
            {"payer": code, "question": question.column}
            for code, questions in collected.missing.items()
            for question in questions
        ],
        "not_read": collected.notes,
        "written": paths if written else [],
    }


def _given_as_json(given: GivenAnswer) -> dict[str, Any]:
    answer = given.answer
    return {
        "payer": given.payer,
        "question": given.column,
        "answer": None if answer is None else str(answer.number),
        "as_answered": None if answer is None else answer.words or None,
        "estimated": given.estimated,
        "source": given.source,
    }


def _table(collected: Collected) -> Table:
    from rich.table import Table

    survey = collected.survey
    shown = Table(title=f"{survey.agreement.id} {survey.terms.year}", title_justify="left")
    several = len(survey.all_questions) > 1
    code, payer, question, answer, estimate, source, file = headings(
        "Code", "Payer", "Question", "Answer", "Estimate", "Source", "File"
    )
    for header in (code, payer, *([question] if several else [])):
        shown.add_column(header, overflow="fold")
    # A cut figure would be a wrong one.
    shown.add_column(answer, justify="right", no_wrap=True)
    for header in (estimate, source, file):
        shown.add_column(header, overflow="fold")
    for given in collected.answers:
        shown.add_row(*_cells(survey, given, several=several))
    for silent, questions in collected.missing.items():
        for asked in questions:
            cells = [silent, _name(survey, silent), *([asked.column] if several else [])]
            missing = in_words(Sentence("no answer yet"))
            shown.add_row(*cells, "–", "", missing, "", style="bold")
    return shown


def _cells(survey: AskedSurvey, answer: CollectedAnswer, *, several: bool) -> list[str]:
    from analyysi.drafting.surveys.survey_csv import written

    given = answer.given
    number = written(given.answer.number) if given.answer is not None else "–"
    words = given.answer.words if given.answer is not None else ""
    estimate = (words or in_words(Sentence("yes"))) if given.estimated else ""
    cells = [given.payer, _name(survey, given.payer), *([given.column] if several else [])]
    return [*cells, number, estimate, given.source, answer.file]


def _name(survey: AskedSurvey, code: str) -> str:
    return survey.agreement.party(code).name.or_main(spoken())


def _in_words(project: Project, collected: Collected, *, dry_run: bool) -> list[str]:
    """Say what was kept or replaced, what was passed over, who lacks and what was written."""
    survey = collected.survey
    lines: list[str] = [Sentence("Not read, {note}", note=note) for note in collected.notes]
    lines += [_other(survey, answer) for answer in collected.answers if answer.instead is not None]
    outside = [
        _name(survey, answer.given.payer)
        for answer in collected.answers
        if answer.given.payer not in survey.payers
    ]
    if outside:
        lines.append(
            Sentence(
                "Takes no part in {year}: {payers}.",
                year=survey.terms.year,
                payers=", ".join(dict.fromkeys(outside)),
            )
        )
    lines.append(_estimates(collected))
    lacking = [_name(survey, code) for code in collected.missing]
    command = f"analyysi survey remind {survey.agreement.id} {survey.terms.year}"
    lines.append(
        Sentence(
            "Have not answered everything: {payers}. Remind them: {command}",
            payers=", ".join(lacking),
            command=command,
        )
        if lacking
        else Sentence("Everybody has answered everything.")
    )
    paths = [project.relative(path) for path in collected.contents]
    if dry_run:
        lines.append(Sentence("Nothing was written (--dry-run)."))
    elif paths:
        lines += [Sentence("Written: {path}", path=path) for path in paths]
    else:
        lines.append(Sentence("Nothing new: the stored answers stay as they are."))
    return lines


def _other(survey: AskedSurvey, answer: CollectedAnswer) -> str:
    from analyysi.drafting.surveys.collect import in_words as answer_in_words

    assert answer.instead is not None
    payer, held = _name(survey, answer.given.payer), answer_in_words(answer.given)
    other = answer_in_words(answer.instead)
    if answer.state == "replaced" and other == held:
        return Sentence(
            "{payer}: {held} stays, with its words and source from {file}.",
            payer=payer,
            held=held,
            file=answer.file,
        )
    if answer.state == "replaced":
        return Sentence(
            "{payer}: {other} was replaced by {held} ({file}).",
            payer=payer,
            other=other,
            held=held,
            file=answer.file,
        )
    return Sentence(
        "{payer}: {held} stays as it is stored, and the newer answer {other} "
        "({source}) was not taken. Take it with --replace.",
        payer=payer,
        held=held,
        other=other,
        source=answer.instead.source,
    )


def _estimates(collected: Collected) -> str:
    survey = collected.survey
    names = [
        _name(survey, answer.given.payer) for answer in collected.answers if answer.given.estimated
    ]
    if not names:
        return Sentence("None of the answers is an estimate.")
    return Sentence(
        "Estimates: {payers}. The report says how much rests on them.",
        payers=", ".join(dict.fromkeys(names)),
    )
