"""The nearest valid name, and silence where none is near."""

import unicodedata

import pytest

from analyysi.suggestions import composed, did_you_mean, folded, nearest

NAMES = ["population_2021", "tax_revenue_2020", "Oy_A.b"]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("population_2012", "population_2021"),
        ("POPULATION_2021", "population_2021"),
        ("tax_revenue", "tax_revenue_2020"),
        ("oy_a.b", "Oy_A.b"),
        ("xyz", None),
        ("", None),
    ],
)
def test_the_nearest_name(name: str, found: str | None) -> None:
    assert nearest(name, NAMES) == found


def test_nothing_is_near_where_there_is_nothing() -> None:
    assert nearest("population", []) is None
    assert did_you_mean("population", []) == " There are none."


def test_the_valid_names_are_listed_even_if_none_is_near() -> None:
    assert did_you_mean("xyz", ["fixed", "equal"]) == " Valid: equal, fixed."


def test_an_iterator_will_do() -> None:
    assert (
        did_you_mean("2024", map(str, (2027, 2023))) == " Did you mean '2027'? Valid: 2023, 2027."
    )


def test_names_are_compared_composed_in_small_letters_and_without_spaces() -> None:
    decomposed = unicodedata.normalize("NFD", " RISTIJÄRVI")
    assert folded(decomposed) == folded("Ristijärvi") == "ristijärvi"
    assert composed(unicodedata.normalize("NFD", "Ähtäri")) == "Ähtäri"
    assert nearest(decomposed, ["Ristijärvi"]) == "Ristijärvi"


def test_of_very_many_names_the_nearest_are_listed() -> None:
    names = [f"{number}_{word}" for number in range(40) for word in ("key", "sum")]
    message = did_you_mean("7_ke", names)
    assert message.startswith(" Did you mean '7_key'? The nearest of 80 valid names: 7_key, ")
    assert message.count(", ") == 9
