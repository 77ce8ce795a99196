"""How the split moves with the population and the budget: the years to come, other totals, revised
figures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from analyysi.comparison.outlook import OutlookYear, outlook
from analyysi.comparison.robustness import Robustness, robustness
from analyysi.comparison.scenarios import Scenario, totals
from analyysi.messages import Listing, Money, Number, PayerName
from analyysi.report.blocks import Block, Folded, Heading, Paragraph
from analyysi.report.pictures import board_charts
from analyysi.report.reader import Reader
from analyysi.report.sections.section import LeftOut, Shown
from analyysi.report.tables import Column, Row, Table

_REACH = 100_00


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
    blocks = _years_to_come(reader, years) if years else []
    scenarios = totals(comparison)
    if scenarios:
        blocks.append(Heading(say("If the total is otherwise")))
        blocks.append(_totals(reader, scenarios))
    ranges = robustness(comparison, reach=_REACH)
    if ranges is not None:
        blocks.append(Heading(say("If figures are revised and keys weighted otherwise")))
        blocks.append(Paragraph(_firmness(reader, ranges)))
        blocks.append(board_charts.sensitivity(reader, ranges))
        blocks.append(Folded(say("The figures of the picture"), [_firm(reader, ranges)]))
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
    lines = _over_years(reader, years)
    picture = board_charts.shares_over_years(reader, lines, terms.year)
    if picture is not None:
        blocks.append(picture)
    blocks.append(Folded(say("The figures of the picture"), [_years(reader, lines)]))
    return blocks


def _heading(reader: Reader, years: tuple[OutlookYear, ...]) -> str:
    focus = reader.focus
    say = reader.say
    if not years:
        return say("How the shares move with the total")
    last, chosen = years[-1], reader.comparison.chosen.cents
    changes = {code: last.cents[code] - chosen[code] for code in reader.comparison.payers}
    if focus is not None:
        return say(
            "{payer}: the share would change by {amount} by {year}",
            payer=PayerName(focus),
            amount=Money(changes[focus], signed=True, words=True),
            year=str(last.year),
        )
    return say(
        "By {year}: {extremes}", year=str(last.year), extremes=board_charts.extremes(changes)
    )


Line = tuple[int, Mapping[str, int], bool]
"""A year, cents by payer, and whether they rest on an assumption."""


def _over_years(reader: Reader, years: tuple[OutlookYear, ...]) -> list[Line]:
    """Return the year before if it has the same payers, this year and the years to come."""
    comparison, terms, previous = reader.comparison, reader.case.terms, reader.context.previous
    lines: list[Line] = []
    if previous is not None and set(previous.cents) == set(comparison.payers):
        lines.append((previous.year, previous.cents, previous.case.terms.total.assumed))
    lines.append((terms.year, comparison.chosen.cents, terms.total.assumed))
    return [*lines, *((outlook_year.year, outlook_year.cents, True) for outlook_year in years)]


def _years(reader: Reader, lines: Sequence[Line]) -> Table:
    words = reader.words
    say, plain, terms = reader.say, words.numbers.plain, reader.case.terms
    chosen, last = reader.comparison.chosen.cents, lines[-1][1]
    rows = [
        Row(
            words.payer(code),
            [
                *(plain(Fraction(cents[code], 100)) for _, cents, _ in lines),
                plain(Fraction(last[code] - chosen[code], 100), signed=True),
            ],
            marked=code == reader.focus,
        )
        for code in reader.comparison.payers
    ]
    sums = [plain(Fraction(sum(cents.values()), 100)) for _, cents, _ in lines]
    sums.append(plain(Fraction(sum(last.values()) - terms.total.value, 100), signed=True))
    rows.append(Row(say("Total"), sums, total=True))
    columns = [Column(str(year), "€") for year, _, _ in lines]
    columns.append(Column(say("Change from {year}", year=str(terms.year)), "€"))
    caption = say("What each would pay in the years to come, whole euros")
    return Table("years", caption, words.payer_header(), columns, rows, wide=True)


def _totals(reader: Reader, others: Sequence[Scenario]) -> Table:
    words = reader.words
    say, plain = reader.say, words.numbers.plain
    columns = [Column(words.of(Money(one.total)), say("total")) for one in others]
    rows = [
        Row(
            words.payer(code),
            [plain(Fraction(one.changes[code], 100), signed=True) for one in others],
            marked=code == reader.focus,
        )
        for code in reader.comparison.payers
    ]
    caption = say("What each would pay more or less if the total were otherwise, whole euros")
    return Table("totals", caption, words.payer_header(), columns, rows)


def _firmness(reader: Reader, found: Robustness) -> str:
    """Say what was drawn and how far the sums moved, where a board reads it; the seed stands under
    the table.
    """
    outside = [
        code
        for code in found.low
        if not found.low[code] <= reader.comparison.chosen.cents[code] <= found.high[code]
    ]
    loosest = max(found.low, key=lambda code: found.high[code] - found.low[code])
    told = reader.say(
        "In {draws} draws every figure was revised by up to one per cent, at most three tenths "
        "were shared equally, "
        "and the rest by the keys of the terms with weights drawn at random. The weights are "
        "nobody's proposal. The "
        "sum moved most for {payer}: in nine draws of ten it was between {low} and {high}.",
        draws=Number(found.draws),
        payer=PayerName(loosest),
        low=Money(found.low[loosest], words=True),
        high=Money(found.high[loosest], words=True),
    )
    if not outside:
        return told
    names = Listing([PayerName(code) for code in outside])
    return f"{told} " + reader.say(
        "The chosen share lies outside that range for: {names}. The draws may share a part "
        "equally, which the chosen "
        "split need not do.",
        names=names,
    )


def _firm(reader: Reader, found: Robustness) -> Table:
    words = reader.words
    say, plain = reader.say, words.numbers.plain
    rows = [
        Row(
            words.payer(code),
            [
                plain(Fraction(found.low[code], 100)),
                plain(Fraction(reader.comparison.chosen.cents[code], 100)),
                plain(Fraction(found.high[code], 100)),
                plain(found.within[code] * 100),
                plain(found.ways[code] * 100),
            ],
            marked=code == reader.focus,
        )
        for code in reader.comparison.payers
        if code in found.low
    ]
    columns = [
        Column(say("Nine in ten from"), "€"),
        Column(say("Chosen"), "€"),
        Column(say("Nine in ten to"), "€"),
        Column(say("At most 100 € away"), "%"),
        Column(say("Ways in the same order"), "%"),
    ]
    note = say(
        "The draws are fixed by the seed {seed}. The payers stand in the same order in {same} % "
        "of them. The last "
        "column tells in how many draws the ways shown in the body of the report, on the revised "
        "figures, stand in the "
        "same order by what the payer would pay.",
        seed=str(found.seed),
        same=Number(found.ranking * 100),
    )
    caption = say("How firm the sums are when figures are revised and keys weighted otherwise")
    return Table("robustness", caption, words.payer_header(), columns, rows, note=note)
