"""The parts that a report may be asked for are those that a run's parameters allow."""

from typing import get_args

from analyysi.agreement.parameters import RunParameters
from analyysi.agreement.report_parts import FRONT_ONLY, WHOLE, WITH_ANNEX


def test_the_parameter_allows_these_and_begins_with_the_page() -> None:
    field = RunParameters.model_fields["part"]
    assert get_args(field.annotation) == (FRONT_ONLY, WITH_ANNEX, WHOLE)
    assert field.default == WITH_ANNEX
