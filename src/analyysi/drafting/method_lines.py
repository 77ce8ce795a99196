"""The lines of a terms file that name a method and its parameters."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from analyysi.allocation.method import Parts
from analyysi.allocation.methods import in_parts
from analyysi.drafting.layout import inline_text, quoted


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


def _plain(setting: Any) -> Any:
    """Return parameters as plain data; what is zero or empty goes without saying."""
    if isinstance(setting, Mapping):
        return {name: _plain(inner) for name, inner in setting.items() if inner}
    if isinstance(setting, Fraction):
        per_cent = setting * 100
        return str(Decimal(int(per_cent)).scaleb(-2)) if per_cent.denominator == 1 else str(setting)
    return setting
