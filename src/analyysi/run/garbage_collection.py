"""Python's garbage collector runs less often: a report's process keeps what it holds to its end."""

from __future__ import annotations

import gc

_FIRST_LOOK = 1_000_000
"""New objects before the collector looks: Python's own limit (700 in 3.11) takes an eighth of a
report's time, and one look at a hundred thousand objects as long as to import numpy.
"""


def collect_less_often() -> None:
    """Let the collector run less often. To be called before the large libraries are imported."""
    gc.set_threshold(_FIRST_LOOK, *gc.get_threshold()[1:])


def keep_what_is_there() -> None:
    """Exempt all present objects from collection: libraries that stay, or everything at the end."""
    gc.freeze()
