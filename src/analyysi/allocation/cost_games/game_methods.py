"""The solutions of cooperative games as methods: the total is shared by what each coalition would
cost by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Annotated, Any, ClassVar, Self

from pydantic import Field, StrictInt, model_validator

from analyysi.agreement.values import Frozen, NamedPayer
from analyysi.allocation.cost_games.game_solutions import GAME_SOLUTIONS, GameSolution
from analyysi.allocation.cost_games.games import LARGEST_TABLE, AirportCosts, CostGame
from analyysi.allocation.cost_games.shapley import owen_value, sample_shapley
from analyysi.allocation.method import (
    OTHER_SHAPE,
    Method,
    NoParameters,
    NotApplicable,
    always,
    in_no_parts,
)
from analyysi.allocation.problem import ExactSplit, Problem, Quantities
from analyysi.errors import AllocationError, Sentence
from analyysi.messages import Listing, Message, Number, PayerName

Solve = Callable[[CostGame], Mapping[str, Fraction]]
STANDARD_ERROR = "standard_error_cents"
"""The unit of the row of working that says how far off an estimate may be."""

_FAMILY = Message("Cooperative games")


class Unions(Frozen):
    """Groups of payers that act as one towards the others: each payer in exactly one."""

    unions: Annotated[
        tuple[Annotated[tuple[NamedPayer, ...], Field(min_length=1)], ...], Field(min_length=1)
    ]

    field_words: ClassVar[Mapping[str, Message]] = {
        "unions": Message("Groups that act as one"),
    }

    @model_validator(mode="after")
    def _once(self) -> Self:
        named = [code for union in self.unions for code in union]
        twice = sorted({code for code in named if named.count(code) > 1})
        if twice:
            raise ValueError(
                Sentence("{players} stands in the unions more than once", players=", ".join(twice))
            )
        return self


class Sample(Frozen):
    """How many random orders are drawn (each with its reverse), and the seed that fixes them."""

    draws: Annotated[StrictInt, Field(ge=2, le=100_000)] = 1000
    seed: StrictInt = 1

    field_words: ClassVar[Mapping[str, Message]] = {
        "draws": Message("Random orders drawn"),
        "seed": Message("Seed of the random orders"),
    }


def _game_of(problem: Problem, name: str) -> CostGame:
    game = problem.game
    if game is None:
        raise AllocationError(
            "'{method}' needs what each payer would cost alone: declare it in the "
            "terms under [game]. No cost is made up here.",
            method=name,
        )
    if set(game.players) != set(problem.payers) or game.total != problem.total:
        raise AllocationError(
            "The costs declared under [game] are of {declared} payers and {declared_total} cents "
            "in all, but {count} payers share {total} cents. Declare them for "
            "this sum and these payers.",
            declared=len(game.players),
            declared_total=game.total,
            count=len(problem.payers),
            total=problem.total,
        )
    return game


def _in_order(problem: Problem, amounts: Mapping[str, Fraction]) -> dict[str, Fraction]:
    return {code: amounts[code] for code in problem.payers}


def allocate_owen(problem: Problem, parameters: Unions) -> ExactSplit:
    """Share by the Owen value: first among the groups, then within each (`shapley.owen_value`)."""
    return ExactSplit(
        _in_order(problem, owen_value(_game_of(problem, "game_owen"), parameters.unions))
    )


def allocate_sampled(problem: Problem, parameters: Sample) -> ExactSplit:
    """Share by an estimate of the Shapley value; the working has each payer's standard error."""
    sampled = sample_shapley(
        _game_of(problem, "game_shapley_sampled"), parameters.draws, parameters.seed
    )
    errors = Quantities(
        Message("Standard error of the estimate"), STANDARD_ERROR, sampled.standard_errors
    )
    return ExactSplit(_in_order(problem, sampled.amounts), (errors,))


@lru_cache(maxsize=16)
def _solved(solve: Solve, game: CostGame) -> Mapping[str, Fraction]:
    """Work a solution out once: whether it is defined is asked before it is shared by it."""
    return solve(game)


def _allocate(solution: GameSolution) -> Callable[[Problem, NoParameters], ExactSplit]:
    def allocate(problem: Problem, parameters: NoParameters) -> ExactSplit:
        game = _game_of(problem, f"game_{solution.name}")
        return ExactSplit(_in_order(problem, _solved(solution.function, game)))

    return allocate


def _unknown_costs() -> NotApplicable:
    return NotApplicable(
        Message("It is not known what each payer would pay alone, and no cost is made up.")
    )


def _candidates(
    solution: GameSolution,
) -> Callable[[Problem], Sequence[NoParameters] | NotApplicable]:
    def candidates(problem: Problem) -> Sequence[NoParameters] | NotApplicable:
        if problem.game is None:
            return _unknown_costs()
        try:
            _allocate(solution)(problem, NoParameters())
        except AllocationError:
            return NotApplicable(Message("It is not defined for the costs that the terms declare."))
        return [NoParameters()]

    return candidates


def _owen_candidates(problem: Problem) -> Sequence[Unions] | NotApplicable:
    if problem.game is None:
        return _unknown_costs()
    return NotApplicable(
        Message("For the Owen value the groups that act as one must be named in the terms.")
    )


def _sampled_candidates(problem: Problem) -> Sequence[Sample] | NotApplicable:
    game = problem.game
    if game is None:
        return _unknown_costs()
    if len(game.players) <= LARGEST_TABLE or isinstance(game.costs, AirportCosts):
        return NotApplicable(
            Message("The Shapley value itself is worked out exactly, so it need not be estimated.")
        )
    return [Sample()]


def _group(union: Sequence[str]) -> Message:
    return Message("({members})", {"members": Listing([PayerName(code) for code in union])})


def _owen_rule(parameters: Any) -> Message:
    groups = [_group(union) for union in parameters.unions if len(union) > 1]
    if not groups:
        return Message(
            "Each payer pays what its joining adds to the cost, on average over every order of "
            "joining."
        )
    return Message(
        "Each payer pays what its joining adds to the cost, on average over every order in which "
        "these join together: "
        "{groups}.",
        {"groups": Listing(groups)},
    )


GAME_METHODS: tuple[Method, ...] = (
    *(
        Method(
            name=f"game_{row.name}",
            kind="game",
            function=_allocate(row),
            parameters=NoParameters,
            family=_FAMILY,
            title=always(row.title),
            rule=always(row.rule),
            candidates=_candidates(row),
            reference=row.reference,
            formula=None,
            shape=OTHER_SHAPE,
            parts=in_no_parts,
            certificate=row.certificate,
        )
        for row in GAME_SOLUTIONS.values()
    ),
    Method(
        name="game_owen",
        kind="game",
        function=allocate_owen,
        parameters=Unions,
        family=_FAMILY,
        title=always(Message("Owen value (two levels)")),
        rule=_owen_rule,
        candidates=_owen_candidates,
        reference="Owen 1977, Values of games with a priori unions",
        formula=None,
        shape=OTHER_SHAPE,
        parts=in_no_parts,
    ),
    Method(
        name="game_shapley_sampled",
        kind="game",
        function=allocate_sampled,
        parameters=Sample,
        family=_FAMILY,
        title=always(Message("Shapley value, estimated")),
        rule=lambda parameters: Message(
            "Each payer pays what its joining adds to the cost, on average over {draws} random "
            "orders of joining and "
            "their reverses (seed {seed}).",
            {"draws": Number(parameters.draws), "seed": str(parameters.seed)},
        ),
        candidates=_sampled_candidates,
        reference="Castro, Gómez & Tejada 2009, Computers & Operations Research 36",
        formula=None,
        shape=OTHER_SHAPE,
        parts=in_no_parts,
    ),
)
"""A row of `METHODS` for each solution of `GAME_SOLUTIONS`, one for two levels, one for more
players than can be gone through."""
