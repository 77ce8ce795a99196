"""TRANSFORMATIONS of the second implementation, and how several rows of a key become one figure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from second.question import Parameters, Refused

Transformation = Callable[[Fraction, Parameters, str], Fraction]
"""From a figure, the parameters and the payer that it is of."""


def of_its_class(figure: Fraction, parameters: Parameters, _: str) -> Fraction:
    """The first weight below the first limit, and so on; a figure at a limit is above it."""
    limits = [Fraction(limit) for limit in parameters["limits"]]
    weights = [Fraction(weight) for weight in parameters["weights"]]
    if limits != sorted(set(limits)) or len(weights) != len(limits) + 1:
        raise Refused("the classes do not fit")
    return weights[sum(1 for limit in limits if limit <= figure)]


def of_its_payer(figure: Fraction, parameters: Parameters, code: str) -> Fraction:
    """f · x, f = 1 for payers without one."""
    return figure * Fraction(parameters["factors"].get(code, 1))


def above(figure: Fraction, parameters: Parameters, _: str) -> Fraction:
    """x up to the limit l; beyond it l + f · (x - l) of the excess, or f · x of the whole."""
    limit, factor = Fraction(parameters["limit"]), Fraction(parameters["factor"])
    if factor == 1:
        raise Refused("nothing is changed")
    if figure <= limit:
        return figure
    return limit + factor * (figure - limit) if parameters["of"] == "excess" else factor * figure


TRANSFORMATIONS: dict[str, Transformation] = {
    "plus": lambda figure, parameters, _: figure + Fraction(parameters["value"]),
    "minimum": lambda figure, parameters, _: max(figure, Fraction(parameters["value"])),
    "maximum": lambda figure, parameters, _: min(figure, Fraction(parameters["value"])),
    "classes": of_its_class,
    "payer_factors": of_its_payer,
    "above": above,
}

COMBINATIONS: dict[str | None, Callable[[Sequence[Fraction]], Fraction]] = {
    None: lambda figures: figures[0],
    "sum": lambda figures: sum(figures, Fraction(0)),
    "mean": lambda figures: sum(figures, Fraction(0)) / len(figures),
}


def figure_of(
    code: str, rows: Sequence[Fraction], combine: str | None, transform: Sequence[Parameters]
) -> Fraction:
    """Return a payer's figure: its rows put together, then changed in order."""
    figure = COMBINATIONS[combine](rows)
    for parameters in transform:
        figure = TRANSFORMATIONS[parameters["kind"]](figure, parameters, code)
    return figure
