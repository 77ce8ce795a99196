"""Splits worked by hand or taken from the literature, and what the methods do not promise."""

from fractions import Fraction

import pytest

from analyysi.agreement.values import Frozen
from analyysi.allocation.methods import METHODS, ByKey, FixedShares, Mix, NoParameters
from analyysi.allocation.problem import ExactSplit, Problem
from analyysi.allocation.steps.step_table import STEPS, OffTheTop, OutsideBase, with_steps
from analyysi.allocation.whole_units.rounding import largest_remainder
from analyysi.errors import AllocationError

CODES = ("020", "091", "105")
PEOPLE = {"020": Fraction(1), "091": Fraction(2), "105": Fraction(3)}


def problem(total: int, weights: dict[str, Fraction] | None = None) -> Problem:
    return Problem(Fraction(total), CODES, {"people": weights or PEOPLE})


def split(name: str, parameters: Frozen, total: int, *steps: tuple[str, Frozen]) -> ExactSplit:
    rows = [(STEPS[step], values) for step, values in steps]
    return with_steps(lambda inner: METHODS[name].function(inner, parameters), rows)(problem(total))


BY_PEOPLE = ByKey(key="people")


def test_equal() -> None:
    # 100 / 3 = 33 1/3 each; the one cent left over goes to the lowest code, since all remainders
    # are equal.
    exact = split("equal", NoParameters(), 100)
    assert set(exact.amounts.values()) == {Fraction(100, 3)}
    rounded = largest_remainder(exact.amounts)
    assert rounded.cents == {"020": 34, "091": 33, "105": 33}
    assert rounded.rounded_up == ("020",)
    assert rounded.tied == CODES


def test_proportional() -> None:
    # 600 by 1 : 2 : 3.
    assert split("proportional", BY_PEOPLE, 600).amounts == {"020": 100, "091": 200, "105": 300}


def test_mix_30_70() -> None:
    # 30 % of 600 is 180, 60 each; 70 % is 420, by 1 : 2 : 3 it is 70, 140, 210.
    exact = split("mix", Mix(equal="0.30", keys={"people": "0.70"}), 600)
    assert exact.amounts == {"020": 130, "091": 200, "105": 270}


def test_fixed() -> None:
    shares = FixedShares(shares={"020": "1/2", "091": "0.3", "105": "0.2"})
    assert split("fixed", shares, 1000).amounts == {"020": 500, "091": 300, "105": 200}


def test_fixed_shares_cannot_be_stretched() -> None:
    with pytest.raises(
        AllocationError, match="no share for 105; a share for 578, which does not pay"
    ):
        split("fixed", FixedShares(shares={"020": "0.5", "091": "0.3", "578": "0.2"}), 1000)


def test_off_the_top_by_share_and_by_amount() -> None:
    # A fifth of 750 is 150; 600 are left, by 1 : 2 : 3. The organiser does not pay by the key.
    wanted = {"020": 100, "091": 200, "105": 300, "liitto": 150}
    by_share = split(
        "proportional", BY_PEOPLE, 750, ("off_the_top", OffTheTop(payer="liitto", share="0.20"))
    )
    by_amount = split(
        "proportional", BY_PEOPLE, 750, ("off_the_top", OffTheTop(payer="liitto", amount="1.50"))
    )
    assert by_share.amounts == by_amount.amounts == wanted


def test_off_the_top_by_a_payer() -> None:
    # 105 takes half of 600; the rest, 300, goes 1 : 2 between the two others.
    exact = split(
        "proportional", BY_PEOPLE, 600, ("off_the_top", OffTheTop(payer="105", share="1/2"))
    )
    assert exact.amounts == {"020": 100, "091": 200, "105": 300}
    exact = split(
        "proportional", BY_PEOPLE, 600, ("off_the_top", OffTheTop(payer="020", share="1/2"))
    )
    assert exact.amounts == {"020": 300, "091": 120, "105": 180}


def test_off_the_top_larger_than_the_sum() -> None:
    with pytest.raises(AllocationError, match="is larger than the sum to be shared"):
        split(
            "equal", NoParameters(), 100, ("off_the_top", OffTheTop(payer="liitto", amount="1.01"))
        )


def test_outside_the_base() -> None:
    # 105 is left out: 600 by 1 : 2.
    step = ("outside_base", OutsideBase(payers=("105",)))
    assert split("proportional", BY_PEOPLE, 600, step).amounts == {"020": 200, "091": 400, "105": 0}


def test_nobody_left() -> None:
    with pytest.raises(AllocationError, match="Every payer was set apart"):
        split("equal", NoParameters(), 600, ("outside_base", OutsideBase(payers=CODES)))
    with pytest.raises(
        AllocationError, match='"578" cannot be left outside the base: it is not a payer'
    ):
        split("equal", NoParameters(), 600, ("outside_base", OutsideBase(payers=("578",))))


def test_steps_are_listed_outermost_first() -> None:
    # The organiser's tenth of 1000 goes first; 105 then is outside the base of the 900 that are
    # left.
    top = ("off_the_top", OffTheTop(payer="liitto", share="0.1"))
    outside = ("outside_base", OutsideBase(payers=("105",)))
    wanted = {"020": 300, "091": 600, "105": 0, "liitto": 100}
    assert split("proportional", BY_PEOPLE, 1000, top, outside).amounts == wanted
    assert split("proportional", BY_PEOPLE, 1000, outside, top).amounts == wanted


def test_a_tie_is_told_only_where_it_decided() -> None:
    half = Fraction(1, 2)
    # 0.5 + 0.5 + 1: one unit is left, two remainders are equal, and the lower code gets it.
    tied = largest_remainder({"091": half, "020": half, "105": Fraction(1)})
    assert (tied.cents, tied.tied) == ({"091": 0, "020": 1, "105": 1}, ("020", "091"))
    # 1/4 + 1/4 + 1/2: the unit goes to 1/2; the equal quarters decide nothing.
    free = largest_remainder({"091": half / 2, "020": half / 2, "105": half})
    assert (free.cents, free.tied) == ({"091": 0, "020": 0, "105": 1}, ())
    # Nothing is left over.
    assert largest_remainder({"020": Fraction(1), "091": Fraction(1)}).tied == ()


def test_whole_euros() -> None:
    # 1000 by 1 : 2 : 3 in euros: quotas 1 2/3, 3 1/3, 5; the unit left over goes to the first.
    exact = split("proportional", BY_PEOPLE, 1000)
    assert largest_remainder(exact.amounts, 100).cents == {"020": 200, "091": 300, "105": 500}


@pytest.mark.parametrize(
    ("amounts", "unit", "words"),
    [
        ({"020": Fraction(1, 2)}, 1, "not a multiple of the rounding unit"),
        ({"020": Fraction(150)}, 100, "not a multiple of the rounding unit of 100 cents"),
        ({"020": Fraction(-1), "091": Fraction(1)}, 1, "The share of 020 is negative"),
        ({"020": Fraction(1)}, 0, "The rounding unit is 0 cents"),
    ],
)
def test_what_cannot_be_rounded(amounts: dict[str, Fraction], unit: int, words: str) -> None:
    with pytest.raises(AllocationError, match=words):
        largest_remainder(amounts, unit)


def test_not_promised_more_to_share_and_yet_less_to_pay() -> None:
    # The Alabama paradox (Balinski & Young 1982, Fair Representation): by weights 6 : 6 : 2, ten
    # units go 4, 4, 2 (quotas 4.286, 4.286, 1.429), but eleven go 5, 5, 1 (quotas 4.714, 4.714,
    # 1.571).
    weights = {"020": Fraction(6), "091": Fraction(6), "105": Fraction(2)}
    ten, eleven = (
        largest_remainder(
            METHODS["proportional"].function(problem(total, weights), BY_PEOPLE).amounts
        ).cents
        for total in (10, 11)
    )
    assert ten == {"020": 4, "091": 4, "105": 2}
    assert eleven == {"020": 5, "091": 5, "105": 1}
    assert eleven["105"] < ten["105"]


@pytest.mark.parametrize(
    ("total", "payers", "words"),
    [
        (-1, CODES, "zero or more was expected"),
        (1, (), "nobody"),
        (1, ("020", "020"), "listed twice"),
    ],
)
def test_a_problem_that_is_none(total: int, payers: tuple[str, ...], words: str) -> None:
    with pytest.raises(AllocationError, match=words):
        Problem(Fraction(total), payers)


@pytest.mark.parametrize(
    ("model", "values", "words"),
    [
        (Mix, {"equal": "0.3", "keys": {"people": "0.6"}}, "the weights sum to 0.9, not to 1"),
        (
            Mix,
            {"keys": dict.fromkeys("abc", "0.3333333")},
            "the weights sum to 0.9999999, not to 1",
        ),
        (Mix, {"equal": "1"}, "at least two parts"),
        (FixedShares, {"shares": {"020": "0.5"}}, "the shares sum to 0.5, not to 1"),
        (OffTheTop, {"payer": "020"}, "either share or amount"),
        (OffTheTop, {"payer": "020", "share": "0.1", "amount": "1"}, "either share or amount"),
        (OffTheTop, {"payer": "020", "amount": "-1"}, "zero or more"),
    ],
)
def test_parameters_that_will_not_do(
    model: type[Frozen], values: dict[str, object], words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        model.model_validate(values)
