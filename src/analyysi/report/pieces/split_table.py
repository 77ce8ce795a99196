"""One way of sharing to the cent: every payer's share, its part of the total, per inhabitant."""

from __future__ import annotations

from fractions import Fraction
from functools import partial

from analyysi.allocation.cost_games.game_methods import STANDARD_ERROR
from analyysi.allocation.pools import cents_of_pools
from analyysi.allocation.steps.band import BALANCING
from analyysi.allocation.whole_units.whole_euros import BESIDE_CENTS, are_levelled, parts_of_total
from analyysi.comparison.compare import Split
from analyysi.messages import Money, beside_payers
from analyysi.report.many_payers import (
    IN_RESULTS,
    IN_WORKBOOK,
    PayerColumn,
    noted,
    payer_rows,
    where_others_stand,
)
from analyysi.report.pieces.shared_sentences import rules_of
from analyysi.report.reader import Reader
from analyysi.report.tables import NOTHING, Column, Row, Table


def split_table(reader: Reader, split: Split) -> Table:
    """Return the table of a split, with its rule and the steps around it in words below."""
    comparison, words = reader.comparison, reader.words
    say, plain, amount = reader.say, words.numbers.plain, words.numbers.amount
    total, chosen = reader.case.terms.total.value, split is comparison.chosen
    parts = parts_of_total(split.cents, BESIDE_CENTS)
    columns = [Column(say("Share"), reader.sign), Column(say("Part of the total"), "%")]
    heads = reader.case.heads is not None
    if heads:
        columns.append(Column(say("Per inhabitant"), reader.sign))
    if not chosen:
        columns.append(Column(say("Against the chosen split"), reader.sign))
    payers = sorted(split.cents, key=lambda code: (-comparison.chosen.cents.get(code, 0), code))
    figures = [
        PayerColumn(split.cents, amount),
        PayerColumn(parts, lambda part: plain(part * 100, BESIDE_CENTS)),
    ]
    if heads:
        borne = {code: comparison.per_head(split, code) for code in payers}
        known = {code: cents for code, cents in borne.items() if cents is not None}
        figures.append(PayerColumn(known, amount))
    if not chosen:
        differences = {code: comparison.difference(split, code) for code in payers}
        figures.append(PayerColumn(differences, partial(amount, signed=True)))
    rows = payer_rows(reader, figures, payers)
    sums = [amount(total), plain(Fraction(100), BESIDE_CENTS)]
    sums += [NOTHING] * heads + ([] if chosen else [amount(0)])
    rows.append(Row(say("Total"), sums, total=True))
    errors = [row.of_payer for row in split.exact.working if row.unit == STANDARD_ERROR]
    note = rules_of(split, words)
    if are_levelled(split.cents, BESIDE_CENTS):
        note += " " + say("The per cents are levelled so that they make 100 together.")
    if errors:
        note += " " + say(
            "Its standard error is at most {amount}.", amount=Money(max(errors[0].values()), 2)
        )
    payments = _balancing(reader, split)
    if payments:
        note += " " + say("Balancing payments: {payments}.", payments=beside_payers(payments))
    note = noted(note, where_others_stand(reader, IN_RESULTS, payers))
    title = words.title(split.title)
    caption = say("{title} (chosen)", title=title) if chosen else title
    return Table(f"split-{split.id}", caption, words.payer_header(), columns, rows, note=note)


def _balancing(reader: Reader, split: Split) -> dict[str, Money]:
    """Return what each payer pays more, or less, by a band around the average: in cents that sum to
    nought, as differences of two splits that are rounded alike. Empty without a band.
    """
    case, exact = reader.case, split.exact
    payments = {}
    for row in exact.working:
        if row.unit != BALANCING:
            continue
        without = {code: cents - row.of_payer.get(code, 0) for code, cents in exact.amounts.items()}
        before = case.rounding.function(without, case.terms.rounding.unit).cents
        for code in sorted(before):
            more = Money(split.cents[code] - before[code], 2, signed=True)
            if more.cents:
                payments[code] = more
    return payments


def pools_table(reader: Reader, split: Split) -> Table | None:
    """Return what each payer pays of each cost pool of a split; None of one that has no pools."""
    words, say = reader.words, reader.say
    amount, pools = words.numbers.amount, cents_of_pools(split.exact)
    if not pools:
        return None
    paying = set().union(*(cents for _, cents in pools))
    payers = [code for code in split.cents if code in paying]
    rows = payer_rows(reader, [PayerColumn(cents, amount) for _, cents in pools], payers)
    sums = [amount(sum(cents.values())) for _, cents in pools]
    rows.append(Row(say("Total"), sums, total=True))
    return Table(
        f"pools-{split.id}",
        say("Cost pools: {title}", title=split.title),
        words.payer_header(),
        [Column(words.title(label), reader.sign) for label, _ in pools],
        rows,
        note=noted(
            say(
                "Each pool is rounded by itself here. A share is rounded once, from its exact "
                "parts, so it may differ a little from the sum of its row. Steps around the pools "
                "are not in this table."
            ),
            where_others_stand(reader, IN_WORKBOOK, payers),
        ),
        wide=True,
    )
