"""PX files (.px), in which statistical offices exchange tables.

The form: Statistics Sweden, "PX file format" (version 2013).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from math import prod

from analyysi.errors import Sentence, SourceError
from analyysi.suggestions import did_you_mean
from analyysi.tables.files.cell import Cell, Sheet, SheetRow
from analyysi.tables.files.encodings import decoded
from analyysi.tables.files.number_formats import shown_number

_KEYWORD = re.compile(
    r"\s*(?P<name>[A-Z][A-Z0-9._-]*)(?:\[(?P<language>[^\]]*)\])?"
    r'(?:\((?P<of>(?:\s*"[^"]*"\s*,?)*)\))?\s*='
)
_VALUE = re.compile(r'\s*(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s",;]+)|(?P<mark>[,;]))')
_QUOTED = re.compile(r'"([^"]*)"')
_CODEPAGE = re.compile(rb'CODEPAGE="([^"]*)"')
_SYMBOL = re.compile(r"-|\.{1,6}|:")
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?")
_LONGEST_NUMBER = 40
"""Digits of a figure; services write at most 17 digits."""
_MOST_DECIMALS = 15
MOST_FIGURES = 400_000
"""Some five seconds of reading."""
_NIL = "-"
_DATA = "DATA"

Of = tuple[str, ...]


def read_px(content: bytes, name: str) -> list[Sheet]:
    """Read the table of a PX file.

    The title and the unit stand above the table, in rows of their own. The variables of the stub
    have a column each, and one of codes where the file has codes; each combination of the values
    of the heading is a column. Symbols for missing figures are texts.

    Raises
    ------
    SourceError
        If it is no PX file, has keys, or its figures are not as many as its values say.
    """
    return [_PxTable(_entries(_text(content, name), name), name).sheet()]


def _text(content: bytes, name: str) -> str:
    declared = _CODEPAGE.search(content)
    if declared is None:
        return decoded(content, name)
    encoding = declared[1].decode("ascii", "replace")
    try:
        return content.decode(codecs.lookup(encoding).name).removeprefix("\ufeff")
    except (LookupError, ValueError):
        return decoded(content, name)


def _entries(text: str, name: str) -> dict[tuple[str, Of], list[str]]:
    """Return what each keyword says, by the names in brackets behind it, in the file's language.

    Texts that follow each other without a comma are one text. Figures are one entry each.
    """
    entries = {}
    position = 0
    while keyword := _KEYWORD.match(text, position):
        is_data = keyword["name"] == _DATA
        values, position = _values(text, keyword.end(), is_data, name)
        if keyword["language"] is None:
            of = tuple(name.strip() for name in _QUOTED.findall(keyword["of"] or ""))
            entries[keyword["name"], of] = [value.strip() for value in values]
    if unread := text[position:].lstrip():
        line = text.count("\n", 0, len(text) - len(unread)) + 1
        raise SourceError(
            "{file}, line {line}: '{beginning}' is no keyword of a PX file. Get the "
            "file once more, or save the table as .xlsx or CSV.",
            file=name,
            line=line,
            beginning=unread.splitlines()[0][:20],
        )
    if (_DATA, ()) not in entries:
        raise SourceError(
            "{file} has no {keyword}: it is no whole PX file. Get it once more.",
            file=name,
            keyword=_DATA,
        )
    return entries


def _values(text: str, position: int, apart: bool, file: str) -> tuple[list[str], int]:
    """Return the values behind a keyword, and where the next keyword begins. `apart`: each stands
    for itself, whether or not there is a comma.
    """
    values: list[list[str]] = []
    new = True
    while match := _VALUE.match(text, position):
        position = match.end()
        if match["mark"] == ";":
            break
        if match["mark"]:
            new = True
            continue
        value = match["quoted"] if match["quoted"] is not None else match["bare"]
        if new or apart:
            values.append([value])
        else:
            values[-1].append(value)
        if len(values) > MOST_FIGURES:
            raise SourceError(
                "{file} has more than {most} figures, the most that is read. "
                "Choose fewer years or municipalities where it comes from.",
                file=file,
                most=MOST_FIGURES,
            )
        new = False
    return ["".join(pieces) for pieces in values], position


@dataclass(frozen=True)
class _Variable:
    """A variable of the table: its values, and their codes where there are some."""

    name: str
    values: Sequence[str]
    codes: Sequence[str]


@dataclass(frozen=True)
class _PxTable:
    """A PX file's keywords, put together to a table."""

    entries: Mapping[tuple[str, Of], list[str]]
    name: str

    def sheet(self) -> Sheet:
        """Return the table with its title and units above."""
        if any(keyword == "KEYS" for keyword, _ in self.entries):
            raise SourceError(
                "{file} has KEYS, by which figures are left out, and is not read. Get "
                "the table without them, or as .xlsx or CSV.",
                file=self.name,
            )
        stub = [self._variable(name) for name in self._list("STUB")]
        heading = [self._variable(name) for name in self._list("HEADING")]
        data = self._data(stub, heading)
        above = [text for text in (self._title(), self._one("UNITS")) if text]
        rows = [{0: Cell(text)} for text in above]
        rows.append(self._header(stub, heading))
        width = prod(len(variable.values) for variable in heading)
        first = _label_columns(stub)
        for number, places in enumerate(_combinations(stub)):
            row = dict(enumerate(self._labels(stub, places)))
            for column, heading_places in enumerate(_combinations(heading)):
                names = {*_names(stub, places), *_names(heading, heading_places)}
                row[first + column] = self._figure(data[number * width + column], names)
            rows.append(row)
        return Sheet("", tuple(SheetRow(number, row) for number, row in enumerate(rows, start=1)))

    def _list(self, keyword: str, of: Of = ()) -> list[str]:
        return self.entries.get((keyword, of), [])

    def _one(self, keyword: str, of: Of = ()) -> str:
        return " ".join(self._list(keyword, of))

    def _title(self) -> str:
        return self._one("TITLE") or self._one("DESCRIPTION") or self._one("CONTENTS")

    def _variable(self, name: str) -> _Variable:
        values = self._list("VALUES", (name,))
        codes = self._list("CODES", (name,))
        if not values and not codes:
            known = [of[0] for keyword, of in self.entries if keyword == "VALUES" and of]
            raise SourceError(
                "{file} says no VALUES of '{variable}'.{near} Get the file once more.",
                file=self.name,
                variable=name,
                near=did_you_mean(name, known),
            )
        if codes and values and len(codes) != len(values):
            raise SourceError(
                "{file} has {values} VALUES and {codes} CODES of '{variable}', and as "
                "many were expected. Get the file once more.",
                file=self.name,
                values=len(values),
                codes=len(codes),
                variable=name,
            )
        return _Variable(name, values or codes, codes if values else [])

    def _data(self, stub: Sequence[_Variable], heading: Sequence[_Variable]) -> list[str]:
        data = self._list(_DATA)
        expected = prod(len(variable.values) for variable in (*stub, *heading))
        if len(data) != expected:
            made = (
                str(expected)
                if expected <= MOST_FIGURES
                else Sentence("more than {most}", most=MOST_FIGURES)
            )
            raise SourceError(
                "{file} has {values} figures, and its values make {made}. Get the file once more.",
                file=self.name,
                values=len(data),
                made=made,
            )
        return data

    def _header(self, stub: Sequence[_Variable], heading: Sequence[_Variable]) -> dict[int, Cell]:
        names = []
        for variable in stub:
            names += [f"{variable.name} (code)"] if variable.codes else []
            names.append(variable.name)
        for places in _combinations(heading):
            words = [self._with_unit(*name) for name in _names(heading, places)]
            names.append(", ".join(words) or self._one("CONTENTS") or self._title())
        return {column: Cell(name) for column, name in enumerate(names)}

    def _labels(self, stub: Sequence[_Variable], places: Sequence[int]) -> Iterator[Cell]:
        for variable, place in zip(stub, places, strict=True):
            if variable.codes:
                yield Cell(variable.codes[place])
            yield Cell(self._with_unit(variable.name, variable.values[place]))

    def _with_unit(self, variable: str, value: str) -> str:
        unit = self._one("UNITS", (variable, value)) or self._one("UNITS", (value,))
        return f"{value} ({unit})" if unit else value

    def _figure(self, written: str, names: set[tuple[str, str]]) -> Cell:
        if _NUMBER.fullmatch(written):
            value = Decimal(written)
            digits = max(len(written), abs(value.adjusted()))
            if digits > _LONGEST_NUMBER:
                raise SourceError(
                    "{file}: a figure has {digits} digits, and at most {most} are "
                    "read. Get the file once more.",
                    file=self.name,
                    digits=digits,
                    most=_LONGEST_NUMBER,
                )
            decimals = self._decimals(names)
            if decimals is None:
                decimals = max(-int(value.as_tuple().exponent), 0)
            return shown_number(value, f"#,##0.{'0' * decimals}" if decimals else "#,##0")
        return Cell(self._symbol(written))

    def _decimals(self, names: set[tuple[str, str]]) -> int | None:
        """Return how many decimals are shown of a figure; None if the file does not say."""
        declared = [self._one("PRECISION", name) for name in names]
        numbers = [*filter(str.isdecimal, declared), self._one("SHOWDECIMALS")]
        if not numbers[0].isdecimal():
            return None
        if len(numbers[0]) > 2 or int(numbers[0]) > _MOST_DECIMALS:
            raise SourceError(
                "{file}: {decimals} decimals are to be shown, and PX files have at most "
                "{most}. Get the file once more.",
                file=self.name,
                decimals=numbers[0][:9],
                most=_MOST_DECIMALS,
            )
        return int(numbers[0])

    def _symbol(self, written: str) -> str:
        """Return a symbol for a missing figure as the file wants it shown."""
        if not _SYMBOL.fullmatch(written):
            raise SourceError(
                "{file}: '{written}' among the figures is neither a number nor one of "
                "the symbols of PX files. Get the file once more.",
                file=self.name,
                written=written,
            )
        number = "NIL" if written == _NIL else str(len(written))
        return self._one(f"DATASYMBOL{number}") or written


def _combinations(variables: Sequence[_Variable]) -> Iterator[tuple[int, ...]]:
    return product(*(range(len(variable.values)) for variable in variables))


def _names(variables: Sequence[_Variable], places: Sequence[int]) -> list[tuple[str, str]]:
    return [
        (variable.name, variable.values[place])
        for variable, place in zip(variables, places, strict=True)
    ]


def _label_columns(stub: Sequence[_Variable]) -> int:
    return sum(2 if variable.codes else 1 for variable in stub)
