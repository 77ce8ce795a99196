"""Folders of a project that are links to another place, and links of the user's own."""

import shutil
from pathlib import Path

import pytest

from analyysi.comparison.case import load_year
from analyysi.project import Project
from support.batches import copied_project
from support.command_line import call


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project whose reports and snapshots lie on a share."""
    project, share = copied_project(tmp_path / "project"), tmp_path / "share"
    share.mkdir()
    shutil.move(project.snapshots, share / "snapshots")
    (share / "reports").mkdir()
    project.snapshots.symlink_to(share / "snapshots")
    project.reports.symlink_to(share / "reports")
    return project


@pytest.mark.slow
def test_what_lies_on_a_share_is_in_the_project_by_its_name(project: Project) -> None:
    (snapshot, *_) = sorted(project.snapshots.glob("*/*/*/data.csv"))
    assert project.has(snapshot)
    assert project.relative(snapshot).startswith("data/snapshots/")
    inputs = load_year(project, "kainuu-ict", 2023).inputs
    assert any(entry.path.startswith("data/snapshots/") for entry in inputs)
    done = call("check", "--project", str(project.root))
    assert done.fault is None, done.printed


@pytest.mark.notebook
@pytest.mark.slow
def test_a_report_on_a_share_is_made_among_the_users_links(project: Project) -> None:
    folder = project.reports / "kainuu-ict" / "2023"
    folder.mkdir(parents=True)
    (folder / "gone").symlink_to("/no/such/file")
    (folder / "etc").symlink_to("/etc")
    done = call("report", "kainuu-ict", "2023", "--quiet", "--project", str(project.root))
    assert done.fault is None, done.fault
    assert "Report: reports/kainuu-ict/2023/report.html" in done.printed
    assert (folder / "report.html").is_file()
    assert project.reports.is_symlink()
    assert (folder / "gone").is_symlink()
    assert (folder / "etc").is_symlink()
    assert [path.name for path in folder.parent.iterdir()] == ["2023"]


@pytest.mark.slow
def test_a_share_that_is_not_there_is_told_before_the_work(project: Project) -> None:
    project.reports.unlink()
    project.reports.symlink_to("/no/such/share")
    done = call("report", "kainuu-ict", "2023", "--quiet", "--project", str(project.root))
    assert str(done.fault) == (
        f"{project.reports} is a link to /no/such/share, which is not there. Connect the disk or "
        "the share that it leads to, or remove the link."
    )


@pytest.mark.slow
@pytest.mark.parametrize("command", [("report", "kainuu-ict", "2023"), ("batch", "--all")])
def test_a_folder_of_ones_own_that_is_not_there_is_told_before_the_work(
    command: tuple[str, ...], tmp_path: Path
) -> None:
    own, share = tmp_path / "own", tmp_path / "share" / "reports"
    own.symlink_to(share)
    done = call(*command, "--output", str(own), "--quiet")
    assert f"{own} is a link to {share}, which is not there." in str(done.fault)
    assert not share.parent.exists()
