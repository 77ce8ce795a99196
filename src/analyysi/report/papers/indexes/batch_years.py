"""The years of an agreement side by side, from the summaries of a batch's reports."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import Any, TypeVar

from analyysi.languages.language_table import place_of
from analyysi.languages.plain_text import one_line
from analyysi.messages import Listing, Money, Percent
from analyysi.report.language.words import Words
from analyysi.report.tables import Column, Row, Table

_Column = TypeVar("_Column")

NOTHING = "–"
_TIGHT_FROM = 6
"""Tables of this many years are set tighter: sums to the cent are long."""
_FOLDED_FROM = 3
"""From so many years on, the changes between them have a table of their own; one change is a
column.
"""
_ON_PAPER = 10
"""So many columns of sums to the cent fit on a sheet that lies on its side."""
_NAMED_AT_MOST = 5
_EURO_DECIMALS = 2


@dataclass(frozen=True)
class ReportSummary:
    """What a run's record says of its report: the subject, the year's status ("draft"), the chosen
    split in words, the total and each payer's share in cents.
    """

    subject: str
    status: str
    way: str
    currency: str
    total_cents: int
    cents: Mapping[str, int]
    names: Mapping[str, str]
    """Payer's code to its name in the report's language."""


@dataclass(frozen=True)
class ListedReport:
    """A report of a batch as its index lists it.

    `seat` is the code of the participant from whose seat it is, empty for the report of all;
    `seat_name` its Finnish name. `language` is empty for a year whose reports could not even be
    listed. `status` is "made", "unchanged" or "failed"; `fault` says why it failed. `files` are
    those in its folder. `trial` says what a trial changed ("total=90000"), empty of a year as it
    stands.
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
    summary: ReportSummary | None = None
    trial: str = ""


@dataclass(frozen=True)
class Years:
    """An agreement's years in order, each with the report that speaks for it, or None where none
    was made.
    """

    speakers: Mapping[int, ListedReport | None]
    fingerprints: Mapping[int, Sequence[str]] = field(default_factory=dict)

    @property
    def summaries(self) -> dict[int, ReportSummary]:
        """The summary of each year that has a report."""
        return {
            year: report.summary
            for year, report in self.speakers.items()
            if report is not None and report.summary
        }


def years_of(reports: Iterable[ListedReport], language: str) -> Years:
    """Find the report that speaks for each year: in the page's language if there is one, the report
    of all first. A trial speaks for no year.
    """
    by_year: dict[int, list[ListedReport]] = {}
    for report in reports:
        if report.trial:
            continue
        by_year.setdefault(report.year, []).append(report)

    def rank(report: ListedReport) -> tuple[bool, bool, int, str]:
        place = place_of(report.language)
        return report.language != language, report.seat != "", place, report.seat

    speakers, fingerprints = {}, {}
    for year, of_year in sorted(by_year.items()):
        summarised = [report for report in of_year if report.summary is not None]
        speakers[year] = min(summarised, key=rank, default=None)
        fingerprints[year] = sorted({report.fingerprint for report in of_year} - {""})
    return Years(speakers, fingerprints)


def subject(years: Years) -> tuple[str, str]:
    """Return the agreement's subject and the language it is in, both empty where no report was
    made.
    """
    for report in reversed(list(years.speakers.values())):
        if report is not None and report.summary is not None:
            return one_line(report.summary.subject), report.language
    return "", ""


def shares(years: Years, words: Words, anchor: str) -> list[Table]:
    """Return payers by years in euros to the cent, with their total; with two years also the
    change.

    Returns
    -------
    The last years first, then the earlier ones, as many in a table as fit on paper.
    """
    known_years, listed = list(years.summaries), list(years.speakers)
    two_years = len(known_years) == _FOLDED_FROM - 1 and len(listed) <= _ON_PAPER
    pair = known_years if two_years else []
    tables = []
    for block in _blocks(listed):
        columns = [Column(str(year), words.sign) for year in block]
        if pair:
            change = words.say("Change {years}", years=f"{pair[0]}–{pair[1]}")
            columns.append(Column(change, words.sign))

        def cells(amounts: Mapping[int, int], block: Sequence[int] = block) -> list[str]:
            shown = [_plain(amounts.get(year), words) for year in block]
            return [*shown, _change(amounts, pair, words)] if pair else shown

        caption = words.say("{years}: what each pays, to the cent", years=_span(block))
        tables.append(_table(f"{anchor}-shares-{block[0]}", caption, columns, cells, years, words))
    return tables


def changes(years: Years, words: Words, anchor: str) -> list[Table]:
    """Return how each share differs from the year before; nothing where that is a column of the
    shares.
    """
    known_years = list(years.summaries)
    if len(known_years) < _FOLDED_FROM:
        return []
    tables = []
    for block in _blocks(list(pairwise(known_years))):

        def cells(
            amounts: Mapping[int, int], block: Sequence[tuple[int, int]] = block
        ) -> list[str]:
            return [_change(amounts, pair, words) for pair in block]

        caption = words.say(
            "{years}: how each share changes from the year before, to the cent",
            years=_span([block[0][0], block[-1][1]]),
        )
        columns = [Column(f"{before}–{after}", words.sign) for before, after in block]
        name = f"{anchor}-changes-{block[0][0]}"
        tables.append(_table(name, caption, columns, cells, years, words))
    return tables


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
    names = _names(years)
    rows = [Row(names[code], cells(_shares_of(code, years))) for code in _payers(years)]
    rows = [row for row in rows if set(row.cells) != {NOTHING}]
    totals = {year: summary.total_cents for year, summary in years.summaries.items()}
    rows.append(Row(words.say("Total"), cells(totals), total=True))
    gaps = any(NOTHING in row.cells for row in rows)
    note = (
        words.say("A dash (–): the payer takes no part, or no report of the year could be made.")
        if gaps
        else ""
    )
    return Table(
        name, caption, words.say("Payer"), columns, rows, note, wide=len(columns) >= _TIGHT_FROM
    )


def _shares_of(code: str, years: Years) -> dict[int, int]:
    """Return a payer's share in cents in each year that it takes part in."""
    shares_by_year = {year: summary.cents for year, summary in years.summaries.items()}
    return {year: cents[code] for year, cents in shares_by_year.items() if code in cents}


def side_by_side(years: Years, words: Words) -> list[dict[str, Any]]:
    """Return for each year the chosen split, the status, the change from the year before and the
    fingerprints.
    """
    rows = []
    before: int | None = None
    for year, report in years.speakers.items():
        row = {
            "year": str(year),
            "way": NOTHING,
            "language": "",
            "status": NOTHING,
            "change": NOTHING,
            "fingerprints": years.fingerprints.get(year, ()),
        }
        if report is not None and report.summary is not None:
            row["way"] = one_line(report.summary.way)
            # The split's name is in the language of the report that speaks for the year.
            row["language"] = report.language if report.language != words.language else ""
            row["status"] = _status(report.summary.status, words)
            if before is not None:
                row["change"] = " ".join(_change_sentences(before, year, years, words))
            before = year
        rows.append(row)
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
    every_share = [summary.cents for summary in years.summaries.values()]
    last = every_share[-1] if every_share else {}
    earlier_only = set().union(*every_share) - set(last)
    return [*sorted(last, key=lambda code: (-last[code], code)), *sorted(earlier_only)]


def _names(years: Years) -> dict[str, str]:
    """Return each payer's name as the last report that has it writes it."""
    names: dict[str, str] = {}
    for summary in years.summaries.values():
        names |= summary.names
    return {code: one_line(name) for code, name in names.items()}


def _plain(cents: int | None, words: Words, signed: bool = False) -> str:
    if cents is None:
        return NOTHING
    return words.numbers.amount(cents, _EURO_DECIMALS, signed)


def _change(amounts: Mapping[int, int], pair: Sequence[int], words: Words) -> str:
    before, after = (amounts.get(year) for year in pair)
    if before is None or after is None:
        return NOTHING
    return _plain(after - before, words, signed=True)


def _change_sentences(before: int, year: int, years: Years, words: Words) -> list[str]:
    """Say what changed from one year to the next: the total, whose share most, and who pays or pays
    no longer.
    """
    say, names = words.say, _names(years)
    was, now = years.summaries[before], years.summaries[year]
    new, gone = sorted(set(now.cents) - set(was.cents)), sorted(set(was.cents) - set(now.cents))
    sentences = [
        f"{before}–{year}:",
        *_total_sentences(was.total_cents, now.total_cents, words),
        *_share_sentences(was.cents, now.cents, names, words),
    ]
    if new:
        sentences.append(say("New payers: {payers}.", payers=_listed(new, names, words)))
    if gone:
        sentences.append(say("Pay no longer: {payers}.", payers=_listed(gone, names, words)))
    return sentences


def _total_sentences(was: int, now: int, words: Words) -> list[str]:
    """Say how the total changed; of a total that was zero no percentage can be given."""
    if was == now:
        return [words.say("The total cost is the same.")]
    if was == 0:
        return []
    text = (
        "The total cost rises by {amount} ({percent})."
        if now > was
        else "The total cost falls by {amount} ({percent})."
    )
    amount, percent = Money(abs(now - was), _EURO_DECIMALS), Percent(Fraction(abs(now - was), was))
    return [words.say(text, amount=amount, percent=percent)]


def _share_sentences(
    was: Mapping[str, int], now: Mapping[str, int], names: Mapping[str, str], words: Words
) -> list[str]:
    """Say whose share rises and whose falls most, of those who pay in both years."""
    changes_by_code = {code: now[code] - was[code] for code in sorted(now) if code in was}
    if not changes_by_code:
        return []
    up = max(changes_by_code, key=lambda code: changes_by_code[code])
    down = min(changes_by_code, key=lambda code: changes_by_code[code])
    sentences = []
    if changes_by_code[up] == changes_by_code[down] == 0:
        sentences.append(words.say("No share changes."))
    if changes_by_code[up] > 0:
        amount = Money(changes_by_code[up], _EURO_DECIMALS)
        text = words.say("Rises most: {payer}, {amount}.", payer=names[up], amount=amount)
        sentences.append(text)
    if changes_by_code[down] < 0:
        amount = Money(-changes_by_code[down], _EURO_DECIMALS)
        text = words.say("Falls most: {payer}, {amount}.", payer=names[down], amount=amount)
        sentences.append(text)
    return sentences


def _listed(codes: Sequence[str], names: Mapping[str, str], words: Words) -> Listing:
    """Name the payers; of many only the first ones, and how many more."""
    if len(codes) <= _NAMED_AT_MOST:
        return Listing([names[code] for code in codes])
    unnamed = len(codes) - _NAMED_AT_MOST + 1
    shown = [names[code] for code in codes[: _NAMED_AT_MOST - 1]]
    return Listing([*shown, words.plural("{count} other", "{count} others", unnamed)])
