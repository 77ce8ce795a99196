"""One deadline for a whole exchange with a service, from the look-up of its name to the last byte
of its answer, and an end that really ends it.

A time limit of a socket counts from byte to byte, and a look-up of a name has none: a service that
sends a byte now and then would never be done. So the exchange is left to a thread of its own. When
its time is over, the connection is shut under it, and whoever waits for it goes on.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from ssl import PROTOCOL_TLS_CLIENT, SSLSocket
from traceback import walk_tb
from typing import Any, TypeVar

import truststore
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from analyysi.errors import Sentence

FIRST_SILENCE = 2.0
"""Seconds without a sign of life after which it is told what is waited for; then after three times
as many, and so on.
"""

_GRACE = 2.0
"""Seconds that a thread is given to notice that its connection is shut."""

Result = TypeVar("Result")
_here = threading.local()


class OutOfTimeError(Exception):
    """The time of an exchange is over; its connection is shut."""


class Line:
    """The connection that an exchange goes over, and what is waited for on it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._over = False
        self.awaited: str = Sentence("a connection to {host}")
        self.heard = time.monotonic()

    def note(self, awaited: str) -> None:
        """Note a sign of life, and what is waited for from now on."""
        self.awaited, self.heard = awaited, time.monotonic()

    def hold(self, connection: socket.socket) -> None:
        """Keep a handle of a connection of one's own: TLS takes over the one that was opened, and a
        reader of an answer may close it.

        Raises
        ------
        TimeoutError
            If the exchange has been given up meanwhile.
        """
        handle = socket.socket(fileno=socket.dup(connection.fileno()))
        with self._lock:
            earlier, self._socket = self._socket, handle
            if earlier is not None:
                earlier.close()
            if self._over:
                raise TimeoutError("the exchange was given up")

    def cut(self) -> None:
        """Shut the connection, whatever is being read from it, and any that is opened later."""
        with self._lock:
            self._over = True
            if self._socket is not None:
                with suppress(OSError):  # the other end may have gone first
                    self._socket.shutdown(socket.SHUT_RDWR)

    def let_go(self) -> None:
        """Give the handle back; the connection itself lives on with whoever opened it."""
        with self._lock:
            if self._socket is not None:
                self._socket.close()
                self._socket = None


def exchange(
    work: Callable[[Line], Result], seconds: float, silent: Callable[[str, float], None]
) -> Result:
    """Do a piece of work over the network in a thread of its own, for so many seconds at most.

    Parameters
    ----------
    work
        Is given the line, which it tells its signs of life.
    seconds
        Until the connection is shut.
    silent
        Called with what is waited for ("an answer of {host}") and the seconds of silence.

    Raises
    ------
    OutOfTimeError
        If the work was not done in time. A look-up of a name cannot be broken off: its thread ends
        by itself, and does nothing more.
    """
    line, done = Line(), threading.Event()
    results: list[Result] = []
    faults: list[BaseException] = []

    def run() -> None:
        _here.line = line
        try:
            results.append(work(line))
        except BaseException as fault:  # noqa: BLE001 - raised again where it is waited for
            faults.append(fault)
        finally:
            line.let_go()
            done.set()

    threading.Thread(target=run, name="exchange", daemon=True).start()
    try:
        in_time = _wait(done, line, time.monotonic() + seconds, silent)
    except BaseException:  # an interruption by the user ends the exchange too
        line.cut()
        raise
    if not in_time:
        line.cut()
        done.wait(_GRACE)
        raise OutOfTimeError
    if faults:
        raise faults[0]
    return results[0]


def _wait(
    done: threading.Event, line: Line, until: float, silent: Callable[[str, float], None]
) -> bool:
    """Wait until the work is done, and tell of silence; return whether it was done in time."""
    heard, patience = line.heard, FIRST_SILENCE
    while True:
        now = time.monotonic()
        if line.heard != heard:
            heard, patience = line.heard, FIRST_SILENCE
        if done.wait(max(0.0, min(until, heard + patience) - now)):
            return True
        now = time.monotonic()
        if now >= until:
            return False
        if line.heard == heard and now >= heard + patience:
            silent(line.awaited, now - heard)
            patience *= 3


class _Watched(HTTPConnection):
    """A connection that the exchange of its thread can shut."""

    def _new_conn(self) -> socket.socket:
        connection = super()._new_conn()
        line: Line | None = getattr(_here, "line", None)
        if line is not None:
            try:
                line.hold(connection)
            except TimeoutError:
                connection.close()
                raise
            line.note(Sentence("a secured connection to {host}"))
        return connection

    def request(self, *args: Any, **options: Any) -> None:
        """Send a request over the connection, opened before or now."""
        line: Line | None = getattr(_here, "line", None)
        if line is not None and self.sock is not None:
            line.hold(self.sock)
        super().request(*args, **options)
        if line is not None:
            line.note(Sentence("an answer of {host}"))


class _WatchedTls(_Watched, HTTPSConnection):
    """The same over TLS."""


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Watched


class _TlsPool(HTTPSConnectionPool):
    ConnectionCls = _WatchedTls


class WatchedAdapter(HTTPAdapter):
    """Opens connections that an exchange can shut, and that trust the certificates which this
    computer trusts: an organisation that inspects TLS has its own among them.
    """

    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        """Make the connections' pools."""
        super().init_poolmanager(*args, **{**options, "ssl_context": _trusting()})
        self.poolmanager.pool_classes_by_scheme = {"http": _Pool, "https": _TlsPool}

    def proxy_manager_for(self, proxy: Any, **options: Any) -> Any:
        """Make the pools of the connections through a proxy."""
        manager = super().proxy_manager_for(proxy, **{**options, "ssl_context": _trusting()})
        if not str(proxy).lower().startswith("socks"):
            manager.pool_classes_by_scheme = {"http": _Pool, "https": _TlsPool}
        return manager


class _Trusting(truststore.SSLContext):
    def wrap_socket(self, sock: socket.socket, *args: Any, **options: Any) -> SSLSocket:
        """Secure a connection. One that is shut or reset meanwhile is closed: `ssl` may secure it
        in name only, and that of Python 3.11 may leave it open until the memory is cleared.
        """
        try:
            secured = super().wrap_socket(sock, *args, **options)
        except OSError as fault:
            for frame, _ in walk_tb(fault.__traceback__):
                half_made = frame.f_locals.get("self")
                if isinstance(half_made, SSLSocket):
                    half_made.close()
            raise
        try:
            secured.getpeername()
        except OSError:
            secured.close()
            raise
        return secured


def _trusting() -> truststore.SSLContext:
    return _Trusting(PROTOCOL_TLS_CLIENT)
