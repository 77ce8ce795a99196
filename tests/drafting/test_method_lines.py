"""The lines of a terms file that name a method."""

import tomllib
from fractions import Fraction

import pytest

from analyysi.drafting.method_lines import method_lines


@pytest.mark.parametrize(
    ("parts", "written"),
    [
        ({None: Fraction(1)}, {"name": "equal"}),
        ({"a": Fraction(1)}, {"name": "proportional", "parameters": {"key": "a"}}),
        (
            {None: Fraction(3, 10), "a": Fraction(7, 10)},
            {"name": "mix", "parameters": {"equal": "0.30", "keys": {"a": "0.70"}}},
        ),
        (
            {"a": Fraction(1, 4), "b": Fraction(3, 4)},
            {"name": "mix", "parameters": {"keys": {"a": "0.25", "b": "0.75"}}},
        ),
    ],
)
def test_weights_are_written_as_decimals(
    parts: dict[str | None, Fraction], written: dict[str, object]
) -> None:
    assert tomllib.loads(method_lines(parts)) == written
