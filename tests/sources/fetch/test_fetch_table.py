"""A PxWeb table to a draft: what is taken of it, and in which parts it is asked for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from analyysi.errors import ParameterError, ServiceError
from analyysi.project import Project
from analyysi.sources.fetch.fetch_table import fetch_table
from analyysi.sources.fetch.hosts import Hosts
from analyysi.sources.fetch.order import Wishes
from analyysi.sources.fetch.pxweb import PxWeb
from analyysi.sources.fetch.staging import Staging
from analyysi.sources.fetch.store import Draft
from analyysi.sources.fetch.transport import Patience, Transport
from analyysi.sources.manifest import PxWebDerivation
from analyysi.sources.recipe import PxWebRecipe, read_recipe
from support.services import pxweb as server_of
from support.services.server import Fault
from support.services.tables import standard

pytestmark = pytest.mark.slow

QUICK = Patience(attempts=1, connect=2, read=2, whole=20)


@pytest.fixture
def server() -> Iterator[server_of.PxWeb]:
    with server_of.PxWeb(standard(), limiter_on=False) as running:
        yield running


def fetch(
    project: Project,
    server: server_of.PxWeb,
    folder: Path,
    name: str = "population",
    wishes: Wishes | None = None,
) -> Draft:
    recipe = read_recipe(project, name)
    assert isinstance(recipe, PxWebRecipe)
    transport = Transport(Hosts((server.url,)), patience=QUICK)
    try:
        service = PxWeb(transport, server.root)
        return fetch_table(service, recipe, wishes or Wishes(), Staging(folder / "staging"))
    finally:
        transport.close()


def layout(draft: Draft) -> PxWebDerivation:
    assert isinstance(draft.derivation, PxWebDerivation)
    return draft.derivation


@pytest.mark.slow
def test_a_draft_says_what_was_asked_and_how_it_becomes_a_table(
    project: Project, server: server_of.PxWeb, tmp_path: Path
) -> None:
    draft = fetch(project, server, tmp_path)
    assert draft.reference_period == "2025-12-31"
    assert draft.area_division == "2026-01-01"
    assert draft.additive == {"population"}
    assert layout(draft).answers == ("raw/data-001.json",)
    assert [name for name, _ in draft.answers] == [
        "raw/config.json",
        "raw/metadata.json",
        "raw/data-001.json",
    ]
    assert draft.limits == {"max_cells": 120_000, "max_calls": 40, "time_window": 60}


@pytest.mark.slow
def test_a_table_above_the_limit_is_asked_for_in_parts(
    project: Project, server: server_of.PxWeb, tmp_path: Path
) -> None:
    server.max_cells = 100
    draft = fetch(project, server, tmp_path)
    answers = layout(draft).answers
    assert len(answers) > 3
    assert list(answers) == sorted(answers)
    assert sum(request.method == "POST" for request in server.requests) == len(answers)


def test_a_part_that_is_too_heavy_is_halved(
    project: Project, server: server_of.PxWeb, tmp_path: Path
) -> None:
    server.faults.append(Fault("503", times=1, method="POST"))
    assert layout(fetch(project, server, tmp_path)).answers == (
        "raw/data-001.json",
        "raw/data-002.json",
    )


def test_a_service_that_is_down_is_not_asked_to_the_end(
    project: Project, server: server_of.PxWeb, tmp_path: Path
) -> None:
    server.faults.append(Fault("503", times=-1, method="POST"))
    with pytest.raises(ServiceError, match="out of order or overloaded"):
        fetch(project, server, tmp_path)
    assert sum(request.method == "POST" for request in server.requests) == 4  # three halvings


@pytest.mark.parametrize(
    ("wishes", "words"),
    [
        (Wishes(years="1900"), "has no year 1900; it has"),
        (Wishes(select={"aeg": "000"}), "'aeg' is not one of its further columns"),
    ],
)
def test_wishes_that_the_table_does_not_have(
    project: Project, server: server_of.PxWeb, tmp_path: Path, wishes: Wishes, words: str
) -> None:
    with pytest.raises(ParameterError, match=words):
        fetch(project, server, tmp_path, wishes=wishes)


def test_an_answer_with_other_cells_than_were_asked_for(
    project: Project, server: server_of.PxWeb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Test data: the service is asked for one area less than the draft expects.
    from analyysi.sources.fetch.query_parts import Query

    whole = Query.body

    def without_one(query: Query, form: str) -> bytes:
        area = "alue_23_20260101"
        codes = {**query.codes, area: query.codes[area][1:]}
        return whole(Query(codes, query.order), form)

    monkeypatch.setattr(Query, "body", without_one)
    with pytest.raises(ServiceError, match="has other values of 'alue_23_20260101' than were"):
        fetch(project, server, tmp_path)
