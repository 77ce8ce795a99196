"""Requests against a real server on this machine that fails in every way the services do, and some
more.
"""

from __future__ import annotations

import email.utils
import json
import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import requests

from analyysi import __version__
from analyysi.errors import ServiceError
from analyysi.sources.fetch.hosts import Hosts
from analyysi.sources.fetch.replies import BrokenAnswerError
from analyysi.sources.fetch.transport import Pace, Patience, Transport
from support.services.server import Answer, Fault, Server

QUICK = Patience(attempts=3, first_wait=0.01, longest_wait=5, connect=2, read=0.5, whole=3)
CONTENT = json.dumps({"figures": list(range(50_000))}).encode()


class OneAnswer(Server):
    def answer(self, method: str, path: str, query: dict[str, str], body: bytes) -> Answer:
        return Answer(body=CONTENT)


class Waits:
    """Sleeps that do not sleep: what was waited, in order."""

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self.told: list[str] = []

    def sleep(self, seconds: float) -> None:
        self.seconds.append(seconds)

    def begin(self, what: str, total: int | None) -> None: ...

    def advance(self, what: str) -> None: ...

    def wait(self, seconds: float, why: str) -> None:
        self.told.append(why)

    def silence(self, seconds: float, awaited: str) -> None:
        self.told.append(awaited)


@pytest.fixture
def server() -> Iterator[OneAnswer]:
    with OneAnswer() as running:
        yield running


@pytest.fixture
def waits() -> Waits:
    return Waits()


@pytest.fixture
def transport(server: OneAnswer, waits: Waits) -> Iterator[Transport]:
    made = Transport(Hosts((server.url,)), patience=QUICK, sleep=waits.sleep, listener=waits)
    yield made
    made.close()


def whole(path: Path) -> None:
    try:
        json.loads(path.read_bytes())
    except ValueError as error:
        raise BrokenAnswerError("not whole") from error


def fetch(transport: Transport, server: OneAnswer, path: Path, **options: object) -> bytes:
    transport.fetch(f"{server.url}/x", path, check=whole, **options)  # type: ignore[arg-type]
    return path.read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize(
    "kind",
    [
        "429",
        "503",
        "500",
        "reset",
        "reset_mid_body",
        "short_body",
        "truncated_json",
        "html_as_json",
        "hang",
    ],
)
def test_what_passes_is_asked_again_and_comes_whole(
    transport: Transport, server: OneAnswer, tmp_path: Path, kind: str
) -> None:
    server.faults.append(Fault(kind, times=2))
    assert fetch(transport, server, tmp_path / "a") == CONTENT
    assert len(server.requests) == 3


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "status", "words"),
    [
        ("429", 429, r"has been asked too often \(429\)\. It was asked 3 times; try again later"),
        ("503", 503, r"is out of order or overloaded \(503\)\. It was asked 3 times"),
        ("reset", None, "cannot be reached, or it broke the connection. It was asked 3 times"),
        ("reset_mid_body", None, "It was asked 3 times"),
        ("short_body", None, "broke off in the middle of an answer. It was asked 3 times"),
        ("truncated_json", None, "not whole It was asked 3 times"),
        ("hang", 504, "did not answer in 0.5 s. It was asked 3 times"),
    ],
)
def test_what_does_not_pass_ends_in_a_sentence(
    transport: Transport,
    server: OneAnswer,
    tmp_path: Path,
    kind: str,
    status: int | None,
    words: str,
) -> None:
    server.faults.append(Fault(kind, times=-1))
    with pytest.raises(ServiceError, match=words) as caught:
        fetch(transport, server, tmp_path / "a")
    assert caught.value.status == status
    assert len(server.requests) == 3


@pytest.mark.parametrize(
    ("kind", "status", "words"),
    [
        ("400", 400, r"refused the request \(400\)"),
        ("403_html", 403, r"refused the request \(403\)"),
        (
            "html_200",
            None,
            "answered with text/html where JSON was expected: perhaps a proxy's sign-in page",
        ),
        ("px_200", None, "answered with text/plain where JSON was expected"),
        ("redirect", 302, r"sends on to 127\.0\.0\.1:1 \(302\), which is not followed"),
    ],
)
def test_what_waiting_does_not_cure_is_not_asked_again(
    transport: Transport,
    server: OneAnswer,
    tmp_path: Path,
    kind: str,
    status: int | None,
    words: str,
) -> None:
    server.faults.append(Fault(kind, times=-1))
    with pytest.raises(ServiceError, match=words) as caught:
        fetch(transport, server, tmp_path / "a")
    assert caught.value.status == status
    assert len(server.requests) == 1


def test_an_answer_without_end_is_not_read_to_the_end(
    transport: Transport, server: OneAnswer, tmp_path: Path
) -> None:
    server.faults.append(Fault("endless", times=-1))
    with pytest.raises(
        ServiceError, match="sent more than 512 KiB, which is more than such an answer can be"
    ):
        fetch(transport, server, tmp_path / "a", largest=512 * 1024)
    assert (tmp_path / "a").stat().st_size <= 512 * 1024
    assert len(server.requests) == 1


@pytest.mark.slow
def test_a_slow_answer_is_waited_for(
    transport: Transport, server: OneAnswer, tmp_path: Path
) -> None:
    server.faults.append(Fault("slow", seconds=0.2))
    assert fetch(transport, server, tmp_path / "a") == CONTENT
    assert len(server.requests) == 1


def test_retry_after_is_obeyed(
    transport: Transport, server: OneAnswer, waits: Waits, tmp_path: Path
) -> None:
    server.faults.append(Fault("429", retry_after=4))
    fetch(transport, server, tmp_path / "a")
    assert waits.seconds == [4]
    assert "has been asked too often (429)" in waits.told[0]


def test_a_429_that_names_no_time_waits_for_the_whole_window(
    transport: Transport, server: OneAnswer, waits: Waits, tmp_path: Path
) -> None:
    transport.set_pace(server.url, calls=40, window=3)
    server.faults.append(Fault("429", retry_after=None))
    fetch(transport, server, tmp_path / "a")
    assert waits.seconds == [3]


def test_a_service_that_asks_for_too_long_a_wait_is_not_waited_for(
    transport: Transport, server: OneAnswer, waits: Waits, tmp_path: Path
) -> None:
    server.faults.append(Fault("429", retry_after=3600))
    with pytest.raises(
        ServiceError, match="It asks to be left alone for 3600 seconds; try again later"
    ):
        fetch(transport, server, tmp_path / "a")
    assert waits.seconds == []


def test_waits_grow(transport: Transport, server: OneAnswer, waits: Waits, tmp_path: Path) -> None:
    server.faults.append(Fault("reset", times=2))
    fetch(transport, server, tmp_path / "a")
    assert waits.seconds == [0.01, 0.02]


@pytest.mark.slow
def test_a_packed_answer_unpacks_to_what_was_sent(
    transport: Transport, server: OneAnswer, tmp_path: Path
) -> None:
    import gzip
    import hashlib

    def unpacks(path: Path) -> None:
        assert gzip.decompress(path.read_bytes()) == CONTENT

    first = transport.fetch(f"{server.url}/x", tmp_path / "a", packed=True, check=unpacks)
    again = transport.fetch(f"{server.url}/x", tmp_path / "b", packed=True)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert first == again
    assert first.sha256 == hashlib.sha256(CONTENT).hexdigest()
    assert first.bytes == len(CONTENT)


def test_the_pace_stays_below_the_limit() -> None:
    pace = Pace(calls=3, window=10)
    now, sent = 0.0, []
    for _ in range(10):
        now += pace.delay(now)
        pace.sent.append(now)
        sent.append(now)
        now += 0.5
    for start in sent:
        assert sum(start <= moment < start + 10 for moment in sent) <= 3
    assert sent[-1] < 40


@pytest.mark.slow
def test_requests_are_paced_at_nine_tenths(server: OneAnswer, tmp_path: Path) -> None:
    with_clock = Transport(Hosts((server.url,)), patience=QUICK)
    with_clock.set_pace(server.url, calls=10, window=0.5)
    for _ in range(20):
        fetch(with_clock, server, tmp_path / "a")
    with_clock.close()
    moments = [request.at for request in server.requests]
    assert all(sum(start <= moment < start + 0.5 for moment in moments) <= 10 for start in moments)
    assert moments[-1] - moments[0] >= 0.9


def test_who_asks_is_told(server: OneAnswer, tmp_path: Path) -> None:
    seen = []

    class Listening(OneAnswer):
        def answer(self, method: str, path: str, query: dict[str, str], body: bytes) -> Answer:
            seen.append((method, body))
            return super().answer(method, path, query, body)

    with Listening() as listening:
        transport = Transport(
            Hosts((listening.url,)), patience=QUICK, contact="analyst@example.org"
        )
        transport.fetch(f"{listening.url}/x", tmp_path / "a", body=b"{}")
        transport.close()
    assert seen == [("POST", b"{}")]
    assert (
        transport._session.headers["User-Agent"] == f"analyysi/{__version__} (analyst@example.org)"
    )


def test_offline_nothing_is_asked(server: OneAnswer, tmp_path: Path) -> None:
    transport = Transport(Hosts((server.url,)), patience=QUICK, offline=True)
    with pytest.raises(ServiceError, match=r"the network is switched off \(--offline\)"):
        fetch(transport, server, tmp_path / "a")
    transport.close()
    assert server.requests == []


def test_a_host_that_nobody_let_in_is_not_asked(server: OneAnswer, tmp_path: Path) -> None:
    transport = Transport(Hosts(), patience=QUICK)
    with pytest.raises(
        ServiceError, match="is not among the services that figures may be fetched from"
    ):
        fetch(transport, server, tmp_path / "a")
    transport.close()
    assert server.requests == []


def test_nobody_listens(waits: Waits, tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    transport = Transport(Hosts((address,)), patience=QUICK, sleep=waits.sleep)
    with pytest.raises(ServiceError, match=f"127.0.0.1:{port} cannot be reached"):
        transport.fetch(f"{address}/x", tmp_path / "a")
    transport.close()


@pytest.mark.slow
def test_a_trickle_is_given_up(tmp_path: Path) -> None:
    def drops() -> Iterator[bytes]:
        while True:
            time.sleep(0.05)
            yield b" " * 10

    class Trickle(Server):
        def answer(self, method: str, path: str, query: dict[str, str], body: bytes) -> Answer:
            return Answer(body=drops())

    patience = Patience(attempts=1, first_wait=0, connect=2, read=2, whole=0.5)
    with Trickle() as server:
        transport = Transport(Hosts((server.url,)), patience=patience)
        started = time.monotonic()
        with pytest.raises(ServiceError, match="sends too slowly: 0.5 s were not enough"):
            transport.fetch(f"{server.url}/x", tmp_path / "a")
        transport.close()
    assert time.monotonic() - started < 10


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["hang", "endless"])
def test_a_service_has_no_more_time_than_it_is_given_in_all(
    server: OneAnswer, tmp_path: Path, kind: str
) -> None:
    server.faults.append(Fault(kind, times=-1))
    patience = replace(QUICK, attempts=9, whole=30, total=0.6)
    transport = Transport(Hosts((server.url,)), patience=patience)
    started = time.monotonic()
    for _ in range(3):
        with pytest.raises(ServiceError, match=r"more than the 0.6 seconds") as refusal:
            fetch(transport, server, tmp_path / "a", largest=10**15)
    transport.close()
    assert time.monotonic() - started < 3
    assert refusal.value.status is None
    assert len(server.requests) <= 3


def test_a_wait_that_would_take_more_than_what_is_left_is_not_waited(
    server: OneAnswer, waits: Waits, tmp_path: Path
) -> None:
    server.faults.append(Fault("429", times=-1, retry_after=4))
    patience = replace(QUICK, total=3.0)
    transport = Transport(Hosts((server.url,)), patience=patience, sleep=waits.sleep)
    with pytest.raises(ServiceError, match="would take more than the 3 seconds"):
        fetch(transport, server, tmp_path / "a")
    transport.close()
    assert waits.seconds == []


@pytest.mark.slow
def test_a_trickle_of_a_stated_length_is_given_up_in_the_middle_of_a_piece(tmp_path: Path) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 999999\r\n\r\n"
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def drip() -> None:
            connection, _ = listener.accept()
            with connection, suppress(OSError):  # the client goes away, as it should
                connection.recv(9999)
                connection.sendall(head)
                for _ in range(200):
                    connection.sendall(b" ")
                    time.sleep(0.05)

        dripping = threading.Thread(target=drip, daemon=True)
        dripping.start()
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        patience = Patience(attempts=1, first_wait=0, connect=2, read=2, whole=0.4)
        transport = Transport(Hosts((address,)), patience=patience)
        started = time.monotonic()
        with pytest.raises(ServiceError, match="sends too slowly: 0.4 s were not enough"):
            transport.fetch(f"{address}/x", tmp_path / "a")
        transport.close()
        assert time.monotonic() - started < 3
        dripping.join(5)


class Written(Server):
    """Answers with one status and these headers first, then as it should."""

    def __init__(self, status: int, headers: dict[str, str]) -> None:
        super().__init__()
        self.status, self.headers = status, headers

    def answer(self, method: str, path: str, query: dict[str, str], body: bytes) -> Answer:
        if len(self.requests) == 1:
            return Answer(self.status, body=b"{}", headers=self.headers)
        return Answer(body=CONTENT)


def waited(status: int, headers: dict[str, str], path: Path) -> list[float]:
    waits = Waits()
    with Written(status, headers) as server:
        transport = Transport(
            Hosts((server.url,)), patience=replace(QUICK, longest_wait=300), sleep=waits.sleep
        )
        transport.fetch(f"{server.url}/x", path)
        transport.close()
    assert path.read_bytes() == CONTENT
    return waits.seconds


@pytest.mark.parametrize("status", [408, 425])
def test_what_the_service_did_not_take_in_time_is_asked_again(status: int, tmp_path: Path) -> None:
    assert waited(status, {}, tmp_path / "a") == [0.01]
    assert waited(status, {"Retry-After": "7"}, tmp_path / "b") == [7]


def test_the_date_of_an_answer_is_waited_for(tmp_path: Path) -> None:
    date = email.utils.format_datetime(datetime.now(UTC) + timedelta(seconds=120), usegmt=True)
    (seconds,) = waited(429, {"Retry-After": date}, tmp_path / "a")
    assert 115 <= seconds <= 121


@pytest.mark.parametrize(
    "retry_after",
    ["", "1.5", "-5", "\u00b2", "soon", "nan", "Sun, 99 Nov 2026 12:02:00 GMT", "1e3"],
)
def test_a_retry_after_that_says_nothing_leaves_the_usual_wait(
    retry_after: str, tmp_path: Path
) -> None:
    assert waited(503, {"Retry-After": retry_after}, tmp_path / "a") == [0.01]


def test_the_pace_of_a_service_has_an_upper_bound(
    transport: Transport, server: OneAnswer, waits: Waits, tmp_path: Path
) -> None:
    for window in (1e6, 1e30):
        transport.set_pace(server.url, calls=1, window=window)
        with suppress(ServiceError):
            fetch(transport, server, tmp_path / "a")
        with pytest.raises(ServiceError, match="takes 1 requests in .*; at most 5 are waited"):
            fetch(transport, server, tmp_path / "a")
    assert waits.seconds == []


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("http://[::1", "another page"),
        ("", "another page"),
        ("https://elsewhere.example/x", "elsewhere.example"),
        (f"https://{'a' * 5000}.example/", "a" * 200),
    ],
)
def test_a_redirect_is_named_and_not_followed(
    transport: Transport, server: OneAnswer, tmp_path: Path, location: str, target: str
) -> None:
    server.faults.append(Fault("redirect", location=location))
    with pytest.raises(
        ServiceError, match=rf"sends on to {re.escape(target)} \(302\), which is not"
    ):
        fetch(transport, server, tmp_path / "a")


def test_no_password_of_the_users_and_no_cookie_is_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login anna password hemlig\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    received = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            for _ in range(2):
                connection, _ = listener.accept()
                with connection:
                    received.append(connection.recv(9999))
                    connection.sendall(
                        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                        b"Set-Cookie: who=you\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}"
                    )

        serving = threading.Thread(target=serve, daemon=True)
        serving.start()
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        transport = Transport(Hosts((address,)), patience=QUICK)
        assert requests.utils.get_netrc_auth(address) == ("anna", "hemlig")
        for _ in range(2):
            transport.fetch(f"{address}/x", tmp_path / "a")
        transport.close()
        serving.join(5)
    assert len(received) == 2
    for request in received:
        assert b"authorization" not in request.lower()
        assert b"cookie" not in request.lower()
