"""The numbers of a line of text, each with what stands by it; dates and sections are none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal

from analyysi.tables.numbers.plain_text import plain
from analyysi.tables.numbers.printed_numbers import PERCENT
from analyysi.tables.numbers.scales import Scale, scale_before, scale_behind, without_vat

_SPACE = "[ \u00a0\u2000-\u200a\u202f]"
_APART = re.compile(rf"\t+|{_SPACE}{{2,}}")
_TRUE_MINUS = re.compile(rf"−{_SPACE}*(?=[0-9€])")
_DASH_IN_COLUMN = re.compile(rf"\| [-–‒‐‑]{_SPACE}(?=[0-9€])")
"""A dash that stands with a number alone in a column is its minus."""
_GLUED_UNIT = re.compile(r"(?<![^\W\d_])eur(?:o|oa|os)?(?=[-+]?[0-9])", re.IGNORECASE)

_MONTHS = (
    "tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu "
    "marraskuu joulukuu januari februari mars april maj juni juli augusti september oktober "
    "november december january february march may june july august october"
)
_MONTH = rf"(?:{'|'.join(_MONTHS.split())})"
_DAY_AND_MONTH = r"(?:0?[1-9]|[12][0-9]|3[01])\.(?:0?[1-9]|1[0-2])\."
_YEAR = r"(?:19|20)[0-9]{2}"
_FULL_DATE = rf"(?<![0-9.,]){_DAY_AND_MONTH} ?(?:{_YEAR}|[0-9]{{2}})(?![0-9])"
_YEAR_WORDS = r"(?:vuo[a-zåäö]+|v\.|år[a-zåäö]*|year|budjetti|talousarvio|budget)"
_NO_NUMBERS = re.compile(
    "|".join(
        (
            rf"(?:(?<![0-9.,]){_DAY_AND_MONTH} ?- ?)?{_FULL_DATE}",
            rf"\b{_YEAR}-[0-9]{{2}}-[0-9]{{2}}\b|\b[0-9]{{1,2}}/[0-9]{{1,2}}/{_YEAR}\b",
            rf"\b[0-9]{{1,2}}(?: ?- ?[0-9]{{1,2}})?/{_YEAR}\b",
            rf"\b[0-9]{{1,2}}\.? {_MONTH}[a-zåäö]*(?: {_YEAR})?",
            rf"\b{_MONTH}[a-zåäö]* [0-9]{{1,2}}(?:st|nd|rd|th)?\b(?:,? {_YEAR})?",
            r"\b(?:klo|kl\.?|at) [0-9]{1,2}[.:][0-9]{2}(?![0-9])",
            r"§+ ?[0-9]+(?: ?- ?[0-9]+)?|[0-9]+ ?§",
            rf"\b{_YEAR_WORDS} {_YEAR}(?: ?- ?{_YEAR})?\b(?![.,:]?[0-9])|\({_YEAR}\)|\b{_YEAR}:",
        )
    ),
    re.IGNORECASE,
)
"""Dates, months, times of day, sections of minutes, and years that are said to be years."""
_SHORT_DATE = re.compile(rf"(?<![0-9.,]){_DAY_AND_MONTH}(?![0-9])")
_LEADERS = re.compile(r"(?:\. ?){2,}|…+|·{2,}|_{2,}|(?<![0-9,.:])-{2,}|:(?= )")
_BULLET = re.compile(r"^(?:[-•*](?= ?[^\W\d_])|[•*]|\(?[0-9]{1,2}[).](?= ))\s*")

_WHOLE = (
    r"(?:[1-9][0-9]{0,2}(?:(?: [0-9]{3})+|(?:\.[0-9]{3})+|(?:_[0-9]{3})+|(?:['’‘´`ʼ][0-9]{3})+"
    r"|(?:,[0-9]{3}){2,}|(?:,[0-9]{3})+(?=\.[0-9]))(?![0-9])|[0-9]+)"
)
_CENTS = r"(?:[.,][0-9]+(?![0-9])(?![.,][0-9])|:[0-9]{2}(?![0-9])|[.,:](?:-(?!-)|—)(?![0-9]))?"
_NUMBER = re.compile(
    rf"(?:(?<![\w.,-])(?P<sign>[-+])(?P<euro>€ ?)?|(?<![\w.,]))"
    rf"(?P<body>{_WHOLE}{_CENTS})(?P<minus>-(?![\w-]))?"
)
_PERCENT = re.compile(rf" ?{PERCENT}", re.IGNORECASE)
_WORD = re.compile(r"[^\s|]*")
_COLUMN_BEGINS = re.compile(r"\| (?:€ ?|eur ?)?$", re.IGNORECASE)
_COLUMN_ENDS = re.compile(r" ?(?:\||$)")
_AFTER_DASH = re.compile(r"(?<![0-9])- ?(?:€ ?)?$")
_GOES_ON = re.compile(r"[.,:][0-9-]|-[^\W\d_]|[\w*]")
_REACH = 40
"""How far a unit may stand from the number's end, in signs."""

Unit = Literal["money", "percent", ""]


@dataclass(frozen=True)
class Number:
    """A number of a line as it is written, with its sign, and the unit that stands by it: "money"
    (in whatever scale), "percent" or none.
    """

    text: str
    unit: Unit
    scale: Scale | None = field(default=None, compare=False, repr=False)
    """The scale of money that stands by it."""
    apart: bool = field(default=False, compare=False, repr=False)
    """Whether it is alone in its column."""
    after_dash: bool = field(default=False, compare=False, repr=False)
    """Whether a dash stands apart in front of it, a minus or a mark between words."""

    @property
    def is_year(self) -> bool:
        """Return whether it may be a year."""
        return not self.unit and re.fullmatch(_YEAR, self.text) is not None


@dataclass(frozen=True)
class NumberedLine:
    """A line without its dates, sections and leaders, and its numbers."""

    text: str
    """Plain, with " | " between columns."""
    numbers: tuple[Number, ...]
    unread: tuple[str, ...]
    """What has digits in it and is no number that can be read."""
    short_dates: tuple[str, ...]
    """Days and months that may be numbers: "12.5."."""
    ranges: tuple[str, ...]
    """Two numbers with a dash between."""


def numbered(written: str) -> NumberedLine:
    """Read the numbers of a line.

    A tab or several spaces keep the numbers of two columns apart; a single space may stand between
    thousands.

    >>> [number.text for number in numbered("Paltamo 12.5.2025 § 84  7 079,00- €").numbers]
    ['7 079,00-']
    """
    composed = unicodedata.normalize("NFC", written).strip()
    columns = _APART.sub(" | ", _TRUE_MINUS.sub("-", composed))
    apart = _GLUED_UNIT.sub(r"\g<0> ", _DASH_IN_COLUMN.sub("| -", columns))
    undated = _NO_NUMBERS.sub(" ", without_vat(plain(apart)))
    short_dates = tuple(match.group() for match in _SHORT_DATE.finditer(undated))
    unled = plain(_LEADERS.sub(" | ", _SHORT_DATE.sub(" ", undated)))
    text = _BULLET.sub("", unled)
    tokens = list(_tokens(text))
    numbers = [token.number for token in tokens if token.number is not None]
    unread = [token.text for token in tokens if token.number is None]
    return NumberedLine(
        text,
        tuple(numbers),
        (*unread, *_left_over(text, tokens)),
        short_dates,
        tuple(_ranges(text, tokens)),
    )


@dataclass(frozen=True)
class _Token:
    """A number, or digits that are none, and their place with the unit."""

    start: int
    end: int
    text: str
    number: Number | None


def _tokens(text: str) -> Iterator[_Token]:
    end = 0
    for match in _NUMBER.finditer(text):
        if match.start() < end:
            continue
        token = _token(text, match, end)
        end = token.end
        yield token


def _token(text: str, match: re.Match[str], used: int) -> _Token:
    """Read a number whose left neighbours may be words from the place `used` on."""
    start = match.start()
    before = text[max(used, start - _REACH) : start]
    behind = text[match.end() : match.end() + _REACH]
    closes = before.endswith("(") and behind.startswith(")")
    units = behind[1:] if closes else behind
    percent = _PERCENT.match(units)
    scaled = None if percent else scale_behind(units)
    # "Paltamo-79" may be below zero, and "covid-19" is a word.
    in_word = re.search(r"[^\W\d_]-$", before) is not None
    if in_word or (percent is None and scaled is None and _GOES_ON.match(behind)):
        whole = _WORD.match(text, match.end())
        end = whole.end() if whole else match.end()
        return _Token(start, end, text[start:end], None)
    unit_length = percent.end() if percent else scaled[1] if scaled else 0
    end = match.end() + closes + unit_length
    scale = scaled[0] if scaled else None
    if scale is None and percent is None:
        in_front = scale_before(f"{before}{match['euro'] or ''}")
        scale = in_front[0] if in_front is not None else None
    written = f"{match['sign'] or ''}{match['body']}{match['minus'] or ''}"
    bracketed = closes or (before.endswith("(") and text[end : end + 1] == ")")
    if bracketed and percent is None:
        written = f"({written})"
    unit: Unit = "percent" if percent else "money" if scale else ""
    apart = _COLUMN_BEGINS.search(before) is not None and _COLUMN_ENDS.match(text, end) is not None
    after_dash = _AFTER_DASH.search(before) is not None
    return _Token(start, end, written, Number(written, unit, scale, apart, after_dash))


def _left_over(text: str, tokens: list[_Token]) -> list[str]:
    """Return the words that begin with a digit of any kind and hold no number."""
    starts, ends = [token.start for token in tokens], [token.end for token in tokens]
    pieces = [text[end:start] for end, start in zip([0, *ends], [*starts, None], strict=True)]
    words = re.findall(r"[^\s|()]+", " ".join(pieces))
    return [word for word in words if word.lstrip(".,-+'’")[:1].isdigit()]


def _ranges(text: str, tokens: list[_Token]) -> Iterator[str]:
    for first, second in pairwise(tokens):
        if first.number is None or second.number is None:
            continue
        both_years = first.number.is_year and second.number.is_year
        if text[first.end : second.start].strip() == "-" and not both_years:
            yield text[first.start : second.end]


def split_apart(number: Number, code: str) -> list[tuple[Number, Number]]:
    """Return the ways in which a number with spaces may be two numbers side by side: a payer's own
    code and a sum, or any two if it has three groups or more and does not stand in a column of its
    own.

    >>> [[part.text for part in parts] for parts in split_apart(Number("578 707", "money"), "578")]
    [['578', '707']]
    >>> split_apart(Number("18 200", "money"), "290")
    []
    """
    groups = number.text.split(" ")
    if len(groups) > 1 and groups[0] in (code, code.lstrip("0")):
        places: range | tuple[int, ...] = (1,)
    else:
        places = range(1, len(groups)) if len(groups) > 2 and not number.apart else ()
    return [
        (Number(" ".join(groups[:place]), ""), replace(number, text=" ".join(groups[place:])))
        for place in places
        if not groups[place].startswith("0")
    ]
