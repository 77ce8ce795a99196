"""What agreements do to a figure before they share by it: a base, a minimum, a maximum, size
classes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from fractions import Fraction

from analyysi.agreement.key import Classes, Maximum, Minimum, Plus, Transformation


def transformed(
    weights: Mapping[str, Fraction], steps: Sequence[Transformation]
) -> dict[str, Fraction]:
    """Change every payer's figure by the steps, in order. Exact.

    >>> people = {"697": Fraction(1210), "765": Fraction(10348)}
    >>> transformed(people, [Minimum(kind="minimum", value="2000")])
    {'697': Fraction(2000, 1), '765': Fraction(10348, 1)}
    >>> sizes = Classes(kind="classes", limits=("2000", "8000"), weights=("1", "2", "3"))
    >>> transformed(people, [sizes])
    {'697': Fraction(1, 1), '765': Fraction(3, 1)}
    """
    changed = dict(weights)
    for step in steps:
        changed = {code: _after(weight, step) for code, weight in changed.items()}
    return changed


def _after(weight: Fraction, step: Transformation) -> Fraction:
    match step:
        case Plus():
            return weight + step.value
        case Minimum():
            return max(weight, step.value)
        case Maximum():
            return min(weight, step.value)
        case Classes():
            # A figure that equals a limit is above it: "2000 inhabitants or more".
            return step.weights[bisect_right(step.limits, weight)]
