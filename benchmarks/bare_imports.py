"""The floor of floors: how long Python takes to import pandas and matplotlib, and do nothing."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from statistics import median
from typing import TypeVar

BARE = ("-c", "import pandas, matplotlib.figure, matplotlib.backends.backend_svg")
IMPORTS = "the bare imports of pandas and matplotlib"
_RUNS = 5
T = TypeVar("T")


def bare_imports(runs: int = _RUNS) -> list[float]:
    """Return the seconds of so many runs, after one that warms up."""
    seconds = []
    for _ in range(runs + 1):
        began = time.perf_counter()
        subprocess.run([sys.executable, *BARE], check=True)
        seconds.append(time.perf_counter() - began)
    return seconds[1:]


def beside_imports(work: Callable[[], T]) -> tuple[T, float]:
    """Do long work, and return what it returns with the median of the bare imports right before
    and after it.
    """
    before = bare_imports()
    done = work()
    return done, median([*before, *bare_imports()])
