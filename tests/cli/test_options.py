"""What several commands are given is checked, and refused with the nearest valid name."""

import pytest

from analyysi.cli.options import check_format, listed, year_of
from analyysi.errors import ParameterError


def test_a_year_is_a_whole_number() -> None:
    assert year_of("2023") == 2023
    for text in ("20x3", "", "-1", "2023.0", "²", "٢٠٢٣", "2" * 5000):
        with pytest.raises(ParameterError, match="is not a year: a whole number such as 2022"):
            year_of(text, example=2022)


def test_a_year_of_any_length_is_refused_in_a_short_sentence() -> None:
    with pytest.raises(ParameterError) as refusal:
        year_of("2" * 5000)
    assert len(str(refusal.value)) < 300


def test_a_misspelt_choice_gets_the_nearest_one() -> None:
    check_format("csv", ("table", "csv"))
    with pytest.raises(ParameterError, match="There is no format 'cvs'. Did you mean 'csv'"):
        check_format("cvs", ("table", "csv"))


@pytest.mark.parametrize(
    ("text", "names"),
    [("fi", ["fi"]), ("fi, sv,fi", ["fi", "sv"]), (" , ", []), ("", []), ("a b,c", ["a b", "c"])],
)
def test_names_with_commas_come_once_and_in_order(text: str, names: list[str]) -> None:
    assert listed(text) == names
