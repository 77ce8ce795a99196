"""One answer as somebody wrote it: a number zero or more, or one that is not exact and says so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from analyysi.errors import Sentence, WordedError
from analyysi.languages.catalogue import translated
from analyysi.languages.language_table import LANGUAGES
from analyysi.languages.units import Unit
from analyysi.sources.surveys.answer_words import OF_ANY_COUNT, in_plain
from analyysi.sources.surveys.questions import Question
from analyysi.tables.files.cell import Cell
from analyysi.tables.numbers.estimate_words import AFTER_AN_ESTIMATE, BEFORE_AN_ESTIMATE
from analyysi.tables.numbers.printed_numbers import DoubtfulError, NotANumberError, read_printed


@dataclass(frozen=True)
class Answer:
    """The number that was answered, exact, and how it was put where that says that it is no exact
    one: "n. 520".
    """

    number: Decimal
    words: str = ""


class NotAnAnswerError(WordedError):
    """A cell or a line that holds no answer, as the end of a sentence that begins with its name."""


def read_answer(cell: Cell, question: Question, mark: str | None = None) -> Answer | None:
    """Read the cell of an answer; None if it is empty.

    Parameters
    ----------
    mark
        The decimal mark of the table, where it is known.

    Raises
    ------
    NotAnAnswerError
        If it holds anything but one number zero or more, in another unit than the question's, or a
        spreadsheet shows another number than it holds.
    """
    if cell.fault:
        raise NotAnAnswerError(cell.fault)
    if cell.empty:
        return None
    if cell.stored is not None:
        raise NotAnAnswerError(
            "shows {shown} and holds {stored}: write the one meant",
            shown=cell.text.strip(),
            stored=cell.stored,
        )
    if cell.number is None:
        return read_answer_text(cell.text, question, mark)
    if cell.unit and in_plain(cell.unit) not in words_of(question.unit):
        raise _other_unit(cell.text, cell.unit, question)
    return _not_negative(Answer(cell.number), cell.text)


def read_answer_text(text: str, question: Question, mark: str | None = None) -> Answer:
    """Read an answer that is written as text: "1 205", "n. 520 työasemaa", "520 (arvio)".

    Raises
    ------
    NotAnAnswerError
        As of `read_answer`.
    """
    plain = in_plain(text)
    bare, is_estimate = _without_estimate(plain)
    number, unit = _number_and_unit(bare)
    if not number:
        raise NotAnAnswerError(
            "holds '{given}': a number zero or more was expected, or 'n. 520' for "
            "one that is not exact, or nothing while there is none",
            given=text.strip(),
        )
    if unit:  # "520 työasemaa n." has its mark behind the unit
        unit, behind = _without_mark_behind(unit)
        is_estimate = is_estimate or behind
    if unit and unit.rstrip(".") not in words_of(question.unit):
        raise _other_unit(text, unit, question)
    try:
        printed = read_printed(number, mark)
    except DoubtfulError as error:
        raise NotAnAnswerError(
            "is in doubt: {fault}; write it without a mark of thousands", fault=error
        ) from error
    except NotANumberError as error:
        raise NotAnAnswerError(
            "holds '{given}', which is not one number", given=text.strip()
        ) from error
    words = " ".join(text.split()) if is_estimate else ""
    return _not_negative(Answer(printed.value, words), text)


def words_of(unit: Unit) -> frozenset[str]:
    """Return what may stand after a number in a unit, in small letters."""
    text = unit.words.text
    said = [translated(text, language) or text for language in LANGUAGES]
    counted = OF_ANY_COUNT if unit.cents is None else ()
    return frozenset(map(in_plain, (*said, *unit.printed, *counted)))


def _other_unit(text: str, unit: str, question: Question) -> NotAnAnswerError:
    return NotAnAnswerError(
        "holds '{given}', and the question is asked in {asked_unit}: '{unit}' is "
        "not known for it. Write the number alone",
        given=text.strip(),
        asked_unit=Sentence(question.unit.words.text),
        unit=unit.strip(),
    )


def _not_negative(answer: Answer, text: str) -> Answer:
    if answer.number < 0:
        raise NotAnAnswerError("holds '{given}', which is below zero", given=text.strip())
    return answer


def _without_estimate(plain: str) -> tuple[str, bool]:
    """Take off the words that say that a number is not exact."""
    bare, is_estimate = plain, False
    for word in sorted(BEFORE_AN_ESTIMATE, key=len, reverse=True):
        if re.match(rf"{re.escape(word)}(?=[\s\d:])", bare) is not None:
            bare, is_estimate = bare.removeprefix(word).lstrip(" :"), True
    bare, behind = _without_mark_behind(bare)
    return bare, is_estimate or behind


def _without_mark_behind(plain: str) -> tuple[str, bool]:
    for word in AFTER_AN_ESTIMATE:
        for ending in (f"({word})", f", {word}", word):
            if plain.endswith(ending) and not plain[: -len(ending)][-1:].isalpha():
                return plain.removesuffix(ending).rstrip(" ,"), True
    return plain, False


def _number_and_unit(bare: str) -> tuple[str, str]:
    """Take an answer apart: the number, and what stands after it; no number where it begins with
    something else.
    """
    match = re.fullmatch(r"(-?\s?\d(?:[\d\s.,'’]*\d)?)\s*(\D*|\D+[23])", bare)
    return (match.group(1), match.group(2).strip()) if match is not None else ("", "")
