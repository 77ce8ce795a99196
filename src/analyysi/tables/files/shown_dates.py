"""How a spreadsheet shows a day or a time by its number format, as Finnish Excel writes it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from analyysi.languages.language_table import MAIN_LANGUAGE
from analyysi.languages.locale_data import locale_data
from analyysi.tables.files.format_codes import Section, Sign, kinds, sections_of

_OF_THE_SYSTEM = {"mm-dd-yy": "d.m.yyyy", "m/d/yy": "d.m.yyyy", "m/d/yy h:mm": "d.m.yyyy h:mm"}
"""Formats that each system shows in its own way, whatever their code says."""

_OF_MOMENTS = {"date", "elapsed"}

Moment = date | datetime | time | timedelta


def is_date_format(code: str) -> bool:
    """Return whether a number format shows a day or a time.

    >>> is_date_format("d.m.yyyy"), is_date_format('0 "h"'), is_date_format("0 \\\\h")
    (True, False, False)
    """
    return bool(kinds(sections_of(code)[0]) & _OF_MOMENTS)


def shown_date(moment: Moment, code: str) -> str:
    """Write a day or a time.

    >>> shown_date(date(2022, 5, 3), "mm-dd-yy"), shown_date(date(2022, 5, 3), "mmmm yyyy")
    ('3.5.2022', 'toukokuu 2022')
    """
    section = sections_of(_OF_THE_SYSTEM.get(code.lower(), code))[0]
    if not kinds(section) & _OF_MOMENTS:
        section = sections_of("d.m.yyyy" if isinstance(moment, date) else "[h]:mm:ss")[0]
    return "".join(
        _sign(sign, moment, _minutes(section, place)) for place, sign in enumerate(section)
    ).strip()


def _minutes(section: Section, place: int) -> bool:
    """Return whether an m stands beside hours or seconds, and so counts minutes."""
    units = [
        (number, sign.text[0].lower())
        for number, sign in enumerate(section)
        if sign.kind in _OF_MOMENTS
    ]
    order = [number for number, _ in units].index(place) if (place in dict(units)) else None
    if order is None:
        return False
    before = units[order - 1][1] if order else ""
    after = units[order + 1][1] if order + 1 < len(units) else ""
    return before == "h" or after == "s"


def _sign(sign: Sign, moment: Moment, minutes: bool) -> str:
    if sign.kind == "elapsed":
        return _elapsed(sign.text.lower(), _duration(moment))
    if sign.kind == "date":
        return _part(sign.text.lower(), moment, minutes)
    if sign.kind in {"half", "at", "general", "percent"}:
        return ""
    if sign.kind == "digit":
        return "0"
    return "." if sign.text == "/" else sign.text


def _part(letters: str, moment: Moment, minutes: bool) -> str:
    letter, width = letters[0], len(letters)
    day = moment if isinstance(moment, date) else None
    if letter in "hs" or (letter == "m" and minutes):
        seconds = int(_duration(moment).total_seconds())
        count = {"h": seconds // 3600 % 24, "m": seconds // 60 % 60, "s": seconds % 60}[letter]
        return f"{count:0{min(width, 2)}}"
    if day is None:
        return ""
    if letter == "y":
        return f"{day.year:04}" if width > 2 else f"{day.year % 100:02}"
    number = day.month if letter == "m" else day.day
    if width <= 2:
        return f"{number:0{width}}"
    return _name(letter, width, day)


def _name(letter: str, width: int, day: date) -> str:
    finnish = locale_data(MAIN_LANGUAGE)
    if letter == "m":
        months = finnish.months_alone if width > 3 else finnish.short_months_alone
        return months[day.month - 1]
    return (finnish.days if width > 3 else finnish.short_days)[day.weekday()]


def _duration(moment: Moment) -> timedelta:
    """Return the time of a day, or a length of time."""
    if isinstance(moment, timedelta):
        return moment
    if isinstance(moment, datetime | time):
        return timedelta(hours=moment.hour, minutes=moment.minute, seconds=moment.second)
    return timedelta(0)


def _elapsed(letters: str, duration: timedelta) -> str:
    seconds = {"h": 3600, "m": 60, "s": 1}[letters[0]]
    return f"{int(duration.total_seconds()) // seconds:0{len(letters)}}"
