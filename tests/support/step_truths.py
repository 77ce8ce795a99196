"""What the sentence of a step must mean for the shares beside it, read off its words and values."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from analyysi.messages import Listing, Message, Money, PayerName, Percent

Table = Mapping[str, Fraction]


def cents(value: Any, total: Fraction) -> Fraction:
    """Return what "6 000 €" or "5 % of the total" comes to."""
    if isinstance(value, Money):
        return Fraction(value.cents)
    if isinstance(value, Percent):
        return value.ratio * total
    assert isinstance(value, Message)
    assert value.text == "{share} of the total"
    return cents(value.values["share"], total)


def named_bounds(listing: Any, total: Fraction) -> dict[str, Fraction]:
    assert isinstance(listing, Listing)
    return {
        code_of(pair.values["payer"]): cents(pair.values["bound"], total)
        for pair in listing.items
        if isinstance(pair, Message)
    }


def code_of(value: Any) -> str:
    assert isinstance(value, PayerName)
    return value.code


def _bounds(values: Mapping[str, Any], table: Table, total: Fraction) -> dict[str, Fraction]:
    general = cents(values["bound"], total) if "bound" in values else None
    bounds = dict.fromkeys(table, general) if general is not None else {}
    return {**bounds, **(named_bounds(values["bounds"], total) if "bounds" in values else {})}


def _floor(values: Mapping[str, Any], table: Table, total: Fraction) -> bool:
    return all(table[code] >= bound for code, bound in _bounds(values, table, total).items())


def _cap(values: Mapping[str, Any], table: Table, total: Fraction) -> bool:
    return all(table[code] <= bound for code, bound in _bounds(values, table, total).items())


def _first(values: Mapping[str, Any], table: Table, total: Fraction) -> bool:
    part = cents(values.get("amount", values.get("share")), total)
    return table[code_of(values["payer"])] == part


def _sums(values: Mapping[str, Any], table: Table, total: Fraction) -> bool:
    general = cents(values["amount"], total) if "amount" in values else None
    sums = dict.fromkeys(table, general) if general is not None else {}
    sums |= named_bounds(values["amounts"], total) if "amounts" in values else {}
    return all(table[code] >= amount for code, amount in sums.items())


def _always(values: Mapping[str, Any], table: Table, total: Fraction) -> bool:
    return True


TRUTHS: dict[str, Callable[[Mapping[str, Any], Table, Fraction], bool]] = {
    "Nobody pays less than": _floor,
    "At least this is paid:": _floor,
    "Nobody pays more than": _cap,
    "At most this is paid:": _cap,
    "{payer} first pays": _first,
    "Each first pays {amount}": _sums,
    "These first pay a sum each:": _sums,
    "Outside the base, paying nothing by the key:": _always,
}
"""The beginning of a sentence, and whether its numbers are true of a table."""


COUNTED = ("{rule} This is counted from the", "{rule} The steps around it change the shares")
"""How the two sentences begin that name what payers pay whom the steps around one move."""


def is_true(rule: Message, table: Table, total: Fraction) -> bool:
    """Return whether a sentence is true of a table, but for the payers whom it leaves out itself.

    Raises
    ------
    KeyError
        If no truth is known for the sentence.
    """
    if rule.text == "{rule} This does not concern: {payers}.":
        inner, left_out = rule.values["rule"], rule.values["payers"]
        assert isinstance(inner, Message)
        assert isinstance(left_out, Listing)
        codes = {code_of(name) for name in left_out.items}
        concerned = {code: amount for code, amount in table.items() if code not in codes}
        return is_true(inner, concerned, total)
    if rule.text.startswith(COUNTED):
        inner = rule.values["rule"]
        assert isinstance(inner, Message)
        paid = named_bounds(rule.values["payers"], total)
        return is_true(inner, table, total) and paid.items() <= table.items()
    for beginning, truth in TRUTHS.items():
        if rule.text.startswith(beginning):
            return truth(rule.values, table, total)
    raise KeyError(rule.text)
