"""The sum to be shared, and how it comes from last year's where an agreement ties it to that."""

from fractions import Fraction
from typing import Annotated, Literal, Self

from pydantic import Field, StrictBool, model_validator

from analyysi.agreement.assessment import YearlyChange
from analyysi.agreement.values import EuroAmount, Frozen, LocalText, Words
from analyysi.errors import Sentence
from analyysi.money import decimals_needed, euros, round_half_up


class FromLastYear(Frozen):
    """Last year's total and its change; their product, to the cent (half a cent up), is the
    `limit`.
    """

    last_year: EuroAmount
    """The total of the year before."""
    change: YearlyChange
    source: LocalText
    """Where the change is from: an index, or the agreement."""

    @property
    def exact(self) -> Fraction:
        """Last year's total with its change, in cents, not rounded."""
        return self.last_year * (1 + self.change)

    @property
    def limit(self) -> int:
        """Last year's total with its change, in whole cents."""
        return int(round_half_up(self.exact))

    @property
    def total(self) -> int:
        """What the total of the year is, in cents."""
        return self.limit


class Indexed(FromLastYear):
    """The total is last year's with its change."""

    kind: Literal["indexed"]


class Capped(FromLastYear):
    """The total is the sum asked for, but at most last year's with its change."""

    kind: Literal["capped"]
    asked: EuroAmount | None = None
    """The sum asked for; None as long as nobody has asked for one: last year's then stands."""

    @property
    def total(self) -> int:
        """The smaller of the sum asked for and the limit, in cents."""
        return min(self.last_year if self.asked is None else self.asked, self.limit)


class Total(Frozen):
    """The sum to be shared. `assumed` is true while nobody has decided it. With `from_last_year` it
    is what that comes to, and nothing else.
    """

    value: EuroAmount
    unit: Words
    source: LocalText
    assumed: StrictBool = False
    from_last_year: Annotated[Indexed | Capped, Field(discriminator="kind")] | None = None

    @model_validator(mode="after")
    def _comes_from_last_year(self) -> Self:
        rule = self.from_last_year
        if rule is None or rule.total == self.value:
            return self
        product = f"{euros(rule.last_year)} x (1 + {_decimal(rule.change)})"
        limit = Sentence(
            "{product} is {limit} to the cent, half a cent up",
            product=product,
            limit=euros(rule.limit),
        )
        if isinstance(rule, Capped):
            limit = _capped(limit, rule)
        raise ValueError(
            Sentence(
                "value is {value}, but by from_last_year it is {total} ({limit}). "
                "Correct one of them",
                value=euros(self.value),
                total=euros(rule.total),
                limit=limit,
            )
        )


def _capped(limit: Sentence, rule: Capped) -> Sentence:
    """Say which is smaller: the limit, or the sum that was asked for."""
    smaller = euros(rule.total)
    if rule.asked is None:
        return Sentence(
            "{limit}, and nothing was asked for, so last year's {last_year} stands: the smaller is "
            "{smaller}",
            limit=limit,
            last_year=euros(rule.last_year),
            smaller=smaller,
        )
    return Sentence(
        "{limit}, and {asked} was asked for: the smaller is {smaller}",
        limit=limit,
        asked=euros(rule.asked),
        smaller=smaller,
    )


def _decimal(change: Fraction) -> str:
    """Write a change as a decimal if it ends, or else as a fraction."""
    decimals = decimals_needed(change)
    return str(change) if decimals is None else str(round_half_up(change, decimals))
