"""Days, rows, names and texts of one year, moved on by some years."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from analyysi.agreement.key import Key, Rows
from analyysi.languages.local_text import LocalText

_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_ENDS_IN_YEAR = re.compile(r"(.*_)(\d{4})")
_DATED = ("year", "reference_date")
"""Columns by which rows of a year are picked."""

Picked = int | str | tuple[int | str, ...]
"""What rows are picked by: a year or a day, or several."""


def moved_day(day: date, years: int) -> date:
    """Return the same day some years later.

    >>> moved_day(date(2024, 2, 29), 1), moved_day(date(2024, 2, 29), 0)
    (datetime.date(2025, 2, 28), datetime.date(2024, 2, 29))
    """
    leap_day_moves = (day.month, day.day) == (2, 29) and years
    return day.replace(year=day.year + years, day=28 if leap_day_moves else day.day)


def moved_rows(rows: Rows, years: int) -> Rows:
    """Return rows picked by a year or a day as they are picked some years later.

    >>> moved_rows({"year": (2023, 2024), "age": "000"}, 2)
    {'year': (2025, 2026), 'age': '000'}
    """
    return {
        column: _moved(picked, years) if column in _DATED else picked
        for column, picked in rows.items()
    }


def _moved(picked: Picked, years: int) -> Picked:
    if isinstance(picked, tuple):
        return tuple(_moved_year_or_day(place, years) for place in picked)
    return _moved_year_or_day(picked, years)


def _moved_year_or_day(picked: int | str, years: int) -> int | str:
    if isinstance(picked, int):
        return picked + years
    if len(picked) > len("2025"):
        return moved_day(date.fromisoformat(picked), years).isoformat()
    return str(int(picked) + years)


def years_of_key(key: Key) -> set[int]:
    """Return the years that a key's figures are of."""
    years = {key.reference_date.year}
    for column in _DATED:
        picked = key.rows.get(column, ())
        places = picked if isinstance(picked, tuple) else (picked,)
        years |= {int(str(place)[:4]) for place in places}
    return years


def moved_name(name: str, key: Key, years: int) -> str:
    """Return a key's name with the year that it ends in moved on, if its figures are of that
    year.
    """
    match = _ENDS_IN_YEAR.fullmatch(name)
    key_years = years_of_key(key) | ({key.asked.year} if key.asked is not None else set())
    if match is None or int(match.group(2)) not in key_years:
        return name
    return f"{match.group(1)}{int(match.group(2)) + years}"


def moved_text(text: str, years: Iterable[int], count: int) -> str:
    """Move the years named in a text on, those among `years` only.

    >>> moved_text("population on 31 December 2025, act 1417", [2025], 1)
    'population on 31 December 2026, act 1417'
    """
    movable = {str(year): str(year + count) for year in years}
    return _YEAR.sub(lambda match: movable.get(match[1], match[1]), text)


def years_of_text(text: str) -> list[int]:
    """Return the years that a text names."""
    numbers = map(int, _YEAR.findall(text))
    return [number for number in numbers if 1900 <= number <= 2200]


def years_in(text: LocalText) -> list[int]:
    """Return the years that a text names in any of its languages."""
    years: list[int] = []
    for words in text.texts.values():
        years += years_of_text(words)
    return years
