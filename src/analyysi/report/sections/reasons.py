"""Why this split: how each way weighs by each yardstick, and how far each share moves over the
official keys.
"""

from __future__ import annotations

from fractions import Fraction

from analyysi.messages import Money
from analyysi.report.blocks import Block, Paragraph
from analyysi.report.front.ways import by_official_keys
from analyysi.report.many_payers import IN_WORKBOOK, named, where_others_stand
from analyysi.report.pieces.yardsticks import by_each_way
from analyysi.report.reader import Reader
from analyysi.report.sections.section import Shown
from analyysi.report.tables import Column, Row, Table

_FEWEST = 2
"""Keys that a range needs."""


def section(reader: Reader) -> Shown:
    """Show the ways beside yardsticks, and the range of each share over the official keys."""
    say = reader.say
    blocks: list[Block] = [*by_each_way(reader), *_ranges(reader)]
    if not blocks:
        text = (
            "There is no other way to set this one against."
            if len(reader.comparison.listed) == 1
            else "The ways are not set beside inhabitants, budgets or several keys here: the terms "
            "have no such figures of the payers."
        )
        blocks = [Paragraph(say(text))]
    return Shown(_heading(reader), blocks)


def _heading(reader: Reader) -> str:
    comparison, words, say = reader.comparison, reader.words, reader.say
    head_range = comparison.head_range(comparison.chosen)
    if head_range is None:
        return say("What the choice of the way means")
    low, high = (words.of(Money(amount, 2, words=True)) for _, amount in head_range)
    if low == high:
        return say("In the chosen split every inhabitant counts the same: {amount}", amount=low)
    plain = words.numbers.amount(head_range[0][1])
    return say(
        "In the chosen split an inhabitant counts from {low} to {high}", low=plain, high=high
    )


def _ranges(reader: Reader) -> list[Table]:
    """Return each payer's lowest and highest share over the ways by a single official key; nothing
    where there are not several.
    """
    say, words, comparison = reader.say, reader.words, reader.comparison
    splits = by_official_keys(comparison)
    if len(splits) < _FEWEST:
        return []
    rows = []
    payers = comparison.payers
    if not reader.every_row:
        payers = named(reader, [split.shown for split in splits], payers)
    for code in payers:
        paid = {split.id: split for split in splits if code in split.shown}
        low = min(paid.values(), key=lambda split: split.shown[code])
        high = max(paid.values(), key=lambda split: split.shown[code])
        cells = [words.numbers.plain(Fraction(comparison.chosen.shown[code], 100))]
        for split in (low, high):
            amount = words.numbers.plain(Fraction(split.shown[code], 100))
            cells.append(f"{amount} ({words.of(split.title)})")
        rows.append(Row(words.payer(code), cells, marked=code == reader.focus))
    columns = [
        Column(say("Chosen split"), reader.sign),
        Column(say("Lowest"), reader.sign, text=True),
        Column(say("Highest"), reader.sign, text=True),
    ]
    caption = say("How far each share moves over single keys, whole euros")
    note = where_others_stand(reader, IN_WORKBOOK, reader.comparison.payers)
    return [Table("key-ranges", caption, words.payer_header(), columns, rows, note=note)]
