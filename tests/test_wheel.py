"""What is built to be installed: the wheel holds what projects are made from, the source archive
all of the clone.
"""

from pathlib import Path

import pytest

from analyysi.file_system.program_files import PACKED, program_files
from support.built_wheel import build, names_in_sdist, names_in_wheel, tracked

_MOST_BYTES = 3_000_000
"""Of the wheel: half as much again as it has, so that no folder slips in unseen."""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", tmp_path_factory.mktemp("wheel"))


@pytest.mark.slow
def test_wheel_packs_the_program_files_and_all_of_the_package(wheel: Path) -> None:
    names = names_in_wheel(wheel)
    start = f"analyysi/{PACKED}/"
    packed = {name.removeprefix(start) for name in names if name.startswith(start)}
    assert packed == set(program_files())
    package = {name.removeprefix("src/") for name in tracked() if name.startswith("src/analyysi/")}
    assert package <= names


@pytest.mark.slow
def test_wheel_stays_small(wheel: Path) -> None:
    assert wheel.stat().st_size < _MOST_BYTES


@pytest.mark.slow
def test_source_archive_holds_the_whole_clone(tmp_path: Path) -> None:
    if not tracked():
        pytest.skip("git knows no files here")
    names = names_in_sdist(build("sdist", tmp_path))
    assert tracked() <= names
    assert names - tracked() == {"PKG-INFO"}
    for folder in ("tests", "docs", "data", "notebooks", "templates", "schemas", "benchmarks"):
        assert any(name.startswith(f"{folder}/") for name in names), folder
    assert {"requirements.lock", "environment.yml", "Makefile", "hatch_wheel.py"} <= names


@pytest.mark.slow
def test_an_editable_installation_copies_nothing(tmp_path: Path) -> None:
    editable = build("wheel:editable", tmp_path)
    assert not any(PACKED in name for name in names_in_wheel(editable))
