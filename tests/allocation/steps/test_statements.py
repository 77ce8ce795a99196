"""What sentences of steps state: that every step with an amount or a part states something."""

from fractions import Fraction

import pytest

from analyysi.allocation.steps.bounds import Floor
from analyysi.allocation.steps.statements import Statement, states_nothing, untrue
from analyysi.allocation.steps.step_table import STEPS, OffTheTop
from analyysi.allocation.steps.true_rules import watched
from analyysi.desk.fields import Chosen, Kind, Nested, PerName, Series, Shape, fields_of
from support.steps import BY_PEOPLE, METHODS, problem

NUMBERS = (Kind.AMOUNT, Kind.SHARE, Kind.KEY)
"""What a sentence says a number of: what a key has is one too."""


def has_a_number(shape: Shape) -> bool:
    if isinstance(shape, Nested):
        return any(has_a_number(field.shape) for field in shape.fields)
    if isinstance(shape, PerName | Series):
        return shape.kind in NUMBERS
    return not isinstance(shape, Chosen) and getattr(shape, "kind", None) in NUMBERS


@pytest.mark.parametrize("name", STEPS)
def test_every_step_with_an_amount_or_a_part_has_statements(name: str) -> None:
    row = STEPS[name]
    numbers = any(has_a_number(field.shape) for field in fields_of(row.parameters))
    assert numbers == (row.statements is not states_nothing)


@pytest.mark.parametrize(
    ("relation", "amount", "unit", "holds"),
    [
        ("=", 600, 0, True),
        ("=", 601, 0, False),
        ("=", 601, 2, True),
        ("=", 602, 2, False),
        (">=", 700, 0, True),
        (">=", 599, 0, False),
        (">=", 599, 100, True),
        (">=", 500, 100, False),
        ("<=", 500, 0, True),
        ("<=", 601, 0, False),
        ("<=", 699, 100, True),
        ("<=", 700, 100, False),
    ],
)
def test_a_statement_holds_or_not(relation: str, amount: int, unit: int, holds: bool) -> None:
    statement = Statement("005", relation, Fraction(600))  # type: ignore[arg-type]
    assert statement.holds(amount, unit) is holds
    assert untrue([statement], {"005": amount}, unit) == (() if holds else (statement,))


def test_where_steps_stood() -> None:
    # Of 600 euros by 1 : 2 : 3 a floor of 150 holds the first; a tenth of the 450 left is 45.
    floor, top = Floor(amount="150"), OffTheTop(payer="liitto", share="0.1")
    steps = [(STEPS["floor"], floor), (STEPS["off_the_top"], top)]
    nest = watched(
        lambda left: METHODS["proportional"].function(left, BY_PEOPLE), steps, problem(600_00)
    )
    split, (outer, inner) = nest.split, nest.standings
    assert split.amounts == {
        "020": 150_00,
        "091": 162_00,
        "105": 243_00,
        "liitto": 45_00,
    }
    assert outer.first == outer.last
    assert (inner.first.problem.total, inner.last.problem.total) == (600_00, 450_00)
    assert inner.payers == ("020", "091", "105", "liitto")
    assert all(inner.concerns(code) for code in inner.payers)
    assert not inner.concerns("999")
    (statement,) = STEPS["off_the_top"].statements(top, inner)
    assert statement == Statement("liitto", "=", Fraction(60_00))
    assert untrue([statement], split.amounts) == (statement,)
