"""The question a method answers, and its exact answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from analyysi.allocation.cost_games.games import CostGame
from analyysi.allocation.ratios import Ratios
from analyysi.errors import AllocationError
from analyysi.messages import Message
from analyysi.suggestions import did_you_mean


@dataclass(frozen=True)
class Problem:
    """A sum to be shared among payers by figures known of them.

    `total` is in cents, exact (a step may leave a part of a cent for the method inside it). `keys`
    maps the name of an allocation key to the weight of each payer; a payer whose figure is not
    known is absent there. `claims` maps the name of a key of claims to cents per payer; `game` is
    what every coalition of the payers would cost by itself, None where that is not known.
    `unit_cents` has the cents in one unit of each key that is a sum of money.
    """

    total: Fraction
    payers: tuple[str, ...]
    keys: Mapping[str, Mapping[str, Fraction]] = field(default_factory=dict)
    claims: Mapping[str, Mapping[str, Fraction]] = field(default_factory=dict)
    game: CostGame | None = None
    unit_cents: Mapping[str, Fraction | int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.total < 0:
            raise AllocationError(
                "The sum to be shared is {total} cents: zero or more was expected.",
                total=self.total,
            )
        if not self.payers:
            raise AllocationError(
                "There is nobody to share the sum: at least one payer was expected."
            )
        if len(set(self.payers)) != len(self.payers):
            raise AllocationError(
                "A payer is listed twice: {payers}.", payers=", ".join(self.payers)
            )

    def weights(self, key: str) -> Ratios:
        """Return the weights of a key for this problem's payers, in their order.

        Raises
        ------
        AllocationError
            If there is no such key, a payer has no weight, a weight is negative, or all weights are
            zero.
        """
        if key not in self.keys:
            raise AllocationError(
                "There is no allocation key '{key}'.{near}",
                key=key,
                near=did_you_mean(key, self.keys),
            )
        known = Ratios.of(self.keys[key])
        missing = [code for code in self.payers if code not in known.numerators]
        if missing:
            raise AllocationError(
                "Key '{key}' has no weight for {payers}: every payer needs one. "
                "Complete the figures or leave the payer outside the base.",
                key=key,
                payers=", ".join(missing),
            )
        weights = known.among(self.payers)
        negative = [code for code, weight in weights.numerators.items() if weight < 0]
        if negative:
            raise AllocationError(
                "Key '{key}' is negative for {payers}: a share in proportion to it is "
                "not defined. Choose a key that is zero or more for every payer.",
                key=key,
                payers=", ".join(negative),
            )
        if not any(weights.numerators.values()):
            raise AllocationError(
                "Key '{key}' is zero for every payer: a share in proportion to it is not "
                "defined. Choose another key.",
                key=key,
            )
        return weights

    def money(self, key: str) -> dict[str, Fraction]:
        """Return the sums of a key of money for this problem's payers, in cents.

        Raises
        ------
        AllocationError
            If there is no such key, it is no sum of money, or a payer's sum is not known or below
            zero.
        """
        if key not in self.keys:
            raise AllocationError(
                "There is no allocation key '{key}'.{near}",
                key=key,
                near=did_you_mean(key, self.keys),
            )
        if key not in self.unit_cents:
            raise AllocationError(
                "Key '{key}' is no sum of money in the currency of the total: a key in "
                "euros or thousand euros was expected, and a total in euros.",
                key=key,
            )
        known = self.keys[key]
        missing = [code for code in self.payers if code not in known]
        if missing:
            raise AllocationError(
                "Key '{key}' has no sum for {payers}: every payer needs one.",
                key=key,
                payers=", ".join(missing),
            )
        sums = {code: known[code] * self.unit_cents[key] for code in self.payers}
        negative = [code for code, amount in sums.items() if amount < 0]
        if negative:
            raise AllocationError(
                "Key '{key}' is below zero for {payers}: sums of zero or more were expected.",
                key=key,
                payers=", ".join(negative),
            )
        return sums

    def without(self, payers: set[str], total: Fraction) -> Problem:
        """Return the problem that is left when `payers` are set apart and `total` remains."""
        left = tuple(code for code in self.payers if code not in payers)
        if not left:
            raise AllocationError("Every payer was set apart: nobody is left to share the rest.")
        # What coalitions of all would cost says nothing of another sum or of other payers.
        same = left == self.payers and total == self.total
        return replace(self, total=total, payers=left, game=self.game if same else None)


@dataclass(frozen=True)
class Quantities:
    """A row of the working: what is counted (`label`), in which unit, and the
    figure of each payer.
    """

    label: Message
    unit: str
    of_payer: Mapping[str, Fraction]


@dataclass(frozen=True)
class ExactSplit:
    """What each payer owes in cents, exact, and the working that led to it. The amounts sum to the
    total.
    """

    amounts: Mapping[str, Fraction]
    working: tuple[Quantities, ...] = ()
