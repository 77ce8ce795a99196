"""Tables that were pasted or dropped: figures that become a key of the year; published shares."""

from __future__ import annotations

import binascii
from base64 import b64decode
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path, PurePosixPath
from typing import Any

from analyysi.agreement.key import Key
from analyysi.comparison.explain import Explanation
from analyysi.desk.added_keys import AddedKey, key_of, placed
from analyysi.desk.trial import known
from analyysi.desk_file.engine.asked import FigureTable, KeyWords, PublishedTable, SentTable
from analyysi.desk_file.engine.choices import amount
from analyysi.desk_file.engine.opened import Opened
from analyysi.desk_file.engine.refusal import RefusedError
from analyysi.drafting.agreements.figure_keys import check_figure_day
from analyysi.drafting.agreements.table_figures import (
    FigureColumn,
    TableFigures,
    column_name,
    labels_of,
    open_figure_column,
    table_figures,
    unit_of_heading,
)
from analyysi.drafting.decision_faults import fault_said
from analyysi.drafting.examined_decision import ExaminedDecision, examine
from analyysi.errors import ParameterError, Sentence, SourceError, sentence_of
from analyysi.file_system.files import write_file
from analyysi.file_system.places import temporary_folder
from analyysi.languages.language_table import LANGUAGES
from analyysi.languages.local_text import LocalText
from analyysi.languages.plain_text import printable
from analyysi.languages.saying import said
from analyysi.languages.units import UNITS
from analyysi.messages import Listing, Message, Money
from analyysi.report.language.wording import Wording
from analyysi.report.language.words import Words
from analyysi.report.pieces.rule_search import verdict
from analyysi.report.tables import NOTHING
from analyysi.sources.surveys.answer_table import GivenAnswer
from analyysi.sources.surveys.questions import Question
from analyysi.tables.asked import Asked, Thing, filters

_LONGEST_NAME = 60
_MOST_ROWS = 20
"""Rows that were passed over are listed up to these; more are counted."""

_PASTED = ".tsv"
"""What is copied from a spreadsheet has tabs between its cells."""


@contextmanager
def file_of(sent: SentTable, words: Words) -> Iterator[Path]:
    """Put what was sent into a file until the block ends, for the reader of tables.

    Raises
    ------
    SourceError
        If nothing was sent, or it is no base64.
    """
    pasted = f"{words.say('pasted table')}{_PASTED}"
    if sent.text is not None:
        content, name = sent.text.encode("utf-8", errors="replace"), sent.name or pasted
    else:
        try:
            content = b64decode(sent.base64 or "", validate=True)
        except (binascii.Error, ValueError) as error:
            raise SourceError("What was dropped did not come whole: drop it once more.") from error
        name = sent.name
    # The name is a reader's: its folders are left out, and a long one is cut at its beginning.
    plain = PurePosixPath(name.replace("\\", "/").replace("\0", "")).name[-_LONGEST_NAME:]
    plain = pasted if plain.strip(".") == "" else plain
    with temporary_folder() as folder:
        path = folder / plain
        write_file(path, content)
        yield path


def asked_of(sent: SentTable, words: Words, total: int | None = None) -> Asked:
    """Return what was said of a table."""
    names = _names(words)
    return Asked(
        payer=sent.payer_column,
        amount=sent.column,
        percent=sent.percent_column,
        mark=sent.mark,
        unit=sent.unit,
        total=total,
        only_parties=sent.only_parties,
        where=filters(sent.where, names),
        sheet=sent.sheet,
        called=names,
    )


def _names(words: Words) -> Mapping[Thing, str]:
    """Return what each thing that can be said of a table is called on the page."""
    say = words.say
    labels: dict[Thing, str] = {
        "payer": say("Column of the payers"),
        "amount": say("Column of the figures"),
        "percent": say("Column of the per cents"),
        "mark": say("Decimal mark"),
        "unit": say("Unit of the sums"),
        "total": say("Total cost"),
        "sheet": say("Sheet"),
        "others": say("Pass over the rows of others"),
        "where": say("Rows that count"),
    }
    valued = {thing for thing in labels if thing != "others"}
    return {
        thing: f"{label}: {{}}" if thing in valued else label for thing, label in labels.items()
    }


def figures_sent(opened: Opened, sent: FigureTable) -> tuple[dict[str, Any], AddedKey | None]:
    """Read figures of the parties: what the table holds of each, and the key that they make, if
    words for it were given.

    Raises
    ------
    AnalyysiError
        If the table cannot be read, or it is open which column is meant.
    RefusedError
        If a key is wanted, and a figure is in doubt.
    """
    words, case = opened.words, opened.case
    parties = case.agreement.parties
    with file_of(sent, words) as path:
        column = open_figure_column(path, parties, asked_of(sent, words))
        label = sent.key.label.strip() if sent.key is not None else column.heading or path.stem
        name = column_name(label, [*case.terms.keys, *opened.added])
        question = _question(name, label, column.heading, sent, words)
        figures = table_figures(column, parties, question)
    shown = _shown(column, figures, question, words)
    return shown, None if sent.key is None else _key(opened, question, sent.key, figures)


def _question(name: str, label: str, heading: str, sent: FigureTable, words: Wording) -> Question:
    key = sent.key
    unit_name = sent.read_as if key is None else key.unit
    if unit_name or key is not None:
        known(unit_name, UNITS, words.say("Unit"))
        unit = UNITS[unit_name]
    else:
        unit = unit_of_heading(heading) or next(iter(UNITS.values()))
    texts = dict.fromkeys(LANGUAGES, in_print(label) or name)
    return Question(name, LocalText.of(texts), unit, key.day if key is not None else None)


def _shown(
    column: FigureColumn, figures: TableFigures, question: Question, words: Wording
) -> dict[str, Any]:
    table, language = column.table, words.language
    guessed = unit_of_heading(figures.heading)
    participants = words.case.terms.participants
    return {
        "file": figures.file,
        "sheet": table.sheet.name,
        "payer_column": said(table.named(table.payer), language),
        "column": said(table.named(column.column), language),
        "unseen": [said(each, language) for each in table.unseen],
        "heading": figures.heading,
        "name": question.column,
        "label": question.label.in_language(words.language),
        "unit": "" if guessed is None else guessed.name,
        "units": [{"name": row.name, "title": words.of(row.words)} for row in UNITS.values()],
        **shown_figures(figures, words.payer, words, participants),
        "passed_over": few(figures.passed_over, language),
    }


def shown_figures(
    figures: TableFigures,
    name_of: Callable[[str], str],
    words: Words,
    needed: Container[str],
) -> dict[str, Any]:
    """Return the figures of payers as the page shows them, with what is no figure, and those of
    `needed` who have none.
    """
    return {
        "figures": [_figure(given, name_of, words) for given in figures.given],
        "doubtful": {
            code: f"{name_of(code)}: {said(doubt, words.language)}"
            for code, doubt in figures.doubtful.items()
        },
        "lacking": [
            {"code": code, "name": name_of(code)} for code in figures.lacking if code in needed
        ],
    }


def _figure(given: GivenAnswer, name_of: Callable[[str], str], words: Words) -> dict[str, Any]:
    assert given.answer is not None
    return {
        "code": given.payer,
        "name": name_of(given.payer),
        "figure": format(given.answer.number, "f"),
        "shown": words.numbers.plain(*_with_decimals(given.answer.number)),
        "estimated": given.estimated,
        "words": given.answer.words,
        "place": said(given.place, words.language),
    }


def check_figures(
    figures: TableFigures,
    name_of: Callable[[str], str],
    words: Words,
    needed: Container[str],
) -> None:
    """Refuse figures of which one is in doubt, or which one of `needed` lacks.

    Raises
    ------
    RefusedError
        Naming every fault.
    """
    shown = shown_figures(figures, name_of, words, needed)
    if shown["doubtful"]:
        faults = "; ".join(shown["doubtful"].values())
        raise RefusedError(
            Message("Put these right in the table first: {faults}.", {"faults": faults})
        )
    if shown["lacking"]:
        names = Listing([payer["name"] for payer in shown["lacking"]])
        raise RefusedError(Message("The table has no figure of {names}.", {"names": names}))


def few(rows: Sequence[str], language: str) -> list[str]:
    """Return the first rows as they stand, and how many more there are."""
    shown_rows = [said(row, language) for row in rows[:_MOST_ROWS]]
    more = len(rows) - len(shown_rows)
    if more:
        shown_rows.append(said(Sentence("  and {count} more", count=more), language).strip())
    return shown_rows


def _with_decimals(number: Decimal) -> tuple[Fraction, int]:
    """Return a number, and with how many decimals it is written whole."""
    exponent = number.normalize().as_tuple().exponent
    return Fraction(number), max(0, -exponent) if isinstance(exponent, int) else 0


def _key(opened: Opened, question: Question, asked: KeyWords, figures: TableFigures) -> AddedKey:
    """Return the key that figures make, with the file beside the terms that holds them."""
    participants = opened.base.terms.participants
    check_figures(figures, opened.words.payer, opened.words, participants)
    check_figure_day(asked.day)
    label, by = labels_of(question)
    source = in_print(asked.source)
    origin = LocalText.of(dict.fromkeys(LANGUAGES, source))
    key = Key(
        survey=f"{question.column}.csv",
        column=question.column,
        reference_date=question.day or date(opened.base.terms.year - 1, 12, 31),
        unit=question.unit.name,
        label=label,
        by=by,
        origin=origin,
    )
    added = key_of(key, question.column, from_source(figures, source))
    return placed(opened.project, opened.base.agreement.id, added)


def from_source(figures: TableFigures, source: str) -> tuple[GivenAnswer, ...]:
    """Return the figures of a table with a source, but for those whose row names another."""
    return tuple(
        replace(answer, source=source) if answer.source == figures.file else answer
        for answer in figures.given
    )


def in_print(text: str) -> str:
    """Return a text as papers can print it.

    Raises
    ------
    ParameterError
        If they cannot.
    """
    try:
        return printable(text).strip()
    except ValueError as error:
        raise ParameterError(sentence_of(error) or str(error)) from error


def published_sent(opened: Opened, sent: PublishedTable) -> dict[str, Any]:
    """Check published shares in a table, and look for the rule behind them among stored figures.

    Raises
    ------
    AnalyysiError
        If the table cannot be read, with every fault of its rows.
    """
    words, base = opened.words, opened.base
    total = amount(sent.total, words, base.terms.total.value) if sent.total.strip() else None
    with file_of(sent, words) as path:
        examined = examine(
            opened.project,
            base.agreement.id,
            base.terms.year,
            path,
            asked=asked_of(sent, words, total),
            search=sent.search,
        )
    return _examined(opened, examined)


def _examined(opened: Opened, examined: ExaminedDecision) -> dict[str, Any]:
    words, language = opened.words, opened.language
    table, checked, own = examined.table, examined.checked, opened.own.cents
    called, found = _names(words), examined.search
    rule = ""
    if found is not None:
        explanation = Explanation(opened.base, found.inference, found.figures)
        rule = verdict(explanation, words)
    codes = {*table.cents, *own}
    return {
        "file": table.file,
        "columns": said(table.columns, language),
        "cents": table.cents,
        "names": {code: words.payer(code) for code in sorted(codes)},
        "changes": {code: table.cents.get(code, 0) - own.get(code, 0) for code in codes},
        "rows": [_row(code, table.cents.get(code), own.get(code), words) for code in sorted(codes)],
        "parts": checked.parts,
        "faults": [said(fault_said(examined, fault, called), language) for fault in checked.faults],
        "check": _check(examined, words),
        "remarks": [said(remark, language) for remark in table.remarks],
        "passed_over": few(table.passed_over, language),
        "rule": rule,
    }


def _row(code: str, published: int | None, own: int | None, words: Wording) -> dict[str, Any]:
    """Write what a payer pays by the table and by the year as it stands, and what differs."""
    amount = words.numbers.amount
    sums = [NOTHING if cents is None else amount(cents) for cents in (published, own)]
    change = Fraction((published or 0) - (own or 0), 100)
    return {
        "name": words.payer(code),
        "cells": [*sums, words.numbers.plain(change, 2, signed=True)],
    }


def _check(examined: ExaminedDecision, words: Wording) -> str:
    checked = examined.checked
    total = Money(checked.parts, 2)
    if not checked.adds_up:
        return words.say("The table does not agree with itself: see the faults.")
    if checked.stated is None:
        return words.say(
            "The parts make {sum}. The table has no total that they could be checked by.",
            sum=total,
        )
    return words.say("The parts make the total exactly: {sum}.", sum=total)
