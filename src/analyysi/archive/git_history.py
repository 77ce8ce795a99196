"""What a project's git history has of a file, with every object held against its own name.

Git does not check an object against its name when it reads one: in a repository that was handed
over, another content can lie under the name of a commit that everybody has. So the commit, the
trees below it and the file are read as bytes, and each must have the checksum by which it is named.

Git is asked in a way that runs no program that a repository configures, and asks nothing of the
network.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from analyysi.archive.bounds import MOST_BYTES
from analyysi.archive.program_path import program_path

_SECONDS = 60
_NAME = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_COMMITTER = re.compile(rb"^committer .* (\d{1,12}) ([+-])(\d\d)(\d\d)$", re.MULTILINE)

_GIT = (
    *("-c", "core.fsmonitor=false", "-c", "core.hooksPath=", "-c", "protocol.allow=never"),
    # A file beside the history says again who follows whom: the commits themselves are asked.
    *("-c", "log.showSignature=false", "-c", "core.commitGraph=false"),
    *("--no-pager", "--no-replace-objects", "--literal-pathspecs"),
)
_GIT_SETTINGS = {
    # A repository may allow a protocol by its own name, and git before 2.45 knows no other word
    # against fetching what a partial clone lacks: nothing is on this list.
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}


class ForgedObjectError(Exception):
    """An object of the history is not what its name says."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True)
class Committed:
    """A file as a commit has it."""

    commit: str
    """The whole name: a SHA-1, or a SHA-256 in a repository of that kind."""
    day: date
    """On which it was committed, where that was done."""
    content: bytes


def in_git(root: Path) -> bool:
    """Return whether a folder lies in a repository, and git does not refuse it."""
    return _words(root, "rev-parse", "--is-inside-work-tree") == "true"


def is_whole(root: Path) -> bool:
    """Return whether all of the history is there, and not its latest part alone."""
    return _words(root, "rev-parse", "--is-shallow-repository") == "false"


def first_commit(root: Path, path: str) -> str | None:
    """Return the name of the first commit that has a file, `path` as seen from the folder; None
    where none has.
    """
    commits = _words(root, "rev-list", "--topo-order", "--reverse", "HEAD", "--", path)
    first = (commits or "").split("\n", 1)[0]
    return first if _NAME.fullmatch(first) else None


def committed(root: Path, commit: str, path: str) -> Committed | None:
    """Return a file as a commit has it; None where git does not have it, or far too large.

    Raises
    ------
    ForgedObjectError
        If the commit, a folder or the file is not what its name says.
    """
    prefix = _words(root, "rev-parse", "--show-prefix")
    written = _read(root, "commit", commit)
    if prefix is None or written is None:
        return None
    head = written.partition(b"\n\n")[0]
    name = head.partition(b"\n")[0].decode("ascii", "replace").removeprefix("tree ")
    signed = _COMMITTER.search(head)
    if signed is None:
        return None
    *folders, file = f"{prefix}{path}".encode().split(b"/")
    for part in (*folders, file):
        tree = _read(root, "tree", name)
        below = None if tree is None else _entries(tree, len(name) // 2).get(part)
        if below is None:
            return None
        name = below
    content = _read(root, "blob", name)
    return None if content is None else Committed(commit, _day(signed), content)


def _day(signed: re.Match[bytes]) -> date:
    """Return the day where the committer was."""
    seconds, sign, hours, minutes = signed.groups()
    ahead = timedelta(hours=int(hours), minutes=int(minutes))
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(seconds) % 10**11)
    return (moment - ahead if sign == b"-" else moment + ahead).date()


def _entries(tree: bytes, length: int) -> dict[bytes, str]:
    """Return file name to object of what a folder holds, whose names have `length` bytes."""
    entries = {}
    while tree:
        mode_and_file, _, rest = tree.partition(b"\0")
        entries[mode_and_file.partition(b" ")[2]] = rest[:length].hex()
        tree = rest[length:]
    return entries


def _read(root: Path, kind: str, name: str) -> bytes | None:
    """Return the bytes of an object; None where git has none, or none that is read.

    Raises
    ------
    ForgedObjectError
        If it is not what its name says.
    """
    size = _words(root, "cat-file", "-s", name) if _NAME.fullmatch(name) else None
    if size is None or not size.isdecimal() or int(size) > MOST_BYTES:
        return None
    content = _git(root, "cat-file", kind, name)
    if content is None:
        return None
    checksum = hashlib.sha1 if len(name) == 40 else hashlib.sha256
    if checksum(f"{kind} {len(content)}\0".encode() + content).hexdigest() != name:
        raise ForgedObjectError(name)
    return content


def _words(root: Path, *arguments: str) -> str | None:
    """Return what git says of a folder, as text; None where there is no git, or it refuses."""
    said = _git(root, *arguments)
    return None if said is None else said.decode("utf-8", "replace").removesuffix("\n")


def _git(root: Path, *arguments: str) -> bytes | None:
    program = program_path("git")
    if program is None:
        return None
    own = {name: text for name, text in os.environ.items() if not name.startswith("GIT_")}
    command = [program, *_GIT, "-C", str(root), *arguments]
    return _asked(command, own | _GIT_SETTINGS)


def _asked(command: Sequence[str], environment: dict[str, str]) -> bytes | None:
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            env=environment,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None
