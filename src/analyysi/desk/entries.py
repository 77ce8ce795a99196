"""What an analyst types, as exact values: amounts, weights and numbers in the forms of the
reader's language; and what is wrong with it, in one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from analyysi.allocation.parts import in_percent
from analyysi.desk.fields import Kind
from analyysi.errors import ParameterError, sentence_of
from analyysi.languages.language_table import LANGUAGES
from analyysi.languages.local_text import LocalText
from analyysi.messages import Message, Number, UnfitError, plain_number
from analyysi.money import euros, parse_cents, parse_ratio
from analyysi.report.language.words import Words

_SPACES = " \u00a0\u202f"
_MINUS = "-\u2212"

NEEDED = Message("This is needed: fill it in.")


def amount_of(text: str, decimal: str, group: str, sign: str = "€") -> int | None:
    """Read an amount as whole cents; None if it is not an amount with at most two decimals, after
    which the sign of the currency may stand.

    A point is taken for the decimal sign too, unless it groups thousands in the language.

    >>> amount_of("85 000,50 €", ",", "\\xa0"), amount_of("85,000.50", ".", ",")
    (8500050, 8500050)
    >>> amount_of("85,000", ",", "\\xa0") is None
    True
    """
    groups = f"[{_SPACES}{re.escape(group)}]"
    decimals = re.escape(decimal) + ("." if group != "." else "")
    plain = text.strip(_SPACES).removesuffix(sign).strip(_SPACES)
    match = re.fullmatch(
        rf"(\d+|\d{{1,3}}(?:{groups}\d{{3}})+)(?:[{decimals}](\d{{1,2}}))?", plain, re.ASCII
    )
    if match is None:
        return None
    whole = re.sub(groups, "", match[1])
    try:
        return parse_cents(f"{whole}.{match[2]}" if match[2] else whole)
    except ValueError:  # more digits than any amount has
        return None


def signed_amount_of(text: str, decimal: str, group: str, sign: str = "€") -> int | None:
    """Read an amount that may be below zero, as `amount_of` reads others.

    >>> signed_amount_of("\\u2212120,50", ",", "\\xa0"), signed_amount_of("120,50", ",", "\\xa0")
    (-12050, 12050)
    """
    plain = text.strip(_SPACES)
    below = plain[:1] in tuple(_MINUS)
    cents = amount_of(plain[1:] if below else plain, decimal, group, sign)
    return -cents if below and cents is not None else cents


def weight_of(text: str) -> Fraction | None:
    """Read a weight: per cent, whole or with decimals, or a fraction of the whole; None if it is
    neither.

    Nothing is no weight.

    >>> weight_of("12,5 %"), weight_of("1/3"), weight_of(""), weight_of("a third")
    (Fraction(1, 8), Fraction(1, 3), Fraction(0, 1), None)
    """
    plain = text.strip(_SPACES).removesuffix("%").strip(_SPACES).replace(",", ".")
    try:
        ratio = parse_ratio(plain or "0")
    except ValueError:
        return None
    weight = ratio if "/" in plain else ratio / 100
    return weight if 0 <= weight <= 1 else None


def number_of(text: str) -> int | None:
    """Read a whole number of zero or more; None if it is none.

    >>> number_of(" 3 "), number_of("3,5"), number_of("")
    (3, None, None)
    """
    plain = text.strip(_SPACES)
    return int(plain) if re.fullmatch(r"[0-9]{1,9}", plain) else None


def figure_of(text: str, group: str) -> Fraction | None:
    """Read a number above zero, with decimals or as a fraction; None if it is none.

    Parameters
    ----------
    group
        The language's sign between groups of three digits; a space is read as one too.

    >>> figure_of("0,9", ","), figure_of("12,500", ","), figure_of("1/3", ","), figure_of("0", ",")
    (Fraction(9, 10), Fraction(12500, 1), Fraction(1, 3), None)
    """
    groups = f"[{_SPACES}{re.escape(group)}]"
    plain = text.strip(_SPACES)
    if re.match(rf"\d{{1,3}}(?:{groups}\d{{3}})+(?!\d)", plain, re.ASCII):
        plain = re.sub(groups, "", plain)
    try:
        figure = parse_ratio(plain.replace(",", "."))
    except ValueError:
        return None
    return figure if figure > 0 else None


def figure_from_zero(text: str, group: str) -> Fraction | None:
    """Read a number of zero or more, as `figure_of` reads those above it.

    >>> figure_from_zero("0", ","), figure_from_zero("0,5", ","), figure_from_zero("-1", ",")
    (Fraction(0, 1), Fraction(1, 2), None)
    """
    return Fraction(0) if text.strip(_SPACES) == "0" else figure_of(text, group)


def content_of(kind: Kind, text: str, words: Words) -> Any | Message:
    """Return what was typed as the parameter models read it, or what is wrong with it.

    Amounts come as text in euros ("80000.50"), weights as fractions.
    """
    match kind:
        case Kind.AMOUNT:
            numbers = words.numbers
            cents = signed_amount_of(text, numbers.decimal_mark, numbers.group_mark, words.sign)
            example = words.numbers.amount(123_456)
            fault = Message("Write a sum in this form: {example}", {"example": example})
            return fault if cents is None else euros(cents)
        case Kind.SHARE:
            weight = weight_of(text)
            return unreadable_weight() if weight is None else weight
        case Kind.NUMBER:
            number = number_of(text)
            return Message("Write a whole number.") if number is None else number
        case Kind.FIGURE:
            figure = figure_of(text, words.numbers.group_mark)
            if figure is None:
                example = words.of(plain_number(Fraction(9, 10)))
                return Message(
                    "Write a number above zero, such as {example}.", {"example": example}
                )
            return figure
        case Kind.FROM_ZERO:
            figure = figure_from_zero(text, words.numbers.group_mark)
            return Message("Write a number of zero or more.") if figure is None else figure
        case Kind.LOCAL_TEXT:
            return _in_every_language(text.strip())
        case _:
            return text.strip()


def _in_every_language(text: str) -> LocalText | Message:
    """Take a text of one language for all: nobody at a desk writes each."""
    try:
        return LocalText.of(dict.fromkeys(LANGUAGES, text))
    except ParameterError as error:
        return Message("This cannot be used. {reason}", {"reason": error.sentence})


def unreadable_weight() -> Message:
    """Say in which forms a weight is written."""
    return Message(
        "Give each weight in per cent, such as {decimal}, or as a part of the whole, such as "
        "{fraction}.",
        {"decimal": in_percent(Fraction(1, 8)), "fraction": "1/3"},
    )


def written(kind: Kind, content: Any, words: Words) -> str:
    """Return a parameter as the analyst would type it; `content_of` reads the same from it."""
    match kind:
        case Kind.AMOUNT:
            cents = parse_cents(content) if isinstance(content, str) else content
            return words.numbers.amount(cents)
        case Kind.SHARE:
            return words.of(in_percent(content)).removesuffix("%").strip()
        case Kind.FIGURE | Kind.FROM_ZERO:
            return words.of(plain_number(content))
        case Kind.LOCAL_TEXT:
            return str(LocalText.model_validate(content).or_main(words.language))
        case _:
            return str(content)


def fault_in_words(fault: Mapping[str, Any]) -> Message:
    """Say what a parameter model found wrong, from one of the faults of its `ValidationError`."""
    context = fault.get("ctx", {})
    raised = context.get("error")
    if isinstance(raised, UnfitError):
        return raised.message
    words = _BY_TYPE.get(fault["type"])
    if words is not None:
        return words(context)
    reason = sentence_of(raised) or str(fault["msg"])
    return Message("This cannot be used. {reason}", {"reason": reason})


_BY_TYPE: dict[str, Callable[[Mapping[str, Any]], Message]] = {
    "missing": lambda context: NEEDED,
    "too_short": lambda context: NEEDED,
    "string_too_short": lambda context: NEEDED,
    "greater_than_equal": lambda context: Message(
        "Write a whole number of at least {least}.", {"least": Number(context["ge"])}
    ),
    "less_than_equal": lambda context: Message(
        "Write a whole number of at most {most}.", {"most": Number(context["le"])}
    ),
}
"""What is said of each kind of fault that pydantic itself finds."""
