"""What tests of the report share: years of an agreement made up from the project's own."""

import pytest

from analyysi.comparison.case import Case
from analyysi.comparison.compare import Comparison
from support.changed_cases import four_years_of


@pytest.fixture(scope="session")
def four_years(kainuu_2023: Comparison, kainuu_2027: Comparison) -> tuple[Case, ...]:
    """Four years with other payers, totals and ways of sharing; the last has the first's rule."""
    return four_years_of(kainuu_2023.case, kainuu_2027.case)
