"""What a service answered: taken, refused in a sentence, or to be asked for again."""

from __future__ import annotations

import gzip
import hashlib
import re
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import IO, cast
from urllib.parse import urlsplit

import requests

from analyysi.errors import Sentence, ServiceError
from analyysi.file_system.files import opened
from analyysi.languages.plain_text import one_line
from analyysi.sources.fetch.deadline import Line

_PIECE = 64 * 1024
_SHOWN = 200
"""Characters of what a service sent that a message repeats."""

_PASSING = {
    requests.codes.request_timeout: Sentence("has waited for the request too long"),
    requests.codes.unordered_collection: Sentence("does not take the request yet"),
    requests.codes.too_many: Sentence("has been asked too often"),
    **dict.fromkeys((500, 502, 503, 504), Sentence("is out of order or overloaded")),
}
"""What another attempt may bring, and what the status says of the service."""


class BrokenAnswerError(ServiceError):
    """An answer that is not whole or not what was asked for; another attempt may bring it."""


class AgainError(ServiceError):
    """Something that may pass; `retry_after` is the seconds that the service itself asked for."""

    def __init__(
        self,
        text: str,
        /,
        status: int | None = None,
        retry_after: float | None = None,
        **values: object,
    ) -> None:
        super().__init__(text, status, **values)
        self.retry_after = retry_after


@dataclass(frozen=True)
class Reply:
    """An accepted answer: what it was, how many bytes, and their checksum (unpacked)."""

    status: int
    content_type: str
    bytes: int
    sha256: str


def judge(response: requests.Response, host: str) -> None:
    """Refuse an answer by its status or its kind.

    Raises
    ------
    AgainError
        If another attempt may bring what was asked for.
    ServiceError
        If it will not.
    """
    status = response.status_code
    if status in _PASSING:
        raise AgainError(
            "{host} {state} ({code}).",
            status,
            retry_after(response),
            host=host,
            state=_PASSING[status],
            code=status,
        )
    if 300 <= status < 400:
        raise ServiceError(
            "{host} sends on to {elsewhere} ({code}), which is not followed. "
            "A proxy may want you to sign in, or the service has moved.",
            status,
            host=host,
            elsewhere=_elsewhere(response),
            code=status,
        )
    if status != requests.codes.ok:
        raise ServiceError("{host} refused the request ({code}).", status, host=host, code=status)
    kind = response.headers.get("Content-Type", "")
    if "json" not in kind.lower():
        stated = one_line(kind.partition(";")[0])[:_SHOWN] or Sentence("no stated type")
        raise ServiceError(
            "{host} answered with {content_type} where JSON was expected: perhaps a "
            "proxy's sign-in page, or the service is closed for maintenance. Open "
            "its page in a browser.",
            host=host,
            content_type=stated,
        )


def _elsewhere(response: requests.Response) -> str:
    """Return the host that a redirect names, as far as it names one."""
    try:
        host = urlsplit(response.headers.get("Location", "")).netloc
    except ValueError:
        host = ""
    return one_line(host)[:_SHOWN] or Sentence("another page")


def store(
    response: requests.Response, host: str, into: Path, packed: bool, largest: int, line: Line
) -> Reply:
    """Write an answer into a file as it comes; raise `ServiceError` if it has more than `largest`
    bytes.
    """
    digest, count = hashlib.sha256(), 0
    line.note(Sentence("the rest of an answer of {host}"))
    with _writer(into, packed) as out:
        for piece in response.iter_content(_PIECE):
            line.note(Sentence("the rest of an answer of {host}"))
            count += len(piece)
            if count > largest:
                raise ServiceError(
                    "{host} sent more than {most} KiB, which is more than such an answer "
                    "can be. It was not read further.",
                    host=host,
                    most=largest // 1024,
                )
            digest.update(piece)
            out.write(piece)
    kind = response.headers.get("Content-Type", "")
    return Reply(response.status_code, kind, count, digest.hexdigest())


@contextmanager
def _writer(path: Path, packed: bool) -> Iterator[IO[bytes]]:
    with opened(path) as file:
        if packed:
            # No name and no time inside: the same answer packs to the same bytes.
            with gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as out:
                yield cast("IO[bytes]", out)
        else:
            yield file


def retry_after(response: requests.Response) -> float | None:
    """Return what `Retry-After` asks for: seconds, or a date (RFC 9110, 10.2.3), counted from the
    service's own clock where it tells that.

    None where it is absent or says nothing that can be waited for.
    """
    text = response.headers.get("Retry-After", "").strip()
    if re.fullmatch(r"[0-9]{1,9}", text):
        return float(text)
    until = _moment(text)
    if until is None:
        return None
    sent = _moment(response.headers.get("Date", ""))
    return max(0.0, until - (time.time() if sent is None else sent))


def _moment(text: str) -> float | None:
    try:
        return parsedate_to_datetime(text).timestamp()
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def untrusted(host: str, error: BaseException) -> Sentence:
    """Say that a secured connection did not come about: why, and what an organisation that inspects
    such connections has to do with it.
    """
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, ssl.SSLCertVerificationError):
        cause = cause.__cause__ or cause.__context__
    reason = (
        cause.verify_message if cause is not None else Sentence("no secured connection came about")
    )
    return Sentence(
        "{host} does not prove who it is: its certificate was not accepted ({reason}). If your "
        "organisation inspects encrypted connections, its own root certificate must be among those "
        "that this computer trusts, where `truststore` looks for it, or in the file that "
        "$REQUESTS_CA_BUNDLE names: ask its support. Nothing was sent.",
        host=host,
        reason=reason,
    )
