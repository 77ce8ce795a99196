"""The kinds of value that stand in agreement files: texts by language, codes, amounts, ratios,
dates.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, ClassVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    SerializationInfo,
    StringConstraints,
    WithJsonSchema,
)

from analyysi.errors import Sentence

# These stand a floor lower, since tables of figures have texts by language too; agreement files
# know them from here.
from analyysi.languages.local_text import BUILT_WHEN_USED
from analyysi.languages.local_text import LocalText as LocalText
from analyysi.languages.local_text import Printable as Printable
from analyysi.languages.local_text import Words as Words
from analyysi.messages import Message
from analyysi.money import currency_decimals, euros, parse_cents, parse_ratio


class Frozen(BaseModel):
    """Base of all agreement models: unknown keys are refused and nothing changes after reading."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=BUILT_WHEN_USED)

    field_words: ClassVar[Mapping[str, Message]] = {}
    """What a parameter is called where an analyst enters it, by the field's name."""

    option_words: ClassVar[Mapping[str, Message]] = {}
    """What each value of a parameter is called that has a few of them only."""


Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
"""A payer's code, always quoted text: "091" for Helsinki, "kainuun-liitto" for an organisation."""

MUNICIPALITY_CODE = re.compile(r"[0-9]{3}")
"""The whole code of a Finnish municipality: "091"."""

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
"""A name within a file, such as that of an allocation key: small letters, digits, underscores."""

Year = Annotated[int, Field(strict=True, ge=1900, le=2200)]


@dataclass(frozen=True)
class KeyRef:
    """Marks a name in the parameters of a method or step that must be a key of the terms.

    `claim`: a key whose figures are claims.
    """

    claim: bool = False


@dataclass(frozen=True)
class PayerRef:
    """Marks a code in the parameters of a method or step that must be a party of the agreement."""


NamedKey = Annotated[Name, KeyRef()]
"""The name of a key of the terms, as a parameter; `agreement.references` finds it by its mark."""

NamedClaim = Annotated[Name, KeyRef(claim=True)]
"""The name of a key of claims, as a parameter."""

NamedPayer = Annotated[Code, PayerRef()]
"""The code of a party, as a parameter; `agreement.references` finds it by its mark."""


def _plain_text(value: Any) -> Any:
    # A TOML number is taken as written (the reader parses floats as Decimal), so "0.30" and 0.30
    # are the same.
    if isinstance(value, bool):
        # A ValueError, since pydantic collects those.
        raise ValueError("a number in quotes was expected")  # noqa: TRY004
    if isinstance(value, int | Decimal):
        return str(value)
    return value


def _to_cents(value: Any) -> int:
    text = _plain_text(value)
    if not isinstance(text, str):
        raise ValueError('an amount in quotes was expected, such as "80000.00"')  # noqa: TRY004
    return parse_cents(text)


def _to_ratio(value: Any) -> Fraction:
    if isinstance(value, Fraction):
        return value
    text = _plain_text(value)
    if not isinstance(text, str):
        raise ValueError('a ratio in quotes was expected, such as "0.30" or "1/3"')  # noqa: TRY004
    return parse_ratio(text)


def _to_figure(value: Any) -> Fraction:
    figure = _to_ratio(value)
    if figure < 0:
        raise ValueError(Sentence("{value} is below zero", value=value))
    return figure


def _printed(value: Any) -> Any:
    text = _plain_text(value)
    if isinstance(text, str) and not re.fullmatch(r"-?\d+(\.\d+)?", text):
        raise ValueError(
            Sentence(
                "'{given}' is not a printed number: write digits without spaces and with "
                "a decimal point, such as 9194 or 61.2",
                given=text,
            )
        )
    return text


def _above_zero(value: Fraction) -> Fraction:
    if value <= 0:
        raise ValueError("a figure above zero was expected")
    return value


def _to_share(value: Any) -> Fraction:
    ratio = _to_ratio(value)
    if not 0 <= ratio <= 1:
        raise ValueError(
            Sentence(
                "{value} is out of range: a share lies from 0 to 1 (write 0.30 for 30 per cent)",
                value=value,
            )
        )
    return ratio


def _when(value: Any) -> str:
    text = value.isoformat() if isinstance(value, date) else value
    if not isinstance(text, str) or not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", text):
        raise ValueError("a day, a month or a year was expected: 2022-09-20, 2022-09 or 2022")
    try:
        date.fromisoformat((text + "-01-01")[:10])
    except ValueError as error:
        raise ValueError(Sentence("{given} is not a date in the calendar", given=text)) from error
    return text


def _known(currency: str) -> str:
    currency_decimals(currency)
    return currency


Currency = Annotated[str, AfterValidator(_known)]
"""The code of a currency in ISO 4217 whose amounts have at most two decimals: "EUR", "SEK"."""

_AS_TEXT = PlainSerializer(str, return_type=str)

IN_CENTS = {"amounts": "cents"}
"""A context for `model_dump`: amounts come as whole cents, for names and records that have always
had them so. Such a dump cannot be validated again.
"""


def _from_cents(cents: int, info: SerializationInfo) -> str | int:
    return cents if info.context == IN_CENTS else euros(cents)


EuroAmount = Annotated[
    int,
    BeforeValidator(_to_cents),
    PlainSerializer(_from_cents),
    WithJsonSchema({"type": "string", "pattern": r"^\d+(\.\d{1,2})?$", "examples": ["80000.00"]}),
]
"""An amount written in euros (or the agreement's currency), held as whole cents.

A model's dump has it in euros again, as text ("80000.00"), so that it can be validated once more.
"""

Share = Annotated[
    Fraction,
    BeforeValidator(_to_share),
    _AS_TEXT,
    WithJsonSchema(
        {"type": "string", "pattern": r"^\d+(\.\d+|/\d+)?$", "examples": ["0.30", "1/3"]}
    ),
]
"""A ratio from 0 to 1, exact."""

NonNegative = Annotated[
    Fraction,
    BeforeValidator(_to_figure),
    _AS_TEXT,
    WithJsonSchema(
        {"type": "string", "pattern": r"^\d+(\.\d+|/\d+)?$", "examples": ["2000", "1.5"]}
    ),
]
"""A figure of zero or more, exact."""

Positive = Annotated[NonNegative, AfterValidator(_above_zero)]
"""A figure above zero, exact."""

PrintedNumber = Annotated[
    str,
    BeforeValidator(_printed),
    StringConstraints(pattern=r"^-?\d+(\.\d+)?$"),
]
"""A number as it was printed, "9194" or "61.2": its number of decimals shows how it was rounded."""

PublishedPercent = Annotated[
    str,
    BeforeValidator(_plain_text),
    StringConstraints(pattern=r"^\d+(\.\d+)?$"),
]
"""A percentage as it was printed, "8.8": its number of decimals shows how it was rounded."""

When = Annotated[
    str,
    BeforeValidator(_when),
    WithJsonSchema(
        {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$", "examples": ["2022-09-20"]}
    ),
]
"""A day, or where the day is not known a month or a year: 2022-09-20, 2022-09, 2022."""
