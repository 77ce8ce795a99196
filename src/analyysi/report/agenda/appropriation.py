"""The line of the seat's budget: this year's share, the two plan years after it, and what the
agreement leaves open.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from analyysi.allocation.whole_units.whole_euros import whole_euros
from analyysi.comparison.outlook import outlook
from analyysi.messages import PayerName
from analyysi.report.agenda.seat_share import SeatShare, is_municipal
from analyysi.report.front.answer import is_decided
from analyysi.report.reader import Reader
from analyysi.report.tables import Column, Row, Table

PLAN_YEARS = 2
"""How many years after the budget's own a municipality's plan has (kuntalaki 110 §)."""


@dataclass(frozen=True)
class Appropriation:
    """The line, as the page, the Word file and plain text show it.

    Parameters
    ----------
    caption
        What the line is of.
    headings
        Those of the columns: what is paid, cost centre and account, and each year in euros.
    cells
        What stands under each heading.
    notes
        What the figures are and what is still open, a sentence or two each.
    sign
        That of the currency, for the heading of each year.
    """

    caption: str
    headings: tuple[str, ...]
    cells: tuple[str, ...]
    notes: tuple[str, ...]
    sign: str

    def table(self) -> Table:
        """Return the line as a table of one row."""
        corner, account, *years = self.headings
        columns = [Column(account, text=True)]
        columns += [Column(year, self.sign, marked=not place) for place, year in enumerate(years)]
        label, *cells = self.cells
        note = " ".join(self.notes)
        return Table("appropriation", self.caption, corner, columns, [Row(label, cells)], note=note)


def appropriation(reader: Reader, share: SeatShare) -> Appropriation:
    """Return the line of the seat's budget."""
    say, year = reader.say, reader.case.terms.year
    plan_years = [year + ahead for ahead in range(1, PLAN_YEARS + 1)]
    return Appropriation(
        say("Appropriation in the budget of {year}, operating economy", year=str(year)),
        (
            say("What the sum is for"),
            say("Cost centre, account"),
            say("Budget {year}", year=str(year)),
            *(say("Plan {year}", year=str(plan_year)) for plan_year in plan_years),
        ),
        (
            _purpose(reader, share),
            say("[to be filled in]"),
            _budgeted(reader, share),
            *_planned(reader, share, plan_years),
        ),
        tuple(_notes(reader, share)),
        reader.sign,
    )


def _purpose(reader: Reader, share: SeatShare) -> str:
    """Name the matter and who is paid; the organiser pays itself nothing."""
    agreement = reader.case.agreement
    subject = agreement.subject.in_language(reader.words.language)
    if share.payer == agreement.organiser:
        return subject
    return reader.say(
        "{subject}, paid to: {organiser}", subject=subject, organiser=PayerName(agreement.organiser)
    )


def _budgeted(reader: Reader, share: SeatShare) -> str:
    """Write this year's sum: in brackets while it is only computed here."""
    plain = reader.words.numbers.plain
    if share.cents is None:
        return f"[{plain(share.computed)}]"
    if share.published is None:
        return plain(share.computed)
    return _in_euros(reader, share.cents)


def _in_euros(reader: Reader, cents: int) -> str:
    return reader.words.numbers.plain(Fraction(cents, 100), 2 if cents % 100 else 0)


def _planned(reader: Reader, share: SeatShare, years: list[int]) -> Iterator[str]:
    """Write the sums of the plan years: estimates, or open where the terms look no further."""
    cents_of = {ahead.year: ahead.cents for ahead in outlook(reader.comparison)}
    for year in years:
        if year in cents_of:
            yield reader.words.numbers.plain(whole_euros(cents_of[year])[share.payer])
        else:
            yield reader.say("[to be filled in]")


def _notes(reader: Reader, share: SeatShare) -> Iterator[str]:
    say, year = reader.say, str(reader.case.terms.year)
    if share.published is None and share.cents is not None:
        yield say("The sum of {year} is the share computed here.", year=year)
    elif share.published is None:
        yield say(
            "The sum of {year} is computed here and in brackets until the sharing is agreed on.",
            year=year,
        )
    elif is_decided(share.published):
        yield say("The sum of {year} is the approved share.", year=year)
    else:
        yield say("The sum of {year} is the published share.", year=year)
    stated = reader.case.terms.outlook
    if stated is not None and outlook(reader.comparison):
        yield say(
            "The plan years are an estimate by the split computed here: {assumption}",
            assumption=stated.assumption.in_language(reader.words.language),
        )
    if is_municipal(reader, share):
        yield say(
            "The council decides on the appropriation (Local Government Act, section 110); the "
            "board only proposes it."
        )
    yield say("Value added tax and instalments: [to be filled in from the agreement].")
