"""The parts that a report may be asked for are those that a run's parameters allow."""

from typing import get_args

from analyysi.agreement.parameters import RunParameters
from analyysi.agreement.report_parts import FRONT_ONLY, WHOLE, WITH_ANNEX, Part


def test_the_parts_are_those_that_have_names_and_the_page_is_what_comes_unasked() -> None:
    assert get_args(Part) == (FRONT_ONLY, WITH_ANNEX, WHOLE)
    assert RunParameters.model_fields["part"].annotation == Part
    assert RunParameters(agreement="a", year=2023).part == WITH_ANNEX
