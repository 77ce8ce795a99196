"""Problems and steps around a method that several tests use."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from analyysi.agreement.values import Frozen
from analyysi.allocation.methods import METHODS, ByKey, NoParameters
from analyysi.allocation.problem import ExactSplit, Problem
from analyysi.allocation.steps.bounds import (
    Cap,
    Floor,
    FloorAndCap,
)
from analyysi.allocation.steps.step_table import STEPS, with_steps
from analyysi.errors import AllocationError

ROWS = STEPS


PEOPLE = {"020": Fraction(1), "091": Fraction(2), "105": Fraction(3)}


BY_PEOPLE = ByKey(key="people")

StepOfTerms = tuple[str, Frozen]


def problem(cents: int, weights: Mapping[str, Fraction] = PEOPLE) -> Problem:
    return Problem(Fraction(cents), tuple(weights), {"people": weights})


def split(
    cents: int,
    *steps: StepOfTerms,
    weights: Mapping[str, Fraction] = PEOPLE,
    method: str = "proportional",
) -> ExactSplit:
    parameters: Frozen = BY_PEOPLE if method == "proportional" else NoParameters()
    rows = [(ROWS[name], values) for name, values in steps]
    return with_steps(lambda inner: METHODS[method].function(inner, parameters), rows)(
        problem(cents, weights)
    )


def shares(cents: int, *steps: StepOfTerms, **more: Any) -> dict[str, Fraction]:
    return dict(split(cents, *steps, **more).amounts)


CODES = ("005", "020", "091", "105", "578")


WEIGHTS = st.dictionaries(
    st.sampled_from(CODES),
    st.sampled_from([Fraction(n) for n in (1, 1, 2, 3, 8)]),
    min_size=1,
    max_size=5,
)


TOTALS = st.integers(0, 400)


BOUNDS = st.dictionaries(st.sampled_from(CODES), st.integers(0, 150), max_size=4)


def euros(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"


def bounded(
    cents: int, weights: Mapping[str, Fraction], low: Mapping[str, int], high: Mapping[str, int]
) -> dict[str, Fraction] | None:
    steps: list[StepOfTerms] = []
    least = Floor(amount="0", amounts={code: euros(bound) for code, bound in low.items()})
    most = Cap(amount="9999", amounts={code: euros(bound) for code, bound in high.items()})
    steps.append(("floor_and_cap", FloorAndCap(floor=least, cap=most)))
    try:
        return shares(cents, *steps, weights=weights)
    except AllocationError:
        return None


def _only(weights: Mapping[str, Fraction], bounds: Mapping[str, int]) -> dict[str, int]:
    return {code: bound for code, bound in bounds.items() if code in weights}
