"""What a year's split is judged by besides its own figures: the years to come, taxes, the search
for a rule.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BeforeValidator,
    Field,
    PlainSerializer,
    StrictInt,
    WithJsonSchema,
    model_validator,
)

from analyysi.agreement.key import Key, Rows
from analyysi.agreement.values import Frozen, LocalText, Name, Words, Year
from analyysi.errors import Sentence
from analyysi.money import parse_ratio


def _to_change(value: Any) -> Fraction:
    if isinstance(value, Fraction):
        return value
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if not isinstance(text, str):
        expected = Sentence('a yearly change in quotes was expected, such as "0.02" or "-0.01"')
        raise ValueError(expected)  # noqa: TRY004
    change = -parse_ratio(text[1:]) if text.startswith("-") else parse_ratio(text)
    if not -1 < change <= 1:
        raise ValueError(
            Sentence("{value} is out of range: write 0.02 for two per cent a year", value=value)
        )
    return change


YearlyChange = Annotated[
    Fraction,
    BeforeValidator(_to_change),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^-?\d+(\.\d+|/\d+)?$", "examples": ["0.02"]}),
]
"""A change from one year to the next: 0.02 is two per cent more."""


class Trend(Frozen):
    """A figure goes on changing each year by its mean yearly change since an earlier date: a
    straight line.

    `rows` picks the earlier figure as `rows` of the key picks the present one; `snapshot` and
    `column` are those of the key where they are not given.
    """

    kind: Literal["trend"]
    snapshot: Words | None = None
    column: Words | None = None
    rows: Rows
    reference_date: date


Alignment = Literal["ratio", "difference"]
"""How projected figures are tied to the last count."""


class Projection(Frozen):
    """A figure of a year to come follows a table of projections: column `column` at year `year`.

    A projection seldom has the last count exactly. So that its error at the start is not taken for
    a change, `alignment` ties it to the count: by `ratio` the counted figure moves by as many per
    cent as the projected one, by `difference` by as much. The table therefore needs the year of
    the count too.
    """

    kind: Literal["projection"]
    snapshot: Words
    column: Words
    rows: Rows = Field(default_factory=dict)
    alignment: Alignment = "ratio"


Forecast = Annotated[Trend | Projection, Field(discriminator="kind")]
"""How the figure of a key moves in the years to come. A key without one stays as it is."""


class Outlook(Frozen):
    """The years after this one, on a stated assumption: how the total and the figures of some keys
    move.
    """

    years: Annotated[StrictInt, Field(ge=1, le=20)]
    total_change: YearlyChange
    keys: dict[Name, Forecast] = Field(default_factory=dict)
    assumption: LocalText
    """In words for the reader, with who made it."""


class TaxRate(Frozen):
    """The municipal income tax rate in per cent: a column of a snapshot.

    It should be of the same year as the income tax; where it is of another, every figure that rests
    on it says so.
    """

    snapshot: Words
    column: Words
    rows: Rows = Field(default_factory=dict)
    reference_date: date


class Burden(Frozen):
    """By which key of tax revenue the burden is measured; and what one point of the income tax rate
    brings in.
    """

    tax_revenue: Name
    income_tax: Name | None = None
    rate: TaxRate | None = None

    @model_validator(mode="after")
    def _both_or_none(self) -> Self:
        if (self.income_tax is None) != (self.rate is None):
            raise ValueError(
                "income_tax and rate belong together: the yield of a tax point is the one by the "
                "other"
            )
        return self


class Search(Frozen):
    """Which snapshots the search for the rule behind published shares looks through, so that it can
    be repeated.
    """

    snapshots: Annotated[tuple[Words, ...], Field(min_length=1)]
    budgets: tuple[Words, ...] = ()
    """Snapshots of budgets whose figures are tried too, at every stage and whenever they were
    approved; of `snapshots` only what was known before the year began is tried.
    """


class Budgets(Frozen):
    """Which budgets the shares are measured by: those of one year, and the documents around it that
    show how budgets are amended and planned. Yardsticks only: no split is shared by them.
    """

    year: Year
    """Of the budget that shares are measured by."""
    snapshots: Annotated[tuple[Words, ...], Field(min_length=1)]
    """Snapshots of the State Treasury's documents, each of one year."""

    @model_validator(mode="after")
    def _named_once(self) -> Self:
        if len(set(self.snapshots)) < len(self.snapshots):
            raise ValueError("a snapshot is named twice under snapshots")
        return self


RATE = "tax rate"
"""The name of the tax rate among the background figures."""


def earlier(name: str) -> str:
    """Return the name of a key's earlier figure among the background figures."""
    return f"{name} earlier"


def counted(name: str) -> str:
    """Return the name of a key's last count among the background figures: as it is, whatever the
    key does to it before it is shared by.
    """
    return f"{name} counted"


def projected(name: str, year: int) -> str:
    """Return the name of a key's projected figure of a year among the background figures."""
    return f"{name} projected {year}"


def background(
    outlook: Outlook | None, burden: Burden | None, keys: dict[str, Key]
) -> Iterator[tuple[str, Key]]:
    """Yield the figures that judging needs besides the keys, each as a key to
    be read, by its name.
    """
    for name, forecast in outlook.keys.items() if outlook is not None else ():
        key = keys[name]
        if isinstance(forecast, Trend):
            changed: dict[str, object] = {
                "rows": forecast.rows,
                "reference_date": forecast.reference_date,
            }
            if forecast.snapshot is not None:
                changed |= {"snapshot": forecast.snapshot, "survey": None}
            if forecast.column is not None:
                changed["column"] = forecast.column
            yield earlier(name), key.model_copy(update=changed)
            continue
        yield counted(name), key.model_copy(update={"transform": ()})
        for ahead in range((outlook.years if outlook is not None else 0) + 1):
            year = key.reference_date.year + ahead
            yield (
                projected(name, year),
                key.model_copy(
                    update={
                        "snapshot": forecast.snapshot,
                        "survey": None,
                        "column": forecast.column,
                        "transform": (),
                        "rows": {**forecast.rows, "year": year},
                        "reference_date": date(
                            year, key.reference_date.month, key.reference_date.day
                        ),
                    }
                ),
            )
    if burden is not None and burden.rate is not None and burden.income_tax is not None:
        rate = burden.rate
        changed = {"column": rate.column, "rows": rate.rows, "reference_date": rate.reference_date}
        plain = {
            "snapshot": rate.snapshot,
            "survey": None,
            "combine": None,
            "transform": (),
            "claim": False,
        }
        yield RATE, keys[burden.income_tax].model_copy(update={**changed, **plain})
