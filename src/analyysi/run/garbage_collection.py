"""Python's collector of cycles, asked to look less often: what a report's process holds, it holds
to its end.
"""

from __future__ import annotations

import gc

_FIRST_LOOK = 10_000
"""New objects before the collector looks: Python's own limit (700 in 3.11) takes an eighth of a
report's time.
"""


def collect_less_often() -> None:
    """Let the collector look at new objects less often. To be called before the large libraries are
    imported.
    """
    gc.set_threshold(_FIRST_LOOK, *gc.get_threshold()[1:])


def keep_what_is_there() -> None:
    """Let the collector pass over all that is there now: libraries that stay, or everything once
    the work is done.
    """
    gc.freeze()
