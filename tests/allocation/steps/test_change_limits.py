"""Limits of change worked by hand."""

import pytest

from analyysi.allocation.steps.change_limits import Change, LimitChange
from analyysi.errors import AllocationError
from support.steps import shares

# Worked by hand: 600.00 euros by 1 : 2 : 3 are 100, 200 and 300 euros.


def test_limit_of_change() -> None:
    last = {"020": "90.00", "091": "250.00", "105": "260.00"}
    # Up by at most 10 %: 020 pays 99 and not 100, 105 pays 286 and not 300; 091 carries the 15.
    up = LimitChange(last_year=last, source="KH 1 §", increase=Change(share="0.10"))
    assert shares(600_00, ("limit_change", up)) == {"020": 99_00, "091": 215_00, "105": 286_00}
    # Down by at most 20 euros: 091 pays 230; 370 go 1 : 3.
    down = LimitChange(last_year=last, source="KH 1 §", decrease=Change(amount="20"))
    assert shares(600_00, ("limit_change", down)) == {"020": 92_50, "091": 230_00, "105": 277_50}
    # A third of 150.01 is 50.00 1/3: the share falls to 100.01 at the lowest. A third more than
    # 100.01 is 133.34 2/3.
    odd = {"last_year": {"020": "150.01", "091": "0.01", "105": "449.98"}, "source": "KH 1 §"}
    third = LimitChange(**odd, decrease=Change(share="1/3"))
    assert shares(600_00, ("limit_change", third))["020"] == 100_01
    raised = LimitChange(
        last_year={"091": "100.01"},
        source="KH 1 §",
        increase=Change(share="1/3"),
        new=("020", "105"),
    )
    assert shares(600_00, ("limit_change", raised))["091"] == 133_34
    # 105 is new and has no limit.
    fresh = LimitChange(
        last_year={"020": "90", "091": "150"},
        source="KH 1 §",
        increase=Change(share="0.1"),
        new=("105",),
    )
    assert shares(600_00, ("limit_change", fresh)) == {"020": 99_00, "091": 165_00, "105": 336_00}


def test_limits_of_change_that_cannot_be_kept() -> None:
    last = {"020": "90.00", "091": "150.00", "105": "260.00"}
    up = LimitChange(last_year=last, source="KH 1 §", increase=Change(share="0.10"))
    words = (
        "The largest shares by last year's cannot be kept: 020 99.00 euros, 091 165.00 euros, 105 "
        "286.00 euros. Of the "
        "sum to be shared, 600.00 euros, 50.00 euros are left to nobody. Raise them."
    )
    with pytest.raises(AllocationError, match=words):
        shares(600_00, ("limit_change", up))
    down = LimitChange(last_year=last, source="KH 1 §", decrease=Change(amount="0"))
    with pytest.raises(
        AllocationError,
        match="The least shares by last year's cannot be kept: 020 90.00 euros, 091",
    ):
        shares(300_00, ("limit_change", down))
    partly = LimitChange(last_year={"020": "90"}, source="KH 1 §", decrease=Change(amount="0"))
    with pytest.raises(
        AllocationError, match="no amount of last year for 091, 105: every payer needs one"
    ):
        shares(300_00, ("limit_change", partly))
