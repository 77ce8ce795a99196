"""What differs between two snapshots is told in lines, and as JSON for programs."""

import json

import pytest

from analyysi.cli.figures.difference import MOST_SHOWN, difference_lines
from analyysi.project import Project
from analyysi.sources.difference import compare_snapshots
from support.command_line import call

SNAPSHOT = "tilastokeskus/11ra/2026-11-24"


def test_a_snapshot_does_not_differ_from_itself(project: Project) -> None:
    difference = compare_snapshots(project, SNAPSHOT, SNAPSHOT)
    lines = difference_lines(difference, frozenset(), MOST_SHOWN)
    assert lines == [f"no difference in {difference.compared} figures"]


@pytest.mark.slow
def test_the_answer_for_programs_names_both_and_what_was_compared(project: Project) -> None:
    printed = call("diff", SNAPSHOT, SNAPSHOT, "--json", "--project", str(project.root)).printed
    result = json.loads(printed)["result"]
    assert (result["old"], result["new"]) == (SNAPSHOT, SNAPSHOT)
    assert result["revised"] == []
    assert result["figures_compared"] > 1000
