"""Years as they are answered."""

import pytest

from analyysi.drafting.agreements.answered_year import check_shared_year, check_year
from analyysi.errors import ParameterError


@pytest.mark.parametrize("year", ["1900", "2200", "1850"])
def test_a_year_that_nobody_shares_is_refused(year: str) -> None:
    assert check_shared_year("1990") == 1990
    with pytest.raises(ParameterError, match=f"The year {year} cannot be meant"):
        check_shared_year(year)
    with pytest.raises(ParameterError, match="The year 1850 .* from 1900 to 2200"):
        check_year("1850")


@pytest.mark.parametrize(
    ("typed", "example"), [("27", "2027"), ("2o27", "2027"), ("99", "2099"), ("", "2027")]
)
def test_what_is_no_year_is_refused_with_one_that_is(typed: str, example: str) -> None:
    assert check_year(" 2027 ") == 2027
    with pytest.raises(ParameterError, match=f"'{typed}' is not a year: .* such as {example}"):
        check_year(typed)
