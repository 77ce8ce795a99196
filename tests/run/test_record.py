"""The record of a run: all that the report rests on, with checksums and without the machine."""

import hashlib
import json
from importlib.metadata import version
from pathlib import Path

import pytest

from analyysi import __version__
from analyysi.agreement.parameters import RunParameters
from analyysi.project import Project
from analyysi.run.record import code_sha256, direct_dependencies, run_record, sha256

PARAMETERS = RunParameters(agreement="kainuu-ict", year=2023, language="sv")
FROM_NOTEBOOK = {"fingerprint": "f", "report": {"title": "t"}, "inputs": [{"path": "a"}]}


@pytest.fixture
def small(tmp_path: Path) -> Project:
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "n.ipynb").write_bytes(b"{}")
    return Project(tmp_path)


def record(project: Project) -> dict[str, object]:
    outputs = {"report.html": b"page", "a.csv": b""}
    notebook = project.notebooks / "n.ipynb"
    return run_record(project, PARAMETERS, notebook, FROM_NOTEBOOK, outputs, b"[]", "k")


def test_checksum_is_sha256_in_hexadecimal() -> None:
    assert sha256(b"abc") == hashlib.sha256(b"abc").hexdigest()


def test_record_has_what_was_given_and_checksums(small: Project) -> None:
    written = record(small)
    assert written["parameters"] == PARAMETERS.recorded()
    assert {name: written[name] for name in FROM_NOTEBOOK} == FROM_NOTEBOOK
    assert written["key"] == "k"
    assert written["notebook"] == {"path": "notebooks/n.ipynb", "sha256": sha256(b"{}")}
    assert list(written["outputs"].items()) == [  # type: ignore[attr-defined]
        ("a.csv", sha256(b"")),
        ("report.html", sha256(b"page")),
    ]
    assert written["executed_notebook"] == sha256(b"[]")
    assert written["code"] == {"version": __version__, "sha256": code_sha256()}


def test_record_names_no_machine(small: Project) -> None:
    assert str(small.root) not in json.dumps(record(small))


def test_lock_file_is_recorded_if_there_is_one(small: Project) -> None:
    assert record(small)["lock"] is None
    (small.root / "requirements.lock").write_bytes(b"papermill")
    assert record(small)["lock"] == {"path": "requirements.lock", "sha256": sha256(b"papermill")}


def test_time_can_be_given_so_that_a_run_repeats(
    small: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert record(small)["executed_at"] == "2023-11-14T22:13:20+00:00"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    assert str(record(small)["executed_at"]).startswith("20")


def test_libraries_are_those_asked_for_and_not_those_of_an_extra() -> None:
    packages = direct_dependencies()
    assert packages["papermill"] == version("papermill")
    assert list(packages) == sorted(packages)
    assert not {"pytest", "jupyterlab", "distributed"} & set(packages)
    packages.clear()
    assert direct_dependencies()
