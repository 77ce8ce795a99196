"""What stands for an edition's list outside of its folder: git, or a signature."""

import os
from pathlib import Path

import pytest

from analyysi.archive import anchor
from analyysi.archive.anchor import Anchor, anchor_of, sign
from analyysi.archive.edition import SIGNATURE, SUMS, Edition, find_editions
from analyysi.errors import ParameterError
from analyysi.project import Project
from support.handed_over import commit, git, key_of, signers_of

pytestmark = pytest.mark.slow


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project that has nothing but an edition with a list."""
    project = Project(tmp_path / "project")
    folder = project.reports / "ict" / "published" / "2023" / "edition-1"
    folder.mkdir(parents=True)
    (folder / SUMS).write_bytes(b"the list\n")
    return project


@pytest.fixture
def edition(project: Project) -> Edition:
    return read_again(project)


def read_again(project: Project) -> Edition:
    """Return the edition as it is now: its list is read once."""
    (only,) = find_editions(project)
    return only


def test_without_git_there_is_no_anchor(project: Project, edition: Edition) -> None:
    assert anchor_of(project, edition) == Anchor(
        "none", "the project is not in git, or git refuses it"
    )
    git(project.root, "init", "--quiet")
    assert anchor_of(project, edition) == Anchor("none", "it is not committed in git")


def test_without_the_program_git_there_is_no_anchor(
    project: Project, edition: Edition, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    commit(project)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert anchor_of(project, edition).kind == "none"


def test_first_commit_says_what_was_published(project: Project, edition: Edition) -> None:
    commit(project)
    first = git(project.root, "rev-parse", "--short=10", "HEAD").strip()
    assert anchor_of(project, edition).name == f"git {first}"
    listed = edition.folder / SUMS
    listed.write_bytes(b"another\n")
    changed = anchor_of(project, read_again(project))
    assert changed.contradicted
    assert changed.sentence.startswith(
        f"its list is not the one first committed, in commit {first}"
    )
    git(project.root, "commit", "--quiet", "--all", "-m", "Change it")
    assert anchor_of(project, read_again(project)) == changed
    listed.write_bytes(b"the list\n")
    assert anchor_of(project, read_again(project)).name == f"git {first}"


def test_a_list_on_another_branch_is_none(project: Project, edition: Edition) -> None:
    git(project.root, "init", "--quiet")
    git(project.root, "commit", "--quiet", "--allow-empty", "-m", "Begin")
    git(project.root, "checkout", "--quiet", "-b", "other")
    commit(project)
    git(project.root, "checkout", "--quiet", "-")
    edition.folder.mkdir(parents=True)
    (edition.folder / SUMS).write_bytes(b"the list\n")
    assert anchor_of(project, edition).sentence == "it is not committed in git"


def test_git_that_was_handed_over_in_the_edition_is_not_asked(
    project: Project, edition: Edition
) -> None:
    git(edition.folder, "init", "--quiet")
    git(edition.folder, "add", SUMS)
    git(edition.folder, "commit", "--quiet", "-m", "Forge")
    assert anchor_of(project, edition).kind == "none"
    git(project.root, "init", "--quiet")
    git(project.root, "commit", "--quiet", "--allow-empty", "-m", "Begin")
    assert anchor_of(project, edition).kind == "none"


def test_settings_of_a_repository_run_nothing(
    project: Project, edition: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(project)
    script = tmp_path / "script"
    script.write_text(f"#!/bin/sh\ntouch {tmp_path}/mark\n", encoding="utf-8")
    script.chmod(0o755)
    for name in (
        *("core.fsmonitor", "core.pager", "core.sshCommand", "core.editor", "diff.external"),
        *("gpg.program", "core.askPass", "credential.helper", "pager.rev-list"),
    ):
        git(project.root, "config", name, str(script))
    git(project.root, "config", "log.showSignature", "true")
    git(project.root, "config", "alias.rev-list", f"!{script}")
    git(project.root, "config", "extensions.partialClone", "origin")
    git(project.root, "config", "remote.origin.url", f"ext::{script}")
    git(project.root, "config", "remote.origin.promisor", "true")
    git(project.root, "config", "protocol.ext.allow", "always")
    # Git before 2.45 does not know this one.
    monkeypatch.delitem(anchor._GIT_SETTINGS, "GIT_NO_LAZY_FETCH")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    blob = git_object(project, edition)
    assert anchor_of(project, edition).kind == "git"
    (edition.folder / SUMS).write_bytes(b"another\n")
    blob.unlink()  # git would fetch what a partial clone lacks
    assert anchor_of(project, edition).kind == "none"
    assert not (tmp_path / "mark").exists()


def test_part_of_a_history_has_no_first_commit(
    project: Project, edition: Edition, tmp_path: Path
) -> None:
    commit(project)
    (edition.folder / SUMS).write_bytes(b"forged\n")
    git(project.root, "commit", "--quiet", "--all", "-m", "Forge")
    assert anchor_of(project, edition).contradicted
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth=1", project.root.as_uri(), str(clone))
    part = anchor_of(Project(clone), read_again(Project(clone)))
    assert (part.kind, part.contradicted) == ("none", False)
    assert "git fetch --unshallow" in part.sentence


def test_history_is_not_cut_by_a_file_of_grafts(project: Project, edition: Edition) -> None:
    commit(project)
    (edition.folder / SUMS).write_bytes(b"forged\n")
    git(project.root, "commit", "--quiet", "--all", "-m", "Forge")
    forged = git(project.root, "rev-parse", "HEAD")
    grafts = project.root / ".git" / "info" / "grafts"
    grafts.parent.mkdir(exist_ok=True)
    grafts.write_text(forged, encoding="utf-8")
    assert anchor_of(project, edition).contradicted


def git_object(project: Project, edition: Edition) -> Path:
    """Return where git keeps the list."""
    environment = {name: text for name, text in os.environ.items() if name != "GIT_DIR"}
    with pytest.MonkeyPatch.context() as patch:
        for name in set(os.environ) - set(environment):
            patch.delenv(name)
        name = git(project.root, "hash-object", str(edition.folder / SUMS)).strip()
    return project.root / ".git" / "objects" / name[:2] / name[2:]


def test_edition_without_a_list_has_no_anchor(project: Project, edition: Edition) -> None:
    commit(project)
    (edition.folder / SUMS).unlink()
    assert anchor_of(project, edition).kind == "none"


def test_signature_is_by_a_signer_and_for_an_edition(
    project: Project, edition: Edition, tmp_path: Path
) -> None:
    key = key_of(tmp_path, "office")
    signers = signers_of(tmp_path, office=key)
    listed = (edition.folder / SUMS).read_bytes()
    (edition.folder / SIGNATURE).write_bytes(sign(listed, key))
    assert anchor_of(project, edition, signers) == Anchor(
        "signature", "its list is signed by office", "signed by office"
    )
    # A signature that the same key made for something else.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(anchor, "NAMESPACE", "file")
        (edition.folder / SIGNATURE).write_bytes(sign(listed, key))
    assert anchor_of(project, edition, signers).contradicted


def test_signers_and_keys_that_are_not_there_are_one_sentence(
    project: Project, edition: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ParameterError, match=r"There is no file .*signers: --allowed-signers"):
        anchor_of(project, edition, tmp_path / "signers")
    with pytest.raises(ParameterError, match="There is no key"):
        sign(b"", tmp_path / "key")
    (tmp_path / "key").write_text("no key", encoding="utf-8")
    with pytest.raises(ParameterError, match=r"ssh-keygen does not sign with .*Nothing was pub"):
        sign(b"", tmp_path / "key")
    monkeypatch.setattr(anchor, "program_path", lambda _: None)
    with pytest.raises(ParameterError, match="ssh-keygen was not found"):
        sign(b"", tmp_path / "key")
