"""An update: what nobody changed is replaced, what somebody changed stays, and all of it is told
before it is done.
"""

from pathlib import Path

import pytest

from analyysi import __version__
from analyysi.drafting.projects import new_project as new_project_module
from analyysi.drafting.projects import update as module
from analyysi.drafting.projects.installed_wheel import Wheel
from analyysi.drafting.projects.new_project import new_project
from analyysi.drafting.projects.starting_files import StartingFiles, starting_files
from analyysi.drafting.projects.update import Fate, Update, carry_out, plan_update
from analyysi.drafting.projects.written_list import LIST, WrittenList, read_list
from analyysi.errors import ParameterError
from analyysi.project import Project

RECIPE, README = "data/sources/population.toml", "README.md"


@pytest.fixture
def made(tmp_path: Path) -> Project:
    return new_project(tmp_path / "a").project


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch) -> None:
    """A later program: a changed README and recipe, a new recipe, and a template less."""

    def later(*given: object) -> StartingFiles:
        files = starting_files(*given)  # type: ignore[arg-type]
        contents = dict(files.contents)
        contents[README] += b"\nMore.\n"
        contents[RECIPE] += b"# more\n"
        contents["data/sources/pupils.toml"] = b"# a new recipe\n"
        del contents["templates/README.md"]
        return StartingFiles(contents, files.agreement)

    monkeypatch.setattr(module, "starting_files", later)
    monkeypatch.setattr(module, "__version__", "0.2.0")


def held(project: Project) -> dict[str, bytes]:
    paths = (path for path in project.root.rglob("*") if path.is_file())
    return {path.relative_to(project.root).as_posix(): path.read_bytes() for path in paths}


def changes(update: Update) -> dict[str, Fate]:
    return {name: fate for name, fate in update.fates.items() if fate is not Fate.SAME}


def test_a_project_just_made_is_up_to_date(made: Project) -> None:
    update = plan_update(made)
    assert changes(update) == {}
    assert update.contents == {}


@pytest.mark.usefixtures("newer")
def test_what_nobody_changed_is_replaced(made: Project) -> None:
    update = plan_update(made)
    assert changes(update) == {
        README: Fate.REPLACED,
        RECIPE: Fate.REPLACED,
        "data/sources/pupils.toml": Fate.ADDED,
        "templates/README.md": Fate.DROPPED,
    }
    before = held(made)
    carry_out(made, update)
    after = held(made)
    assert after[README] == before[README] + b"\nMore.\n"
    assert after["templates/README.md"] == before["templates/README.md"]
    assert set(after) - set(before) == {"data/sources/pupils.toml"}
    listed = read_list(made)
    assert listed is not None
    assert listed.version == "0.2.0"
    assert plan_update(made).contents == {}


@pytest.mark.usefixtures("newer")
def test_what_somebody_changed_stays_and_the_new_one_stands_beside_it(made: Project) -> None:
    (made.root / README).write_bytes(b"mine")
    (made.root / RECIPE).unlink()
    (made.root / "data/sources/pupils.toml").write_bytes(b"mine too")
    carry_out(made, plan_update(made))
    after = held(made)
    assert (after[README], after["data/sources/pupils.toml"]) == (b"mine", b"mine too")
    assert after[f"{README}.new"].endswith(b"\nMore.\n")
    assert after["data/sources/pupils.toml.new"] == b"# a new recipe\n"
    assert RECIPE not in after
    # Told once: the next update has nothing newer to put beside it.
    again = plan_update(made)
    assert changes(again) == {
        README: Fate.KEPT,
        RECIPE: Fate.STAYS_AWAY,
        "data/sources/pupils.toml": Fate.KEPT,
    }
    assert again.contents == {}


@pytest.mark.usefixtures("newer")
def test_a_plan_writes_nothing(made: Project) -> None:
    before = held(made)
    assert plan_update(made).contents
    assert held(made) == before


def test_what_was_removed_comes_back_when_it_is_asked_for(made: Project) -> None:
    notebook = made.notebooks / "kustannustenjako.ipynb"
    content = notebook.read_bytes()
    notebook.unlink()
    assert changes(plan_update(made)) == {"notebooks/kustannustenjako.ipynb": Fate.REMOVED}
    carry_out(made, plan_update(made, restore=True))
    assert notebook.read_bytes() == content


def test_a_file_that_was_removed_is_named_once(made: Project) -> None:
    readme = made.root / README
    content = readme.read_bytes()
    readme.unlink()
    assert changes(plan_update(made)) == {README: Fate.REMOVED}
    carry_out(made, plan_update(made))
    again = plan_update(made)
    assert changes(again) == {README: Fate.STAYS_AWAY}
    assert again.contents == {}
    # Whoever brings it back and removes it once more is told once more.
    readme.write_bytes(content)
    carry_out(made, plan_update(made))
    assert changes(plan_update(made)) == {}
    readme.unlink()
    assert changes(plan_update(made)) == {README: Fate.REMOVED}


def test_a_file_that_stays_away_comes_back_when_it_is_asked_for(made: Project) -> None:
    (made.root / README).unlink()
    carry_out(made, plan_update(made))
    carry_out(made, plan_update(made, restore=True))
    assert (made.root / README).is_file()
    listed = read_list(made)
    assert listed is not None
    assert listed.removed == ()


def test_other_line_ends_are_no_change(made: Project) -> None:
    path = made.root / README
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert changes(plan_update(made)) == {}


def test_a_project_of_another_origin_gets_what_it_lacks(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.agreements.mkdir(parents=True)
    (tmp_path / README).write_bytes(b"mine")
    carry_out(project, plan_update(project))
    assert (tmp_path / README).read_bytes() == b"mine"
    assert (project.agreements / "esimerkki" / "agreement.toml").is_file()
    assert (tmp_path / LIST).is_file()


def test_no_example_is_put_beside_agreements(tmp_path: Path) -> None:
    project = Project(tmp_path)
    (project.agreements / "own").mkdir(parents=True)
    (project.agreements / "own" / "agreement.toml").write_text("", encoding="utf-8")
    assert not any("data/agreements" in name for name in plan_update(project).fates)


def test_an_example_that_was_removed_stays_away(made: Project) -> None:
    for path in (made.agreements / "esimerkki").iterdir():
        path.unlink()
    assert set(changes(plan_update(made)).values()) == {Fate.REMOVED}


def test_another_language_of_the_project_brings_its_texts_and_no_second_example(
    made: Project,
) -> None:
    (made.root / ".analyysi" / "settings.toml").write_text('language = "sv"\n', encoding="utf-8")
    update = plan_update(made)
    assert update.fates[README] is Fate.REPLACED
    assert "Kostnadsfördelning" in update.contents[README].decode()
    assert not any("exempel" in name for name in update.fates)


def test_the_clone_of_the_program_is_refused(project: Project) -> None:
    with pytest.raises(ParameterError, match="the program's own clone"):
        plan_update(project)


@pytest.mark.usefixtures("newer")
def test_a_link_to_a_file_elsewhere_stays_a_link(made: Project, tmp_path: Path) -> None:
    (made.root / README).rename(tmp_path / "shared.md")
    (made.root / README).symlink_to(tmp_path / "shared.md")
    carry_out(made, plan_update(made))
    assert (made.root / README).is_symlink()
    assert not (tmp_path / "shared.md").read_bytes().endswith(b"More.\n")
    assert (made.root / f"{README}.new").is_file()


@pytest.mark.parametrize("folder", ["..", 'a"; import os #', "A", "a\n"])
def test_a_list_that_names_no_agreement_brings_nothing_into_notebooks(
    made: Project, folder: str
) -> None:
    listed = WrittenList("0.1.0", {f"data/agreements/{folder}/agreement.toml": "0"})
    (made.root / LIST).write_bytes(listed.to_bytes())
    update = plan_update(made)
    assert not any(name.startswith("data/agreements") for name in update.contents)
    notebooks = [content for name, content in update.contents.items() if ".ipynb" in name]
    assert not any(f'\\"{folder}'.encode() in content for content in notebooks)


@pytest.fixture
def wheel(monkeypatch: pytest.MonkeyPatch) -> Wheel:
    """The wheel that `init` is installed from, and that is gone when `update` looks for it."""
    installed = Wheel(f"analyysi-{__version__}-py3-none-any.whl", b"a wheel")
    monkeypatch.setattr(new_project_module, "installed_wheel", lambda: installed)
    monkeypatch.setattr(module, "installed_wheel", lambda: None)
    return installed


def test_a_project_keeps_its_wheel_where_the_downloaded_one_is_gone(
    tmp_path: Path, wheel: Wheel
) -> None:
    made = new_project(tmp_path / "a").project
    assert wheel.sha256.encode() in (made.root / "requirements.txt").read_bytes()
    update = plan_update(made)
    assert changes(update) == {}
    assert update.contents == {}


def test_a_wheel_that_is_another_by_now_is_not_taken(tmp_path: Path, wheel: Wheel) -> None:
    made = new_project(tmp_path / "a").project
    (made.root / "wheel" / wheel.name).write_bytes(b"another")
    assert plan_update(made).fates[f"wheel/{wheel.name}"] is Fate.DROPPED


def test_a_wheel_of_another_version_is_not_taken(
    tmp_path: Path, wheel: Wheel, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = new_project(tmp_path / "a").project
    monkeypatch.setattr(module, "__version__", "99.0")
    assert plan_update(made).fates[f"wheel/{wheel.name}"] is Fate.DROPPED


@pytest.mark.usefixtures("newer")
def test_what_somebody_merges_in_is_not_replaced(made: Project) -> None:
    (made.root / README).write_bytes(b"mine")
    (made.root / f"{README}.new").write_bytes(b"half merged")
    (made.root / f"{README}.2.new").mkdir()
    update = plan_update(made)
    assert update.beside == {README: f"{README}.3.new"}
    carry_out(made, update)
    after = held(made)
    assert after[f"{README}.new"] == b"half merged"
    assert after[f"{README}.3.new"].endswith(b"More.\n")


def test_what_an_earlier_update_put_beside_is_replaced(
    made: Project, newer: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    (made.root / README).write_bytes(b"mine")
    carry_out(made, plan_update(made))
    later = module.starting_files

    def latest(*given: object) -> StartingFiles:
        files = later(*given)  # type: ignore[arg-type]
        return StartingFiles({**files.contents, README: b"latest"}, files.agreement)

    monkeypatch.setattr(module, "starting_files", latest)
    update = plan_update(made)
    assert update.beside == {README: f"{README}.new"}
    carry_out(made, update)
    assert (made.root / f"{README}.new").read_bytes() == b"latest"


def test_a_folder_in_the_place_of_the_list_is_refused(made: Project) -> None:
    (made.root / LIST).unlink()
    (made.root / LIST).mkdir()
    with pytest.raises(ParameterError, match="is not the list of what the program wrote"):
        plan_update(made)
