"""Tables of pandas whose rows are the payers by name: what an analyst works with in a notebook.

pandas is imported where a table is made: a report whose cells make none is there sooner.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from analyysi.comparison.compare import Comparison, Split
from analyysi.money import MAIN_CURRENCY
from analyysi.report.language.wording import Wording
from analyysi.report.own_tables import table_of

if TYPE_CHECKING:
    from pandas import DataFrame

EUROS, CENTS = "euros", "cents"
"""Units as `.attrs["unit"]` of a frame names them; cents are hundredths of any currency."""


def in_currency(comparison: Comparison, per_head: bool = False) -> str:
    """Name the unit of amounts in the agreement's currency: "euros", or its code ("SEK")."""
    currency = comparison.case.agreement.currency
    unit = EUROS if currency == MAIN_CURRENCY else currency
    return f"{unit} per inhabitant" if per_head else unit


def of_payers(
    codes: Sequence[str],
    columns: Mapping[str, Mapping[str, Fraction | int | None]],
    words: Wording,
    unit: str,
) -> DataFrame:
    """Return a frame with a row for each payer, in the order of their codes.

    Whole columns are whole numbers (int64); others are the floats nearest to the exact numbers,
    with NaN for what there is not.

    Parameters
    ----------
    columns
        By its heading, the number of each payer by code.
    unit
        What all numbers count, for `.attrs`; empty if the headings say it.
    """
    import pandas as pd

    index = pd.Index([words.payer(code) for code in codes], name=words.payer_header())
    frame = pd.DataFrame(
        {heading: _column(codes, numbers) for heading, numbers in columns.items()}, index=index
    )
    frame.attrs["codes"] = dict(zip(index, codes, strict=True))
    if unit:
        frame.attrs["unit"] = unit
    return frame


def headings(comparison: Comparison, words: Wording) -> dict[str, Split]:
    """Return the splits by what their columns are called, the chosen one first.

    Two splits of one title are told apart by their ids.
    """
    titles = {split.id: plain(words.title(split.title)) for split in comparison.splits}
    splits = {split.id: split for split in comparison.splits}
    return {heading: splits[name] for heading, name in distinct(titles).items()}


def distinct(texts: Mapping[str, str]) -> dict[str, str]:
    """Return headings, each with its name; headings alike have the name in brackets.

    >>> distinct({"a": "Sites", "b": "Sites", "c": "Staff"})
    {'Sites (a)': 'a', 'Sites (b)': 'b', 'Staff': 'c'}
    """
    known = list(texts.values())
    return {
        text if known.count(text) == 1 else f"{text} ({name})": name for name, text in texts.items()
    }


def plain(text: str) -> str:
    """Write no-break spaces as spaces, so that a heading can be typed.

    >>> plain("30\\u00a0%")
    '30 %'
    """
    return text.replace("\u00a0", " ")


def as_html(frame: DataFrame, words: Wording, caption: str) -> str:
    """Return a frame as a table of the report, with numbers as its language writes them."""
    return str(table_of(frame, words, caption).html())


def _column(
    codes: Sequence[str], of_payer: Mapping[str, Fraction | int | None]
) -> list[int] | list[float]:
    numbers = [of_payer.get(code) for code in codes]
    if all(number is not None and Fraction(number).denominator == 1 for number in numbers):
        return [int(number) for number in numbers if number is not None]
    return [float("nan") if number is None else float(number) for number in numbers]
