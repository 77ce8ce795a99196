"""The program's own files: where they lie in a clone and in an installed program, and which."""

from pathlib import Path

import pytest

from analyysi.file_system import program_files
from analyysi.file_system.program_files import PACKED, PATTERNS, program_root
from analyysi.project import Project
from analyysi.sources.municipalities.register import municipalities
from analyysi.sources.newer import newest_of_table
from analyysi.sources.snapshots import municipality_names
from support.places import ROOT


def test_a_clone_has_them_at_its_root() -> None:
    assert program_root() == ROOT
    files = program_files.program_files()
    assert files["notebooks/kustannustenjako.ipynb"] == ROOT / "notebooks/kustannustenjako.ipynb"
    assert list(files) == sorted(files)


def test_every_row_names_files_that_are_there() -> None:
    assert [pattern for pattern in PATTERNS if not list(ROOT.glob(pattern))] == []


def test_agreements_decisions_and_what_was_published_are_not_among_them() -> None:
    tops = {name.split("/")[0] for name in program_files.program_files()}
    assert tops == {"notebooks", "templates", "schemas", "data", "requirements.lock"}
    folders = {name.split("/")[1] for name in program_files.program_files() if "data/" in name}
    assert folders == {"sources", "municipalities", "boundaries", "snapshots"}


def test_the_newest_population_of_every_municipality_is_among_them(project: Project) -> None:
    newest = newest_of_table(project, "tilastokeskus/11ra/2026-11-24")
    assert f"data/snapshots/{newest}/data.csv" in program_files.program_files()
    assert set(municipality_names(project, newest)) == set(municipalities(project))


def test_an_installed_program_has_them_in_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed = tmp_path / "site-packages" / "analyysi" / PACKED
    (packed / "notebooks").mkdir(parents=True)
    (packed / "notebooks" / "a.ipynb").write_text("{}", encoding="utf-8")
    monkeypatch.setattr(program_files, "files", lambda name: packed.parent)
    assert program_root() == packed
    assert program_files.program_files() == {"notebooks/a.ipynb": packed / "notebooks" / "a.ipynb"}


def test_an_archived_program_has_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program_files, "files", lambda name: tmp_path / "code" / "analyysi")
    assert program_root() is None
    assert program_files.program_files() == {}


def test_what_a_command_writes_just_now_is_left_out(tmp_path: Path) -> None:
    for name in ("a.toml", ".analyysi.lock", ".analyysi-new-1.toml"):
        (tmp_path / "data" / "sources").mkdir(parents=True, exist_ok=True)
        (tmp_path / "data" / "sources" / name).write_text("", encoding="utf-8")
    assert list(program_files.program_files(tmp_path)) == ["data/sources/a.toml"]
