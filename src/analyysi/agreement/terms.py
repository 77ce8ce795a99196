"""One year's terms: the sum, who shares it, by which figures and which method, and what is published."""

from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import Field, StrictBool, StrictInt, model_validator

from analyysi.agreement.values import (
    Code,
    EuroAmount,
    Frozen,
    LocalText,
    Name,
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


class Key(Frozen):
    """An allocation key: one column of a frozen snapshot, at one reference date.

    `rows` picks the rows, such as ``{ year = 2021 }``; exactly one row per payer must remain.
    `label` and `by` are the key's name for the reader: "asukasluku 31.12.2021" and "asukasluvun
    31.12.2021 mukaan".
    """

    snapshot: Words
    column: Words
    rows: dict[str, StrictInt | str] = Field(default_factory=dict)
    reference_date: date
    unit: Literal["inhabitants", "thousand_euros", "euros", "persons", "workstations", "hours", "square_km"]
    label: LocalText
    by: LocalText


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
