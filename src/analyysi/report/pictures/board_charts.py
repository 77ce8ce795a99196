"""The pictures that a board decides by: changes, years, withdrawals, how firm the sums are, and the
map.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

from analyysi.comparison.compare import Comparison, Split
from analyysi.comparison.robustness import Robustness
from analyysi.comparison.scenarios import Scenario, withdrawals
from analyysi.messages import Listing, Message, Money, PayerName, Value
from analyysi.money import round_half_up
from analyysi.report.language.wording import Wording
from analyysi.report.pictures.bars import Bar, draw_changes
from analyysi.report.pictures.dot_rows import CIRCLE, Dot, DotRow, draw_dot_rows
from analyysi.report.pictures.map import MapArea, draw_map, level_of, natural_limits
from analyysi.report.pictures.picture import Picture
from analyysi.report.pictures.ranges import Span, draw_ranges
from analyysi.report.pictures.year_lines import Course, draw_years
from analyysi.report.reader import Reader
from analyysi.report.tables import NOTHING
from analyysi.sources.boundaries import Boundaries

_ONE_CENT = 1
MANY_PAYERS = 40
"""Of more payers than this not each has a dot in a row or a column in a table: nobody could tell
them apart.
"""


def changes_against(reader: Reader, split: Split) -> Picture:
    """Draw what each payer would pay more or less by another way of sharing than in the chosen
    split.
    """
    words = reader.words
    say = reader.say
    changes = {code: reader.comparison.difference(split, code) for code in reader.comparison.payers}
    wide, narrow = _bars(changes, words, reader.focus)
    way = words.title(split.title)
    alt = say(
        "Bar chart. {way} compared with the chosen split: {extremes}.",
        way=way,
        extremes=extremes(changes),
    )
    alt += _own(changes, words, reader.focus)
    caption = say(
        "What each would pay more or less in euros than in the chosen split, if the way were "
        "this: {way}. A filled bar "
        "to the right means more, an outlined bar to the left means less.",
        way=way,
    )
    return Picture(f"changes-{split.id}", wide, narrow, alt, caption)


def shares_over_years(
    reader: Reader,
    years: Sequence[tuple[int, Mapping[str, int], bool]],
    since: int | None = None,
    name: str = "shares-over-years",
) -> Picture | None:
    """Draw the share of everybody who pays in one of the years; a line is broken where its payer
    took no part.

    Parameters
    ----------
    years
        In order: the year, cents by payer, and whether they rest on an assumption. Once they do,
        all later ones do.
    since
        The year from which changes are counted; None: the first.
    name
        The picture's id on the page.

    Returns
    -------
    None for fewer than two years, or if nobody pays in both ends: there is nothing to follow.
    """
    words = reader.words
    if len(years) < 2:
        return None
    say = reader.say
    first, last = years[0], years[-1]
    start = next((one for one in years if one[0] == since), first)
    changes = {
        code: last[1][code] - start[1][code]
        for code in reader.comparison.payers
        if code in start[1]
    }
    if not changes:
        return None
    payers = in_order(reader.comparison, [cents for _, cents, _ in years])

    def euros(cents: int | None, signed: bool = False) -> str:
        return NOTHING if cents is None else words.of(Money(cents, signed=signed))

    courses = [
        Course(
            words.payer(code),
            [cents[code] / 100 if code in cents else None for _, cents, _ in years],
            euros(first[1].get(code)),
            euros(last[1].get(code)),
            euros(changes.get(code), signed=True),
            marked=code == reader.focus,
        )
        for code in payers
    ]
    shown = [year for year, _, _ in years]
    assumed_from = next(
        (place for place, (_, _, assumed) in enumerate(years) if assumed), len(years)
    )
    note = say("an assumption from here on")
    change = say("change") if start is first else say("change from {year}", year=str(start[0]))
    wide, narrow = (
        draw_years(courses, shown, assumed_from, note, change, narrow=small)
        for small in (False, True)
    )
    told: dict[str, Value] = {
        "first": str(first[0]),
        "last": str(last[0]),
        "extremes": extremes(changes),
    }
    broken = [code for code in payers if any(code not in cents for _, cents, _ in years)]
    alt = (
        say("Line chart of the shares from {first} to {last}: {extremes}.", **told)
        if start is first
        else say(
            "Line chart of the shares from {first} to {last}. Counted from {since}: {extremes}.",
            since=str(start[0]),
            **told,
        )
    )
    alt += _own(changes, words, reader.focus)
    caption = say(
        "Share of each payer in euros by the chosen split: that of the first year on the left, "
        "that of the last year "
        "on the right."
    )
    if broken:
        alt += " " + say("Not every year: {names}.", names=_names(broken))
        caption += " " + say("A line is broken in years in which its payer took no part.")
    if assumed_from < len(years):
        text = say("From {year} on the sums rest on an assumption.", year=str(shown[assumed_from]))
        alt += f" {text}"
        caption += f" {text} " + say("Hollow dots and dashed lines show them.")
    return Picture(name, wide, narrow, alt, caption)


def in_order(comparison: Comparison, years: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """Return the payers of this year in the order of every table, then those of other years by
    ascending code.
    """
    others = sorted({code for payers in years for code in payers} - set(comparison.payers))
    return (*comparison.payers, *others)


def withdrawal(reader: Reader) -> Picture | None:
    """Draw what a withdrawal would cost those who stay: one payer, or each of them.

    With a payer in focus its rise is drawn for each other payer that might leave. Without one each
    payer has a row with a dot for each other that might leave.

    Returns
    -------
    None where the chosen split is not defined without anybody, so that there is nothing to draw.
    """
    comparison, words, focus = reader.comparison, reader.words, reader.focus
    scenarios = sorted(
        (one for one in withdrawals(comparison) if one.changes),
        key=lambda one: comparison.payers.index(str(one.payer)),
    )
    if not scenarios:
        return None
    if focus is not None and any(focus in one.changes for one in scenarios):
        return _withdrawal_for(focus, scenarios, words)
    say = reader.say
    rows, hardest = [], []
    for code in comparison.payers:
        changes = {str(one.payer): one.changes[code] for one in scenarios if code in one.changes}
        if not changes:
            continue
        leaver = _most(changes)
        hardest.append((changes[leaver], code, leaver))
        shown = (
            list(changes)
            if len(comparison.payers) <= MANY_PAYERS
            else list(dict.fromkeys([_least(changes), leaver]))
        )
        dots = [Dot(changes[who] / 100, CIRCLE, who == leaver) for who in shown]
        text = f"{words.of(Money(changes[leaver], signed=True))} ({words.payer(leaver)})"
        rows.append(DotRow(words.payer(code), dots, text))

    def tick(value: float) -> str:
        return "" if value < 0 else words.of(Money(Fraction(round(value * 100))))

    wide, narrow = (draw_dot_rows(rows, tick, narrow=small) for small in (False, True))
    most, least = max(hardest, key=lambda one: one[0]), min(hardest, key=lambda one: one[0])
    alt = say(
        "Dot plot of what a withdrawal would cost the others. The hardest case: if {leaver} left, "
        "{payer} would pay "
        "{most} more. Smallest is the hardest case of this payer: {other}, {least}.",
        leaver=PayerName(most[2]),
        payer=PayerName(most[1]),
        most=Money(most[0], words=True),
        other=PayerName(least[1]),
        least=Money(least[0], words=True),
    )
    caption = say(
        "What each would pay more in euros if one of the others left, while the total and the way "
        "of sharing stayed. "
        "One dot is one withdrawal. The filled dot is the hardest: beside it stand the rise and "
        "who would have left."
        if len(comparison.payers) <= MANY_PAYERS
        else "What each would pay more in euros if one of the others left, while the total and "
        "the way of sharing "
        "stayed. The dots are the mildest withdrawal and the hardest, which is filled: beside it "
        "stand the rise and "
        "who would have left."
    )
    return Picture("withdrawal", wide, narrow, alt, caption)


def _withdrawal_for(focus: str, scenarios: Sequence[Scenario], words: Wording) -> Picture:
    say = words.say
    changes = {str(one.payer): one.changes[focus] for one in scenarios if focus in one.changes}
    wide, narrow = _bars(changes, words, None)
    most, least = _most(changes), _least(changes)
    alt = say(
        "Bar chart of what a withdrawal would cost this payer: {payer}. The hardest case is that "
        "{leaver} leaves, "
        "{most}; the mildest that {other} does, {least}.",
        payer=PayerName(focus),
        leaver=PayerName(most),
        most=Money(changes[most], signed=True, words=True),
        other=PayerName(least),
        least=Money(changes[least], signed=True, words=True),
    )
    caption = say(
        "{payer}: what the share would be more in euros if the payer of the row left, while the "
        "total and the way of "
        "sharing stayed.",
        payer=PayerName(focus),
    )
    return Picture("withdrawal", wide, narrow, alt, caption)


def sensitivity(reader: Reader, robustness: Robustness) -> Picture:
    """Draw for each payer where nine draws in ten lie, and the chosen share beside them."""
    words, focus = reader.words, reader.focus
    say, chosen = reader.say, reader.comparison.chosen.cents
    payers = [code for code in reader.comparison.payers if code in robustness.low]
    low, high = robustness.low, robustness.high
    spans = [
        Span(
            f"{words.payer(code)} {words.of(Money(chosen[code]))}",
            low[code] / 100,
            high[code] / 100,
            chosen[code] / 100,
            f"{words.of(Money(low[code]))} – {words.of(Money(high[code]))}",
            marked=code == focus,
        )
        for code in payers
    ]

    def tick(value: float) -> str:
        return words.of(Money(Fraction(round(value * 100))))

    wide, narrow = (draw_ranges(spans, tick, narrow=small) for small in (False, True))
    widest = max(payers, key=lambda code: high[code] - low[code])
    seen = focus if focus in payers else widest
    outside = [code for code in payers if not low[code] <= chosen[code] <= high[code]]
    alt = say(
        "Range chart. {payer}: nine draws in ten lie from {low} to {high}, and the chosen share "
        "is {amount}.",
        payer=PayerName(str(seen)),
        low=Money(low[str(seen)], words=True),
        high=Money(high[str(seen)], words=True),
        amount=Money(chosen[str(seen)], words=True),
    )
    if seen == widest:
        alt += " " + say("No other range is wider in euros.")
    if len(outside) == len(payers):
        alt += " " + say("The chosen share is outside the range of every payer.")
    elif outside:
        alt += " " + say(
            "The chosen share is outside the range of: {names}.", names=_names(outside)
        )
    else:
        alt += " " + say("The chosen share is within the range of every payer.")
    caption = say(
        "The dot is the chosen share. In the band lie nine draws in ten, when figures are revised "
        "a little, a part may "
        "be shared equally and the keys are weighted at random. The weights are an assumption, "
        "nobody's proposal."
    )
    return Picture("sensitivity", wide, narrow, alt, caption)


def map_of_shares(reader: Reader, boundaries: Boundaries) -> Picture | None:
    """Draw a map of what each pays: per inhabitant where that differs by more than a cent, or else
    its share.

    Returns
    -------
    None if a payer is no municipality or has no boundary, since a map that leaves somebody out
    would mislead; or if there are so many that their names would stand on each other.
    """
    comparison, words = reader.comparison, reader.words
    if not words.municipal or any(code not in boundaries.areas for code in comparison.payers):
        return None
    say, payers = reader.say, comparison.payers
    found = comparison.head_range(comparison.chosen)
    per_head = found is not None and found[1][1] - found[0][1] > _ONE_CENT
    heads = (
        {code: comparison.per_head(comparison.chosen, code) for code in payers} if per_head else {}
    )
    if any(amount is None for amount in heads.values()):
        per_head = False
    decimals = 2 if per_head else 0
    exact = {
        code: (heads.get(code) if per_head else None) or comparison.chosen.cents[code]
        for code in payers
    }
    # As they are written on the map: what reads the same has the same fill.
    values = {
        code: int(round_half_up(Fraction(cents, 100), decimals) * 100)
        for code, cents in exact.items()
    }
    limits = natural_limits(list(values.values()))
    without = [one.payer for one in reader.case.terms.outside if one.payer not in payers]
    outside = [code for code in without if code in boundaries.areas]
    areas = [
        MapArea(boundaries.areas[code], words.payer(code), say("outside"), None) for code in outside
    ]
    areas += [
        MapArea(
            boundaries.areas[code],
            words.payer(code),
            words.of(Money(values[code], decimals)),
            level_of(values[code], limits),
            marked=code == reader.focus,
        )
        for code in payers
    ]
    drawing = draw_map(areas)
    if drawing is None:
        return None
    high, low = _most(values), _least(values)
    ends: dict[str, Value] = {
        "high": PayerName(high),
        "most": Money(values[high], decimals, words=True),
        "low": PayerName(low),
        "least": Money(values[low], decimals, words=True),
    }
    if per_head:
        alt = say(
            "Map of the shares per inhabitant: most {most} ({high}), least {least} ({low}).", **ends
        )
        caption = say("Euros per inhabitant in the chosen split: the darker, the more.")
    else:
        alt = say("Map of the shares: most {most} ({high}), least {least} ({low}).", **ends)
        caption = say("Euros in the chosen split: the darker, the more.")
    if limits:
        caption += " " + say("Classes: {classes}.", classes=_classes(limits, decimals))
    if outside:
        alt += " " + say("Outside: {name}", name=_names(outside)) + "."
        caption += " " + say("Hatched: outside.")
    caption += f" {words.frozen(boundaries.attribution)}."
    return Picture("map", drawing, "", alt, caption)


def _classes(limits: Sequence[int], decimals: int) -> Listing:
    below = Message("under {limit}", {"limit": Money(limits[0], decimals)})
    between = [
        Message(
            "{from_limit} to under {limit}",
            {"from_limit": Money(low, decimals), "limit": Money(high, decimals)},
        )
        for low, high in pairwise(limits)
    ]
    return Listing(
        [below, *between, Message("at least {limit}", {"limit": Money(limits[-1], decimals)})]
    )


def _bars(changes: Mapping[str, int], words: Wording, focus: str | None) -> tuple[str, str]:
    bars = [
        Bar(
            words.payer(code),
            _whole(cents),
            words.of(Money(cents, signed=True)),
            marked=code == focus,
        )
        for code, cents in changes.items()
    ]
    less, more = words.say("would pay less"), words.say("would pay more")
    wide, narrow = (draw_changes(bars, less, more, narrow=small) for small in (False, True))
    return wide, narrow


def _whole(cents: int) -> int:
    """Return whole euros, as they are written: what reads "0 €" has no bar."""
    return int(round_half_up(Fraction(cents, 100)))


def _most(amounts: Mapping[str, int]) -> str:
    return max(amounts, key=lambda code: amounts[code])


def _least(amounts: Mapping[str, int]) -> str:
    return min(amounts, key=lambda code: amounts[code])


def extremes(changes: Mapping[str, int]) -> Message:
    """Say whose share rises and whose falls most, and by how much."""
    up, down = _most(changes), _least(changes)
    values: dict[str, Value] = {
        "riser": PayerName(up),
        "rise": Money(changes[up], words=True),
        "faller": PayerName(down),
        "fall": Money(-changes[down], words=True),
    }
    rises, falls = _whole(changes[up]) > 0, _whole(changes[down]) < 0
    if rises and falls:
        return Message(
            "the largest rise is {rise} ({riser}), the largest fall {fall} ({faller})", values
        )
    if rises:
        return Message("the largest rise is {rise} ({riser}), and no share falls", values)
    if falls:
        return Message("the largest fall is {fall} ({faller}), and no share rises", values)
    return Message("no share changes: {amount}", {"amount": Money(0, words=True)})


def _own(changes: Mapping[str, int], words: Wording, focus: str | None) -> str:
    """Say the change of the reader's own payer, unless it has been said as the largest one."""
    if focus is None or focus not in changes or focus in (_most(changes), _least(changes)):
        return ""
    change = Money(changes[focus], signed=True, words=True)
    return " " + words.say("{payer}: {change}.", payer=PayerName(focus), change=change)


def _names(codes: Sequence[str]) -> Listing:
    return Listing([PayerName(code) for code in codes])
