"""Cost games: what every coalition of the payers would cost.

A coalition is a bit mask over the players of the game (player number k is bit k) or a collection of
their codes. Costs are exact, in cents. Gains can be studied as negative costs: only `from_table`
takes costs below zero.
"""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import compress
from typing import Protocol

from analyysi.allocation.cost_games.coalition_sums import subset_sums
from analyysi.allocation.cost_games.equations import Held
from analyysi.errors import AllocationError, Sentence, joined

LARGEST_TABLE = 20
"""The most players whose coalitions are gone through one by one: a million coalitions."""


class CostFunction(Protocol):
    """The cost of every coalition in whole units of 1/`denominator` cent; the empty one costs
    nothing.
    """

    @property
    def denominator(self) -> int:
        """Units to the cent."""

    def numerator(self, mask: int) -> int:
        """Return the cost of one coalition."""

    def numerators(self) -> list[int]:
        """Return the costs of all coalitions, in the order of their masks."""

    def of_each(self) -> Sequence[int]:
        """Return what each player costs alone."""

    def without_each(self) -> Sequence[int]:
        """Return what all but one player cost, for each that is left out."""


@dataclass(frozen=True)
class CostGame:
    """Who shares a cost, and what every coalition of them would cost by itself.

    `kept` is for a search that solves many games of changed costs: equations held, by the number of
    players, with what they led to. It changes no result. Where it is None, nothing is kept.
    """

    players: tuple[str, ...]
    costs: CostFunction
    kept: dict[int, Held] | None = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not self.players:
            raise AllocationError("The cost game has no players: at least one was expected.")
        twice = [code for code, times in Counter(self.players).items() if times > 1]
        if twice:
            raise AllocationError(
                "The cost game lists a player twice: {players}. Name each player once.",
                players=", ".join(twice),
            )

    @property
    def everyone(self) -> int:
        """The mask of the coalition of all players."""
        return (1 << len(self.players)) - 1

    @property
    def total(self) -> Fraction:
        """The cost to be shared: that of the coalition of all."""
        return self.cost(self.everyone)

    def cost(self, coalition: int | Collection[str]) -> Fraction:
        """Return what a coalition would cost by itself, in cents."""
        mask = coalition if isinstance(coalition, int) else self.mask(coalition)
        if not 0 <= mask <= self.everyone:
            raise AllocationError(
                "Coalition {mask} is not of this game: its masks run from 0 to {last}.",
                mask=mask,
                last=self.everyone,
            )
        return Fraction(self.costs.numerator(mask), self.costs.denominator)

    def mask(self, coalition: Collection[str]) -> int:
        """Return the bit mask of a coalition named by its members' codes."""
        if isinstance(coalition, str):
            raise AllocationError(
                "A coalition is a collection of players, not one text: '{coalition}'.",
                coalition=coalition,
            )
        mask = 0
        for code in coalition:
            if code not in self.players:
                raise AllocationError(
                    "'{code}' is not a player of the cost game: {players} are. Correct the code.",
                    code=code,
                    players=", ".join(self.players),
                )
            mask |= 1 << self.players.index(code)
        return mask

    def members(self, mask: int) -> tuple[str, ...]:
        """Return the codes of a coalition's members, in the order of the players."""
        return tuple(code for number, code in enumerate(self.players) if mask >> number & 1)

    def numerators(self, largest: int = LARGEST_TABLE) -> list[int]:
        """Return the costs of all coalitions by mask, in units of 1/`costs.denominator` cent.

        Raises
        ------
        AllocationError
            If there are more than `largest` players: the coalitions are too many to go through.
        """
        if len(self.players) > largest:
            raise AllocationError(
                "The cost game has {count} players: this can be worked out for {most} "
                "at most, because every coalition is gone through. Join the smallest "
                "payers into one player, or use a rule without a limit.",
                count=len(self.players),
                most=largest,
            )
        return self.costs.numerators()

    def stand_alone(self) -> dict[str, Fraction]:
        """Return what each player would cost alone."""
        denominator = self.costs.denominator
        return {
            code: Fraction(cost, denominator)
            for code, cost in zip(self.players, self.costs.of_each(), strict=True)
        }

    def separable(self) -> dict[str, Fraction]:
        """Return each player's separable cost: what would be saved if it alone stayed out."""
        total, denominator = self.costs.numerator(self.everyone), self.costs.denominator
        without = zip(self.players, self.costs.without_each(), strict=True)
        return {code: Fraction(total - cost, denominator) for code, cost in without}

    def checked(self, amounts: Mapping[str, Fraction | int]) -> dict[str, Fraction]:
        """Return a split's amounts in the order of the players.

        Raises
        ------
        AllocationError
            If the split is not of exactly these players, or does not sum to the cost of the game.
        """
        if set(amounts) != set(self.players):
            lacking = sorted(set(self.players) - set(amounts))
            foreign = sorted(set(amounts) - set(self.players))
            parts = (
                [Sentence("no amount for {payers}", payers=", ".join(lacking))] if lacking else []
            )
            if foreign:
                parts.append(
                    Sentence("an amount for {payers}, not in the game", payers=", ".join(foreign))
                )
            raise AllocationError(
                "The split does not fit the cost game: {faults}. Give one for each player.",
                faults=joined(parts, "; "),
            )
        ordered = {code: Fraction(amounts[code]) for code in self.players}
        if sum(ordered.values()) != self.total:
            raise AllocationError(
                "The split sums to {sum} cents but the cost of the game is {total} "
                "cents: share the whole cost before it is tested.",
                sum=sum(ordered.values()),
                total=self.total,
            )
        return ordered


@dataclass(frozen=True)
class TableOfCosts:
    """A cost for every coalition, by mask."""

    denominator: int
    values: tuple[int, ...]

    def numerator(self, mask: int) -> int:
        """Return the cost of one coalition."""
        return self.values[mask]

    def numerators(self) -> list[int]:
        """Return the costs of all coalitions."""
        return list(self.values)

    def of_each(self) -> Sequence[int]:
        """Return what each player costs alone."""
        return [self.values[1 << number] for number in range(self._players)]

    def without_each(self) -> Sequence[int]:
        """Return what all but one player cost, for each that is left out."""
        everyone = len(self.values) - 1
        return [self.values[everyone ^ 1 << number] for number in range(self._players)]

    @property
    def _players(self) -> int:
        return len(self.values).bit_length() - 1


def _within(mask: int, values: Sequence[int]) -> Iterable[int]:
    """Return the values of a coalition's members."""
    # Written out once: to shift the mask for each player takes a time that grows with their square.
    return compress(values, [bit == "1" for bit in reversed(f"{mask:b}")])


@dataclass(frozen=True)
class AirportCosts:
    """A coalition costs as much as the largest need in it."""

    denominator: int
    needs: tuple[int, ...]

    def numerator(self, mask: int) -> int:
        """Return the cost of one coalition."""
        return max(_within(mask, self.needs), default=0)

    def numerators(self) -> list[int]:
        """Return the costs of all coalitions."""
        largest = [0]
        for need in self.needs:
            largest += [known if known > need else need for known in largest]
        return largest

    def of_each(self) -> Sequence[int]:
        """Return what each player costs alone."""
        return self.needs

    def without_each(self) -> Sequence[int]:
        """Return what all but one player cost, for each that is left out."""
        second, first = sorted((0, 0, *self.needs))[-2:]
        return [second if need == first else first for need in self.needs]


@dataclass(frozen=True)
class StandAloneAndJointCosts:
    """A coalition costs what its members do alone, or the joint cost if that is less and they are
    two or more.
    """

    denominator: int
    alone: tuple[int, ...]
    joint: int

    def numerator(self, mask: int) -> int:
        """Return the cost of one coalition."""
        alone = sum(_within(mask, self.alone))
        return min(alone, self.joint) if mask & mask - 1 else alone

    def numerators(self) -> list[int]:
        """Return the costs of all coalitions."""
        costs = [alone if alone < self.joint else self.joint for alone in subset_sums(self.alone)]
        for number, alone in enumerate(self.alone):
            costs[1 << number] = alone
        return costs

    def of_each(self) -> Sequence[int]:
        """Return what each player costs alone."""
        return self.alone

    def without_each(self) -> Sequence[int]:
        """Return what all but one player cost, for each that is left out."""
        whole = sum(self.alone)
        if len(self.alone) < 3:
            return [whole - alone for alone in self.alone]
        return [min(whole - alone, self.joint) for alone in self.alone]


@dataclass(frozen=True)
class AdditiveAndFixedCosts:
    """A coalition costs what its members cause, and a fixed cost as soon as there is one member."""

    denominator: int
    own: tuple[int, ...]
    fixed: int

    def numerator(self, mask: int) -> int:
        """Return the cost of one coalition."""
        return sum(_within(mask, self.own)) + (self.fixed if mask else 0)

    def numerators(self) -> list[int]:
        """Return the costs of all coalitions."""
        return [0, *(cost + self.fixed for cost in subset_sums(self.own)[1:])]

    def of_each(self) -> Sequence[int]:
        """Return what each player costs alone."""
        return [cost + self.fixed for cost in self.own]

    def without_each(self) -> Sequence[int]:
        """Return what all but one player cost, for each that is left out."""
        whole = sum(self.own) + (self.fixed if len(self.own) > 1 else 0)
        return [whole - cost for cost in self.own]


def integers(figures: Iterable[Fraction]) -> tuple[int, tuple[int, ...]]:
    """Return the least common denominator of some values, and each of them in
    units of one over it.
    """
    known = tuple(figures)
    denominator = math.lcm(*(figure.denominator for figure in known))
    return denominator, tuple(
        figure.numerator * (denominator // figure.denominator) for figure in known
    )
