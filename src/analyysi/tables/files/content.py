"""What the bytes of a file show of its form."""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import dataclass
from functools import cached_property
from zipfile import BadZipFile, ZipFile

DAMAGE = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    BadZipFile,
    EOFError,
    LookupError,
    NameError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What libraries raise of a damaged file, besides errors of their own: whatever they run into."""

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class Content:
    """The bytes of a file."""

    raw: bytes
    ending: str
    """Of the file's name, in small letters, with its point."""

    @cached_property
    def members(self) -> frozenset[str]:
        """Return the names of what a zip archive holds; none of any other file."""
        if not self.raw.startswith(ZIP):
            return frozenset()
        try:
            with ZipFile(io.BytesIO(self.raw)) as archive:
                return frozenset(archive.namelist())
        except DAMAGE:
            return frozenset()

    @property
    def is_ole(self) -> bool:
        """Return whether it is a compound file of Windows, as Office 97-2003 wrote them."""
        return self.raw.startswith(OLE)

    @property
    def is_binary(self) -> bool:
        """Return whether it is a file of parts, and so no text."""
        return self.is_ole or self.raw.startswith(ZIP)

    def has_stream(self, *names: str) -> bool:
        """Return whether it is a compound file of Windows with one of these streams."""
        return self.is_ole and any(name.encode("utf-16-le") in self.raw for name in names)
