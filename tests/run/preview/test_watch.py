"""The watch sees what a page depends on change, appear and go, and nothing that an editor keeps
beside it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from analyysi.project import Project
from analyysi.run.preview.watch import REST, Watch, page_watch


def write(path: Path, text: str = "a") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "terms" / "2027.toml")
    write(tmp_path / "terms" / "deep" / "data.csv")
    write(tmp_path / "notebooks" / "own.ipynb")
    write(tmp_path / "notebooks" / "more" / "other.ipynb")
    return tmp_path


@pytest.fixture
def watch(folder: Path) -> Watch:
    made = Watch([folder / "terms", folder / "later"], [folder / "notebooks"])
    assert not made.has_changed()
    return made


def replaced(path: Path) -> None:
    """Save a file as many editors do: a new one takes its name."""
    beside = path.with_name(f".{path.name}.new")
    write(beside, path.read_text(encoding="utf-8"))
    beside.replace(path)


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: write(folder / "terms" / "2027.toml", "longer"),
        lambda folder: os.utime(folder / "terms" / "2027.toml", ns=(1, 1)),
        lambda folder: replaced(folder / "terms" / "deep" / "data.csv"),
        lambda folder: write(folder / "terms" / "2028.toml"),
        lambda folder: write(folder / "terms" / "new" / "deeper" / "data.csv"),
        lambda folder: write(folder / "later" / "manifest.json"),
        lambda folder: (folder / "terms" / "2027.toml").unlink(),
        lambda folder: write(folder / "notebooks" / "own.ipynb", "longer"),
        lambda folder: write(folder / "notebooks" / "figures.csv"),
    ],
)
def test_a_change_is_seen_once(watch: Watch, folder: Path, change: object) -> None:
    change(folder)  # type: ignore[operator]
    assert watch.has_changed()
    assert not watch.has_changed()


@pytest.mark.parametrize(
    "name", ["terms/.2027.toml.swp", "terms/2027.toml~", "terms/~$figures.xlsx", "terms/x.tmp"]
)
def test_what_editors_keep_beside_a_file_is_passed_over(
    watch: Watch, folder: Path, name: str
) -> None:
    write(folder / name)
    assert not watch.has_changed()


def test_folders_within_a_flat_one_are_not_followed(watch: Watch, folder: Path) -> None:
    write(folder / "notebooks" / "more" / "other.ipynb", "longer")
    assert not watch.has_changed()


@pytest.mark.parametrize(
    ("name", "may_be"),
    [
        ("notebooks/figures.csv", True),
        ("notebooks/own.ipynb", False),
        ("notebooks/own.py", False),
        ("terms/figures.csv", False),
    ],
)
def test_what_cells_may_have_written_lies_beside_their_notebook(
    watch: Watch, folder: Path, name: str, may_be: bool
) -> None:
    write(folder / name, "longer")
    assert watch.has_changed()
    assert watch.may_be_of_cells is may_be
    write(folder / "terms" / "2027.toml", "longer")
    write(folder / "notebooks" / "figures.csv", "longest")
    assert watch.has_changed()
    assert not watch.may_be_of_cells


def test_a_link_that_leads_back_is_not_followed(watch: Watch, folder: Path) -> None:
    (folder / "terms" / "again").symlink_to(folder)
    assert watch.has_changed()
    write(folder / "notebooks" / "more" / "other.ipynb", "longer")
    assert not watch.has_changed()


def test_what_appears_in_a_folder_that_appeared_is_followed(watch: Watch, folder: Path) -> None:
    write(folder / "later" / "day" / "data.csv")
    assert watch.has_changed()
    write(folder / "later" / "day" / "data.csv", "longer")
    assert watch.has_changed()


def test_a_page_depends_on_terms_figures_and_its_notebook(project_copy: Project) -> None:
    watch = page_watch(project_copy, "kainuu-ict", None)
    for path in (
        project_copy.agreements / "kainuu-ict" / "2023.toml",
        project_copy.agreements / "kainuu-ict" / "2027.fi.ipynb",
        project_copy.snapshots / "a" / "b" / "2026-11-30" / "manifest.json",
        project_copy.notebooks / "kustannustenjako.ipynb",
        project_copy.boundaries / "new.csv",
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write("\n")
        assert watch.has_changed(), path
    assert not watch.has_changed()


def test_looks_are_rarer_where_they_take_long(
    watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "_took", 0.0)
    assert watch.rest == REST
    monkeypatch.setattr(watch, "_took_before", 0.1)
    assert watch.rest == REST
    monkeypatch.setattr(watch, "_took", 0.2)
    assert watch.rest == pytest.approx(2)
