"""Numbers as offices print them: what a cell or a word of a text says, exactly, never rounded."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from analyysi.errors import Sentence, WordedError
from analyysi.tables.numbers.plain_text import plain
from analyysi.tables.numbers.scales import Scale, scale_before, scale_behind

__all__ = [
    "DoubtfulError",
    "NotANumberError",
    "Printed",
    "ScaledError",
    "cents",
    "common_mark",
    "decimal_mark",
    "decimals",
    "read_printed",
    "read_with_scale",
]

PERCENT = r"(?:%|(?:prosenttia?|pros\.?|procent|per cent|percent)(?![^\W\d_]))"
"""What stands by a per cent, as a part of a pattern."""

MOST_DIGITS = 40
"""A text with more digits than these is refused: no sum and no figure has so many."""

_APOSTROPHES = "'’‘´`ʼ"
# Two dashes may be one for the cents and a minus behind, so that they are no number.
_DASH_FOR_CENTS = r"[.,:](?:-(?!-)|—)"
_NUMBER = re.compile(
    rf"(?P<front>[^0-9]*)(?P<body>[0-9](?:[0-9 .,:_{_APOSTROPHES}]*[0-9])?)"
    rf"(?P<dash>{_DASH_FOR_CENTS}(?![0-9]))?(?P<behind>.*)"
)
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?P<mark>[ .,'_])[0-9]{3}(?:(?P=mark)[0-9]{3})*")
_SEVERAL_SPACES = re.compile(r"[0-9][^\S\n]*(?:\n|\t|[^\S\n]{2})\s*[0-9]")
_HOURS = 24
_MOST_QUOTED = 60


class NotANumberError(WordedError):
    """A text that is no number, in words."""


class DoubtfulError(NotANumberError):
    """A number that can be read in two ways: "7,079" is seven thousand or seven."""

    def __init__(self, text: str, readings: tuple[Decimal, ...], /, **values: object) -> None:
        super().__init__(text, **values)
        self.readings = readings
        """The numbers that it can be."""


class ScaledError(NotANumberError):
    """A number in another scale than euros stands there: "7,1 t€"."""

    def __init__(self, text: str, scale: Scale, /, **values: object) -> None:
        super().__init__(text, **values)
        self.scale = scale


@dataclass(frozen=True)
class Printed:
    """A number as it was printed: the text, its exact value as it stands there, and what stood by
    it.
    """

    text: str
    value: Decimal
    scale: Scale | None = None
    """The scale of money that stood by it, euros among them; the value is not multiplied by it."""
    percent: bool = False
    """Whether a sign of per cent stood by it."""

    @property
    def euros(self) -> bool:
        """Return whether a sign of euros stood by it."""
        return self.scale is not None and self.scale.is_euros


def read_printed(text: str, mark: str | None = None) -> Printed:
    """Read a number with or without its unit.

    Thousands may be marked by any space, a point, a comma, an apostrophe or a low line, all by the
    same; cents by a comma, a point, a colon ("7079:50"), or a dash for none (",-"). A sign stands
    in front or behind, or brackets mean below zero.

    Parameters
    ----------
    mark
        The decimal mark of the table, where it is known.

    Raises
    ------
    NotANumberError
        If the text is anything else, and says what stands beside the number; `DoubtfulError` if
        only the decimal mark is in doubt, `ScaledError` if a scale other than euros stands by it.

    Examples
    --------
    >>> printed = read_printed("7 079,50 €")
    >>> printed.value, printed.euros, printed.percent
    (Decimal('7079.50'), True, False)
    >>> [str(read_printed(text).value) for text in ("7'079:-", "79,00-", "(79.00)", "+5")]
    ['7079', '-79.00', '-79.00', '5']
    """
    printed = read_with_scale(text, mark)
    if printed.scale is not None and not printed.scale.is_euros:
        raise ScaledError(
            "'{number}' is in {scale}. {remedy}",
            printed.scale,
            number=_quoted(text),
            scale=printed.scale.words,
            remedy=printed.scale.remedy(),
        )
    return printed


def read_with_scale(text: str, mark: str | None = None) -> Printed:
    """Read a number as `read_printed` does, in whatever scale of money it is.

    >>> printed = read_with_scale("7,1 t€")
    >>> printed.value, printed.scale.name
    (Decimal('7.1'), 'thousand_euros')
    """
    digits = sum(map(str.isdigit, text))
    if digits > MOST_DIGITS:
        raise NotANumberError(
            "'{number}' is not a number that is read (it has {digits} digits, and at "
            "most {most} are)",
            number=_quoted(text),
            digits=digits,
            most=MOST_DIGITS,
        )
    number = _NUMBER.fullmatch(plain(text)) if len(text) <= 4 * MOST_DIGITS else None
    if number is None:
        raise NotANumberError("'{number}' is not a number", number=_quoted(text))
    if _SEVERAL_SPACES.search(text.strip()):
        raise NotANumberError(
            "'{number}' is not a number (there are several, apart from each other)",
            number=_quoted(text),
        )
    sides = _Sides(text, number["front"], number["body"], number["behind"])
    sign, scale, percent = sides.read()
    if percent and sides.bracketed:
        raise NotANumberError(
            "'{number}' is not a number (a per cent in brackets: write it without them)",
            number=_quoted(text),
        )
    value = _value(number["body"], number["dash"] or "", mark, text, percent)
    if ":" in number["body"] and scale is None and value < _HOURS:
        raise NotANumberError(
            "'{number}' is not a number (it may be a time of day: write a comma for cents)",
            number=_quoted(text),
        )
    return Printed(text.strip(), -value if sign == "-" else value, scale, percent)


def decimal_mark(text: str) -> str | None:
    """Return the decimal mark that a number shows beyond doubt, or None.

    >>> decimal_mark("7 079,50"), decimal_mark("7,079,000"), decimal_mark("7.079")
    (',', '.', None)
    """
    try:
        read_with_scale(text)
    except NotANumberError:
        return None
    number = _NUMBER.fullmatch(plain(text))
    assert number is not None
    marks = [sign for sign in f"{number['body']}{number['dash'] or ''}" if sign in ",."]
    if not marks:
        return None
    if marks.count(marks[-1]) > 1:
        return "." if marks[-1] == "," else ","
    return marks[-1]


def common_mark(texts: Iterable[str]) -> str | None:
    """Return the decimal mark that some numbers show, where all that show one show the same.

    >>> common_mark(["7,50", "1.000"]), common_mark(["7,50", "1.50"])
    (',', None)
    """
    marks = {decimal_mark(text) for text in texts} - {None}
    return marks.pop() if len(marks) == 1 else None


def decimals(value: Decimal) -> int:
    """Return how many decimals a number is written with."""
    return max(0, -int(value.as_tuple().exponent))


def cents(value: Decimal) -> int | None:
    """Return whole cents, or None if there is a part of one.

    >>> cents(Decimal("7079.10")), cents(Decimal("7079.105"))
    (707910, None)
    """
    scaled = Fraction(value) * 100  # a decimal would be rounded beyond 28 digits
    return int(scaled) if scaled.denominator == 1 else None


class _Sides:
    """What stands in front of a number and behind it."""

    def __init__(self, text: str, front: str, body: str, behind: str) -> None:
        self.text, self.body = text, body
        self.front, self.behind = front.strip(), behind
        self.bracketed = self.front.count("(") == 1 and self.behind.count(")") == 1
        if self.bracketed:
            self.front = self.front.replace("(", "").strip()
            self.behind = self.behind.replace(")", "", 1)

    def read(self) -> tuple[str, Scale | None, bool]:
        """Return the sign, the scale and whether a per cent stands there.

        Raises
        ------
        NotANumberError
            If anything else does.
        """
        signs = ["-"] if self.bracketed else []
        if self.behind.startswith("-"):
            signs.append("-")
            self.behind = self.behind[1:]
        scale, percent = self._behind()
        if self.front[:1] in ("-", "+"):
            signs.append(self.front[0])
            self.front = self.front[1:].lstrip()
        elif self.front[-1:] in ("-", "+"):
            signs.append(self.front[-1])
            self.front = self.front[:-1].rstrip()
        before = self._before()
        if len(signs) > 1:
            raise self._error(Sentence("it has {count} signs", count=len(signs)))
        if (before and percent) or (before and scale and before is not scale):
            raise self._error(Sentence("two units stand beside it"))
        return signs[0] if signs else "", scale or before, percent

    def _behind(self) -> tuple[Scale | None, bool]:
        percent = re.match(rf" ?{PERCENT}", self.behind, re.IGNORECASE)
        scaled = None if percent else scale_behind(self.behind)
        end = percent.end() if percent else scaled[1] if scaled else 0
        beyond = self.behind[end:].strip()
        if beyond and not (end and beyond == "."):
            # A footnote's "1)" has its digit in the number.
            digit = self.body.rpartition(" ")[2] if beyond.startswith(")") else ""
            raise self._error(
                Sentence("'{number}' stands behind it", number=_quoted(f"{digit}{beyond}"))
            )
        return scaled[0] if scaled else None, percent is not None

    def _before(self) -> Scale | None:
        scaled = scale_before(self.front)
        beyond = self.front[: scaled[1]].strip() if scaled else self.front
        if beyond:
            raise self._error(Sentence("'{number}' stands in front of it", number=_quoted(beyond)))
        return scaled[0] if scaled else None

    def _error(self, reason: str) -> NotANumberError:
        return NotANumberError(
            "'{number}' is not a number ({reason})", number=_quoted(self.text), reason=reason
        )


def _value(body: str, dash: str, mark: str | None, text: str, percent: bool) -> Decimal:
    digits = re.sub(f"[{_APOSTROPHES}]", "'", body)
    decimal = "" if dash else _decimal(digits, mark, text, percent)
    whole, _, tail = digits.rpartition(decimal) if decimal else (digits, "", "")
    grouped = _GROUPED.fullmatch(whole)
    well_formed = whole.isdecimal() or (grouped is not None and grouped["mark"] != decimal)
    twice = dash != "" and dash[0] in digits
    if not well_formed or twice or (decimal and not tail.isdecimal()):
        raise NotANumberError("'{number}' is not a number", number=_quoted(text))
    if decimal == ":" and len(tail) != 2:
        raise NotANumberError(
            "'{number}' is not a number (two digits of cents were expected after ':')",
            number=_quoted(text),
        )
    whole_digits = re.sub("[^0-9]", "", whole)
    return Decimal(f"{whole_digits}.{tail}" if tail else whole_digits)


def _decimal(digits: str, mark: str | None, text: str, percent: bool) -> str:
    """Return the decimal mark of a number, or nothing if it has none."""
    if ":" in digits:
        return ":"
    marks = [sign for sign in digits if sign in ",."]
    if not marks or marks.count(marks[-1]) > 1:
        return ""
    last = marks[-1]
    head, _, tail = digits.rpartition(last)
    if (
        len(set(marks)) > 1
        or not head.isdecimal()
        or percent
        or len(tail) != 3
        or len(head) > 3
        or head.startswith("0")
    ):
        return last
    if mark is None:
        raise DoubtfulError(
            "'{number}' can be read as {head}{tail} or as {head} and a fraction",
            (Decimal(f"{head}{tail}"), Decimal(f"{head}.{tail}")),
            number=_quoted(text),
            head=head,
            tail=tail,
        )
    return last if last == mark else ""


def _quoted(text: str) -> str:
    """Return a text for a message, cut if it is long."""
    shown = text.strip()
    return f"{shown[:_MOST_QUOTED]}…" if len(shown) > _MOST_QUOTED else shown
