"""Figures that terms change before sharing, as formulas over the figures that are published: a row
of `FORMULAS` for each kind of change.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import accumulate
from math import lcm, prod
from typing import Any

from analyysi.agreement.key import Above, Classes, PayerFactors, Transformation, unchanged_key
from analyysi.comparison.case import Case
from analyysi.money import decimals_needed

_DECIMALS = 6
"""A formula's figure is rounded to so many decimals, as a double cannot hold 0.9 exactly."""

_MOST_LETTERS, _MOST_NESTED = 8000, 60
"""Excel reads formulas of 8 192 letters and 64 functions in one another."""

FormulaOf = Callable[[str, str, Any], str]
"""Makes a formula of a formula for the figure, the payer's code and the change."""


def published_column(case: Case, name: str) -> str | None:
    """Return the key whose figures a key changes, if the workbook can make the one of the other by
    formulas that come to the report's figures.
    """
    plain = unchanged_key(case.terms.keys, name)
    if plain is None:
        return None
    places = [decimals_needed(figure) for figure in case.problem.keys[name].values()]
    fits = all(place is not None and place <= _DECIMALS for place in places)
    decimal = all(
        decimals_needed(number) is not None
        for step in case.terms.keys[name].transform
        for number in numbers_of(step)
    )
    steps = case.terms.keys[name].transform
    return plain if fits and decimal and _can_be_read(steps) else None


def _can_be_read(steps: Sequence[Transformation]) -> bool:
    """Return whether spreadsheets read the formula: a step may name the figure several times."""
    formula = "AAA99999"
    for step in steps:
        codes = step.factors if isinstance(step, PayerFactors) else ("",)
        formula = FORMULAS[step.kind](formula, next(iter(codes), ""), step)
        if len(formula) > _MOST_LETTERS:
            return False
    depths = accumulate({"(": 1, ")": -1}.get(letter, 0) for letter in formula)
    return max(depths, default=0) < _MOST_NESTED


def changed_figure(cell: str, code: str, steps: Sequence[Transformation]) -> str:
    """Return the formula that changes the figure of a cell by the steps, in order.

    >>> factors = PayerFactors(kind="payer_factors", factors={"398": "0.9"})
    >>> changed_figure("D5", "398", [factors]), changed_figure("D6", "098", [factors])
    ('=ROUND((D5)*0.9,6)', '=ROUND(D6,6)')
    """
    formula = cell
    for step in steps:
        formula = FORMULAS[step.kind](formula, code, step)
    return f"=ROUND({formula},{_DECIMALS})"


def whole_by(steps: Sequence[Transformation]) -> int:
    """Return by what a changed figure must be multiplied to be whole, whatever whole figure is
    changed.

    >>> whole_by([PayerFactors(kind="payer_factors", factors={"398": "0.925"})])
    40
    """
    scale = 1
    for step in steps:
        denominators = [number.denominator for number in numbers_of(step)]
        # What is above a limit is a difference with it, and then a product.
        scale *= prod(denominators) if isinstance(step, Above) else lcm(*denominators)
    return scale


def numbers_of(step: Transformation) -> list[Fraction]:
    """Return every number that a change of figures is made with."""
    if isinstance(step, PayerFactors):
        return list(step.factors.values())
    if isinstance(step, Classes):
        return [*step.limits, *step.weights]
    if isinstance(step, Above):
        return [step.limit, step.factor]
    return [step.value]


def _number(value: Fraction) -> str:
    places = decimals_needed(value) or 0
    whole, digits = divmod(value.numerator * 10**places // value.denominator, 10**places)
    return f"{whole}.{digits:0{places}d}" if places else str(whole)


def _by_class(formula: str, code: str, classes: Classes) -> str:
    nested = _number(classes.weights[-1])
    pairs = list(zip(classes.limits, classes.weights, strict=False))
    for limit, weight in reversed(pairs):
        nested = f"IF({formula}<{_number(limit)},{_number(weight)},{nested})"
    return nested


def _by_payer(formula: str, code: str, changed: PayerFactors) -> str:
    factor = changed.factors.get(code)
    return formula if factor is None else f"({formula})*{_number(factor)}"


def _above(formula: str, code: str, above: Above) -> str:
    limit, factor = _number(above.limit), _number(above.factor)
    higher = (
        f"({formula})*{factor}"
        if above.of == "whole"
        else f"{limit}+(({formula})-{limit})*{factor}"
    )
    return f"IF({formula}<={limit},{formula},{higher})"


FORMULAS: Mapping[str, FormulaOf] = {
    "plus": lambda formula, code, plus: f"({formula})+{_number(plus.value)}",
    "minimum": lambda formula, code, least: f"MAX({formula},{_number(least.value)})",
    "maximum": lambda formula, code, most: f"MIN({formula},{_number(most.value)})",
    "classes": _by_class,
    "payer_factors": _by_payer,
    "above": _above,
}
"""The formula of every change, by its kind in the terms."""
