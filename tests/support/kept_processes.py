"""Programs that run beside a test until it is done with them."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def asked_over_input(
    command: Sequence[str], folder: Path, seconds: float
) -> Iterator[subprocess.Popen[str]]:
    """Keep a program that answers line by line; the end of its input ends it, and what it has
    started with it.

    Parameters
    ----------
    seconds
        How long it may take to end, before it is killed.
    """
    pipe = subprocess.PIPE
    process = subprocess.Popen(
        command, cwd=folder, stdin=pipe, stdout=pipe, stderr=pipe, encoding="utf-8"
    )
    try:
        yield process
    finally:
        assert process.stdin is not None
        process.stdin.close()
        let_end(process, seconds)


def let_end(process: subprocess.Popen[str], seconds: float) -> None:
    """Wait for the end of a program that was asked to end, kill it if it does not come, and close
    what it wrote into.
    """
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for stream in (process.stdout, process.stderr):
        if stream is not None:
            stream.close()
