"""Requests over the network: to allowed hosts only, in step with a service's limits, and never half
an answer.

What can pass by waiting (time-out, broken connection, 429, 5xx, half an answer) is asked again, a
limited number of times; the rest ends in one sentence. What an answer means is not known here.
"""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from http.cookiejar import DefaultCookiePolicy
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

import requests

from analyysi import __version__
from analyysi.errors import Sentence, ServiceError
from analyysi.sources.fetch.deadline import Line, OutOfTimeError, WatchedAdapter, exchange
from analyysi.sources.fetch.hosts import Hosts
from analyysi.sources.fetch.replies import (
    AgainError,
    BrokenAnswerError,
    Reply,
    judge,
    store,
    untrusted,
)

LARGEST_ANSWER = 64 * 1024 * 1024
"""Bytes, unpacked. 120 000 cells take about one thousandth of it per ten cells."""

LARGEST_CATALOGUE = 512 * 1024 * 1024
_USUAL_WINDOW = 60.0


class Listener(Protocol):
    """Who is informed of the progress of a pull."""

    def begin(self, what: str, total: int | None) -> None:
        """Report that work on something has begun, of so many steps."""

    def advance(self, what: str) -> None:
        """Report that one step is done."""

    def wait(self, seconds: float, why: str) -> None:
        """Report that nothing happens for some seconds, and why."""

    def silence(self, seconds: float, awaited: str) -> None:
        """Report that nothing has come for some seconds, and what is waited for."""


class Silent:
    """A listener that says nothing."""

    def begin(self, what: str, total: int | None) -> None:
        """Say nothing."""

    def advance(self, what: str) -> None:
        """Say nothing."""

    def wait(self, seconds: float, why: str) -> None:
        """Say nothing."""

    def silence(self, seconds: float, awaited: str) -> None:
        """Say nothing."""


@dataclass(frozen=True)
class Patience:
    """How long a service is borne with. Seconds."""

    attempts: int = 4
    first_wait: float = 2.0
    """Doubled after each attempt."""
    longest_wait: float = 300.0
    """A service that asks for more, by `Retry-After` or by its limits, is not waited for."""
    connect: float = 15.0
    read: float = 120.0
    """Slow tables take 13 s, and the State Treasury's catalogue longer than that."""
    whole: float = 1800.0
    """For one answer, from the look-up of the service's name to its last byte."""
    total: float = math.inf
    """For all requests to one service, their waits included."""


@dataclass
class Pace:
    """No more than `calls` requests in any `window` seconds, whatever their answers."""

    calls: int
    window: float
    sent: deque[float] = field(default_factory=deque)

    def delay(self, now: float) -> float:
        """Return the seconds until the next request may go."""
        while self.sent and self.sent[0] <= now - self.window:
            self.sent.popleft()
        return self.sent[0] + self.window - now if len(self.sent) >= self.calls else 0.0


class Transport:
    """One connection to the services, with everything that keeps it safe and polite.

    Parameters
    ----------
    hosts
        Where requests may go.
    contact
        An address for the service's keeper to write to; sent along with each request.
    sleep, clock
        Replaced in tests of waiting; seconds.
    """

    def __init__(
        self,
        hosts: Hosts,
        *,
        offline: bool = False,
        patience: Patience | None = None,
        listener: Listener | None = None,
        contact: str = "",
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.hosts = hosts
        self.offline = offline
        self.patience = patience or Patience()
        self.listener = listener or Silent()
        self._sleep, self._clock = sleep, clock
        self._paces: dict[str, Pace] = {}
        self._spent: dict[str, float] = {}
        self._until = math.inf
        self._agent = f"analyysi/{__version__}" + (f" ({contact})" if contact else "")
        self._session = _session(self._agent)

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def set_pace(self, address: str, calls: int, window: float) -> None:
        """Keep below a service's own limit, with a tenth to spare: refused calls count too."""
        host = urlsplit(address).netloc
        sent = self._paces[host].sent if host in self._paces else deque[float]()
        self._paces[host] = Pace(max(1, calls * 9 // 10), window, sent)

    def fetch(
        self,
        address: str,
        into: Path,
        *,
        body: bytes | None = None,
        packed: bool = False,
        largest: int = LARGEST_ANSWER,
        check: Callable[[Path], None] | None = None,
    ) -> Reply:
        """Ask (by POST where there is a body, else by GET) and write the whole answer into a file.

        Parameters
        ----------
        into
            Written only as far as the answer came; the caller moves it to its place once `fetch`
            has returned.
        packed
            Store the answer gzipped.
        largest
            Bytes, unpacked, above which the answer is refused.
        check
            Looks at the stored answer and raises `BrokenAnswerError` if it is not whole.

        Raises
        ------
        ServiceError
            With the status of a refusal (3xx, 4xx), or of 5xx once every attempt has met it.
        """
        self.hosts.check(address)
        if self.offline:
            raise ServiceError(
                "{host} would have to be asked, and the network is switched off "
                "(--offline). Run the command without it where there is a network.",
                host=urlsplit(address).netloc,
            )
        host, begun = urlsplit(address).netloc, self._clock()
        self._until = begun + self.patience.total - self._spent.get(host, 0.0)
        try:
            return self._ask_until_answered(address, into, body, packed, largest, check)
        finally:
            self._spent[host] = self._spent.get(host, 0.0) + self._clock() - begun

    def _ask_until_answered(
        self,
        address: str,
        into: Path,
        body: bytes | None,
        packed: bool,
        largest: int,
        check: Callable[[Path], None] | None,
    ) -> Reply:
        fault: ServiceError | None = None
        for attempt in range(self.patience.attempts):
            if fault is not None:
                self._bide(attempt, fault, urlsplit(address).netloc)
            try:
                reply = self._ask(address, body, into, packed, largest)
                if check is not None:
                    check(into)
            except (BrokenAnswerError, AgainError) as error:
                fault = error
            else:
                return reply
        assert fault is not None
        raise ServiceError(
            "{fault} It was asked {attempts} times; try again later.",
            fault.status,
            fault=fault,
            attempts=self.patience.attempts,
        ) from fault

    def _bide(self, attempt: int, fault: ServiceError, host: str) -> None:
        """Wait before another attempt: as long as the service asked for, else twice as long as the
        last time.
        """
        asked = fault.retry_after if isinstance(fault, AgainError) else None
        if asked is None and fault.status == requests.codes.too_many:
            asked = self._window(host)
        seconds = self.patience.first_wait * 2 ** (attempt - 1) if asked is None else asked
        self._time_left(host, seconds)
        if seconds > self.patience.longest_wait:
            raise ServiceError(
                "{fault} It asks to be left alone for {seconds} seconds; try again later.",
                fault=fault,
                seconds=f"{seconds:.0f}",
            )
        self._wait(seconds, fault.sentence)

    def _time_left(self, host: str, wait: float = 0.0) -> float:
        """Return the seconds that a service has left, of those that it is given in all."""
        left = self._until - self._clock()
        if left <= wait:
            raise ServiceError(
                "{host} would take more than the {seconds} seconds that it is given in "
                "all. It is not asked any further; try again later.",
                host=host,
                seconds=f"{self.patience.total:g}",
            )
        return left

    def _window(self, host: str) -> float:
        """Return how long to leave a service alone after a 429 that does not say: each call that it
        refuses counts.
        """
        pace = self._paces.get(host)
        return pace.window if pace is not None and pace.window > 0 else _USUAL_WINDOW

    def _wait(self, seconds: float, why: str) -> None:
        if seconds > 0:
            self.listener.wait(seconds, why)
            self._sleep(seconds)

    def _keep_pace(self, host: str) -> None:
        pace = self._paces.get(host)
        if pace is None:
            pace = self._paces[host] = Pace(10**9, 0.0)
        while (seconds := pace.delay(self._clock())) > 0:
            if seconds > self.patience.longest_wait:
                raise ServiceError(
                    "{host} takes {calls} requests in {window} s, so that the next one would "
                    "have to wait {seconds} seconds; at most {most} are waited. Try "
                    "again later.",
                    host=host,
                    calls=pace.calls,
                    window=f"{pace.window:g}",
                    seconds=f"{seconds:.0f}",
                    most=f"{self.patience.longest_wait:g}",
                )
            self._wait(
                seconds,
                Sentence(
                    "{host} takes {calls} requests in {window} s",
                    host=host,
                    calls=pace.calls,
                    window=f"{pace.window:g}",
                ),
            )
        pace.sent.append(self._clock())

    def _ask(
        self, address: str, body: bytes | None, into: Path, packed: bool, largest: int
    ) -> Reply:
        host = urlsplit(address).netloc
        self._keep_pace(host)
        left = self._time_left(host)
        try:
            return exchange(
                lambda line: self._exchange(address, body, into, packed, largest, left, line),
                min(self.patience.whole, left),
                lambda awaited, seconds: self.listener.silence(
                    seconds, Sentence(awaited, host=host)
                ),
            )
        except OutOfTimeError as error:
            # What is left of the exchange may still hold the connections.
            self._session.close()
            self._session = _session(self._agent)
            self._time_left(host)
            raise self._slowness(host) from error
        except requests.exceptions.Timeout as error:
            seconds = min(self.patience.read, left)
            raise AgainError(
                "{host} did not answer in {seconds} s.", 504, host=host, seconds=f"{seconds:.3g}"
            ) from error
        except requests.exceptions.SSLError as error:
            raise ServiceError(untrusted(host, error)) from error
        except (
            requests.exceptions.ChunkedEncodingError,
            requests.exceptions.ContentDecodingError,
        ) as error:
            raise BrokenAnswerError(
                "{host} broke off in the middle of an answer.", host=host
            ) from error
        except requests.exceptions.ConnectionError as error:
            raise AgainError(
                "{host} cannot be reached, or it broke the connection.", host=host
            ) from error
        except requests.exceptions.RequestException as error:
            raise ServiceError(
                "{host} could not be asked: {fault}.", host=host, fault=type(error).__name__
            ) from error

    def _exchange(
        self,
        address: str,
        body: bytes | None,
        into: Path,
        packed: bool,
        largest: int,
        left: float,
        line: Line,
    ) -> Reply:
        """Send a request and store the answer; all of it in the thread of the exchange."""
        host = urlsplit(address).netloc
        with self._session.request(
            "GET" if body is None else "POST",
            address,
            data=body,
            headers={} if body is None else {"Content-Type": "application/json"},
            timeout=(min(self.patience.connect, left), min(self.patience.read, left)),
            stream=True,
            # Another address could be any address: it is named in the error and not followed.
            allow_redirects=False,
        ) as response:
            judge(response, host)
            return store(response, host, into, packed, largest, line)

    def _slowness(self, host: str) -> ServiceError:
        return AgainError(
            "{host} sends too slowly: {seconds} s were not enough.",
            504,
            host=host,
            seconds=f"{self.patience.whole:g}",
        )


class _Session(requests.Session):
    def get_redirect_target(self, response: Any) -> None:
        """Look at no redirect: none is followed, and some are no addresses."""


def _session(agent: str) -> requests.Session:
    """Return a session that sends no more than what is asked: no cookie of an earlier answer, and
    no password that stands in the user's `.netrc`.
    """
    session = _Session()
    session.headers["User-Agent"] = agent
    session.headers["Accept"] = "application/json"
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    session.auth = _as_it_is  # else requests looks into .netrc
    for scheme in ("http://", "https://"):
        session.mount(scheme, WatchedAdapter())
    return session


def _as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request
