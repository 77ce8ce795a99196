"""Which code may run unasked: what the program's list holds, the user's, and the program itself."""

from pathlib import Path

import pytest

from analyysi.archive import known_code
from analyysi.archive.code_archive import code_files
from analyysi.archive.edition import CODE, Edition, editions_of, find_editions
from analyysi.archive.known_code import (
    LIST,
    LOCKED,
    executed,
    known_checksums,
    package_list,
    program_sha256,
    remember,
    remember_release,
    unknown_code,
    user_list,
)
from analyysi.file_system.zip_file import zipped
from analyysi.project import Project
from support.handed_over import with_code, write_as
from support.places import ROOT
from support.published_years import publish_again

NOTEBOOK = "inputs/notebooks/kustannustenjako.ipynb"


@pytest.fixture
def own_list(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A list of the user, in a folder that is not there yet."""
    place = tmp_path / "settings" / LIST
    monkeypatch.setattr(known_code, "user_list", lambda: place)
    return place


@pytest.fixture
def edition(project_copy: Project) -> Edition:
    publish_again(project_copy)
    return editions_of(project_copy, "kainuu-ict", 2023)[0]


@pytest.mark.parametrize("edition", find_editions(Project(ROOT)), ids=lambda edition: edition.name)
def test_code_of_every_published_edition_is_on_the_list_of_the_program(
    edition: Edition, own_list: Path
) -> None:
    assert unknown_code(edition, (), lock=True) == []
    assert edition.name in package_list().read_text(encoding="utf-8")


def test_list_is_package_data_and_outside_of_the_project_for_a_user() -> None:
    assert f"analyysi/archive/{LIST}" in code_files()
    assert not Project(ROOT).has(user_list())
    assert all(
        len(line.split("  ", 1)[0]) == 64
        for line in package_list().read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    )


def test_what_runs_is_the_program_and_the_notebooks(edition: Edition) -> None:
    assert executed(edition.record) == (CODE, NOTEBOOK)


def test_changed_code_is_on_no_list(edition: Edition, own_list: Path) -> None:
    with_code(edition.folder, "analyysi/__main__.py", "pass\n")
    write_as(edition.folder, NOTEBOOK, b"{}")
    write_as(edition.folder, LOCKED, b"")
    again = Edition(edition.folder, edition.agreement, edition.year, edition.number)
    assert unknown_code(again, ()) == [CODE, NOTEBOOK]
    assert unknown_code(again, (), lock=True) == [CODE, NOTEBOOK, LOCKED]
    assert unknown_code(again, {CODE}) == [NOTEBOOK]


def test_present_program_is_known_however_it_was_packed(edition: Edition, own_list: Path) -> None:
    program = dict(reversed(code_files().items()))
    write_as(edition.folder, CODE, zipped(program))
    again = Edition(edition.folder, edition.agreement, edition.year, edition.number)
    assert unknown_code(again, ()) == []


def test_the_list_itself_is_no_part_of_the_program_s_checksum() -> None:
    program = code_files()
    longer = {**program, f"analyysi/archive/{LIST}": b"more"}
    other = {**program, "analyysi/money.py": b"other"}
    assert program_sha256(program) == program_sha256(longer) != program_sha256(other)
    assert program_sha256(program) in known_checksums()


def contents_of(edition: Edition) -> dict[str, bytes]:
    return {file.path: (edition.folder / file.path).read_bytes() for file in edition.record.files}


def test_published_code_is_remembered_by_the_user_of_an_installed_program(
    edition: Edition, project_copy: Project, own_list: Path
) -> None:
    with_code(edition.folder, "analyysi/__main__.py", "pass\n")
    again = Edition(edition.folder, edition.agreement, edition.year, edition.number)
    contents = contents_of(again)
    assert remember(project_copy, again.record, contents) == own_list
    (line,) = own_list.read_text(encoding="utf-8").splitlines()
    assert line.endswith("  kainuu-ict 2023, edition 1: code/analyysi.zip")
    assert unknown_code(again, ()) == []
    assert remember(project_copy, again.record, contents) is None


def test_the_present_program_is_listed_once(
    edition: Edition, project_copy: Project, own_list: Path
) -> None:
    write_as(edition.folder, CODE, zipped(code_files()))
    again = Edition(edition.folder, edition.agreement, edition.year, edition.number)
    assert remember(project_copy, again.record, contents_of(again)) == own_list
    assert remember(project_copy, again.record, contents_of(again)) is None


def test_published_code_is_remembered_in_a_checkout_by_its_own_list(
    edition: Edition, project_copy: Project, own_list: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = project_copy.root / "src" / "analyysi" / "archive" / LIST
    monkeypatch.setattr(known_code, "package_list", lambda: listed)
    assert remember(project_copy, edition.record, contents_of(edition)) == listed
    assert len(listed.read_text(encoding="utf-8").splitlines()) == 3
    assert remember(project_copy, edition.record, contents_of(edition)) is None
    assert not own_list.exists()


@pytest.mark.slow
def test_a_release_is_remembered_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    listed = tmp_path / LIST
    listed.write_text("# the list\n", encoding="utf-8")
    monkeypatch.setattr(known_code, "package_list", lambda: listed)
    assert remember_release("release 0.1.0") == listed
    assert remember_release("release 0.1.0") is None
    line = listed.read_text(encoding="utf-8").splitlines()[1]
    assert line == f"{program_sha256(code_files())}  release 0.1.0: code/analyysi.zip"
