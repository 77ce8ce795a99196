"""How long the exact arithmetic takes, as the number of payers and players grows. Run by `make
benchmark`.

The figures are made up from a fixed seed; they stand for nobody.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import partial
from random import Random

from table import machine, rows, write

from analyysi.allocation.agreed_weights import AgreedWeights
from analyysi.allocation.claims_rules.claims_methods import ByClaims
from analyysi.allocation.cost_games.declared_games import stand_alone_and_joint
from analyysi.allocation.cost_games.game_methods import GAME_METHODS
from analyysi.allocation.cost_games.games import CostGame
from analyysi.allocation.cost_games.nucleolus import nucleolus
from analyysi.allocation.cost_games.shapley import shapley_value
from analyysi.allocation.method import Method
from analyysi.allocation.methods import METHODS, ByKey, Mix, NoParameters
from analyysi.allocation.problem import Problem
from analyysi.allocation.properties.property_table import Procedure, findings
from analyysi.allocation.whole_units.rounding import ROUNDING_RULES, largest_remainder
from analyysi.errors import AllocationError

DRAW = Random(2023)
NEITHER = {"fixed", "pools", "claims_random_arrival", "claims_average_of_awards"}
"""Agreed shares need somebody to agree them; pools share by the other methods; the two rules look
at every group of claims and stop at twenty.
"""


TOLD: list[list[str]] = []


def timed(what: str, work: Callable[[], object]) -> None:
    """Tell and note how long a piece of work takes."""
    started = time.perf_counter()
    try:
        work()
        took = f"{time.perf_counter() - started:.3f}"
    except AllocationError as error:
        took = str(error)
    TOLD.append([what, took])
    sys.stderr.write(f"{what}: {took}\n")


def problem(payers: int) -> Problem:
    """Make a problem of so many payers, with claims that cover the total."""
    codes = tuple(f"{number:06d}" for number in range(payers))
    people = {code: Fraction(DRAW.randint(100, 200_000)) for code in codes}
    total = Fraction(payers * 10_000_00)
    claims = {code: Fraction(DRAW.randint(10_000_00, 30_000_00)) for code in codes}
    return Problem(total, codes, {"people": people}, {"people": claims})


def game(players: int) -> CostGame:
    """Make a game of stand-alone costs and a joint cost below their sum."""
    alone = {f"{number:03d}": DRAW.randint(10_000_00, 60_000_00) for number in range(players)}
    return stand_alone_and_joint(alone, sum(alone.values()) * 6 // 10)


def every_method(whole: Problem) -> None:
    """Share by every method that is no game, and look for every property of each."""
    games = {row.name for row in GAME_METHODS}
    for name, method in METHODS.items():
        if name in games | NEITHER or not method.is_rule:
            continue
        parameters = {
            "proportional": ByKey(key="people"),
            "mix": Mix(equal="0.3", keys={"people": "0.7"}),
            "agreed_weights": AgreedWeights(
                weights={code: int(people) for code, people in whole.keys["people"].items()}
            ),
        }.get(name)
        chosen = parameters or (
            ByClaims(claims="people") if name.startswith("claims_") else NoParameters()
        )

        def exact(
            inner: Problem, method: Method = method, chosen: object = chosen
        ) -> Mapping[str, Fraction]:
            return method.function(inner, chosen).amounts

        split = Procedure(exact, lambda amounts: largest_remainder(amounts).cents)
        timed(
            f"{len(whole.payers)} payers, `{name}` with every property",
            partial(findings, whole, split),
        )


def both_nucleoli(costs: CostGame) -> None:
    """Look for every property of the nucleolus and of that per member."""
    whole = Problem(costs.total, costs.players, game=costs)
    for name in ("game_nucleolus", "game_per_capita_nucleolus"):

        def exact(inner: Problem, method: Method = METHODS[name]) -> Mapping[str, Fraction]:
            return method.function(inner, NoParameters()).amounts

        findings(whole, Procedure(exact, lambda amounts: largest_remainder(amounts).cents))


def main() -> None:
    """Measure rounding, methods with properties, and games."""
    for payers in (1_000, 10_000, 100_000):
        amounts = {f"{n:06d}": Fraction(DRAW.randint(1, 10**7), 7) for n in range(payers)}
        whole = sum(amounts.values())
        amounts = {code: amount * (payers * 1000) / whole for code, amount in amounts.items()}
        for name, rule in ROUNDING_RULES.items():
            if payers < 100_000 or name in ("largest_remainder", "webster"):
                timed(f"`{name}`, {payers} payers", partial(rule.function, amounts, 1))
    every_method(problem(800))
    timed("Two nucleoli with every property, 10 players", partial(both_nucleoli, game(10)))
    for players in (7, 15, 20):
        timed(f"Shapley value, {players} players", partial(shapley_value, game(players)))
    for players in (7, 10, 12):
        timed(f"Nucleolus, {players} players", partial(nucleolus, game(players)))
    write("exact arithmetic", [*rows(["Job", "s"], TOLD), "", machine()])


if __name__ == "__main__":
    main()
