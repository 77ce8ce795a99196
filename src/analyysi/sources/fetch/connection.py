"""The connection of a pull: whose addresses are asked, whether the network may be used, and that
two pulls do not work in one project at once.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import TextIO

from analyysi.errors import Sentence, SourceError
from analyysi.file_system.locks import held
from analyysi.file_system.places import PULL_ROOM, check_place
from analyysi.project import Project
from analyysi.sources.fetch.deadline import FIRST_SILENCE
from analyysi.sources.fetch.hosts import Hosts
from analyysi.sources.fetch.pull import Puller
from analyysi.sources.fetch.services import OFFLINE, SERVICES
from analyysi.sources.fetch.transport import Listener, Transport

CONTACT = "ANALYYSI_CONTACT"
_LOCK_WAIT = 1800.0
"""Seconds: the longest time that one answer may take."""

_log = logging.getLogger("analyysi.pull")


class LoggedProgress:
    """A listener that writes its lines to the log ``analyysi.pull``, which shows nothing unless
    asked to.
    """

    def begin(self, what: str, total: int | None) -> None:
        """Log what is asked for, and how many answers it takes."""
        _log.info("%s: %s", what, "one answer" if total is None else f"{total} answers")

    def advance(self, what: str) -> None:
        """Log that an answer came."""
        _log.info("%s: an answer came", what)

    def wait(self, seconds: float, why: str) -> None:
        """Log that nothing happens for some seconds."""
        _log.info("waiting %.0f s: %s", seconds, why)

    def silence(self, seconds: float, awaited: str) -> None:
        """Log that nothing has come for some seconds."""
        _log.info("still waiting for %s (%.0f s)", awaited, seconds)


class StreamProgress:
    """A listener that writes a line for each thing that is fetched, and for each wait.

    Parameters
    ----------
    stream
        Where to; None: the standard error output of the moment, which a notebook shows under its
        cell.
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream

    def begin(self, what: str, total: int | None) -> None:
        """Write what is asked for, and of how many answers it consists."""
        self._write(f"{what}: fetching" if total is None else f"{what}: fetching, {total} in all")

    def advance(self, what: str) -> None:
        """Write nothing: a line for each answer would be too many."""

    def wait(self, seconds: float, why: str) -> None:
        """Write that nothing happens for some seconds, and why."""
        self._write(f"waiting {seconds:.0f} s: {why}")

    def silence(self, seconds: float, awaited: str) -> None:
        """Write that nothing has come for some seconds, and what is waited for."""
        self._write(f"still waiting for {awaited} ({seconds:.0f} s)")

    def _write(self, line: str) -> None:
        stream = self._stream or sys.stderr
        stream.write(f"{line}\n")
        stream.flush()


def is_offline() -> bool:
    """Return whether ``$ANALYYSI_OFFLINE`` forbids the network.

    It is read as the option ``--offline`` is: 1, true, t, yes, y and on forbid it.
    """
    return os.environ.get(OFFLINE, "").strip().lower() in {"1", "true", "t", "yes", "y", "on"}


def service_roots() -> dict[str, str]:
    """Return each service's root: the one that its environment variable names, such as
    ``$ANALYYSI_PXWEB``, else the publisher's own.
    """
    return {
        name: (service.variable and os.environ.get(service.variable)) or service.root
        for name, service in SERVICES.items()
    }


@contextmanager
def connection(
    project: Project,
    listener: Listener | None = None,
    roots: Mapping[str, str] | None = None,
    offline: bool | None = None,
) -> Iterator[Puller]:
    """Give a puller of a project, alone at work there until the block ends.

    Parameters
    ----------
    listener
        Who is informed of the progress; None writes it to the log.
    roots, offline
        As the environment has them, where they are not given.

    Raises
    ------
    SourceError
        If another pull of the project does not end within half an hour.
    """
    asked_roots = service_roots() if roots is None else dict(roots)
    forbidden = is_offline() if offline is None else offline
    listener = listener or LoggedProgress()
    with _alone(project, listener), open_transport(asked_roots, forbidden, listener) as transport:
        puller = Puller(project, transport, asked_roots)
        yield puller
        puller.finish()


@contextmanager
def open_transport(
    roots: Mapping[str, str], offline: bool, listener: Listener
) -> Iterator[Transport]:
    """Give a transport that asks the publishers and the mirrors among the roots only."""
    mirrors = (root for name, root in roots.items() if root != SERVICES[name].root)
    transport = Transport(
        Hosts(also=tuple(mirrors)),
        offline=offline,
        listener=listener,
        contact=os.environ.get(CONTACT, ""),
    )
    try:
        yield transport
    finally:
        transport.close()


@contextmanager
def _alone(project: Project, listener: Listener) -> Iterator[None]:
    """Keep other pulls out: they would write into the same unfinished folders."""
    path = project.unfinished.with_name(f"{project.unfinished.name}.lock")
    for folder in (project.unfinished, project.snapshots):
        check_place(folder, PULL_ROOM)
    busy = SourceError(
        "Another pull is at work in this project ({path}). Wait until it is done.",
        path=project.relative(path),
    )
    with ExitStack() as alone:
        try:
            alone.enter_context(held(path, FIRST_SILENCE, busy))
        except SourceError:
            listener.silence(FIRST_SILENCE, Sentence("another pull in this project"))
            alone.enter_context(held(path, _LOCK_WAIT, busy))
        yield
