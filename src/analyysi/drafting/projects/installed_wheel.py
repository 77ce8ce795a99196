"""The wheel that this program was installed from, where it is still at hand."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname


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
    except PackageNotFoundError:
        return None
    return wheel_of(json.loads(recorded)) if recorded else None


def wheel_of(origin: Mapping[str, Any]) -> Wheel | None:
    """Return the wheel that a `direct_url.json` names, if it is here and as it was."""
    archive = origin.get("archive_info") or {}
    recorded = (archive.get("hashes") or {}).get("sha256")
    address = urlsplit(str(origin.get("url")))
    path = Path(url2pathname(address.path))
    if recorded is None or address.scheme != "file" or path.suffix != ".whl":
        return None
    try:
        wheel = Wheel(path.name, path.read_bytes())
    except OSError:
        return None
    return wheel if wheel.sha256 == recorded else None
