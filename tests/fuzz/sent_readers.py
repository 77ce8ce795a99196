"""Readers of the tables and lines that people send: decisions, answers to a survey, own figures."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from analyysi.drafting.surveys.answer_files import read_answer_file
from analyysi.drafting.surveys.collect import collect
from analyysi.errors import Sentence, SourceError
from analyysi.file_system.processes.apart import Ended
from analyysi.languages.saying import said
from analyysi.project import Project
from analyysi.sources.survey import read_survey, survey_of
from analyysi.sources.surveys.answer_table import Answers
from analyysi.tables.asked import Asked, filters, total_of
from analyysi.tables.decision_reader import read_decision_table
from analyysi.tables.decision_table import DecisionTable
from analyysi.tables.figure_column import read_figure_column
from analyysi.tables.files.formats import FORMATS
from analyysi.tables.files.walls.apart import _sheets
from analyysi.tables.files.walls.encoding import decoded_sentence, encoded, encoded_sentence
from analyysi.tables.names.payers import Payers
from fuzz.mutations import ARGUMENTS, BINARY, CSV, JSON, LINES, PX, ZIPPED, Mutation
from fuzz.reader import (
    DATA,
    Read,
    Reader,
    arguments,
    digits_in,
    digits_of,
    passed,
    plain,
    require,
    text_of,
    texts,
)
from support import sent_books, sent_foreign, sent_shapes
from support.sent_files import as_text
from support.sent_surveys import sent_surveys
from support.sent_tables import NAMES, PARTIES, table, variants
from support.surveys import asks, parties, stored, survey_key, workstations

assert sent_books.BOOKS
assert sent_foreign.ICELAND
assert sent_shapes.LIKE_OURS


@dataclass(frozen=True)
class _Form:
    """A form of file, how it is changed, and whether its numbers stand in it as text."""

    ending: str
    mutations: tuple[Mutation, ...]
    written: bool
    portion: int


FORMS = (
    _Form(".csv", CSV, True, 6),
    _Form(".txt", LINES, True, 6),
    _Form(".xlsx", ZIPPED, False, 4),
    _Form(".ods", ZIPPED, False, 4),
    _Form(".px", PX, True, 6),
    _Form(".xls", BINARY, False, 6),
)
"""One of each row of FORMATS at least."""

_SAID = {".px": Asked(amount="2022", unit="euros", only_parties=True)}
"""What a person says of files that do not say themselves what they hold, by their ending."""
_MOST_SEEDS = 12


def _spread(contents: Sequence[bytes]) -> tuple[bytes, ...]:
    return tuple(contents[:: max(1, len(contents) // _MOST_SEEDS)])


def _decisions(ending: str) -> Callable[[], tuple[bytes, ...]]:
    def seeds() -> tuple[bytes, ...]:
        sent = [one for one in variants() if one.file.endswith(ending) and one.verdict == "read"]
        bare = [one for one in sent if not one.asked and one.parties == PARTIES]
        return _spread([one.content() for one in bare or sent])

    return seeds


def _decision_reader(form: _Form) -> Callable[[Path], Read]:
    def prepare(folder: Path) -> Read:
        path = folder / f"table{form.ending}"

        def read(raw: bytes) -> object:
            path.write_bytes(raw)
            decision = read_decision_table(path, PARTIES, _SAID.get(form.ending))
            _check(decision, digits_in(raw) if form.written else "")
            return decision

        return read

    return prepare


def _check(decision: DecisionTable, written: str) -> None:
    """Check what was read of a decision: whose it is, that it is the number that is printed, and
    that this stands in the file.
    """
    codes = [share.payer for share in decision.shares]
    require(len(set(codes)) == len(codes), "a payer twice")
    require({*codes} <= {party.code for party in PARTIES}, "a payer of nowhere")
    for share in decision.shares:
        printed = _plain_digits(share.text)
        require(share.cents >= 0, "a sum below zero")
        require(digits_of(Decimal(share.cents)) in printed, "other cents than printed")
        require(not written or printed in _plain_digits(written), "a sum that is not in the file")


def _plain_digits(text: str) -> str:
    """Return the digits of a text, those of other scripts as ours."""
    return "".join(str(int(sign)) for sign in text if sign.isdecimal())


def _own_px() -> bytes:
    """Return a PX file of the parties alone, with a figure for each."""
    names = list(NAMES.values())
    return "\n".join(
        (
            'CHARSET="ANSI";\nAXIS-VERSION="2010";\nCODEPAGE="utf-8";\nLANGUAGE="fi";',
            'MATRIX="kysely";\nSUBJECT-AREA="Tietohallinto";\nCONTENTS="Työasemat";',
            'UNITS="kpl";\nDECIMALS=0;\nSTUB="Kunta";\nHEADING="Tiedot";',
            f'VALUES("Kunta")={",".join(map(_quoted, names))};',
            f'CODES("Kunta")={",".join(_quoted("KU" + code) for code in NAMES)};',
            'VALUES("Tiedot")="Työasemat";',
            f"DATA=\n{' '.join(str(100 + place) for place in range(len(names)))};\n",
        )
    ).encode()


def _quoted(text: str) -> str:
    return f'"{text}"'


def _figures(ending: str) -> Callable[[], tuple[bytes, ...]]:
    """Return tables with a number for each party, of any form."""
    if ending == ".px":
        return lambda: (_own_px(),)
    if ending == ".txt":
        return lambda: (as_text(table(), delimiter="\t"), as_text(table(), encoding="cp1252"))
    return _decisions(ending)


def _answers(ending: str) -> Callable[[], tuple[bytes, ...]]:
    def seeds() -> tuple[bytes, ...]:
        sent = [one for one in sent_surveys() if one.file.endswith(ending)]
        read = [one.content() for one in sent if one.verdict == "read"]
        lines = "Hei!\nPaltamo: 120 työasemaa\nKuhmo noin 410\n".encode()
        return _spread(read) or ((lines,) if ending == ".txt" else _figures(ending)())

    return seeds


def _answers_reader(form: _Form) -> Callable[[Path], Read]:
    """Reads answers that came: from a file that is of no survey those of one column."""
    is_asked = any(one.file.endswith(form.ending) for one in sent_surveys())
    column = "" if is_asked else {".px": "C"}.get(form.ending, "B")

    def prepare(folder: Path) -> Read:
        path = folder / f"answers{form.ending}"
        payers = Payers(parties())

        def read(raw: bytes) -> object:
            path.write_bytes(raw)
            answers = read_answer_file(path, payers, [workstations()], column)
            _check_answers(answers, digits_in(raw) if form.written else "")
            return answers

        return read

    return prepare


def _check_answers(answers: Answers, written: str) -> None:
    places = [(given.payer, given.column) for given in answers.given]
    require(len(set(places)) == len(places), "an answer twice")
    for given in answers.given:
        if given.answer is not None:
            require(given.answer.number >= 0, "an answer below zero")
            digits = digits_of(given.answer.number)
            require(not written or digits in written, "an answer that is not in the file")


def _figures_reader(form: _Form) -> Callable[[Path], Read]:
    """Reads figures of the analyst's own, each party's number of a column."""

    def prepare(folder: Path) -> Read:
        path = folder / f"figures{form.ending}"

        def read(raw: bytes) -> object:
            path.write_bytes(raw)
            figures = read_figure_column(path, PARTIES, Asked())
            written = digits_in(raw) if form.written else ""
            for number in figures.values():
                is_there = number is None or not written or digits_of(number) in written
                require(is_there, "a figure that is not in the file")
            return figures

        return read

    return prepare


def _stored_survey_reader(folder: Path) -> Read:
    """Reads a survey beside the terms, makes its table, and writes nothing."""
    path = folder / "kysely.csv"

    def read(raw: bytes) -> object:
        path.write_bytes(raw)
        survey = read_survey(path, "kysely.csv", parties(), [survey_key()])
        require(len(survey.table) <= len(parties()), "more rows than payers")
        return survey_of(survey.answers, [workstations()])

    return read


def _collected_reader(folder: Path) -> Read:
    """Collects answers into a project's survey, and reads again what would be stored."""
    project = Project(folder)
    shutil.copytree(DATA / "agreements", project.agreements)
    path = asks(project)
    sent = folder / "sent.csv"
    again = folder / path.name

    def read(raw: bytes) -> object:
        sent.write_bytes(raw)
        collected = collect(project, "kainuu-ict", 2027, [sent])
        for content in collected.contents.values():
            again.write_bytes(content)
            survey = read_survey(again, path.name, parties(), [survey_key()])
            kept = {given.payer: given.answer for given in survey.answers.given}
            for one in collected.answers:
                number = one.given.answer.number if one.given.answer is not None else None
                answer = kept.get(one.given.payer)
                require(
                    (answer and answer.number) == number, "another answer stored than collected"
                )
        return collected

    return read


def _options() -> tuple[bytes, ...]:
    """Return what a person says of a table, and the table itself."""
    rows = [["Kunta", "vuosi", "Maksuosuus", "%"]]
    rows += [[*row[:1], "2022", *row[1:], "10,0"] for row in table(total="")[1:]]
    written = as_text(rows, delimiter=";").decode("utf-8")
    said: dict[str, Any] = {
        "payer": "Kunta",
        "amount": "C",
        "percent": "%",
        "mark": ",",
        "unit": "euros",
        "total": "80 000,00",
        "where": ["vuosi=2022", "Kunta!=Kuhmo"],
        "sheet": "",
        "only_parties": True,
        "table": written,
    }
    return arguments(
        said, {"amount": "3", "table": written}, {"unit": "thousand_euros", "table": written}
    )()


def _options_reader(folder: Path) -> Read:
    path = folder / "table.csv"

    def read(raw: bytes) -> object:
        said = passed(raw)
        path.write_bytes(text_of(said, "table").encode("utf-8", "replace"))
        where = said.get("where", []) if isinstance(said, dict) else []
        told = [text_of(said, name) for name in ("payer", "amount", "percent", "mark", "unit")]
        total = total_of(text_of(said, "total"))
        require(total is None or total == "unknown" or total >= 0, "a total below zero")
        only = bool(text_of(said, "only_parties"))
        asked = Asked(*told, total, only, filters(texts(where)), text_of(said, "sheet"))
        decision = read_decision_table(path, PARTIES, asked)
        _check(decision, digits_in(path.read_bytes()))
        return decision

    return read


def _of_process() -> tuple[bytes, ...]:
    """Return what the process that reads spreadsheets answers."""
    books = _decisions(".xlsx")()[:3]
    return tuple(encoded(FORMATS["excel_workbook"].reader(book, "book.xlsx")) for book in books)


def _read_of_process(raw: bytes) -> object:
    return _sheets(Ended(0, b"sheets\n" + raw, b""), "book.xlsx")


def _refusals() -> tuple[bytes, ...]:
    """Return why that process refuses a file, as it answers."""
    nothing = Sentence("{file} is empty: a table was expected.", file="a.xlsx")
    within = Sentence("{place}: {fault}", place="sheet Osuudet", fault=nothing)
    return tuple(encoded_sentence(sentence) for sentence in (nothing, within))


def _read_refusal(raw: bytes) -> object:
    try:
        return said(decoded_sentence(raw), "fi")
    except ValueError as error:
        raise SourceError(str(error)) from error


def _of_forms(
    kind: str,
    seeds: Callable[[str], Callable[[], tuple[bytes, ...]]],
    reader: Callable[[_Form], Callable[[Path], Read]],
) -> list[Reader]:
    """Return a row for each form of file."""
    return [
        Reader(
            f"{kind} {form.ending[1:]}",
            seeds(form.ending),
            form.mutations,
            reader(form),
            form.portion,
        )
        for form in FORMS
    ]


SENT_READERS = (
    *_of_forms("decision", _decisions, _decision_reader),
    *_of_forms("answers", _answers, _answers_reader),
    *_of_forms("own figures", _figures, _figures_reader),
    Reader("survey beside the terms", lambda: (stored().encode(),), CSV, _stored_survey_reader, 8),
    Reader("survey collect", _answers(".csv"), CSV, _collected_reader, 2),
    Reader("sheets of the reading process", _of_process, JSON, plain(_read_of_process)),
    Reader("refusal of the reading process", _refusals, JSON, plain(_read_refusal)),
    Reader("options of import-decision", _options, ARGUMENTS, _options_reader, 8),
)
