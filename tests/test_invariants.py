"""What holds of every method, with every step and every rounding rule, whatever the figures.

The cases draw from few distinct weights, so that ties do happen. A new row needs a strategy here and nothing else.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, event, given
from hypothesis import strategies as st

from analyysi.agreement.values import Frozen
from analyysi.allocation.methods import METHODS, ByKey, FixedShares, Mix, NoParameters
from analyysi.allocation.problem import ExactSplit, Problem
from analyysi.allocation.rounding import ROUNDING_RULES
from analyysi.allocation.steps import STEPS, OffTheTop, OutsideBase, with_steps
from analyysi.errors import AllocationError

CODES = ("005", "020", "091", "105", "578", "kainuun-liitto")
KEYS = ("people", "revenue")
WEIGHTS = st.sampled_from([Fraction(n) for n in (0, 1, 1, 2, 3)] + [Fraction(1, 3)])
UNITS = (1, 100)


def _mixes(payers: tuple[str, ...]) -> st.SearchStrategy[Mix]:
    parts = st.lists(st.integers(0, 3), min_size=3, max_size=3).filter(lambda p: sum(1 for n in p if n) > 1)

    def made(numbers: list[int]) -> Mix:
        equal, *others = (Fraction(n, sum(numbers)) for n in numbers)
        return Mix(equal=equal, keys=dict(zip(KEYS, others, strict=True)))

    return parts.map(made)


def _fixed(payers: tuple[str, ...]) -> st.SearchStrategy[FixedShares]:
    parts = st.lists(st.integers(0, 3), min_size=len(payers), max_size=len(payers)).filter(any)
    return parts.map(
        lambda p: FixedShares(shares={code: Fraction(n, sum(p)) for code, n in zip(payers, p, strict=True)})
    )


PARAMETERS: dict[str, Callable[[tuple[str, ...]], st.SearchStrategy[Any]]] = {
    "equal": lambda payers: st.just(NoParameters()),
    "proportional": lambda payers: st.sampled_from(KEYS).map(lambda key: ByKey(key=key)),
    "mix": _mixes,
    "fixed": _fixed,
}
"""Method name to a strategy for its parameters, given the payers that the method will see."""


def _tops(problem: Problem) -> st.SearchStrategy[OffTheTop]:
    payers = [*problem.payers, "organiser"] if len(problem.payers) > 1 else ["organiser"]
    shares = st.sampled_from([Fraction(0), Fraction(1, 10), Fraction(1, 3), Fraction(1)])
    by_share = st.builds(lambda payer, share: OffTheTop(payer=payer, share=share), st.sampled_from(payers), shares)
    whole_euros = st.integers(0, int(problem.total) // 100).map(str)
    by_amount = st.builds(
        lambda payer, amount: OffTheTop(payer=payer, amount=amount), st.sampled_from(payers), whole_euros
    )
    return st.one_of(by_share, by_amount)


def _outside(problem: Problem) -> st.SearchStrategy[OutsideBase]:
    most = len(problem.payers) - 1
    return st.lists(st.sampled_from(problem.payers), min_size=1, max_size=most, unique=True).map(
        lambda payers: OutsideBase(payers=tuple(payers))
    )


STEP_PARAMETERS: dict[str, Callable[[Problem], st.SearchStrategy[Any]]] = {
    "off_the_top": _tops,
    "outside_base": _outside,
}
"""Step name to a strategy for its parameters, given the problem it stands around."""

ROWS = [
    pytest.param(method, step, rule, id=f"{method}-{step or 'no_step'}-{rule}")
    for method in METHODS
    for step in (None, *STEPS)
    for rule in ROUNDING_RULES
]
every_row = pytest.mark.parametrize(("method", "step", "rule"), ROWS)


@dataclass(frozen=True)
class Drawn:
    problem: Problem
    method: str
    parameters: Frozen
    steps: tuple[Any, ...]
    rule: str
    unit: int

    def exact(self, problem: Problem | None = None) -> ExactSplit:
        function = METHODS[self.method].function
        return with_steps(lambda inner: function(inner, self.parameters), self.steps)(problem or self.problem)

    def cents(self, problem: Problem | None = None) -> dict[str, int]:
        return dict(ROUNDING_RULES[self.rule].function(self.exact(problem).amounts, self.unit).cents)


def _draw(data: st.DataObject, method: str, step: str | None, rule: str) -> Drawn:
    unit = data.draw(st.sampled_from(UNITS), "unit")
    payers = tuple(data.draw(st.lists(st.sampled_from(CODES), min_size=1 if step is None else 2, unique=True)))
    total = Fraction(data.draw(st.integers(0, 20_000)) * unit)
    keys = {key: {code: data.draw(WEIGHTS) for code in payers} for key in KEYS}
    problem = Problem(total, payers, keys)
    steps: tuple[Any, ...] = ()
    if step is not None:
        steps = ((STEPS[step], data.draw(STEP_PARAMETERS[step](problem), "step")),)
    inside = _seen_inside(problem, steps)
    for key in KEYS:
        assume(any(inside.keys[key][code] for code in inside.payers))
    return Drawn(problem, method, data.draw(PARAMETERS[method](inside.payers), "parameters"), steps, rule, unit)


def _seen_inside(problem: Problem, steps: tuple[Any, ...]) -> Problem:
    seen: list[Problem] = []

    def method(inner: Problem) -> ExactSplit:
        seen.append(inner)
        return ExactSplit({code: inner.total / len(inner.payers) for code in inner.payers})

    with_steps(method, steps)(problem)
    return seen[0]


def test_every_row_has_a_strategy() -> None:
    assert set(PARAMETERS) == set(METHODS), "write a strategy for the new method's parameters"
    assert set(STEP_PARAMETERS) == set(STEPS), "write a strategy for the new step's parameters"


@every_row
@given(data=st.data())
def test_exact_shares_sum_to_the_total(data: st.DataObject, method: str, step: str | None, rule: str) -> None:
    drawn = _draw(data, method, step, rule)
    assert sum(drawn.exact().amounts.values()) == drawn.problem.total


@every_row
@given(data=st.data())
def test_whole_cents_sum_to_the_total(data: st.DataObject, method: str, step: str | None, rule: str) -> None:
    drawn = _draw(data, method, step, rule)
    cents = drawn.cents()
    event(f"tied: {bool(ROUNDING_RULES[rule].function(drawn.exact().amounts, drawn.unit).tied)}")
    assert sum(cents.values()) == drawn.problem.total
    assert all(type(amount) is int and amount % drawn.unit == 0 for amount in cents.values())
    assert set(cents) >= set(drawn.problem.payers)


@every_row
@given(data=st.data())
def test_order_of_payers_has_no_effect(data: st.DataObject, method: str, step: str | None, rule: str) -> None:
    drawn = _draw(data, method, step, rule)
    order = tuple(data.draw(st.permutations(drawn.problem.payers), "order"))
    keys = {key: {code: weights[code] for code in order} for key, weights in reversed(drawn.problem.keys.items())}
    other = Problem(drawn.problem.total, order, keys)
    assert dict(drawn.exact(other).amounts) == dict(drawn.exact().amounts)
    assert drawn.cents(other) == drawn.cents()


@every_row
@given(data=st.data())
def test_scale_of_keys_has_no_effect(data: st.DataObject, method: str, step: str | None, rule: str) -> None:
    drawn = _draw(data, method, step, rule)
    factor = data.draw(st.sampled_from([Fraction(1, 7), Fraction(1000), Fraction(3)]), "factor")
    scaled = {key: {code: w * factor for code, w in weights.items()} for key, weights in drawn.problem.keys.items()}
    other = replace(drawn.problem, keys=scaled)
    assert dict(drawn.exact(other).amounts) == dict(drawn.exact().amounts)
    assert drawn.cents(other) == drawn.cents()


@every_row
@given(data=st.data())
def test_no_share_is_negative(data: st.DataObject, method: str, step: str | None, rule: str) -> None:
    drawn = _draw(data, method, step, rule)
    assert min(drawn.exact().amounts.values()) >= 0
    assert min(drawn.cents().values()) >= 0


@every_row
@given(data=st.data())
def test_rounded_share_is_within_one_unit(data: st.DataObject, method: str, step: str | None, rule: str) -> None:
    drawn = _draw(data, method, step, rule)
    cents = drawn.cents()
    for code, exact in drawn.exact().amounts.items():
        assert abs(cents[code] - exact) < drawn.unit


PER_KEY = {"proportional": ByKey(key="people"), "mix": Mix(equal="1/2", keys={"people": "1/2"})}
"""The methods that use a key, with parameters that do."""


@pytest.mark.parametrize("name", PER_KEY)
@pytest.mark.parametrize(
    ("weights", "words"),
    [
        ({"005": 0, "020": 0}, "zero for every payer"),
        ({"005": 1}, "no weight for 020"),
        ({"005": 2, "020": -1}, "negative for 020"),
        (None, "no allocation key 'people'"),
    ],
)
def test_weights_that_define_no_share_are_refused(name: str, weights: dict[str, int] | None, words: str) -> None:
    keys = {} if weights is None else {"people": {code: Fraction(n) for code, n in weights.items()}}
    with pytest.raises(AllocationError, match=words):
        METHODS[name].function(Problem(Fraction(100), ("005", "020"), keys), PER_KEY[name])


def test_every_method_that_uses_a_key_is_tried_without_one() -> None:
    takes_keys = {name for name, row in METHODS.items() if {"key", "keys"} & set(row.parameters.model_fields)}
    assert takes_keys == set(PER_KEY)
