"""Payers by methods: the table under the picture, and its twin per inhabitant in the annex."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from analyysi.comparison.compare import Split
from analyysi.report.language.own_mark import title_of
from analyysi.report.reader import Reader
from analyysi.report.tables import NOTHING, Column, Row, Table


def euros_by_method(reader: Reader) -> Table:
    """Whole euros of each payer under every method, with the range per inhabitant below."""
    comparison, words = reader.comparison, reader.words
    number = words.numbers.plain
    rows = []
    for code in comparison.payers:
        cells = [
            number(Fraction(split.shown[code], 100)) if code in split.cents else NOTHING
            for split in comparison.leading
        ]
        rows.append(Row(words.payer(code), cells, marked=code == reader.focus))
    total = number(Fraction(reader.case.terms.total.value, 100))
    rows.append(Row(reader.say("Total"), [total] * len(comparison.leading), total=True))
    if reader.case.heads is not None:
        ranges = [comparison.head_range(split) for split in comparison.leading]
        for label, place in (
            (reader.say("Lowest per inhabitant, €"), 0),
            (reader.say("Highest per inhabitant, €"), 1),
        ):
            rows.append(
                Row(
                    label,
                    [
                        NOTHING if head_range is None else number(head_range[place][1] / 100, 2)
                        for head_range in ranges
                    ],
                )
            )
        ratios = [comparison.head_ratio(split) for split in comparison.leading]
        rows.append(
            Row(
                reader.say("Highest divided by lowest"),
                [NOTHING if ratio is None else number(ratio, 2) for ratio in ratios],
            )
        )
    return Table(
        "methods-table",
        reader.say("What each way of sharing would charge, whole euros"),
        words.payer_header(),
        _columns(reader, comparison.leading),
        rows,
        note=reader.say(
            "The first column of figures is the chosen split. The annex has the sums to the cent."
        ),
        wide=True,
    )


def heads_by_method(reader: Reader) -> Table:
    """Euros per inhabitant of each payer under every method."""
    comparison, words = reader.comparison, reader.words
    rows = []
    for code in comparison.payers:
        amounts = [comparison.per_head(split, code) for split in comparison.listed]
        cells = [
            NOTHING if amount is None else words.numbers.plain(amount / 100, 2)
            for amount in amounts
        ]
        rows.append(Row(words.payer(code), cells))
    return Table(
        "heads-table",
        reader.say("Euros per inhabitant under every way of sharing"),
        words.payer_header(),
        _columns(reader, comparison.listed),
        rows,
        wide=True,
    )


def _columns(reader: Reader, splits: Sequence[Split]) -> list[Column]:
    return [
        Column(
            title_of(split, reader.comparison, reader.words),
            reader.say("chosen") if split is reader.comparison.chosen else "",
            marked=split is reader.comparison.chosen,
        )
        for split in splits
    ]
