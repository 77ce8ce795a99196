"""A page made ahead of its edit has the bytes of `analyysi report`, and leaves no file."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import time
from pathlib import Path

import pytest

from analyysi.agreement.parameters import RunParameters
from analyysi.project import Project
from analyysi.run.batch.report_processes import ReportProcesses
from analyysi.run.preview import page_job as page_job_module
from analyysi.run.preview.page_job import PageJob, Preparation
from analyysi.run.report import make_report

PARAMETERS = RunParameters(agreement="kainuu-ict", year=2027)
FORKS = [
    pytest.param(
        True, id="forked", marks=pytest.mark.skipif(sys.platform != "linux", reason="no sound fork")
    ),
    pytest.param(False, id="started ahead"),
]


def page_job(project: Project, **changes: object) -> PageJob:
    parameters = PARAMETERS.model_copy(update=changes)
    return PageJob("kainuu-ict/2027", str(project.root), parameters, None)


@pytest.mark.slow
@pytest.mark.notebook
def test_the_page_has_the_bytes_of_the_report(
    project_copy: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Same bytes: forked or started ahead, prepared or not; and no file is left."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with ReportProcesses(["html"], 1) as processes:
        for changes in ({}, {"municipality": "578", "language": "sv", "total": "90000"}):
            job = page_job(project_copy, **changes)
            (report,) = make_report(project_copy, job.parameters)
            assert processes.make(job).files == {"report.html": report.read_bytes()}
            processes.prepare(Preparation(job))
            assert processes.make(job).files == {"report.html": report.read_bytes()}
        (folder,) = tmp_path.glob("analyysi-*")
        assert list(folder.iterdir()) == []
    assert not folder.exists()


def test_a_preparation_passes_over_whatever_is_wrong(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("by nothing")

    monkeypatch.setattr(page_job_module, "_shell", broken)
    assert Preparation(page_job(project)).carry_out() is None  # type: ignore[func-returns-value]


@pytest.mark.slow
@pytest.mark.notebook
@pytest.mark.parametrize("fork", FORKS)
def test_an_edit_after_the_preparation_is_in_the_page(project_copy: Project, fork: bool) -> None:
    terms = project_copy.agreements / "kainuu-ict" / "2027.toml"
    with ReportProcesses(["html"], 1, fork=fork) as processes:
        job = page_job(project_copy)
        processes.prepare(Preparation(job))
        text = terms.read_text(encoding="utf-8")
        terms.write_text(text.replace("80000.00", "81000.00"), encoding="utf-8")
        page = processes.make(job).files["report.html"]
    (report,) = make_report(project_copy, PARAMETERS)
    assert page == report.read_bytes()
    assert "81\u00a0000" in page.decode()


@pytest.mark.slow
@pytest.mark.notebook
@pytest.mark.parametrize("fork", FORKS)
def test_a_fault_comes_back_as_a_sentence(project_copy: Project, fork: bool) -> None:
    terms = project_copy.agreements / "kainuu-ict" / "2027.toml"
    with ReportProcesses(["html"], 1, fork=fork) as processes:
        terms.write_text("", encoding="utf-8")
        job = page_job(project_copy)
        processes.prepare(Preparation(job))  # which passes over the fault
        outcome = processes.make(job)
        terms.unlink()
        terms.mkdir()
        job = page_job(project_copy)
        processes.prepare(Preparation(job))
        of_folder = processes.make(job)
    assert "2027.toml has" in outcome.fault
    assert (dict(outcome.files), outcome.lost) == ({}, False)
    assert "2027.toml: a folder lies where a file was expected" in of_folder.fault
    assert not of_folder.lost


@pytest.mark.slow
@pytest.mark.notebook
@pytest.mark.skipif(sys.platform != "linux", reason="no sound fork")
def test_a_process_that_was_stopped_is_replaced(project_copy: Project) -> None:
    job = page_job(project_copy)
    with ReportProcesses(["html"], 1) as processes:
        processes.prepare(Preparation(job))
        assert processes.parent_pid is not None
        children = Path(f"/proc/{processes.parent_pid}/task/{processes.parent_pid}/children")
        (prepared,) = map(int, children.read_text(encoding="ascii").split())
        os.kill(prepared, signal.SIGKILL)
        while children.read_text(encoding="ascii"):
            time.sleep(0.01)
        assert processes.make(job).fault == ""
        before = processes.parent_pid
        os.kill(before, signal.SIGKILL)
        assert processes._parent is not None
        processes._parent.wait()
        assert processes.make(page_job(project_copy)).fault == ""
        assert processes.parent_pid != before
