"""An allocation key as terms declare it: where its figures are, and what is done to them."""

import re
from collections.abc import Mapping
from datetime import MAXYEAR, date
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, Self

from pydantic import AfterValidator, Field, StrictBool, StrictInt, model_validator

from analyysi.agreement.values import (
    Frozen,
    LocalText,
    NamedPayer,
    NonNegative,
    Positive,
    Printable,
    Words,
)
from analyysi.errors import Sentence, either
from analyysi.languages.units import CENTS_OF, UNITS, Unit
from analyysi.messages import Message, Number, UnfitError

if TYPE_CHECKING:
    UnitName = str
else:
    UnitName = Literal[tuple(UNITS)]
"""The name of a row of `UNITS`; a JSON Schema lists them."""

_LATE = 3
"""Figures of a year's end are taken to come yearly if they are at most so many years older than the
shared year.
"""

_FILE_NAME = re.compile(r"[^\W_][\w .()-]*\.[A-Za-z0-9]+")
"""A file's name that every system can hold, with an ending: which are read, `tables.files` says."""

Rows = dict[Printable, StrictInt | Printable | tuple[StrictInt | Printable, ...]]
"""Which rows of a table are meant: a column to its value, or to several."""


def _in_the_folder(name: str) -> str:
    if not _FILE_NAME.fullmatch(name) or name.lower().endswith(".toml"):
        raise ValueError(
            Sentence(
                "'{name}' is no name of a table in the agreement's folder: a file name "
                "with its ending and without folders was expected, such as kysely.csv or "
                "kysely.xlsx",
                name=name,
            )
        )
    return name


SurveyFile = Annotated[str, AfterValidator(_in_the_folder)]


class Plus(Frozen):
    """A base is added to every payer's figure: half an equal share, half by the key."""

    kind: Literal["plus"]
    value: Positive

    field_words: ClassVar[Mapping[str, Message]] = {"value": Message("Added to every figure")}


class Minimum(Frozen):
    """No figure counts for less than this."""

    kind: Literal["minimum"]
    value: Positive

    field_words: ClassVar[Mapping[str, Message]] = {"value": Message("Smallest figure")}


class Maximum(Frozen):
    """No figure counts for more than this."""

    kind: Literal["maximum"]
    value: Positive

    field_words: ClassVar[Mapping[str, Message]] = {"value": Message("Largest figure")}


class Classes(Frozen):
    """A figure counts by its size class: the first weight below the first limit, and so on; the
    last above the last.
    """

    kind: Literal["classes"]
    limits: Annotated[tuple[Positive, ...], Field(min_length=1)]
    weights: tuple[NonNegative, ...]

    field_words: ClassVar[Mapping[str, Message]] = {
        "limits": Message("Limits of the classes, rising"),
        "weights": Message("What a figure counts for in each class, the lowest class first"),
    }

    @model_validator(mode="after")
    def _fit(self) -> Self:
        if list(self.limits) != sorted(set(self.limits)):
            raise UnfitError(
                "the limits of classes must rise", Message("The limits of classes must rise.")
            )
        classes = len(self.limits) + 1
        if len(self.weights) != classes:
            raise UnfitError(
                Sentence(
                    "{limits} limits make {classes} classes, {weights} weights",
                    limits=len(self.limits),
                    classes=classes,
                    weights=len(self.weights),
                ),
                Message(
                    "The limits make {classes} classes: give what a figure counts for in each.",
                    {"classes": Number(classes)},
                ),
            )
        return self


class PayerFactors(Frozen):
    """The figures of named payers are multiplied: each inhabitant of Lahti counts 0.9. Those of all
    others stay.
    """

    kind: Literal["payer_factors"]
    factors: Annotated[dict[NamedPayer, Positive], Field(min_length=1)]

    field_words: ClassVar[Mapping[str, Message]] = {
        "factors": Message("What the figures of some payers are multiplied by")
    }


class Above(Frozen):
    """A figure above a limit is multiplied: only its part above the limit, or the whole figure."""

    kind: Literal["above"]
    limit: Positive
    factor: NonNegative
    of: Literal["excess", "whole"]

    field_words: ClassVar[Mapping[str, Message]] = {
        "limit": Message("Limit"),
        "factor": Message("What a figure above the limit is multiplied by"),
        "of": Message("What is multiplied"),
    }
    option_words: ClassVar[Mapping[str, Message]] = {
        "excess": Message("only the part above the limit"),
        "whole": Message("the whole figure"),
    }

    @model_validator(mode="after")
    def _changes(self) -> Self:
        if self.factor == 1:
            raise UnfitError(
                "factor = 1 changes no figure: leave the transformation out",
                Message("A factor of 1 changes no figure."),
            )
        return self


Transformation = Annotated[
    Plus | Minimum | Maximum | Classes | PayerFactors | Above, Field(discriminator="kind")
]
"""A change that agreements make to a figure before they share by it."""


class Key(Frozen):
    """An allocation key: one column of a frozen snapshot, or of a survey beside the terms, at one
    reference date.

    `rows` picks the rows, such as ``{ year = 2021 }``. Exactly one row per payer must remain,
    unless `combine` says that several are added (age groups) or averaged (years): then every payer
    must have all of them. `transform` changes each figure, in order. `label` and `by` are the key's
    name for the reader: "asukasluku 31.12.2021" and "asukasluvun 31.12.2021 mukaan".
    """

    snapshot: Words | None = None
    survey: SurveyFile | None = None
    """A table in the agreement's folder (csv, xlsx, ods ...), with the answers that were asked for
    this purpose.
    """
    column: Words
    rows: Rows = Field(default_factory=dict)
    combine: Literal["sum", "mean"] | None = None
    transform: tuple[Transformation, ...] = ()
    claim: StrictBool = False
    """Whether the figure is a claim, in euros: the most that the payer would pay."""
    reference_date: date
    asked: date | None = None
    """The day whose figures the agreement asks for, where those used are older: the report then
    says so.
    """
    unit: UnitName
    label: LocalText
    by: LocalText
    origin: LocalText | None = None
    """Of figures in a table beside the terms that the payers were not asked for: where they are
    from.
    """

    @property
    def source(self) -> str:
        """Return the snapshot or the survey that the figures are in."""
        return self.snapshot or self.survey or ""

    @property
    def counted(self) -> Unit:
        """Return the unit that the figures are counted in."""
        return UNITS[self.unit]

    def next_day(self, year: int) -> date | None:
        """Return the day whose figures the year after `year`, the shared one, needs.

        None where nobody knows it: new figures come yearly if the agreement itself names the day
        (`asked`), or the day is a year's end at most `_LATE` years before the shared year. Those
        of a census or of an inquiry come when they come.
        """
        day = self.reference_date
        ends_year = (day.month, day.day) == (12, 31)
        if self.asked is None and not (ends_year and year - day.year <= _LATE):
            return None
        return _a_year_later(self.asked or day)

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if (self.snapshot is None) == (self.survey is None):
            raise ValueError("either 'snapshot' or 'survey' must be given")
        if self.origin is not None and self.survey is None:
            raise ValueError("'origin' is of a table beside the terms: a snapshot has its own")
        if self.claim and self.unit not in CENTS_OF:
            raise ValueError(
                Sentence(
                    "a claim is a sum of money: unit = {units} was expected",
                    units=either(map(repr, CENTS_OF)),
                )
            )
        if self.asked is not None and self.asked <= self.reference_date:
            raise ValueError(
                "'asked' must be a later day than 'reference_date': it is given where figures are "
                "older"
            )
        return self


class OwnKey(Key):
    """A key whose figures an analyst has brought into a notebook: no file of terms can have one.

    `unit` is a row of `UNITS`, or what is counted in plain words ("ajokilometriä").
    """

    unit: Words
    origin: LocalText
    """Where the figures are from, as a report names it."""

    @property
    def source(self) -> str:
        """Return a name for the figures that no snapshot and no survey has."""
        return f"own/{self.column}"

    @property
    def counted(self) -> Unit:
        """Return the unit that the figures are counted in; of plain words, a unit of its own."""
        known = UNITS.get(self.unit)
        return known or Unit(self.unit, Message("{unit}", {"unit": self.unit}))

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        return self


def unchanged_key(keys: Mapping[str, Key], name: str) -> str | None:
    """Return the key that has the same figures as they are published, of a key that changes them;
    None where it changes none, or there is no such key.
    """
    changed = keys[name]
    if not changed.transform:
        return None
    for other, key in keys.items():
        alike = (key.source, key.column, key.rows, key.combine)
        if not key.transform and alike == (
            changed.source,
            changed.column,
            changed.rows,
            changed.combine,
        ):
            return other
    return None


def _a_year_later(day: date) -> date:
    # The last of February is the 28th again: key figures of a leap day are read a year later on the
    # 28th.
    year = min(day.year + 1, MAXYEAR)
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=year, day=28) if is_leap_day else day.replace(year=year)
