"""The ways of sharing that the front page sets side by side, and how a sentence says them."""

from __future__ import annotations

from collections.abc import Mapping

from analyysi.allocation.whole_units.whole_euros import whole_euros
from analyysi.comparison.compare import Comparison, Split
from analyysi.messages import KeyName, Listing, Message
from analyysi.report.reader import Reader

BESIDE = 3
"""How many ways stand beside the chosen one in the joint report's table and picture."""

_EURO = 100

_IN_THE_LADDER = 7
"""How many ways the table of a seat has at most."""


def beside_chosen(comparison: Comparison) -> tuple[Split, ...]:
    """Return the ways that stand beside the chosen one: no mixes, whose weights nobody proposed.

    First those that the terms name, then shares by the other keys that move most. They stand in
    the order of how much they move a payer at most, the least first; ties as the comparison has
    them. A terms' way that is neither by one key nor equal (agreed shares, a game) is taken if
    nothing else fills its place.
    """
    plain = [split for split in comparison.others if is_plain(split)]
    named = [split for split in comparison.leading[1:] if split in plain]
    ranked = sorted(plain, key=lambda split: -_most_moved(comparison, split))
    taken = [*named, *(split for split in ranked if split not in named)][:BESIDE]
    for split in comparison.leading[1:]:
        if len(taken) < BESIDE and split not in taken and split.variant.parts is None:
            taken.append(split)
    return tuple(sorted(taken, key=lambda split: _most_moved(comparison, split)))


def for_a_seat(comparison: Comparison, payer: str) -> tuple[Split, ...]:
    """Return the ways whose sums a seat's table sets in order, the smallest sum first: the chosen
    one, equal shares and shares by each single key.
    """
    plain = [split for split in comparison.others if is_plain(split)]
    ways = {split.id: split for split in [*beside_chosen(comparison), *plain]}
    listed = [comparison.chosen, *list(ways.values())[: _IN_THE_LADDER - 1]]
    return tuple(sorted(listed, key=lambda split: (split.cents[payer], split.id)))


def is_plain(split: Split) -> bool:
    """Return whether a way shares by one key, or equally."""
    return split.variant.only_key is not None or split.variant.needs_no_figures


def by_official_keys(comparison: Comparison) -> tuple[Split, ...]:
    """Return the splits by a single key of the terms, as it is published: an analyst's own keys are
    none of them, nor are figures that are changed before they are shared by.
    """
    own, keys = comparison.case.additions.keys, comparison.case.terms.keys
    official = {name for name, key in keys.items() if name not in own and not key.transform}
    return tuple(split for split in comparison.splits if split.variant.only_key in official)


def _most_moved(comparison: Comparison, split: Split) -> int:
    return abs(comparison.largest_difference(split)[1])


def name_of(split: Split) -> Message:
    """Return a way's short name, for a column or a row: its key, or equal shares."""
    key = split.variant.only_key
    if key is not None:
        return Message("{key}", {"key": KeyName(key)})
    if split.variant.needs_no_figures:
        return Message("equal shares")
    return split.title


def by_way(reader: Reader, split: Split) -> str:
    """Return how a sentence says a way: "by population", "in equal parts", or its name quoted."""
    key = split.variant.only_key
    if key is not None:
        return reader.words.of(KeyName(key, by=True))
    if split.variant.needs_no_figures:
        return reader.say("in equal parts")
    return reader.say(
        "by the way {title}", title=reader.words.quoted(reader.words.title(split.title))
    )


def by_chosen_way(reader: Reader) -> str:
    """Return how a sentence says the chosen way beside a sum: where steps stand around it, what
    they do, or that there are other conditions where that takes more than a few words, since the
    sum does not follow from the way alone.
    """
    way = by_way(reader, reader.comparison.chosen)
    if not reader.comparison.chosen.step_rules:
        return way
    briefly = [step.in_short(parameters) for step, parameters in reader.case.steps]
    conditions = [condition for condition in briefly if condition is not None]
    if len(conditions) == len(briefly):
        return f"{way} ({reader.words.of(Listing(conditions))})"
    return reader.say("{way} with the other conditions", way=way)


def euros(split: Split) -> dict[str, int]:
    """Return what each pays by a way, in whole euros as every table shows it."""
    return whole_euros(split.cents)


def changes_in_euros(comparison: Comparison, split: Split) -> dict[str, int]:
    """Return how a way differs from the chosen one for each payer, in whole euros as every table
    and sentence shows it.
    """
    chosen = comparison.chosen.cents
    return {code: comparison.shown_difference(split, code) // _EURO for code in chosen}


def largest_change(changes: Mapping[str, int]) -> tuple[str, int]:
    """Return the payer with the largest change and the change; of equal ones the first."""
    payer = max(changes, key=lambda code: abs(changes[code]))
    return payer, changes[payer]
