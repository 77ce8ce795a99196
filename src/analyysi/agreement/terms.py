"""One year's terms: the sum, who shares it, by which figures and which method, and what is published."""

from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import Field, StrictBool, StrictInt, StringConstraints, model_validator

from analyysi.agreement.values import (
    Code,
    EuroAmount,
    Frozen,
    LocalText,
    Name,
    NonNegative,
    Positive,
    PublishedPercent,
    When,
    Words,
    Year,
)
from analyysi.suggestions import did_you_mean

Status = Literal["analysis", "draft", "decided"]
"""analysis: computed afterwards or beside a decision; draft: a proposal (LUONNOS); decided: as decided."""


class Total(Frozen):
    """The sum to be shared. `assumed` is true while nobody has decided it."""

    value: EuroAmount
    unit: Words
    source: LocalText
    assumed: StrictBool = False


class Outsider(Frozen):
    """A party that does not take part this year, and why."""

    payer: Code
    since: When
    reason: LocalText
    source: LocalText


class Plus(Frozen):
    """A base is added to every payer's figure: half an equal share, half by the key."""

    kind: Literal["plus"]
    value: Positive


class Minimum(Frozen):
    """No figure counts for less than this."""

    kind: Literal["minimum"]
    value: Positive


class Maximum(Frozen):
    """No figure counts for more than this."""

    kind: Literal["maximum"]
    value: Positive


class Classes(Frozen):
    """A figure counts by its size class: the first weight below the first limit, and so on; the last above the last."""

    kind: Literal["classes"]
    limits: Annotated[tuple[Positive, ...], Field(min_length=1)]
    weights: tuple[NonNegative, ...]

    @model_validator(mode="after")
    def _fit(self) -> Self:
        if list(self.limits) != sorted(set(self.limits)):
            raise ValueError("the limits of classes must rise")
        if len(self.weights) != len(self.limits) + 1:
            raise ValueError(
                f"{len(self.limits)} limits make {len(self.limits) + 1} classes, {len(self.weights)} weights"
            )
        return self


Transformation = Annotated[Plus | Minimum | Maximum | Classes, Field(discriminator="kind")]
"""A change that agreements make to a figure before they share by it."""


CENTS_OF = {"euros": 100, "thousand_euros": 100_000}
"""Units of money, and the cents in one of them."""


class Key(Frozen):
    """An allocation key: one column of a frozen snapshot, or of a survey beside the terms, at one reference date.

    `rows` picks the rows, such as ``{ year = 2021 }``. Exactly one row per payer must remain, unless `combine` says
    that several are added (age groups) or averaged (years): then every payer must have all of them.
    `transform` changes each figure, in order. `label` and `by` are the key's name for the reader: "asukasluku
    31.12.2021" and "asukasluvun 31.12.2021 mukaan".
    """

    snapshot: Words | None = None
    survey: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]+\.csv$")] | None = None
    """A CSV in the agreement's folder, with the answers that were asked for this purpose."""
    column: Words
    rows: dict[str, StrictInt | str | tuple[StrictInt | str, ...]] = Field(default_factory=dict)
    combine: Literal["sum", "mean"] | None = None
    transform: tuple[Transformation, ...] = ()
    claim: StrictBool = False
    """Whether the figure is a claim, in euros: the most that the payer would pay."""
    reference_date: date
    unit: Literal["inhabitants", "thousand_euros", "euros", "persons", "workstations", "hours", "square_km"]
    label: LocalText
    by: LocalText

    @property
    def source(self) -> str:
        """Return the snapshot or the survey that the figures are in."""
        return self.snapshot or self.survey or ""

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if (self.snapshot is None) == (self.survey is None):
            raise ValueError("either 'snapshot' or 'survey' must be given")
        if self.claim and self.unit not in CENTS_OF:
            raise ValueError(f"a claim is a sum of money: unit = {' or '.join(map(repr, CENTS_OF))} was expected")
        return self


class Choice(Frozen):
    """A method by its name in METHODS, with its parameters."""

    name: Words
    parameters: dict[str, Any] = Field(default_factory=dict)


class ChosenMethod(Choice):
    """The method of the year, who chose it and on what ground."""

    chosen_by: Literal["analyst", "decision"]
    reason: LocalText
    source: LocalText


class Alternative(Choice):
    """Another method to compare with."""

    note: LocalText | None = None


class Rounding(Frozen):
    """How the exact shares become money. The tie rule has one value today and is declared all the same."""

    unit: EuroAmount
    rule: Words
    tie_rule: Literal["ascending_code"]


class Published(Frozen):
    """A share that somebody has published or decided: an observation, never an input of the split."""

    payer: Code
    value: EuroAmount
    unit: Words
    percent: PublishedPercent | None = None
    decided_by: LocalText
    when: When | None = None
    source: LocalText


class SourcedAmount(Frozen):
    """An amount that the costs of a game rest on, and where it is from."""

    value: EuroAmount
    source: LocalText


class StandAlone(Frozen):
    """A game from what each payer would pay alone; acting together costs the total of the year.

    Every two or more who act together pay the least of the sum of their own costs and the total.
    """

    kind: Literal["stand_alone"]
    alone: Annotated[dict[Code, SourcedAmount], Field(min_length=1)]


class Airport(Frozen):
    """A game in which a coalition costs what its most demanding member needs; the dearest need is the total."""

    kind: Literal["airport"]
    needs: Annotated[dict[Code, SourcedAmount], Field(min_length=1)]


class CoalitionCost(Frozen):
    """What a coalition would cost by itself."""

    payers: Annotated[tuple[Code, ...], Field(min_length=1)]
    value: EuroAmount


class CoalitionTable(Frozen):
    """A game from a table of all coalitions."""

    kind: Literal["table"]
    source: LocalText
    coalitions: Annotated[tuple[CoalitionCost, ...], Field(min_length=1)]


Game = Annotated[StandAlone | Airport | CoalitionTable, Field(discriminator="kind")]
"""Declared costs of coalitions. Without it no game is played: no cost function is made up."""


class Terms(Frozen):
    """The terms of one year, as `data/agreements/<id>/<year>.toml` has them."""

    agreement: Words
    year: Year
    status: Status
    total: Total
    participants: Annotated[tuple[Code, ...], Field(min_length=1)]
    outside: tuple[Outsider, ...] = ()
    per_head: Name | None = None
    """The key that counts heads, for euros per inhabitant (or member); none if there is no such key."""
    keys: dict[Name, Key] = Field(default_factory=dict)
    method: ChosenMethod
    alternatives: tuple[Alternative, ...] = ()
    steps: tuple[Choice, ...] = ()
    """Steps around every method, outermost first, by their names in STEPS."""
    rounding: Rounding
    game: Game | None = None
    published: tuple[Published, ...] = ()
    assumptions: tuple[LocalText, ...] = ()
    unknown: tuple[LocalText, ...] = ()
    """What is not known and would be needed to judge the split, in the report's own words."""

    @model_validator(mode="after")
    def _parts_agree(self) -> Self:
        faults = []
        twice = sorted({code for code in self.participants if self.participants.count(code) > 1})
        if twice:
            faults.append(f"participant {', '.join(twice)} is listed twice")
        faults += [
            f"{outsider.payer} is both a participant and outside"
            for outsider in self.outside
            if outsider.payer in self.participants
        ]
        faults += [
            f'published payer "{published.payer}" is not a participant.'
            + did_you_mean(published.payer, self.participants)
            for published in self.published
            if published.payer not in self.participants
        ]
        if self.per_head is not None and self.per_head not in self.keys:
            faults.append(f'per_head = "{self.per_head}" is not a key.' + did_you_mean(self.per_head, self.keys))
        elif self.per_head is not None and self.keys[self.per_head].transform:
            faults.append(f'per_head = "{self.per_head}" is a changed figure: heads are counted as they are')
        if self.total.value <= 0:
            faults.append("total.value must be above zero")
        if self.rounding.unit <= 0:
            faults.append("rounding.unit must be above zero")
        elif self.total.value % self.rounding.unit:
            faults.append(
                "total.value is not a multiple of rounding.unit, so the rounded parts could not sum to it; "
                "choose a finer unit"
            )
        if faults:
            raise ValueError("; ".join(faults))
        return self
