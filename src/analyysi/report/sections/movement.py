"""How the split moves with the population and the budget: the years to come, other totals, revised
figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from analyysi.allocation.whole_units.whole_euros import in_whole_euros
from analyysi.comparison.outlook import OutlookYear, outlook
from analyysi.comparison.robustness import Robustness, robustness
from analyysi.comparison.scenarios import Scenario, totals
from analyysi.messages import Money, Number, PayerName, payer_names
from analyysi.report.blocks import Block, Folded, Heading, Paragraph
from analyysi.report.extremes import extremes
from analyysi.report.pictures.sensitivity_chart import sensitivity
from analyysi.report.pictures.years_chart import YearShares, shares_over_years
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
        blocks.append(sensitivity(reader, ranges))
        blocks.append(Folded(say("The figures of the picture"), [_firmness_table(reader, ranges)]))
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
    shares = _over_years(reader, years)
    picture = shares_over_years(reader, shares, terms.year)
    if picture is not None:
        blocks.append(picture)
    blocks.append(Folded(say("The figures of the picture"), [_years_table(reader, shares)]))
    return blocks


def _heading(reader: Reader, years: tuple[OutlookYear, ...]) -> str:
    focus = reader.focus
    say = reader.say
    if not years:
        return say("How the shares move with the total")
    last, chosen = years[-1], reader.comparison.chosen.shown
    shown = in_whole_euros(last.cents)
    changes = {code: shown[code] - chosen[code] for code in reader.comparison.payers}
    if focus is not None:
        return say(
            "{payer}: the share would change by {amount} by {year}",
            payer=PayerName(focus),
            amount=Money(changes[focus], signed=True, words=True),
            year=str(last.year),
        )
    return say("By {year}: {extremes}", year=str(last.year), extremes=extremes(changes))


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
    rows = []
    for code in reader.comparison.payers:
        cells = [plain(Fraction(shares.cents[code], 100)) for shares in years]
        cells.append(plain(Fraction(last[code] - chosen[code], 100), signed=True))
        rows.append(Row(reader.words.payer(code), cells, marked=code == reader.focus))
    sums = [plain(Fraction(sum(shares.cents.values()), 100)) for shares in years]
    sums.append(plain(Fraction(sum(last.values()) - sum(chosen.values()), 100), signed=True))
    rows.append(Row(say("Total"), sums, total=True))
    columns = [Column(str(shares.year), "€") for shares in years]
    columns.append(Column(say("Change from {year}", year=str(terms.year)), "€"))
    caption = say("What each would pay in the years to come, whole euros")
    return Table("years", caption, reader.words.payer_header(), columns, rows, wide=True)


def _totals(reader: Reader, scenarios: Sequence[Scenario]) -> Table:
    say, words = reader.say, reader.words
    columns = [Column(words.of(Money(scenario.total)), say("total")) for scenario in scenarios]
    rows = []
    for code in reader.comparison.payers:
        cells = [
            words.numbers.plain(Fraction(scenario.shown_changes[code], 100), signed=True)
            for scenario in scenarios
        ]
        rows.append(Row(words.payer(code), cells, marked=code == reader.focus))
    caption = say("What each would pay more or less if the total were otherwise, whole euros")
    return Table("totals", caption, words.payer_header(), columns, rows)


def _firmness(reader: Reader, ranges: Robustness) -> str:
    """State what was drawn and how far the sums moved, where a board reads it; the seed stands
    under the table.
    """
    low, high, chosen = ranges.low, ranges.high, reader.comparison.chosen.cents
    outside = [code for code in low if not low[code] <= chosen[code] <= high[code]]
    loosest = max(low, key=lambda code: high[code] - low[code])
    sentences = reader.say(
        "In {draws} draws every figure was revised by up to one per cent, at most three tenths "
        "were shared equally, "
        "and the rest by the keys of the terms with weights drawn at random. The weights are "
        "nobody's proposal. The "
        "sum moved most for {payer}: in nine draws of ten it was between {low} and {high}.",
        draws=Number(ranges.draws),
        payer=PayerName(loosest),
        low=Money(low[loosest], words=True),
        high=Money(high[loosest], words=True),
    )
    if outside:
        sentences += " " + reader.say(
            "The chosen share lies outside that range for: {names}. The draws may share a part "
            "equally, which the chosen "
            "split need not do.",
            names=payer_names(outside),
        )
    return sentences


def _firmness_table(reader: Reader, ranges: Robustness) -> Table:
    say, plain = reader.say, reader.words.numbers.plain
    rows = []
    for code in reader.comparison.payers:
        if code in ranges.low:
            cells = [
                plain(Fraction(ranges.low[code], 100)),
                plain(Fraction(reader.comparison.chosen.shown[code], 100)),
                plain(Fraction(ranges.high[code], 100)),
                plain(ranges.within[code] * 100),
                plain(ranges.ways[code] * 100),
            ]
            rows.append(Row(reader.words.payer(code), cells, marked=code == reader.focus))
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
        seed=str(ranges.seed),
        same=Number(ranges.ranking * 100),
    )
    caption = say("How firm the sums are when figures are revised and keys weighted otherwise")
    return Table("robustness", caption, reader.words.payer_header(), columns, rows, note=note)
