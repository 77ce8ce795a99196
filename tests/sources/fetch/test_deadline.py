"""The deadline of an exchange, against real servers that send a byte now and then at every stage of
it; and whose certificates are trusted.
"""

import os
import select
import shutil
import socket
import ssl
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from analyysi.errors import ServiceError
from analyysi.sources.fetch import deadline
from analyysi.sources.fetch.deadline import Line, OutOfTimeError, exchange
from analyysi.sources.fetch.hosts import Hosts
from analyysi.sources.fetch.transport import Patience, Silent, Transport

WHOLE = 0.6
SLOW = Patience(attempts=1, first_wait=0, connect=5, read=5, whole=WHOLE)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "

Serve = Callable[[socket.socket], None]


@contextmanager
def serving(serve: Serve) -> Iterator[str]:
    """Give the address of a server that does with each connection what it is told to."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def accept() -> None:
            with suppress(OSError):
                while True:
                    connection, _ = listener.accept()
                    threading.Thread(target=handle, args=(connection,), daemon=True).start()

        def handle(connection: socket.socket) -> None:
            with connection, suppress(OSError):  # the client goes away, as it should
                serve(connection)

        threading.Thread(target=accept, daemon=True).start()
        yield f"127.0.0.1:{listener.getsockname()[1]}"
        listener.close()


def drip(connection: socket.socket, content: bytes) -> None:
    """Send a byte now and then, for longer than any test waits."""
    for place in range(200):
        connection.sendall(content[place % len(content) :][:1])
        time.sleep(0.05)


def drip_a_status_line(connection: socket.socket) -> None:
    connection.recv(9999)
    drip(connection, b"HTTP/1.1 200 OKOKOKOKOKOKOKOKOK")


def drip_headers(connection: socket.socket) -> None:
    connection.recv(9999)
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n")
    drip(connection, b"X-Y: abcdefg\r\n")


def drip_a_body(connection: socket.socket) -> None:
    connection.recv(9999)
    connection.sendall(HEAD + b"99999\r\n\r\n")
    drip(connection, b" ")


def drip_a_body_without_a_length(connection: socket.socket) -> None:
    connection.recv(9999)
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
    drip(connection, b" ")


def drip_chunks(connection: socket.socket) -> None:
    connection.recv(9999)
    connection.sendall(
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    drip(connection, b"1\r\n \r\n")


def drip_interim_answers(connection: socket.socket) -> None:
    connection.recv(9999)
    for _ in range(200):
        connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        time.sleep(0.05)


def drip_a_handshake(connection: socket.socket) -> None:
    connection.sendall(b"\x16\x03\x03\x3f\xff\x02\x00\x3f\xfb")
    drip(connection, b"\x03")


STAGES = {
    "status line": ("http", drip_a_status_line),
    "headers": ("http", drip_headers),
    "interim answers": ("http", drip_interim_answers),
    "body": ("http", drip_a_body),
    "body without a length": ("http", drip_a_body_without_a_length),
    "chunks": ("http", drip_chunks),
    "handshake of TLS": ("https", drip_a_handshake),
}


def refusal(address: str, into: Path, **options: Any) -> tuple[str, float]:
    """Return the sentence in which an exchange ends, and how many seconds after its deadline."""
    # Reading this computer's certificates takes a part of the time, on a busy machine a large one.
    whole = WHOLE if address.startswith("http:") else 2.0
    patience = replace(SLOW, whole=whole)
    transport = Transport(Hosts((address,)), patience=patience, **options)
    started = time.monotonic()
    with pytest.raises(ServiceError) as caught:
        transport.fetch(f"{address}/x", into)
    transport.close()
    return str(caught.value), time.monotonic() - started - whole


@pytest.mark.slow
@pytest.mark.parametrize("stage", STAGES)
def test_a_byte_now_and_then_is_given_up_at_every_stage(tmp_path: Path, stage: str) -> None:
    scheme, serve = STAGES[stage]
    before = threading.active_count()
    with serving(serve) as host:
        message, seconds = refusal(f"{scheme}://{host}", tmp_path / "a")
        assert "sends too slowly: " in message
        assert 0 <= seconds < 1
        exchanges = [thread for thread in threading.enumerate() if thread.name == "exchange"]
        assert exchanges == []  # the connection was really shut under it
    assert threading.active_count() <= before + 2


@pytest.mark.slow
def test_a_proxy_that_never_comes_to_an_end_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(drip_a_status_line) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"http://{proxy}")
        monkeypatch.delenv("NO_PROXY", raising=False)
        monkeypatch.delenv("no_proxy", raising=False)
        message, seconds = refusal("https://figures.example", tmp_path / "a")
    assert "sends too slowly" in message
    assert seconds < 1


@pytest.mark.slow
def test_a_connection_that_is_used_again_is_shut_too(tmp_path: Path) -> None:
    def serve(connection: socket.socket) -> None:
        connection.recv(9999)
        connection.sendall(HEAD + b"2\r\n\r\n{}")
        drip_headers(connection)

    with serving(serve) as host:
        address = f"http://{host}"
        transport = Transport(Hosts((address,)), patience=SLOW)
        transport.fetch(f"{address}/x", tmp_path / "a")
        started = time.monotonic()
        with pytest.raises(ServiceError, match="sends too slowly"):
            transport.fetch(f"{address}/x", tmp_path / "b")
        assert time.monotonic() - started < WHOLE + 1
        assert (tmp_path / "a").read_bytes() == b"{}"
        transport.close()


@pytest.mark.slow
def test_a_look_up_of_a_name_that_never_ends_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = threading.Event()

    def look_up(*_: object, **__: object) -> list[object]:
        asked.set()
        time.sleep(4)
        raise socket.gaierror("no such host")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(deadline, "_GRACE", 0.1)
    message, seconds = refusal("https://figures.example", tmp_path / "a")
    assert asked.is_set()
    assert "sends too slowly" in message
    assert seconds < 1


@pytest.mark.slow
def test_after_an_exchange_was_given_up_the_next_one_is_answered(tmp_path: Path) -> None:
    times = iter(range(9))

    def serve(connection: socket.socket) -> None:
        if next(times) == 0:
            drip_headers(connection)
        connection.recv(9999)
        connection.sendall(HEAD + b"2\r\n\r\n{}")

    with serving(serve) as host:
        address = f"http://{host}"
        patience = Patience(attempts=2, first_wait=0, connect=5, read=5, whole=WHOLE)
        transport = Transport(Hosts((address,)), patience=patience)
        transport.fetch(f"{address}/x", tmp_path / "a")
        transport.close()
    assert (tmp_path / "a").read_bytes() == b"{}"


class Told(Silent):
    """A listener that keeps what was waited for in silence."""

    def __init__(self) -> None:
        self.silences: list[str] = []

    def silence(self, seconds: float, awaited: str) -> None:
        self.silences.append(awaited)


@pytest.mark.slow
def test_silence_is_told_with_what_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deadline, "FIRST_SILENCE", 0.1)
    told = Told()
    with serving(drip_headers) as host:
        refusal(f"http://{host}", tmp_path / "a", listener=told)
        assert told.silences == [f"an answer of {host}"] * 2  # after 0.1 s and after 0.3 s
    told.silences.clear()
    with serving(drip_a_body) as host:
        refusal(f"http://{host}", tmp_path / "a", listener=told)
        assert set(told.silences) == {f"the rest of an answer of {host}"}
    told.silences.clear()
    with serving(drip_a_handshake) as host:
        refusal(f"https://{host}", tmp_path / "a", listener=told)
        assert set(told.silences) == {f"a secured connection to {host}"}


def test_work_that_is_done_in_time_gives_its_result_and_its_fault() -> None:
    assert exchange(lambda _: 7, 5, lambda *_: None) == 7

    def fail(_: Line) -> None:
        raise KeyError("x")

    with pytest.raises(KeyError):
        exchange(fail, 5, lambda *_: None)


def test_work_that_is_given_up_opens_no_connection_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deadline, "_GRACE", 0.0)
    going_on = threading.Event()
    outcomes: list[BaseException] = []

    def work(line: Line) -> None:
        going_on.wait(5)
        with socket.socket() as late:
            try:
                line.hold(late)
            except TimeoutError as fault:
                outcomes.append(fault)
                raise

    with pytest.raises(OutOfTimeError):
        exchange(work, 0.01, lambda *_: None)
    going_on.set()
    for thread in threading.enumerate():
        if thread.name == "exchange":
            thread.join(5)
    assert [str(fault) for fault in outcomes] == ["the exchange was given up"]


@pytest.mark.slow
def test_a_connection_that_was_shut_before_it_was_secured_is_closed() -> None:
    with serving(lambda connection: None) as host:
        name, _, port = host.partition(":")
        connection = socket.create_connection((name, int(port)))
        connection.shutdown(socket.SHUT_RDWR)
        time.sleep(0.2)  # the other end has closed it too
        with pytest.raises(OSError):  # noqa: PT011 - in the words of the system
            deadline._trusting().wrap_socket(connection, server_hostname="127.0.0.1")
        assert connection.fileno() == -1


def test_a_connection_that_was_reset_before_it_was_secured_is_closed() -> None:
    def reset(connection: socket.socket) -> None:
        at_once = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, at_once)

    with serving(reset) as host:
        name, _, port = host.partition(":")
        connection = socket.create_connection((name, int(port)))
        select.select([connection], [], [], 5)  # until the other end has gone
        number = connection.fileno()
        with pytest.raises(ConnectionResetError):
            deadline._trusting().wrap_socket(connection, server_hostname="127.0.0.1")
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(number)


needs_openssl = pytest.mark.skipif(
    shutil.which("openssl") is None, reason="openssl makes the certificate"
)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """An organisation's own root certificate, and the key to it."""
    folder = tmp_path_factory.mktemp("organisation")
    certificate, key = folder / "root.pem", folder / "key.pem"
    options = "req -x509 -newkey rsa:2048 -nodes -days 2 -addext subjectAltName=IP:127.0.0.1"
    files = ("-keyout", str(key), "-out", str(certificate))
    subprocess.run(
        ["openssl", *options.split(), "-subj", "/CN=127.0.0.1", *files],
        check=True,
        capture_output=True,
    )
    return certificate, key


@contextmanager
def secured(certificate: tuple[Path, Path]) -> Iterator[str]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)

    def serve(connection: socket.socket) -> None:
        with context.wrap_socket(connection, server_side=True) as stream:
            while stream.recv(9999):
                stream.sendall(HEAD + b"2\r\n\r\n{}")

    with serving(serve) as host:
        yield f"https://{host}"


@pytest.mark.slow
@needs_openssl
def test_a_certificate_that_nobody_trusts_is_refused_with_what_to_do(
    certificate: tuple[Path, Path], tmp_path: Path
) -> None:
    with secured(certificate) as address:
        message, _ = refusal(address, tmp_path / "a")
    assert "does not prove who it is: its certificate was not accepted (self" in message
    assert "If your organisation inspects encrypted connections" in message
    assert "`truststore`" in message
    assert "$REQUESTS_CA_BUNDLE" in message
    assert not (tmp_path / "a").exists()


@pytest.mark.slow
@needs_openssl
@pytest.mark.parametrize(
    "variable",
    [
        "REQUESTS_CA_BUNDLE",
        pytest.param(
            "SSL_CERT_FILE",  # where OpenSSL, and truststore with it, looks for the computer's own
            marks=pytest.mark.skipif(sys.platform != "linux", reason="the store is the system's"),
        ),
    ],
)
def test_a_certificate_that_this_computer_trusts_is_accepted(
    certificate: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, str(certificate[0]))
    with secured(certificate) as address:
        transport = Transport(Hosts((address,)), patience=SLOW)
        for name in ("a", "b"):  # the second over the same connection
            transport.fetch(f"{address}/x", tmp_path / name)
        transport.close()
    assert (tmp_path / "b").read_bytes() == b"{}"
