"""An archive changed in each of eight ways, by somebody who makes every checksum anew: it is named
as what it is, nothing of it runs unasked, and nothing is written outside.

The ways: code, a module that shadows a library, a name in the zip file, a path in the record, a
figure, a paper, the list of checksums, the signature.
"""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from analyysi.archive import isolation, replay
from analyysi.archive import reproduce as reproducing
from analyysi.archive.anchor import sign
from analyysi.archive.edition import CODE, RESULTS, SIGNATURE, SUMS, Edition, find_editions
from analyysi.archive.integrity import damages
from analyysi.archive.known_code import LOCKED
from analyysi.archive.ledger import Reproduction
from analyysi.archive.own_environment import OwnPythons
from analyysi.archive.replay import replay_results
from analyysi.archive.reproduce import Permissions, reproduce
from analyysi.errors import ReproductionError
from analyysi.project import Project
from support.archived_answers import answer_once
from support.command_line import call
from support.handed_over import (
    commit,
    key_of,
    record_as,
    sealed,
    signers_of,
    with_code,
    with_name_in_zip,
    write_as,
)
from support.published_years import POPULATION, edit, forge_population, publish_again

pytestmark = pytest.mark.slow

MAIN = "analyysi/__main__.py"
NOTEBOOK = "inputs/notebooks/kustannustenjako.ipynb"


@pytest.fixture
def project(project_copy: Project) -> Project:
    """A copy of the project with the newest edition, committed to git as it was published."""
    publish_again(project_copy, -1)
    commit(project_copy)
    return project_copy


@pytest.fixture
def edition(project: Project) -> Edition:
    (only,) = find_editions(project)
    return only


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[Sequence[str]]:
    """Every command of an archived program that was started."""
    commands: list[Sequence[str]] = []

    def note(command: Sequence[str], *given: Any) -> isolation.Ended:
        commands.append(command)
        return isolation.run_isolated(command, *given)

    monkeypatch.setattr(replay, "run_isolated", note)
    return commands


@pytest.fixture
def open_door(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that isolates nothing, so that what runs leaves its mark."""
    monkeypatch.setattr(isolation, "isolation", lambda: ("", isolation.ISOLATIONS[""]))


@pytest.fixture
def asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what the archived program answers, where what it is given is not changed."""
    monkeypatch.setattr(reproducing, "replay_results", answer_once)


def again(project: Project, **allowed: Any) -> Reproduction:
    (edition,) = find_editions(project)
    return reproduce(project, edition, True, False, permissions=Permissions(**allowed))


def kinds(reproduction: Reproduction) -> set[str]:
    return {cause.kind for cause in reproduction.faults}


def said(reproduction: Reproduction, kind: str) -> str:
    return " ".join(
        f"{cause.where} {' '.join(cause.what)}"
        for cause in reproduction.causes
        if cause.kind == kind
    )


def mark(place: Path) -> str:
    """Return a line of Python that leaves a mark."""
    return f"open({str(place)!r}, 'w').write('it ran')\n"


@pytest.mark.usefixtures("asked_once")
def test_unchanged_archive_is_as_published_by_the_first_commit(project: Project) -> None:
    reproduction = again(project)
    assert reproduction.equal
    assert reproduction.answer.startswith("as published (git ")


def test_code_is_not_run_unasked(
    project: Project, edition: Edition, ran: list[Any], open_door: None, tmp_path: Path
) -> None:
    place = tmp_path / "mark"
    with_code(edition.folder, MAIN, mark(place))
    assert damages(edition) == ()
    assert sealed(edition)
    reproduction = again(project)
    assert (ran, place.exists()) == ([], False)
    assert kinds(reproduction) == {"code", "list"}
    assert CODE in said(reproduction, "code")
    assert "neither run nor installed" in said(reproduction, "code")
    assert "not the one first committed" in said(reproduction, "list")
    assert reproduction.results_equal  # by the present program
    assert reproduction.answer == "NOT AS PUBLISHED"


def test_code_that_is_changed_after_it_was_checked_does_not_run(
    project: Project,
    edition: Edition,
    ran: list[Any],
    open_door: None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    place = tmp_path / "mark"
    asked = reproducing.unknown_code

    def unknown(*given: Any) -> list[str]:
        unknown = asked(*given)
        with_code(edition.folder, MAIN, mark(place))
        return unknown

    monkeypatch.setattr(reproducing, "unknown_code", unknown)
    with pytest.raises(ReproductionError, match=r"code/analyysi\.zip is not what run\.json says"):
        again(project)
    assert (ran, place.exists()) == ([], False)


def test_code_runs_when_it_is_asked_for(
    project: Project, edition: Edition, ran: list[Any], open_door: None, tmp_path: Path
) -> None:
    place = tmp_path / "mark"
    with_code(edition.folder, MAIN, mark(place))
    reproduction = again(project, archived_code=True)
    assert (len(ran), place.read_text()) == (1, "it ran")
    assert kinds(reproduction) == {"list"}
    assert "because you allowed it" in said(reproduction, "code")


def test_command_line_warns_and_fails(project: Project, edition: Edition) -> None:
    with_code(edition.folder, MAIN, "pass\n")
    asked = ("reproduce", "--results-only", "--quiet", "--project", str(project.root))
    outcome = call(*asked)
    assert "(list, code)" in str(outcome.fault)
    assert "NOT AS PUBLISHED" in outcome.printed
    assert "Warning" not in outcome.printed
    assert "Warning: code that came with an archive" in call(*asked, "--run-archived-code").printed


def test_notebook_is_code_too(project: Project, edition: Edition, ran: list[Any]) -> None:
    notebook = json.loads((edition.folder / NOTEBOOK).read_bytes())
    notebook["cells"][0]["source"] = ["import os"]
    write_as(edition.folder, NOTEBOOK, json.dumps(notebook).encode())
    reproduction = reproduce(project, edition, True, True)
    assert NOTEBOOK in said(reproduction, "code")
    assert [command[4] for command in ran] == ["compare"]  # no report, so no notebook
    assert reproduction.papers == {}


def test_libraries_of_an_unknown_lock_file_are_not_installed(
    project: Project, edition: Edition, tmp_path: Path
) -> None:
    write_as(edition.folder, LOCKED, f"evil==1 --hash=sha256:{'0' * 64}\n".encode())
    pythons = OwnPythons(tmp_path / "environments")
    reproduction = again(project, own_pythons=pythons)
    assert (pythons.made, pythons.folder.exists()) == ({}, False)
    assert LOCKED in said(reproduction, "code")
    assert "neither run nor installed" in said(reproduction, "code")


def test_module_among_the_inputs_is_refused(
    project: Project, edition: Edition, ran: list[Any], tmp_path: Path
) -> None:
    write_as(edition.folder, "inputs/typer.py", mark(tmp_path / "mark").encode())
    with pytest.raises(ReproductionError, match=r"inputs/typer\.py.*could stand in for a library"):
        again(project)
    assert ran == []


@pytest.mark.parametrize("name", ["typer.py", "data/typer.py", "notebooks/typer.py"])
def test_module_among_the_inputs_shadows_nothing(
    project: Project, edition: Edition, open_door: None, tmp_path: Path, name: str
) -> None:
    place = tmp_path / "mark"
    for folder in (project.root, edition.folder / "inputs"):
        (folder / name).write_text(mark(place), encoding="utf-8")
    if name != "typer.py":
        record_as(edition.folder, f"inputs/{name}", mark(place).encode())
    reproduction = again(project)
    assert reproduction.results_equal
    assert not place.exists()
    assert kinds(reproduction) == ({"record"} if name == "typer.py" else {"list"})


@pytest.mark.parametrize("levels", [1, 12])
def test_name_in_the_zip_file_writes_nothing(
    project: Project, edition: Edition, ran: list[Any], tmp_path: Path, levels: int
) -> None:
    name = f"{'../' * levels}{tmp_path.relative_to('/')}/mark"
    with_name_in_zip(edition.folder, name, b"it ran")
    reproduction = again(project)
    assert kinds(reproduction) == {"path", "list"}
    assert "leads out of the folder" in said(reproduction, "path")
    assert (ran, (tmp_path / "mark").exists()) == ([], False)
    assert reproduction.results_equal


def test_library_beside_the_program_in_the_zip_file_is_no_program(
    project: Project, edition: Edition, ran: list[Any]
) -> None:
    with_name_in_zip(edition.folder, "typer.py", b"")
    assert "could stand in for a library" in said(again(project), "path")
    assert ran == []


@pytest.mark.parametrize(
    "name", ["inputs/../../../../../../mark", "/mark", "inputs/..\\mark", "C:mark", "inputs/nul"]
)
def test_path_in_the_record_writes_nothing(
    project: Project, edition: Edition, ran: list[Any], name: str
) -> None:
    record_as(edition.folder, name, b"it was written")
    before = {path for path in project.root.parent.rglob("*") if path.name == "mark"}
    with pytest.raises(ReproductionError, match="is no path within the edition"):
        again(project)
    assert ran == []
    assert before == {path for path in project.root.parent.rglob("*") if path.name == "mark"}


@pytest.mark.usefixtures("asked_once")
def test_link_among_the_inputs_is_not_followed(
    project: Project, edition: Edition, tmp_path: Path
) -> None:
    place = edition.folder / f"inputs/data/snapshots/{POPULATION}/data.csv"
    (tmp_path / "elsewhere").write_bytes(place.read_bytes())
    place.unlink()
    place.symlink_to(tmp_path / "elsewhere")
    reproduction = again(project)
    assert kinds(reproduction) == {"path"}
    assert "it is not read" in said(reproduction, "path")
    assert reproduction.results_equal  # by the project's own copy


@pytest.mark.usefixtures("asked_once")
def test_figure_is_named(project: Project) -> None:
    forge_population(project)
    reproduction = again(project)
    assert kinds(reproduction) == {"archive", "list"}
    assert POPULATION in said(reproduction, "archive")


@pytest.mark.usefixtures("asked_once")
@pytest.mark.parametrize("content", [b"", b"\xff\x00", b"split,payer_code\n1,2\n", b"a" * 200_000])
def test_results_that_are_no_table_are_named(
    project: Project, edition: Edition, content: bytes
) -> None:
    (edition.folder / RESULTS).write_bytes(content)
    assert kinds(again(project)) == {"paper"}
    write_as(edition.folder, RESULTS, content)
    reproduction = again(project)
    assert kinds(reproduction) == {"archive", "list"}
    assert not reproduction.results_equal


@pytest.mark.parametrize("printed", ["", "split", "\\x1b[2J[red]owned[/red]"])
def test_program_that_prints_no_table_is_named(
    project: Project, edition: Edition, printed: str
) -> None:
    with_code(edition.folder, MAIN, f"import sys; print('{printed}'); sys.exit()\n")
    reproduction = again(project, archived_code=True)
    assert kinds(reproduction) == {"archive", "list"}
    assert "what it prints is no table of results" in said(reproduction, "archive")


def test_paper_is_named(project: Project, edition: Edition, ran: list[Any]) -> None:
    paper = edition.folder / "papers/fi/report.html"
    changed = paper.read_text(encoding="utf-8").replace("Paltamo", "Kajaani").encode()
    write_as(edition.folder, "papers/fi/report.html", changed)
    one_report(edition)
    assert damages(edition) == ()
    reproduction = reproduce(project, edition, True, True)
    assert kinds(reproduction) == {"archive", "list"}
    assert "fi/report.html" in said(reproduction, "archive")
    assert reproduction.papers["fi/report.html"] is False
    assert len(ran) == 2


def one_report(edition: Edition) -> None:
    """Leave one report with its page alone: what is made again takes less time."""
    place = edition.folder / "run.json"
    record = json.loads(place.read_bytes())
    record["reports"] = [{**record["reports"][0], "formats": ["html"]}]
    gone = [
        file["path"]
        for file in record["files"]
        if file["path"].startswith("papers/") and file["path"] != "papers/fi/report.html"
    ]
    record["files"] = [file for file in record["files"] if file["path"] not in gone]
    for path in gone:
        (edition.folder / path).unlink()
    place.write_text(json.dumps(record), encoding="utf-8")
    record_as(edition.folder, RESULTS, (edition.folder / RESULTS).read_bytes())


@pytest.mark.usefixtures("asked_once")
def test_list_that_is_not_of_the_record_is_named(project: Project, edition: Edition) -> None:
    edit(edition.folder / SUMS, "papers/fi", "papers/../..")
    reproduction = again(project)
    assert kinds(reproduction) == {"path", "list"}
    assert "leads out of the folder" in said(reproduction, "path")


@pytest.mark.usefixtures("asked_once")
def test_without_git_nothing_is_called_as_published(project_copy: Project) -> None:
    publish_again(project_copy)
    reproduction = again(project_copy)
    assert reproduction.equal
    assert reproduction.answer == "agrees with its own list, which anyone could have made"
    outcome = call("reproduce", "--results-only", "--quiet", "--project", str(project_copy.root))
    assert outcome.fault is None
    assert "the project is not in git" in " ".join(outcome.printed.split())
    assert not re.search(r"\bas published", outcome.printed)


@pytest.mark.usefixtures("asked_once")
def test_signature_stands_for_the_list(project: Project, edition: Edition, tmp_path: Path) -> None:
    office, stranger = key_of(tmp_path, "office"), key_of(tmp_path, "stranger")
    signers = signers_of(tmp_path, office=office)
    place = edition.folder / SIGNATURE
    assert said(again(project, signers=signers), "signature").count("it has no signature") == 1

    place.write_bytes(sign((edition.folder / SUMS).read_bytes(), office))
    reproduction = again(project, signers=signers)
    assert reproduction.equal
    assert reproduction.answer == "as published (signed by office)"

    place.write_bytes(sign((edition.folder / SUMS).read_bytes(), stranger))
    reproduction = again(project, signers=signers)
    assert kinds(reproduction) == {"signature"}
    assert "by nobody in signers" in said(reproduction, "signature")
    assert "nobody you named signed it" in said(reproduction, "signature")

    place.write_bytes(sign(b"another list", office))
    reproduction = again(project, signers=signers)
    assert kinds(reproduction) == {"signature"}
    assert "the signature of office is not of this list" in said(reproduction, "signature")

    place.write_bytes(b"no signature at all")
    assert kinds(again(project, signers=signers)) == {"signature"}


def test_answers_of_the_archived_program_are_asked_for(project: Project, ran: list[Any]) -> None:
    # The tests above that find nothing run would find it.
    assert again(project).results_equal
    assert [command[4] for command in ran] == ["compare"]
    assert replay.replay_results is replay_results
