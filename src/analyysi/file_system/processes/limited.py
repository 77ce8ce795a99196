"""A program of its own, of the standard library alone: it sets limits on itself and becomes the
command that it is given. `apart` starts it.
"""

from __future__ import annotations

import os
import socket
import struct
import sys
from collections.abc import Sequence

FILE_BYTES = 256 * 1024 * 1024
"""So large may one file be that is written: many times the largest paper."""

_SIOCGIFFLAGS, _SIOCSIFFLAGS, _UP = 0x8913, 0x8914, 1


def limit(memory: int, seconds: int, processes: int) -> None:
    """Set limits on this process and all that it starts: bytes of memory of each, seconds of its
    processor's time, and how many there may be.
    """
    import resource

    wanted = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_NPROC: processes,
        resource.RLIMIT_FSIZE: FILE_BYTES,
        resource.RLIMIT_CORE: 0,
    }
    for kind, most in wanted.items():
        highest = resource.getrlimit(kind)[1]
        most = most if highest == resource.RLIM_INFINITY else min(most, highest)
        try:
            resource.setrlimit(kind, (most, most))
        except (ValueError, OSError):
            continue  # macOS has no limit of memory


def loopback_up() -> None:
    """Switch on the loop of a network of one's own, by which a notebook's kernel is spoken to."""
    import fcntl

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as opened:
        request = struct.pack("16sH14s", b"lo", 0, b"")
        flags = struct.unpack("16sH14s", fcntl.ioctl(opened, _SIOCGIFFLAGS, request))[1]
        fcntl.ioctl(opened, _SIOCSIFFLAGS, struct.pack("16sH14s", b"lo", flags | _UP, b""))


def main(arguments: Sequence[str]) -> None:
    """Become the command after the limits: memory, seconds, processes, and "loop" or "as-is"."""
    memory, seconds, processes, network, *command = arguments
    if network == "loop":
        loopback_up()
    limit(int(memory), int(seconds), int(processes))
    os.execv(command[0], command)


if __name__ == "__main__":
    main(sys.argv[1:])
