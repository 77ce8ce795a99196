"""The reminder to payers that have not answered a survey, in their language and without a name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analyysi.drafting.surveys.asked_survey import AskedSurvey
from analyysi.drafting.surveys.form import file_word, payer_in_file
from analyysi.messages import Day
from analyysi.report.language.words import Words
from analyysi.sources.surveys.questions import Question


def reminders(
    survey: AskedSurvey, missing: Mapping[str, Sequence[Question]], language: str
) -> dict[str, str]:
    """Return the text for each payer that has not answered everything, by its code.

    Raises
    ------
    ParameterError
        If a text of the agreement or a key's label is not written in the language.
    """
    words = Words(language, survey.agreement.currency)
    return {code: _reminder(survey, words, code, asked) for code, asked in missing.items()}


def reminder_file(survey: AskedSurvey, language: str, code: str) -> str:
    """Return the name of the file of one payer's reminder."""
    word = file_word(Words(language, survey.agreement.currency))
    return f"{word}-{survey.agreement.id}-{survey.terms.year}-{payer_in_file(survey, code)}.txt"


def _reminder(survey: AskedSurvey, words: Words, code: str, asked: Sequence[Question]) -> str:
    say, agreement, language = words.say, survey.agreement, words.language
    subject = agreement.subject.in_language(language)
    payer = agreement.party(code).name.or_main(language)
    organiser = agreement.party(agreement.organiser).name.or_main(language)
    lines = [
        say("Reminder: {subject} {year}", subject=subject, year=str(survey.terms.year)),
        "",
        say("{payer} has not answered these questions yet:", payer=payer),
        *(f"- {_question(question, words)}" for question in asked),
        "",
        *_how_to_answer(
            words, str(survey.terms.year), payer, lines_will_do=len(survey.all_questions) == 1
        ),
        "",
        organiser,
    ]
    return "\n".join(lines) + "\n"


def _how_to_answer(words: Words, year: str, payer: str, *, lines_will_do: bool) -> list[str]:
    """Say how to answer: by the form, or of one question by a line of a message too."""
    if not lines_will_do:
        return [
            words.say(
                "The cost of {year} is shared by the answers. Fill in the form that you have "
                "received.",
                year=year,
            ),
            words.say(
                "If you do not know an exact figure, write your estimate and how it was made."
            ),
        ]
    return [
        words.say(
            "The cost of {year} is shared by the answers. Fill in the form that you have received, "
            "or answer this message with a line such as “{payer}: 120”.",
            year=year,
            payer=payer,
        ),
        words.say(
            "If you do not know the exact figure, write “about 120” and how it was estimated."
        ),
    ]


def _question(question: Question, words: Words) -> str:
    label = question.label.in_language(words.language)
    label = label[:1].upper() + label[1:]
    if question.day is None:
        return label
    return words.say(
        "{label} (unit: {unit}; day: {day})",
        label=label,
        unit=words.of(question.unit.words),
        day=Day(question.day),
    )
