"""What a project's git history has of a file, in a copy that somebody may have changed."""

import zlib
from datetime import date
from pathlib import Path

import pytest

from analyysi.archive.anchor import anchor_of
from analyysi.archive.edition import SUMS, find_editions
from analyysi.archive.git_history import (
    ForgedObjectError,
    committed,
    first_commit,
    in_git,
    is_whole,
)
from analyysi.project import Project
from support.handed_over import git

LISTED = f"reports/ict/published/2023/edition-1/{SUMS}"
AHEAD = "2026-11-30T00:30:00+02:00"
"""The day before by Greenwich."""


@pytest.fixture(params=["sha1", "sha256"])
def project(
    tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Project:
    """A project below the root of a repository, with a list in git."""
    project = Project(tmp_path / "matters" / "ä")
    listed = project.root / LISTED
    listed.parent.mkdir(parents=True)
    listed.write_bytes(b"the list\n")
    git(tmp_path, "init", "--quiet", f"--object-format={request.param}")
    monkeypatch.setenv("GIT_COMMITTER_DATE", AHEAD)
    git(tmp_path, "add", "--force", ".")
    git(tmp_path, "commit", "--quiet", "-m", "Publish")
    return project


def object_named(project: Project, name: str) -> Path:
    """Return the file in which git keeps an object."""
    whole = git(project.root, "rev-parse", name).strip()
    return project.root.parents[1] / ".git" / "objects" / whole[:2] / whole[2:]


def test_a_file_is_read_as_it_was_committed(project: Project) -> None:
    assert in_git(project.root)
    assert is_whole(project.root)
    first = first_commit(project.root, LISTED)
    assert first == git(project.root, "rev-parse", "HEAD").strip()
    found = committed(project.root, first, LISTED)
    assert found is not None
    assert (found.content, found.day) == (b"the list\n", date(2026, 11, 30))
    assert committed(project.root, first, f"{LISTED}.sig") is None
    assert committed(project.root, "HEAD", LISTED) is None
    assert first_commit(project.root, "nothing") is None


@pytest.mark.parametrize(
    ("forged", "before", "after"),
    [
        (f"HEAD:./{LISTED}", b"the list", b"a forged"),
        ("HEAD:./reports", b"ict", b"itc"),
        ("HEAD", b"+0200", b"+0300"),
        ("HEAD", b"Publish", b"publish"),
    ],
)
def test_another_content_under_a_true_name_is_seen(
    project: Project, forged: str, before: bytes, after: bytes
) -> None:
    """Git itself gives what lies there: it does not look at the checksum that is the name."""
    first = first_commit(project.root, LISTED)
    assert first is not None
    place = object_named(project, forged)
    content = zlib.decompress(place.read_bytes())
    changed = content.replace(before, after) if before in content else content + b"x"
    place.chmod(0o644)
    head, _, body = changed.partition(b"\0")
    sized = head.split(b" ")[0] + b" %d" % len(body)
    place.write_bytes(zlib.compress(sized + b"\0" + body))
    with pytest.raises(ForgedObjectError):
        committed(project.root, first, LISTED)


def test_an_edition_whose_history_was_changed_is_named(project: Project) -> None:
    place = object_named(project, f"HEAD:./{LISTED}")
    place.chmod(0o644)
    place.write_bytes(zlib.compress(b"blob 9\0the lies\n"))
    (project.root / LISTED).write_bytes(b"the lies\n")
    (edition,) = find_editions(project)
    found = anchor_of(project, edition)
    assert (found.kind, found.contradicted) == ("git", True)
    assert found.sentence.startswith("the copy of the history in git was changed")


def test_a_folder_without_git_has_no_history(tmp_path: Path) -> None:
    assert not in_git(tmp_path)
    assert not is_whole(tmp_path)
    assert first_commit(tmp_path, "a") is None
    assert committed(tmp_path, "0" * 40, "a") is None
