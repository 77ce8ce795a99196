"""The server of a preview: the page around, its style and script, the report's page, and the news;
for the browser of this computer alone.
"""

from __future__ import annotations

import errno
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from secrets import token_urlsafe
from threading import Thread
from typing import Any

from analyysi.errors import ParameterError, Sentence
from analyysi.run.preview.board import Board, Standing

LOOPBACK = "127.0.0.1"
_HOSTS = (LOOPBACK, "localhost")
_HEARTBEAT = 15.0
"""Seconds after which a silent connection is tried: a closed tab is seen only then."""

_REASONS = {
    errno.EADDRINUSE: Sentence("another program uses it"),
    errno.EACCES: Sentence("the system keeps it for itself"),
}
_EVERY_ANSWER = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True)
class Content:
    """What is answered to a path: the bytes as they are at the moment, their kind, and a content
    security policy.
    """

    kind: str
    now: Callable[[], bytes]
    policy: str


@contextmanager
def served(
    contents: Mapping[str, Content], board: Board, as_news: Callable[[Standing], object], port: int
) -> Iterator[str]:
    """Serve until the block ends, on the loopback address alone; yield the address of the page.

    The paths lie below a secret one, so that another user of the computer, who can reach the port
    too, does not find them.

    Parameters
    ----------
    contents
        The whole table of what is served, by the path below the secret one; "" is the page.
    as_news
        Makes of a standing what the path "news" sends: JSON.
    port
        0 takes a free one.

    Raises
    ------
    ParameterError
        If the port cannot be used.
    """
    try:
        server = _Server(contents, board, as_news, port)
    except (OSError, OverflowError) as error:
        raise ParameterError(
            "Port {port} of this computer cannot be used: {reason}. Give another with --port, or "
            "leave --port out: a free one is then taken.",
            port=str(port),
            reason=_reason(error),
        ) from error
    with server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
        thread.start()
        try:
            yield f"http://{LOOPBACK}:{server.server_port}{server.below}"
        finally:
            board.put(ended=True)
            server.shutdown()
            server.wait_for_news()


def _reason(error: OSError | OverflowError) -> str:
    if isinstance(error, OverflowError):
        return Sentence("ports have numbers from 1 to 65535")
    return _REASONS.get(error.errno or 0, error.strerror or str(error))


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = sys.platform != "win32"  # there it would share the port of another

    def __init__(
        self,
        contents: Mapping[str, Content],
        board: Board,
        as_news: Callable[[Standing], object],
        port: int,
    ) -> None:
        super().__init__((LOOPBACK, port), _Handler)
        self.below = f"/{token_urlsafe(16)}/"
        self.contents = {f"{self.below}{path}": content for path, content in contents.items()}
        self.board, self.as_news = board, as_news
        self.listeners: set[Thread] = set()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Pass over a browser that goes away in the middle: that is no fault."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)

    def wait_for_news(self) -> None:
        """Wait until those who listen have been told of the end; not for one who does not read."""
        for thread in list(self.listeners):
            thread.join(0.5)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    server_version, sys_version = "analyysi", ""
    error_message_format, error_content_type = "%(code)d\n", "text/plain"
    timeout = 60.0

    def do_GET(self) -> None:
        if not self._is_asked_here():
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
            return
        path = self.path.partition("?")[0]
        if path == f"{self.server.below}news":
            self._send_news()
        elif path in self.server.contents:
            self._send(self.server.contents[path])
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def _is_asked_here(self) -> bool:
        """Return whether the browser asked for this very server: a page from elsewhere may have let
        its own name lead here (DNS rebinding), and then it is that name which is asked for.
        """
        port = self.server.server_port
        hosts = self.headers.get_all("Host") or []
        return len(hosts) == 1 and hosts[0] in [f"{name}:{port}" for name in _HOSTS]

    def _send(self, content: Content) -> None:
        body = content.now()
        self.send_response(HTTPStatus.OK)
        self._head(content.kind, content.policy)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _head(self, kind: str, policy: str) -> None:
        for name, value in _EVERY_ANSWER.items():
            self.send_header(name, value)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Security-Policy", policy)

    def _send_news(self) -> None:
        """Send where the preview stands, and again at each change, until it ends."""
        from threading import current_thread

        self.server.listeners.add(current_thread())
        self.send_response(HTTPStatus.OK)
        self._head("text/event-stream", "default-src 'none'")
        self.end_headers()
        news, ended = -1, False
        with suppress(OSError):
            while not ended:
                known = news
                news, standing = self.server.board.after(known, _HEARTBEAT)
                said = json.dumps(self.server.as_news(standing)) if news != known else ""
                self.wfile.write(f"data: {said}\n\n".encode() if said else b":\n\n")
                ended = standing.ended
        self.server.listeners.discard(current_thread())

    def log_message(self, *_: object) -> None:
        """Say nothing: the page says what there is to say."""
