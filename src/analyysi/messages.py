"""Sentences as data: an English message and the typed values that fill it.

The lower floors say *what* is to be stated; `report.language.wording` says it in the reader's
language, with that language's numbers. A message's text is the key of the gettext catalogues in
`locale/`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from analyysi.errors import WordedError
from analyysi.languages.local_text import LocalText
from analyysi.money import decimals_needed


@dataclass(frozen=True)
class Money:
    """An amount in cents, exact until it is shown. `decimals` is 0 for whole euros, 2 for cents."""

    cents: Fraction | int
    decimals: int = 0
    signed: bool = False
    words: bool = False


@dataclass(frozen=True)
class Percent:
    """A ratio (0.12) that is shown as a percentage (12 %). `decimals` None: as many as it needs, at
    most two.
    """

    ratio: Fraction
    decimals: int | None = 1


@dataclass(frozen=True)
class Number:
    """A plain number, exact until it is shown."""

    value: Fraction | int
    decimals: int = 0


@dataclass(frozen=True)
class Day:
    """A calendar day."""

    day: date


@dataclass(frozen=True)
class KeyName:
    """An allocation key of the year's terms, shown by its label, or in the form
    "by ..." if `by`.
    """

    name: str
    by: bool = False


@dataclass(frozen=True)
class PayerName:
    """A payer, shown by its name in the reader's language."""

    code: str


@dataclass(frozen=True)
class Listing:
    """Several values, shown as a list: "a, b and c"."""

    items: "Sequence[Value]"


@dataclass(frozen=True)
class Message:
    """A sentence or a title: an English text with `{placeholders}` and the
    values that fill them.
    """

    text: str
    values: "Mapping[str, Value]" = field(default_factory=dict)


class UnfitError(WordedError):
    """A value that does not fit, said twice: in English for whoever edits files, and as a message
    for readers of any language.
    """

    def __init__(self, text: str, message: Message) -> None:
        super().__init__(text)
        self.message = message


Value = Message | Money | Percent | Number | Day | KeyName | PayerName | Listing | LocalText | str


def payer_names(codes: Iterable[str]) -> Listing:
    """Return the names of payers as one listing: "a, b ja c"."""
    return Listing([PayerName(code) for code in codes])


def beside_payers(values: Mapping[str, Value]) -> Listing:
    """Return each payer's name with its value, in the order given: "Paltamo 7 079,00 €"."""
    return Listing(
        [
            Message("{payer} {bound}", {"payer": PayerName(code), "bound": value})
            for code, value in values.items()
        ]
    )


def plain_number(value: Fraction) -> Number | str:
    """Return a number as it is, never rounded to what it is not: with the decimals that it needs,
    or else as a fraction.

    Examples
    --------
    >>> plain_number(Fraction(9, 10)), plain_number(Fraction(1, 3))
    (Number(value=Fraction(9, 10), decimals=1), '1/3')
    """
    decimals = decimals_needed(value)
    return str(value) if decimals is None else Number(value, decimals)
