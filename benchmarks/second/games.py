"""The solutions of cost games: a function each, from the costs of all groups."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from fractions import Fraction
from functools import partial
from itertools import combinations, permutations

from second.linear import AtMost, maximise, rank
from second.question import (
    Costs,
    Figures,
    Parameters,
    Question,
    Refused,
    in_proportion,
    level_at,
)

Solution = Callable[[Costs, Sequence[str]], dict[str, Fraction]]


def groups(payers: Sequence[str]) -> list[frozenset[str]]:
    """Return every group of payers, the smallest first, without the empty one."""
    return [
        frozenset(group)
        for size in range(1, len(payers) + 1)
        for group in combinations(payers, size)
    ]


def least_sums(costs: Costs, payers: Sequence[str]) -> dict[str, Fraction]:
    """Return what the whole would save without each: c(N) - c(N∖i)."""
    everybody = frozenset(payers)
    return {code: costs[everybody] - costs.get(everybody - {code}, Fraction(0)) for code in payers}


def alone(costs: Costs, payers: Sequence[str]) -> dict[str, Fraction]:
    """Return what each would cost by itself; together no less than what there is to share."""
    own_costs = {code: costs[frozenset({code})] for code in payers}
    if sum(own_costs.values()) < costs[frozenset(payers)]:
        raise Refused("somebody must pay more than alone")
    return own_costs


def shapley(costs: Costs, payers: Sequence[str]) -> dict[str, Fraction]:
    """By the potential: P(S) is the mean over S of P(S∖i), and c(S)/s; i pays P(N) - P(N∖i).

    Hart & Mas-Colell (1989), Potential, value, and consistency, Econometrica 57.
    """
    potential = {frozenset[str](): Fraction(0)}
    for group in groups(payers):
        smaller = sum(potential[group - {code}] for code in group)
        potential[group] = (costs[group] + smaller) / len(group)
    everybody = frozenset(payers)
    return {code: potential[everybody] - potential[everybody - {code}] for code in payers}


def owen(costs: Costs, unions: Sequence[Sequence[str]]) -> dict[str, Fraction]:
    """The mean over the orders of the unions, and over the orders within the union of a payer."""
    shares = {}
    for union in unions:
        sums, count = dict.fromkeys(union, Fraction(0)), 0
        for order in permutations(unions):
            earlier = frozenset(code for before in order[: order.index(union)] for code in before)
            for within in permutations(union):
                count += 1
                there = earlier
                for code in within:
                    sums[code] += costs[there | {code}] - costs.get(there, Fraction(0))
                    there |= {code}
        shares.update({code: amount / count for code, amount in sums.items()})
    return shares


def scrb(costs: Costs, payers: Sequence[str]) -> dict[str, Fraction]:
    """m + (C - Σm) · (c(i) - m) / Σ(c(j) - m)."""
    least = least_sums(costs, payers)
    gains = {code: costs[frozenset({code})] - least[code] for code in payers}
    left = costs[frozenset(payers)] - sum(least.values())
    if min(gains.values()) < 0:
        raise Refused("somebody costs less alone than it adds")
    if not left:
        return least
    more = in_proportion(left, gains)
    return {code: least[code] + more[code] for code in payers}


def ensc(costs: Costs, payers: Sequence[str]) -> dict[str, Fraction]:
    """m + (C - Σm) / n."""
    least = least_sums(costs, payers)
    left = costs[frozenset(payers)] - sum(least.values())
    return {code: least[code] + left / len(payers) for code in payers}


def tau(costs: Costs, payers: Sequence[str]) -> dict[str, Fraction]:
    """m + t · (M - m), where M - m is the smallest gap of the groups that a payer is in.

    The gap of a group is what it costs beyond what its members add: Tijs & Driessen (1986).
    """
    least = least_sums(costs, payers)
    gaps = {group: costs[group] - sum(least[code] for code in group) for group in groups(payers)}
    most = {code: min(gap for group, gap in gaps.items() if code in group) for code in payers}
    left = gaps[frozenset(payers)]
    if min(most.values()) < 0 or sum(most.values()) < left:
        raise Refused("the game is not quasi-balanced")
    if not left:
        return least
    more = in_proportion(left, most)
    return {code: least[code] + more[code] for code in payers}


def by_stand_alone(costs: Costs, payers: Sequence[str]) -> dict[str, Fraction]:
    """C · c(i) / Σ c(j)."""
    own_costs = alone(costs, payers)
    if min(own_costs.values()) < 0:
        raise Refused("a cost is below zero")
    total = costs[frozenset(payers)]
    return in_proportion(total, own_costs) if any(own_costs.values()) else own_costs


def equal_up_to_alone(costs: Costs, payers: Sequence[str]) -> dict[str, Fraction]:
    """min(c(i), λ)."""
    own_costs = alone(costs, payers)
    return level_at(
        costs[frozenset(payers)],
        lambda level: {code: min(own_costs[code], level) for code in payers},
        own_costs.values(),
    )


class _Savings:
    """What each saves of its own cost, none below zero; the smallest saving of a group, or the
    smallest per member, is made as large as can be, then the smallest of those that can be larger.

    A programme's variables are the savings of the payers, and one more: the smallest saving of the
    groups that are not settled yet, counted from `lowest` so that it is not below zero either.
    """

    def __init__(self, costs: Costs, payers: Sequence[str], per_member: bool) -> None:
        own_costs = alone(costs, payers)
        everybody = frozenset(payers)
        self.payers, self.proper = payers, groups(payers)[:-1]
        self.base = {
            group: costs[group] - sum((own_costs[code] for code in group), Fraction(0))
            for group in self.proper
        }
        self.sizes = {group: len(group) if per_member else 1 for group in self.proper}
        self.lowest = min(self.base[group] / self.sizes[group] for group in self.proper)
        to_save = sum(own_costs.values(), -costs[everybody])
        self.settled = {everybody: to_save}

    def members(self, group: Collection[str], times: int) -> list[Fraction]:
        """Return coefficients: so many times what the members save."""
        return [Fraction(times if code in group else 0) for code in self.payers]

    def rows(self, smallest: Fraction | None) -> list[AtMost]:
        """Return that settled groups save what they do, and the others at least `smallest`, or at
        least the further variable.
        """
        limits = []
        for group, amount in self.settled.items():
            limits.append(AtMost([*self.members(group, 1), Fraction(0)], amount))
            limits.append(AtMost([*self.members(group, -1), Fraction(0)], -amount))
        least = self.lowest if smallest is None else smallest
        for group in self.proper:
            if group not in self.settled:
                further = Fraction(self.sizes[group] if smallest is None else 0)
                bound = self.base[group] - least * self.sizes[group]
                limits.append(AtMost([*self.members(group, -1), further], bound))
        return limits

    def most(self, group: frozenset[str], smallest: Fraction) -> Fraction:
        """Return the most that a group can save while none that is not settled falls below the
        smallest.
        """
        corner = maximise([*self.members(group, 1), Fraction(0)], self.rows(smallest))
        return sum(
            (corner[place] for place, code in enumerate(self.payers) if code in group), Fraction(0)
        )

    def settle(self) -> dict[str, Fraction]:
        """Make the smallest saving as large as can be; settle the groups that must stay at it."""
        corner = maximise([Fraction(0)] * len(self.payers) + [Fraction(1)], self.rows(None))
        smallest = self.lowest + corner[-1]
        saved = dict(zip(self.payers, corner, strict=False))
        at_smallest = {}
        for group in self.proper:
            amount = smallest * self.sizes[group] - self.base[group]
            there = sum(saved[code] for code in group) == amount
            if group not in self.settled and there and self.most(group, smallest) == amount:
                at_smallest[group] = amount
        self.settled |= at_smallest
        return saved

    def solution(self) -> dict[str, Fraction]:
        """Go on until the settled groups leave one division of the savings."""
        while True:
            saved = self.settle()
            if rank([self.members(group, 1) for group in self.settled]) == len(self.payers):
                return saved


def least_objection(per_member: bool, costs: Costs, payers: Sequence[str]) -> dict[str, Fraction]:
    """Return the nucleolus by definition, among the payments of which none is above the cost of
    acting alone.
    """
    if len(payers) == 1:
        return {payers[0]: costs[frozenset(payers)]}
    saved = _Savings(costs, payers, per_member).solution()
    return {code: costs[frozenset({code})] - saved[code] for code in payers}


def between_marginal_costs(
    costs: Costs, payers: Sequence[str]
) -> dict[str, tuple[Fraction, Fraction]]:
    """Return the least and the most that each adds to what others cost."""
    limits = {}
    for code in payers:
        added = [
            costs[group] - costs.get(group - {code}, Fraction(0))
            for group in costs
            if code in group
        ]
        limits[code] = (min(added), max(added))
    return limits


SOLUTIONS: dict[str, Solution] = {
    "game_shapley": shapley,
    "game_nucleolus": partial(least_objection, False),
    "game_per_capita_nucleolus": partial(least_objection, True),
    "game_scrb": scrb,
    "game_ensc": ensc,
    "game_tau": tau,
    "game_proportional_to_stand_alone": by_stand_alone,
    "game_equal_up_to_stand_alone": equal_up_to_alone,
}


def costs_of(question: Question) -> Costs:
    """Return what every group would cost."""
    if question.costs is None:
        raise Refused("what groups would cost is not known")
    return question.costs


def by_solution(solution: Solution, question: Question, _: Parameters) -> dict[str, Fraction]:
    """Share by a solution that has nothing to choose."""
    return solution(costs_of(question), question.payers)


def by_unions(question: Question, parameters: Parameters) -> dict[str, Fraction]:
    """Share by the Owen value: each payer must be in one union."""
    costs = costs_of(question)
    unions = [tuple(union) for union in parameters["unions"]]
    if sorted(code for union in unions for code in union) != sorted(question.payers):
        raise Refused("the unions do not divide the payers among them")
    return owen(costs, unions)


def sampled_faults(costs: Costs, payers: Sequence[str], draws: int, shares: Figures) -> list[str]:
    """Return what speaks against an estimate of the Shapley value.

    Which orders are drawn is nobody's business but the program's; of whatever orders it may be the
    mean: the sum is the total; each share is a mean of so many marginal costs, each order with its
    reverse, and so between the least and the most of them; of two payers it is exact; and it lies
    farther from the exact value than Hoeffding's bound allows once in 10^12 times.
    """
    faults = []
    if sum(shares.values()) != costs[frozenset(payers)]:
        faults.append("the sum is not the total")
    exact, limits = shapley(costs, payers), between_marginal_costs(costs, payers)
    for code in payers:
        low, high = limits[code]
        if not low <= shares[code] <= high:
            faults.append(f"{code} pays what it adds in no order")
        # Square of Hoeffding's bound: 29 is above ln(2 · 10^12).
        if (shares[code] - exact[code]) ** 2 > (high - low) ** 2 * Fraction(29, 2 * draws):
            faults.append(f"{code} pays too far from the exact value")
    if len(payers) == 2 and dict(shares) != exact:
        faults.append("of two payers, an order and its reverse are all orders")
    return faults
