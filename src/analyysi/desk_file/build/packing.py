"""Bytes as they stand in a page: compressed archives of fixed times and order, as letters."""

from __future__ import annotations

import io
import lzma
import tarfile
from base64 import b85encode
from collections.abc import Mapping

_OF_PYTHON = (
    b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~"
)
LETTERS = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%,()*+-;.=/?@^_:{|}~"
"""Eighty-five letters for digits, five for each four bytes, a sixth less than base64's overhead of
a third. None of them means anything in HTML, so that a part stands as it is in a script element.
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


def tar(members: Mapping[str, bytes]) -> bytes:
    """Return a tar of files by their names: owner, time and order are always the same."""
    target = io.BytesIO()
    with tarfile.TarFile(fileobj=target, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name in sorted(members):
            member = tarfile.TarInfo(name)
            member.size = len(members[name])
            archive.addfile(member, io.BytesIO(members[name]))
    return target.getvalue()


def packed(members: Mapping[str, bytes]) -> bytes:
    """Return files as a tar, compressed as well as xz can."""
    return lzma.compress(tar(members), preset=9 | lzma.PRESET_EXTREME)
