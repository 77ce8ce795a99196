"""Whose amount is the largest and whose the smallest."""

import pytest

from analyysi.report.extremes import extremes, least, most, whole_euros


def test_of_equal_amounts_the_first_counts() -> None:
    assert most({"020": 5, "005": 5, "091": 1}) == "020"
    assert least({"020": 1, "005": 1, "091": 5}) == "020"


@pytest.mark.parametrize(("cents", "euros"), [(49, 0), (50, 1), (-49, 0), (150, 2)])
def test_euros_are_rounded_as_they_are_written(cents: int, euros: int) -> None:
    assert whole_euros(cents) == euros


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"a": 900, "b": -700}, "the largest fall {fall} ({faller})"),
        ({"a": 900, "b": -40}, "and no share falls"),
        ({"a": 40, "b": -700}, "and no share rises"),
        ({"a": 40, "b": -40}, "no share changes"),
    ],
)
def test_what_reads_as_nought_is_no_change(changes: dict[str, int], text: str) -> None:
    assert text in extremes(changes).text


@pytest.mark.parametrize(
    "changes",
    [{"a": 900, "b": -700}, {"a": 900, "b": 0}, {"a": 0, "b": -700}, {"a": 0, "b": 0}],
)
def test_what_rests_on_an_assumption_would_be(changes: dict[str, int]) -> None:
    assert " would " in extremes(changes, assumed=True).text
    assert " would " not in extremes(changes).text
