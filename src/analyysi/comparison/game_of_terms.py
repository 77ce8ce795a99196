"""The cost game that the terms of a year declare, checked against their participants and total."""

from __future__ import annotations

from fractions import Fraction

from analyysi.agreement.terms import Airport, StandAlone, Terms
from analyysi.allocation.cost_games.declared_games import airport, from_table, stand_alone_and_joint
from analyysi.allocation.cost_games.games import CostGame
from analyysi.errors import AllocationError, ParameterError


def game_of_terms(terms: Terms, where: str) -> CostGame | None:
    """Return the game that the terms declare, None if they declare none.

    Raises
    ------
    ParameterError
        If its costs are not of exactly the participants, or not of the total; amounts are in cents.
    """
    declared = terms.game
    if declared is None:
        return None
    try:
        if isinstance(declared, StandAlone):
            alone = {code: cost.value for code, cost in declared.alone.items()}
            game = stand_alone_and_joint(alone, terms.total.value)
        elif isinstance(declared, Airport):
            game = airport({code: need.value for code, need in declared.needs.items()})
        else:
            pairs = [
                (coalition.payers, Fraction(coalition.value)) for coalition in declared.coalitions
            ]
            game = from_table(terms.participants, pairs)
    except AllocationError as error:
        raise ParameterError("{where}, [game]: {fault}", where=where, fault=error) from error
    if set(game.players) != set(terms.participants):
        differing = sorted(set(game.players) ^ set(terms.participants))
        raise ParameterError(
            "{where}: [game] is not of exactly the participants: {payers} differ.",
            where=where,
            payers=", ".join(differing),
        )
    if game.total != terms.total.value:
        raise ParameterError(
            "{where}: by [game] acting together costs {together} euros, but the total "
            "is {total} euros. Make them the same.",
            where=where,
            together=game.total / 100,
            total=Fraction(terms.total.value, 100),
        )
    return game
