"""The rule search of the published share of 2023, made once."""

import pytest

from analyysi.comparison.compare import Comparison
from analyysi.comparison.explain import Explanation, explain
from analyysi.project import Project


@pytest.fixture(scope="session")
def explained(project: Project, kainuu_2023: Comparison) -> Explanation:
    return explain(project, kainuu_2023.case)
