"""The solutions of cooperative games as methods: the total is shared by what each coalition would cost by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from analyysi.allocation.game_solutions import GAME_SOLUTIONS, GameSolution
from analyysi.allocation.method import Method, NoParameters, NotApplicable, always
from analyysi.allocation.problem import ExactSplit, Problem
from analyysi.errors import AllocationError
from analyysi.messages import Message


def _allocate(solution: GameSolution) -> Callable[[Problem, NoParameters], ExactSplit]:
    def allocate(problem: Problem, parameters: NoParameters) -> ExactSplit:
        game = problem.game
        if game is None:
            raise AllocationError(
                f"'{solution.name}' needs what each payer would cost alone: declare it in the terms under [game]. "
                "No cost is made up here."
            )
        if set(game.players) != set(problem.payers) or game.total != problem.total:
            raise AllocationError(
                f"The costs declared under [game] are of {len(game.players)} payers and {game.total} cents in all, but "
                f"{len(problem.payers)} payers share {problem.total} cents. Declare them for this sum and these payers."
            )
        amounts = solution.function(game)
        return ExactSplit({code: amounts[code] for code in problem.payers})

    return allocate


def _candidates(solution: GameSolution) -> Callable[[Problem], Sequence[NoParameters] | NotApplicable]:
    def candidates(problem: Problem) -> Sequence[NoParameters] | NotApplicable:
        if problem.game is None:
            return NotApplicable(Message("It is not known what each payer would pay alone, and no cost is made up."))
        try:
            _allocate(solution)(problem, NoParameters())
        except AllocationError:
            return NotApplicable(Message("It is not defined for the costs that the terms declare."))
        return [NoParameters()]

    return candidates


GAME_METHODS: tuple[Method, ...] = tuple(
    Method(
        name=f"game_{row.name}",
        function=_allocate(row),
        parameters=NoParameters,
        family=Message("Cooperative games"),
        title=always(row.title),
        rule=always(row.rule),
        candidates=_candidates(row),
        reference=row.reference,
    )
    for row in GAME_SOLUTIONS.values()
)
"""A row of `METHODS` for each solution of `GAME_SOLUTIONS`."""
