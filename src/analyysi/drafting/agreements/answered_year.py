"""A year as it is answered, or typed on the command line."""

from __future__ import annotations

import re

from analyysi.drafting.agreements.answer_error import AnswerError
from analyysi.messages import Message

_FIRST_YEAR, _LAST_YEAR = 1990, 2100


def check_year(text: str, first: int = 1900, last: int = 2200) -> int:
    """Return a year of terms, from a first to a last one."""
    plain = text.strip()
    if not re.fullmatch(r"[0-9]{4}", plain):
        fault = Message("'{answer}' is not a year: four digits such as {example} were expected.")
        raise AnswerError(fault, answer=plain, example=_nearest_year(plain))
    if not first <= int(plain) <= last:
        raise AnswerError(
            Message("The year {answer} cannot be meant: one from {first} to {last} is expected."),
            answer=plain,
            first=str(first),
            last=str(last),
        )
    return int(plain)


def check_shared_year(text: str) -> int:
    """Return a year whose cost somebody shares now, not one of long ago that was mistyped."""
    return check_year(text, _FIRST_YEAR, _LAST_YEAR)


def _nearest_year(text: str) -> str:
    return f"20{text}" if re.fullmatch(r"[0-9]{2}", text) else "2027"
