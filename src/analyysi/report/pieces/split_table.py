"""One way of sharing to the cent: every payer's share, its part of the total, per inhabitant."""

from __future__ import annotations

from fractions import Fraction

from analyysi.allocation.cost_games.game_methods import STANDARD_ERROR
from analyysi.allocation.steps.band import BALANCING
from analyysi.allocation.whole_units.whole_euros import BESIDE_CENTS, parts_of_total
from analyysi.comparison.compare import Split
from analyysi.messages import Listing, Message, Money, PayerName
from analyysi.report.reader import Reader
from analyysi.report.tables import NOTHING, Column, Row, Table


def split_table(reader: Reader, split: Split) -> Table:
    """Return the table of a split, with its rule in words below."""
    comparison, words = reader.comparison, reader.words
    say, plain = reader.say, words.numbers.plain
    total, chosen = reader.case.terms.total.value, split is comparison.chosen
    parts = parts_of_total(split.cents, BESIDE_CENTS)
    columns = [Column(say("Share"), "€"), Column(say("Part of the total"), "%")]
    heads = reader.case.heads is not None
    if heads:
        columns.append(Column(say("Per inhabitant"), "€"))
    if not chosen:
        columns.append(Column(say("Against the chosen split"), "€"))
    rows = []
    for code in sorted(split.cents, key=lambda code: (-comparison.chosen.cents.get(code, 0), code)):
        cells = [
            plain(Fraction(split.cents[code], 100), 2),
            plain(parts[code] * 100, BESIDE_CENTS),
        ]
        if heads:
            amount = comparison.per_head(split, code)
            cells.append(NOTHING if amount is None else plain(amount / 100, 2))
        if not chosen:
            cells.append(plain(Fraction(comparison.difference(split, code), 100), 2, signed=True))
        rows.append(Row(words.payer(code), cells, marked=code == reader.focus))
    sums = [plain(Fraction(total, 100), 2), plain(Fraction(100), BESIDE_CENTS)]
    sums += [NOTHING] * heads + ([] if chosen else [plain(Fraction(0), 2)])
    rows.append(Row(say("Total"), sums, total=True))
    errors = [row.of_payer for row in split.exact.working if row.unit == STANDARD_ERROR]
    note = words.of(split.rule)
    if errors:
        note += " " + say(
            "Its standard error is at most {amount}.", amount=Money(max(errors[0].values()), 2)
        )
    payments = _balancing(reader, split)
    if payments:
        note += " " + say("Balancing payments: {payments}.", payments=Listing(payments))
    title = words.title(split.title)
    caption = say("{title} (chosen)", title=title) if chosen else title
    return Table(f"split-{split.id}", caption, words.payer_header(), columns, rows, note=note)


def _balancing(reader: Reader, split: Split) -> list[Message]:
    """Return what each payer pays more, or less, by a band around the average: in cents that sum to
    nought, as differences of two splits that are rounded alike. Empty without a band.
    """
    case, exact = reader.case, split.exact
    messages = []
    for row in exact.working:
        if row.unit != BALANCING:
            continue
        without = {code: cents - row.of_payer.get(code, 0) for code, cents in exact.amounts.items()}
        before = case.rounding.function(without, case.terms.rounding.unit).cents
        for code in sorted(before):
            more = Money(split.cents[code] - before[code], 2, signed=True)
            if more.cents:
                named = PayerName(code)
                messages.append(Message("{payer} {bound}", {"payer": named, "bound": more}))
    return messages
