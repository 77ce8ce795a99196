"""What the program wrote into a project, with checksums: so that an update knows what nobody has
changed since.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from analyysi.agreement.strict_data import UnreadableError, read_json
from analyysi.errors import ParameterError
from analyysi.file_system.reading import read_file
from analyysi.project import Project

LIST = ".analyysi/program-files.json"
"""The list, as seen from the root of a project."""


@dataclass(frozen=True)
class WrittenList:
    """The program's version, and what it gave: path in the project to checksum."""

    version: str
    checksums: Mapping[str, str]
    removed: tuple[str, ...] = ()
    """The files of which an update has said that somebody removed them."""

    def to_bytes(self) -> bytes:
        """Return the list as it is stored."""
        files = dict(sorted(self.checksums.items()))
        content: dict[str, object] = {"program": self.version, "files": files}
        if self.removed:
            content["removed"] = sorted(self.removed)
        return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def checksum(content: bytes) -> str:
    """Return the checksum of a file as the list has it: git may change line ends, and that is no
    change of anybody's.

    >>> checksum(b"a\\r\\n") == checksum(b"a\\n")
    True
    """
    return sha256(content.replace(b"\r\n", b"\n")).hexdigest()


def list_of(
    version: str, contents: Mapping[str, bytes], removed: Iterable[str] = ()
) -> WrittenList:
    """Return the list of files that the program gives, with those that somebody removed."""
    checksums = {name: checksum(content) for name, content in contents.items()}
    return WrittenList(version, checksums, tuple(sorted(removed)))


def read_list(project: Project) -> WrittenList | None:
    """Return what the program wrote into a project; None where it wrote nothing, as in a project
    that `init` did not make.

    Raises
    ------
    ParameterError
        If the list cannot be read.
    """
    path = project.root / LIST
    try:
        content = read_json(read_file(path))
        files = {str(name): str(recorded) for name, recorded in content["files"].items()}
        removed = tuple(sorted(map(str, content.get("removed", ()))))
        return WrittenList(str(content["program"]), files, removed)
    except FileNotFoundError:
        return None
    except (UnreadableError, IsADirectoryError, KeyError, TypeError, AttributeError) as error:
        raise ParameterError(
            "{file} is not the list of what the program wrote: {fault}. Restore it "
            "from your version control, or remove it: an update then takes every "
            "file for yours.",
            file=LIST,
            fault=repr(error),
        ) from error
