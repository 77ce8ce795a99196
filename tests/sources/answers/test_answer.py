"""An answer whatever its form: the cells are where their codes say."""

from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.errors import SourceError
from analyysi.sources.answers.answer import Answer, Dimension, figure


def answer(lengths: list[int]) -> Answer:
    """Make an answer of dimensions of these lengths; each figure is its own place."""
    dimensions = tuple(
        Dimension(f"d{place}", "", tuple(f"{place}.{code}" for code in range(length)), {})
        for place, length in enumerate(lengths)
    )
    return Answer(
        "", "", None, dimensions, [str(place) for place in range(prod(lengths))], {1: ".."}
    )


@given(st.lists(st.integers(1, 4), min_size=1, max_size=4))
def test_strides_lead_to_the_cell_of_any_codes(lengths: list[int]) -> None:
    made = answer(lengths)
    assert made.size == prod(lengths)
    for codes, number, _ in made.cells():
        places = [
            dimension.codes.index(code)
            for dimension, code in zip(made.dimensions, codes, strict=True)
        ]
        offset = sum(place * stride for place, stride in zip(places, made.strides(), strict=True))
        assert number == str(offset)


def test_a_symbol_stands_at_its_own_cell_only() -> None:
    assert [symbol for _, _, symbol in answer([3]).cells()] == ["", "..", ""]


def test_a_dimension_is_found_by_its_code() -> None:
    made = answer([2, 2])
    assert made.dimension("d1") is made.dimensions[1]
    assert made.dimension("d2") is None


@pytest.mark.parametrize("text", ["", "1,5", "1 000", "..", "1e31", "NaN", "0x1"])
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(SourceError, match="^table: '.*' stands where a number was expected"):
        figure(text, "table")
