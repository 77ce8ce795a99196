"""A key of an analyst's own: figures from a Series, a dict or a file, checked and made part of a
case.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from analyysi.agreement.key import OwnKey
from analyysi.agreement.reading import validate
from analyysi.comparison.case import Case
from analyysi.comparison.own.additions import OwnFigures
from analyysi.comparison.own.own_case import with_own
from analyysi.comparison.own.own_figures import FIGURE_DIGITS, exact, labelled
from analyysi.errors import ParameterError, SchemaError, Sentence, joined
from analyysi.languages.catalogue import in_every_language
from analyysi.languages.language_table import LANGUAGES, MAIN_LANGUAGE
from analyysi.languages.local_text import LocalText
from analyysi.languages.units import UNITS
from analyysi.suggestions import did_you_mean
from analyysi.tables.asked import PYTHON, Asked, filters
from analyysi.tables.figure_column import cell_number, read_figure_column
from analyysi.tables.files.cell import Cell
from analyysi.tables.names.payers import AmbiguousError, Payers

if TYPE_CHECKING:
    import pandas as pd

Figures: TypeAlias = "pd.Series | Mapping[str, object] | str | PathLike[str]"
"""What a key's figures may be given as."""


# Long: a key has as many things that a report must say of it.
def with_own_key(
    case: Case,
    name: str,
    figures: Figures,
    *,
    label: str | Mapping[str, str],
    unit: str,
    date: str | datetime.date,
    source: str | Mapping[str, str],
    column: str = "",
    sheet: str = "",
    payer_column: str = "",
    only_parties: bool = False,
    where: str | Sequence[str] = (),
    language: str = MAIN_LANGUAGE,
) -> Case:
    """Return a case with one more key. A key of the analyst's own with that name is replaced.

    Parameters
    ----------
    name
        Its name in code: small letters, digits and underscores.
    figures
        A number for each payer: a pandas Series or a dict by name or code, or the path of a CSV
        file or a spreadsheet. Figures of parties that do not pay are kept for the question what
        happens if they join.
    label, source
        What the figures are and where they are from: in plain text, which stands in the report of
        every language as it is, or by language ({"fi": ..., "sv": ...}).
    unit
        A row of `UNITS`, or in plain words what is counted.
    date
        The day that the figures are of.
    column, sheet, payer_column, only_parties, where
        Of a file: the column of the figures by header, letter or number, the sheet, the column of
        the payers, whether rows of others are passed over, and rows that count ("year=2022").
    language
        The language of the case: texts by language must have it.

    Raises
    ------
    ParameterError
        If the name is that of a key of the terms, or an argument is at fault.
    SchemaError
        If a payer has no figure (names all who lack one), or a figure is no number or below zero.
    SourceError
        If the file is missing or of a form that is not read.
    """
    _check_name(name)
    here = Sentence("Key '{name}'", name=name)
    if name in case.additions.removed_from(case.terms).keys:
        raise ParameterError(
            "{key} is a key of {agreement} {year} already: choose another name for your own.",
            key=here,
            agreement=case.agreement.id,
            year=case.terms.year,
        )
    if not isinstance(unit, str) or not unit.strip():
        raise ParameterError(
            "{key}: unit = {unit} says nothing: a unit of the program was expected "
            "({units}), or what is counted in plain words.",
            key=here,
            unit=f"{unit!r}",
            units=", ".join(UNITS),
        )
    day = _day(date, case, here)
    texts = _in_all_languages(label, joined((here, "label")), language)
    origin = _in_all_languages(source, joined((here, "source")), language)
    asked = Asked(
        payer=payer_column,
        amount=column,
        only_parties=only_parties,
        where=filters(where, PYTHON),
        sheet=sheet,
        called=PYTHON,
    )
    numbers = _numbers(case, _given(case, figures, here, asked), here)
    key = validate(
        {
            "column": name,
            "reference_date": day,
            "unit": unit.strip(),
            "label": texts.model_dump(),
            "by": _by(texts).model_dump(),
            "origin": origin.model_dump(),
        },
        OwnKey,
        here,
    )
    return with_own(case, case.additions.with_key(name, OwnFigures(key, numbers)))


def _given(case: Case, figures: Figures, where: str, asked: Asked) -> Mapping[str, object]:
    """Return the figures as they are given, by the code of each party."""
    if isinstance(figures, str | PathLike):
        return read_figure_column(Path(figures), case.agreement.parties, asked)
    if asked.options:
        raise ParameterError(
            "{where}: {options} is of a file, and no file is given.",
            where=where,
            options=", ".join(asked.options),
        )
    return _by_code(case, figures, where)


def _numbers(case: Case, given: Mapping[str, object], where: str) -> dict[str, Fraction]:
    """Return the exact figure of each party that has one, after checking that every payer does."""
    numbers, faults = {}, []
    for code, cell in given.items():
        name = case.agreement.party(code).name.main
        try:
            number = _number(cell)
        except ValueError as error:
            faults.append(Sentence("{name}: {fault}", name=name, fault=error))
            continue
        if number is not None and number < 0:
            faults.append(
                Sentence("{name}: {number} is below zero", name=name, number=f"{float(number):g}")
            )
        elif number is not None:
            numbers[code] = number
    lacking = [code for code in case.terms.participants if code not in numbers]
    if faults:
        raise SchemaError(
            "{where}: {faults}. Write a number of zero or more alone in each place; "
            "what is estimated is said in source=.",
            where=where,
            faults=joined(faults, "; "),
        )
    if lacking:
        names = ", ".join(case.agreement.party(code).name.main for code in lacking)
        raise SchemaError(
            "{where} has no figure of {names}: a cost can be shared only by figures "
            "of every payer. Ask for the answer, or write an estimate and say so in "
            "source=.",
            where=where,
            names=names,
        )
    return numbers


def _number(cell: object) -> Fraction | None:
    """Return a figure exactly; a text is read as a table's cell is."""
    number: object = cell_number(Cell(cell)) if isinstance(cell, str) else cell
    return (
        Fraction(number)
        if isinstance(number, Decimal) and number.is_finite()
        else exact(number, FIGURE_DIGITS)
    )


def _by_code(case: Case, figures: object, where: str) -> dict[str, object]:
    """Return figures by the code of each party, whose name or code stands at each."""
    try:
        given = labelled(figures)
    except ValueError as error:
        raise SchemaError("{where}: {fault}.", where=where, fault=error) from error
    if given is None:
        raise ParameterError(
            "{where}: figures = {type}: a pandas Series, a dict or the path of a "
            "file was expected.",
            where=where,
            type=type(figures).__name__,
        )
    payers = Payers(case.agreement.parties)
    by_code: dict[str, object] = {}
    for printed, figure in given.items():
        try:
            match = payers.of_cell(printed)
        except AmbiguousError as error:
            raise SchemaError("{where}: {fault}.", where=where, fault=error) from error
        if match is None:
            raise SchemaError(
                "{where}: '{name}' is no party of {agreement}.{near}",
                where=where,
                name=printed,
                agreement=case.agreement.id,
                near=payers.nearest(printed),
            )
        if match.code in by_code:
            raise SchemaError(
                "{where}: '{name}' stands there a second time.", where=where, name=printed
            )
        by_code[match.code] = figure
    return by_code


def _check_name(name: object) -> None:
    """Refuse a name that no parameter and no file can have."""
    if not isinstance(name, str) or not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise ParameterError(
            "name = {name} cannot name a key: small letters from a to z, digits and "
            "underscores were expected, beginning with a letter, such as it_devices. "
            "What readers see is said in label.",
            name=f"{name!r}",
        )


def _day(date: object, case: Case, where: str) -> datetime.date:
    """Return the day that the figures are of: none that is still to come when the year is over."""
    day = date
    if isinstance(date, str):
        try:
            day = datetime.date.fromisoformat(date.strip())
        except ValueError:
            day = None
    if isinstance(day, datetime.datetime):
        day = day.date()
    if not isinstance(day, datetime.date):
        raise ParameterError(
            "{where}: date = {date} is no day: the day that the figures are of was "
            "expected, such as '2022-09-30'.",
            where=where,
            date=f"{date!r}",
        )
    today = datetime.datetime.now(datetime.UTC).date()
    if day > max(today, datetime.date(case.terms.year, 12, 31)):
        raise ParameterError(
            "{where}: date = '{day}' is still to come, and the year that is shared "
            "is {year}. Of a forecast, give the day that it was made on.",
            where=where,
            day=day,
            year=case.terms.year,
        )
    return day


def _in_all_languages(text: object, where: str, language: str) -> LocalText:
    """Return a text in every language; where it lacks one, as it is in the case's own."""
    if not isinstance(text, str | Mapping):
        raise ParameterError(
            "{where} = {given}: a text for the report's readers was expected, or "
            "texts by language ({languages}).",
            where=where,
            given=f"{text!r}",
            languages=", ".join(LANGUAGES),
        )
    texts = dict.fromkeys(LANGUAGES, text) if isinstance(text, str) else dict(text)
    for code, written in texts.items():
        if code not in LANGUAGES:
            raise ParameterError(
                "{where} has '{code}', which is no language of the reports.{near}",
                where=where,
                code=code,
                near=did_you_mean(str(code), LANGUAGES),
            )
        if not isinstance(written, str) or not written.strip():
            raise ParameterError(
                "{where} is empty: a text for the report's readers was expected.", where=where
            )
    if language not in texts:
        raise ParameterError(
            "{where} has no text in '{language}', the language of the case: add it, "
            '"{language}": "...", or give one text alone for every language.',
            where=where,
            language=language,
        )
    return validate(
        {code: texts.get(code, texts[language]) for code in LANGUAGES}, LocalText, where
    )


def _by(label: LocalText) -> LocalText:
    """Return the form of a label that says what a sum is divided by."""
    texts = {}
    for language, text in label.texts.items():
        texts[language] = in_every_language("by the key {label}", label=text).texts[language]
    return LocalText.of(texts)
