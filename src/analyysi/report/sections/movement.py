"""How the split moves with the population and the budget: the years to come, other totals."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import partial

from analyysi.allocation.whole_units.whole_euros import in_whole_euros
from analyysi.comparison.outlook import (
    OutlookYear,
    ProjectionStart,
    outlook,
    projection_starts,
)
from analyysi.comparison.scenarios import Scenario, total_limit, totals, tried_totals
from analyysi.messages import Day, KeyName, Listing, Money, Number, PayerName, Value
from analyysi.report.blocks import Block, Paragraph
from analyysi.report.extremes import extremes
from analyysi.report.many_payers import (
    IN_WORKBOOK,
    PayerColumn,
    noted,
    payer_rows,
    where_others_stand,
)
from analyysi.report.pictures.years_chart import YearShares, shares_over_years
from analyysi.report.pieces.shared_sentences import in_full
from analyysi.report.reader import Reader
from analyysi.report.sections.section import LeftOut, Shown
from analyysi.report.tables import Column, Row, Table


def section(reader: Reader) -> Shown | LeftOut:
    """Show how the shares move with the population and the budget; left out where nothing can be
    computed.
    """
    comparison, say = reader.comparison, reader.say
    nothing = say("How the shares move cannot be computed by this way of sharing")
    if not comparison.chosen.variant.method.is_rule:
        # Of published sums without a known rule nothing follows, whatever the figures, the keys or
        # the total.
        return LeftOut(nothing)
    years = outlook(comparison)
    blocks = _years_to_come(reader, years) if years else _other_totals(reader)
    if not blocks:
        return LeftOut(nothing)
    return Shown(_heading(reader, years), blocks)


def _years_to_come(reader: Reader, years: tuple[OutlookYear, ...]) -> list[Block]:
    """Return the assumption, the picture and the figures of the years to come."""
    say, terms = reader.say, reader.case.terms
    assumption = ""
    if terms.outlook is not None:
        assumption = terms.outlook.assumption.in_language(reader.words.language)
    blocks: list[Block] = [
        Paragraph(say("These sums rest on an assumption.") + " " + assumption),
    ]
    for start in projection_starts(reader.comparison):
        blocks.append(Paragraph(_tied_to_count(reader, start)))
    shares = _over_years(reader, years)
    picture = shares_over_years(reader, shares, terms.year)
    if picture is not None:
        blocks.append(picture)
    return blocks


def annex_blocks(reader: Reader) -> list[Block]:
    """Return the figures of the picture and the shares of other totals; none where there is no
    picture, since the section then shows the totals itself.
    """
    if not reader.comparison.chosen.variant.method.is_rule:
        return []
    years = outlook(reader.comparison)
    if not years:
        return []
    starts = [_start_table(reader, start) for start in projection_starts(reader.comparison)]
    return [_years_table(reader, _over_years(reader, years)), *starts, *_other_totals(reader)]


def _other_totals(reader: Reader) -> list[Block]:
    """Return the table of what each would pay of other totals; none where it cannot be computed."""
    scenarios = totals(reader.comparison)
    return [_totals(reader, scenarios)] if scenarios else []


def _heading(reader: Reader, years: tuple[OutlookYear, ...]) -> str:
    focus = reader.focus
    say = reader.say
    if not years:
        return say("How the shares move with the total")
    last, chosen = years[-1], reader.comparison.chosen.shown
    shown = in_whole_euros(last.cents)
    changes = {code: shown[code] - chosen[code] for code in reader.comparison.payers}
    if focus is not None:
        return _heading_of_seat(reader, changes[focus], str(last.year))
    all_changes = extremes(changes, assumed=True)
    return say("By {year}: {extremes}", year=str(last.year), extremes=all_changes)


def _heading_of_seat(reader: Reader, change: int, year: str) -> str:
    payer = PayerName(str(reader.focus))
    if not change:
        return reader.say("{payer}: the share would be the same in {year}", payer=payer, year=year)
    text = (
        "{payer}: the share would grow by {amount} by {year}"
        if change > 0
        else "{payer}: the share would fall by {amount} by {year}"
    )
    return reader.say(text, payer=payer, amount=Money(abs(change), words=True), year=year)


def _over_years(reader: Reader, years: tuple[OutlookYear, ...]) -> list[YearShares]:
    """Return the year before if it has the same payers, this year and the years to come, with the
    shares as they are shown.
    """
    comparison, terms, previous = reader.comparison, reader.case.terms, reader.context.previous
    shares: list[YearShares] = []
    if previous is not None and set(previous.cents) == set(comparison.payers):
        assumed = previous.case.terms.total.assumed
        shares.append(YearShares(previous.year, previous.shown.cents, assumed))
    shares.append(YearShares(terms.year, comparison.chosen.shown, terms.total.assumed))
    shares += [YearShares(coming.year, in_whole_euros(coming.cents), True) for coming in years]
    return shares


def _years_table(reader: Reader, years: Sequence[YearShares]) -> Table:
    say, plain, terms = reader.say, reader.words.numbers.plain, reader.case.terms
    chosen, last = reader.comparison.chosen.shown, years[-1].cents
    euros = partial(reader.words.numbers.amount, decimals=0)
    changes = {code: last[code] - chosen[code] for code in reader.comparison.payers}
    figures = [PayerColumn(shares.cents, euros) for shares in years]
    rows = payer_rows(
        reader,
        [*figures, PayerColumn(changes, partial(euros, signed=True))],
        reader.comparison.payers,
    )
    sums = [plain(Fraction(sum(shares.cents.values()), 100)) for shares in years]
    sums.append(plain(Fraction(sum(last.values()) - sum(chosen.values()), 100), signed=True))
    rows.append(Row(say("Total"), sums, total=True))
    columns = [Column(str(shares.year), reader.sign) for shares in years]
    columns.append(Column(say("Change from {year}", year=str(terms.year)), reader.sign))
    caption = say("What each would pay in the years to come, whole euros")
    note = where_others_stand(reader, IN_WORKBOOK, reader.comparison.payers)
    header = reader.words.payer_header()
    return Table("years", caption, header, columns, rows, note=note, wide=True)


def _tied_to_count(reader: Reader, start: ProjectionStart) -> str:
    """Say how a projection is tied to the last count, and how far it is off on that day: for the
    seat, or else for the payer whose share that would move most.
    """
    say, day = reader.say, Day(start.day)
    text = (
        "The projection is tied to the figures counted on {day}: from there each payer's figure "
        "would change by as many per cent as in the projection."
        if start.alignment == "ratio"
        else "The projection is tied to the figures counted on {day}: from there each payer's "
        "figure would change by as much as in the projection."
    )
    tied = say(text, day=day)
    if start.counted == start.projected:
        return f"{tied} {say('The projection has exactly the figures counted on {day}.', day=day)}"
    farthest = max(start.cents, key=lambda code: abs(start.cents[code]))
    payer = farthest
    if reader.focus is not None and reader.focus in start.counted:
        payer = reader.focus
    if payer not in start.counted:
        return tied
    values: dict[str, Value] = {
        "payer": PayerName(payer),
        "day": day,
        "projected": Number(start.projected[payer]),
        "counted": Number(start.counted[payer]),
        "amount": Money(start.cents[payer], signed=True),
    }
    text = (
        "The projection has {projected} for {payer} on {day}, the count {counted}. Untied, this "
        "alone would move the share by {amount}."
        if payer == reader.focus
        else "The difference is most for {payer}: {projected} in the projection, {counted} in the "
        "count. Untied, this alone would move the share by {amount}."
    )
    return f"{tied} {say(text, **values)}"


def _start_table(reader: Reader, start: ProjectionStart) -> Table:
    """Return what projection and count have on the day of the count, and what that would move."""
    say, plain = reader.say, reader.words.numbers.plain
    unit = reader.words.of(reader.case.terms.keys[start.key].counted.words)
    # An organiser that a step brings in has no figure.
    payers = [code for code in reader.comparison.payers if code in start.counted]
    off = {code: start.projected[code] - start.counted[code] for code in payers}
    figures = [
        PayerColumn(start.counted, plain),
        PayerColumn(start.projected, plain),
        PayerColumn(off, partial(plain, signed=True)),
        PayerColumn(start.cents, partial(reader.words.numbers.amount, signed=True)),
    ]
    rows = payer_rows(reader, figures, payers)
    columns = [
        Column(say("Counted"), unit),
        Column(say("Projection"), unit),
        Column(say("Difference"), unit),
        Column(say("What the share would be off by, untied"), reader.sign),
    ]
    caption = say(
        "How far the projection is off on the day of the count: {key}", key=KeyName(start.key)
    )
    name = f"projection-start-{start.key.replace('_', '-')}"
    note = where_others_stand(reader, IN_WORKBOOK, payers)
    return Table(name, caption, reader.words.payer_header(), columns, rows, note=note)


def _totals(reader: Reader, scenarios: Sequence[Scenario]) -> Table:
    say, words = reader.say, reader.words
    columns = [Column(words.of(Money(scenario.total)), say("total")) for scenario in scenarios]
    signed_euros = partial(words.numbers.amount, decimals=0, signed=True)
    figures = [PayerColumn(scenario.shown_changes, signed_euros) for scenario in scenarios]
    rows = payer_rows(reader, figures, reader.comparison.payers)
    caption = say("What each would pay more or less if the total were otherwise, whole euros")
    known = {scenario.total for scenario in scenarios}
    left_out = [Money(total) for total in tried_totals(reader.case) if total not in known]
    note = (
        say(
            "Not shown, since the terms do not fit such a total: {totals}.",
            totals=Listing(left_out),
        )
        if left_out
        else ""
    )
    limit = total_limit(reader.case)
    if limit is not None:
        most = say(
            "The total may be at most {limit}, so none above it is shown.", limit=in_full(limit)
        )
        note = noted(most, note)
    note = noted(note, where_others_stand(reader, IN_WORKBOOK, reader.comparison.payers))
    return Table("totals", caption, words.payer_header(), columns, rows, note=note)
