"""The map of what each municipality pays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

from analyysi.messages import Listing, Message, Money, PayerName, Value, payer_names
from analyysi.money import round_half_up
from analyysi.report.extremes import all_alike, least, most
from analyysi.report.pictures.map import MapArea, draw_map, level_of, natural_limits
from analyysi.report.pictures.picture import Picture
from analyysi.report.reader import Reader
from analyysi.sources.municipalities.boundaries import Boundaries

_ONE_CENT = 1


def map_of_shares(reader: Reader, boundaries: Boundaries) -> Picture | None:
    """Draw a map of what each pays: per inhabitant where that differs by more than a cent, or else
    its share.

    Returns
    -------
    None if a payer is no municipality or has no boundary, since a map that leaves somebody out
    would mislead; or if there are so many that their names would stand on each other.
    """
    payers = reader.comparison.payers
    if not reader.words.municipal or any(code not in boundaries.areas for code in payers):
        return None
    per_head = _per_head(reader)
    decimals = 0 if per_head is None else 2
    exact = reader.comparison.chosen.shown if per_head is None else per_head
    # As they are written on the map: what reads the same has the same fill.
    cents = {
        code: int(round_half_up(Fraction(exact[code], 100), decimals) * 100) for code in payers
    }
    limits = natural_limits(list(cents.values()))
    outside = [
        outsider.payer
        for outsider in reader.case.terms.outside
        if outsider.payer not in payers and outsider.payer in boundaries.areas
    ]
    drawing = draw_map(_areas(reader, boundaries, outside, cents, limits, decimals))
    if drawing is None:
        return None
    alt, caption = _alt_and_caption(reader, cents, decimals)
    if limits:
        caption += " " + reader.say("Classes: {classes}.", classes=_classes(limits, decimals))
    if outside:
        alt += " " + reader.say("Outside: {name}", name=payer_names(outside)) + "."
        caption += " " + reader.say("Hatched: outside.")
    caption += f" {reader.words.frozen(boundaries.attribution)}."
    return Picture.of("map", drawing, None, alt, caption)


def differ_per_head(reader: Reader) -> bool:
    """Return whether the payers pay differently per inhabitant, so that a map of it says more than
    how many inhabitants each has.
    """
    return _per_head(reader) is not None


def _per_head(reader: Reader) -> dict[str, Fraction] | None:
    """Return each payer's cents per inhabitant; None where they hardly differ or one has none."""
    comparison = reader.comparison
    head_range = comparison.head_range(comparison.chosen)
    if head_range is None or head_range[1][1] - head_range[0][1] <= _ONE_CENT:
        return None
    per_head = {}
    for code in comparison.payers:
        amount = comparison.per_head(comparison.chosen, code)
        if amount is None:
            return None
        per_head[code] = amount
    return per_head


def _areas(
    reader: Reader,
    boundaries: Boundaries,
    outside: Sequence[str],
    cents: Mapping[str, int],
    limits: Sequence[int],
    decimals: int,
) -> list[MapArea]:
    words = reader.words
    areas = [
        MapArea(boundaries.areas[code], words.payer(code), reader.say("outside"), None)
        for code in outside
    ]
    areas += [
        MapArea(
            boundaries.areas[code],
            words.payer(code),
            words.of(Money(cents[code], decimals)),
            level_of(cents[code], limits),
            marked=code == reader.focus,
        )
        for code in cents
    ]
    return areas


def _alt_and_caption(reader: Reader, cents: Mapping[str, int], decimals: int) -> tuple[str, str]:
    say, high, low = reader.say, most(cents), least(cents)
    comparison = reader.comparison
    head_range = comparison.head_range(comparison.chosen)
    ends: dict[str, Value] = {
        "high": PayerName(high),
        "most": Money(cents[high], decimals, words=True),
        "low": PayerName(low),
        "least": Money(cents[low], decimals, words=True),
    }
    if decimals and head_range is not None:
        amounts = comparison.per_heads(comparison.chosen)
        for end, (_, amount) in zip(("low", "high"), head_range, strict=True):
            ends[end] = all_alike(amounts, amount, reader.words)
    if decimals:
        return (
            say(
                "Map of the shares per inhabitant: most {most} ({high}), least {least} ({low}).",
                **ends,
            ),
            say("Euros per inhabitant in the chosen split: the darker, the more."),
        )
    return (
        say("Map of the shares: most {most} ({high}), least {least} ({low}).", **ends),
        say("Euros in the chosen split: the darker, the more."),
    )


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
