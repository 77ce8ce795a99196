"""The sheet of working: its names, and what its checks come to."""

import re

import pytest

from analyysi.comparison.compare import Comparison
from support.workbooks import made, opened


@pytest.mark.slow
def test_names_for_formulas_are_plain_letters(kainuu_2023: Comparison) -> None:
    names = opened(made(kainuu_2023)).defined_names
    assert {"total_cost", "rounding_unit", "total_units", "inputs_valid", "as_in_report"} <= set(
        names
    )
    assert all(re.fullmatch(r"[a-z_]+", name) for name in names)
