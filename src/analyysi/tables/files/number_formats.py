"""How a spreadsheet shows a number by its number format, as Finnish Excel writes it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cached_property, lru_cache

from analyysi.errors import Sentence
from analyysi.tables.files.cell import Cell
from analyysi.tables.files.format_codes import Section, Sign, kinds, sections_of

GENERAL_CHARACTERS = 11
"""As many characters, the decimal mark counted, does Excel show of a number without a format."""

_STORED_DIGITS = 15
"""Spreadsheets keep no more digits than these; what lies beyond is of their binary numbers."""

_EXACT = Context(prec=60)
_GROUP = re.compile(r"(?<=\d)(?=(?:\d{3})+$)")
_SPACES_AND_APOSTROPHES = " \u00a0\u2009\u202f'’"
SIGNS = "+-−–() \u00a0"
"""What may stand around a number and is no unit."""

_NO_CENTS = re.compile(r"^[,.:][-–—]")
_MINUS_BEFORE = re.compile(r"(?:^|[\s€$£(])[-−–]")
_MINUS_AFTER = re.compile(r"\s*[-−–]")


def stored_number(value: float) -> Decimal:
    """Return a spreadsheet's number to the fifteen digits that it keeps.

    >>> stored_number(0.1 + 0.2), stored_number(80000.0)
    (Decimal('0.3'), Decimal('80000'))
    """
    return plain_number(Decimal(format(value, f".{_STORED_DIGITS}g")))


def shown_number(value: Decimal, code: str) -> Cell:
    """Return a number as it is shown; a cell without text or fault if nothing of it is shown.

    Parameters
    ----------
    code
        The number format as the file has it, in the form that is the same in every language.

    Examples
    --------
    >>> cell = shown_number(Decimal("4800.25"), '#,##0 "€"')
    >>> cell.text, cell.number, cell.stored, cell.unit
    ('4 800 €', Decimal('4800'), Decimal('4800.25'), '€')
    >>> shown_number(Decimal("0.088"), "0.0 %").text
    '8,8 %'
    """
    return _format(code).cell(value)


def shown_text(text: str, code: str) -> str:
    """Return what is shown of a text: nothing, if its format says so."""
    section = _format(code).of_text
    if section is None:
        return text
    return "".join(text if sign.kind == "at" else sign.text for sign in section).strip()


def as_general(value: Decimal) -> Decimal:
    """Round a number to what Excel shows of it without a number format.

    >>> as_general(Decimal("1234.5678901234")), as_general(Decimal("123456789012"))
    (Decimal('1234.56789'), Decimal('123457000000'))
    """
    digits_before = max(value.adjusted() + 1, 1)
    if digits_before > GENERAL_CHARACTERS:
        return plain_number(Decimal(format(value, ".5E")))
    decimals = max(GENERAL_CHARACTERS - 1 - digits_before, 0)
    return rounded_as_shown(value, decimals)


@lru_cache(maxsize=1000)
def _format(code: str) -> _Format:
    return _Format(code)


@dataclass(frozen=True)
class _Format:
    """A number format, taken to pieces once for all cells that have it."""

    code: str

    def cell(self, value: Decimal) -> Cell:
        """Return a number as it is shown."""
        if self._is_conditional:
            return doubtful(
                value,
                Sentence("is shown by a number format with a condition ({code})", code=self.code),
            )
        place = 1 if value < 0 else 2 if value == 0 else 0
        written = self._of_numbers[place if place < len(self._of_numbers) else 0]
        if not written.section:
            return Cell("", stored=value)
        if written.kinds & {"date", "elapsed", "half"}:
            return doubtful(
                value,
                Sentence("has the number format of a date or a time ({code})", code=self.code),
            )
        if not written.kinds & {"digit", "general"}:
            return _without_digits(value, written.section)
        return written.cell(value, signed=len(self._of_numbers) == 1)

    @cached_property
    def of_text(self) -> Section | None:
        """Return the section that texts are shown by, if there is one."""
        *_, last = sections = sections_of(self.code)
        return last if len(sections) >= 4 or "at" in kinds(last) else None

    @cached_property
    def _is_conditional(self) -> bool:
        return any("condition" in kinds(section) for section in sections_of(self.code))

    @cached_property
    def _of_numbers(self) -> list[_Written]:
        sections = list(sections_of(self.code))
        numeric = sections[: len(sections) - (self.of_text is not None)][:3]
        if not numeric or numeric == [()]:
            numeric = [(Sign("general", "General"),)]
        return [_Written(section, self.code) for section in numeric]


@dataclass(frozen=True)
class _Written:
    """How a section writes a number. What does not depend on the number is worked out once."""

    section: Section
    code: str

    @cached_property
    def kinds(self) -> frozenset[str]:
        """Return which kinds of signs it has."""
        return kinds(self.section)

    def cell(self, value: Decimal, signed: bool) -> Cell:
        """Return the number as it is shown. `signed`: a minus is written before one below zero."""
        if self._fault:
            return doubtful(value, Sentence("{fault} ({code})", fault=self._fault, code=self.code))
        scaled = value.scaleb(2 * self._percents)
        magnitude = abs(scaled)
        rounded = self._rounded(magnitude)
        digits = self._digits(rounded)
        before, after = self._around
        minus = scaled < 0 and signed and rounded != 0
        text = f"{'-' if minus else ''}{before}{digits}{after}".strip()
        below_zero = minus or says_minus(before, after)
        number = -rounded if below_zero and rounded else rounded
        if scaled < 0 and not below_zero and rounded:
            return doubtful(
                value,
                Sentence("is below zero, is shown as {shown} without a sign", shown=text),
                text,
            )
        unit = unit_around(before, after)
        return Cell(text, number, None if number == scaled else scaled, unit)

    @cached_property
    def _places(self) -> list[int]:
        kinds_of_digits = {"digit", "general", "exponent"}
        return [place for place, sign in enumerate(self.section) if sign.kind in kinds_of_digits]

    @cached_property
    def _first(self) -> int:
        return self._places[0]

    @cached_property
    def _last(self) -> int:
        return self._places[-1]

    @cached_property
    def _body(self) -> Section:
        return self.section[self._first : self._last + 1]

    def _count(self, kind: str) -> int:
        return sum(sign.kind == kind for sign in self.section)

    @cached_property
    def _around(self) -> tuple[str, str]:
        """Return what is written before and after the digits."""
        before = self._literal(self.section[: self._first])
        return before, self._literal(self.section[self._last + 1 :])

    @cached_property
    def _percents(self) -> int:
        return self._count("percent")

    @cached_property
    def _has_point(self) -> bool:
        return self._count("point") > 0

    @cached_property
    def _fault(self) -> Sentence:
        """Return why what is shown cannot be taken for the number."""
        commas = [place for place, sign in enumerate(self.section) if sign.kind == "comma"]
        last_whole = self._first + max(self._point - 1, 0)
        if any(place >= last_whole for place in commas):
            return Sentence("is shown in thousands or millions by its number format")
        between = [sign.text for sign in self._body if sign.kind == "literal"]
        if any(text.strip(_SPACES_AND_APOSTROPHES) for text in between):
            return Sentence("is shown with signs between its digits by its number format")
        too_many = "exponent" in self.kinds and len(self._whole) > 1
        if self._count("point") > 1 or too_many or any(place < self._first for place in commas):
            return Sentence("has a number format that is not read")
        if any(character.isdigit() for character in "".join(self._around)):
            return Sentence("is shown with digits that its number format adds")
        return Sentence()

    @cached_property
    def _point(self) -> int:
        """Return where the decimal point stands in the body, or its end."""
        kinds_in_body = [sign.kind for sign in self._body]
        return kinds_in_body.index("point") if "point" in kinds_in_body else len(kinds_in_body)

    @cached_property
    def _whole(self) -> list[str]:
        return [sign.text for sign in self._body[: self._point] if sign.kind == "digit"]

    @cached_property
    def _decimals(self) -> list[str]:
        return [sign.text for sign in self._body[self._point :] if sign.kind == "digit"]

    @cached_property
    def _least_decimals(self) -> int:
        return len("".join(self._decimals).rstrip("#?"))

    def _rounded(self, magnitude: Decimal) -> Decimal:
        if "general" in self.kinds:
            return as_general(magnitude)
        decimals = len(self._decimals)
        if "exponent" in self.kinds and magnitude:
            decimals -= magnitude.adjusted()
        return rounded_as_shown(magnitude, decimals)

    def _digits(self, rounded: Decimal) -> str:
        if "general" in self.kinds:
            return _general(rounded)
        if "exponent" in self.kinds:
            return self._with_exponent(rounded)
        whole, _, tail = f"{rounded:.{len(self._decimals)}f}".partition(".")
        whole = self._grouped("" if whole == "0" else whole)
        least = self._least_decimals
        tail = tail[:least] + tail[least:].rstrip("0")
        return f"{whole},{tail}" if self._has_point else whole

    def _with_exponent(self, rounded: Decimal) -> str:
        exponent = rounded.adjusted() if rounded else 0
        width = next(len(sign.text) for sign in self.section if sign.kind == "exponent") - 2
        mantissa = format(rounded.scaleb(-exponent), f".{len(self._decimals)}f")
        return f"{_finnish(mantissa)}E{'-' if exponent < 0 else '+'}{abs(exponent):0{width}}"

    def _grouped(self, whole: str) -> str:
        whole = whole.zfill(self._least_whole)
        if self._groups or self._is_plain:
            return finnish_digits(whole, "", self._groups)
        before_point = self._body[: self._point]
        written, left = "", whole
        for place, sign in reversed(list(enumerate(before_point))):
            if sign.kind == "literal" and left:
                written = sign.text + written
            elif sign.kind == "digit":
                taken = len(left) if self._is_first_digit(place) else 1
                written = left[len(left) - taken :] + written if left else written
                left = left[: len(left) - taken]
        return written

    @cached_property
    def _least_whole(self) -> int:
        return "".join(self._whole).count("0")

    @cached_property
    def _groups(self) -> bool:
        return any(sign.kind == "comma" for sign in self._body[: self._point])

    @cached_property
    def _is_plain(self) -> bool:
        return all(sign.kind == "digit" for sign in self._body[: self._point])

    def _is_first_digit(self, place: int) -> bool:
        return not any(sign.kind == "digit" for sign in self._body[:place])

    @staticmethod
    def _literal(signs: Sequence[Sign]) -> str:
        return "".join(sign.text for sign in signs if sign.kind in {"literal", "percent"})


def _without_digits(value: Decimal, section: Section) -> Cell:
    """Return a number of which only words are shown, such as the dash that accountants write for
    nothing.
    """
    text = "".join(sign.text for sign in section if sign.kind == "literal").strip()
    if not text:
        return Cell("", stored=value)
    if value == 0 and text.strip(SIGNS) in {"", "€"}:
        return Cell(text, value, unit=text.strip(SIGNS))
    return doubtful(value, Sentence("shows '{shown}' by its number format", shown=text), text)


def finnish_digits(whole: str, decimals: str, grouped: bool) -> str:
    """Write digits with a decimal comma, and with spaces between thousands if `grouped`.

    >>> finnish_digits("7079", "00", True)
    '7 079,00'
    """
    text = _GROUP.sub(" ", whole) if grouped else whole
    return f"{text},{decimals}" if decimals else text


def says_minus(before: str, after: str) -> bool:
    """Return whether what stands around a number makes it one below zero.

    >>> says_minus("€ -", ""), says_minus("(", " €)"), says_minus("FI-", ",-")
    (True, True, False)
    """
    signed = _MINUS_BEFORE.search(before) or _MINUS_AFTER.match(after)
    return bool(signed) or ("(" in before and ")" in after)


def unit_around(before: str, after: str) -> str:
    """Return what stands around a number without its sign, its brackets and a dash for no cents.

    >>> unit_around("-", " t€"), unit_around("", ",- €")
    ('t€', '€')
    """
    words = before.strip(SIGNS), _NO_CENTS.sub("", after).strip(SIGNS)
    return " ".join(filter(None, words))


def rounded_as_shown(value: Decimal, decimals: int) -> Decimal:
    """Round as spreadsheets do: halves away from zero."""
    return plain_number(value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _EXACT))


def _general(number: Decimal) -> str:
    """Write a number that is rounded already, with an exponent if it is long."""
    if number.adjusted() + 1 > GENERAL_CHARACTERS:
        return _finnish(f"{number:.5E}")
    return _finnish(format(number, "f"))


def doubtful(value: Decimal, fault: str, text: str = "") -> Cell:
    """Return a number that is shown in a way that nobody can rely on.

    Parameters
    ----------
    text
        What is shown; the stored number if that is not known.
    """
    written = format(value, "f")
    return Cell(
        text or _finnish(written),
        stored=value,
        fault=Sentence("{fault} and holds {number}", fault=fault, number=written),
    )


def plain_number(value: Decimal) -> Decimal:
    """Return a number without zeros at its end, and without an exponent."""
    normal = value.normalize(_EXACT)
    exponent = int(normal.as_tuple().exponent)
    return normal.quantize(Decimal(1), context=_EXACT) if exponent > 0 else normal


def _finnish(text: str) -> str:
    return text.replace(".", ",")
