"""Transitions worked out manually, and those that cannot be done."""

from fractions import Fraction

import pytest

from analyysi.allocation.steps.bounds import (
    Cap,
)
from analyysi.allocation.steps.step_table import OffTheTop
from analyysi.allocation.steps.transitions import (
    PhaseIn,
    TrueUp,
    WithdrawalFadeOut,
)
from analyysi.errors import AllocationError
from support.steps import shares


def test_phase_in() -> None:
    # Last year 200, 100 and 100 of 400: of 600 that is 300, 150, 150. A third of the way to 100,
    # 200, 300.
    last = {"020": "200", "091": "100", "105": "100"}
    steps = [PhaseIn(last_year=last, source="KH 1 §", year=year, years=3) for year in (1, 2, 3)]
    third, two_thirds, whole = (shares(600_00, ("phase_in", step)) for step in steps)
    assert third == {"020": Fraction(700_00, 3), "091": Fraction(500_00, 3), "105": 200_00}
    assert two_thirds == {"020": Fraction(500_00, 3), "091": Fraction(550_00, 3), "105": 250_00}
    assert whole == shares(600_00)


def test_phase_in_needs_last_years_amounts_of_just_the_payers() -> None:
    half = {"source": "KH 1 §", "year": 1, "years": 2}
    with pytest.raises(AllocationError, match="no amount of last year for 105"):
        shares(600_00, ("phase_in", PhaseIn(last_year={"020": "1", "091": "1"}, **half)))
    with pytest.raises(
        AllocationError, match="name \"106\", which does not pay this year. Did you mean '105'"
    ):
        shares(
            600_00, ("phase_in", PhaseIn(last_year={"020": "1", "091": "1", "106": "1"}, **half))
        )
    organiser = ("off_the_top", OffTheTop(payer="liitto", amount="100"))
    known = PhaseIn(last_year={"020": "100", "091": "100", "105": "100", "liitto": "300"}, **half)
    # The organiser's 100 this year and half of 600 last year: 200.
    assert shares(600_00, ("phase_in", known), organiser)["liitto"] == 200_00
    # Held at 250 by the cap around it, 020 was the only one that paid last year.
    alone = PhaseIn(last_year={"020": "9", "091": "0", "105": "0"}, **half)
    with pytest.raises(
        AllocationError, match="Last year's amounts of those who pay this year are all zero"
    ):
        shares(600_00, ("cap", Cap(amount="250")), ("phase_in", alone))


def test_true_up() -> None:
    # 020 paid 5 too much, 091 20 too little and 105 3 too little: 582 are shared 1 : 2 : 3, and 18
    # are settled.
    settle = {
        "differences": {"020": "-5", "091": "20", "105": "3"},
        "paid_total": "500",
        "actual_total": "518",
    }
    step = TrueUp(**settle, source="tilinpäätös 2026")
    assert shares(600_00, ("true_up", step)) == {"020": 92_00, "091": 214_00, "105": 294_00}
    # Below 5 euros nothing is settled: 15 more is collected, and 105 is left as it is.
    tolerant = TrueUp(**settle, tolerance="5.00", source="tilinpäätös 2026")
    assert shares(600_00, ("true_up", tolerant)) == {"020": 92_50, "091": 215_00, "105": 292_50}


def test_true_up_that_cannot_be_done() -> None:
    back = TrueUp(differences={"020": "-150"}, paid_total="150", actual_total="0", source="tp")
    with pytest.raises(AllocationError, match="these would be paid money back: 020 25.00 euros"):
        shares(600_00, ("true_up", back))
    more = TrueUp(differences={"020": "601"}, paid_total="0", actual_total="601", source="tp")
    with pytest.raises(
        AllocationError, match="601.00 euros, are more than the sum to be shared, 600.00 euros"
    ):
        shares(600_00, ("true_up", more))
    other = TrueUp(differences={"578": "1"}, paid_total="0", actual_total="1", source="tp")
    with pytest.raises(AllocationError, match='settled with "578", which does not pay here'):
        shares(600_00, ("true_up", other))


def test_withdrawal() -> None:
    # 105 had half of the cost; in the second year it pays a half of that, a quarter: 150. The
    # others 450 by 1 : 2.
    step = WithdrawalFadeOut(
        payer="105", last_share="1/2", schedule=("0.75", "0.5", "0.25"), year=2, source="KH 1 §"
    )
    assert shares(600_00, ("withdrawal_fade_out", step)) == {
        "020": 150_00,
        "091": 300_00,
        "105": 150_00,
    }
    first = WithdrawalFadeOut(payer="020", last_share="0", schedule=("1",), year=1, source="KH 1 §")
    assert list(shares(600_00, ("withdrawal_fade_out", first))) == ["020", "091", "105"]
    # A payer that is no more among them, by its last amount: 200 at 60 % are 120; 480 by 1 : 2 : 3.
    gone = WithdrawalFadeOut(
        payer="578", last_amount="200", schedule=("0.6",), year=1, source="KH 1 §"
    )
    wanted = {"020": 80_00, "091": 160_00, "105": 240_00, "578": 120_00}
    assert shares(600_00, ("withdrawal_fade_out", gone)) == wanted
    assert list(shares(600_00, ("withdrawal_fade_out", gone))) == list(wanted)
    with pytest.raises(
        AllocationError, match="The part of 578, which has withdrawn, is 120.00 euros: more than"
    ):
        shares(100_00, ("withdrawal_fade_out", gone))
