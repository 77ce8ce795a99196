"""`@analyysi.method`: a function becomes a way of sharing, compared and reported like any other."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any, TypeVar

from analyysi.agreement.reading import validate
from analyysi.allocation.methods import METHODS, ByKey
from analyysi.comparison.case import Case
from analyysi.comparison.own.additions import Additions
from analyysi.comparison.own.own_case import with_own
from analyysi.comparison.own.own_rules import OwnMethod, from_function
from analyysi.errors import ParameterError

Rule = TypeVar("Rule", bound=Callable[[Any], object])

_defined: dict[str, OwnMethod] = {}
"""The rules defined in this process, by name: those of one notebook, which has a process to itself.
"""


def method(title: str, *, key: str = "") -> Callable[[Rule], Rule]:
    """Make a function a way of sharing of your own; every comparison made after it has it.

    With `key` the function gets the figures of that key, a pandas Series with the payers' names as
    its index, and returns a weight for each payer: the cost is shared in proportion to the weights.
    Without `key` it gets an `OwnProblem` with `total` (euros), `payers` (names) and `figures` (a
    DataFrame, payers × keys) and returns euros for each payer, which must sum to the total.

    What it returns is a Series or a dict by name or code. Whole numbers, `Fraction` and `Decimal`
    are taken exactly, floats with twelve significant digits, so that the last bits of a processor
    move no cent. The function must give the same whenever it is asked, and its answers are checked
    when a comparison is made: no payer missing, no number below zero or missing, not all zero.

    Running the cell again replaces the rule; so does another function with the same title.

    Parameters
    ----------
    title
        What the report calls it, in plain text; it stands as it is in a report of any language.
    key
        The name of a key of the terms or of your own.

    Returns
    -------
    A decorator that returns the function unchanged.

    Raises
    ------
    ParameterError
        If the title is empty, or the function's name is that of a method of the program.

    Examples
    --------
    >>> @method("Square root of population", key="population_2021")
    ... def square_root(population):
    ...     return population ** 0.5
    >>> forget_methods()
    """
    if not isinstance(title, str) or not title.strip():
        raise ParameterError(
            '@analyysi.method needs a title for the report: @analyysi.method("Neliöjuuri '
            'asukasluvusta", key="population_2021").'
        )
    if key:
        validate({"key": key}, ByKey, f"@analyysi.method('{title}')")

    def define(function: Rule) -> Rule:
        name = _name(function, title)
        for known in [known.name for known in _defined.values() if known.title == title.strip()]:
            del _defined[known]
        compute = from_function(function, title.strip())
        _defined[name] = OwnMethod(name, title.strip(), key or None, compute)
        return function

    return define


def forget_methods() -> None:
    """Forget every rule that `method` has defined; comparisons made already keep theirs.

    >>> forget_methods()
    """
    _defined.clear()


def defined_rules() -> Additions:
    """Return the rules that `method` has defined, for a case that may choose one of them."""
    return Additions().with_methods(_defined)


def with_defined_rules(case: Case) -> Case:
    """Return a case with every rule that `method` has defined, beside those that it has.

    Raises
    ------
    ParameterError
        As `with_own` does.
    """
    return with_own(case, case.additions.with_methods(_defined)) if _defined else case


def _name(function: Callable[[Any], object], title: str) -> str:
    """Return a function's name in the letters that terms and file names have."""
    written = getattr(function, "__name__", "")
    decomposed = unicodedata.normalize("NFKD", written.lower())
    name = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise ParameterError(
            "@analyysi.method('{title}'): the function's name '{name}' cannot "
            "name a way of sharing. Define it with def and letters from a to z, such "
            "as def square_root(figures).",
            title=title,
            name=written,
        )
    if name in METHODS:
        raise ParameterError(
            "@analyysi.method('{title}'): '{name}' is a method of the program "
            "already. Give the function another name.",
            title=title,
            name=name,
        )
    return name
