"""Answers in lines of text, as somebody pastes them from messages: "Paltamo: 120 työasemaa"."""

from __future__ import annotations

import re

from analyysi.errors import SchemaError, Sentence
from analyysi.sources.surveys.answer_cell import NotAnAnswerError, read_answer_text
from analyysi.sources.surveys.answer_table import Answers, GivenAnswer, faults_message
from analyysi.sources.surveys.answer_words import in_plain
from analyysi.sources.surveys.questions import Question
from analyysi.tables.names.payers import AmbiguousError, Payers
from analyysi.tables.numbers.estimate_words import AFTER_AN_ESTIMATE, BEFORE_AN_ESTIMATE

_SEPARATOR = re.compile(r"\s*[:;\t=]\s*|\s+[-–—]\s+|\s{2,}")
_REMARK = re.compile(r"\s*(?:\(|[,;]\s+(?=\D)|\.\s+(?=\D))(?P<remark>.*\w.*)$")
_DIGIT, _SIGNED = re.compile(r"\d"), re.compile(r"[-−–]?\d")


def read_answer_lines(text: str, where: str, payers: Payers, question: Question) -> Answers:
    """Read lines that each name a payer and then its answer. Lines that name none and hold no
    number are passed over.

    Raises
    ------
    SchemaError
        If a line has a payer and no single answer, or a number and no payer, or a payer has two
        lines; names at most twenty.
    """
    given: list[GivenAnswer] = []
    faults, notes = [], []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        place = Sentence("line {number}", number=number)
        try:
            answer = _of_line(line, place, payers, question)
        except (AmbiguousError, NotAnAnswerError) as error:
            faults.append(Sentence("{place}: {fault}", place=place, fault=error))
            continue
        if answer is None:
            notes.append(
                Sentence(
                    "line {number}: '{line}' was passed over", number=number, line=line.strip()
                )
            )
            continue
        before = [earlier for earlier in given if earlier.payer == answer.payer]
        if before:
            faults.append(
                Sentence(
                    "line {number} is of {payer}, as {before} is",
                    number=number,
                    payer=answer.payer,
                    before=before[0].place,
                )
            )
        given.append(answer)
    if not given and not faults:
        faults.append(Sentence("no line names a payer and an answer, such as 'Paltamo: 120'"))
    if faults:
        raise SchemaError(faults_message(where, faults, Sentence("Correct the lines in the file.")))
    return Answers(tuple(given), (question.column,), {}, tuple(notes))


def _of_line(line: str, place: str, payers: Payers, question: Question) -> GivenAnswer | None:
    name, answer_text = _in_two(line)
    match = payers.of_cell(name) or payers.of_line(name)
    if match is None:
        _refuse_of_nobody(line, name, answer_text, payers, question)
        return None
    if not answer_text:
        raise NotAnAnswerError("'{line}' names a payer and holds no number", line=line.strip())
    number, source = _with_source(answer_text)
    _refuse_second_answer(line, source, payers, question)
    answer = read_answer_text(number, question)
    estimated = bool(answer.words)
    return GivenAnswer(match.code, question.column, answer, estimated, source, "", place)


def _with_source(answer_text: str) -> tuple[str, str]:
    """Take an answer apart: the number with its unit, and what is said of it in brackets or after a
    comma: "n. 520 (laitelistasta)".
    """
    match = _REMARK.search(answer_text)
    if match is None:
        return answer_text, ""
    remark = match.group("remark").strip(" ().,;")
    if in_plain(remark) in AFTER_AN_ESTIMATE:
        return answer_text, ""
    return answer_text[: match.start()], remark


def _refuse_second_answer(line: str, source: str, payers: Payers, question: Question) -> None:
    """Refuse a line in which what would be a source is the answer of a payer: "120, Kuhmo 530"."""
    name, answer_text = _in_two(source)
    if payers.of_cell(name) is None:
        return
    try:
        read_answer_text(answer_text, question)
    except NotAnAnswerError:
        return
    raise NotAnAnswerError(
        "'{line}' holds two answers: write each payer's on a line of its own", line=line.strip()
    )


def _refuse_of_nobody(
    line: str, name: str, answer_text: str, payers: Payers, question: Question
) -> None:
    """Refuse a line that looks like the answer of somebody who is no party; pass over any other."""
    try:
        read_answer_text(answer_text, question)
    except NotAnAnswerError:
        return
    other = payers.other(name)
    if other is not None:
        raise NotAnAnswerError(other)
    raise NotAnAnswerError(
        "'{line}' holds an answer and names no party.{near}",
        line=line.strip(),
        near=payers.nearest(name),
    )


def _in_two(line: str) -> tuple[str, str]:
    """Return what stands before the answer, and the answer with the words that belong to it."""
    for separator in _SEPARATOR.finditer(line):
        if _DIGIT.search(line[separator.end() :]) and re.search(r"\w", line[: separator.start()]):
            return line[: separator.start()].strip(), line[separator.end() :].strip()
    digit = _SIGNED.search(line)
    if digit is None:
        return line.strip(), ""
    words = line[: digit.start()].split()
    kept = len(words)
    while kept and in_plain(words[kept - 1]) in BEFORE_AN_ESTIMATE:
        kept -= 1
    return " ".join(words[:kept]), " ".join([*words[kept:], line[digit.start() :].strip()])
