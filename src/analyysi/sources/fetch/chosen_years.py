"""Which years or periods are meant by "all", "newest", "newest 2", "2015-2020, 2025", "2023-"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from analyysi.errors import ParameterError, Sentence
from analyysi.suggestions import did_you_mean

_NEWEST = re.compile(r"newest(?:\s+([0-9]{1,9}))?")
_FROM = re.compile(r"([0-9]{4})\s*[-–]")
_RANGE = re.compile(r"([0-9]{4})\s*[-–]\s*([0-9]{4})")


def choose_years(choice_text: str, there: Iterable[int], where: str) -> list[int]:
    """Return the chosen ones of the years that are there, ascending.

    >>> choose_years("2015-2016, 2025", [2014, 2015, 2016, 2025], "x")
    [2015, 2016, 2025]
    >>> choose_years("newest 2", [2014, 2015, 2016], "x")
    [2015, 2016]

    Raises
    ------
    ParameterError
        If the text is none of these forms, or a year is not there.
    """
    years = sorted(there)
    text = choice_text.strip().lower()
    newest = _NEWEST.fullmatch(text)
    if text == "all":
        return years
    if newest is not None:
        return years[-_count(newest) :]
    chosen: set[int] = set()
    for choice in map(str.strip, text.split(",")):
        span = _RANGE.fullmatch(choice)
        if span is not None:
            first, last = int(span.group(1)), int(span.group(2))
            if first > last:
                raise ParameterError(
                    "'{choice}' runs backwards: write {last}-{first}.",
                    choice=choice,
                    last=last,
                    first=first,
                )
            chosen |= set(range(first, last + 1))
        elif re.fullmatch(r"[0-9]{4}", choice):
            chosen.add(int(choice))
        else:
            raise ParameterError(
                "'{given}' tells no years: 'all', 'newest', 'newest 3' or years "
                "such as '2015-2020, 2025' were expected.",
                given=choice_text,
            )
    missing = sorted(chosen - set(years))
    if missing:
        raise ParameterError(
            "{where} has no year {missing}; it has {years}.",
            where=where,
            missing=", ".join(map(str, missing)),
            years=f"{years[0]}-{years[-1]}" if years else Sentence("none"),
        )
    return sorted(chosen)


def choose_periods(choice_text: str, there: Iterable[str], form: str, where: str) -> list[str]:
    """Return the chosen ones of the periods that are there, ascending; `form` is the expression
    they must meet.

    A bare year means its period: "2025" is "2025C12" where the periods are such. "2023-" means
    2023 and all that follow, whichever of them are there.

    Raises
    ------
    ParameterError
        If a period is not there; the nearest is named.
    """
    periods = sorted(period for period in set(there) if re.fullmatch(form, period, re.ASCII))
    text = choice_text.strip()
    newest = _NEWEST.fullmatch(text.lower())
    if not periods:
        raise ParameterError(
            "{where}: the service has nothing for these municipalities.", where=where
        )
    if text.lower() == "all":
        return periods
    if newest is not None:
        return periods[-_count(newest) :]
    start = _FROM.fullmatch(text)
    if start is not None:
        following = [period for period in periods if period >= start.group(1)]
        if not following:
            raise ParameterError(
                "{where} has nothing from {first} on; its newest is {newest}.",
                where=where,
                first=start.group(1),
                newest=periods[-1],
            )
        return following
    return sorted({_period(choice.strip(), periods, where) for choice in text.split(",")})


def choose_codes(choice_text: str, there: Sequence[str], where: str) -> tuple[str, ...]:
    """Return the chosen codes in the table's order; "all" is every one.

    Raises
    ------
    ParameterError
        If a code is not there; the nearest is named.
    """
    if choice_text.strip().lower() == "all":
        return tuple(there)
    codes = [code.strip() for code in choice_text.split(",")]
    for code in codes:
        if code not in there:
            raise ParameterError(
                "{where}: '{code}' is not there.{near}",
                where=where,
                code=code,
                near=did_you_mean(code, there),
            )
    return tuple(code for code in there if code in codes)


def _period(asked: str, periods: list[str], where: str) -> str:
    if asked in periods:
        return asked
    of_year = (
        [period for period in periods if period.startswith(asked)]
        if re.fullmatch(r"[0-9]{4}", asked)
        else []
    )
    if len(of_year) == 1:
        return of_year[0]
    raise ParameterError(
        "{where} has no period '{period}' for these municipalities.{near}",
        where=where,
        period=asked,
        near=did_you_mean(asked, periods),
    )


def _count(match: re.Match[str]) -> int:
    count = int(match.group(1) or 1)
    if count < 1:
        raise ParameterError("'newest 0' takes nothing: a number from 1 was expected.")
    return count
