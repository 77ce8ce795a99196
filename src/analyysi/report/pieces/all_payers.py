"""The one table that names every payer where the others name a few: its figures, its share, and
what that is per inhabitant.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from analyysi.messages import Number
from analyysi.report.front.shares_table import key_column, shown_keys
from analyysi.report.html import render
from analyysi.report.many_payers import PayerColumn, are_many
from analyysi.report.pieces.shared_sentences import figure
from analyysi.report.reader import Reader
from analyysi.report.tables import Column, Row, Table


@dataclass(frozen=True)
class LongTable(Table):
    """A table of so many rows that the page shows it in a box of its own height, with as little
    markup as it can have; paper and data have it as any other.
    """

    def html(self) -> Markup:
        """Return the table as HTML."""
        return render("long_table.html.j2", table=self)


def all_payers(reader: Reader) -> list[Table]:
    """Return the table of every payer; nothing where each has a row in the other tables."""
    comparison, words, say = reader.comparison, reader.words, reader.say
    if not are_many(comparison.payers):
        return []
    amount, heads = words.numbers.amount, reader.case.heads
    columns, figures = [], []
    if heads is not None:
        columns.append(Column(say("Inhabitants")))
        figures.append(PayerColumn(heads, lambda count: words.of(Number(count))))
    for name in shown_keys(reader):
        columns.append(key_column(reader, name))
        of_key = reader.case.problem.keys[name]
        figures.append(PayerColumn(of_key, lambda value: figure(value, words)))
    columns.append(Column(say("Share"), reader.sign, marked=True))
    figures.append(PayerColumn(comparison.chosen.cents, amount))
    if heads is not None:
        columns.append(Column(say("Per inhabitant"), reader.sign))
        figures.append(PayerColumn(comparison.per_heads(comparison.chosen), amount))
    rows = []
    for code in comparison.payers:
        cells = [column.cell(code) for column in figures]
        rows.append(Row(words.payer(code), cells, marked=code == reader.focus))
    caption = say("Every payer's share in {year}", year=str(reader.case.terms.year))
    note = say("All {count} payers, the largest share first.", count=Number(len(rows)))
    return [LongTable("all-payers", caption, words.payer_header(), columns, rows, note=note)]
