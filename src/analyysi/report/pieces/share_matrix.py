"""Payers by methods: the shares to the cent, and their twin per inhabitant."""

from __future__ import annotations

from collections.abc import Sequence

from analyysi.comparison.compare import Split
from analyysi.report.language.own_mark import title_of
from analyysi.report.many_payers import (
    IN_RESULTS,
    PayerColumn,
    noted,
    payer_rows,
    where_others_stand,
)
from analyysi.report.reader import Reader
from analyysi.report.tables import NOTHING, Column, Row, Table


def cents_by_method(reader: Reader) -> Table:
    """Each payer's share to the cent under every method, with the range per inhabitant below."""
    comparison, words = reader.comparison, reader.words
    number, listed = words.numbers.plain, comparison.listed
    rows = payer_rows(
        reader,
        [PayerColumn(split.cents, words.numbers.amount) for split in listed],
        comparison.payers,
    )
    total = words.numbers.amount(reader.case.terms.total.value)
    rows.append(Row(reader.say("Total"), [total] * len(listed), total=True))
    if reader.case.heads is not None:
        ranges = [comparison.head_range(split) for split in listed]
        for label, place in (
            (reader.say("Lowest per inhabitant, €"), 0),
            (reader.say("Highest per inhabitant, €"), 1),
        ):
            rows.append(
                Row(
                    label,
                    [
                        NOTHING if ends is None else words.numbers.amount(ends[place][1])
                        for ends in ranges
                    ],
                )
            )
        ratios = [comparison.head_ratio(split) for split in listed]
        rows.append(
            Row(
                reader.say("Highest divided by lowest"),
                [NOTHING if ratio is None else number(ratio, 2) for ratio in ratios],
            )
        )
    return Table(
        "methods-table",
        reader.say("What each way of sharing would charge, €"),
        words.payer_header(),
        _columns(reader, listed),
        rows,
        note=noted(
            reader.say("The first column of figures is the chosen split."),
            where_others_stand(reader, IN_RESULTS, reader.comparison.payers),
        ),
        wide=True,
    )


def heads_by_method(reader: Reader) -> Table:
    """Euros per inhabitant of each payer under every method."""
    comparison, words = reader.comparison, reader.words
    columns = [
        PayerColumn(comparison.per_heads(split), words.numbers.amount)
        for split in comparison.listed
    ]
    return Table(
        "heads-table",
        reader.say("Euros per inhabitant under every way of sharing"),
        words.payer_header(),
        _columns(reader, comparison.listed),
        payer_rows(reader, columns, reader.comparison.payers),
        note=where_others_stand(reader, IN_RESULTS, reader.comparison.payers),
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
