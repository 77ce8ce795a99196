"""Whether a report on disk is still the one that would be made."""

import os
from pathlib import Path
from typing import Any

import pytest

from analyysi.agreement.parameters import RunParameters
from analyysi.project import Project
from analyysi.run import unchanged
from analyysi.run.unchanged import is_up_to_date, report_key

PARAMETERS = RunParameters(agreement="a", year=2023)
FILES = (
    "data/agreements/a/agreement.toml",
    "data/agreements/a/2023.toml",
    "data/snapshots/office/table/2026-01-01/data.csv",
    "data/boundaries/b/manifest.json",
    "data/municipalities/mergers.toml",
    "templates/agreement.fi.docx",
    "notebooks/kustannustenjako.ipynb",
    "requirements.lock",
)


@pytest.fixture
def small(tmp_path: Path) -> Project:
    for name in (*FILES, "data/agreements/other/2023.toml", "notebooks/tyopoyta.ipynb"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("before", encoding="utf-8")
    return Project(tmp_path)


@pytest.mark.slow
def test_same_report_has_the_same_key_wherever_the_project_lies(
    small: Project, tmp_path: Path
) -> None:
    key = report_key(small, PARAMETERS)
    assert report_key(small, PARAMETERS) == key
    elsewhere = tmp_path.with_name(f"{tmp_path.name}-moved")
    tmp_path.rename(elsewhere)
    assert report_key(Project(elsewhere), PARAMETERS) == key


@pytest.mark.slow
@pytest.mark.parametrize("name", FILES)
def test_changed_file_changes_the_key(small: Project, name: str) -> None:
    key = report_key(small, PARAMETERS)
    path = small.root / name
    path.write_text("after!", encoding="utf-8")  # of the same length
    os.utime(path, ns=(1, 1))
    assert report_key(small, PARAMETERS) != key


def test_new_name_of_a_file_changes_the_key(small: Project) -> None:
    key = report_key(small, PARAMETERS)
    path = small.root / FILES[2]
    path.rename(path.with_name("other.csv"))
    assert report_key(small, PARAMETERS) != key


@pytest.mark.parametrize("name", ["data/agreements/other/2023.toml", "notebooks/tyopoyta.ipynb"])
def test_file_of_another_report_does_not_change_the_key(small: Project, name: str) -> None:
    key = report_key(small, PARAMETERS)
    (small.root / name).write_text("another length", encoding="utf-8")
    assert report_key(small, PARAMETERS) == key


@pytest.mark.parametrize(
    "changed", [{"language": "sv"}, {"municipality": "578"}, {"year": 2024}], ids=str
)
def test_other_parameters_have_another_key(small: Project, changed: dict[str, Any]) -> None:
    other = PARAMETERS.model_copy(update=changed)
    assert report_key(small, other) != report_key(small, PARAMETERS)


def test_other_program_has_another_key(small: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    key = report_key(small, PARAMETERS)
    program = unchanged._program() | {"code": "0" * 64}
    monkeypatch.setattr(unchanged, "_program", lambda: program)
    assert report_key(small, PARAMETERS) != key


SUMS = {"report.html": "1", "report.pdf": "2"}


@pytest.mark.parametrize(
    ("record", "formats", "checksums", "expected"),
    [
        ({"key": "k", "outputs": SUMS}, ["html"], SUMS, True),
        ({"key": "k", "outputs": SUMS}, ["html", "pdf"], SUMS | {"notes.txt": "9"}, True),
        ({"key": "other", "outputs": SUMS}, ["html"], SUMS, False),
        ({"outputs": SUMS}, ["html"], SUMS, False),
        ({"key": "k"}, ["html"], SUMS, False),
        ({"key": "k", "outputs": {}}, [], {}, False),
        ({"key": "k", "outputs": ["report.html"]}, ["html"], SUMS, False),
        ({"key": "k", "outputs": SUMS}, ["docx"], SUMS, False),
        ({"key": "k", "outputs": SUMS}, ["html"], SUMS | {"report.pdf": "3"}, False),
        ({"key": "k", "outputs": SUMS}, ["html"], {"report.html": "1"}, False),
    ],
)
def test_report_is_up_to_date_if_it_is_whole_and_of_the_key(
    record: dict[str, Any], formats: list[str], checksums: dict[str, str], expected: bool
) -> None:
    assert is_up_to_date(record, "k", formats, checksums) is expected
