"""What is passed is read as what it means, or refused with what was expected."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.agreement.passed_values import passed_listed, passed_seat, passed_total, passed_year


@given(st.integers(min_value=1900, max_value=2999))
def test_a_year_is_the_same_number_however_it_is_written(year: int) -> None:
    written: list[Any] = [year, float(year), str(year), f" {year}.0 "]
    assert {passed_year(spelling) for spelling in written} == {year}


@given(st.integers(min_value=0, max_value=999))
def test_a_code_keeps_its_zeros(number: int) -> None:
    code = f"{number:03d}"
    for spelling in (number, float(number), code, f"{code}.0"):
        assert passed_seat(spelling) == code


@pytest.mark.parametrize("text", ["Paltamo", "kainuun-liitto", "1.0", "12", ""])
def test_names_and_other_codes_stay_as_they_are(text: str) -> None:
    assert passed_seat(f" {text} ") == text


@pytest.mark.parametrize("passed", [None, True, 578.5, -1, [578], float("nan")])
def test_what_is_no_code_is_refused(passed: Any) -> None:
    with pytest.raises(ValueError, match="is neither a name nor a code: Paltamo or 578 was"):
        passed_seat(passed)
    with pytest.raises(ValueError, match="is no year: a whole number such as 2023 was expected"):
        passed_year(passed)


def test_lists_and_totals() -> None:
    assert passed_listed([91.0, "Paltamo"]) == "091, Paltamo"
    assert passed_total("90 000,50 €") == "90000.50"
