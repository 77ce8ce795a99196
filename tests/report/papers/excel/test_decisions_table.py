"""Printed decisions for Excel: each once, with what is printed and nothing else."""

from datetime import date

import pytest

from analyysi.agreement.decision import Decision, decision_ids, read_decision
from analyysi.languages.language_table import LANGUAGES
from analyysi.project import Project
from analyysi.report.papers.excel.decisions_table import decisions_table
from analyysi.report.papers.excel.table_files import TABLE_FORMATS


@pytest.fixture(scope="module")
def decisions(project: Project) -> dict[str, Decision]:
    return {name: read_decision(project, name) for name in decision_ids(project)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_decision_has_a_row(decisions: dict[str, Decision], language: str) -> None:
    table = decisions_table(decisions, language)
    assert [row[0] for row in table.rows] == sorted(decisions)
    for row in table.rows:
        decision = decisions[str(row[0])]
        assert (row[4] is None) == (decision.total is None)
        assert (row[7] is None) == bool(decision.checks.all())
    assert all(make(table) == make(table) for make in TABLE_FORMATS.values())


def test_totals_are_those_printed_and_the_day_is_the_last_reading(
    decisions: dict[str, Decision],
) -> None:
    table = decisions_table(decisions, "fi")
    totals = {str(row[0]): row[4] for row in table.rows if row[4] is not None}
    for name, total in totals.items():
        decision = decisions[name]
        assert decision.total is not None
        assert total == decision.printed_numbers()[decision.total].exact
    assert len(totals) >= 3
    assert table.day > date(2020, 1, 1)
