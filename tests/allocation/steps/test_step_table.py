"""Steps in the table: their order in the terms, and what every one of them keeps."""

from collections.abc import Callable, Sequence
from fractions import Fraction

import pytest
from hypothesis import assume, event, given
from hypothesis import strategies as st

from analyysi.agreement.values import Frozen
from analyysi.allocation.steps.amounts_first import AMOUNT_STEPS
from analyysi.allocation.steps.band import BAND_STEPS
from analyysi.allocation.steps.bounds import BOUND_STEPS, Cap, Floor, FloorAndCap
from analyysi.allocation.steps.change_limits import CHANGE_STEPS, Change, LimitChange
from analyysi.allocation.steps.own_costs import OWN_COST_STEPS
from analyysi.allocation.steps.step_table import STEPS, OffTheTop
from analyysi.allocation.steps.transition_rows import TRANSITION_STEPS
from analyysi.allocation.steps.transitions import (
    PhaseIn,
    TrueUp,
    WithdrawalFadeOut,
)
from analyysi.errors import AllocationError
from analyysi.messages import Listing, Message, Money, Number, PayerName, Percent
from support.steps import ROWS, TOTALS, WEIGHTS, euros, shares


def test_order_of_steps_is_seen_in_the_result() -> None:
    # The organiser's 100 first, then at least a fifth: of 500 that is 100, and 400 go 2 : 3.
    top = ("off_the_top", OffTheTop(payer="liitto", amount="100"))
    fifth = ("floor", Floor(share="0.2"))
    assert shares(600_00, top, fifth) == {
        "020": 100_00,
        "091": 160_00,
        "105": 240_00,
        "liitto": 100_00,
    }
    # The floor around it: a fifth of the 600 is 120; of the 480 left the organiser takes 100, and
    # 380 go 2 : 3.
    assert shares(600_00, fifth, top) == {
        "020": 120_00,
        "091": 152_00,
        "105": 228_00,
        "liitto": 100_00,
    }


# What holds of every step.


def _drawn(name: str, cents: int, payers: Sequence[str], data: st.DataObject) -> Frozen:
    amounts = {code: euros(data.draw(st.integers(0, 150), code)) for code in payers}
    share = data.draw(st.sampled_from(["0", "0.1", "1/3", "0.5", "1"]), "share")
    source = "KH 1 §"
    some = dict(list(amounts.items())[:1])
    makers: dict[str, Callable[[], Frozen]] = {
        "floor": lambda: Floor(share=share, amounts=some),
        "cap": lambda: Cap(share=share, amounts=some),
        "floor_and_cap": lambda: FloorAndCap(floor=Floor(amounts=some), cap=Cap(share=share)),
        "limit_change": lambda: LimitChange(
            last_year=amounts,
            source=source,
            increase=Change(share=share),
            decrease=Change(amount="0.20"),
        ),
        "phase_in": lambda: PhaseIn(last_year=amounts, source=source, year=1, years=3),
        "true_up": lambda: TrueUp(
            differences={code: euros(i) for i, code in enumerate(payers)},
            paid_total="0",
            actual_total=euros(sum(range(len(payers)))),
            tolerance="0.02",
            source=source,
        ),
        "withdrawal_fade_out": lambda: WithdrawalFadeOut(
            payer=data.draw(st.sampled_from([*payers, "999"])),
            last_share=share,
            schedule=("0.5",),
            year=1,
            source=source,
        ),
    }
    assume(name != "phase_in" or any(value != "0.00" for value in amounts.values()))
    return makers[name]()


@pytest.mark.parametrize("name", [row.name for row in (*BOUND_STEPS, *CHANGE_STEPS)])
@pytest.mark.parametrize("method", ["equal", "proportional"])
@given(cents=TOTALS, weights=WEIGHTS, data=st.data())
def test_every_step_keeps_the_total_and_knows_no_order(
    method: str, name: str, cents: int, weights: dict[str, Fraction], data: st.DataObject
) -> None:
    step = (name, _drawn(name, cents, tuple(weights), data))
    try:
        found = shares(cents, step, weights=weights, method=method)
    except AllocationError as error:
        event(f"refused: {str(error)[:20]}")
        return
    assert sum(found.values()) == cents
    assert min(found.values()) >= 0
    assert set(weights) <= set(found)
    order = data.draw(st.permutations(list(weights)))
    assert (
        shares(cents, step, weights={code: weights[code] for code in order}, method=method) == found
    )


# What a board reads.


def rule(name: str, parameters: Frozen) -> Message:
    return ROWS[name].rule(parameters)


def test_rules() -> None:
    bound = {"bound": Money(150_00, 2)}
    assert rule("floor", Floor(amount="150")) == Message(
        "Nobody pays less than {bound}; the rest is shared again among the others.", bound
    )
    some = rule("cap", Cap(shares={"105": "0.4"}, amounts={"020": "5"}))
    assert some.text == "At most this is paid: {bounds}; the rest is shared again among the others."
    part = Message("{share} of the total", {"share": Percent(Fraction(2, 5), None)})
    assert some.values["bounds"] == Listing(
        [
            Message("{payer} {bound}", {"payer": PayerName("020"), "bound": Money(5_00, 2)}),
            Message("{payer} {bound}", {"payer": PayerName("105"), "bound": part}),
        ]
    )
    except_one = rule("floor", Floor(share="0.1", amounts={"020": "5"}))
    assert except_one.text.startswith(
        "Nobody pays less than {bound}, or where another floor is given, than that: {bounds};"
    )
    both = rule("floor_and_cap", FloorAndCap(floor=Floor(amount="150"), cap=Cap(amount="150")))
    assert (both.text, set(both.values)) == ("{floor} {cap}", {"floor", "cap"})
    change = {"last_year": {"020": "1"}, "source": "s"}
    up = rule("limit_change", LimitChange(**change, increase=Change(share="0.05")))
    assert up.values == {"increase": Percent(Fraction(1, 20), None)}
    two = rule(
        "limit_change",
        LimitChange(**change, increase=Change(share="0.05"), decrease=Change(amount="9")),
    )
    assert two.values["decrease"] == Money(9_00, 2)
    phase = rule("phase_in", PhaseIn(**change, year=1, years=4))
    assert phase.values == {
        "year": Number(1),
        "years": Number(4),
        "new": Percent(Fraction(1, 4), None),
        "old": Percent(Fraction(3, 4), None),
    }
    settle = {"differences": {"020": "0"}, "paid_total": "0", "actual_total": "0", "source": "s"}
    assert rule("true_up", TrueUp(**settle)).values == {}
    assert rule("true_up", TrueUp(**settle, tolerance="10")).values == {
        "tolerance": Money(10_00, 2)
    }
    fade = WithdrawalFadeOut(
        payer="105", last_share="1/2", schedule=("0.75", "0.5"), year=2, source="s"
    )
    assert rule("withdrawal_fade_out", fade).values == {
        "payer": PayerName("105"),
        "part": Percent(Fraction(1, 2), None),
        "last": Message("{share} of the total", {"share": Percent(Fraction(1, 2), None)}),
    }


def test_rows_stand_among_the_steps_under_their_own_names() -> None:
    rows = [
        *BOUND_STEPS,
        *CHANGE_STEPS,
        *TRANSITION_STEPS,
        *AMOUNT_STEPS,
        *OWN_COST_STEPS,
        *BAND_STEPS,
    ]
    assert all(STEPS[row.name] is row for row in rows)
    assert len(STEPS) == len(rows) + 2  # off_the_top and outside_base
