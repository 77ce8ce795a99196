"""The lines of a terms file that name a method or a step, and its parameters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from analyysi.agreement.values import Frozen
from analyysi.allocation.method import Parts, Variant
from analyysi.allocation.methods import in_parts
from analyysi.drafting.layout import inline_text, quoted
from analyysi.money import decimals_needed, round_half_up

_RATIO = re.compile(r"[0-9]+/[0-9]+")


def method_lines(parts: Parts) -> str:
    """Return the lines that share the total in these parts, in whole per cents or as ratios (1/3).

    Examples
    --------
    >>> print(method_lines({None: Fraction(3, 10), "population": Fraction(7, 10)}))
    name = "mix"
    parameters = { equal = "0.30", keys = { population = "0.70" } }
    """
    method, parameters = in_parts(parts)
    name = f"name = {quoted(method.name)}"
    settings = _plain({name: getattr(parameters, name) for name in type(parameters).model_fields})
    return f"{name}\nparameters = {inline_text(settings)}" if settings else name


def variant_lines(variant: Variant) -> str:
    """Return the lines that name a way of sharing, whatever it is made of."""
    if variant.parts is not None:
        return method_lines(variant.parts)
    return named_lines(variant.method.name, variant.parameters)


def named_lines(name: str, parameters: Frozen) -> str:
    """Return the lines of a method or a step with its parameters; what is at its default goes
    without saying.

    Examples
    --------
    >>> from analyysi.allocation.steps.step_table import STEPS
    >>> step = STEPS["off_the_top"]
    >>> print(named_lines(step.name, step.parameters(payer="091", share="1/40")))
    name = "off_the_top"
    parameters = { payer = "091", share = "0.025" }
    """
    line = f"name = {quoted(name)}"
    settings = plain_parameters(parameters)
    return f"{line}\nparameters = {inline_text(settings)}" if settings else line


def plain_parameters(parameters: Frozen) -> dict[str, Any]:
    """Return parameters as terms write them: a ratio as a decimal where it is one."""
    dumped = parameters.model_dump(mode="json", exclude_defaults=True, exclude_none=True)
    return {name: _in_decimals(setting) for name, setting in dumped.items()}


def _in_decimals(setting: Any) -> Any:
    """Write ratios within plain data ("1/40") as decimals ("0.025"), where they end."""
    if isinstance(setting, Mapping):
        return {name: _in_decimals(inner) for name, inner in setting.items()}
    if isinstance(setting, list):
        return [_in_decimals(inner) for inner in setting]
    if not isinstance(setting, str) or _RATIO.fullmatch(setting) is None:
        return setting
    decimals = decimals_needed(Fraction(setting))
    return setting if decimals is None else str(round_half_up(Fraction(setting), decimals))


def _plain(setting: Any) -> Any:
    """Return parameters as plain data; what is zero or empty goes without saying."""
    if isinstance(setting, Mapping):
        return {name: _plain(inner) for name, inner in setting.items() if inner}
    if isinstance(setting, Fraction):
        per_cent = setting * 100
        return str(Decimal(int(per_cent)).scaleb(-2)) if per_cent.denominator == 1 else str(setting)
    return setting
