"""Changed problems, as properties try them: figures, claims and the costs of coalitions
change together.

A key that is a claim changes as the claim does. A game of more players than `LARGEST_CHANGED` is
left out of a changed problem: a method that needs it is then not defined there, and its property
does not apply.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from analyysi.allocation.cost_games.games import CostGame
from analyysi.allocation.problem import Problem
from analyysi.allocation.properties.changed_games import (
    LARGEST_CHANGED,
    alike,
    dearer_alone,
    merged,
    reordered,
)
from analyysi.allocation.ratios import Ratios

_EURO = Fraction(100)


def over_one(problem: Problem) -> Problem:
    """Write the figures and the claims as whole numbers over one denominator: every change is then
    made quickly. What is worked out of the game is kept for its changes, as long as they are tried.
    """
    keys = {name: Ratios.of(key) for name, key in problem.keys.items()}
    return replace(
        problem,
        keys=keys,
        claims={name: Ratios.of(claims) for name, claims in problem.claims.items()},
        game=replace(problem.game, kept={}) if problem.game is not None else None,
    )


def with_grown(problem: Problem, code: str, factor: Fraction) -> Problem:
    """Multiply a payer's figures, its claims and its cost of acting alone."""

    def grown(figures: Ratios) -> Ratios:
        return figures.changed(code, figures[code] * factor) if code in figures else figures

    def dearer(game: CostGame) -> CostGame:
        return dearer_alone(game, code, game.stand_alone()[code] * (factor - 1))

    return _changed(problem, grown, dearer)


def with_equals(problem: Problem, first: str, second: str) -> Problem:
    """Give `second` the figures, the claims and the place in every coalition that `first` has."""

    def equal(figures: Ratios) -> Ratios:
        return figures.changed(second, figures[first]) if first in figures else figures

    return _changed(problem, equal, lambda game: alike(game, first, second))


def with_merged(problem: Problem, first: str, second: str) -> Problem:
    """Let `first` stand for both: its figures and claims are their sums, and it costs what both
    cost together.
    """

    def summed(figures: Ratios) -> Ratios:
        left = figures.without(second)
        return (
            left.changed(first, figures[first] + figures[second])
            if first in figures and second in figures
            else left
        )

    changed = _changed(problem, summed, lambda game: merged(game, first, second))
    return replace(changed, payers=tuple(code for code in problem.payers if code != second))


def backwards(problem: Problem) -> Problem:
    """Name the payers in the opposite order."""
    changed = _changed(problem, lambda figures: figures, reordered)
    return replace(changed, payers=tuple(reversed(problem.payers)))


def in_other_units(problem: Problem) -> Problem:
    """Measure every figure in thousandths of its unit. Claims and costs are cents and stay."""
    smaller = {name: Fraction(cents) / 1000 for name, cents in problem.unit_cents.items()}
    keys = {name: Ratios.of(key) * Fraction(1000) for name, key in problem.keys.items()}
    return replace(problem, keys=keys, unit_cents=smaller)


def with_one_more(problem: Problem, name: str, code: str) -> Problem:
    """Add one unit to a payer's figure of one key; a claim grows in the same proportion."""
    key = Ratios.of(problem.keys[name])
    if code not in key:
        return problem
    figure, claims = key[code], problem.claims
    if name in claims and figure:
        known = Ratios.of(claims[name])
        claims = {**claims, name: known.changed(code, known[code] * (figure + 1) / figure)}
    return replace(
        problem, keys={**problem.keys, name: key.changed(code, figure + 1)}, claims=claims
    )


def with_a_euro_more_alone(problem: Problem, code: str) -> Problem:
    """Let acting alone cost a payer one euro more."""
    return _changed(problem, lambda figures: figures, lambda game: dearer_alone(game, code, _EURO))


def _changed(
    problem: Problem,
    figures: Callable[[Ratios], Ratios],
    game: Callable[[CostGame], CostGame],
) -> Problem:
    known = problem.game
    return replace(
        problem,
        keys={name: figures(Ratios.of(key)) for name, key in problem.keys.items()},
        claims={name: figures(Ratios.of(claims)) for name, claims in problem.claims.items()},
        game=game(known) if known is not None and len(known.players) <= LARGEST_CHANGED else None,
    )
