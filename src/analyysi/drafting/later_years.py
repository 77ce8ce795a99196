"""Days, rows, names and texts of one year as they are some years later."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from analyysi.agreement.key import Key, Rows
from analyysi.agreement.values import LocalText

_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_ENDS_IN_YEAR = re.compile(r"(.*_)(\d{4})")
_DATED = ("year", "reference_date")
"""Columns by which rows of a year are picked."""


def shape(text: str) -> str:
    """Return a text without its years, to know a sentence that an earlier draft wrote."""
    return _YEAR.sub("#", text)


def later_day(day: date, years: int) -> date:
    """Return the same day some years later."""
    # A leap day is the 28th in other years.
    last = (day.month, day.day) == (2, 29) and years
    return day.replace(year=day.year + years, day=28 if last else day.day)


def later_rows(rows: Rows, years: int) -> Rows:
    """Return rows picked by a year or a day as they are picked some years later."""

    def moved(value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(moved(one) for one in value)
        if isinstance(value, int):
            return value + years
        return (
            later_day(date.fromisoformat(value), years).isoformat()
            if len(value) > len("2025")
            else str(int(value) + years)
        )

    return {column: moved(value) if column in _DATED else value for column, value in rows.items()}


def years_of_key(key: Key) -> set[int]:
    """Return the years that a key's figures are of."""
    years = {key.reference_date.year}
    for column in _DATED:
        value = key.rows.get(column, ())
        years |= {int(str(one)[:4]) for one in (value if isinstance(value, tuple) else (value,))}
    return years


def moved_name(name: str, key: Key, years: int) -> str:
    """Return a key's name with the year that it ends in moved on, if its
    figures are of that year.
    """
    match = _ENDS_IN_YEAR.fullmatch(name)
    own = years_of_key(key) | ({key.asked.year} if key.asked is not None else set())
    if match is None or int(match.group(2)) not in own:
        return name
    return f"{match.group(1)}{int(match.group(2)) + years}"


def moved_text(text: str, years: Iterable[int], count: int) -> str:
    """Move the years named in a text on, those among `years` only."""
    known = set(years)
    return _YEAR.sub(
        lambda found: str(int(found[1]) + count) if int(found[1]) in known else found[1], text
    )


def years_of_text(text: str) -> list[int]:
    """Return the years that a text names."""
    return [year for found in _YEAR.findall(text) if 1900 <= (year := int(found)) <= 2200]


def years_in(text: LocalText) -> list[int]:
    """Return the years that a text names in any of its languages."""
    return [year for words in text.texts.values() for year in years_of_text(words)]
