"""The case of Kainuu in Finnish, and the boundaries that its map needs."""

from __future__ import annotations

import pytest

from analyysi.comparison.compare import Comparison
from analyysi.project import Project
from analyysi.report.language.wording import Wording
from analyysi.sources.municipalities.boundaries import Boundaries, boundaries
from support.charts import KAJAANI


@pytest.fixture(scope="module")
def borders(project: Project, kainuu_2023: Comparison) -> Boundaries:
    return boundaries(project, [*kainuu_2023.case.terms.participants, KAJAANI])


@pytest.fixture(scope="module")
def fi(kainuu_2023: Comparison) -> Wording:
    return Wording("fi", kainuu_2023.case)
