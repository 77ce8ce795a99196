"""The command `analyysi rehearse`, against servers on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from analyysi.project import Project
from support.command_line import call
from support.services.as_stored import stored_databases, stored_documents
from support.services.pxweb import PxWeb
from support.services.tables import revised_11ra
from support.services.treasury import Treasury

pytestmark = pytest.mark.slow


@pytest.fixture
def roots() -> Iterator[tuple[PxWeb, list[str]]]:
    with (
        PxWeb(stored_databases(), limiter_on=False) as pxweb,
        Treasury(stored_documents()) as treasury,
    ):
        yield pxweb, ["--pxweb", pxweb.root, "--treasury", treasury.root]


def code_of(fault: BaseException | None) -> object:
    return getattr(fault, "code", 0)


def test_the_report_is_printed_and_written_under_reports(
    project_copy: Project, roots: tuple[PxWeb, list[str]]
) -> None:
    outcome = call("rehearse", "--project", str(project_copy.root), *roots[1])
    assert code_of(outcome.fault) == 0
    (path,) = project_copy.reports.glob("koekysely-*.md")
    text = path.read_text(encoding="utf-8")
    assert "**Mikään ei poikkea.**" in text
    assert text in outcome.printed
    assert "Valtiokonttori: KTAS 2026, ilmoituksia" in outcome.printed
    assert f"reports/{path.name}" in outcome.printed


def test_a_difference_ends_with_3_and_the_report_goes_where_it_is_wanted(
    project_copy: Project, roots: tuple[PxWeb, list[str]], tmp_path: Path
) -> None:
    pxweb, options = roots
    pxweb.replace_table("StatFin", "vaerak", revised_11ra(changes={"KU578": 2943}))
    path = tmp_path / "new" / "rehearsal.md"
    arguments = ["--project", str(project_copy.root), "--language", "en", "--output", str(path)]
    outcome = call("rehearse", *arguments, *options)
    assert code_of(outcome.fault) == 3
    assert "Payers whose figures have been revised: Paltamo." in path.read_text(encoding="utf-8")
    assert not project_copy.reports.exists()
    asked = len(pxweb.requests)
    outcome = call("rehearse", *arguments, *options)
    assert "exists already and is not written over" in str(outcome.fault)
    assert len(pxweb.requests) == asked  # refused before anything is asked


def test_an_unknown_language_and_a_folder_that_is_a_file(
    project_copy: Project, roots: tuple[PxWeb, list[str]]
) -> None:
    project = ["--project", str(project_copy.root)]
    outcome = call("rehearse", *project, "--language", "se", *roots[1])
    assert "there is no language 'se'" in str(outcome.fault)
    blocked = project_copy.root / "data" / "sources" / "budgets.toml" / "x.md"
    outcome = call("rehearse", *project, "--output", str(blocked), *roots[1])
    assert "could not be written to" in str(outcome.fault)
    assert outcome.printed == ""  # refused before anything is asked
