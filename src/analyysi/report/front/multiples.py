"""The one picture of the front page: bars of every payer by each way, on one scale, with
every value written beside its bar.
"""

from __future__ import annotations

from fractions import Fraction

from analyysi.comparison.compare import Split
from analyysi.messages import Message, Money, PayerName
from analyysi.report.blocks import Bar, BarPanel, Bars
from analyysi.report.front.shares_table import named_payers
from analyysi.report.front.ways import beside_chosen, euros, name_of
from analyysi.report.reader import Reader


def picture(reader: Reader) -> Bars:
    """Return the bars: euros per inhabitant where heads are counted, else what each pays."""
    splits = (reader.comparison.chosen, *beside_chosen(reader.comparison))
    amounts = [_amounts(reader, split) for split in splits]
    largest: Fraction = max(max(panel.values()) for panel in amounts if panel)
    shown = _shown_payers(reader, amounts)
    panels = [
        BarPanel(
            reader.words.title(name_of(split)),
            _bars(reader, panel, largest, shown),
            chosen=split.id == reader.comparison.chosen.id,
        )
        for split, panel in zip(splits, amounts, strict=True)
    ]
    title = _title(reader, splits, amounts)
    return Bars("front-bars", title, _measure(reader), panels, alt=_alt(reader, splits, amounts))


def _shown_payers(reader: Reader, amounts: list[dict[str, Fraction]]) -> list[str]:
    """Return the payers that have bars: those that the page names, and those of the title."""
    named = set(named_payers(reader))
    if reader.focus is None:
        named.update(_ends(amounts[_furthest_apart(amounts)]))
    return [code for code in reader.comparison.payers if code in named]


def _furthest_apart(amounts: list[dict[str, Fraction]]) -> int:
    """Return the place of the panel whose payers lie furthest apart, the first of equal ones."""
    spans = [max(panel.values()) - min(panel.values()) for panel in amounts]
    return spans.index(max(spans))


def _ends(panel: dict[str, Fraction]) -> tuple[str, str]:
    """Return who pays least and who most, the first of equal ones."""
    return min(panel, key=lambda code: panel[code]), max(panel, key=lambda code: panel[code])


def _bars(
    reader: Reader, panel: dict[str, Fraction], largest: Fraction, shown: list[str]
) -> list[Bar]:
    decimals = 2 if reader.case.heads is not None else 0
    return [
        Bar(
            reader.words.payer(code),
            reader.words.numbers.plain(panel[code], decimals),
            _length(panel[code], largest),
            marked=code == reader.focus,
        )
        for code in shown
        if code in panel
    ]


def _length(amount: Fraction, largest: Fraction) -> float:
    """Return a bar's length in per cent of the longest; money back has none."""
    return round(float(amount / largest) * 100, 1) if amount > 0 else 0.0


def _amounts(reader: Reader, split: Split) -> dict[str, Fraction]:
    """Return in euros what stands beside each bar."""
    if reader.case.heads is None:
        return {code: Fraction(amount) for code, amount in euros(split).items()}
    per_head = {code: reader.comparison.per_head(split, code) for code in split.cents}
    return {code: amount / 100 for code, amount in per_head.items() if amount is not None}


def _measure(reader: Reader) -> str:
    year = str(reader.case.terms.year)
    if reader.case.heads is None:
        return reader.say("Euros in {year} by different ways", year=year)
    return reader.say("Euros per inhabitant in {year} by different ways", year=year)


def _title(reader: Reader, splits: tuple[Split, ...], amounts: list[dict[str, Fraction]]) -> str:
    """Say where the payers lie furthest apart; in a seat's report, what the payer would pay by the
    way that is furthest from the chosen one.
    """
    focus = reader.focus
    if focus is not None:
        first = amounts[0].get(focus)
        changes = [
            (abs(panel[focus] - first), -place)
            for place, panel in enumerate(amounts)
            if first is not None and focus in panel
        ]
        if not changes:
            return _measure(reader)
        place = -max(changes)[1]
        return reader.say(
            "{payer} would pay {amount} by this way: {way}",
            payer=PayerName(focus),
            amount=_written(reader, amounts[place][focus]),
            way=name_of(splits[place]),
        )
    place = _furthest_apart(amounts)
    panel = amounts[place]
    low_payer, high_payer = _ends(panel)
    return reader.say(
        "The difference is greatest by this way: {way}. {high_payer} would pay {high}, "
        "{low_payer} {low}",
        way=name_of(splits[place]),
        high_payer=PayerName(high_payer),
        high=_written(reader, panel[high_payer]),
        low_payer=PayerName(low_payer),
        low=_written(reader, panel[low_payer]),
    )


def _written(reader: Reader, amount: Fraction) -> Money:
    decimals = 2 if reader.case.heads is not None else 0
    return Money(round(amount * 10**decimals) * 100 // 10**decimals, decimals)


def _alt(reader: Reader, splits: tuple[Split, ...], amounts: list[dict[str, Fraction]]) -> str:
    """Describe the picture: its measure, and each way's least and most."""
    sentences = [f"{_measure(reader)}."]
    for split, panel in zip(splits, amounts, strict=True):
        if not panel:
            continue
        low_payer, high_payer = _ends(panel)
        low, high = _written(reader, panel[low_payer]), _written(reader, panel[high_payer])
        if low == high:
            message = Message("{way}: {amount} for each.", {"way": name_of(split), "amount": low})
            sentences.append(reader.words.title(message))
            continue
        message = Message(
            "{way}: from {low} ({low_payer}) to {high} ({high_payer}).",
            {
                "way": name_of(split),
                "low": low,
                "low_payer": PayerName(low_payer),
                "high": high,
                "high_payer": PayerName(high_payer),
            },
        )
        sentences.append(reader.words.title(message))
    return " ".join(sentences)
