"""The connection of a pull: addresses, the network's switch, and one pull at a time."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from filelock import FileLock

from analyysi.errors import ServiceError, SourceError
from analyysi.project import Project
from analyysi.sources.fetch import connection as module
from analyysi.sources.fetch.connection import (
    LoggedProgress,
    StreamProgress,
    connection,
    is_offline,
    open_transport,
    service_roots,
)
from analyysi.sources.fetch.services import SERVICES
from analyysi.sources.fetch.transport import Silent


@pytest.mark.parametrize(
    ("setting", "offline"), [("1", True), ("True", True), ("yes", True), ("0", False), ("", False)]
)
def test_the_environment_forbids_the_network(
    monkeypatch: pytest.MonkeyPatch, setting: str, offline: bool
) -> None:
    monkeypatch.setenv("ANALYYSI_OFFLINE", setting)
    assert is_offline() is offline


def test_the_environment_names_another_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ANALYYSI_TREASURY", raising=False)
    monkeypatch.setenv("ANALYYSI_PXWEB", "http://127.0.0.1:1/v1")
    assert service_roots() == {
        "pxweb": "http://127.0.0.1:1/v1",
        "treasury": SERVICES["treasury"].root,
    }
    monkeypatch.setenv("ANALYYSI_PXWEB", "")
    assert service_roots()["pxweb"] == SERVICES["pxweb"].root


def test_only_a_root_that_was_named_is_asked(tmp_path: Path) -> None:
    roots = {"pxweb": "https://mirror.example/v1"}
    with open_transport(roots, offline=True, listener=Silent()) as transport:
        transport.hosts.check("https://mirror.example/v1/fi")
        with pytest.raises(ServiceError, match="not among the services"):
            transport.hosts.check("https://elsewhere.example/v1/fi")


@pytest.mark.slow
def test_two_pulls_do_not_work_in_one_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_LOCK_WAIT", 0.05)
    monkeypatch.setattr(module, "FIRST_SILENCE", 0.05)
    silences: list[str] = []
    listener = Silent()
    monkeypatch.setattr(listener, "silence", lambda seconds, awaited: silences.append(awaited))
    (tmp_path / "data").mkdir()
    with (
        FileLock(tmp_path / "data" / ".pull.lock"),
        pytest.raises(SourceError, match=r"Another pull is at work .*data/\.pull\.lock"),
        connection(Project(tmp_path), listener),
    ):
        raise AssertionError("the other one is at work")
    assert silences == ["another pull in this project"]
    with connection(Project(tmp_path), Silent()) as puller:
        assert puller.project == Project(tmp_path)


def test_progress_goes_to_the_log(caplog: pytest.LogCaptureFixture) -> None:
    progress = LoggedProgress()
    with caplog.at_level(logging.INFO, "analyysi.pull"):
        progress.begin("population", 3)
        progress.begin("budgets: catalogue", None)
        progress.advance("population")
        progress.wait(2.4, "the service asks for it")
        progress.silence(6.1, "an answer of x")
    assert [record.getMessage() for record in caplog.records] == [
        "population: 3 answers",
        "budgets: catalogue: one answer",
        "population: an answer came",
        "waiting 2 s: the service asks for it",
        "still waiting for an answer of x (6 s)",
    ]


def test_progress_can_be_read_while_it_goes_on(capsys: pytest.CaptureFixture[str]) -> None:
    progress = StreamProgress()
    progress.begin("budgets: catalogue", None)
    progress.begin("budgets", 8)
    progress.advance("budgets")
    progress.wait(2.4, "the service asks for it")
    progress.silence(6.1, "an answer of x")
    assert capsys.readouterr().err.splitlines() == [
        "budgets: catalogue: fetching",
        "budgets: fetching, 8 in all",
        "waiting 2 s: the service asks for it",
        "still waiting for an answer of x (6 s)",
    ]
