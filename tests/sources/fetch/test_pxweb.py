"""The client of PxWeb: limits, folders, tables and cells, and what is said when they are refused."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from analyysi.errors import ServiceError, SourceError
from analyysi.sources.answers.answer import MOST_CELLS
from analyysi.sources.answers.px_table import parse_metadata
from analyysi.sources.fetch.hosts import Hosts
from analyysi.sources.fetch.pxweb import Entry, Limits, PxWeb, TooLargeError, parse_limits
from analyysi.sources.fetch.query_parts import Query
from analyysi.sources.fetch.transport import Patience, Transport
from support.services import pxweb as server_of
from support.services.tables import standard

TABLE = "StatFin/vaerak/11ra.px"
QUICK = Patience(attempts=1, connect=2, read=2, whole=20)


@pytest.fixture
def server() -> Iterator[server_of.PxWeb]:
    with server_of.PxWeb(standard(), limiter_on=False) as running:
        yield running


@pytest.fixture
def service(server: server_of.PxWeb) -> Iterator[PxWeb]:
    transport = Transport(Hosts((server.url,)), patience=QUICK)
    yield PxWeb(transport, server.root)
    transport.close()


def test_the_limits_in_force(service: PxWeb, tmp_path: Path) -> None:
    service.fetch_limits(tmp_path / "config")
    assert parse_limits((tmp_path / "config").read_bytes()) == Limits(120_000, 40, 60.0)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"{}", "The service's limits are not told as expected"),
        (b"[]", "The service's limits are not told as expected"),
        (b'{"maxCells":0,"maxCalls":40,"timeWindow":60}', "0 cells and 40 calls: nothing can be"),
        (b'{"maxCells":1,"maxCalls":1,"timeWindow":-1}', "nothing can be asked"),
        (b'{"maxCells":1,"maxCalls":1,"timeWindow":1e6}', "1 calls in 1e.06 seconds, and a window"),
        (b'{"maxCells":1,"maxCalls":1,"timeWindow":1e30}', "a window of at most 3600 seconds"),
        (b'{"maxCells":1,"maxCalls":1,"timeWindow":Infinity}', "Infinity stands where a number"),
        (b'{"maxCells":Infinity,"maxCalls":1,"timeWindow":1}', "Infinity stands where a number"),
        (b'{"maxCells":"9","maxCalls":1,"timeWindow":1}', "numbers were expected"),
        (b'{"maxCells":9,"maxCalls":true,"timeWindow":1}', "numbers were expected"),
        (b'{"maxCells":9,"maxCalls":1,"timeWindow":null}', "numbers were expected"),
        (b'{"maxCells":9,"maxCells":1,"maxCalls":1,"timeWindow":1}', "'maxCells' stands twice"),
        (b"[" * 100_000, "more than 50 deep in each other"),
    ],
)
def test_limits_that_will_not_do(raw: bytes, words: str) -> None:
    with pytest.raises(SourceError, match=words):
        parse_limits(raw)


def test_limits_without_measure_are_kept_to_what_is_ever_asked() -> None:
    raw = b'{"maxCells":%d,"maxCalls":%d,"timeWindow":10}' % (10**90, 10**90)
    assert parse_limits(raw) == Limits(MOST_CELLS, 1_000_000, 10.0)


def test_folders_and_words_are_looked_through(service: PxWeb) -> None:
    assert "StatFin" in [entry.id for entry in service.entries()]
    tables = {entry.id: entry for entry in service.entries("StatFin/vaerak")}
    assert isinstance(tables["11ra.px"], Entry)
    assert tables["11ra.px"].kind == "t"
    assert "11ra.px" in [entry.id for entry in service.search("StatFin", "11ra")]
    with pytest.raises(ServiceError, match="has no folder StatFin/vaerk"):
        service.entries("StatFin/vaerk")


def test_a_table_that_is_not_there_has_its_nearest_named(service: PxWeb, tmp_path: Path) -> None:
    service.fetch_metadata(TABLE, tmp_path / "metadata")
    assert parse_metadata((tmp_path / "metadata").read_bytes(), TABLE).variables
    with pytest.raises(ServiceError, match=r"has no table .*11rb\.px.*Did you mean '11r") as caught:
        service.fetch_metadata("StatFin/vaerak/11rb.px", tmp_path / "metadata")
    assert "Correct the recipe in data/sources" in str(caught.value)
    with pytest.raises(ServiceError, match="Its folder StatFin/vaerk is not there either"):
        service.fetch_metadata("StatFin/vaerk/11ra.px", tmp_path / "metadata")


def test_too_many_cells_are_told_apart_from_other_refusals(
    service: PxWeb, server: server_of.PxWeb, tmp_path: Path
) -> None:
    service.fetch_metadata(TABLE, tmp_path / "metadata")
    metadata = parse_metadata((tmp_path / "metadata").read_bytes(), TABLE)
    query = Query({variable.code: variable.values for variable in metadata.variables}, ())
    server.max_cells = 10
    with pytest.raises(TooLargeError, match=f"finds {query.cells} cells of {TABLE} too many"):
        service.fetch_cells(TABLE, query, "json-stat2", tmp_path / "cells", lambda raw: None)
    unknown = Query({"alue": ("KU999",)}, ())
    with pytest.raises(ServiceError) as caught:
        service.fetch_cells(TABLE, unknown, "json-stat2", tmp_path / "cells", lambda raw: None)
    assert caught.value.status == 400
    assert not isinstance(caught.value, TooLargeError)
