"""What if one leaves or joins: the table, and who would rather leave."""

from __future__ import annotations

from fractions import Fraction

from analyysi.allocation.whole_units.whole_euros import whole_euros
from analyysi.comparison.game_range import ends_of_range
from analyysi.comparison.scenarios import Scenario, joins, would_leave
from analyysi.messages import Listing, Money, Number, PayerName, payer_names
from analyysi.report.blocks import Block, Paragraph
from analyysi.report.many_payers import (
    IN_WORKBOOK,
    are_many,
    named,
    noted,
)
from analyysi.report.pieces.shared_sentences import unknown_withdrawals
from analyysi.report.reader import Reader
from analyysi.report.sections.section import LeftOut, Shown
from analyysi.report.tables import NOTHING, Column, Row, Table


def section(reader: Reader) -> Shown | LeftOut:
    """Show what each would pay if one left or joined; left out where nothing can be computed."""
    comparison, say = reader.comparison, reader.say
    place = {code: number for number, code in enumerate(comparison.payers)}
    leaving = tuple(sorted(reader.withdrawals, key=lambda scenario: place[str(scenario.payer)]))
    joining = joins(comparison)
    rows = [
        *(
            (say("{payer} leaves", payer=PayerName(str(scenario.payer))), scenario)
            for scenario in leaving
            if scenario.changes
        ),
        *(
            (say("{payer} joins", payer=PayerName(str(scenario.payer))), scenario)
            for scenario in joining
            if scenario.changes
        ),
    ]
    if not rows:
        return LeftOut(say("What a withdrawal would do cannot be computed by this way of sharing"))
    blocks: list[Block] = [
        Paragraph(
            say(
                "The total and the chosen split are kept in each case, and those who remain share "
                "the whole."
            )
        )
    ]
    table = _ends_of_changes if are_many(comparison.payers) else _changes
    blocks.append(table(reader, rows))
    unknown = unknown_withdrawals(reader, ())
    if unknown:
        blocks.append(Paragraph(unknown))
    if leaving:
        blocks.append(_wishes(reader, leaving))
    return Shown(_heading(reader, leaving, joining), blocks)


def _heading(
    reader: Reader,
    leaving: tuple[Scenario, ...],
    joining: tuple[Scenario, ...],
) -> str:
    """State the largest rise: of the reader's own payer, if the report has one, else of anybody."""
    focus = reader.focus
    say = reader.say
    rises = [
        (cents, code, str(scenario.payer))
        for scenario in leaving
        for code, cents in scenario.shown_changes.items()
        if focus is None or code == focus
    ]
    if rises and max(rises)[0] > 0:
        cents, code, leaver = max(rises, key=lambda rise: rise[0])
        return say(
            "If {leaver} left, {payer} would pay {amount} more",
            leaver=PayerName(leaver),
            payer=PayerName(code),
            amount=Money(cents, words=True),
        )
    falls = [
        (cents, code, str(scenario.payer))
        for scenario in joining
        for code, cents in scenario.shown_changes.items()
        if focus is None or code == focus
    ]
    if falls and min(falls)[0] < 0:
        cents, code, joiner = min(falls, key=lambda fall: fall[0])
        return say(
            "If {joiner} joined, {payer} would pay {amount} less",
            joiner=PayerName(joiner),
            payer=PayerName(code),
            amount=Money(-cents, words=True),
        )
    return say("What if one leaves or joins")


def _changes(reader: Reader, scenarios: list[tuple[str, Scenario]]) -> Table:
    focus = reader.focus
    say = reader.say
    payers = reader.comparison.payers
    rows = []
    for label, scenario in scenarios:
        cells = [_change(reader, scenario, code) for code in payers]
        rows.append(Row(label, cells, marked=focus is not None and scenario.payer == focus))
    name, sign = reader.words.payer, reader.sign
    columns = [Column(name(code), sign, marked=code == focus) for code in payers]
    caption = say("What each would pay more or less, whole euros")
    note = say("A minus sign means that a payer would pay less.")
    return Table("changes", caption, say("Change"), columns, rows, note=note, wide=True)


def _change(reader: Reader, scenario: Scenario, payer: str) -> str:
    """Write what a payer would pay more or less in whole euros; a dash if it would not pay."""
    if payer not in scenario.changes:
        return NOTHING
    return reader.words.numbers.plain(Fraction(scenario.shown_changes[payer], 100), signed=True)


def _ends_of_changes(reader: Reader, scenarios: list[tuple[str, Scenario]]) -> Table:
    """Show of each withdrawal only whose share changes least and most, and how the reader's own
    does.
    """
    say, words, focus = reader.say, reader.words, reader.focus
    shown = {str(scenario.payer): scenario.shown_changes for _, scenario in scenarios}
    payers, leavers = reader.comparison.payers, tuple(shown)
    note = say("A minus sign means that a payer would pay less.")
    if are_many(leavers) and not reader.every_row:
        by_change = {
            code: max(changes.values()) if focus is None else changes.get(focus, 0)
            for code, changes in shown.items()
        }
        leavers = named(reader, [by_change], leavers)
        note = noted(note, _which(reader, len(shown)))
    rows = []
    for label, scenario in scenarios:
        if scenario.payer not in leavers:
            continue
        changes = scenario.shown_changes
        paying = [code for code in payers if code in changes]
        least = min(paying, key=lambda code: changes[code])
        most = max(paying, key=lambda code: changes[code])
        cells = [] if focus is None else [_change(reader, scenario, focus)]
        for code in (most, least):
            cells += [_change(reader, scenario, code), words.payer(code)]
        rows.append(Row(label, cells, marked=focus is not None and scenario.payer == focus))
    columns = [] if focus is None else [Column(words.payer(focus), reader.sign, marked=True)]
    columns += [
        Column(say("Largest change"), reader.sign),
        Column(say("Whose"), text=True),
        Column(say("Smallest change"), reader.sign),
        Column(say("Whose"), text=True),
    ]
    caption = say("Who would pay how much more or less, whole euros")
    return Table("changes", caption, say("Change"), columns, rows, note=note, wide=True)


def _which(reader: Reader, count: int) -> str:
    """Say which of many withdrawals have a row, and where all stand."""
    text = (
        "Of {count} cases those are shown in which the largest change is largest and smallest, of "
        "equal ones the first."
        if reader.focus is None
        else "Of {count} cases those are shown in which the report's own share would change most "
        "and least, of equal ones the first, and its own leaving."
    )
    return f"{reader.say(text, count=Number(count))} {reader.words.of(IN_WORKBOOK)}"


def _wishes(reader: Reader, leaving: tuple[Scenario, ...]) -> Paragraph:
    """Say who would rather leave, where that can be known."""
    comparison = reader.comparison
    say = reader.say
    now = would_leave(comparison)
    if now is None:
        shown = comparison.chosen.shown
        low = min(comparison.payers, key=lambda code: (shown[code], code))
        high = comparison.payers[0]
        return Paragraph(
            say(
                "Who would rather leave is not known, since it is not known what the service "
                "would cost each by "
                "itself. Leaving pays for one that gets the same for less than its share: from "
                "{low_amount} ({low}) to "
                "{high_amount} ({high}).",
                low=PayerName(low),
                low_amount=Money(shown[low], words=True),
                high=PayerName(high),
                high_amount=Money(shown[high], words=True),
            )
        )
    sentences = [
        say(
            "These would pay less by themselves than by the chosen split: {names}.",
            names=_names(now),
        )
        if now
        else say("By the chosen split nobody would pay less by itself.")
    ]
    for scenario in leaving:
        drawn = [code for code in would_leave(comparison, scenario) or () if code not in now]
        if drawn:
            sentences.append(
                say(
                    "If {leaver} left, these would pay less by themselves too: {names}.",
                    leaver=PayerName(str(scenario.payer)),
                    names=_names(drawn),
                )
            )
    return Paragraph(" ".join(sentences))


def _names(codes: tuple[str, ...] | list[str]) -> Listing:
    return payer_names(codes)


def annex_blocks(reader: Reader) -> list[Block]:
    """Return the shares at both ends of estimated stand-alone costs, one table per way; none
    without estimates.
    """
    words = reader.words
    say, plain = reader.say, words.numbers.plain
    ranges = ends_of_range(reader.comparison)
    if not ranges:
        return []
    columns = [
        Column(say("Estimates at the low end"), reader.sign),
        Column(say("Estimates at the high end"), reader.sign),
    ]
    blocks: list[Block] = []
    for ends in ranges:
        low, high = whole_euros(ends.low), whole_euros(ends.high)
        rows = [Row(words.payer(code), [plain(low[code]), plain(high[code])]) for code in ends.low]
        caption = say(
            "{title}: shares at both ends of the estimated costs of acting alone, whole euros",
            title=words.title(ends.split.title),
        )
        blocks.append(
            Table(f"ranges-{ends.split.id}", caption, words.payer_header(), columns, rows)
        )
    return blocks
