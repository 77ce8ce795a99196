"""Which splits can be tried with other payers: those whose weights keep their proportion."""

from fractions import Fraction
from typing import Any

import pytest

from analyysi.allocation.agreed_weights import AgreedWeights
from analyysi.allocation.method import NoParameters
from analyysi.allocation.methods import METHODS
from analyysi.allocation.pools import Pools
from analyysi.comparison.case import Variant
from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.comparison.own.live_weights import is_live, live_splits, weights_of
from support.own_rules import half_on_paltamo, square_root, with_rule


@pytest.mark.slow
@pytest.mark.parametrize(
    ("function", "key", "live"),
    [
        (square_root, "population_2021", True),
        (lambda figures: figures**0.3 / (figures**0.3).sum(), "population_2021", True),
        # Ranks and a part of the mean move against each other when somebody leaves.
        (lambda figures: figures.rank(), "population_2021", False),
        (lambda figures: figures + figures.mean(), "population_2021", False),
        (half_on_paltamo, None, False),
    ],
)
def test_weights_that_depend_on_others_are_not_live(
    kainuu_2023: Comparison, function: Any, key: str | None, live: bool
) -> None:
    comparison = compare_methods(with_rule(kainuu_2023.case, function, key=key))
    split = comparison.splits[1]
    assert is_live(comparison.case, split.variant) is live
    assert list(live_splits(comparison)) == ([split.id] if live else [])


def test_what_is_made_of_keys_has_no_weights_of_its_own(kainuu_2023: Comparison) -> None:
    case = kainuu_2023.case
    assert not live_splits(kainuu_2023)
    equal = Variant(METHODS["equal"], NoParameters())
    assert weights_of(equal, case.problem) is None


def test_weights_are_those_of_the_rule(kainuu_2023: Comparison) -> None:
    case = with_rule(kainuu_2023.case)
    weights = weights_of(case.own_variants[0], case.problem)
    assert weights is not None
    assert weights["578"] == Fraction("56.4180822077")


def test_a_rule_that_stops_has_no_weights(kainuu_2023: Comparison) -> None:
    case = with_rule(kainuu_2023.case, lambda figures: figures * 0)
    assert weights_of(case.own_variants[0], case.problem) is None
    assert not is_live(case, case.own_variants[0])


def test_agreed_weights_are_live_and_pools_of_some_payers_are_not(
    kainuu_2027: Comparison,
) -> None:
    case = kainuu_2027.case
    codes = case.problem.payers
    weights = AgreedWeights(weights={code: str(place + 1) for place, code in enumerate(codes)})
    assert is_live(case, Variant(METHODS["agreed_weights"], weights))
    fire = {"label": {"fi": "palo"}, "share": "0.6", "keys": {"population_2025": "1"}}
    rest = {"label": {"fi": "hoito"}, "equal": "1"}
    shared_by_all = Variant(METHODS["pools"], Pools(pools=(fire, rest)))
    assert shared_by_all.parts == {"population_2025": Fraction(3, 5), None: Fraction(2, 5)}
    by_some = Variant(METHODS["pools"], Pools(pools=(fire, {**rest, "payers": codes[:2]})))
    assert by_some.parts is None
    assert not is_live(case, by_some)
