"""Cells to the rows of `data.csv`: one row per municipality, year and further dimension, one column
per measure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from analyysi.errors import SourceError
from analyysi.languages.plain_text import csv_text
from analyysi.sources.answers.answer import Answer, Dimension
from analyysi.sources.answers.px_json import CONTENTS
from analyysi.sources.answers.px_table import COUNTRY, Variable, area_codes, is_preliminary
from analyysi.sources.manifest import PxWebDerivation
from analyysi.sources.schema import CODE, NAME, SYMBOL_ENDING, YEAR

PRELIMINARY = "*"
_WHOLE = re.compile(r"-?\d+")


def header(derivation: PxWebDerivation) -> list[str]:
    """Return the columns: code, name, year, further dimensions, then each measure and the symbol
    beside it.
    """
    if not derivation.symbols:
        return [CODE, NAME, YEAR, *derivation.dimensions, *derivation.columns]
    measures = [
        name for column in derivation.columns for name in (column, f"{column}{SYMBOL_ENDING}")
    ]
    return [CODE, NAME, YEAR, *derivation.dimensions, *measures]


# Long: the inner loop runs for millions of cells, and a call for each would double its time.
def rows(
    answer: Answer,
    derivation: PxWebDerivation,
    names: Mapping[str, str],
    whole: frozenset[str],
    where: str,
) -> Iterator[list[str]]:
    """Yield the rows of one answer, by year, code and the further dimensions as the table orders
    them.

    Parameters
    ----------
    answer
        The cells.
    derivation
        Which of the answer's dimensions is what.
    names
        Our area code ("578", "SSS") to the area's name.
    whole
        The columns whose figures must be whole numbers.
    where
        The answer's name for messages.

    Raises
    ------
    SourceError
        If the answer has other dimensions or measures than it should, or an area has no name, or a
        figure that must be whole is not.
    """
    area, time, contents, others = _roles(answer, derivation, where)
    stride = dict(
        zip((dimension.code for dimension in answer.dimensions), answer.strides(), strict=True)
    )
    codes = area_codes(Variable(area.code, area.label, area.codes, area.codes))
    area_places = [
        (code, area.codes.index(theirs))
        for theirs, code in codes.items()
        if derivation.country or code != COUNTRY
    ]
    unnamed = [code for code, _ in area_places if code not in names]
    if unnamed:
        raise SourceError(
            "{where}: {codes} has no name in the table's metadata.",
            where=where,
            codes=", ".join(unnamed[:5]),
        )
    periods = [(str(derivation.year), 0, "")]
    if time is not None:
        periods = _periods(time, stride[time.code])
    measures = [
        (column, contents.codes.index(code) * stride[contents.code], column in whole)
        for column, code in derivation.columns.items()
    ]
    further = _combinations(others, stride)
    values, symbols = answer.values, answer.symbols
    for year, year_offset, mark in periods:
        for code, area_place in area_places:
            start = [code, csv_text(names[code]), year]
            base = year_offset + area_place * stride[area.code]
            for further_codes, further_offset in further:
                row = start + further_codes
                for column, offset, must_be_whole in measures:
                    place = base + further_offset + offset
                    number = values[place]
                    if number is not None and must_be_whole and _WHOLE.fullmatch(number) is None:
                        raise SourceError(
                            "{where}: {code} {year}: {column} '{number}' is not a whole number.",
                            where=where,
                            code=code,
                            year=year,
                            column=column,
                            number=number,
                        )
                    if not derivation.symbols:
                        row.append(number or "")
                        continue
                    symbol = symbols.get(place, "")
                    row += (number or "", csv_text(symbol) + mark if symbol or mark else "")
                yield row


def _periods(time: Dimension, stride: int) -> list[tuple[str, int, str]]:
    """Return each year with its offset among the cells and its mark, by year."""
    periods = []
    for place, period in enumerate(time.codes):
        mark = PRELIMINARY if is_preliminary(period) else ""
        periods.append((period.rstrip(PRELIMINARY), place * stride, mark))
    return sorted(periods)


def _combinations(
    dimensions: Sequence[Dimension], stride: Mapping[str, int]
) -> list[tuple[list[str], int]]:
    """Return every combination of the dimensions' codes, with its offset among the cells."""
    combinations: list[tuple[list[str], int]] = [([], 0)]
    for dimension in dimensions:
        step = stride[dimension.code]
        combinations = [
            ([*codes, code], offset + place * step)
            for codes, offset in combinations
            for place, code in enumerate(dimension.codes)
        ]
    return combinations


def contents_in(answer: Answer, derivation: PxWebDerivation) -> str:
    """Return what the dimension of the measures is called in this answer: PX-JSON spreads contents
    over columns.
    """
    return derivation.contents if answer.dimension(derivation.contents) is not None else CONTENTS


def _roles(
    answer: Answer, derivation: PxWebDerivation, where: str
) -> tuple[Dimension, Dimension | None, Dimension, Sequence[Dimension]]:
    contents_code = contents_in(answer, derivation)
    expected = {derivation.area, contents_code, *derivation.dimensions.values()}
    if derivation.time is not None:
        expected.add(derivation.time)
    by_code = {dimension.code: dimension for dimension in answer.dimensions}
    # Old tables without a variable of contents get one of a single value in the answer; it says
    # nothing.
    over = [code for code in set(by_code) - expected if len(by_code[code].codes) > 1]
    if expected - set(by_code) or over:
        raise SourceError(
            "{where} has the dimensions {dimensions}; {expected} were expected.",
            where=where,
            dimensions=", ".join(sorted(by_code)),
            expected=", ".join(sorted(expected)),
        )
    missing = [
        code for code in derivation.columns.values() if code not in by_code[contents_code].codes
    ]
    if missing:
        raise SourceError(
            "{where} lacks the measure {measures}; it has {codes}.",
            where=where,
            measures=", ".join(missing),
            codes=", ".join(by_code[contents_code].codes),
        )
    # The columns stand as the recipe has them, and the rows run in the same order, whatever the
    # table's.
    others = [by_code[code] for code in derivation.dimensions.values()]
    time = by_code[derivation.time] if derivation.time is not None else None
    return by_code[derivation.area], time, by_code[contents_code], others
