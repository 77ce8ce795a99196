"""Both services asked one after the other, whatever one of them does; the project stays."""

from __future__ import annotations

import hashlib
import time
from dataclasses import replace
from pathlib import Path

import pytest

from analyysi.project import Project
from analyysi.report.language.words import Words
from analyysi.run.rehearsal.rehearse import (
    DIFFERS,
    PATIENCE,
    SAME,
    UNASKED,
    Rehearsal,
    rehearse,
)
from support.rehearsals import QUICK
from support.services.pxweb import PxWeb
from support.services.server import Fault
from support.services.tables import revised_11ra
from support.services.treasury import Treasury

pytestmark = pytest.mark.slow


def run(
    project: Project, pxweb: PxWeb, treasury: Treasury, *, offline: bool = False
) -> tuple[Rehearsal, list[str]]:
    lines: list[str] = []
    roots = {"pxweb": pxweb.root, "treasury": treasury.root}
    words = Words("en", "EUR")
    rehearsal = rehearse(project, roots, words, lines.append, offline=offline, patience=QUICK)
    return rehearsal, lines


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_all_is_as_stored_and_nothing_in_the_project_changes(
    project_copy: Project, pxweb: PxWeb, treasury: Treasury
) -> None:
    before = digests(project_copy.root)
    rehearsal, lines = run(project_copy, pxweb, treasury)
    assert (rehearsal.code, rehearsal.differences, rehearsal.unasked) == (SAME, 0, 0)
    assert digests(project_copy.root) == before
    assert not project_copy.unfinished.exists()
    assert rehearsal.sections[0].title.startswith("Cells that no stored copy has: Tax revenue")
    assert len(lines) == 13  # one for each step
    assert lines[0] == "State Treasury: KTAS 2026, documents: 17"
    catalogues = [r for r in treasury.requests if r.path.endswith("/aineistot")]
    assert len(catalogues) == 1
    # The limits once; of each table its description and one answer.
    assert [request.method for request in pxweb.requests] == ["GET", *["GET", "POST"] * 6]


def test_one_service_down_does_not_keep_the_other_from_being_asked(
    project_copy: Project, pxweb: PxWeb, treasury: Treasury
) -> None:
    treasury.faults.append(Fault("reset", times=-1))
    pxweb.replace_table("StatFin", "vaerak", revised_11ra(changes={"KU578": 2943}))
    rehearsal, lines = run(project_copy, pxweb, treasury)
    assert rehearsal.code == UNASKED
    assert rehearsal.differences > 0
    assert any(line.startswith("Waiting 0 s: 127.0.0.1") for line in lines)
    assert "Statistics Finland: StatFin/vaenn/14wx.px" in lines
    accounts = next(s for s in rehearsal.sections if s.title.endswith("(KKNR)"))
    assert accounts.unasked == ["Not asked, since the service does not answer."]


def test_a_difference_alone(project_copy: Project, pxweb: PxWeb, treasury: Treasury) -> None:
    pxweb.max_calls = 50
    rehearsal, _ = run(project_copy, pxweb, treasury)
    assert (rehearsal.code, rehearsal.differences) == (DIFFERS, 1)


def test_accounts_in_a_new_taxonomy_do_not_fit_their_recipe(
    project_copy: Project, pxweb: PxWeb, treasury: Treasury
) -> None:
    path = project_copy.recipes / "accounts.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"jhs-2018-01/2024-03-26"', '"jhs-2018-01/x"'), encoding="utf-8")
    rehearsal, _ = run(project_copy, pxweb, treasury)
    accounts = next(s for s in rehearsal.sections if s.title.endswith("(KKNR)"))
    (sentence,) = accounts.differs
    assert sentence.startswith("The recipe does not fit the newest documents; the reason is mess")
    assert "jhs-2018-01/2024-03-26" in rehearsal.messages[0]


def test_a_damaged_snapshot_is_said_and_the_others_go_on(
    project_copy: Project, pxweb: PxWeb, treasury: Treasury
) -> None:
    path = project_copy.snapshots / "tilastokeskus" / "11ra" / "2026-11-24" / "data.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("2941", "2942"), encoding="utf-8")
    rehearsal, _ = run(project_copy, pxweb, treasury)
    population = next(s for s in rehearsal.sections if s.unasked)
    assert rehearsal.code == UNASKED
    assert population.title.startswith("Key figures on population")
    assert "11ra" in rehearsal.messages[0]
    assert "has changed since" in rehearsal.messages[0]


def test_offline_asks_nobody(project_copy: Project, pxweb: PxWeb, treasury: Treasury) -> None:
    rehearsal, _ = run(project_copy, pxweb, treasury, offline=True)
    assert rehearsal.code == UNASKED
    assert pxweb.requests == treasury.requests == []


def test_a_service_that_hangs_has_a_bounded_time_in_all(
    project_copy: Project, pxweb: PxWeb, treasury: Treasury
) -> None:
    """Every second request hangs, so that no two fail in turn and only the total can end it."""
    for server in (pxweb, treasury):
        server.faults += [Fault("hang", skip=number) for number in range(1, 40)]
    short = replace(QUICK, attempts=1, read=0.4, total=1.5)
    begun = time.monotonic()
    roots = {"pxweb": pxweb.root, "treasury": treasury.root}
    rehearsal = rehearse(project_copy, roots, Words("en", "EUR"), lambda _: None, patience=short)
    assert time.monotonic() - begun < 8
    assert rehearsal.code == UNASKED
    assert any("more than the 1.5 seconds" in message for message in rehearsal.messages)
    assert 0 < PATIENCE.total <= 1800
