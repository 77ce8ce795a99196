"""The server answers this computer's browser alone, and nothing but its table."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from threading import Thread
from urllib.parse import urlsplit

import pytest

from analyysi.errors import ParameterError
from analyysi.languages.saying import said
from analyysi.run.preview.board import Board, Standing
from analyysi.run.preview.server import Content, served

CONTENTS = {
    "": Content("text/html; charset=utf-8", lambda: b"<p>around", "default-src 'self'"),
    "page": Content("text/html; charset=utf-8", lambda: b"<p>page", "frame-ancestors 'self'"),
}


def as_news(standing: Standing) -> dict[str, object]:
    return {"number": standing.number, "ended": standing.ended}


@contextmanager
def running(board: Board | None = None) -> Iterator[str]:
    with served(CONTENTS, board or Board(), as_news, 0) as address:
        yield address


def answer(address: str, path: str = "", method: str = "GET", **headers: str) -> HTTPResponse:
    """Return what the server answers; a path that begins with a slash stands alone."""
    parts = urlsplit(address)
    connection = HTTPConnection("127.0.0.1", parts.port or 0, timeout=10)
    connection.request(method, path if path.startswith("/") else parts.path + path, headers=headers)
    return connection.getresponse()


def test_the_table_is_served_with_policies() -> None:
    with running() as address:
        around, page = answer(address), answer(address, "page?3")
        assert (around.status, around.read()) == (200, b"<p>around")
        assert page.read() == b"<p>page"
        assert page.headers["Content-Security-Policy"] == "frame-ancestors 'self'"
        for name, value in {
            "Cache-Control": "no-store",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
        }.items():
            assert around.headers[name] == page.headers[name] == value
        assert "Access-Control-Allow-Origin" not in page.headers
        assert around.headers["Server"] == "analyysi "


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/page", "/etc/passwd", "/favicon.ico", "//page", "/%2e%2e/page"),
        *("none", "../page", "page/", "..%2f..%2fetc/passwd", "%70age"),
    ],
)
def test_no_other_path_is_served(path: str) -> None:
    with running() as address:
        refused = answer(address, path)
        assert (refused.status, refused.read()) == (404, b"404\n")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "HEAD"])
def test_nothing_but_reading_is_answered(method: str) -> None:
    with running() as address:
        assert answer(address, "page", method).status == 501


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "[::1]:{port}"]
)
def test_another_host_is_refused(host: str) -> None:
    with running() as address:
        asked = host.format(port=urlsplit(address).port)
        for path in ("", "page", "news"):
            refused = answer(address, path, Host=asked)
            assert refused.status == 421
            assert b"<p>" not in refused.read()


def test_localhost_is_the_same_and_two_hosts_are_refused() -> None:
    with running() as address:
        parts = urlsplit(address)
        assert answer(address, Host=f"localhost:{parts.port}").status == 200
        connection = HTTPConnection("127.0.0.1", parts.port or 0, timeout=10)
        connection.putrequest("GET", parts.path)
        connection.putheader("Host", f"evil.example:{parts.port}")
        connection.endheaders()
        assert connection.getresponse().status == 421


def test_it_listens_on_the_loopback_address_alone() -> None:
    with running() as address:
        port = urlsplit(address).port
        with socket.socket() as other:
            # Another address of this computer is free on that port: a server for all has it too.
            other.bind(("127.0.0.2", port or 0))
        assert address.startswith("http://127.0.0.1:")


def test_two_addresses_have_different_secrets() -> None:
    with running() as first, running() as second:
        secrets = {urlsplit(address).path for address in (first, second)}
        assert len(secrets) == 2
        assert all(len(secret) >= 24 for secret in secrets)


def test_news_come_until_the_end() -> None:
    board = Board()
    seen: list[dict[str, object]] = []

    def listen(answered: HTTPResponse) -> None:
        for line in iter(answered.readline, b""):
            if line.startswith(b"data: "):
                seen.append(json.loads(line.removeprefix(b"data: ")))

    with running(board) as address:
        answered = answer(address, "news")
        assert answered.headers["Content-Type"] == "text/event-stream"
        thread = Thread(target=listen, args=(answered,))
        thread.start()
        board.put(number=1)
        answer(address, "page").read()
    thread.join(10)
    assert not thread.is_alive()
    assert seen[-1] == {"number": 1, "ended": True}


def test_an_occupied_port_is_refused_in_a_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with (
            pytest.raises(ParameterError) as refusal,
            served(CONTENTS, Board(), as_news, port),
        ):
            pass
    assert f"Port {port} of this computer cannot be used: another program uses it." in str(
        refusal.value
    )
    assert "toinen ohjelma käyttää sitä" in said(refusal.value, "fi")


@pytest.mark.parametrize("port", [-1, 65536])
def test_a_number_that_no_port_has_is_refused(port: int) -> None:
    with (
        pytest.raises(ParameterError, match="ports have numbers from 1 to 65535"),
        served(CONTENTS, Board(), as_news, port),
    ):
        pass


def test_the_port_is_free_again_afterwards() -> None:
    with running() as address:
        port = urlsplit(address).port or 0
    with served(CONTENTS, Board(), as_news, port) as again:
        assert answer(again).status == 200
