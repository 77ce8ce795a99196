"""Faults as Windows raises them, for systems that have no such numbers."""

import errno
from pathlib import Path

ERRNOS = {5: errno.EACCES, 32: errno.EACCES, 33: errno.EACCES}
"""What Python makes of Windows' numbers; of the others EINVAL."""


class SharingError(PermissionError):
    """A fault with Windows' own number, which Python has only there."""

    winerror = 0


def windows_fault(number: int, path: Path, place: Path | None = None) -> OSError:
    """Return the fault of an operation on a path, and on the place that it was to get."""
    named = [] if place is None else [None, str(place)]
    fault = SharingError(ERRNOS.get(number, errno.EINVAL), "Access is denied", str(path), *named)
    fault.winerror = number
    return fault
