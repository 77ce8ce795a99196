"""Rules of an analyst's own that several tests use, and a case with them."""

from collections.abc import Callable
from typing import Any

from analyysi.comparison.case import Case
from analyysi.comparison.own.additions import Additions
from analyysi.comparison.own.own_case import with_own
from analyysi.comparison.own.own_rules import OwnMethod, from_function

TITLE = "Neliöjuuri asukasluvusta"


def rule(
    function: Callable[[Any], object],
    key: str | None = "population_2021",
    title: str = TITLE,
    name: str = "square_root",
) -> Additions:
    """Return own rules of one function."""
    return Additions((OwnMethod(name, title, key, from_function(function, title)),))


def square_root(figures: Any) -> Any:
    """Give every payer the square root of its figure."""
    return figures**0.5


def half_on_paltamo(problem: Any) -> dict[str, float]:
    """Let Paltamo pay half of the total and the others the same each."""
    others = [name for name in problem.payers if name != "Paltamo"]
    shares = dict.fromkeys(others, problem.total / 2 / len(others))
    return {**shares, "Paltamo": problem.total / 2}


def with_rule(case: Case, function: Callable[[Any], object] = square_root, **named: Any) -> Case:
    """Return a case with one rule more."""
    return with_own(case, rule(function, **named))
