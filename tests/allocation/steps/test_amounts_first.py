"""A sum each paid first, and credits: worked by hand, refused where they cannot be, invariants."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from analyysi.allocation.steps.amounts_first import Credit, SumEach
from analyysi.allocation.steps.bounds import Floor
from analyysi.errors import AllocationError
from analyysi.messages import Message, Money, PayerName
from support.steps import ROWS, StepOfTerms, euros, shares


def credit(**amounts: str) -> StepOfTerms:
    named = {code.strip("_"): amount for code, amount in amounts.items()}
    return ("credit", Credit(amounts=named, source="s"))


def test_each_pays_a_sum_first() -> None:
    # 3 x 60 of 600; of the 420 left 70, 140 and 210.
    assert shares(600_00, ("sum_each", SumEach(amount="60"))) == {
        "020": 130_00,
        "091": 200_00,
        "105": 270_00,
    }


def test_some_pay_a_sum_first() -> None:
    some = ("sum_each", SumEach(amounts={"020": "60"}))
    assert shares(600_00, some) == {"020": 150_00, "091": 180_00, "105": 270_00}
    but_one = ("sum_each", SumEach(amount="60", amounts={"020": "0"}))
    assert shares(600_00, but_one) == {"020": 80_00, "091": 220_00, "105": 300_00}


def test_the_sum_does_not_follow_the_total() -> None:
    step = ("sum_each", SumEach(amount="60"))
    equal = [shares(total, step)["020"] for total in (180_00, 186_00)]
    assert equal == [60_00, 61_00]


def test_sums_that_exceed_the_total_are_refused() -> None:
    with pytest.raises(
        AllocationError,
        match=r"The sums paid first come to 603\.00 euros, more than the sum to be shared, 600",
    ):
        shares(600_00, ("sum_each", SumEach(amount="201")))
    with pytest.raises(AllocationError, match='The sum paid first names "021", which is not'):
        shares(600_00, ("sum_each", SumEach(amounts={"021": "1"})))


@pytest.mark.parametrize("values", [{}, {"amount": "-1"}, {"amounts": {"020": "-1"}}])
def test_a_sum_each_says_how_much(values: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match=r"give amount for all|amounts must be zero or more"):
        SumEach(**values)


def test_a_credit_is_taken_off_the_own_share() -> None:
    # 630 by 1 : 2 : 3 is 105, 210 and 315; the first has paid 30 elsewhere.
    assert shares(600_00, credit(_020="30")) == {"020": 75_00, "091": 210_00, "105": 315_00}


def test_a_credit_is_borne_by_all_in_the_same_proportion() -> None:
    paid = {"020": 30_00, "091": 12_00, "105": 0}
    split = shares(600_00, credit(_020="30", _091="12"))
    with_credits = {code: split[code] + paid[code] for code in split}
    assert with_credits == shares(642_00)


def test_credits_that_cannot_be_given_are_refused() -> None:
    with pytest.raises(
        AllocationError,
        match=r"The credit of 020, 150\.00 euros, is larger than its share, 125\.00 euros",
    ):
        shares(600_00, credit(_020="150"))
    with pytest.raises(AllocationError, match='A credit is given to "021", which does not pay'):
        shares(600_00, credit(_021="1"))
    with pytest.raises(AllocationError, match="Leave it out, or put the step outside"):
        shares(600_00, ("floor", Floor(amount="150")), credit(_020="30"))
    with pytest.raises(ValidationError, match="amounts must be zero or more"):
        credit(_020="-1")


def test_what_a_board_reads() -> None:
    def rule(name: str, **parameters: object) -> Message:
        row = ROWS[name]
        return row.rule(row.parameters(**parameters))

    assert rule("sum_each", amount="60").values == {"amount": Money(60_00, 2)}
    some = rule("sum_each", amounts={"105": "9", "020": "5"})
    assert some.text.startswith("These first pay a sum each")
    pairs = some.values["amounts"].items  # type: ignore[union-attr]
    assert [pair.values["payer"] for pair in pairs] == [PayerName("020"), PayerName("105")]
    assert set(rule("sum_each", amount="60", amounts={"020": "5"}).values) == {"amount", "amounts"}
    assert (
        "taken off the payer's own share" in rule("credit", amounts={"020": "1"}, source="s").text
    )


@given(total=st.integers(300, 900), first=st.integers(0, 100), paid=st.integers(0, 50))
def test_all_is_shared_and_the_sum_each_is_paid(total: int, first: int, paid: int) -> None:
    each = shares(total, ("sum_each", SumEach(amount=euros(first))))
    assert sum(each.values()) == total
    assert min(each.values()) >= first
    credited = shares(total, credit(_105=euros(paid)))
    assert sum(credited.values()) == total
    assert credited["105"] == Fraction(total + paid, 2) - paid
