"""The command that takes newer snapshots into a year's terms, as a user types it."""

from __future__ import annotations

import shutil

import pytest

from analyysi.errors import ParameterError
from analyysi.project import Project
from support.command_line import call
from support.later_snapshot import publish_population
from support.places import ROOT
from support.prepared import PREPARED

pytestmark = pytest.mark.slow

NEW = "tilastokeskus/11ra/2027-04-02"


def run(project: Project, *asked: str) -> str:
    outcome = call("use", *asked, "--project", str(project.root))
    if outcome.fault is not None and not isinstance(outcome.fault, SystemExit):
        raise outcome.fault
    return outcome.printed


def test_it_shows_what_changes_and_writes_the_id(project_copy: Project) -> None:
    path = project_copy.agreements / "kainuu-ict" / "2027.toml"
    before = path.read_text(encoding="utf-8")
    publish_population(project_copy, "578", "2941", "2943", NEW)
    looked = run(project_copy, "kainuu-ict", "2027", "--dry-run")
    assert f"population_2025: tilastokeskus/11ra/2026-11-24 -> {NEW}" in looked
    assert "  population_2025 578 Paltamo: 2941 -> 2943" in looked
    assert "Shares that change: 7" in looked
    assert "Nothing was written (--dry-run)" in looked
    assert path.read_text(encoding="utf-8") == before
    done = run(project_copy, "kainuu-ict", "2027", "--newest")
    assert "Written: data/agreements/kainuu-ict/2027.toml" in done
    assert path.read_text(encoding="utf-8") == before.replace(
        'snapshot = "tilastokeskus/11ra/2026-11-24"', f'snapshot = "{NEW}"'
    )
    nothing = run(project_copy, "kainuu-ict", "2027")
    assert "No newer snapshot than the terms name is stored of what kainuu-ict 2027" in nothing
    assert "(tilastokeskus/11ra, " in nothing


def test_day_of_the_calculation_before_the_figures_is_told(project_copy: Project) -> None:
    path = project_copy.agreements / "kainuu-ict" / "2027.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("[total]", f"{PREPARED}\n[total]", 1), encoding="utf-8")
    publish_population(project_copy, "578", "2941", "2943", NEW)
    assert "prepared_on is 2026-12-03, and figures now used were retrieved on 2027-04-02" in run(
        project_copy, "kainuu-ict", "2027", "--dry-run"
    )


def test_a_published_year_and_two_wishes_are_refused(project_copy: Project) -> None:
    shutil.copytree(ROOT / "reports", project_copy.root / "reports", dirs_exist_ok=True)
    with pytest.raises(ParameterError, match="kainuu-ict 2023 is published: .*data=newest"):
        run(project_copy, "kainuu-ict", "2023")
    with pytest.raises(ParameterError, match="leave one out"):
        run(project_copy, "kainuu-ict", "2027", "--newest", "--snapshot", NEW)
    with pytest.raises(ParameterError, match="--snapshot is empty"):
        run(project_copy, "kainuu-ict", "2027", "--snapshot", "")
    with pytest.raises(ParameterError, match="'next' is not a year"):
        run(project_copy, "kainuu-ict", "next")
