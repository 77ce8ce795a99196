"""Rules of a search in words: in pieces for a report, and as sentences of the command line."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from math import ceil, floor

from analyysi.allocation.inference.findings import Hit
from analyysi.allocation.inference.rule_families import Rule
from analyysi.allocation.inference.weight_ranges import WeightRange
from analyysi.errors import Sentence, either, joined
from analyysi.languages.saying import Amount, Figure, PerCent
from analyysi.messages import Message, Percent, Value

_MOST_DECIMALS = 8
"""The most decimals of a per cent with which the end of a range is written."""

_STEPS = 10
"""How many steps of the last decimal a written range has at least."""


def pieces_of(rule: Rule, key_name: Callable[[str], str]) -> list[Value]:
    """Return what a rule does, in the order in which it does it: "4 % by the organiser first", ...

    Parameters
    ----------
    key_name
        Writes a key of the search for the reader.
    """
    if not rule.keys:
        return [Message("everybody the same")]
    pieces: list[Value] = []
    if rule.organiser:
        share = _part(rule.organiser)
        pieces.append(Message("{share} by the organiser first", {"share": share}))
    if rule.equal:
        pieces.append(Message("{share} equally", {"share": _part(rule.equal)}))
    for name, weight in rule.keys:
        key = key_name(name)
        named = Message("{share} {key}", {"share": _part(weight), "key": key})
        pieces.append(key if weight == 1 else named)
    return pieces


def range_pieces(weights: WeightRange, key_name: Callable[[str], str]) -> list[Value]:
    """Return the rules of a range of weights: "43.68–43.75 % equally", "the rest by ...".

    The ends are rounded inwards, so that whatever is written gives the table.

    Parameters
    ----------
    key_name
        Writes a key of the search for the reader.
    """
    (low, high), decimals = rounded_inwards(weights.low, weights.high)
    ends: dict[str, Value] = {"low": Percent(low, decimals), "high": Percent(high, decimals)}
    *first, (last, _) = weights.halfway.keys
    if not first:
        pieces: list[Value] = [Message("{low}–{high} equally", ends)]
    else:
        pieces = [Message("{low}–{high} {key}", {**ends, "key": key_name(first[0][0])})]
    return [*pieces, Message("the rest {key}", {"key": key_name(last)})]


def rounded_inwards(low: Fraction, high: Fraction) -> tuple[tuple[Fraction, Fraction], int]:
    """Return two ratios as ends within them that lose at most a tenth of their distance each, with
    as few decimals of a per cent as that allows, and how many; the exact ones where these would be
    more than can be read.

    Examples
    --------
    >>> (low, high), decimals = rounded_inwards(Fraction(33205, 100000), Fraction(33418, 100000))
    >>> float(low), float(high), decimals
    (0.3321, 0.3341, 2)
    """
    for decimals in range(1, _MOST_DECIMALS + 1):
        parts = 100 * 10**decimals
        inner_low, inner_high = ceil(low * parts), floor(high * parts)
        if inner_high - inner_low >= _STEPS:
            return (Fraction(inner_low, parts), Fraction(inner_high, parts)), decimals
    return (low, high), _MOST_DECIMALS


def _part(ratio: Fraction) -> Value:
    """Return a part of a rule: whole per cents as such, other ratios as they are (1/3)."""
    return Percent(ratio, None) if (ratio * 100).denominator == 1 else str(ratio)


def hit_in_words(hit: Hit) -> Sentence:
    """Write a rule and how it rounds."""
    rule, unit = rule_in_words(hit.rule), Amount(hit.unit)
    if hit.usual:
        return Sentence("{rule}, rounded to {unit}", rule=rule, unit=unit)
    return Sentence(
        "{rule}, rounded to {unit} by {roundings}",
        rule=rule,
        unit=unit,
        roundings=either(hit.roundings),
    )


def range_in_words(weights: WeightRange) -> Sentence:
    """Write the rules of a range: "33.21%–33.47% equally, the rest by population 2021-12-31"."""
    return joined(map(_piece, range_pieces(weights, _by_key)))


def rule_in_words(rule: Rule) -> Sentence:
    """Write a rule in words: "30% equally, 70% by population 2021-12-31"."""
    return joined(map(_piece, pieces_of(rule, _by_key)))


def _by_key(name: str) -> Sentence:
    """Say a key by its name in the data, and of a mean, as `sources.figures` names it, of how many
    years.
    """
    mean = re.fullmatch(r"(?P<key>.+) mean of (?P<years>\d+) years", name)
    named = name if mean is None else Sentence("{key} mean of {years} years", **mean.groupdict())
    return Sentence("by {key}", key=named)


def _piece(piece: Value) -> Value:
    """Make a sentence of a piece of a rule: keys go by their names in data."""
    if not isinstance(piece, Message):
        return piece
    values = {
        name: PerCent(filled.ratio, filled.decimals or 0) if isinstance(filled, Percent) else filled
        for name, filled in piece.values.items()
    }
    return Sentence(piece.text, **values)


def in_figures(luck: float) -> Figure:
    """Write a number of hits by luck: whole from one on, else with its first figure."""
    return Figure(f"{luck:.0f}" if luck >= 1 else f"{luck:.1g}")
