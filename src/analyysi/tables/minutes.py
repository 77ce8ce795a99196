"""Lines of text pasted from minutes: in each the payer, the euros and, where printed, the per cent.

What can be read in two ways is a doubt of its line, with both readings; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from analyysi.errors import Sentence, all_of, joined
from analyysi.tables.asked import COMMAND_LINE, Thing
from analyysi.tables.line_numbers import Number, NumberedLine, numbered, split_apart
from analyysi.tables.names.payers import AmbiguousError, Match, Payers
from analyysi.tables.names.totals import is_total
from analyysi.tables.numbers.estimate_words import BEFORE_A_BOUND, BEFORE_AN_ESTIMATE
from analyysi.tables.numbers.plain_text import plain, words_pattern
from analyysi.tables.numbers.printed_numbers import NotANumberError, read_printed
from analyysi.tables.numbers.scales import EUROS, TAKEN_AWAY, THOUSAND, Scale, scale_in

__all__ = ["Line", "Number", "read_lines"]

LONGEST_LINE = 2000
"""A line with more signs than these is in doubt, and is not read."""

_MOST_QUOTED = 60
_NO_SHARE = {
    Sentence("says that a sum is taken away: a share is zero or more"): TAKEN_AWAY,
    Sentence("speaks of a change, which is no share"): (
        "säästää laskee nousee kasvaa pienenee alenee alennetaan korotetaan nostetaan lasketaan",
        "ökar minskar stiger sjunker höjs sänks",
        "rises falls increases decreases",
    ),
    Sentence("says that the sum is of a part of a year: write that of the whole"): (
        "kuukausierä* kuukausimaksu* kuukausilasku* kuukaudessa neljännesvuodessa",
        "månadsrat* månadsavgift* månaden kvartalet",
        "monthly quarterly",
    ),
    Sentence("leaves a payer out, so that the sum is of others"): (
        "muut paitsi ilman poislukien pl. lukuun",
        "övriga förutom utom utan",
        "others except excluding without",
    ),
}
"""Words beside a sum that is no share of the payer named, in Finnish, Swedish and English, by what
the message says of them."""
_DOUBTS = {
    says: re.compile(words_pattern(" ".join(words).split()), re.IGNORECASE)
    for says, words in _NO_SHARE.items()
}
_NOT_EXACT = re.compile(
    rf"{words_pattern((*BEFORE_AN_ESTIMATE, *BEFORE_A_BOUND))} ?(?=[€0-9])", re.IGNORECASE
)
_ODD_SIGN = re.compile(
    r"\./\. ?[€0-9]|(?<!-)--(?=[0-9])|[0-9] - ?(?:€|eur)|[0-9] ?(?:€ ?)?CR(?![^\W\d_])"
)
"""Signs that may stand for a minus: "./. 79", "--79", "79 - €", "79 CR"."""
_SUM = r"[0-9][0-9 .,'’_]{0,20}"
_TIMES = re.compile(
    rf"(?P<first>{_SUM})(?:€|eur[a-zåäö]*)? ?(?:[x×*@]|kpl ?(?:[àáa@]|x)?|st [àáa]) ?(?:€ ?)?"
    rf"(?P<second>{_SUM})",
    re.IGNORECASE,
)
_DIVIDED = re.compile(r"[0-9](?: ?€)? ?/ ?[0-9]")


@dataclass(frozen=True)
class Line:
    """A line with numbers: whose it is, and what they are; nobody's without a match or a total."""

    number: int
    text: str
    match: Match | None
    total: bool
    numbers: tuple[Number, ...]
    doubt: str = ""
    """Why the line cannot be believed as it stands, in words, with every reading of it."""


@dataclass
class _Draft:
    """A line as it is read, and its doubts as they come up."""

    number: int
    written: str
    read: NumberedLine
    match: Match | None
    total: bool
    numbers: list[Number]
    doubts: list[str] = field(default_factory=list)
    names_other: bool = False
    """Whether it is of a municipality that is no party, so that its numbers are sums."""

    @property
    def sums(self) -> list[Number]:
        """Return its numbers that are no per cents."""
        return [number for number in self.numbers if number.unit != "percent"]

    @property
    def has_sum(self) -> bool:
        """Return whether a number is in it that is no year."""
        return not all(number.is_year for number in self.numbers)

    @property
    def after_dash(self) -> Number | None:
        """Return its first sum behind a dash that stands apart, if there is one."""
        return next((number for number in self.sums if number.after_dash), None)

    @property
    def is_title(self) -> bool:
        """Return whether it is nobody's: a title, a note or plain prose."""
        return self.match is None and not self.total and not self.doubts


def read_lines(
    text: str,
    payers: Payers,
    *,
    unit: Scale | None = None,
    amount_place: str = "",
    called: Mapping[Thing, str] = COMMAND_LINE,
) -> tuple[list[Line], list[str]]:
    """Return the lines that hold numbers, and in words those that are passed over: text, dates,
    sections.

    Parameters
    ----------
    unit
        The scale that the user says the sums are in. Without it a line in any scale but euros, by
        its own words or by those of a title or a note, is in doubt.
    amount_place
        The place of the sum in each line, from 1, where the user has said it. It also chooses how
        "Paltamo 578 707 €" is read: 1 is the whole number, 2 the sum behind the code.
    called
        What each thing that can be said is called where doubts are read.
    """
    drafts = []
    for number, written in enumerate(text.splitlines(), start=1):
        if len(written) > LONGEST_LINE:
            drafts.append(_too_long(number, written))
        elif plain(written):
            drafts.append(_draft(number, written, payers))
    titles = [draft for draft in drafts if draft.is_title]
    scaled = next((draft for draft in titles if not _scale_of(draft).is_euros), None)
    of_payers = [draft for draft in drafts if draft.match is not None and draft.sums]
    numbered_lines = [draft for draft in drafts if draft.numbers and not draft.is_title]
    largest_total = _largest_total(drafts)
    for draft in numbered_lines:
        _doubt_numbers(draft)
        is_first = draft is numbered_lines[0]
        _doubt_scale(draft, scaled, unit, called["unit"], is_first)
        _part_glued(draft, amount_place, largest_total, called["amount"])
    _doubt_dashes(of_payers)
    passed: list[str] = []
    lines = []
    with_sums = {draft.match.code for draft in drafts if draft.match and draft.has_sum}
    for draft in drafts:
        if _is_passed_over(draft, with_sums):
            words = plain(draft.written)
            passed.append(Sentence("line {line}: {words}", line=draft.number, words=words))
            continue
        if not draft.has_sum and not draft.is_title:
            draft.doubts.append(_dated_only(draft))
        lines.append(
            Line(
                draft.number,
                draft.written.strip(),
                draft.match,
                draft.total,
                tuple(draft.numbers),
                joined(dict.fromkeys(filter(None, draft.doubts)), "; "),
            )
        )
    return lines, passed


def _too_long(number: int, written: str) -> _Draft:
    start = plain(written[:_MOST_QUOTED])
    doubts: list[str] = [
        Sentence(
            "'{line}…' has {signs} signs, and at most {most} of a line are read",
            line=start,
            signs=len(written),
            most=LONGEST_LINE,
        )
    ]
    return _Draft(number, start, NumberedLine(start, (), (), (), ()), None, False, [], doubts)


def _draft(number: int, written: str, payers: Payers) -> _Draft:
    read = numbered(written)
    match = None
    doubts: list[str] = []
    try:
        match = payers.of_line(read.text)
    except AmbiguousError as error:
        doubts.append(error.sentence)
    if match is None and not doubts:  # a code by itself may stand for the payer
        code = read.text.split("|", maxsplit=1)[0].strip()
        match = payers.of_cell(code) if code else None
    total = match is None and not doubts and is_total(read.text, payers)
    numbers = list(read.numbers)
    if match is not None:
        # The payer's own code beside its name is no sum.
        codes = (match.code, match.code.lstrip("0"))
        bare = (printed for printed in numbers if not printed.unit)
        own_code = next((printed for printed in bare if printed.text.strip("()") in codes), None)
        if own_code is not None and (len(numbers) > 1 or read.text.startswith(own_code.text)):
            numbers.remove(own_code)
        elif own_code is not None:
            doubts.append(
                Sentence(
                    "'{number}' is the payer's code, or a sum: write € after a sum",
                    number=own_code.text,
                )
            )
    if any(printed.scale is not None and not printed.scale.each for printed in numbers):
        # What each inhabitant pays, beside the sum.
        numbers = [printed for printed in numbers if not (printed.scale and printed.scale.each)]
    names_other = match is None and payers.names_any(read.text)
    return _Draft(number, written, read, match, total, numbers, doubts, names_other)


def _scale_of(draft: _Draft) -> Scale:
    """Return the scale that a title or a note says; euros if it says none.

    What stands by a number of prose ("50 €/kk") is said of that number alone, unless the sums of a
    table may be in it.
    """
    by_numbers = {number.scale.name for number in draft.numbers if number.scale is not None}
    scale = scale_in(draft.read.text, header=not draft.names_other)
    if scale is None or (scale.factor is None and scale.name in by_numbers):
        return EUROS
    return scale


def _doubt_numbers(draft: _Draft) -> None:
    """Note what can be read in two ways, or in none, in a line of a payer or of the total."""
    by_money = any(number.unit == "money" for number in draft.numbers)
    for word in draft.read.unread:
        footnote = any(sign.isdigit() and not sign.isdecimal() for sign in word)
        if footnote or not by_money:
            draft.doubts.append(Sentence("'{word}' is no number that can be read", word=word))
    for says, pattern in _DOUBTS.items():
        words = pattern.search(draft.read.text)
        if words is not None:
            draft.doubts.append(Sentence("'{label}' {fault}", label=words.group(), fault=says))
    draft.doubts += _odd_signs(plain(draft.written), draft.read.text)
    for between in draft.read.ranges:
        draft.doubts.append(
            Sentence("'{numbers}' may be a range or two numbers: write one sum", numbers=between)
        )
    code = draft.match.code if draft.match is not None else ""
    for number in draft.sums:
        value = _value(number.text)
        if value is not None and value < 0 and (number.unit or not by_money):
            draft.doubts.append(
                Sentence("'{sum}' is below zero: a share is zero or more", sum=number.text)
            )
        digits = number.text.strip("()+-")
        if len(digits) > 1 and digits.isdecimal() and digits[0] == "0" and digits != code:
            draft.doubts.append(
                Sentence(
                    "'{number}' begins with 0: write the sum without spaces if it was torn apart",
                    number=digits,
                )
            )
    draft.doubts += [_times(match) for match in _TIMES.finditer(draft.read.text)]


def _odd_signs(written: str, text: str) -> Iterator[str]:
    """Say what stands by a number that makes another number of it."""
    sign = _ODD_SIGN.search(written)
    if sign is not None:
        yield Sentence("'{sign}' may be a minus: a share is zero or more", sign=sign.group())
    words = _NOT_EXACT.search(text)
    if words is not None:
        yield Sentence(
            "'{words}' says that the sum is not exact: write the sum decided",
            words=words.group().strip(),
        )
    divided = _DIVIDED.search(text)
    if divided is not None:
        yield Sentence("'{numbers}' may be a division: write the sum", numbers=divided.group())


def _times(match: re.Match[str]) -> str:
    factors = [match["first"].strip(" .,"), match["second"].strip(" .,")]
    first, second = map(_value, factors)
    if first is None or second is None:
        return Sentence(
            "'{numbers}' is a sum times a number: write the sum", numbers=match.group().strip()
        )
    larger = factors[0] if first > second else factors[1]
    product = format(first * second, "f")
    return Sentence(
        "'{numbers}' can be read as {larger} or as {product}: write the sum",
        numbers=match.group().strip(),
        larger=larger,
        product=product,
    )


def _value(text: str) -> Decimal | None:
    try:
        return read_printed(text, ",").value
    except NotANumberError:
        return None


def _doubt_scale(
    draft: _Draft, title: _Draft | None, unit: Scale | None, option: str, is_first: bool
) -> None:
    """Note that the sums of a line are in another scale than was told, or than euros; the first
    line of them says what to do about a title's.
    """
    by_sums = [number.scale for number in draft.sums if number.scale is not None]
    foreign = [scale for scale in by_sums if not scale.is_euros]
    in_words = scale_in(draft.read.text) or EUROS
    if not foreign and not in_words.is_euros and (not by_sums or in_words.factor is not None):
        foreign = [in_words]
    if foreign and foreign[0] is not unit:
        words, remedy = foreign[0].words, foreign[0].remedy(option)
        draft.doubts.append(Sentence("it is in {scale}. {remedy}", scale=words, remedy=remedy))
    elif not foreign and title is not None and unit is None:
        scale = _scale_of(title)
        says = Sentence("line {line} says {scale}", line=title.number, scale=scale.words)
        if is_first:
            says = Sentence(
                "{says} ('{title}'). {advice}",
                says=says,
                title=plain(title.written),
                advice=scale.advice(option),
            )
        draft.doubts.append(says)
    elif by_sums and not foreign and unit is not None and not unit.is_euros:
        option = option.format(unit.name)
        draft.doubts.append(Sentence("it is in euros, and {option} was said", option=option))


def _largest_total(drafts: Sequence[_Draft]) -> Decimal:
    values = [_value(number.text) for draft in drafts if draft.total for number in draft.sums]
    return max((value for value in values if value is not None), default=Decimal(0))


def _part_glued(draft: _Draft, place: str, largest_total: Decimal, option: str) -> None:
    """Note a number that may be two side by side; a place that the user has said chooses."""
    code = draft.match.code if draft.match is not None else ""
    for position, number in enumerate(draft.numbers):
        splits = [] if draft.total or number.unit == "percent" else split_apart(number, code)
        value = _value(number.text)
        by_own_code = len(splits) == 1 and splits[0][0].text in (code, code.lstrip("0"))
        within_total = value is not None and value <= largest_total
        if not splits or (within_total and not by_own_code):
            continue
        readings = [
            [*draft.numbers[:position], *parts, *draft.numbers[position + 1 :]] for parts in splits
        ]
        chosen = _at_place([draft.numbers, *readings], place)
        if chosen is None:
            draft.doubts.append(_glued(number, splits, option))
        else:
            draft.numbers = list(chosen)
        return


def _at_place(readings: Sequence[Sequence[Number]], place: str) -> Sequence[Number] | None:
    """Return the reading that has a sum at a place: the undivided one, else the only one."""
    if not place.isdecimal() or int(place) < 1:
        return None
    with_sum = [
        reading
        for reading in readings
        if int(place) <= len(reading) and reading[int(place) - 1].unit != "percent"
    ]
    if with_sum and with_sum[0] is readings[0]:
        return with_sum[0]
    return with_sum[0] if len(with_sum) == 1 else None


def _glued(number: Number, splits: Iterable[tuple[Number, Number]], option: str) -> str:
    pairs = [all_of([first.text, second.text]) for first, second in splits]
    apart = pairs[0]
    for pair in pairs[1:]:
        apart = Sentence("{readings}, or as {reading}", readings=apart, reading=pair)
    return Sentence(
        "'{number}' can be read as one number, or as {apart}. Write a sum without "
        "spaces, or two spaces between two numbers; or say {first} for the whole, {second} for "
        "the second",
        number=number.text,
        apart=apart,
        first=option.format(1),
        second=option.format(2),
    )


def _doubt_dashes(drafts: Sequence[_Draft]) -> None:
    """Note the dashes in front of sums, if only one or not every payer's line has one: it may be a
    minus.
    """
    behind_dashes = [draft.after_dash for draft in drafts]
    if len(drafts) > 1 and None not in behind_dashes:
        return
    for draft, number in zip(drafts, behind_dashes, strict=True):
        if number is not None:
            draft.doubts.append(
                Sentence(
                    "the dash before '{sum}' may be a minus, for not every line has one: "
                    "write -{sum}, or leave the dash out",
                    sum=number.text,
                )
            )


def _is_passed_over(draft: _Draft, with_sums: Collection[str]) -> bool:
    """Return whether a line has nothing to read: no numbers, or none but years in one that is
    nobody's, or of a payer whose sum stands in another line (`with_sums`, by their codes).
    """
    if not draft.numbers:
        return not (draft.doubts or _has_unread(draft))
    if not all(number.is_year for number in _but_scale(draft)):
        return False
    if draft.match is None:
        return not draft.total and not draft.doubts
    return draft.match.code in with_sums


def _but_scale(draft: _Draft) -> list[Number]:
    """Return a line's numbers without the thousand of "(1 000 €)" in a title."""
    others = [number for number in draft.numbers if number.text.strip("()") not in THOUSAND]
    if len(others) == len(draft.numbers) or not draft.is_title or draft.names_other:
        return draft.numbers
    is_scale = scale_in(draft.read.text, header=True) is not scale_in(draft.read.text)
    return others if is_scale else draft.numbers


def _has_unread(draft: _Draft) -> bool:
    return not draft.is_title and bool(draft.read.unread or draft.read.short_dates)


def _dated_only(draft: _Draft) -> str:
    """Say that a line of a payer or of the total has a date or a year and no sum."""
    if draft.read.unread:
        return Sentence("'{word}' is no number that can be read", word=draft.read.unread[0])
    years = [number.text for number in draft.numbers] or list(draft.read.short_dates)
    if not years:
        return ""
    return Sentence("'{date}' may be a date or a sum: write € after a sum", date=years[0])
