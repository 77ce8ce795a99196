"""The ways to share the cost of a cost game: each a function and a row in `GAME_SOLUTIONS`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from analyysi.allocation.cost_games import nucleolus as nucleoli
from analyysi.allocation.cost_games.coalition_sums import subset_sums
from analyysi.allocation.cost_games.games import LARGEST_TABLE, CostGame
from analyysi.allocation.cost_games.kohlberg import is_nucleolus
from analyysi.allocation.cost_games.shapley import shapley_value
from analyysi.allocation.method import Certificate
from analyysi.errors import AllocationError, Sentence
from analyysi.messages import Message


@dataclass(frozen=True)
class GameSolution:
    """A row of `GAME_SOLUTIONS`.

    `largest` is the most players a game may have, None where there is no limit. Airport games are
    exempt from the limit of `shapley` and of `nucleolus`. `certificate` proves a split of it by a
    second computation.
    """

    name: str
    function: Callable[[CostGame], dict[str, Fraction]]
    title: Message
    rule: Message
    reference: str
    largest: int | None
    certificate: Certificate | None = None


def proportional_to_stand_alone(game: CostGame) -> dict[str, Fraction]:
    """Share the cost in proportion to stand-alone costs; nobody pays more than alone.

    Raises
    ------
    AllocationError
        If the stand-alone costs sum to less than the cost to be shared, or a stand-alone cost is
        negative.
    """
    alone = _alone_with_a_saving(game)
    negative = [code for code, cost in alone.items() if cost < 0]
    if negative:
        raise AllocationError(
            "The stand-alone cost of {players} is negative: a share in proportion "
            "to it is not defined. Choose another rule.",
            players=", ".join(negative),
        )
    together, total = sum(alone.values()), game.total
    return {
        code: total * cost / together if together else Fraction(0) for code, cost in alone.items()
    }


def equal_up_to_stand_alone(game: CostGame) -> dict[str, Fraction]:
    """Share the cost equally, except that nobody pays more than its stand-alone cost.

    Whoever would pay more than alone pays the stand-alone cost; the others share the rest equally.

    Raises
    ------
    AllocationError
        If the stand-alone costs sum to less than the cost to be shared.
    """
    alone = _alone_with_a_saving(game)
    left = game.total
    amounts = {}
    order = sorted(game.players, key=lambda code: alone[code])
    for position, code in enumerate(order):
        amounts[code] = min(alone[code], left / (len(order) - position))
        left -= amounts[code]
    return {code: amounts[code] for code in game.players}


def scrb(game: CostGame) -> dict[str, Fraction]:
    """Share by separable costs and remaining benefits.

    Each player pays its separable cost; what is left is shared in proportion to remaining benefits,
    the stand-alone cost less the separable cost.

    Raises
    ------
    AllocationError
        If a remaining benefit is negative, or all are zero while there is something left to share.
    """
    alone, separable = game.stand_alone(), game.separable()
    benefits = {code: alone[code] - separable[code] for code in game.players}
    negative = [code for code, benefit in benefits.items() if benefit < 0]
    if negative:
        raise AllocationError(
            "The separable cost of {players} is more than the stand-alone cost: "
            "there is no remaining benefit to share by. Choose another rule, or "
            "check the costs of the coalitions.",
            players=", ".join(negative),
        )
    left = game.total - sum(separable.values())
    together = sum(benefits.values())
    if left and not together:
        raise AllocationError(
            "Every stand-alone cost equals the separable cost, but {left} cents are "
            "left to share: remaining benefits do not tell how. Choose another rule, "
            "or check the costs of the coalitions.",
            left=left,
        )
    return {
        code: separable[code] + (left * benefits[code] / together if left else 0)
        for code in game.players
    }


def ensc(game: CostGame) -> dict[str, Fraction]:
    """Share by separable costs, and the non-separable cost equally. Somebody may pay more than
    alone.
    """
    separable = game.separable()
    each = (game.total - sum(separable.values())) / len(separable)
    return {code: cost + each for code, cost in separable.items()}


def tau_value(game: CostGame) -> dict[str, Fraction]:
    """Return the tau value: the efficient point between the least and the most each player can be
    asked.

    The least is the separable cost. The gap of a coalition is its cost less its members' separable
    costs; the most is the separable cost and the smallest gap of the coalitions the player is in.
    It is the tau value of the savings (Tijs 1981), turned to costs (Tijs & Driessen 1986).

    Raises
    ------
    AllocationError
        If the game is not quasi-balanced: somebody's most is below its least, or the most of all
        together is below the cost to be shared.
    """
    costs = game.numerators()
    scale = game.costs.denominator
    everyone = game.everyone
    separable = [
        costs[everyone] - costs[everyone ^ 1 << number] for number in range(len(game.players))
    ]
    gaps = [cost - least for cost, least in zip(costs, subset_sums(separable), strict=True)]
    concessions = _smallest_with_each(gaps, len(game.players))
    below = [
        code for code, concession in zip(game.players, concessions, strict=True) if concession < 0
    ]
    if below or gaps[everyone] > sum(concessions):
        why = (
            Sentence(
                "the most that {players} can be asked is less than the separable cost",
                players=", ".join(below),
            )
            if below
            else Sentence(
                "the most that all can be asked is {most} cents, less than the {total} cents to "
                "be shared",
                most=Fraction(sum(separable) + sum(concessions), scale),
                total=game.total,
            )
        )
        raise AllocationError(
            "The tau value is not defined: {why}. Choose another rule, such as the nucleolus.",
            why=why,
        )
    conceded = Fraction(gaps[everyone], sum(concessions)) if gaps[everyone] else Fraction(0)
    return {
        code: (cost + conceded * concession) / scale
        for code, cost, concession in zip(game.players, separable, concessions, strict=True)
    }


def _smallest_with_each(gaps: Sequence[int], players: int) -> list[int]:
    """Return for each player the smallest gap of the coalitions that it is in.

    The coalitions with the last player are the upper half. Once it is settled, of each coalition
    of the others the smaller gap counts, without it or with it; so each half is gone through once.
    """
    smallest: list[int] = []
    left = gaps
    for _ in range(players):
        half = len(left) // 2
        smallest.append(min(left[half:]))
        left = list(map(min, left[:half], left[half:]))
    return smallest[::-1]


def _alone_with_a_saving(game: CostGame) -> dict[str, Fraction]:
    alone = game.stand_alone()
    together = sum(alone.values())
    if together < game.total:
        raise AllocationError(
            "The stand-alone costs sum to {stand_alone} cents, less than the {total} "
            "cents to be shared: somebody must pay more than alone. Check the "
            "stand-alone costs.",
            stand_alone=together,
            total=game.total,
        )
    return alone


def _by_kohlberg(*, per_capita: bool) -> Certificate:
    def holds(game: CostGame, amounts: Mapping[str, Fraction]) -> bool | None:
        if len(game.players) > nucleoli.LARGEST:
            return None
        return is_nucleolus(game, amounts, per_capita=per_capita)

    return Certificate(
        holds,
        lambda title: Message(
            "{title}: checked exactly by Kohlberg's criterion (1971).", {"title": title}
        ),
    )


GAME_SOLUTIONS: dict[str, GameSolution] = {
    row.name: row
    for row in (
        GameSolution(
            "shapley",
            shapley_value,
            Message("Shapley value"),
            Message(
                "Each payer pays what its joining adds to the cost, on average over every order "
                "in which all may join."
            ),
            "Shapley 1953, A value for n-person games; Littlechild & Owen 1973 for airport games",
            LARGEST_TABLE,
        ),
        GameSolution(
            "nucleolus",
            nucleoli.nucleolus,
            Message("Nucleolus"),
            Message(
                "The group of payers that gains least from the cooperation gains as much as "
                "possible, then the next "
                "such group, and so on."
            ),
            "Schmeidler 1969, The nucleolus of a characteristic function game",
            nucleoli.LARGEST,
            _by_kohlberg(per_capita=False),
        ),
        GameSolution(
            "per_capita_nucleolus",
            nucleoli.per_capita_nucleolus,
            Message("Nucleolus per member"),
            Message(
                "The group of payers that gains least per member from the cooperation gains as "
                "much as possible, then "
                "the next such group, and so on."
            ),
            "Grotte 1970; Young, Okada & Hashimoto 1982, Cost allocation in water resources "
            "development",
            nucleoli.LARGEST,
            _by_kohlberg(per_capita=True),
        ),
        GameSolution(
            "scrb",
            scrb,
            Message("Separable costs and remaining benefits"),
            Message(
                "Each payer pays what the whole would save without it; the rest is shared in "
                "proportion to what each "
                "payer still gains compared with acting alone."
            ),
            "Federal Inter-Agency River Basin Committee 1950; Straffin & Heaney 1981",
            None,
        ),
        GameSolution(
            "ensc",
            ensc,
            Message("Separable costs and the rest equally"),
            Message(
                "Each payer pays what the whole would save without it; the rest is shared equally."
            ),
            "Moulin 1985, The separability axiom and equal-sharing methods; Straffin & Heaney 1981",
            None,
        ),
        GameSolution(
            "tau",
            tau_value,
            Message("Tau value"),
            Message(
                "Each payer pays the least it can be asked to pay, and the same fraction of the "
                "difference between the "
                "most and the least."
            ),
            "Tijs 1981, Bounds for the core and the tau-value; Tijs & Driessen 1986",
            LARGEST_TABLE,
        ),
        GameSolution(
            "proportional_to_stand_alone",
            proportional_to_stand_alone,
            Message("In proportion to stand-alone costs"),
            Message("The cost is divided in proportion to what each payer would pay alone."),
            "Moriarity 1975, Another approach to allocating joint costs",
            None,
        ),
        GameSolution(
            "equal_up_to_stand_alone",
            equal_up_to_stand_alone,
            Message("Equally, up to the stand-alone cost"),
            Message("Every payer pays the same sum, but nobody more than it would pay alone."),
            "Constrained equal division; Moulin 2002, Axiomatic cost and surplus sharing",
            None,
        ),
    )
}
"""Every solution by its name."""
