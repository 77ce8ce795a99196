"""Who pays more or less than under the other ways, and than in the year before."""

from __future__ import annotations

from fractions import Fraction
from functools import partial

from analyysi.allocation.as_published import AS_PUBLISHED
from analyysi.comparison.change import Change
from analyysi.comparison.compare import Comparison, Split
from analyysi.messages import Money, PayerName
from analyysi.report.blocks import Block, Bullets, Heading, Paragraph
from analyysi.report.language.wording import Wording
from analyysi.report.many_payers import (
    IN_RESULTS,
    PayerColumn,
    noted,
    payer_rows,
    where_others_stand,
)
from analyysi.report.pieces import causes_of_change
from analyysi.report.pieces.changes_table import changes_table
from analyysi.report.reader import Reader
from analyysi.report.sections.section import Shown
from analyysi.report.tables import Column, Table

_EURO = 100


def section(reader: Reader) -> Shown:
    """Show who pays more or less than under the other splits, and than in the year before."""
    say, comparison = reader.say, reader.comparison
    blocks: list[Block] = []
    if comparison.listed[1:]:
        blocks.append(_differences(reader))
    if reader.changes:
        before = reader.changes[-1].before.year
        blocks.append(Heading(say("Compared with {year}", year=str(before))))
        blocks += _against_previous(reader, reader.changes[-1])
    else:
        blocks.append(Heading(say("Earlier year")))
        text = say(
            "There is no earlier year to set this one beside: those before {year} are not stored.",
            year=str(comparison.case.terms.year),
        )
        blocks.append(Paragraph(text))
    return Shown(_heading(reader), blocks)


def furthest_split(comparison: Comparison) -> Split:
    """Return the other split under which some share differs most from the chosen one."""
    return max(
        comparison.listed[1:], key=lambda split: abs(comparison.largest_difference(split)[1])
    )


def _heading(reader: Reader) -> str:
    comparison, focus = reader.comparison, reader.focus
    say, others = reader.say, comparison.listed[1:]
    if not others:
        return say("Who would pay more and who less")
    payers = comparison.payers if focus is None else (focus,)
    changes = []
    for split in others:
        changes += [(comparison.shown_difference(split, code), code) for code in payers]
    most, least = (
        max(changes, key=lambda change: change[0]),
        min(changes, key=lambda change: change[0]),
    )
    if focus is not None:
        return _heading_of_seat(reader, focus, least[0], most[0])
    if most[0] == least[0]:  # what one pays more another pays less: nobody's sum changes
        return say("The ways compared come to the same sums in whole euros")
    if most[1] == least[1]:
        return _heading_of_seat(reader, most[1], least[0], most[0])
    return say(
        "By other ways {loser} would pay up to {more} more and {gainer} up to {less} less",
        loser=PayerName(most[1]),
        more=Money(most[0], words=True),
        gainer=PayerName(least[1]),
        less=Money(-least[0], words=True),
    )


def _heading_of_seat(reader: Reader, focus: str, least: int, most: int) -> str:
    """Say how much less and how much more a seat would pay by the other ways, in cents."""
    payer, low, high = PayerName(focus), abs(least), abs(most)
    if least < 0 < most:
        return reader.say(
            "By other ways {payer} would pay {less} less to {more} more",
            payer=payer,
            less=Money(low, words=True),
            more=Money(high, words=True),
        )
    if least == most == 0:
        return reader.say("By other ways the share of {payer} would be the same", payer=payer)
    if least == most:
        text = (
            "By the other ways {payer} would pay {amount} more"
            if most > 0
            else "By the other ways {payer} would pay {amount} less"
        )
        return reader.say(text, payer=payer, amount=Money(high, words=True))
    text = (
        "By other ways {payer} would pay {low} to {high} more"
        if most > 0
        else "By other ways {payer} would pay {low} to {high} less"
    )
    ends = sorted((low, high))
    return reader.say(
        text,
        payer=payer,
        low=reader.words.numbers.plain(Fraction(ends[0], _EURO)),
        high=Money(ends[1], words=True),
    )


def _differences(reader: Reader) -> Table:
    comparison, words = reader.comparison, reader.words
    say, others = reader.say, comparison.listed[1:]
    signed_euros = partial(words.numbers.amount, decimals=0, signed=True)
    figures = []
    for split in others:
        differences = {code: comparison.shown_difference(split, code) for code in comparison.payers}
        figures.append(PayerColumn(differences, signed_euros))
    columns = [Column(words.title(split.title), reader.sign) for split in others]
    caption = say("What each would pay more or less than by the chosen split, whole euros")
    note = noted(
        say("Plus: the payer would pay more than by the chosen split. Minus: it would pay less."),
        where_others_stand(reader, IN_RESULTS, reader.comparison.payers),
    )
    header, rows = words.payer_header(), payer_rows(reader, figures, reader.comparison.payers)
    return Table("differences-table", caption, header, columns, rows, note=note, wide=True)


def _against_previous(reader: Reader, change: Change) -> list[Block]:
    words = reader.words
    say, previous = reader.say, change.before
    sentences = [
        # The keys in the title are those of that year's own terms.
        say(
            "The shares of {year} follow: {title}.",
            year=str(previous.year),
            title=Wording(words.language, previous.case).of(previous.title),
        ),
    ]
    if previous.year != change.after.year - 1:
        sentences.insert(
            0,
            say(
                "The nearest earlier year that the agreement has terms for is {year}.",
                year=str(previous.year),
            ),
        )
    if previous.case.terms.status != "decided" and previous.case.chosen.method is not AS_PUBLISHED:
        sentences.append(say("They are computed by the terms of that year and are no decision."))
    payers = reader.payers_of([previous.cents])
    return [
        Paragraph(" ".join(sentences)),
        Bullets(causes_of_change.change_in_words(change, words, reader.focus)),
        changes_table(
            change,
            words,
            payers,
            "previous",
            focus=reader.focus,
            every_row=reader.every_row,
        ),
    ]
