"""Whose amount is the largest and whose the smallest, for sentences and pictures alike."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from analyysi.messages import Message, Money, PayerName, Value, payer_names
from analyysi.money import round_half_up
from analyysi.report.language.wording import Wording


def most(amounts: Mapping[str, int]) -> str:
    """Return the first payer whose amount is the largest."""
    return max(amounts, key=lambda code: amounts[code])


def least(amounts: Mapping[str, int]) -> str:
    """Return the first payer whose amount is the smallest."""
    return min(amounts, key=lambda code: amounts[code])


def whole_euros(cents: int) -> int:
    """Return whole euros, as they are written: what reads "0 €" counts as no change."""
    return int(round_half_up(Fraction(cents, 100)))


_MOST_NAMED = 3
"""How many payers that share an end a sentence names; more are counted."""


def all_alike(amounts: Mapping[str, Fraction], end: Fraction, words: Wording) -> Value:
    """Return whose amounts read as the end of a range reads: their names, or how many they are.

    The rounding of a share decides which of them is a fraction of a cent ahead, so no sentence
    names that one alone. `amounts` are cents by payer, in the order of every table.
    """
    read = words.numbers.amount(end)
    alike = [code for code, cents in amounts.items() if words.numbers.amount(cents) == read]
    if len(alike) <= _MOST_NAMED:
        return payer_names(alike)
    if words.municipal:
        return words.plural("{count} municipality", "{count} municipalities", len(alike))
    return words.plural("{count} payer", "{count} payers", len(alike))


def among_stayers(changed_most: Message) -> Message:
    """Say that extremes are of those who pay in both years: who comes or leaves may move more."""
    return Message("of those who pay in both years, {extremes}", {"extremes": changed_most})


def extremes(changes: Mapping[str, int], assumed: bool = False) -> Message:
    """Say whose share rises and whose falls most, and by how much; `assumed`: would rise or fall,
    since nobody knows the years to come.
    """
    up, down = most(changes), least(changes)
    values: dict[str, Value] = {
        "riser": PayerName(up),
        "rise": Money(changes[up], words=True),
        "faller": PayerName(down),
        "fall": Money(-changes[down], words=True),
    }
    rises, falls = whole_euros(changes[up]) > 0, whole_euros(changes[down]) < 0
    if rises and falls:
        return Message(
            "the largest rise would be {rise} ({riser}), the largest fall {fall} ({faller})"
            if assumed
            else "the largest rise is {rise} ({riser}), the largest fall {fall} ({faller})",
            values,
        )
    if rises:
        return Message(
            "the largest rise would be {rise} ({riser}), and no share would fall"
            if assumed
            else "the largest rise is {rise} ({riser}), and no share falls",
            values,
        )
    if falls:
        return Message(
            "the largest fall would be {fall} ({faller}), and no share would rise"
            if assumed
            else "the largest fall is {fall} ({faller}), and no share rises",
            values,
        )
    nought: dict[str, Value] = {"amount": Money(0, words=True)}
    return Message(
        "no share would change: {amount}" if assumed else "no share changes: {amount}", nought
    )
