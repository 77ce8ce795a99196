"""The years of an agreement side by side, from what the reports of a batch say of themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import Any, TypeVar

from analyysi.languages import place_of
from analyysi.messages import Listing, Money, Percent
from analyysi.plain_text import one_line
from analyysi.report.language.words import Words
from analyysi.report.tables import Column, Row, Table

_Column = TypeVar("_Column")

NOTHING = "–"
_TIGHT_FROM = 6
"""Tables of as many years as this are set tighter: sums to the cent are long."""
_FOLDED_FROM = 3
"""From so many years on, the changes between them have a table of their own; one change is a
column.
"""
_ON_PAPER = 10
"""So many columns of sums to the cent fit on a sheet that lies on its side."""
_NAMED_AT_MOST = 5
_EURO_DECIMALS = 2


@dataclass(frozen=True)
class InShort:
    """What a report says of itself: the matter, its year's status ("draft"), way of sharing, who
    pays what (cents).
    """

    subject: str
    status: str
    way: str
    total_cents: int
    cents: Mapping[str, int]
    names: Mapping[str, str]
    """Payer's code to its name in the report's language."""


@dataclass(frozen=True)
class Listed:
    """A report of a batch as its index lists it.

    `seat` is the code of the participant from whose seat it is, empty for the report of all;
    `seat_name` its Finnish name. `language` is empty for a year whose reports could not even be
    listed. `status` is "made", "unchanged" or "failed"; `fault` says why it failed. `files` are
    those in its folder.
    """

    agreement: str
    year: int
    folder: str
    status: str
    language: str = ""
    seat: str = ""
    seat_name: str = ""
    files: Sequence[str] = ()
    fingerprint: str = ""
    fault: str = ""
    told: InShort | None = None


@dataclass(frozen=True)
class Years:
    """An agreement's years in order, each with the report that speaks for it, or None where none
    was made.
    """

    speakers: Mapping[int, Listed | None]
    fingerprints: Mapping[int, Sequence[str]] = field(default_factory=dict)

    @property
    def told(self) -> dict[int, InShort]:
        """What is known of each year; a year without a report is not in it."""
        return {
            year: report.told
            for year, report in self.speakers.items()
            if report is not None and report.told
        }


def years_of(reports: Iterable[Listed], language: str) -> Years:
    """Find the report that speaks for each year: in the page's language if there is one, the report
    of all first.
    """
    by_year: dict[int, list[Listed]] = {}
    for report in reports:
        by_year.setdefault(report.year, []).append(report)

    def rank(report: Listed) -> tuple[bool, bool, int, str]:
        place = place_of(report.language)
        return report.language != language, report.seat != "", place, report.seat

    speakers, fingerprints = {}, {}
    for year, of_year in sorted(by_year.items()):
        speakers[year] = min(
            (one for one in of_year if one.told is not None), key=rank, default=None
        )
        fingerprints[year] = sorted({one.fingerprint for one in of_year if one.fingerprint})
    return Years(speakers, fingerprints)


def subject(years: Years) -> tuple[str, str]:
    """Return the agreement's subject and the language it is in, both empty where no report was
    made.
    """
    for report in reversed(list(years.speakers.values())):
        if report is not None and report.told is not None:
            return one_line(report.told.subject), report.language
    return "", ""


def shares(years: Years, words: Words, anchor: str) -> list[Table]:
    """Return payers by years in euros to the cent, with their total; with two years also the
    change.

    Returns
    -------
    The last years first, then the earlier ones, as many in a table as fit on paper.
    """
    told, listed = years.told, list(years.speakers)
    pair = list(told) if len(told) == _FOLDED_FROM - 1 and len(listed) <= _ON_PAPER else []
    found = []
    for block in _blocks(listed):
        columns = [Column(str(year), "€") for year in block]
        if pair:
            columns.append(Column(words.say("Change {years}", years=f"{pair[0]}–{pair[1]}"), "€"))

        def cells(amounts: Mapping[int, int], block: Sequence[int] = block) -> list[str]:
            shown = [_plain(amounts.get(year), words) for year in block]
            return [*shown, _change(amounts, pair, words)] if pair else shown

        caption = words.say("{years}: what each pays, to the cent", years=_span(block))
        found.append(_table(f"{anchor}-shares-{block[0]}", caption, columns, cells, years, words))
    return found


def changes(years: Years, words: Words, anchor: str) -> list[Table]:
    """Return how each share differs from the year before; nothing where that is a column of the
    shares.
    """
    told = years.told
    if len(told) < _FOLDED_FROM:
        return []
    found = []
    for block in _blocks(list(pairwise(told))):

        def cells(
            amounts: Mapping[int, int], block: Sequence[tuple[int, int]] = block
        ) -> list[str]:
            return [_change(amounts, pair, words) for pair in block]

        caption = words.say(
            "{years}: how each share changes from the year before, to the cent",
            years=_span([block[0][0], block[-1][1]]),
        )
        columns = [Column(f"{before}–{after}", "€") for before, after in block]
        found.append(
            _table(f"{anchor}-changes-{block[0][0]}", caption, columns, cells, years, words)
        )
    return found


def _blocks(columns: Sequence[_Column]) -> list[Sequence[_Column]]:
    """Return the last columns first, then those before them, as many at a time as fit on paper."""
    return [columns[max(0, end - _ON_PAPER) : end] for end in range(len(columns), 0, -_ON_PAPER)]


def _span(block: Sequence[int]) -> str:
    return str(block[0]) if len(block) == 1 else f"{block[0]}–{block[-1]}"


def _table(
    name: str,
    caption: str,
    columns: Sequence[Column],
    cells: Callable[[Mapping[int, int]], list[str]],
    years: Years,
    words: Words,
) -> Table:
    """Return a table of the payers who have anything in these columns, and of the total."""
    told, names = years.told, _names(years)
    rows = [
        Row(
            names[code],
            cells({year: one.cents[code] for year, one in told.items() if code in one.cents}),
        )
        for code in _payers(years)
    ]
    rows = [row for row in rows if any(cell != NOTHING for cell in row.cells)]
    rows.append(
        Row(
            words.say("Total"),
            cells({year: one.total_cents for year, one in told.items()}),
            total=True,
        )
    )
    gaps = any(cell == NOTHING for row in rows for cell in row.cells)
    note = (
        words.say("A dash (–): the payer takes no part, or no report of the year could be made.")
        if gaps
        else ""
    )
    return Table(
        name, caption, words.say("Payer"), columns, rows, note, wide=len(columns) >= _TIGHT_FROM
    )


def side_by_side(years: Years, words: Words) -> list[dict[str, Any]]:
    """Return what each year has: its way of sharing, status, the change from the year before,
    fingerprints.
    """
    told = years.told
    rows = []
    before: int | None = None
    for year, report in years.speakers.items():
        one = told.get(year)
        rows.append(
            {
                "year": str(year),
                "way": one_line(one.way) if one else NOTHING,
                # The way's name is in the language of the report that speaks for the year.
                "language": report.language if report and report.language != words.language else "",
                "status": _status(one.status, words) if one else NOTHING,
                "change": " ".join(_told(before, told[before], year, one, _names(years), words))
                if one and before is not None
                else NOTHING,
                "fingerprints": years.fingerprints.get(year, ()),
            }
        )
        before = year if one else before
    return rows


def _status(status: str, words: Words) -> str:
    say = words.say
    known = {
        "analysis": say("computed by an analyst, no decision of its own"),
        "draft": say("draft"),
        "decided": say("decided"),
    }
    return known.get(status, status)


def _payers(years: Years) -> list[str]:
    """Return the payers by size in the last year that is known, then those of other years by
    ascending code.
    """
    told = list(years.told.values())
    last = told[-1].cents if told else {}
    others = sorted({code for one in told for code in one.cents} - set(last))
    return [*sorted(last, key=lambda code: (-last[code], code)), *others]


def _names(years: Years) -> dict[str, str]:
    """Return each payer's name as the last report that has it says it."""
    return {code: one_line(name) for one in years.told.values() for code, name in one.names.items()}


def _plain(cents: int | None, words: Words, signed: bool = False) -> str:
    return (
        NOTHING
        if cents is None
        else words.numbers.plain(Fraction(cents, 100), _EURO_DECIMALS, signed)
    )


def _change(amounts: Mapping[int, int], pair: Sequence[int], words: Words) -> str:
    before, after = (amounts.get(year) for year in pair)
    return (
        NOTHING if before is None or after is None else _plain(after - before, words, signed=True)
    )


def _told(
    before: int, was: InShort, year: int, now: InShort, names: Mapping[str, str], words: Words
) -> list[str]:
    """Say what changed from one year to the next: the total, whose share most, and who pays or pays
    no longer.
    """
    say, difference = words.say, now.total_cents - was.total_cents
    sentences = [f"{before}–{year}:"]
    if difference == 0:
        sentences.append(say("The total cost is the same."))
    elif was.total_cents > 0:
        text = (
            "The total cost rises by {amount} ({percent})."
            if difference > 0
            else "The total cost falls by {amount} ({percent})."
        )
        percent = Percent(Fraction(abs(difference), was.total_cents))
        sentences.append(say(text, amount=Money(abs(difference), _EURO_DECIMALS), percent=percent))
    moved = {
        code: now.cents[code] - was.cents[code] for code in sorted(now.cents) if code in was.cents
    }
    up = max(moved, key=lambda code: moved[code], default="")
    down = min(moved, key=lambda code: moved[code], default="")
    if moved and moved[up] == moved[down] == 0:
        sentences.append(say("No share changes."))
    if moved and moved[up] > 0:
        amount = Money(moved[up], _EURO_DECIMALS)
        sentences.append(say("Rises most: {payer}, {amount}.", payer=names[up], amount=amount))
    if moved and moved[down] < 0:
        amount = Money(-moved[down], _EURO_DECIMALS)
        sentences.append(say("Falls most: {payer}, {amount}.", payer=names[down], amount=amount))
    new, gone = sorted(set(now.cents) - set(was.cents)), sorted(set(was.cents) - set(now.cents))
    if new:
        sentences.append(say("New payers: {payers}.", payers=_listed(new, names, words)))
    if gone:
        sentences.append(say("Pay no longer: {payers}.", payers=_listed(gone, names, words)))
    return sentences


def _listed(codes: Sequence[str], names: Mapping[str, str], words: Words) -> Listing:
    """Name the payers; of many only the first ones, and how many more."""
    if len(codes) <= _NAMED_AT_MOST:
        return Listing([names[code] for code in codes])
    rest = len(codes) - _NAMED_AT_MOST + 1
    shown = [names[code] for code in codes[: _NAMED_AT_MOST - 1]]
    return Listing([*shown, words.plural("{count} other", "{count} others", rest)])
