"""What can be done while this process waits for that of the cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Thread


@contextmanager
def meanwhile(*jobs: Callable[[], object]) -> Iterator[None]:
    """Do some jobs, one after the other, in a thread of their own while the block runs.

    Each makes something ready that the block would else make itself, when it gets there: what
    fails in the thread fails there again, and is told there.
    """

    def work() -> None:
        for job in jobs:
            with suppress(Exception):
                job()

    thread = Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        thread.join()
