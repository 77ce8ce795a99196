"""A new project: all of it in an empty folder, or nothing and a sentence."""

from pathlib import Path

import pytest

from analyysi.drafting.projects import new_project as module
from analyysi.drafting.projects.installed_wheel import Wheel
from analyysi.drafting.projects.new_project import new_project
from analyysi.drafting.projects.written_list import LIST, checksum, read_list
from analyysi.errors import ParameterError, StorageError
from analyysi.project import Project, find_project

WHEEL = Wheel("analyysi-0.1.0-py3-none-any.whl", b"a wheel")


def held(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.mark.parametrize("is_there", [False, True])
def test_a_project_is_made_in_a_folder_that_is_new_or_empty(tmp_path: Path, is_there: bool) -> None:
    folder = tmp_path / "Työ pöytä"
    if is_there:
        folder.mkdir()
    made = new_project(folder, "sv")
    assert (made.project.root, made.agreement) == (folder, "exempel")
    files = held(folder)
    assert len(files) == made.files
    listed = read_list(made.project)
    assert listed is not None
    del files[LIST]
    assert listed.checksums == {name: checksum(content) for name, content in files.items()}
    assert find_project(folder) == Project(folder)
    assert not list(folder.glob(".analyysi-*"))


def test_what_tools_put_there_may_lie_in_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "installed_wheel", lambda: WHEEL)
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "HEAD").write_text("ref", encoding="utf-8")
    (tmp_path / "ympäristö").mkdir()
    (tmp_path / "ympäristö" / "pyvenv.cfg").write_text("", encoding="utf-8")
    (tmp_path / WHEEL.name).write_bytes(WHEEL.content)
    new_project(tmp_path)
    assert (tmp_path / "wheel" / WHEEL.name).read_bytes() == WHEEL.content


@pytest.mark.parametrize("name", ["letter.docx", "README.md", "data/own.csv", ".env"])
def test_a_folder_with_anything_of_somebody_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("mine", encoding="utf-8")
    with pytest.raises(ParameterError, match=r"is not empty .* Nothing was written") as refused:
        new_project(tmp_path)
    assert name in str(refused.value)
    assert held(tmp_path) == {name: b"mine"}


def test_a_project_is_refused_and_stays(tmp_path: Path) -> None:
    new_project(tmp_path / "a")
    before = held(tmp_path)
    with pytest.raises(ParameterError, match="is a project already"):
        new_project(tmp_path / "a", "en")
    with pytest.raises(ParameterError, match="is a project already"):
        new_project(tmp_path / "a")
    assert held(tmp_path) == before


def test_a_project_inside_a_project_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a" / "data" / "agreements").mkdir(parents=True)
    for folder in (tmp_path / "a" / "oma", tmp_path / "a" / "data" / "oma"):
        with pytest.raises(ParameterError, match="would lie in the project") as refused:
            new_project(folder)
        assert str(refused.value).endswith(f"analyysi init {tmp_path / 'oma'}")
        assert not folder.exists()


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("mine", encoding="utf-8")
    with pytest.raises(StorageError, match="is no folder"):
        new_project(tmp_path / "a")


def test_an_unknown_language_is_refused_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="No report in language 'fin'"):
        new_project(tmp_path / "a", "fin")
    assert held(tmp_path) == {}


@pytest.mark.parametrize("written", [0, 1, 20, 45])
def test_a_fault_on_the_way_leaves_the_folder_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: int
) -> None:
    stop_after(monkeypatch, written, StorageError("full"))
    with pytest.raises(StorageError, match="full"):
        new_project(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("written", [1, 20, 45, 47])
def test_what_a_kill_leaves_is_no_project_and_the_next_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: int
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(module, "clear", lambda path: None)  # a kill takes nothing away
        stop_after(patch, written, KeyboardInterrupt())
        with pytest.raises(KeyboardInterrupt):
            new_project(tmp_path)
    assert held(tmp_path)
    new_project(tmp_path)
    assert held(tmp_path) == held_of_a_whole_one(tmp_path)


def stop_after(patch: pytest.MonkeyPatch, written: int, fault: BaseException) -> None:
    create, counted = module.create_file, []

    def create_some(path: Path, content: bytes) -> None:
        if len(counted) == written:
            raise fault
        counted.append(path)
        create(path, content)

    patch.setattr(module, "create_file", create_some)


def held_of_a_whole_one(folder: Path) -> dict[str, bytes]:
    new_project(folder.with_name(f"{folder.name}-whole"))
    return held(folder.with_name(f"{folder.name}-whole"))


def test_the_home_of_a_user_whom_nobody_knows_is_refused() -> None:
    with pytest.raises(ParameterError, match="knows no home folder of that name"):
        new_project(Path("~nobody-of-that-name/project"))
