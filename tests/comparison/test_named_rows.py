"""Rows by the names that terms give: a misspelt one is refused with the nearest."""

import pytest

from analyysi.comparison.named_rows import row_of
from analyysi.errors import ParameterError
from analyysi.languages.saying import said

ROWS = {"half_even": 1, "half_up": 2}


def test_a_row_is_returned_by_its_name() -> None:
    assert row_of("half_up", ROWS, "rounding.rule", "2023.toml") == 2


def test_a_misspelt_name_is_refused_in_the_readers_language() -> None:
    with pytest.raises(ParameterError, match="Did you mean 'half_up'") as caught:
        row_of("half_upp", ROWS, "rounding.rule", "2023.toml")
    assert said(caught.value, "fi") == (
        "2023.toml: rounding.rule = ”half_upp” ei ole tunnettu. Tarkoititko ”half_up”? "
        "Mahdolliset: half_even, half_up."
    )
