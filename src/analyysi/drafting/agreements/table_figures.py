"""Figures of the payers in a table that somebody sent, cell by cell: what is read, what is no
answer, who has none; and the survey that they become beside the terms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from analyysi.agreement.agreement import Party
from analyysi.errors import SchemaError, Sentence, joined
from analyysi.languages.local_text import LocalText
from analyysi.languages.units import UNITS, Unit
from analyysi.messages import Day
from analyysi.money import MAIN_CURRENCY
from analyysi.report.language.words import Words
from analyysi.sources.surveys.answer_cell import NotAnAnswerError, read_answer
from analyysi.sources.surveys.answer_table import Answers, GivenAnswer
from analyysi.sources.surveys.answer_words import YES, in_plain, role_of
from analyysi.sources.surveys.questions import Question
from analyysi.tables.asked import Asked
from analyysi.tables.columns import is_code_header, is_payer_header
from analyysi.tables.figure_column import figure_column
from analyysi.tables.files.formats import read_table_file
from analyysi.tables.names.payers import Payers
from analyysi.tables.numbers.plain_text import words_pattern
from analyysi.tables.numbers.printed_numbers import common_mark
from analyysi.tables.table import Table, read_table
from analyysi.tables.table_rows import TableRow


@dataclass(frozen=True)
class TableFigures:
    """What a table holds of one figure of each payer."""

    file: str
    heading: str
    """Of the column of the figures; empty where it has none."""
    given: tuple[GivenAnswer, ...]
    """One for each payer that has a figure, in the order of the file."""
    doubtful: Mapping[str, str]
    """Payers whose cell holds no figure that can be read, with what it holds, in words."""
    lacking: tuple[str, ...]
    """Payers without a row, or with an empty cell."""
    passed_over: tuple[str, ...]
    """Rows of nobody that is known, as they stand."""


@dataclass(frozen=True)
class FigureColumn:
    """A table of the payers, and which of its columns holds the figures."""

    table: Table
    column: int

    @property
    def heading(self) -> str:
        """Return the heading of the column; empty where it has none."""
        return self.table.names[self.column] if self.column < len(self.table.names) else ""

    @property
    def label(self) -> str:
        """Return what the figures are called: by the lowest heading alone where that says what they
        count, or else by all headings over the column.
        """
        headings = self.table.header.texts(self.column)
        if not headings or unit_of_heading(headings[-1]) is not None:
            return headings[-1] if headings else ""
        first, *further = headings
        return ", ".join([first, *map(in_a_sentence, further)])


def in_a_sentence(heading: str) -> str:
    """Return a heading with a small letter first, but for an abbreviation.

    >>> in_a_sentence("Työasemat"), in_a_sentence("ICT-laitteet")
    ('työasemat', 'ICT-laitteet')
    """
    return heading[:1].lower() + heading[1:] if heading[1:2].islower() else heading


def open_figure_column(path: Path, payers: Sequence[Party], asked: Asked) -> FigureColumn:
    """Find the figures of the payers in a file of tables.

    Raises
    ------
    SourceError, SchemaError, ParameterError
        As of `read_table` and `figure_column`: the file cannot be read, no row names a payer, or it
        is open which column is meant (`OpenColumnError`).
    """
    table = read_table(read_table_file(path), Payers(payers), asked)
    return FigureColumn(table, figure_column(table, asked))


def table_figures(
    opened: FigureColumn, payers: Sequence[Party], question: Question
) -> TableFigures:
    """Read the figure of each payer, cell by cell: one at fault stops nothing.

    "n. 520" is an estimate with its words, and so is a figure whose row is marked in a column for
    that. The source of a figure is what its row says, or else the name of the file.
    """
    table, column = opened.table, opened.column
    roles = {role_of(name): number for number, name in enumerate(table.names) if number != column}
    mark = common_mark(row.cell(column).written for row in table.of_parties)
    given: dict[str, GivenAnswer] = {}
    doubtful: dict[str, str] = {}
    for row in table.of_parties:
        code = row.match.code if row.match is not None else ""
        place = table.place(row, column).sentence
        if code in given or code in doubtful:
            doubtful[code] = Sentence(
                "{place}: '{label}' stands a second time", place=place, label=row.label
            )
            given.pop(code, None)
            continue
        try:
            answer = read_answer(row.cell(column), question, mark)
        except NotAnAnswerError as error:
            doubtful[code] = Sentence("{place} {fault}", place=place, fault=error)
            continue
        if answer is None:
            continue
        source = _text(row, roles.get("source")) or table.file
        marked = in_plain(_text(row, roles.get("estimated"))) in YES
        given[code] = GivenAnswer(
            code, question.column, answer, marked or bool(answer.words), source, "", place
        )
    lacking = [party.code for party in payers if party.code not in {*given, *doubtful}]
    strays = _strays(table, column)
    return TableFigures(
        table.file, opened.heading, tuple(given.values()), doubtful, tuple(lacking), strays
    )


def _text(row: TableRow, column: int | None) -> str:
    return "" if column is None else " ".join(row.cell(column).text.split())


def _strays(table: Table, column: int) -> tuple[str, ...]:
    """Return the rows with something in the column that are of no payer and no total."""
    rows = (*table.rows, *table.notes)
    strays = [row for row in rows if row.match is None and not row.total]
    return tuple(
        joined((table.place(row, column), row.label or row.text), ": ")
        for row in strays
        if not row.cell(column).empty
    )


def payers_in_table(path: Path, register: Mapping[str, LocalText], asked: Asked) -> TablePayers:
    """Return the municipalities that a table names, in the order of its rows.

    Raises
    ------
    SourceError, SchemaError, ParameterError
        As of `read_table`. Also if no row names a municipality beyond doubt.
    """
    everybody = [
        Party(code=code, kind="municipality", name=name) for code, name in register.items()
    ]
    table = read_table(read_table_file(path), Payers(everybody), asked)
    by_code = {party.code: party for party in everybody}
    codes = [row.match.code for row in table.of_parties if row.match is not None]
    strays = [
        joined((table.place(row, table.payer), row.doubt or row.label), ": ")
        for row in table.rows
        if row.match is None and not row.total and row.label
    ]
    if not codes or _are_figures(table):
        raise SchemaError(
            "{where}: no row is recognised as a municipality's in {column}. {rows}",
            where=table.where,
            column=table.named(table.payer),
            rows=joined(strays, "; ") if strays else table.first_rows,
        )
    return TablePayers(tuple(by_code[code] for code in dict.fromkeys(codes)), tuple(strays))


def _are_figures(table: Table) -> bool:
    """Return whether the column that was taken for that of the payers holds figures, which happen
    to be codes: its heading says nothing of payers, and it names nobody.
    """
    heading = table.names[table.payer] if table.payer < len(table.names) else ""
    is_called_so = is_payer_header(heading) or is_code_header(heading)
    by_name = any(row.match is not None and row.match.by != "code" for row in table.of_parties)
    return bool(heading) and not is_called_so and not by_name


@dataclass(frozen=True)
class TablePayers:
    """The municipalities that a table names, and its rows of others."""

    payers: tuple[Party, ...]
    strays: tuple[str, ...]


def unit_of_heading(heading: str) -> Unit | None:
    """Return the unit that the heading of a column names, None if it names none or several.

    >>> unit_of_heading("Työasemat 31.12.2026").name, unit_of_heading("Luku")
    ('workstations', None)
    """
    plain = in_plain(heading)
    named = [
        unit
        for unit in UNITS.values()
        if unit.headers and re.search(words_pattern(" ".join(unit.headers).split()), plain)
    ]
    return named[0] if len(named) == 1 else None


def column_name(heading: str, taken: Iterable[str] = ()) -> str:
    """Return a name that a column of answers, and a key, can have in the terms.

    >>> column_name("Työasemat, kpl"), column_name("2026"), column_name("Tunnit", {"tunnit"})
    ('tyoasemat_kpl', 'figures_2026', 'tunnit_2')
    """
    letters = in_plain(heading).translate(_PLAIN_LETTERS)
    words = re.findall(r"[a-z0-9]+", letters)[:4]
    name = "_".join(words) or "figures"
    name = name if name[0].isalpha() else f"figures_{name}"
    free, number = name, 2
    while free in set(taken):
        free, number = f"{name}_{number}", number + 1
    return free


_PLAIN_LETTERS = str.maketrans("åäö", "aao")


def as_survey(figures: Sequence[GivenAnswer], column: str) -> Answers:
    """Return figures as the answers of a survey."""
    return Answers(tuple(figures), (column,))


DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})|(\d{4})-(\d{2})-(\d{2})")
"""A day as headings have it: 31.12.2026 or 2026-12-31."""


def labels_of(question: Question) -> tuple[LocalText, LocalText]:
    """Return what figures are called in terms, with their day, and the form "by ..."."""
    labels, forms = {}, {}
    for language, text in question.label.texts.items():
        words = Words(language, MAIN_CURRENCY)
        small = in_a_sentence(text)
        day = "" if DAY.search(small) or question.day is None else words.of(Day(question.day))
        labels[language] = f"{small} {day}".strip()
        forms[language] = words.say("by the figure “{figures}”", figures=labels[language])
    return LocalText.of(labels), LocalText.of(forms)
