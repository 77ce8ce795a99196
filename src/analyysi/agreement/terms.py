"""One year's terms: the sum, who shares it, by which figures and which method, and what is
published.
"""

from collections import Counter
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from analyysi.agreement.assessment import Budgets, Burden, Outlook, Search, Trend, background
from analyysi.agreement.key import Key
from analyysi.agreement.total import Total
from analyysi.agreement.values import (
    Code,
    EuroAmount,
    Frozen,
    LocalText,
    Name,
    Printable,
    PublishedPercent,
    When,
    Words,
    Year,
)
from analyysi.errors import Sentence, joined
from analyysi.languages.units import CENTS_OF
from analyysi.suggestions import did_you_mean

Status = Literal["analysis", "draft", "decided"]
"""analysis: computed afterwards or beside a decision; draft: a proposal (LUONNOS); decided: as
decided.
"""


class Outsider(Frozen):
    """A party that does not take part this year, and why."""

    payer: Code
    since: When
    reason: LocalText
    source: LocalText


class Choice(Frozen):
    """A method by its name in METHODS, with its parameters."""

    name: Words
    parameters: dict[Printable, Any] = Field(default_factory=dict)


class ChosenMethod(Choice):
    """The method of the year, who chose it and on what ground."""

    chosen_by: Literal["analyst", "decision"]
    reason: LocalText
    source: LocalText


class Alternative(Choice):
    """Another method to compare with."""

    note: LocalText | None = None


class Rounding(Frozen):
    """How the exact shares become money. The tie rule has one value today and is declared all the
    same.
    """

    unit: EuroAmount
    rule: Words
    tie_rule: Literal["ascending_code"]


class Published(Frozen):
    """A share that somebody has published or decided: an observation, never an
    input of the split.
    """

    payer: Code
    value: EuroAmount
    unit: Words
    accuracy: EuroAmount | None = None
    """The unit to which it was printed, where that is coarser than the cent: "100000.00" of 44.8
    million.
    """
    percent: PublishedPercent | None = None
    decided_by: LocalText | None = None
    """The body that decided it; none where the source reports the share and names no decision."""
    when: When | None = None
    source: LocalText

    @model_validator(mode="after")
    def _printed_to_accuracy(self) -> Self:
        if self.accuracy is not None and (self.accuracy <= 0 or self.value % self.accuracy):
            raise ValueError(
                "value must be a multiple of accuracy, the unit to which it was printed, and that "
                "must be above zero"
            )
        return self


class SourcedAmount(Frozen):
    """An amount that the costs of a game rest on, and where it is from."""

    value: EuroAmount
    source: LocalText


class Estimate(SourcedAmount):
    """A sourced amount that is estimated: `low` and `high` enclose it. Without them it is taken as
    known.
    """

    low: EuroAmount | None = None
    high: EuroAmount | None = None

    @model_validator(mode="after")
    def _enclosed(self) -> Self:
        if (self.low is None) != (self.high is None):
            raise ValueError("low and high belong together: give both ends of the range, or none")
        if (
            self.low is not None
            and self.high is not None
            and not self.low <= self.value <= self.high
        ):
            raise ValueError("value must lie between low and high")
        return self


class StandAlone(Frozen):
    """A game from what each payer would pay alone; acting together costs the total of the year.

    Every two or more who act together pay the least of the sum of their own costs and the total.
    """

    kind: Literal["stand_alone"]
    alone: Annotated[dict[Code, Estimate], Field(min_length=1)]


class Airport(Frozen):
    """A game in which a coalition costs what its most demanding member needs; the dearest need is
    the total.
    """

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
    prepared_by: LocalText | None = None
    """The office that made the calculation, never a person; none where nobody is named."""
    prepared_on: date | None = None
    """The day of the calculation; none: a paper names the newest day on which a figure was
    retrieved.
    """
    total: Total
    participants: Annotated[tuple[Code, ...], Field(min_length=1)]
    outside: tuple[Outsider, ...] = ()
    per_head: Name | None = None
    """The key that counts heads, for euros per inhabitant (or member); none if there is no such
    key.
    """
    keys: dict[Name, Key] = Field(default_factory=dict)
    method: ChosenMethod
    alternatives: tuple[Alternative, ...] = ()
    steps: tuple[Choice, ...] = ()
    """Steps around every method, outermost first, by their names in STEPS."""
    rounding: Rounding
    game: Game | None = None
    published: tuple[Published, ...] = ()
    assumptions: tuple[LocalText, ...] = ()
    outlook: Outlook | None = None
    burden: Burden | None = None
    budgets: Budgets | None = None
    search: Search | None = None
    unknown: tuple[LocalText, ...] = ()
    """What is not known and would be needed to judge the split, in the report's own words."""

    @model_validator(mode="after")
    def _parts_agree(self) -> Self:
        faults: list[Sentence] = []
        twice = sorted(code for code, times in Counter(self.participants).items() if times > 1)
        if twice:
            faults.append(Sentence("participant {codes} is listed twice", codes=", ".join(twice)))
        faults += [
            Sentence("{payer} is both a participant and outside", payer=outsider.payer)
            for outsider in self.outside
            if outsider.payer in self.participants
        ]
        faults += [
            Sentence(
                'published payer "{payer}" is not a participant.{near}',
                payer=published.payer,
                near=did_you_mean(published.payer, self.participants),
            )
            for published in self.published
            if published.payer not in self.participants
        ]
        if self.per_head is not None and self.per_head not in self.keys:
            faults.append(
                Sentence(
                    'per_head = "{key}" is not a key.{near}',
                    key=self.per_head,
                    near=did_you_mean(self.per_head, self.keys),
                )
            )
        elif self.per_head is not None and self.keys[self.per_head].transform:
            faults.append(
                Sentence(
                    'per_head = "{key}" is a changed figure: heads are counted as they '
                    "are. Name a key of the same figures without transform; add it if there "
                    "is none",
                    key=self.per_head,
                )
            )
        faults += self._judging_faults()
        if self.total.value <= 0:
            faults.append(Sentence("total.value must be above zero"))
        if self.rounding.unit <= 0:
            faults.append(Sentence("rounding.unit must be above zero"))
        elif self.total.value % self.rounding.unit:
            faults.append(
                Sentence(
                    "total.value is not a multiple of rounding.unit, so the rounded parts could "
                    "not sum to it; choose a finer unit"
                )
            )
        if faults:
            raise ValueError(joined(faults, "; "))
        return self

    def _judging_faults(self) -> list[Sentence]:
        outlook, burden = self.outlook, self.burden
        named = [("outlook.keys", name) for name in (outlook.keys if outlook is not None else ())]
        if burden is not None:
            named += [("burden.tax_revenue", burden.tax_revenue)]
            named += (
                [("burden.income_tax", burden.income_tax)] if burden.income_tax is not None else []
            )
        faults = [
            Sentence(
                '{place} = "{name}" is not a key.{near}',
                place=place,
                name=name,
                near=did_you_mean(name, self.keys),
            )
            for place, name in named
            if name not in self.keys
        ]
        faults += [
            Sentence(
                '{place} = "{name}" must be a sum of money as it is, in euros or thousand '
                "euros, without a transformation",
                place=place,
                name=name,
            )
            for place, name in named
            if place.startswith("burden")
            and name in self.keys
            and (self.keys[name].unit not in CENTS_OF or self.keys[name].transform)
        ]
        for name, forecast in outlook.keys.items() if outlook is not None else ():
            key = self.keys.get(name)
            if key is None:
                continue
            day = key.reference_date
            if (day.month, day.day) == (2, 29):
                faults.append(
                    Sentence(
                        "outlook.keys.{key}: its key is of {day}, a day that the next years do "
                        "not have",
                        key=name,
                        day=day,
                    )
                )
            elif isinstance(forecast, Trend) and not (
                forecast.reference_date < day
                and (forecast.reference_date.month, forecast.reference_date.day)
                == (day.month, day.day)
            ):
                faults.append(
                    Sentence(
                        "outlook.keys.{key}: the same day of an earlier year than {day} was "
                        "expected",
                        key=name,
                        day=day,
                    )
                )
        return faults

    def background(self) -> dict[str, Key]:
        """Return the figures that judging needs besides the keys, by their names in
        `agreement.assessment`.
        """
        return dict(background(self.outlook, self.burden, self.keys))
