"""An agreement that begins at the desk: from a table of payers and their figures, or from the files
that a saved trial carries.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from analyysi.agreement.agreement import Party
from analyysi.agreement.reading import AGREEMENT_FILE, read_year, year_files
from analyysi.agreement.texts import has_texts
from analyysi.desk.saved_trial import SavedTrial
from analyysi.desk.trial import known
from analyysi.desk_file.engine.asked import Beginning, Beginnings, BegunColumn
from analyysi.desk_file.engine.choices import amount
from analyysi.desk_file.engine.opened import Opened, open_year
from analyysi.desk_file.engine.refusal import RefusedError
from analyysi.desk_file.engine.sent_tables import (
    asked_of,
    check_figures,
    few,
    file_of,
    from_source,
    in_print,
    shown_figures,
)
from analyysi.drafting.agreements.answer_error import AnswerError
from analyysi.drafting.agreements.answered_keys import by_key, equally, population
from analyysi.drafting.agreements.answered_year import check_shared_year
from analyysi.drafting.agreements.answers import (
    Answers,
    check_id,
    free_id,
    is_named,
    shared_purpose,
)
from analyysi.drafting.agreements.figure_keys import (
    check_day,
    check_figure_day,
    columns_taken,
    with_figures,
)
from analyysi.drafting.agreements.new_agreement import drafted_case, texts_of
from analyysi.drafting.agreements.own_payers import OwnTable, party_called, read_own_table
from analyysi.drafting.agreements.table_figures import (
    DAY,
    FigureColumn,
    TableFigures,
    column_name,
    table_figures,
    unit_of_heading,
)
from analyysi.drafting.trial_files import draft_case
from analyysi.errors import AnalyysiError, ParameterError
from analyysi.file_system.files import make_folder, remove
from analyysi.file_system.folders import create_folder
from analyysi.languages.language_table import LANGUAGES, MAIN_LANGUAGE
from analyysi.languages.local_text import LocalText
from analyysi.languages.saying import said
from analyysi.languages.units import UNITS, Unit
from analyysi.messages import Day, Message
from analyysi.money import MAIN_CURRENCY
from analyysi.project import Project
from analyysi.report.language.words import Words
from analyysi.sources.municipalities.register import municipalities
from analyysi.sources.surveys.answer_cell import words_of
from analyysi.sources.surveys.answer_words import in_plain
from analyysi.sources.surveys.questions import Question
from analyysi.tables.asked import Asked
from analyysi.tables.columns import is_row_number_header
from analyysi.tables.figure_column import columns_of_figures
from analyysi.tables.files.cell import column_letter
from analyysi.tables.names.payers import AmbiguousError, Payers
from analyysi.tables.numbers.scales import scale_in

_EXAMPLE = 10_000_000
"""A sum that shows in which form sums are written, in cents."""
_NAMELESS = "jako"
"""The id of an agreement whose title has no letter that an id can have."""
_MOST_FILES = 40
_UNIT_BEHIND = re.compile(r"(?P<name>.*[^\s,(])\s*[,(]\s*(?P<unit>[^,()]+?)\s*\)?")


@dataclass(frozen=True)
class Sent:
    """A table of payers that was pasted or dropped, in the reader's language."""

    project: Project
    own: OwnTable
    language: str
    asked: Asked

    @cached_property
    def words(self) -> Words:
        """The reader's words."""
        return Words(self.language, MAIN_CURRENCY)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The payers by their codes."""
        return {party.code: party.name.or_main(self.language) for party in self.own.payers}

    @cached_property
    def columns(self) -> Mapping[str, FigureColumn]:
        """The columns that hold figures, by their letters."""
        table = self.own.table
        columns = columns_of_figures(table, self.asked)
        return {column_letter(column): FigureColumn(table, column) for column in columns}


def _sent(project: Project, asked: Beginning) -> Sent:
    words = Words(asked.language, MAIN_CURRENCY)
    said_of_it = asked_of(asked, words)
    with file_of(asked, words) as path:
        own = read_own_table(path, municipalities(project), said_of_it, municipal=asked.municipal)
    return Sent(project, own, asked.language, said_of_it)


def looked_at(project: Project, asked: Beginning) -> dict[str, Any]:
    """Return what a table of payers holds, with what its headings say of each column.

    Raises
    ------
    AnalyysiError
        If the table cannot be read, or it is open which sheet or column is meant.
    """
    sent = _sent(project, asked)
    own, language = sent.own, sent.language
    strays = {*own.strays}
    columns = []
    for letter, column in sent.columns.items():
        shown, passed_over = _shown_column(sent, letter, column)
        columns.append(shown)
        strays.update(passed_over)
    return {
        "file": own.table.file,
        "payers": [
            {"code": party.code, "name": sent.names[party.code], "kind": party.kind}
            for party in own.payers
        ],
        "columns": columns,
        "units": [
            {"name": unit.name, "title": sent.words.of(unit.words)} for unit in UNITS.values()
        ],
        "passed_over": few(sorted(strays), language),
        "not_seen": [said(unseen, language) for unseen in own.table.unseen],
    }


def _shown_column(
    sent: Sent, letter: str, column: FigureColumn
) -> tuple[dict[str, Any], tuple[str, ...]]:
    unit, fitting = _units(sent, column)
    label = _without_unit(column.label, fitting)
    question = _question(sent, label or letter, fitting, None)
    figures = table_figures(column, sent.own.payers, question)
    day = _day(column.heading)
    shown = {
        "column": letter,
        "heading": column.heading,
        "label": label,
        "unit": None if unit is None else unit.name,
        "day": None if day is None else day.isoformat(),
        "use": not is_row_number_header(column.heading),
        **shown_figures(figures, sent.names.__getitem__, sent.words, sent.names),
    }
    return shown, figures.passed_over


def _without_unit(label: str, unit: Unit) -> str:
    """Return what a heading calls its figures, without the unit behind it: "Turnover, €"."""
    match = _UNIT_BEHIND.fullmatch(label.strip())
    is_unit = match is not None and in_plain(match["unit"]) in words_of(unit)
    return match["name"] if match is not None and is_unit else label.strip()


def _units(sent: Sent, column: FigureColumn) -> tuple[Unit | None, Unit]:
    """Return the unit that a heading or the cells themselves name, and one by which the cells can
    be read.
    """
    scale = scale_in(column.heading, header=True)
    named = unit_of_heading(column.heading) or UNITS.get("" if scale is None else scale.name)
    if named is not None:
        return named, named
    label = column.label or "–"

    def doubts(unit: Unit) -> int:
        question = _question(sent, label, unit, None)
        return len(table_figures(column, sent.own.payers, question).doubtful)

    by_doubts = {unit.name: doubts(unit) for unit in UNITS.values()}
    fitting = [UNITS[name] for name, count in by_doubts.items() if count == min(by_doubts.values())]
    return (fitting[0] if len(fitting) == 1 else None), fitting[0]


def _day(heading: str) -> date | None:
    match = DAY.search(heading)
    try:
        return None if match is None else check_day(match.group())
    except AnswerError:
        return None  # no day of the calendar


def _question(sent: Sent, label: str, unit: Unit, day: date | None) -> Question:
    return Question(column_name(label), _in_languages(label, sent.language), unit, day)


def _in_languages(text: str, language: str) -> LocalText:
    """Return a text that was typed in one language, and stands in for the main one."""
    return LocalText.of({MAIN_LANGUAGE: text, language: text})


def begun(project: Project, asked: Beginning, words: Beginnings, before: Opened | None) -> Opened:
    """Begin an agreement with a table of its payers, as `new-agreement` would write it, and open
    its year. One that was begun before is no more.

    Raises
    ------
    AnalyysiError
        If the table cannot be read, or its year cannot be worked out.
    RefusedError
        If a figure is in doubt or missing.
    """
    sent = _sent(project, asked)
    with _without(project, before):
        answers = _answers(sent, words)
        drafted_case(project, answers)
        texts = texts_of(answers, sent.language)
        files = {**texts, **answers.survey_files}
        return _placed(project, answers.id, answers.year, files, sent.language)


def _answers(sent: Sent, words: Beginnings) -> Answers:
    """Return the answers to the questions of a new agreement: by the first column of figures."""
    title = in_print(words.title)
    if not title:
        raise RefusedError(Message("A text was expected."))
    year = check_shared_year(str(words.year))
    payers = sent.own.payers
    answers = Answers(
        free_id(sent.project, title) or free_id(sent.project, _NAMELESS),
        _in_languages(title, sent.language),
        shared_purpose(),
        payers,
        _organiser(sent, in_print(words.organiser)),
        year,
        amount(words.total, sent.words, _EXAMPLE),
        equally(),
        heads=population(sent.project, payers, year),
    )
    origin = _origin(sent, words)
    names = []
    for column in words.columns:
        answers, name = _with_column(sent, answers, column, origin)
        names.append(name)
    return replace(answers, chosen=by_key(names[0]))


def _with_column(
    sent: Sent, answers: Answers, asked: BegunColumn, origin: LocalText
) -> tuple[Answers, str]:
    known(asked.column, sent.columns, sent.words.say("Column of the figures"))
    known(asked.unit, UNITS, sent.words.say("Unit"))
    column = sent.columns[asked.column]
    label = in_print(asked.label) or asked.column
    question = replace(
        _question(sent, label, UNITS[asked.unit], check_figure_day(asked.day)),
        column=column_name(label, columns_taken(answers)),
    )
    figures: TableFigures = table_figures(column, sent.own.payers, question)
    check_figures(figures, sent.names.__getitem__, sent.words, sent.names)
    given = from_source(figures, origin.or_main(sent.language))
    return with_figures(answers, question, given, origin=origin)


def _origin(sent: Sent, words: Beginnings) -> LocalText:
    """Return where the figures are from: what the reader said, or that nobody has."""
    source = in_print(words.source)
    if source:
        return _in_languages(source, sent.language)
    assumed = Message(
        "Assumption: figures put into the calculator on {day}, their source not stated",
        {"day": Day(words.today)},
    )
    return LocalText.of(
        {language: Words(language, MAIN_CURRENCY).of(assumed) for language in LANGUAGES}
    )


def _organiser(sent: Sent, name: str) -> Party:
    """Return who organises what is paid for: the first payer, if nobody is named."""
    payers = sent.own.payers
    if not name:
        return payers[0]
    named = next((party for party in payers if is_named(party, name)), None)
    if named is not None:
        return named
    register = municipalities(sent.project)
    everybody = [
        Party(code=code, kind="municipality", name=names) for code, names in register.items()
    ]
    try:
        return party_called(name, Payers(everybody), register, {each.code: each for each in payers})
    except AmbiguousError as error:
        raise ParameterError("{fault}.", fault=error) from error


@contextmanager
def resting_on(
    project: Project, content: SavedTrial, language: str, before: Opened | None
) -> Iterator[Opened]:
    """Open the agreement that a saved trial rests on until the block has opened the trial: the one
    that is open, or the one that was begun at the desk and whose files the trial carries. Where the
    block fails, everything is as before.

    Raises
    ------
    AnalyysiError
        If no year is open and the trial carries none, or its files are no agreement with one year
        that can be worked out, or one of that name is there.
    """
    is_open = before is not None and before.data == content.data
    if content.begun is None or is_open:
        if before is None:
            raise ParameterError("No year is open: open one first.")
        yield before
        return
    files, year = content.begun, content.year
    needed = {AGREEMENT_FILE, f"{year}.toml"}
    tables = files.keys() - needed
    if not needed <= files.keys() or len(files) > _MOST_FILES or any(map(_is_no_table, tables)):
        raise RefusedError(
            Message("The saved trial does not hold the files of one agreement and its year.")
        )
    with _without(project, before):
        name = check_id(project, content.agreement)
        opened = _placed(project, name, year, files, language)
        try:
            yield opened
        except BaseException:
            remove(project.agreements / name)
            raise


def _is_no_table(name: str) -> bool:
    """Return whether a name is not that of a table beside the terms: it may lead elsewhere."""
    return re.fullmatch(r"[\w-]{1,60}\.csv", name) is None


def _placed(
    project: Project, agreement: str, year: int, files: Mapping[str, str], language: str
) -> Opened:
    """Write the files of an agreement and open its year; none stays that cannot be worked out. In
    the file nobody else writes, so nobody is waited for.
    """
    folder = project.agreements / agreement
    make_folder(project.agreements)
    create_folder(folder, {name: text.encode() for name, text in files.items()})
    try:
        spoken = language
        if not has_texts(*read_year(*year_files(project, agreement, year)), language):
            spoken = MAIN_LANGUAGE
        draft_case(project, agreement, year, {})
        return replace(open_year(project, agreement, year, spoken), begun=dict(files))
    except AnalyysiError:
        remove(folder)
        raise


@contextmanager
def _without(project: Project, before: Opened | None) -> Iterator[None]:
    """Take the agreement that was begun before away, and put it back if what follows fails."""
    if before is None or not before.begun:
        yield
        return
    folder = project.agreements / before.base.agreement.id
    remove(folder)
    try:
        yield
    except BaseException:
        files = {name: text.encode() for name, text in before.begun.items()}
        create_folder(folder, files)
        raise
