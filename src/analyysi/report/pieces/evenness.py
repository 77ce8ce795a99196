"""How evenly the sum weighs: on the inhabitants, with the Lorenz picture, and
on the payers' taxes.
"""

from __future__ import annotations

from fractions import Fraction

from analyysi.allocation.properties.fairness import Burden, burden
from analyysi.comparison.burden.burden_on_taxes import TaxBurden, tax_burdens, tax_progressivity
from analyysi.comparison.compare import Comparison, Split
from analyysi.errors import AllocationError
from analyysi.messages import KeyName, Listing, Message, Number, PayerName
from analyysi.report.blocks import Block, Paragraph
from analyysi.report.many_payers import (
    IN_WORKBOOK,
    PayerColumn,
    noted,
    payer_rows,
    where_others_stand,
)
from analyysi.report.pictures.lorenz_curves import Line, draw_lorenz
from analyysi.report.pictures.picture import Picture
from analyysi.report.pieces.tax_effect import approximate
from analyysi.report.reader import Reader
from analyysi.report.tables import NOTHING, Column, Row, Table

_NEAR_DIAGONAL = Fraction(2, 100)
"""A curve nearer to the diagonal than this is named in the caption, since its name would stand on
other lines.
"""


def annex_blocks(reader: Reader) -> list[Block]:
    """Return the table and the picture; none where no inhabitants are counted."""
    weights = _weights(reader.comparison)
    return [_evenness(reader, weights), _lorenz(reader, weights)] if weights else []


def of_taxes(reader: Reader) -> list[Block]:
    """Return the shares beside the payers' taxes; none where no taxes are named."""
    comparison = reader.comparison
    burdens = {split.id: tax_burdens(comparison, split) for split in comparison.listed}
    if not any(burdens.values()):
        return []
    return [_taxes(reader, burdens), _points(reader, burdens)]


def _weights(comparison: Comparison) -> dict[str, Burden]:
    heads = comparison.case.heads
    weights = {}
    for split in comparison.splits if heads is not None else ():
        try:
            weights[split.id] = burden(
                {code: Fraction(cents) for code, cents in split.cents.items()}, heads or {}
            )
        except AllocationError:
            continue  # a payer that has no inhabitants bears nothing per inhabitant
    return weights


def _evenness(reader: Reader, weights: dict[str, Burden]) -> Table:
    comparison = reader.comparison
    say, plain = reader.say, reader.words.numbers.plain
    taxed = reader.case.terms.burden is not None
    rows = []
    for split in comparison.splits:
        if split.id not in weights:
            continue
        weight = weights[split.id]
        cells = [
            NOTHING if weight.ratio is None else plain(weight.ratio, 2),
            plain(weight.gini, 3),
            plain(weight.deviation * 100, 1),
        ]
        if taxed:
            slope = tax_progressivity(comparison, split)
            cells.append(NOTHING if slope is None else plain(slope, 3, signed=True))
        rows.append(Row(reader.words.title(split.title), cells, marked=split is comparison.chosen))
    columns = [
        Column(say("Highest divided by lowest")),
        Column(say("Gini coefficient")),
        Column(say("Would have to move"), "%"),
    ]
    note = say(
        "Measured per inhabitant. The Gini coefficient is 0 when every inhabitant bears the same. "
        "The third column is "
        "the part of the total that would have to move for that. None of them says alone what is "
        "fair."
    )
    if taxed:
        columns.append(Column(say("Progressivity")))
        note += " " + say(
            "Progressivity is measured against tax revenue per inhabitant: above 0, more than in "
            "proportion is paid for inhabitants where it is higher; below 0, less."
        )
    caption = say("How evenly each way of sharing weighs on the inhabitants")
    return Table("evenness", caption, say("Way of sharing"), columns, rows, note=note)


def _lorenz(reader: Reader, weights: dict[str, Burden]) -> Picture:
    comparison = reader.comparison
    say, percent = reader.say, reader.words.numbers.percent
    shown = [split for split in comparison.leading if split.id in weights]
    lines, near = [], []
    for split in sorted(shown, key=lambda split: split is comparison.chosen):
        weight, title = weights[split.id], reader.words.title(split.title)
        if weight.deviation < _NEAR_DIAGONAL:
            near.append(split.title)
        points = [(float(x), float(y)) for x, y in weight.lorenz]
        lines.append(
            Line(
                points,
                "" if weight.deviation < _NEAR_DIAGONAL else title,
                split is comparison.chosen,
            )
        )
    names = (say("Part of the inhabitants"), say("Part of the total cost"))
    drawing = draw_lorenz(lines, lambda part: percent(Fraction(part), 0), *names)
    least = min(shown, key=lambda split: weights[split.id].deviation)
    most = max(shown, key=lambda split: weights[split.id].deviation)
    alt = say(
        "Line chart of how the total adds up over the inhabitants, those who bear least first. "
        "Nearest to an equal "
        "burden is {least}, furthest {most}: there {part} % of the total would have to move.",
        least=least.title,
        most=most.title,
        part=Number(weights[most.id].deviation * 100, 1),
    )
    caption = say(
        "Lorenz curves: inhabitants from those who bear least to those who bear most. On the grey "
        "diagonal everybody "
        "bears the same; the further below it a line runs, the more unevenly."
    )
    if near:
        caption += " " + say("On the diagonal or close to it: {titles}.", titles=Listing(near))
    return Picture.of("lorenz", drawing, None, alt, caption)


def _taxes(reader: Reader, burdens: dict[str, dict[str, TaxBurden]]) -> Table:
    comparison, words = reader.comparison, reader.words
    say, plain = reader.say, words.numbers.plain
    named = reader.case.terms.burden
    known = any(
        tax_burden.points is not None for tax_burden in burdens[comparison.chosen.id].values()
    )
    chosen = burdens[comparison.chosen.id]
    ordered: list[Split] = [comparison.chosen]
    others = [split for split in comparison.leading if split is not comparison.chosen]
    columns = [Column(words.title(comparison.chosen.title), "‰", marked=True)]
    columns += [Column(words.title(split.title), "‰") for split in others]
    ordered += others
    if known:
        columns.append(Column(say("Chosen split, tenths of a tax point")))
    figures = []
    for split in ordered:
        of_revenue = {code: burden.of_revenue for code, burden in burdens[split.id].items()}
        figures.append(PayerColumn(of_revenue, lambda part: plain(part * 1000, 2)))
    if known:
        points = {code: tax.points for code, tax in chosen.items() if tax.points is not None}
        figures.append(PayerColumn(points, lambda part: plain(part * 10, 2)))
    rows = payer_rows(reader, figures, comparison.payers, marks_own=False)
    key = KeyName(named.tax_revenue) if named is not None else ""
    note = noted(
        say("Thousandths of the tax revenue: {key}.", key=key),
        where_others_stand(reader, IN_WORKBOOK, reader.comparison.payers),
    )
    caption = say("Each payer's share beside its tax revenue")
    return Table("taxes", caption, words.payer_header(), columns, rows, note=note, wide=True)


def _points(reader: Reader, burdens: dict[str, dict[str, TaxBurden]]) -> Paragraph:
    say, named = reader.say, reader.case.terms.burden
    points = {
        code: burden.points
        for code, burden in burdens[reader.comparison.chosen.id].items()
        if burden.points is not None
    }
    if not points or named is None or named.income_tax is None or named.rate is None:
        text = say(
            "How many tenths of a tax point the share is cannot be told: the income tax rate of "
            "the same year is not "
            "among the stored figures."
        )
    else:
        most = max(sorted(points), key=lambda code: points[code])
        text = reader.words.of(
            Message(
                "A tax point brings in the municipal income tax ({tax}) divided by the rate of "
                "{year}. The share is "
                "most for {payer}: {points} tenths of a point.",
                {
                    "tax": KeyName(named.income_tax),
                    "year": str(named.rate.reference_date.year),
                    "payer": PayerName(most),
                    "points": Number(points[most] * 10, 2),
                },
            )
        )
        text = " ".join([text, *approximate(reader)])
    return Paragraph(text)
