"""The figures behind the chosen split that are estimates, with their sources, and how much of the
total is shared by them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from analyysi.agreement.terms import StandAlone
from analyysi.comparison.case import Case
from analyysi.comparison.compare import Comparison
from analyysi.languages.local_text import LocalText
from analyysi.messages import KeyName, Message, Value


@dataclass(frozen=True)
class EstimatedFigure:
    """A figure of one payer that somebody has put in its place."""

    payer: str
    figure: Value
    """What is estimated: a key, or what acting alone would cost."""
    source: LocalText | str
    """How the estimate was made: in the words of the terms, or as a survey has it, in the language
    of whoever filled it in.
    """


def estimated_figures(case: Case) -> tuple[EstimatedFigure, ...]:
    """Return the estimates that the chosen split uses, of its participants: marked figures of
    surveys, and declared costs of acting alone that have a range.
    """
    estimates = []
    for name in case.used_keys:
        by_payer = case.estimates_of(case.terms.keys[name])
        for code in case.terms.participants:
            if code in by_payer:
                estimates.append(EstimatedFigure(code, KeyName(name), by_payer[code]))
    game = case.terms.game
    if case.chosen.method.kind == "game" and isinstance(game, StandAlone):
        alone = Message("cost of acting alone")
        for code, cost in game.alone.items():
            if cost.low is not None:
                estimates.append(EstimatedFigure(code, alone, cost.source))
    return tuple(estimates)


def cents_on_estimates(comparison: Comparison, estimates: Sequence[EstimatedFigure]) -> int:
    """Return the shares, in cents, of the payers whose own figure is an estimate. They are summed
    as they are paid, and rounded once where they are shown: a sum of shares in whole euros would
    differ from that of the cents in the same paper.
    """
    payers = {estimate.payer for estimate in estimates}
    return sum(cents for code, cents in comparison.chosen.cents.items() if code in payers)


def part_on_estimates(comparison: Comparison, estimates: Sequence[EstimatedFigure]) -> Fraction:
    """Return the same as a part of the total."""
    total = sum(comparison.chosen.cents.values())
    return Fraction(cents_on_estimates(comparison, estimates), total) if total else Fraction(0)
