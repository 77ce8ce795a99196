"""The rules tried, for Excel: the counts of the search."""

import pytest

from analyysi.comparison.compare import Comparison
from analyysi.comparison.explain import explain
from analyysi.project import Project
from analyysi.report.language.wording import Wording
from analyysi.report.papers.excel.rules_table import rules_table


@pytest.mark.slow
def test_counts_are_those_of_the_search(project: Project, kainuu_2023: Comparison) -> None:
    explanation = explain(project, kainuu_2023.case)
    table = rules_table(explanation, Wording("sv", kainuu_2023.case))
    families = explanation.inference.families
    assert [row[1:3] for row in table.rows] == [[family.tried, family.hits] for family in families]
    for row, family in zip(table.rows, families, strict=True):
        assert abs(float(str(row[3])) - family.by_luck) <= 0.005
    assert len({row[0] for row in table.rows}) == len(families)
