"""Bytes as they stand in a page: compressed archives of fixed times and order, as letters."""

from __future__ import annotations

import json
import lzma
from base64 import b85encode
from collections.abc import Mapping

_OF_PYTHON = (
    b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~"
)
LETTERS = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%,()*+-;.=/?@^_:{|}~"
"""Eighty-five letters for digits, five for each four bytes, a sixth less than base64's overhead of
a third. None of them means anything in HTML, so that a part stands as it is in a script element.
"""
_XZ = {
    "id": lzma.FILTER_LZMA2,
    "preset": 9 | lzma.PRESET_EXTREME,
    "dict_size": 32 * 1024 * 1024,
}
"""The browser takes as much memory as the dictionary has: more than the files of a desk together
helps nobody.
"""
_IN_A_PAGE = bytes.maketrans(_OF_PYTHON, LETTERS)


def as_text(content: bytes) -> bytes:
    """Return bytes as letters of `LETTERS`; the page's worker reads them back.

    The number of bytes stands before them, with a full stop: the last group of letters is whole.

    >>> as_text(b"")
    b'0 '
    >>> as_text(b"desk")
    b'4 WMOn+'
    """
    letters = b85encode(content, pad=True).translate(_IN_A_PAGE)
    return b"%d %s" % (len(content), letters)


def together(members: Mapping[str, bytes]) -> bytes:
    """Return files one after another in the order of their names, below a line of JSON with the
    name and the size of each. `site_modules.members` takes them apart.

    >>> together({"b.txt": b"two", "a.txt": b"1"})
    b'[["a.txt",1],["b.txt",3]]\\n1two'
    """
    names = sorted(members)
    sizes = json.dumps([[name, len(members[name])] for name in names], separators=(",", ":"))
    return sizes.encode() + b"\n" + b"".join(members[name] for name in names)


def packed(members: Mapping[str, bytes]) -> bytes:
    """Return files together, compressed as well as xz can."""
    return lzma.compress(together(members), check=lzma.CHECK_CRC32, filters=[_XZ])
