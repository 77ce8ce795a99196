"""A band around the average, and a floor that keeps the quotas of all."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import event, given
from hypothesis import strategies as st
from pydantic import ValidationError

from analyysi.agreement.values import Frozen
from analyysi.allocation.methods import METHODS, FixedShares, Mix
from analyysi.allocation.problem import ExactSplit, Problem
from analyysi.allocation.steps.band import BALANCING, Band, QuotaFloor
from analyysi.allocation.steps.bounds import Floor
from analyysi.allocation.steps.step_table import STEPS, with_steps
from analyysi.errors import AllocationError
from support.steps import BY_PEOPLE, CODES, PEOPLE, euros

HEADS = dict.fromkeys(PEOPLE, Fraction(1))
BY = Problem(Fraction(600_00), tuple(PEOPLE), {"people": PEOPLE, "heads": HEADS})


def split(
    name: str,
    problem: Problem = BY,
    method: tuple[str, Frozen] = ("proportional", BY_PEOPLE),
    **parameters: Any,
) -> ExactSplit:
    step = (STEPS[name], STEPS[name].parameters(**parameters))
    function, chosen = METHODS[method[0]].function, method[1]
    return with_steps(lambda inner: function(inner, chosen), [step])(problem)


def test_those_outside_the_band_are_brought_to_its_edges() -> None:
    # 100, 200 and 300 around an average of 200: a quarter of it is 50.
    made = split("band", key="heads", below="0.25", above="0.25")
    assert made.amounts == {"020": 150_00, "091": 200_00, "105": 250_00}
    payments = made.working[-1]
    assert payments.unit == BALANCING
    assert payments.of_payer == {"020": 50_00, "091": 0, "105": -50_00}


def test_a_band_may_have_one_edge() -> None:
    # Nobody above 220: of the 380 left 1 : 2 the second would pay 253, so it is held there too.
    above = split("band", key="heads", above="0.1")
    assert above.amounts == {"020": 160_00, "091": 220_00, "105": 220_00}
    below = split("band", key="heads", below="0.1")
    assert below.amounts["020"] == 180_00
    with pytest.raises(ValidationError, match="give below, above or both"):
        Band(key="heads")


def test_a_band_of_nothing_is_the_average() -> None:
    assert set(split("band", key="heads", below="0", above="0").amounts.values()) == {200_00}


def test_a_band_needs_the_figures_of_all() -> None:
    with pytest.raises(AllocationError, match="no allocation key 'head'"):
        split("band", key="head", above="1")


@given(
    weights=st.lists(st.integers(1, 9), min_size=2, max_size=5),
    heads=st.lists(st.integers(1, 9), min_size=5, max_size=5),
    total=st.integers(1, 5000),
    low=st.sampled_from(["0", "1/10", "1/2"]),
    high=st.sampled_from(["0", "1/10", "1"]),
)
def test_the_band_is_kept_and_payments_balance(
    weights: list[int], heads: list[int], total: int, low: str, high: str
) -> None:
    codes = CODES[: len(weights)]
    people = {code: Fraction(n) for code, n in zip(codes, weights, strict=True)}
    counted = {code: Fraction(n) for code, n in zip(codes, heads, strict=False)}
    by = Problem(Fraction(total), codes, {"people": people, "heads": counted})
    made = split("band", by, key="heads", below=low, above=high)
    average = Fraction(total, int(sum(counted.values())))
    assert sum(made.amounts.values()) == total
    assert sum(made.working[-1].of_payer.values()) == 0
    for code in codes:
        of_one = made.amounts[code] / counted[code]
        assert average * (1 - Fraction(low)) <= of_one <= average * (1 + Fraction(high))


def test_everybody_counts_and_the_others_are_lowered_alike() -> None:
    made = split("quota_floor", amount="150").amounts
    assert made == {"020": 150_00, "091": 180_00, "105": 270_00}
    # By 30 % equally and 70 % by people it is 130, 200 and 270; the two floors then differ.
    mix = ("mix", Mix(equal="0.3", keys={"people": "0.7"}))
    kept = split("quota_floor", method=mix, amount="150").amounts
    assert kept["091"] / kept["105"] == Fraction(200, 270)
    shared_again = split("floor", method=mix, amount="150").amounts
    assert shared_again == {"020": 150_00, "091": 193_50, "105": 256_50}


def test_it_stands_around_agreed_shares() -> None:
    agreed = ("fixed", FixedShares(shares={"020": "0.1", "091": "0.4", "105": "0.5"}))
    with pytest.raises(AllocationError, match="held at a bound, the rest could not be shared"):
        split("floor", method=agreed, amount="105")
    made = split("quota_floor", method=agreed, amount="105").amounts
    assert made == {"020": 105_00, "091": 220_00, "105": 275_00}


def test_floors_that_exceed_the_total_are_refused() -> None:
    with pytest.raises(AllocationError, match=r"The floors cannot be kept: 020 201\.00 euros"):
        split("quota_floor", amount="201")
    assert set(split("quota_floor", amount="200").amounts.values()) == {200_00}
    with pytest.raises(AllocationError, match='The floor names "021", which is not a payer'):
        split("quota_floor", amounts={"021": "1"})


@given(
    quotas=st.lists(st.integers(0, 9), min_size=5, max_size=5).filter(any),
    floors=st.lists(st.integers(0, 60), min_size=5, max_size=5),
)
def test_each_pays_its_floor_or_its_quota_times_one_number(
    quotas: list[int], floors: list[int]
) -> None:
    shares = {code: Fraction(n, sum(quotas)) for code, n in zip(CODES, quotas, strict=True)}
    by = Problem(Fraction(200), CODES)
    least = {code: euros(n) for code, n in zip(CODES, floors, strict=True)}
    try:
        made = split(
            "quota_floor", by, ("fixed", FixedShares(shares=shares)), amounts=least
        ).amounts
    except AllocationError:
        event("refused")
        assert sum(floors) > 200
        return
    bounds = dict(zip(CODES, floors, strict=True))
    assert sum(made.values()) == 200
    above = [code for code in CODES if made[code] > bounds[code]]
    numbers = {made[code] / (200 * shares[code]) for code in above}
    assert len(numbers) <= 1
    for number in numbers:
        assert all(made[code] == max(bounds[code], number * 200 * shares[code]) for code in CODES)


def test_where_shares_are_in_proportion_both_floors_are_one() -> None:
    for amount in ("0", "110", "150", "199"):
        kept = split("quota_floor", amount=amount).amounts
        assert kept == split("floor", amount=amount).amounts


def test_what_a_board_reads() -> None:
    def texts(*parameters: Band | QuotaFloor) -> set[str]:
        return {
            STEPS["band" if isinstance(values, Band) else "quota_floor"].rule(values).text
            for values in parameters
        }

    bands = (Band(key="heads", below="0.1"), Band(key="heads", above="0.1"))
    assert len(texts(*bands, Band(key="heads", below="0.1", above="0.1"))) == 3
    floors = (QuotaFloor(amount="1"), QuotaFloor(amounts={"020": "1"}))
    assert len(texts(*floors, QuotaFloor(amount="1", amounts={"020": "1"}))) == 3
    plain = STEPS["floor"].rule(Floor(amount="1"))
    assert plain.text not in texts(*floors)
