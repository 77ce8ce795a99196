"""The pictures of what each payer would pay by each method, in total and per inhabitant."""

from __future__ import annotations

from collections.abc import Sequence, Set
from fractions import Fraction

from analyysi.allocation.method import Outline
from analyysi.allocation.methods import METHODS
from analyysi.comparison.compare import Comparison, Split
from analyysi.messages import Money, PayerName
from analyysi.report.blocks import Dot, DotRow, Dots
from analyysi.report.extremes import all_alike, least, most
from analyysi.report.language.own_mark import title_of
from analyysi.report.language.wording import Wording
from analyysi.report.many_payers import are_many, named, noted, whom_a_picture_has
from analyysi.report.pictures.axis import Scale, round_numbers
from analyysi.report.pictures.dot_rows import CIRCLE, draw_dot_rows
from analyysi.report.pictures.picture import Picture
from analyysi.report.reader import Reader

_STEPS = 5
"""Steps that an axis has at most above zero."""
_PLACES = 250
"""Places on an axis that dots can be told apart at."""


def payers_by_method(reader: Reader) -> Picture:
    """Draw each payer's share under every method, the chosen one filled."""
    rows, (alt, caption) = _payer_rows(reader), _payer_words(reader)
    return _picture("payers-by-method", rows, reader.words, alt, caption, decimals=0)


def payers_as_dots(reader: Reader) -> Dots:
    """Return the same picture for the page's own template; of many payers a row for each way, with
    a dot for each of them.
    """
    if are_many(reader.comparison.payers):
        rows = _way_rows(reader)
        alt, caption = _way_words(reader, rows)
    else:
        rows, (alt, caption) = _payer_rows(reader), _payer_words(reader)
    highest = max(dot.value for row in rows for dot in row.dots)
    ticks = [
        (_euros(reader.words, round(100 * euros)), euros)
        for euros in round_numbers(0, highest, _STEPS)
    ]
    return Dots("payers-by-method", rows, highest or 1, ticks, alt, caption)


def _way_rows(reader: Reader) -> list[DotRow]:
    """Return a row for each way, with a dot wherever payers are: filled where the reader's own is,
    or else in the chosen way.
    """
    comparison, words, focus = reader.comparison, reader.words, reader.focus
    end = max(max(split.shown.values()) for split in comparison.listed) or 1
    rows = []
    for split in comparison.listed:
        shown, chosen = split.shown, split is comparison.chosen
        places = {round(_PLACES * cents / end): cents for cents in shown.values()}
        filled = chosen and focus is None
        dots = [Dot(cents / 100, CIRCLE, filled) for _, cents in sorted(places.items())]
        if focus is not None and focus in shown:
            dots.append(Dot(shown[focus] / 100, CIRCLE, True))
        ends = {code: _euros(words, shown[code]) for code in (least(shown), most(shown))}
        text = " – ".join(f"{words.payer(code)} {amount}" for code, amount in ends.items())
        if len(set(ends.values())) == 1:
            text = reader.say("{amount} for all", amount=next(iter(ends.values())))
        rows.append(DotRow(title_of(split, comparison, words), dots, text, marked=chosen))
    return rows


def _way_words(reader: Reader, rows: Sequence[DotRow]) -> tuple[str, str]:
    """Return the alt text and the caption of the picture of ways."""
    alt = reader.say(
        "Dot plot of the shares of {payers} payers, a row for each way. {rows}.",
        payers=str(len(reader.comparison.payers)),
        rows="; ".join(f"{row.label}: {row.words}" for row in rows),
    )
    filled = (
        reader.say("The chosen split is filled.")
        if reader.focus is None
        else reader.say("Filled: {payer}.", payer=PayerName(reader.focus))
    )
    caption = reader.say(
        "Shares under every way compared: one dot is one payer, and payers whose shares "
        "lie close together are one dot. Beside each row stand the smallest and the largest share."
    )
    return alt, f"{caption} {filled}"


def _payer_rows(reader: Reader) -> list[DotRow]:
    comparison, words = reader.comparison, reader.words
    rows = []
    for code in named(reader, [split.shown for split in comparison.listed], comparison.payers):
        paying = [split for split in comparison.listed if code in split.cents]
        low = min(paying, key=lambda split: split.shown[code])
        high = max(paying, key=lambda split: split.shown[code])
        words_of_row = f"{_euros(words, low.shown[code])} – {_euros(words, high.shown[code])}"
        dots = [
            Dot(split.shown[code] / 100, _outline(split), split is comparison.chosen)
            for split in paying
        ]
        label = f"{words.payer(code)} {_euros(words, comparison.chosen.shown[code])}"
        rows.append(DotRow(label, dots, words_of_row, marked=code == reader.focus))
    return rows


def _payer_words(reader: Reader) -> tuple[str, str]:
    """Return the alt text and the caption of the picture of payers."""
    comparison, focus = reader.comparison, reader.focus
    payer = focus if focus is not None else comparison.payers[0]
    low, high = _ends(comparison, payer)
    alt = reader.say(
        "Dot plot of {payers} payers. Of {ways} ways the cheapest for {payer} is {low} "
        "({low_amount}) and the "
        "dearest {high} ({high_amount}); the chosen one is {amount}.",
        payers=str(len(comparison.payers)),
        ways=str(len(comparison.listed)),
        payer=PayerName(payer),
        low=low.title,
        low_amount=Money(low.shown[payer], words=True),
        high=high.title,
        high_amount=Money(high.shown[payer], words=True),
        amount=Money(comparison.chosen.shown[payer], words=True),
    )
    caption = reader.say(
        "Share of each payer in euros under every way compared. Beside the name stands the chosen "
        "share (filled "
        "dot), at the end the lowest and the highest."
    )
    drawn = {_outline(split) for split in comparison.listed}
    whom = whom_a_picture_has(reader, comparison.payers)
    return alt, noted(caption, _shapes(drawn, reader.words), whom)


def _outline(split: Split) -> Outline:
    return split.variant.method.shape.outline


def _shapes(drawn: Set[Outline], words: Wording) -> str:
    """Say what the shapes that are drawn stand for, in the order of the methods."""
    legends = {row.shape.outline: row.shape.legend for row in METHODS.values()}
    return " ".join(words.of(legend) for outline, legend in legends.items() if outline in drawn)


def _ends(comparison: Comparison, payer: str) -> tuple[Split, Split]:
    paying = [split for split in comparison.listed if payer in split.shown]
    ordered = sorted(paying, key=lambda split: split.shown[payer])
    return ordered[0], ordered[-1]


def heads_by_method(reader: Reader) -> Picture:
    """Draw, for each method, the cents per inhabitant of every payer."""
    comparison, words = reader.comparison, reader.words
    rows = []
    widest: tuple[Fraction, str] = (Fraction(0), "")
    for split in comparison.leading:
        head_range = comparison.head_range(split)
        if head_range is None:
            continue
        (_, low), (_, high) = head_range
        ends = comparison.per_heads(split)
        low_payer, high_payer = (words.of(all_alike(ends, end, words)) for end in (low, high))
        low_text, high_text = (words.of(Money(amount, 2)) for amount in (low, high))
        same_for_all = low_text == high_text
        row_words = (
            reader.say("{amount} for all", amount=low_text)
            if same_for_all
            else f"{low_payer} {low_text} – {high_payer} {high_text}"
        )
        amounts = [comparison.per_head(split, code) for code in split.cents]
        dots = [
            Dot(float(amount) / 100, _outline(split), split is comparison.chosen)
            for amount in amounts
            if amount is not None
        ]
        title = title_of(split, comparison, words)
        rows.append(DotRow(title, dots, row_words, marked=split is comparison.chosen))
        widest = max(widest, (high - low, f"{title}: {row_words}"))
    chosen_words = next(row.words for row in rows if row.marked)
    alt = reader.say(
        "Dot plot of shares per inhabitant. In the chosen split: {own}. The widest range is in "
        "another way or the "
        "same: {widest}.",
        own=chosen_words,
        widest=widest[1],
    )
    caption = reader.say(
        "Euros per inhabitant: one dot is one payer. The closer the dots of a row, the more "
        "equally an inhabitant "
        "counts. The chosen split is filled."
    )
    return _picture("heads-by-method", rows, words, alt, caption, decimals=2)


def _euros(words: Wording, cents: int) -> str:
    return words.of(Money(cents))


def _picture(
    name: str, rows: list[DotRow], words: Wording, alt: str, caption: str, decimals: int
) -> Picture:
    def write(value: float) -> str:
        return "" if value < 0 else words.of(Money(Fraction(round(value * 100)), decimals))

    drawing = draw_dot_rows(rows, Scale(write, parts=10**decimals))
    return Picture.of(name, drawing, None, alt, caption)
