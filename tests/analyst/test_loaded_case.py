"""The exact case of a notebook: many payers are rounded by arrays, to the same cents."""

from __future__ import annotations

import pytest

import analyysi
from analyysi.allocation.whole_units.rounding import USUAL_ROUNDING


def test_many_payers_are_rounded_by_arrays_to_the_same_cents(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    few = analyysi.load("kainuu-ict", 2023)
    assert few.exact.rounding is USUAL_ROUNDING
    monkeypatch.setattr("analyysi.analyst.loaded_case.MANY", 6)
    many = analyysi.load("kainuu-ict", 2023)
    assert many.exact.rounding.function is not USUAL_ROUNDING.function
    assert many.compare().shares.equals(few.compare().shares)
