"""A small HTTP server that keeps a log of what it was asked and can be told to
fail in many ways.
"""

from __future__ import annotations

import contextlib
import math
import select
import socket
import struct
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, unquote, urlsplit

JSON = "application/json; charset=utf-8"
TOO_MANY_REQUESTS = (
    b'{"error":"429 - Too many requests in too short timeframe. Please try again later."}'
)
FORBIDDEN_PAGE = b"""\
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"/>
<title>403 - Forbidden: Access is denied.</title>
</head>
<body>
<div id="header"><h1>Server Error</h1></div>
<div id="content">
 <div class="content-container"><fieldset>
  <h2>403 - Forbidden: Access is denied.</h2>
  <h3>You do not have permission to view this directory or page using the credentials that you supplied.</h3>
 </fieldset></div>
</div>
</body>
</html>
"""
BUSY_PAGE = (
    b"<html><head><title>503 Service Unavailable</title></head><body><h1>Service "
    b"Unavailable</h1></body></html>"
)
SIGN_IN_PAGE = (
    b"<!DOCTYPE html><html><head><title>Sign in</title></head><body><form>Sign "
    b"in</form></body></html>"
)
PX_TEXT = b'CHARSET="ANSI";\r\nAXIS-VERSION="2013";\r\nLANGUAGE="fi";\r\nTITLE="Taulukko";\r\nDATA=\r\n1 2 3;\r\n'

_PIECE = 64 * 1024
_POLL = 0.02


@dataclass(frozen=True)
class Request:
    """One request as it came. `status` is 0 until it is answered, and stays 0 if no status was ever
    sent.
    """

    method: str
    path: str
    """With the query, as sent."""
    body: bytes
    at: float
    """By the server's own `clock`."""
    status: int = 0


@dataclass
class Answer:
    """What is sent back. A body given as an iterator goes out chunked, without a Content-Length."""

    status: int = 200
    content_type: str = JSON
    body: bytes | Iterator[bytes] = b""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Fault:
    """A way to fail, for the requests that it matches.

    Kinds: 429, 403_html, 503, 500, 400; slow, hang, reset, reset_mid_body, short_body,
    truncated_json; html_200, html_as_json, px_200, redirect, endless.
    """

    kind: str
    times: int = 1
    """How many more requests it hits; -1 for ever. Counted down by the server."""
    method: str = ""
    contains: str = ""
    """A part of the path, with its query, as sent."""
    body_contains: str = ""
    retry_after: float | None = 1
    """Of a 429; also of a 503 if it is not the default. None sends no header."""
    seconds: float = 0
    """How long `slow` waits before the true answer."""
    skip: int = 0
    """How many matching requests pass before the first one is hit. Counted down by the server."""
    location: str = "http://127.0.0.1:1/elsewhere"
    body: bytes | None = None
    """Sent instead of the kind's own body, where the kind has one."""

    def __post_init__(self) -> None:
        if self.kind not in _KINDS:
            raise ValueError(f"unknown fault '{self.kind}'; known are {', '.join(sorted(_KINDS))}")

    def matches(self, method: str, path: str, body: bytes) -> bool:
        return (
            self.times != 0
            and self.method in ("", method)
            and self.contains in path
            and self.body_contains in body.decode("utf-8", "replace")
        )


class Server:
    """Listens from `start` to `stop`; a context manager.

    A subclass says what the true answers are in `answer`. After `stop`, `start` opens the same port
    again. An exception in `answer` gives a 500 and is raised again when the `with` block ends, so
    that a mistake in the test's own tables cannot pass for a fault of the service.
    """

    def __init__(self, port: int = 0) -> None:
        self.port = port
        self.requests: list[Request] = []
        self.faults: list[Fault] = []
        self.errors: list[BaseException] = []
        self.clock: Callable[[], float] = time.monotonic
        """May be replaced by the clock of a client under test, so that neither has to wait."""
        self.lock = threading.RLock()
        self._listener: _Listener | None = None
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        if self.port == 0:
            raise RuntimeError("the server has no port before it is started")
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> Self:
        if self._listener is not None:
            raise RuntimeError("the server is running already")
        self._listener = _Listener(("127.0.0.1", self.port), _Handler, self)
        self.port = self._listener.server_address[1]
        self._thread = threading.Thread(
            target=self._listener.serve_forever, args=(_POLL,), daemon=True
        )
        self._thread.start()
        return self

    def stop(self) -> None:
        """Close every connection, also those that hang, and wait until each thread has ended."""
        listener, thread = self._listener, self._thread
        if listener is None or thread is None:
            return
        self._listener = self._thread = None
        listener.closing.set()
        listener.shutdown()
        thread.join()
        listener.server_close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()
        if error is None and self.errors:
            raise self.errors[0]

    def admit(self, method: str, path: str) -> Answer | None:
        """Refuse a request before anything else is looked at, or let it in by returning None."""
        return None

    def answer(self, method: str, path: str, query: dict[str, str], body: bytes) -> Answer:
        """Give the true answer.

        Parameters
        ----------
        path
            Decoded, without the query.
        query
            Decoded; a name without a value has the value "".
        """
        raise NotImplementedError

    def fault_for(self, method: str, path: str, body: bytes) -> Fault | None:
        """Take the first fault that hits this request, counting down its `skip` and `times`."""
        with self.lock:
            for fault in self.faults:
                if not fault.matches(method, path, body):
                    continue
                if fault.skip > 0:
                    fault.skip -= 1
                    continue
                if fault.times > 0:
                    fault.times -= 1
                return fault
        return None

    def note_status(self, request: Request, status: int) -> None:
        with self.lock:
            for place in range(len(self.requests) - 1, -1, -1):
                if self.requests[place] is request:
                    self.requests[place] = replace(request, status=status)
                    return


class _Listener(ThreadingHTTPServer):
    """Keeps its open connections, so that none of them outlives it."""

    request_queue_size = 64
    daemon_threads = True

    def __init__(
        self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler], owner: Server
    ) -> None:
        self.owner = owner
        self.closing = threading.Event()
        self.resetting: set[socket.socket] = set()
        self._open: dict[threading.Thread, socket.socket] = {}
        super().__init__(address, handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        thread = threading.Thread(
            target=self.process_request_thread, args=(request, client_address), daemon=True
        )
        with self.owner.lock:
            self._open = {
                known: connection for known, connection in self._open.items() if known.is_alive()
            }
            thread.start()
            self._open[thread] = request

    def shutdown_request(self, request: Any) -> None:
        if request in self.resetting:
            self.resetting.discard(request)
            request.close()  # with SO_LINGER 0: an RST, no orderly end before it
        else:
            super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        error = sys.exception()
        if error is not None and not isinstance(
            error, OSError
        ):  # a client that went away is no error
            self.owner.errors.append(error)

    def server_close(self) -> None:
        super().server_close()
        with self.owner.lock:
            threads = dict(self._open)
        for thread, connection in threads.items():
            with contextlib.suppress(OSError):  # closed already
                connection.shutdown(socket.SHUT_RDWR)
            thread.join(10)


class _Handler(BaseHTTPRequestHandler):
    """Reads a request, lets the owner refuse, fail or answer it, and sends the bytes."""

    protocol_version = "HTTP/1.1"
    server_version = "Microsoft-IIS/10.0"
    sys_version = ""
    disable_nagle_algorithm = True
    server: _Listener
    connection: socket.socket

    def log_message(self, format: str, *args: Any) -> None:
        return

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def _serve(self) -> None:
        owner = self.server.owner
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self._request = Request(self.command, self.path, body, owner.clock())
        with owner.lock:
            owner.requests.append(self._request)
        refusal = owner.admit(self.command, self.path)
        if refusal is not None:
            self._send(refusal)
            return
        fault = owner.fault_for(self.command, self.path, body)
        if fault is None:
            self._send(self._true_answer(body))
        else:
            _KINDS[fault.kind](self, fault, body)

    def _true_answer(self, body: bytes) -> Answer:
        parts = urlsplit(self.path)
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        try:
            return self.server.owner.answer(self.command, unquote(parts.path), query, body)
        except Exception as error:  # noqa: BLE001 - told to the test when the server is closed
            self.server.owner.errors.append(error)
            return Answer(500, "text/plain", b"")

    def _headers(self, answer: Answer, length: int | None) -> None:
        self.server.owner.note_status(self._request, answer.status)
        self.send_response(answer.status)
        if answer.content_type:
            self.send_header("Content-Type", answer.content_type)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if length is None:
            self.send_header("Transfer-Encoding", "chunked")
        else:
            self.send_header("Content-Length", str(length))
        self.end_headers()

    def _send(self, answer: Answer) -> None:
        if isinstance(answer.body, bytes):
            self._headers(answer, len(answer.body))
            self.wfile.write(answer.body)
            return
        self._headers(answer, None)
        for piece in answer.body:
            if self.server.closing.is_set():
                self.close_connection = True
                return
            if piece:
                self.wfile.write(b"%x\r\n%b\r\n" % (len(piece), piece))
        self.wfile.write(b"0\r\n\r\n")

    def _whole(self, body: bytes) -> tuple[Answer, bytes]:
        answer = self._true_answer(body)
        return answer, answer.body if isinstance(answer.body, bytes) else b"".join(answer.body)

    def _reset_at_close(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.server.resetting.add(self.connection)
        self.close_connection = True

    def slow(self, fault: Fault, body: bytes) -> None:
        if self.server.closing.wait(fault.seconds):
            self.close_connection = True
        else:
            self._send(self._true_answer(body))

    def hang(self, fault: Fault, body: bytes) -> None:
        self.close_connection = True
        while not self.server.closing.is_set():
            if select.select([self.connection], [], [], _POLL)[0]:
                return  # the client closed, or broke the protocol by sending more

    def reset(self, fault: Fault, body: bytes) -> None:
        self._reset_at_close()

    def reset_mid_body(self, fault: Fault, body: bytes) -> None:
        answer, whole = self._whole(body)
        self._headers(answer, len(whole))
        self.wfile.write(whole[: len(whole) // 2])
        self._reset_at_close()
        self.server.closing.wait(
            0.05
        )  # lets the client read the half before the reset overtakes it

    def short_body(self, fault: Fault, body: bytes) -> None:
        answer, whole = self._whole(body)
        self._headers(answer, len(whole))
        self.wfile.write(whole[: len(whole) // 2])
        self.close_connection = True

    def truncated_json(self, fault: Fault, body: bytes) -> None:
        _, whole = self._whole(body)
        self._send(Answer(200, JSON, whole[: len(whole) // 2]))

    def endless(self, fault: Fault, body: bytes) -> None:
        self.close_connection = True

        def spaces() -> Iterator[bytes]:
            while True:
                yield b" " * _PIECE

        self._send(Answer(200, JSON, spaces()))


def _fixed(make: Callable[[Fault], Answer]) -> Callable[[_Handler, Fault, bytes], None]:
    def send(handler: _Handler, fault: Fault, body: bytes) -> None:
        answer = make(fault)
        if fault.body is not None:
            answer.body = fault.body
        handler._send(answer)

    return send


def too_many_requests(retry_after: float | None) -> Answer:
    """Return the limiter's refusal. Whole seconds are written as such; others as they are, though
    HTTP has none.
    """
    return Answer(429, JSON, TOO_MANY_REQUESTS, _retry_after(retry_after))


def forbidden() -> Answer:
    return Answer(403, "text/html", FORBIDDEN_PAGE)


def bad_request() -> Answer:
    return Answer(400, "text/plain", b"Bad Request")


def _retry_after(seconds: float | None) -> dict[str, str]:
    if seconds is None:
        return {}
    return {
        "Retry-After": str(int(seconds))
        if math.isfinite(seconds) and seconds == int(seconds)
        else str(seconds)
    }


def _busy(fault: Fault) -> Answer:
    return Answer(
        503,
        "text/html",
        BUSY_PAGE,
        _retry_after(None if fault.retry_after == 1 else fault.retry_after),
    )


_KINDS: dict[str, Callable[[_Handler, Fault, bytes], None]] = {
    "429": _fixed(lambda fault: too_many_requests(fault.retry_after)),
    "403_html": _fixed(lambda fault: forbidden()),
    "503": _fixed(_busy),
    "500": _fixed(
        lambda fault: Answer(500, "text/html", b"<html><body>Server Error</body></html>")
    ),
    "400": _fixed(lambda fault: bad_request()),
    "slow": _Handler.slow,
    "hang": _Handler.hang,
    "reset": _Handler.reset,
    "reset_mid_body": _Handler.reset_mid_body,
    "short_body": _Handler.short_body,
    "truncated_json": _Handler.truncated_json,
    "html_200": _fixed(lambda fault: Answer(200, "text/html; charset=utf-8", SIGN_IN_PAGE)),
    "html_as_json": _fixed(lambda fault: Answer(200, JSON, SIGN_IN_PAGE)),
    "px_200": _fixed(lambda fault: Answer(200, "text/plain", PX_TEXT)),
    "redirect": _fixed(lambda fault: Answer(302, "text/html", b"", {"Location": fault.location})),
    "endless": _Handler.endless,
}
