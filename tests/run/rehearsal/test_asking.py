"""What every part of a rehearsal has at hand."""

from pathlib import Path

import pytest

from analyysi.errors import ServiceError, SourceError
from analyysi.project import Project
from analyysi.run.rehearsal.asking import is_down, municipal_payers
from analyysi.sources.fetch.services import SERVICES
from support.rehearsals import asking_of


@pytest.mark.parametrize(
    ("status", "down"), [(None, True), (429, True), (503, True), (400, False), (404, False)]
)
def test_only_some_faults_are_of_the_whole_service(status: int | None, down: bool) -> None:
    assert is_down(ServiceError("x", status)) is down


def test_payers_are_municipalities_only(project: Project) -> None:
    payers = municipal_payers(project)
    assert payers["578"] == "Paltamo"
    assert all(len(code) == 3 and code.isdecimal() for code in payers)


def test_answers_lie_outside_the_project_and_messages_in_the_readers_sentence(
    project: Project, tmp_path: Path
) -> None:
    with asking_of(project, tmp_path, language="fi") as asking:
        assert asking.root("pxweb") == SERVICES["pxweb"].root
        assert asking.staging("pxweb").folder == tmp_path / "pxweb"
        english = ServiceError("No\nanswer.")
        assert [asking.refusal(english), asking.refusal(SourceError("Unread."))] == [
            "palvelu ei antanut vastausta, jota voi käyttää (viesti 1 raportin lopussa)",
            "syy on tämän raportin lopussa viestissä 2",
        ]
        assert asking.refusal(english).endswith("(viesti 1 raportin lopussa)")
        assert asking.messages == ["No answer.", "Unread."]


@pytest.mark.parametrize(
    ("status", "cause"),
    [
        (429, "the service has been asked too often"),
        (503, "the service is out of order or overloaded"),
        (403, "the service refused the request"),
    ],
)
def test_a_refusal_says_what_kind_it_is(
    project: Project, tmp_path: Path, status: int, cause: str
) -> None:
    with asking_of(project, tmp_path) as asking:
        assert asking.refusal(ServiceError("x", status)).startswith(f"{cause} (message 1 ")
        asking.transport.offline = True
        assert asking.refusal(ServiceError("x")) == "the network is switched off (--offline)"
