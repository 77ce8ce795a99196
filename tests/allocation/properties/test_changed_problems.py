"""A problem otherwise than it is: the same as changing a plain mapping of fractions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from functools import partial

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from analyysi.allocation.cost_games.declared_games import airport
from analyysi.allocation.cost_games.games import CostGame, TableOfCosts
from analyysi.allocation.cost_games.nucleolus import nucleolus
from analyysi.allocation.methods import METHODS, NoParameters
from analyysi.allocation.problem import Problem
from analyysi.allocation.properties.changed_problems import (
    backwards,
    in_other_units,
    over_one,
    with_equals,
    with_grown,
    with_merged,
    with_one_more,
)
from analyysi.allocation.properties.procedure import Procedure
from analyysi.allocation.properties.property_table import findings
from analyysi.allocation.whole_units.rounding import largest_remainder
from support.nucleolus_games import games

CODES = ("005", "020", "091", "105")
Figures = dict[str, Fraction]


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Draw figures of some payers; not every key has one of each."""
    figure = st.builds(Fraction, st.integers(0, 9), st.sampled_from([1, 1, 2, 3]))
    keys = {
        name: {code: draw(figure) for code in CODES if draw(st.integers(0, 9)) or code == CODES[0]}
        for name in ("people", "taxes")
    }
    claims = {"people": {code: known * 100 for code, known in keys["people"].items()}}
    return Problem(Fraction(1000), CODES, keys, claims)


def figures_of(problem: Problem) -> tuple[Mapping[str, Figures], Mapping[str, Figures]]:
    keys = {name: dict(key) for name, key in problem.keys.items()}
    return keys, {name: dict(claims) for name, claims in problem.claims.items()}


@pytest.mark.slow
@given(
    problem=problems(),
    one=st.sampled_from(CODES),
    other=st.sampled_from(CODES),
    more=st.integers(1, 9),
)
def test_changes_are_those_of_plain_fractions(
    problem: Problem, one: str, other: str, more: int
) -> None:
    factor = 1 + Fraction(1, more)
    before = figures_of(problem)

    def changed(change) -> tuple[Mapping[str, Figures], Mapping[str, Figures]]:
        keys, claims = figures_of(problem)
        return {n: change(key) for n, key in keys.items()}, {
            n: change(claim) for n, claim in claims.items()
        }

    def grown(figures: Figures) -> Figures:
        return {**figures, one: figures[one] * factor} if one in figures else figures

    def equal(figures: Figures) -> Figures:
        return {**figures, other: figures[one]} if one in figures else figures

    def merged(figures: Figures) -> Figures:
        left = {code: figure for code, figure in figures.items() if code != other}
        if one in figures and other in figures:
            left[one] = figures[one] + figures[other]
        return left

    for known in (problem, over_one(problem)):
        assert figures_of(known) == before
        assert figures_of(with_grown(known, one, factor)) == changed(grown)
        assert figures_of(with_equals(known, one, other)) == changed(equal)
        assert figures_of(backwards(known)) == before
        assert backwards(known).payers == CODES[::-1]
        keys, claims = figures_of(in_other_units(known))
        assert keys == {
            name: {c: f * 1000 for c, f in key.items()} for name, key in before[0].items()
        }
        assert claims == before[1]
        if one != other:
            assert figures_of(with_merged(known, one, other)) == changed(merged)
            assert with_merged(known, one, other).payers == tuple(
                code for code in CODES if code != other
            )
        keys, claims = figures_of(with_one_more(known, "people", one))
        if one not in before[0]["people"]:
            assert (keys, claims) == before
            continue
        figure = before[0]["people"][one]
        assert keys == {**before[0], "people": {**before[0]["people"], one: figure + 1}}
        claim = before[1]["people"][one]
        wanted = claim * (figure + 1) / figure if figure else claim
        assert claims == {"people": {**before[1]["people"], one: wanted}}


def test_what_is_kept_of_a_game_belongs_to_one_search() -> None:
    problem = Problem(
        Fraction(13), CODES[:3], game=airport(dict(zip(CODES[:3], (8, 11, 13), strict=True)))
    )
    assert problem.game is not None
    one, other = over_one(problem).game, over_one(problem).game
    assert one is not None
    assert other is not None
    assert nucleolus(replace(one, costs=TableOfCosts(1, tuple(one.numerators()))))
    assert one.kept
    assert not other.kept
    assert problem.game.kept is None


@pytest.mark.slow
@pytest.mark.parametrize("name", ["game_nucleolus", "game_per_capita_nucleolus"])
@settings(max_examples=15)
@given(made=games(3, 4))
def test_a_search_finds_the_same_with_nothing_kept(name: str, made: CostGame) -> None:
    assume(sum(made.stand_alone().values()) >= made.total > 0)

    def exact(problem: Problem, keeps: bool) -> Mapping[str, Fraction]:
        known = problem.game
        game = known if keeps or known is None else replace(known, kept=None)
        return METHODS[name].function(replace(problem, game=game), NoParameters()).amounts

    searches = [
        Procedure(partial(exact, keeps=keeps), lambda amounts: largest_remainder(amounts).cents)
        for keeps in (True, False)
    ]
    problem = Problem(made.total, made.players, game=made)
    kept, anew = [findings(problem, search) for search in searches]
    assert kept == anew
