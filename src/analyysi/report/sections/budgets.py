"""What the shares weigh on each payer: beside its budget and its inhabitants, by each way, and what
the choice of key moves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from analyysi.comparison.burden.weight_on_budgets import (
    RESTS_ON,
    SET_BESIDE,
    MarginWords,
    Stake,
    margin_in_words,
    of_net_expenses,
    stakes,
    weights,
)
from analyysi.languages.units import CENTS_OF
from analyysi.messages import Day, Message, Money, PayerName, Percent, Value
from analyysi.report.blocks import Block, Bullets, Paragraph
from analyysi.report.many_payers import (
    IN_WORKBOOK,
    PayerColumn,
    names_or_count,
    noted,
    payer_rows,
    where_others_stand,
)
from analyysi.report.pieces.budget_tables import doubts_about_used, said, where_from
from analyysi.report.pieces.yardsticks import yardstick_column
from analyysi.report.reader import Reader
from analyysi.report.sections.section import LeftOut, Shown
from analyysi.report.tables import Column, Table
from analyysi.sources.answers.treasury_documents import FINAL_PHASES
from analyysi.sources.budgets import BudgetBook, BudgetLine

_CENTS = 100


def section(reader: Reader) -> Shown | LeftOut:
    """Show each payer's share beside its decided budget; left out where the terms name no budgets,
    or no payer has one.
    """
    book = reader.case.budgets
    parts = of_net_expenses(reader.comparison)
    if book is None:
        return LeftOut(reader.say("The terms of the year name no budgets"))
    if not parts:
        return LeftOut(reader.say("The budgets that the terms name have none of these payers"))
    blocks: list[Block] = [
        Paragraph(_what_they_are(reader, book, parts)),
        _of_payers(reader, book),
        *_in_words(reader, book),
        *_stakes(reader),
    ]
    return Shown(_heading(reader, parts), blocks)


def measured_lines(reader: Reader) -> list[tuple[str, BudgetLine]]:
    """Return the budgets that shares are measured by, in the order of every table of payers."""
    book = reader.case.budgets
    if book is None:
        return []
    lines = [(code, book.measured_by(code)) for code in reader.comparison.payers]
    return [(code, line) for code, line in lines if line is not None]


def _heading(reader: Reader, parts: Mapping[str, Fraction]) -> str:
    say, focus = reader.say, reader.focus
    year = str(reader.case.budgets.year) if reader.case.budgets is not None else ""
    if focus is not None and focus in parts:
        text = (
            "{payer}: the computed share would be {part} of the net operating expenses in the "
            "budget of {year}"
            if _is_another(reader, focus)
            else "{payer}: the share is {part} of the net operating expenses in the budget of "
            "{year}"
        )
        return say(
            text,
            payer=PayerName(focus),
            part=Percent(parts[focus], 2),
            year=year,
        )
    if len(parts) < len(reader.comparison.payers):
        return say("The shares beside those budgets of {year} that are known", year=year)
    low, high = min(parts.values()), max(parts.values())
    if reader.words.of(Percent(low, 2)) == reader.words.of(Percent(high, 2)):
        return say(
            "The shares are {part} of the payers' net operating expenses in the budgets of {year}",
            part=Percent(low, 2),
            year=year,
        )
    return say(
        "The shares are {low} to {high} of the payers' net operating expenses in the budgets of "
        "{year}",
        low=reader.words.numbers.plain(low * 100, 2),
        high=Percent(high, 2),
        year=year,
    )


def _what_they_are(reader: Reader, book: BudgetBook, parts: Mapping[str, Fraction]) -> str:
    """Say which budgets these are, when they were approved, and what they are not."""
    say = reader.say
    sentences = [
        say(
            "The shares are set beside the budgets of {year} as decided, which the municipalities "
            "have reported to the State Treasury. Net operating expenses are operating expenses "
            "less operating income.",
            year=str(book.year),
        ),
        *_approval(reader, book),
        say(
            "They are a yardstick: no share that is proposed or compared rests on them. What they "
            "would move as a key is worked out below."
        ),
    ]
    without = [code for code in reader.comparison.payers if book.measured_by(code) is None]
    if without:
        sentences.append(
            say(
                "There is no stored budget of: {names}.",
                names=names_or_count(reader.words, without),
            )
        )
    unfit = [code for code, _ in measured_lines(reader) if code not in parts]
    if unfit:
        sentences.append(
            say(
                "The net operating expenses are not known, or not above zero, of: {names}.",
                names=names_or_count(reader.words, unfit),
            )
        )
    return " ".join(sentences)


def _approval(reader: Reader, book: BudgetBook) -> list[str]:
    """Say when the reports were approved, whose are not final, and who cannot have known them."""
    say, day = reader.say, date.fromisoformat
    lines = dict(measured_lines(reader))
    days = sorted({line.approved for line in lines.values() if line.approved})
    sentences = []
    if len(days) == 1:
        sentences.append(
            say("The municipalities approved their reports on {day}.", day=Day(day(days[0])))
        )
    elif days:
        first, last = Day(day(days[0])), Day(day(days[-1]))
        sentences.append(
            say(
                "The municipalities approved their reports between {first} and {last}.",
                first=first,
                last=last,
            )
        )
    own = lines.get(reader.focus or "")
    if own is not None and own.approved and len(days) > 1:
        approved = Day(day(own.approved))
        payer = PayerName(own.code)
        sentences.append(say("{payer} approved its own on {day}.", payer=payer, day=approved))
    if days and reader.case.terms.year <= book.year:
        sentences.append(say("Whoever agreed on the shares before that did not have them."))
    preliminary = [code for code, line in lines.items() if line.phase not in FINAL_PHASES]
    if preliminary:
        names = names_or_count(reader.words, preliminary)
        sentences.append(say("These reports are not final: {names}.", names=names))
    return sentences


def _of_payers(reader: Reader, book: BudgetBook) -> Table:
    comparison, say, plain = reader.comparison, reader.say, reader.words.numbers.plain
    measured = weights(comparison, comparison.chosen)
    figures = []
    for measure in SET_BESIDE:
        amounts = {code: line.amount(measure) for code, line in measured_lines(reader)}
        known = {code: amount for code, amount in amounts.items() if amount is not None}
        figures.append(PayerColumn(known, plain))
    figures += [
        PayerColumn(by_yardstick.of_payer, lambda amount: plain(amount / _CENTS, 2))
        for by_yardstick in measured
    ]
    rows = payer_rows(reader, figures, reader.comparison.payers)
    columns = [
        Column(say("Net operating expenses in the budget"), "€"),
        Column(say("Annual contribution margin"), "€"),
        *(yardstick_column(reader, by_yardstick) for by_yardstick in measured),
    ]
    caption = say("The budgets of {year} and what the share weighs on them", year=str(book.year))
    used = dict.fromkeys(line.snapshot for _, line in measured_lines(reader))
    note = noted(
        *where_from(reader.words, (book.manifests[name] for name in used)),
        where_others_stand(reader, IN_WORKBOOK, reader.comparison.payers),
    )
    header = reader.words.payer_header()
    return Table("weight", caption, header, columns, rows, note=note, wide=True)


def _in_words(reader: Reader, book: BudgetBook) -> list[Block]:
    """Say what the share is beside the annual contribution margin, and what was said of figures
    used here.
    """
    comparison = reader.comparison
    codes = comparison.payers if reader.focus is None else (reader.focus,)
    margins: dict[str, MarginWords] = {}
    for code in codes:
        words = margin_in_words(reader.case, code, comparison.chosen.cents[code])
        if words is not None:
            margins[code] = words
    sentences = [*_parts_of_margins(reader, margins), *_odd_margins(reader, book, margins)]
    # The table has every payer, so what is doubted of it is told to every reader.
    sentences += doubts_about_used(reader, comparison.payers)
    bullets: list[Block] = [Bullets(sentences)] if sentences else []
    lines = [line for code, line in measured_lines(reader) if code in codes]
    return [*bullets, *said(reader, lines, RESTS_ON)]


def _parts_of_margins(reader: Reader, margins: dict[str, MarginWords]) -> list[str]:
    ratios = {code: words.ratio for code, words in margins.items() if words.ratio is not None}
    if not ratios:
        return []
    low = min(ratios, key=lambda code: (ratios[code], code))
    high = min(ratios, key=lambda code: (-ratios[code], code))
    low_text, high_text = (reader.words.of(Percent(ratios[code], 2)) for code in (low, high))
    if len(ratios) > 1 and low_text == high_text:
        return [
            reader.say(
                "The shares are {part} of the annual contribution margin of every payer.",
                part=low_text,
            )
        ]
    if low == high:
        text = (
            "The computed share of {payer} would be {part} of its annual contribution margin."
            if _is_another(reader, low)
            else "The share of {payer} is {part} of its annual contribution margin."
        )
        return [
            reader.say(
                text,
                payer=PayerName(low),
                part=Percent(ratios[low], 2),
            )
        ]
    return [
        reader.say(
            "Of the annual contribution margin the share is least in {low_payer} ({low}) and most "
            "in {high_payer} ({high}).",
            low_payer=PayerName(low),
            low=Percent(ratios[low], 2),
            high_payer=PayerName(high),
            high=Percent(ratios[high], 2),
        )
    ]


def _is_another(reader: Reader, payer: str) -> bool:
    """Return whether what is computed for a payer is not the share that was published for it."""
    published = [share.value for share in reader.case.terms.published if share.payer == payer]
    return bool(published) and reader.comparison.chosen.cents[payer] not in published


def _odd_margins(reader: Reader, book: BudgetBook, margins: dict[str, MarginWords]) -> list[str]:
    say, year = reader.say, str(book.year)
    sentences = []
    for code, words in margins.items():
        payer, decided = PayerName(code), Money(words.decided * _CENTS, signed=True)
        if words.kind == "negative":
            sentences.append(
                say(
                    "{payer}: the annual contribution margin is {decided} in the budget of {year}. "
                    "The income does not cover the running expenses, so the share is no part of it "
                    "in per cent.",
                    payer=payer,
                    decided=decided,
                    year=year,
                )
            )
        elif words.kind == "zero":
            sentences.append(
                say(
                    "{payer}: the annual contribution margin is zero in the budget of {year}, so "
                    "the share is no part of it in per cent.",
                    payer=payer,
                    year=year,
                )
            )
        elif words.amended is not None and words.kind == "changing":
            sentences.append(
                say(
                    "{payer}: the annual contribution margin of {year} was {decided} as decided "
                    "and {amended} as amended. Its sign changed, so the share is no part of it in "
                    "per cent.",
                    payer=payer,
                    decided=decided,
                    amended=Money(words.amended * _CENTS, signed=True),
                    year=year,
                )
            )
    return sentences


def _stakes(reader: Reader) -> list[Block]:
    """Say what each other key would move at most, and how the budgets compare with the other sums
    of money.
    """
    say, words = reader.say, reader.words
    moves = stakes(reader.comparison)
    if not moves:
        return []
    sentences = [words.title(_move(stake)) for stake in moves]
    largest = _largest_moves(reader, moves)
    return [
        Paragraph(
            " ".join(
                [
                    say("The share that would change most, by each other key."),
                    *sentences,
                    *([largest] if largest else []),
                ]
            )
        )
    ]


def _move(stake: Stake) -> Message:
    if not stake.cents:
        return Message("{key}: no share would change.", {"key": stake.title})
    values: dict[str, Value] = {
        "key": stake.title,
        "payer": PayerName(stake.payer),
        "amount": Money(abs(stake.cents), words=True),
    }
    if stake.cents > 0:
        return Message("{key}: {payer} would pay {amount} more.", values)
    return Message("{key}: {payer} would pay {amount} less.", values)


def _largest_moves(reader: Reader, moves: Sequence[Stake]) -> str:
    """Set the largest change by the budgets beside that by the other sums of money among the keys;
    nothing where one of them is missing.
    """
    money = [stake for stake in moves if stake.key is not None and _is_money(reader, stake.key)]
    budgets = [stake for stake in moves if stake.of_budgets]
    if not money or not budgets:
        return ""
    return reader.say(
        "By the figures of the budgets the largest change would be {budgets}, by the other sums of "
        "money {most}.",
        budgets=Money(abs(budgets[0].cents)),
        most=Money(max(abs(stake.cents) for stake in money)),
    )


def _is_money(reader: Reader, name: str) -> bool:
    return reader.case.terms.keys[name].unit in CENTS_OF
