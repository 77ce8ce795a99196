"""A zip file of the same bytes for the same contents, whenever and wherever it is made."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest time that the form knows: a file's own time would make other bytes of the same
contents.
"""
_READABLE = 0o644 << 16
_UNIX = 3


def zipped(contents: Mapping[str, bytes]) -> bytes:
    """Return a zip file of the contents, path to bytes, in their order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in contents.items():
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = _UNIX
            entry.external_attr = _READABLE
            archive.writestr(entry, content)
    return out.getvalue()
