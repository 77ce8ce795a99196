"""The real services, asked by hand: ANALYYSI_LIVE=1 and a network. See docs/live-services.md.

These say whether the services still are what our own servers of the tests take them for.
"""

from __future__ import annotations

import os

import pytest

from analyysi.project import Project
from analyysi.report.language.words import Words
from analyysi.run.rehearsal.rehearse import SAME, rehearse
from analyysi.run.rehearsal.written import written
from analyysi.sources.fetch.connection import open_transport, service_roots
from analyysi.sources.fetch.pxweb import PxWeb
from analyysi.sources.fetch.transport import Silent

pytestmark = [
    pytest.mark.live,
    pytest.mark.skipif(
        os.environ.get("ANALYYSI_LIVE") != "1", reason="asks the real services: set ANALYYSI_LIVE=1"
    ),
]


def test_folders() -> None:
    roots = service_roots()
    with open_transport(roots, False, Silent()) as transport:
        service = PxWeb(transport, roots["pxweb"])
        assert "StatFin" in [entry.id for entry in service.entries()]
        assert "11ra.px" in [entry.id for entry in service.entries("StatFin/vaerak")]


def test_the_services_have_what_is_stored(project: Project) -> None:
    words = Words("en", "EUR")
    rehearsal = rehearse(project, service_roots(), words, print)
    assert rehearsal.code == SAME, written(rehearsal, words)
