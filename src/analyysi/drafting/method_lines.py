"""The lines of a terms file that name a method and its parameters."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from analyysi.allocation.method import Parts
from analyysi.allocation.methods import in_parts
from analyysi.drafting.layout import quoted


def method_lines(parts: Parts) -> list[str]:
    """Return the lines that share the total in these parts, each in whole per cents.

    Examples
    --------
    >>> method_lines({None: Fraction(3, 10), "population": Fraction(7, 10)})
    ['name = "mix"', 'parameters = { equal = "0.30", keys = { population = "0.70" } }']
    """
    method, parameters = in_parts(parts)
    settings = _in_line(dict(parameters))
    name = f"name = {quoted(method.name)}"
    return [name, f"parameters = {settings}"] if settings else [name]


def _in_line(settings: Mapping[str, Any]) -> str:
    """Write parameters as a table in one line; what is zero or empty goes without saying."""
    written = [f"{name} = {_written(setting)}" for name, setting in settings.items() if setting]
    return f"{{ {', '.join(written)} }}" if written else ""


def _written(setting: Any) -> str:
    if isinstance(setting, Mapping):
        return _in_line(setting)
    if isinstance(setting, Fraction):
        return quoted(str(Decimal(int(setting * 100)).scaleb(-2)))
    return quoted(setting)
