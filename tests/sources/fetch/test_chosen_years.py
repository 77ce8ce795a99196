"""Which years, periods and codes a short text means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.errors import ParameterError
from analyysi.sources.fetch.chosen_years import choose_codes, choose_periods, choose_years

YEARS = [2025, 2015, 2016, 2018, 2017]
WHOLE_YEARS = r"\d{4}C12"
QUARTERS = ["2024C12", "2025C03", "2025C06", "2023C12", "2024C12"]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("all", [2015, 2016, 2017, 2018, 2025]),
        ("ALL ", [2015, 2016, 2017, 2018, 2025]),
        ("newest", [2025]),
        ("newest 1", [2025]),
        ("Newest  3", [2017, 2018, 2025]),
        ("newest 99", [2015, 2016, 2017, 2018, 2025]),
        ("2016", [2016]),
        ("2025, 2015", [2015, 2025]),
        ("2015-2017", [2015, 2016, 2017]),
        ("2015–2016,2025", [2015, 2016, 2025]),
        ("2015 - 2016", [2015, 2016]),
        ("2016-2016", [2016]),
        ("2015, 2015, 2015-2016", [2015, 2016]),
    ],
)
def test_years(wanted: str, expected: list[int]) -> None:
    assert choose_years(wanted, YEARS, "x.px") == expected


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ("2014", r"x\.px has no year 2014; it has 2015-2025\."),
        ("2018-2020", r"x\.px has no year 2019, 2020; it has 2015-2025\."),
        ("2018-2015", "'2018-2015' runs backwards: write 2015-2018"),
        ("newest 0", "'newest 0' takes nothing: a number from 1 was expected"),
        (
            "",
            "'' tells no years: 'all', 'newest', 'newest 3' or years such as '2015-2020, 2025' "
            "were expected",
        ),
        ("newest two", "'newest two' tells no years"),
        ("2015;2016", "'2015;2016' tells no years"),
        ("2015,", "'2015,' tells no years"),
        ("15-16", "'15-16' tells no years"),
        ("2015M01", "'2015M01' tells no years"),
        ("-2015", "'-2015' tells no years"),
        ("newest -1", "'newest -1' tells no years"),
    ],
)
def test_years_that_are_not_there_or_are_none(wanted: str, words: str) -> None:
    with pytest.raises(ParameterError, match=f"^{words}"):
        choose_years(wanted, YEARS, "x.px")


def test_a_table_without_years() -> None:
    with pytest.raises(ParameterError, match=r"x\.px has no year 2025; it has none"):
        choose_years("2025", [], "x.px")


@given(
    st.sets(st.integers(min_value=1900, max_value=2100), min_size=1),
    st.integers(min_value=1, max_value=300),
)
def test_the_newest_are_the_last_of_all(there: set[int], count: int) -> None:
    every = choose_years("all", there, "x")
    assert every == sorted(there)
    assert choose_years(f"newest {count}", there, "x") == every[-count:]
    assert choose_years(", ".join(map(str, there)), there, "x") == every


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("all", ["2023C12", "2024C12"]),
        ("newest", ["2024C12"]),
        ("newest 2", ["2023C12", "2024C12"]),
        ("NEWEST 5", ["2023C12", "2024C12"]),
        ("2024", ["2024C12"]),
        ("2024C12, 2023", ["2023C12", "2024C12"]),
        ("2024, 2024C12", ["2024C12"]),
    ],
)
def test_periods_of_a_whole_year(wanted: str, expected: list[str]) -> None:
    assert choose_periods(wanted, QUARTERS, WHOLE_YEARS, "KKNR") == expected


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ("2025", "KKNR has no period '2025' for these municipalities"),
        ("2025C06", "KKNR has no period '2025C06' for these municipalities"),
        (
            "2024C1",
            r"KKNR has no period '2024C1' for these municipalities\. Did you mean '2024C12'",
        ),
        ("2024-2025", "KKNR has no period '2024-2025'"),
        ("", "KKNR has no period ''"),
        ("newest 0", "'newest 0' takes nothing"),
    ],
)
def test_periods_that_are_not_there(wanted: str, words: str) -> None:
    with pytest.raises(ParameterError, match=f"^{words}"):
        choose_periods(wanted, QUARTERS, WHOLE_YEARS, "KKNR")


def test_a_year_with_several_periods_is_not_guessed() -> None:
    with pytest.raises(ParameterError, match="has no period '2025'"):
        choose_periods("2025", QUARTERS, r"\d{4}C\d{2}", "KKNR")


def test_a_service_that_has_nothing() -> None:
    for there in ([], ["2025C03"]):
        with pytest.raises(
            ParameterError, match=r"^KKNR: the service has nothing for these municipalities\.$"
        ):
            choose_periods("newest", there, WHOLE_YEARS, "KKNR")


def test_codes_stand_in_the_tables_order() -> None:
    there = ("SSS", "000", "001", "100-")
    assert choose_codes("all", there, "x") == there
    assert choose_codes(" ALL", there, "x") == there
    assert choose_codes("100-, SSS", there, "x") == ("SSS", "100-")
    assert choose_codes("000,000", there, "x") == ("000",)


@pytest.mark.parametrize("wanted", ["101", "sss", "", "000,", "0"])
def test_a_code_that_is_not_there(wanted: str) -> None:
    with pytest.raises(
        ParameterError, match=r"^x\.px: '.*' is not there\. .*Valid: 000, 001, SSS\."
    ):
        choose_codes(wanted, ("SSS", "000", "001"), "x.px")


def test_the_nearest_code_is_named() -> None:
    with pytest.raises(ParameterError, match="'sss' is not there. Did you mean 'SSS'"):
        choose_codes("sss", ("SSS", "000"), "x.px")
