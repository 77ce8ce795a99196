"""What the shares are beside yardsticks: per inhabitant, of the taxes, of the budget."""

from __future__ import annotations

from analyysi.comparison.burden.weight_on_budgets import Weights, weights
from analyysi.report.extremes import all_alike
from analyysi.report.reader import Reader
from analyysi.report.tables import NOTHING, Column, Row, Table

_CENTS = 100
_FEWEST = 2
"""Ways that a comparison needs."""


def by_each_way(reader: Reader) -> list[Table]:
    """Return the table of ways by yardsticks, from the lowest to the highest payer; none where
    there is one way only, or no yardstick.
    """
    comparison, say = reader.comparison, reader.say
    chosen = weights(comparison, comparison.chosen)
    if not chosen or len(comparison.listed) < _FEWEST:
        return []
    names = [measured.yardstick.name for measured in chosen]
    rows = []
    for split in comparison.listed:
        ranges = {
            measured.yardstick.name: _range(reader, measured)
            for measured in weights(comparison, split)
        }
        cells = [ranges.get(name, NOTHING) for name in names]
        title = reader.words.title(split.title)
        rows.append(Row(title, cells, marked=split is comparison.chosen))
    columns = [yardstick_column(reader, measured, text=True) for measured in chosen]
    caption = say("Each way of sharing: where the share is lowest and where it is highest")
    return [Table("weight-ways", caption, say("Way of sharing"), columns, rows, wide=True)]


def _range(reader: Reader, measured: Weights) -> str:
    (_, lowest), (_, highest) = measured.lowest, measured.highest
    low, high = (reader.words.numbers.plain(cents / _CENTS, 2) for cents in (lowest, highest))
    if low == high:
        return low
    return reader.say(
        "{low} ({low_payer}) to {high} ({high_payer})",
        low=low,
        low_payer=all_alike(measured.of_payer, lowest, reader.words),
        high=high,
        high_payer=all_alike(measured.of_payer, highest, reader.words),
    )


def yardstick_column(reader: Reader, measured: Weights, text: bool = False) -> Column:
    """Return the column of what a share is by a yardstick, in euros."""
    title = reader.words.of(measured.title)
    return Column(reader.say("Share {yardstick}", yardstick=title), reader.sign, text=text)
