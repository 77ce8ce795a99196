"""A year is published: what lies in the edition, that it is protected, superseded, and never left
half.
"""

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Mapping
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from rocrate.rocrate import ROCrate

from analyysi.agreement.parameters import RunParameters
from analyysi.archive import publish as publishing
from analyysi.archive.anchor import anchor_of
from analyysi.archive.edition import (
    CODE,
    CRATE,
    PAPERS,
    RECORD,
    RESULTS,
    SIGNATURE,
    SUMS,
    Edition,
    EditionRecord,
    editions_of,
)
from analyysi.archive.integrity import damages
from analyysi.archive.known_code import LIST, checksum_of, executed
from analyysi.archive.publish import publish, refuse_additions
from analyysi.errors import ParameterError, StorageError
from analyysi.project import Project
from support.handed_over import key_of, signers_of
from support.places import ROOT
from support.prepared import PREPARED
from support.published_years import TERMS, edit

REASON = "A figure of the appendix was told wrongly."
YEAR = [RunParameters(agreement="kainuu-ict", year=2023)]


@pytest.fixture(scope="module")
def superseded(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project in which the first published edition of the repository has been superseded by a
    second, whose terms name an office.
    """
    root = tmp_path_factory.mktemp("published")
    for folder in ("data", "notebooks", "templates"):
        shutil.copytree(ROOT / folder, root / folder)
    first = editions_of(Project(ROOT), "kainuu-ict", 2023)[0].folder
    shutil.copytree(first, root / first.relative_to(ROOT))
    shutil.copy2(ROOT / "requirements.lock", root)
    edit(root / TERMS, "[total]", f"{PREPARED}\n[total]")
    project = Project(root)
    key = key_of(root, "office")
    edition = publish(project, YEAR, ["html"], REASON, key=key)
    assert edition.number == 2
    return project


def second(project: Project) -> Edition:
    return editions_of(project, "kainuu-ict", 2023)[1]


@pytest.mark.notebook
def test_both_editions_stay(superseded: Project) -> None:
    first, last = editions_of(superseded, "kainuu-ict", 2023)
    assert (first.number, last.number) == (1, 2)
    assert damages(first) == damages(last) == ()
    assert last.record.supersedes is not None
    assert (last.record.supersedes.edition, last.record.supersedes.reason) == (1, REASON)
    assert REASON in (last.folder / CRATE).read_text(encoding="utf-8")
    assert first.record.sha256(RESULTS) == last.record.sha256(RESULTS)


@pytest.mark.notebook
def test_list_is_signed_by_the_key_that_was_given(superseded: Project) -> None:
    signers = signers_of(superseded.root, office=superseded.root / "office")
    signed = anchor_of(superseded, second(superseded), signers)
    assert (signed.name, signed.contradicted) == ("signed by office", False)


def test_key_that_does_not_sign_is_told_before_the_work(
    project_copy: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "make_report_files", None)
    with pytest.raises(ParameterError, match="There is no key"):
        publish(project_copy, YEAR, ["html"], key=project_copy.root / "none")
    assert not project_copy.reports.exists()


@pytest.mark.notebook
def test_edition_is_write_protected_and_refuses_a_second_of_the_same(superseded: Project) -> None:
    for path in second(superseded).folder.rglob("*"):
        assert path.is_dir() or not path.stat().st_mode & (
            stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
        )
    with pytest.raises(
        ParameterError, match=r"edition 2 was published on .* write-protected.*--supersede"
    ):
        publish(superseded, YEAR, ["html"])


@pytest.mark.notebook
def test_record_names_versions_inputs_and_every_file(superseded: Project) -> None:
    edition = second(superseded)
    record, raw = edition.record, (edition.folder / RECORD).read_text(encoding="utf-8")
    assert record.packages["papermill"] == version("papermill")
    assert len(record.packages) > 50  # every library of the lock file, not only those asked for
    assert "data/agreements/kainuu-ict/2023.toml" in record.inputs
    assert "requirements.lock" in record.inputs
    snapshots = [path for path in record.inputs if path.startswith("data/snapshots/")]
    assert {path.rpartition("/")[2] for path in snapshots} >= {
        "data.csv",
        "manifest.json",
        "datapackage.json",
    }
    assert list(record.papers(record.reports[0])) == ["report.html"]
    assert str(superseded.root) not in raw
    assert "templates/" not in raw  # no Word file was made, so none is an input


@pytest.mark.notebook
def test_crate_opens_elsewhere(superseded: Project) -> None:
    edition = second(superseded)
    crate = ROCrate(edition.folder)
    root: Any = crate.root_dataset
    assert root["name"] == "Kainuun yhteisen ICT-henkilön kustannusten jako 2023"
    assert root["conformsTo"].id == "https://w3id.org/ro/wfrun/process/0.5"
    assert root["datePublished"] == edition.record.published.isoformat()
    assert root["license"]
    action = root["mentions"]
    assert root["author"]["name"] == action["agent"]["name"] == "Taloustoimisto"
    assert (root["dateCreated"], root.get("publisher")) == ("2026-12-03", None)
    assert action.type == "CreateAction"
    assert action["instrument"].type == "SoftwareApplication"
    assert action["instrument"]["softwareVersion"] == edition.record.code.version
    assert {item.id for item in action["result"]} == {f"{PAPERS}/fi/report.html", RESULTS}
    used = {item.id for item in action["object"]}
    assert used == {f"inputs/{path}" for path in edition.record.inputs} | {CODE}
    files = {
        path.relative_to(edition.folder).as_posix()
        for path in edition.folder.rglob("*")
        if path.is_file()
    }
    described = {entity.id for entity in crate.data_entities}
    assert described == files - {CRATE, SUMS, SIGNATURE}
    for entity in json.loads((edition.folder / CRATE).read_bytes())["@graph"]:
        assert entity.get("@type") != "File" or (edition.folder / entity["@id"]).is_file()


@pytest.mark.notebook
def test_library_that_was_really_changed_is_named_and_no_cent_moves(
    superseded: Project, tmp_path: Path
) -> None:
    project = tmp_path / "project"
    shutil.copytree(superseded.root, project)
    shutil.rmtree(project / "reports" / "kainuu-ict" / "published" / "2023" / "edition-1")
    spec = find_spec("latex2mathml")
    assert spec is not None
    assert spec.origin is not None
    libraries = tmp_path / "libraries"
    shutil.copytree(Path(spec.origin).parent, libraries / "latex2mathml")
    with (libraries / "latex2mathml" / "converter.py").open("a", encoding="utf-8") as file:
        file.write(
            "\n_true = convert\n\n\ndef convert(*args, **kwargs):\n    return _true(*args, "
            "**kwargs) + ' '\n"
        )
    written = libraries / "latex2mathml-99.0.dist-info"
    written.mkdir()
    (written / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: latex2mathml\nVersion: 99.0\n", encoding="utf-8"
    )
    # Its publisher's own list names the notebook that it was made by.
    ours = tmp_path / "settings" / "analyysi" / LIST
    ours.parent.mkdir(parents=True)
    _, *notebooks = executed(second(superseded).record)
    lines = [
        f"{checksum_of(path, second(superseded).published(path))}  edition 2: {path}\n"
        for path in notebooks
    ]
    ours.write_text("".join(lines), encoding="utf-8")
    command = [sys.executable, "-m", "analyysi", "reproduce", "--project", str(project)]
    environment = {
        **os.environ,
        "PYTHONPATH": str(libraries),
        "COLUMNS": "200",
        "XDG_CONFIG_HOME": str(tmp_path / "settings"),
    }
    done = subprocess.run(
        command, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 1
    # The archive alone does not show whether it or the library was changed: both are named.
    assert "kainuu-ict 2023, edition 2 (archive)" in done.stderr
    assert "equal to the cent" in done.stdout
    assert "do not give the archived papers" in done.stdout
    moved = f"latex2mathml {second(superseded).record.packages['latex2mathml']} → 99.0"
    assert moved in done.stdout[done.stdout.index("not ruled out") :]
    assert "fi/report.html" in done.stdout


def test_draft_is_not_published(project_copy: Project) -> None:
    with pytest.raises(ParameterError, match="2027 is a draft, and a draft is not published"):
        publish(
            project_copy,
            [RunParameters(agreement="kainuu-ict", year=2027)],
            ["html"],
        )
    assert not (project_copy.reports).exists()


def test_another_who_publishes_the_year_is_told_before_the_work(
    project_copy: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "make_report_files", None)
    busy = "Another analyysi is publishing kainuu-ict 2023. Wait until it is done"
    with (
        publishing._alone_with(project_copy, "kainuu-ict", 2023),
        pytest.raises(StorageError, match=busy),
    ):
        publish(project_copy, YEAR, ["html"])
    assert list((project_copy.reports / "kainuu-ict").iterdir()) == []


def test_what_must_be_on_the_disk_before_the_edition_is(
    project_copy: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = editions_of(Project(ROOT), "kainuu-ict", 2023)[0].record
    monkeypatch.setattr(publishing, "_prove", lambda *_: None)
    seen: list[bool] = []

    def before_placing(record: EditionRecord, contents: Mapping[str, bytes]) -> None:
        seen.append(SUMS in contents)
        seen.append(not editions_of(project_copy, "kainuu-ict", 2023))
        raise StorageError("no room for the list")

    with pytest.raises(StorageError, match="no room for the list"):
        publishing._freeze(project_copy, record, {RESULTS: b"a\n"}, None, before_placing)
    assert seen == [True, True]
    assert not editions_of(project_copy, "kainuu-ict", 2023)


def test_nothing_to_supersede(project_copy: Project) -> None:
    with pytest.raises(
        ParameterError, match="has not been published, so there is nothing to supersede"
    ):
        publish(project_copy, YEAR, ["html"], REASON)


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_publishing_killed_at_any_file_operation_leaves_the_old_state(tmp_path: Path) -> None:
    project = Project(tmp_path)
    edition = editions_of(Project(ROOT), "kainuu-ict", 2023)[0]
    folder = tmp_path / "reports" / "kainuu-ict" / "published" / "2023"
    shutil.copytree(edition.folder, folder / "edition-1")
    before = content(folder)
    record = edition.record.model_copy(update={"edition": 2})
    contents = {"results.csv": b"a\n", "papers/fi/report.html": b"<p>", RECORD: b"{}"}
    operations = in_a_child(project, record, contents, 0)
    whole = content(folder)
    assert whole == before | {f"edition-2/{name}": bytes_ for name, bytes_ in contents.items()}
    remove(folder / "edition-2")
    killed = 0
    for place in range(1, operations + 1):
        killed += in_a_child(project, record, contents, place) == -signal.SIGKILL
        names = {name.split("/")[0] for name in content(folder) if not name.startswith(".")}
        assert names <= {"edition-1", "edition-2"}
        if "edition-2" in names:  # killed after the last step, and then it is there whole
            assert {
                name: bytes_ for name, bytes_ in content(folder).items() if not name.startswith(".")
            } == whole
            remove(folder / "edition-2")
        assert [one.number for one in editions_of(project, "kainuu-ict", 2023)] == [1]
    assert killed == operations > 10
    in_a_child(project, record, contents, 0)
    assert content(folder) == whole  # nothing of the killed ones is left


FILE_EVENTS = {
    "open",
    "os.rename",
    "os.mkdir",
    "os.chmod",
    "os.remove",
    "os.scandir",
    "tempfile.mkdtemp",
}


def in_a_child(project: Project, record: Any, contents: dict[str, bytes], kill_at: int) -> int:
    """Place an edition in a forked child; return its file operations, or the signal that killed it
    before one.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        count = 0

        def watch(event: str, arguments: tuple[Any, ...]) -> None:
            nonlocal count
            if event in FILE_EVENTS and any(
                str(project.root) in str(argument) for argument in arguments
            ):
                count += 1
                if count == kill_at:
                    os.kill(os.getpid(), signal.SIGKILL)

        try:
            sys.addaudithook(watch)
            publishing._place(project, record, contents)
            os.write(writing, str(count).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        counted = pipe.read()
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return code if code < 0 else int(counted)


def content(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def remove(folder: Path) -> None:
    for path in folder.rglob("*"):
        path.chmod(0o755)
    shutil.rmtree(folder)


def test_rules_that_only_a_notebook_has_are_not_published() -> None:
    own = {"rules": [{"title": "Neliöjuuri"}], "keys": {"workstations": {}}}
    with pytest.raises(ParameterError, match=r"analyst's own \(Neliöjuuri, workstations\)"):
        refuse_additions({"own": own}, "kainuu-ict 2023")
    refuse_additions({"inputs": []}, "kainuu-ict 2023")
