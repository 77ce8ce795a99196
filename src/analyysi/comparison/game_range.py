"""How far estimated stand-alone costs move the shares: every game solution at the low and at the
high ends.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from analyysi.agreement.terms import StandAlone
from analyysi.allocation.cost_games.declared_games import stand_alone_range_and_joint
from analyysi.comparison.compare import Comparison, Split
from analyysi.comparison.scenarios import share
from analyysi.errors import AllocationError, ParameterError


@dataclass(frozen=True)
class Ends:
    """What each payer would pay by a game solution, in cents: all stand-alone costs at their low,
    or high, ends.
    """

    split: Split
    low: Mapping[str, int]
    high: Mapping[str, int]


def ends_of_range(comparison: Comparison) -> tuple[Ends, ...]:
    """Work every game solution out at both ends of the estimates.

    A solution that is not defined at an end is left out.

    Returns
    -------
    Nothing if the terms declare no stand-alone costs, or none with a range.

    Raises
    ------
    ParameterError
        If at the low ends apart would be cheaper than together: there would be no saving to share.
    """
    case, declared = comparison.case, comparison.case.terms.game
    if not isinstance(declared, StandAlone) or all(
        cost.low is None for cost in declared.alone.values()
    ):
        return ()
    low = {
        code: cost.value if cost.low is None else cost.low for code, cost in declared.alone.items()
    }
    high = {
        code: cost.value if cost.high is None else cost.high
        for code, cost in declared.alone.items()
    }
    try:
        games = stand_alone_range_and_joint(low, high, case.terms.total.value)
    except AllocationError as error:
        raise ParameterError(
            "{agreement} {year}, [game.alone]: {fault}",
            agreement=case.agreement.id,
            year=case.terms.year,
            fault=error,
        ) from error
    ranges = []
    for split in comparison.splits:
        if split.variant.method.kind != "game":
            continue
        try:
            at_low, at_high = (
                share(case, split.variant, replace(case.problem, game=game))
                for game in (games.low, games.high)
            )
        except AllocationError:
            continue
        ranges.append(Ends(split, at_low, at_high))
    return tuple(ranges)
