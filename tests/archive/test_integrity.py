"""Whether an edition's files are still those that were published: every kind of harm is found."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from analyysi.archive.edition import CRATE, RECORD, SIGNATURE, SUMS
from analyysi.archive.integrity import Damage, damages, faults, sums_bytes
from analyysi.project import Project
from support.handed_over import seal
from support.published_years import TERMS, edit, edition, publish_again


@pytest.fixture
def published(project_copy: Project) -> Project:
    return publish_again(project_copy)


@pytest.mark.parametrize(
    ("harm", "expected"),
    [
        (lambda folder: edit(folder / CRATE, "as published", "as decided"), (CRATE, "changed")),
        (lambda folder: edit(folder / RECORD, '"python": "3', '"python": "4'), (RECORD, "changed")),
        (lambda folder: edit(folder / SUMS, "papers/fi", "papers/sv"), (SUMS, "changed")),
        (lambda folder: (folder / SUMS).unlink(), (SUMS, "missing")),
        (lambda folder: (folder / CRATE).unlink(), (CRATE, "missing")),
    ],
)
def test_harm_to_what_is_said_of_the_edition_is_found(
    published: Project, harm: Callable[[Path], None], expected: tuple[str, str]
) -> None:
    harm(edition(published).folder)
    assert [(damage.path, damage.harm) for damage in damages(edition(published))] == [expected]


@pytest.mark.slow
def test_checksums_are_in_the_form_of_sha256sum(published: Project) -> None:
    folder = edition(published).folder
    assert damages(edition(published)) == ()
    contents = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
    del contents[SUMS]
    assert sums_bytes(contents) == (folder / SUMS).read_bytes()
    if shutil.which("sha256sum"):
        command = ["sha256sum", "--check", "--strict", "--quiet", SUMS]
        assert subprocess.run(command, cwd=folder, check=False).returncode == 0


@pytest.mark.slow
def test_harm_to_files_is_told_in_words(published: Project) -> None:
    folder = edition(published).folder
    assert faults(edition(published)) == []
    (folder / "inputs" / TERMS).unlink()
    edit(folder / "results.csv", "7325.24", "7079.00")
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    start, restore = "kainuu-ict 2023, edition 1:", "Restore the published folder."
    assert sorted(faults(edition(published))) == sorted(
        [
            f"{start} inputs/{TERMS} is missing. {restore}",
            f"{start} results.csv was edited after publication. {restore}",
            f"{start} notes.txt is no file of the edition. {restore}",
        ]
    )


def test_record_that_cannot_be_read_is_the_only_fault(published: Project) -> None:
    (edition(published).folder / RECORD).write_text("{", encoding="utf-8")
    (fault,) = faults(edition(published))
    assert fault.startswith("kainuu-ict 2023, edition 1: run.json is not valid JSON:")


@pytest.mark.slow
def test_record_edited_with_its_files_still_disagrees_with_the_list(published: Project) -> None:
    folder = edition(published).folder
    old = edition(published).record.sha256("results.csv")
    edit(folder / RECORD, old, "0" * 64)
    harmed = damages(edition(published))
    assert Damage(RECORD, "changed") in harmed
    assert Damage("results.csv", "changed") in harmed


def test_checksums_are_sorted_by_path() -> None:
    lines = sums_bytes({"b": b"", "a": b"1"}).decode().splitlines()
    assert [line[64:] for line in lines] == ["  a", "  b"]


def test_links_are_no_files_of_an_edition(published: Project, tmp_path: Path) -> None:
    folder = edition(published).folder
    (tmp_path / "copy").write_bytes((folder / "results.csv").read_bytes())
    (folder / "results.csv").unlink()
    (folder / "results.csv").symlink_to(tmp_path / "copy")
    (folder / "linked").symlink_to(tmp_path)
    assert {(damage.path, damage.harm) for damage in damages(edition(published))} == {
        ("results.csv", "link"),
        ("linked", "strange"),
    }


def test_list_that_is_a_link_is_not_read(published: Project) -> None:
    folder = edition(published).folder
    (folder / SUMS).unlink()
    (folder / SUMS).symlink_to("/dev/zero")
    assert [(damage.path, damage.harm) for damage in damages(edition(published))] == [
        (SUMS, "link")
    ]


@pytest.mark.parametrize("path", ["../evil", "/evil", "C:/evil", "papers\\\\evil"])
def test_paths_that_lists_name_are_bounded(published: Project, path: str) -> None:
    folder = edition(published).folder
    edit(
        folder / CRATE,
        '"@id": "results.csv",\n      "@type": "File"',
        f'"@id": "{path}",\n      "@type": "File"',
    )
    seal(folder)
    (harmed,) = damages(edition(published))
    assert (harmed.path, harmed.harm) == (CRATE, "path")
    (fault,) = faults(edition(published))
    assert "names what may not be there, and is not used: " in fault
    with (folder / SUMS).open("a", encoding="utf-8") as file:
        file.write(f"{'0' * 64}  {path}\n")
    assert (SUMS, "path") in [(damage.path, damage.harm) for damage in damages(edition(published))]


@pytest.mark.parametrize("content", [b"[" * 100_000, b"[]", b'{"@graph": [1]}', b"\xff"])
def test_metadata_that_is_none_is_named(published: Project, content: bytes) -> None:
    folder = edition(published).folder
    (folder / CRATE).write_bytes(content)
    seal(folder)
    (harmed,) = damages(edition(published))
    assert (harmed.path, harmed.harm, harmed.remark) == (
        CRATE,
        "path",
        "it is no RO-Crate metadata",
    )


def test_signature_is_a_file_of_the_edition(published: Project) -> None:
    (edition(published).folder / SIGNATURE).write_bytes(b"by an office")
    assert damages(edition(published)) == ()
