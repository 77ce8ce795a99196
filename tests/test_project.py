"""Where a project's folders lie, and how it is found from anywhere in it."""

from pathlib import Path

import pytest

from analyysi.errors import ParameterError
from analyysi.project import ENVIRONMENT_VARIABLE, Project, find_project, from_home


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project in which the tests do not stand."""
    monkeypatch.delenv(ENVIRONMENT_VARIABLE, raising=False)
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "project"
    (folder / "data" / "agreements").mkdir(parents=True)
    (folder / "notebooks" / "drafts").mkdir(parents=True)
    return folder


@pytest.mark.parametrize("inside", ["", "notebooks", "notebooks/drafts", "data/agreements"])
def test_found_from_any_folder_in_it(root: Path, inside: str) -> None:
    assert find_project(root / inside) == Project(root)


def test_working_folder_is_where_nothing_is_named(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root / "notebooks")
    assert find_project() == Project(root)


def test_environment_variable_comes_before_the_working_folder_and_after_what_is_named(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    another = tmp_path / "another"
    (another / "data" / "agreements").mkdir(parents=True)
    monkeypatch.setenv(ENVIRONMENT_VARIABLE, str(root))
    monkeypatch.chdir(another)
    assert find_project() == Project(root)
    assert find_project(another) == Project(another)


def test_home_folder_may_be_written_short(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(root.parent))
    assert find_project("~/project") == Project(root)


def test_nearest_project_is_meant_where_one_lies_in_another(root: Path) -> None:
    inner = root / "notebooks" / "inner"
    (inner / "data" / "agreements").mkdir(parents=True)
    assert find_project(inner / "data") == Project(inner)


def test_no_project_is_one_sentence_with_what_to_do(root: Path) -> None:
    with pytest.raises(ParameterError) as caught:
        find_project(root.parent)
    assert str(caught.value) == (
        f"No analyysi project at {root.parent} or above it: a folder with data/agreements was "
        "expected. Change to the project's folder, or name it with --project or ANALYYSI_PROJECT. "
        "Make one: analyysi init FOLDER"
    )


def test_folder_that_is_not_there_is_no_fault_within_a_project(root: Path) -> None:
    assert find_project(root / "reports" / "kainuu-ict") == Project(root)


def test_paths_are_written_as_seen_from_the_root(root: Path, tmp_path: Path) -> None:
    project = Project(root)
    terms = project.agreements / "kainuu-ict" / "2023.toml"
    assert project.relative(terms) == "data/agreements/kainuu-ict/2023.toml"
    assert project.relative(root / "notebooks" / ".." / "data") == "data"
    link = tmp_path / "link"
    link.symlink_to(root, target_is_directory=True)
    assert project.relative(link / "data") == "data"
    with pytest.raises(ValueError, match="is not in the subpath"):
        project.relative(tmp_path / "elsewhere")
    assert project.has(link / "data")
    assert not project.has(tmp_path / "elsewhere")
    assert project.shown(link / "data") == "data"
    assert project.shown(tmp_path / "elsewhere") == (tmp_path / "elsewhere").as_posix()


def test_every_folder_lies_in_the_project() -> None:
    project = Project(Path("project"))
    folders = {
        name: getattr(project, name).as_posix()
        for name, member in vars(Project).items()
        if isinstance(member, property)
    }
    assert folders == {
        "agreements": "project/data/agreements",
        "decisions": "project/data/decisions",
        "snapshots": "project/data/snapshots",
        "recipes": "project/data/sources",
        "municipalities": "project/data/municipalities",
        "boundaries": "project/data/boundaries",
        "templates": "project/templates",
        "unfinished": "project/data/.pull",
        "notebooks": "project/notebooks",
        "own_notebooks": "project/omat",
        "reports": "project/reports",
    }


def test_the_home_of_a_user_whom_nobody_knows_is_refused(tmp_path: Path) -> None:
    assert from_home("~") == Path.home()
    for unknown in (from_home, find_project):
        with pytest.raises(ParameterError, match="knows no home folder of that name"):
            unknown("~nobody-of-that-name/reports")
