"""The core of a cost game: the splits in which no coalition pays more than it would cost by itself.

A split outside the core meets an objection, of a coalition or of a single player.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from analyysi.allocation.cost_games.coalition_sums import subset_sums
from analyysi.allocation.cost_games.games import CostGame, integers


@dataclass(frozen=True)
class Objection:
    """A coalition that pays more in a split (`pays`) than it would cost by itself (`alone`), in
    cents.
    """

    coalition: tuple[str, ...]
    pays: Fraction
    alone: Fraction

    @property
    def complaint(self) -> Fraction:
        """How much less the coalition would pay by itself."""
        return self.pays - self.alone


def core_objection(game: CostGame, amounts: Mapping[str, Fraction | int]) -> Objection | None:
    """Return the coalition with the largest complaint against a split, or None if the split is in
    the core.

    Of equal complaints the one of fewest members is returned, then the one whose members come
    first.

    Examples
    --------
    >>> from analyysi.allocation.cost_games.declared_games import stand_alone_and_joint
    >>> game = stand_alone_and_joint({"020": 10, "091": 20, "105": 30}, 36)
    >>> objection = core_objection(game, {"020": 12, "091": 12, "105": 12})
    >>> objection.coalition, str(objection.complaint)
    (('020',), '2')
    """
    costs = game.numerators()  # refuses too many players before any amount is looked at
    payments = game.checked(amounts)
    scale = game.costs.denominator
    denominator, paid = integers(payments.values())
    complaints = [
        pays * scale - cost * denominator
        for pays, cost in zip(subset_sums(paid), costs, strict=True)
    ]
    largest = max(complaints)
    if largest <= 0:
        return None
    masks = (mask for mask, complaint in enumerate(complaints) if complaint == largest)
    mask = min(
        masks,
        key=lambda mask: (mask.bit_count(), [-(mask >> k & 1) for k in range(len(game.players))]),
    )
    members = game.members(mask)
    return Objection(
        members, sum((payments[code] for code in members), Fraction(0)), game.cost(mask)
    )


def stand_alone_objection(
    game: CostGame, amounts: Mapping[str, Fraction | int]
) -> Objection | None:
    """Return the player that pays most above its stand-alone cost, or None; for
    games of any size.
    """
    payments = game.checked(amounts)
    alone = game.stand_alone()
    code = max(game.players, key=lambda code: payments[code] - alone[code])
    return Objection((code,), payments[code], alone[code]) if payments[code] > alone[code] else None
