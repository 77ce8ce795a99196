"""The form of a survey: an .xlsx that a payer fills in, with a check of what is entered."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter

from analyysi import __version__
from analyysi.drafting.placing import place_files
from analyysi.drafting.surveys.asked_survey import AskedSurvey
from analyysi.languages.language_table import LANGUAGES
from analyysi.languages.plain_text import in_letters
from analyysi.messages import Day
from analyysi.report.language.words import Words
from analyysi.report.papers.excel.table_files import in_language
from analyysi.report.papers.workbook.sheet import Book, Sheet, SheetCell, Span
from analyysi.sources.surveys.questions import Question

_WIDTHS = (20, 9, 34, 18, 12, 14, 14, 32, 28, 14)
_LETTERS = 150
_ANSWER, _ESTIMATE = 5, 6
"""The columns of the answer and of its mark, from 0."""

Earlier = tuple[int, Mapping[tuple[str, str], Decimal]]
"""A year and its answers, by payer and column."""


def form_files(
    survey: AskedSurvey, language: str, earlier: Earlier | None, *, per_payer: bool
) -> dict[str, bytes]:
    """Return the forms by their file names: one for all payers, or one for each.

    The same survey, language and earlier answers give the same bytes.

    Raises
    ------
    ParameterError
        If a text of the agreement or a key's label is not written in the language.
    """
    words = Words(language, survey.agreement.currency)
    name = f"{file_word(words)}-{survey.agreement.id}-{survey.terms.year}"
    if not per_payer:
        return {f"{name}.xlsx": form(survey, words, survey.payers, earlier)}
    return {
        f"{name}-{payer_in_file(survey, code)}.xlsx": form(survey, words, [code], earlier)
        for code in survey.payers
    }


def payer_in_file(survey: AskedSurvey, code: str) -> str:
    """Return what a file of one payer is named by, its code and its name: "578-paltamo"."""
    name = in_letters(survey.agreement.party(code).name.main)
    return name if name == code.lower() else f"{code}-{name}"


def file_word(words: Words) -> str:
    """Return the word for a survey as files are named by it: "kysely"."""
    plain = unicodedata.normalize("NFD", words.say("Survey").casefold())
    return "".join(letter for letter in plain if letter.isascii() and letter.isalpha())


def form(
    survey: AskedSurvey, words: Words, payers: Sequence[str], earlier: Earlier | None
) -> bytes:
    """Return one form as an .xlsx file: a row for each payer and question.

    What is asked cannot be changed, and the answers are checked as they are entered: a number zero
    or more, yes or no for an estimate.
    """
    agreement, year = survey.agreement, survey.terms.year
    out = BytesIO()
    file = xlsxwriter.Workbook(out, {"in_memory": True})
    title = words.say(
        "Survey: {subject} {year}",
        subject=agreement.subject.in_language(words.language),
        year=str(year),
    )
    organiser = agreement.party(agreement.organiser).name.or_main(words.language)
    # Never the clock's day, so that the bytes are the same.
    created = datetime(year, 1, 1)  # noqa: DTZ001
    file.set_properties({"title": title, "author": organiser, "created": created})
    book = Book(file, f"{agreement.id} {year} · analyysi {__version__}", percent="0.00")
    sheet = Sheet(book, words.say("Survey"), _WIDTHS[: -1 if earlier is None else None])
    sheet.say(title, "title")
    for text in _instructions(survey, words, organiser):
        sheet.paragraph(text, _LETTERS)
    sheet.skip()
    headers, rows = _table(survey, words, payers, earlier)
    body = sheet.table(headers, rows)
    _check_entries(sheet.page, body, words)
    sheet.finish(frozen=body.top, repeated=body.top)
    sheet.page.set_selection(body.top, _ANSWER, body.top, _ANSWER)
    file.close()
    return in_language(out.getvalue(), LANGUAGES[words.language].office_tag)


def _instructions(survey: AskedSurvey, words: Words, organiser: str) -> list[str]:
    say = words.say
    purpose = survey.agreement.purpose.in_language(words.language)
    return [
        say("{organiser} asks. {purpose}", organiser=organiser, purpose=purpose),
        say("The answers are the figures by which the cost is shared. They stand in the report."),
        say(
            "Write each answer as a number in the column “{answer}”. Zero is an answer. Leave the "
            "cell empty if you cannot answer.",
            answer=say("Answer"),
        ),
        say(
            "If the figure is not exact, choose “{yes}” in the column “{estimate}” and write how "
            "it was estimated in the column “{source}”.",
            yes=say("yes"),
            estimate=say("Is it an estimate?"),
            source=say("Who answers, or the source"),
        ),
        say("Name an office or a document as the source, not a person. Send this file back."),
    ]


def _table(
    survey: AskedSurvey, words: Words, payers: Sequence[str], earlier: Earlier | None
) -> tuple[list[str], list[list[SheetCell]]]:
    say, agreement = words.say, survey.agreement
    municipal = all(agreement.party(code).kind == "municipality" for code in payers)
    headers = [
        say("Municipality") if municipal else say("Payer"),
        say("Code"),
        say("Question"),
        say("Unit"),
        say("Day"),
        say("Answer"),
        say("Is it an estimate?"),
        say("Who answers, or the source"),
        say("Comment"),
    ]
    if earlier is not None:
        headers.append(say("Previous answer ({year})", year=str(earlier[0])))
    rows = []
    for code in payers:
        for asked in survey.all_questions:
            rows.append(_row(survey, words, code, asked, earlier))
    return headers, rows


def _row(
    survey: AskedSurvey, words: Words, code: str, asked: Question, earlier: Earlier | None
) -> list[SheetCell]:
    label = asked.label.in_language(words.language)
    row = [
        SheetCell(survey.agreement.party(code).name.or_main(words.language), "lines"),
        SheetCell(code, "code"),
        SheetCell(label[:1].upper() + label[1:], "lines"),
        SheetCell(words.of(asked.unit.words), "lines"),
        SheetCell(words.of(Day(asked.day)) if asked.day is not None else "–"),
        SheetCell("", "number", entry=True),
        SheetCell("", entry=True),
        SheetCell("", "lines", entry=True),
        SheetCell("", "lines", entry=True),
    ]
    if earlier is not None:
        before = earlier[1].get((code, asked.column))
        row.append(SheetCell("–" if before is None else float(before), "number"))
    return row


def _check_entries(page: Any, body: Span, words: Words) -> None:
    """Let a spreadsheet refuse an answer that is no number, and offer yes and no for estimates."""
    say = words.say
    page.data_validation(
        body.top,
        _ANSWER,
        body.bottom,
        _ANSWER,
        {
            "validate": "decimal",
            "criteria": ">=",
            "value": 0,
            "input_title": say("Answer"),
            "input_message": say("A number, zero or more, without its unit."),
            "error_title": say("Not a number"),
            "error_message": say(
                "Write a number, zero or more. If it is not exact, say so in the next column."
            ),
        },
    )
    page.data_validation(
        body.top,
        _ESTIMATE,
        body.bottom,
        _ESTIMATE,
        {
            "validate": "list",
            "source": [say("yes"), say("no")],
            "input_title": say("Is it an estimate?"),
            "input_message": say("Choose yes where the figure is not exact."),
            "error_title": say("Is it an estimate?"),
            "error_message": say("Choose yes or no, or leave the cell empty."),
        },
    )


def write_forms(folder: Path, forms: Mapping[str, bytes]) -> list[Path]:
    """Write forms into a folder, none over a file that holds something else.

    Raises
    ------
    ParameterError
        If one of them is there already, maybe filled in. Then none is written.
    """
    return place_files({folder / name: content for name, content in forms.items()})
