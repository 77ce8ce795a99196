"""Solutions of cost games as methods: what they need, and which are compared without being named."""

from __future__ import annotations

from fractions import Fraction

import pytest
from pydantic import ValidationError

from analyysi.allocation.cost_games.declared_games import (
    airport,
    from_table,
    stand_alone_and_joint,
)
from analyysi.allocation.cost_games.game_methods import GAME_METHODS, STANDARD_ERROR, Sample, Unions
from analyysi.allocation.cost_games.game_solutions import GAME_SOLUTIONS
from analyysi.allocation.method import Method, NoParameters, NotApplicable
from analyysi.allocation.problem import Problem
from analyysi.errors import AllocationError

PAYERS = ("020", "005", "091")
GAME = stand_alone_and_joint({"005": 600, "020": 500, "091": 400}, 900)
WITH_GAME = Problem(Fraction(900), PAYERS, {}, game=GAME)
WITHOUT = Problem(Fraction(900), PAYERS, {})
ROWS = {row.name: row for row in GAME_METHODS}
EACH = pytest.mark.parametrize("row", GAME_METHODS, ids=ROWS.keys())


def parameters_of(row: Method) -> NoParameters | Unions | Sample:
    if row.parameters is Unions:
        return Unions(unions=(("005", "020"), ("091",)))
    return Sample(draws=10) if row.parameters is Sample else NoParameters()


@EACH
def test_every_method_shares_the_total_among_the_payers_in_their_order(row: Method) -> None:
    amounts = row.function(WITH_GAME, parameters_of(row)).amounts
    assert tuple(amounts) == PAYERS
    assert sum(amounts.values()) == 900
    assert row.kind == "game"


@EACH
def test_without_declared_costs_no_cost_is_made_up(row: Method) -> None:
    with pytest.raises(AllocationError, match=rf"'{row.name}' needs what each payer would cost"):
        row.function(WITHOUT, parameters_of(row))
    assert isinstance(row.candidates(WITHOUT), NotApplicable)


@EACH
def test_costs_of_another_total_or_other_payers_are_refused(row: Method) -> None:
    for problem in (
        Problem(Fraction(901), PAYERS, {}, game=GAME),
        Problem(Fraction(900), PAYERS[:2], {}, game=GAME),
    ):
        with pytest.raises(AllocationError, match="Declare them for this sum and these payers"):
            row.function(problem, parameters_of(row))


def test_each_solution_is_compared_where_it_is_defined() -> None:
    for name in GAME_SOLUTIONS:
        assert ROWS[f"game_{name}"].candidates(WITH_GAME) == [NoParameters()]
    dear = from_table(("005", "020"), [(("005",), 1), (("020",), 1), (("005", "020"), 3)])
    problem = Problem(Fraction(3), ("005", "020"), {}, game=dear)
    undefined = ROWS["game_nucleolus"].candidates(problem)
    assert isinstance(undefined, NotApplicable)
    assert "not defined for the costs" in undefined.reason.text


def test_an_estimate_is_offered_only_where_the_exact_value_cannot_be() -> None:
    sampled = ROWS["game_shapley_sampled"]
    assert isinstance(sampled.candidates(WITH_GAME), NotApplicable)
    needs = {f"{number:03}": number + 1 for number in range(30)}
    exact = Problem(Fraction(30), tuple(needs), {}, game=airport(needs))
    assert isinstance(sampled.candidates(exact), NotApplicable)
    many = stand_alone_and_joint(needs, 300)
    assert sampled.candidates(Problem(Fraction(300), tuple(needs), {}, game=many)) == [Sample()]


def test_an_estimate_tells_its_standard_error() -> None:
    (errors,) = ROWS["game_shapley_sampled"].function(WITH_GAME, Sample(draws=10)).working
    assert errors.unit == STANDARD_ERROR
    assert set(errors.of_payer) == set(PAYERS)


def test_a_payer_is_in_one_union_only() -> None:
    with pytest.raises(ValidationError, match="005 stands in the unions more than once"):
        Unions(unions=(("005", "020"), ("005",)))


@pytest.mark.parametrize(
    ("unions", "named"),
    [((("005", "020"), ("091",)), True), ((("005",), ("020",), ("091",)), False)],
)
def test_the_rule_names_the_unions_of_more_than_one(
    unions: tuple[tuple[str, ...], ...], named: bool
) -> None:
    rule = ROWS["game_owen"].rule(Unions(unions=unions))
    assert ("groups" in rule.values) is named
