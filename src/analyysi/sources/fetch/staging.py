"""What an unfinished pull already has: each answer is whole and kept, or it is not there.

The place is chosen by what is asked, so that the same command finds it again after a power cut.
Nothing here is read by anything but the next attempt.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path, PurePath

from analyysi.agreement.strict_data import read_json
from analyysi.errors import ServiceError, SourceError
from analyysi.file_system.files import (
    beside,
    clear,
    make_folder,
    move_file,
    remove,
    replace_file,
)
from analyysi.file_system.reading import MOST_STORED_BYTES, read_file
from analyysi.sources.fetch.replies import Reply

_STARTED = "started"


class ChangedMeanwhileError(ServiceError):
    """The service no longer has what its first answers said."""


@dataclass(frozen=True)
class Kept:
    """An answer on disk, and what was asked for it."""

    path: Path
    address: str
    body: bytes | None
    status: int
    content_type: str
    sha256: str
    """Of the answer itself, unpacked."""
    retrieved: date


_OLDEST = timedelta(days=1)


class Staging:
    """The folder of one unfinished pull.

    Parameters
    ----------
    folder
        Made if it is not there.
    keep_old
        Go on even with a pull that was begun before yesterday. Otherwise it starts again: a service
        may have changed since in a way that its later answers do not show.
    today
        The day (UTC); replaced in tests.
    """

    def __init__(
        self, folder: Path, *, keep_old: bool = False, today: Callable[[], date] | None = None
    ) -> None:
        self.folder = folder
        self._today = today or (lambda: datetime.now(UTC).date())
        make_folder(folder)
        mark = folder / _STARTED
        if not mark.is_file():
            replace_file(mark, self._today().isoformat().encode())
        try:
            self.started = date.fromisoformat(mark.read_text(encoding="utf-8"))
        except ValueError:
            # A torn file after a power cut: the answers beside it have checksums, this has none to
            # lose.
            replace_file(mark, self._today().isoformat().encode())
            self.started = self._today()
        if not keep_old and self.started < self._today() - _OLDEST:
            self.forget_answers()

    def kept(self, address: str, body: bytes | None = None) -> Kept | None:
        """Return the answer to this request, if it was kept whole."""
        record = self._path(address, body, ".json")
        try:
            content = read_json(read_file(record))
            path = self.folder / PurePath(content["file"]).name
            stored = read_file(path, MOST_STORED_BYTES)
            if hashlib.sha256(stored).hexdigest() != content["file_sha256"]:
                return None
            return Kept(
                path,
                address,
                body,
                int(content["status"]),
                _text(content["content_type"]),
                _text(content["sha256"]),
                date.fromisoformat(content["retrieved"]),
            )
        except (OSError, ValueError, KeyError, TypeError, SourceError):
            return None

    def keep(
        self,
        address: str,
        fetch: Callable[[Path], Reply],
        body: bytes | None = None,
        ending: str = ".answer",
    ) -> Kept:
        """Return the kept answer to this request, or else ask and keep it.

        Parameters
        ----------
        fetch
            Asks and writes the answer to the path it is given.
        """
        earlier = self.kept(address, body)
        if earlier is not None:
            return earlier
        path = self._path(address, body, ending)
        half = beside(path)
        try:
            reply = fetch(half)
            move_file(half, path)
        finally:
            clear(half)
        record = {
            "address": address,
            "file": path.name,
            "file_sha256": hashlib.sha256(read_file(path)).hexdigest(),
            "status": reply.status,
            "content_type": reply.content_type,
            "sha256": reply.sha256,
            "retrieved": self._today().isoformat(),
        }
        replace_file(self._path(address, body, ".json"), json.dumps(record).encode("utf-8"))
        kept = self.kept(address, body)
        if kept is None:
            raise SourceError(
                "An answer could not be kept in {folder}: is the disk full?", folder=self.folder
            )
        return kept

    def forget_answers(self) -> None:
        """Start again: the service has changed during the pull."""
        for path in self.folder.iterdir():
            remove(path)
        replace_file(self.folder / _STARTED, self._today().isoformat().encode())
        self.started = self._today()

    def remove(self) -> None:
        """Take the folder away: all it held is in a snapshot."""
        clear(self.folder)
        if self.folder.parent.is_dir() and not any(self.folder.parent.iterdir()):
            remove(self.folder.parent)

    def remove_if_empty(self) -> None:
        """Take the folder away if no answer was kept: a pull was refused before it asked."""
        if self.folder.is_dir() and all(path.name == _STARTED for path in self.folder.iterdir()):
            self.remove()

    def _path(self, address: str, body: bytes | None, ending: str) -> Path:
        name = hashlib.sha256(
            address.encode("utf-8", "surrogatepass") + b"\n" + (body or b"")
        ).hexdigest()[:32]
        return self.folder / f"{name}{ending}"


def _text(content: object) -> str:
    if not isinstance(content, str):
        raise TypeError("a text was expected")
    return content
