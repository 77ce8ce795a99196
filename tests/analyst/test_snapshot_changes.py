"""Changes between two snapshots, of the payers only."""

from __future__ import annotations

import pytest

from analyysi.analyst.payers_tables import PayersTable
from analyysi.analyst.snapshot_changes import changes
from analyysi.project import Project
from analyysi.sources.snapshots import verified_manifest
from support.later_snapshot import LATER, TABLE, USED, publish_later, row_of

CODES = ("578", "620")


def table(older: dict[str, str]) -> PayersTable:
    return PayersTable(TABLE, None, (LATER,), older)


def test_without_an_earlier_snapshot_nothing_changed(project: Project) -> None:
    assert list(changes(project, [table({})], CODES)) == []


@pytest.mark.slow
def test_a_revised_figure_is_given_with_both_values(project_copy: Project) -> None:
    row = row_of(project_copy, "578", 2021)
    publish_later(project_copy, row, row.replace(",3183", ",3199"))
    (change,) = changes(project_copy, [table({LATER: USED})], CODES)
    assert (change.code, change.year, change.figure) == ("578", "2021", "population")
    assert (change.old, change.new, change.per_cent) == (3183.0, 3199.0, 0.5)
    assert change.what.text == "A revised figure"
    assert list(changes(project_copy, [table({LATER: USED})], ("620",))) == []


@pytest.mark.slow
def test_tables_of_another_form_are_said_to_be_incomparable(project_copy: Project) -> None:
    other = "tilastokeskus/projection-2024-kainuu-age-groups/2026-11-24"
    assert verified_manifest(project_copy, other)[0].id == other
    (change,) = changes(project_copy, [table({other: USED})], CODES)
    assert change.what.text.startswith("They cannot be compared")
