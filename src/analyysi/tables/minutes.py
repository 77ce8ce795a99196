"""Lines of text pasted from minutes: in each the payer, the euros and, where
printed, the per cent.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from analyysi.tables.names.payers import AmbiguousError, Match, Payers, is_total
from analyysi.tables.numbers.printed_numbers import PERCENT, plain

EUROS = r"(?:€|(?:eur|euro|euroa|euros|e)(?![a-zåäö]))"
_DATE = re.compile(r"\b\d{1,2}\.\d{1,2}\.(?:\d{4})?")
_SECTION = re.compile(r"§ ?\d+|\d+ ?§")
_LEADERS = re.compile(r"(?:\. ?){2,}|…+|·{2,}|_{2,}|(?<!\d)-{2,}|:(?= )")
_BULLET = re.compile(r"^\s*(?:[-–•*]|\(?\d{1,2}[).](?=\s))\s*")
_GROUPED = r"\d{1,3}(?:(?: \d{3})+|(?:\.\d{3})+|(?:,\d{3}){2,})(?:[.,]\d+)?"
_NUMBER = re.compile(rf"(?<![\w.,])-?(?:{_GROUPED}|\d+(?:[.,]\d+)?)(?!\w)")
_AFTER = re.compile(rf"\s*(?:(?P<euros>{EUROS})|(?P<percent>{PERCENT}))", re.IGNORECASE)
_BEFORE = re.compile(r"(?:€|\beur)\s*$", re.IGNORECASE)
_YEAR = re.compile(r"(19|20)\d\d")


@dataclass(frozen=True)
class Number:
    """A number of a line, with the unit that stands by it: "euros", "percent" or none."""

    text: str
    unit: str


@dataclass(frozen=True)
class Line:
    """A line with numbers: whose it is, and what they are. Neither a match nor
    a total: nobody's.
    """

    number: int
    text: str
    match: Match | None
    total: bool
    numbers: tuple[Number, ...]
    doubt: str = ""

    @property
    def dated_only(self) -> bool:
        """Return whether no number but a year is left when dates and sections are taken away."""
        return all(not number.unit and _YEAR.fullmatch(number.text) for number in self.numbers)


def read_lines(text: str, payers: Payers) -> tuple[list[Line], list[str]]:
    """Return the lines that hold numbers, and in words those that are passed over: text, dates,
    sections.
    """
    lines, passed = [], []
    for number, written in enumerate(text.splitlines(), start=1):
        if not plain(written):
            continue
        line = _line(number, written, payers)
        if not line.numbers or (
            line.match is None and not line.total and not line.doubt and line.dated_only
        ):
            passed.append(f"line {number}: {plain(written)}")
        else:
            lines.append(line)
    return lines, passed


def _line(number: int, written: str, payers: Payers) -> Line:
    # A tab or several spaces keep the numbers of two columns apart; a single one may stand between
    # thousands.
    apart = re.sub(r"\t+|[ \u00a0\u2000-\u200a\u202f]{2,}", " | ", written.strip())
    bare = _BULLET.sub("", _LEADERS.sub(" | ", _SECTION.sub(" ", _DATE.sub(" ", plain(apart)))))
    match, doubt = None, ""
    try:
        match = payers.of_line(bare)
    except AmbiguousError as error:
        doubt = str(error)
    numbers = _numbers(bare)
    if match is None and not doubt:  # a code by itself may stand for the payer
        code = bare.split("|", maxsplit=1)[0].strip()
        by_code = payers.of_cell(code) if code else None
        if by_code is not None:
            match = by_code
    if match is not None:
        # The payer's own code beside its name is no sum.
        codes = [
            printed
            for printed in numbers
            if not printed.unit and printed.text in (match.code, match.code.lstrip("0"))
        ]
        if codes and len(numbers) > 1:
            numbers.remove(codes[0])
    return Line(
        number, written.strip(), match, match is None and is_total(bare), tuple(numbers), doubt
    )


def _numbers(line: str) -> list[Number]:
    numbers = []
    for match in _NUMBER.finditer(line):
        after = _AFTER.match(line, match.end())
        unit = after.lastgroup if after is not None else ""
        if not unit and _BEFORE.search(line[: match.start()]):
            unit = "euros"
        numbers.append(Number(match.group(), unit or ""))
    return numbers
