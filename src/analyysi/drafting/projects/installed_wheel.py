"""The wheel that this program was installed from, where it is still at hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from analyysi.agreement.strict_data import UnreadableError, read_json
from analyysi.errors import SourceError
from analyysi.file_system.reading import read_file


@dataclass(frozen=True)
class Wheel:
    """A wheel: its file name and what it holds."""

    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        """Return its checksum in hexadecimal, as pip writes it."""
        return sha256(self.content).hexdigest()


def installed_wheel() -> Wheel | None:
    """Return the wheel that this program was installed from.

    Installers record in `direct_url.json` which file it was, with its checksum (PyPA
    specifications, "Recording the Direct URL Origin of installed distributions").

    Returns
    -------
    None if it came from a package index or is a clone, or if the file is gone or another by now.
    """
    try:
        recorded = distribution("analyysi").read_text("direct_url.json")
        return wheel_of(read_json(recorded.encode())) if recorded else None
    except (PackageNotFoundError, UnreadableError):
        return None


def wheel_of(origin: Mapping[str, Any]) -> Wheel | None:
    """Return the wheel that a `direct_url.json` names, if it is here and as it was."""
    archive = origin.get("archive_info") or {}
    recorded = (archive.get("hashes") or {}).get("sha256")
    address = urlsplit(str(origin.get("url")))
    path = Path(url2pathname(address.path))
    if recorded is None or address.scheme != "file" or path.suffix != ".whl":
        return None
    try:
        wheel = Wheel(path.name, read_file(path))
    except (OSError, SourceError):
        return None
    return wheel if wheel.sha256 == recorded else None
