"""The order in which workers of pytest-xdist take the files: the longest first, so that none is
left alone with a long one at the end.

`tests/conftest.py` loads it as a plugin of pytest; `--no-loadscope-reorder` lets xdist keep it.
"""

from collections import Counter

import pytest

WEIGHTS = {"notebook": 20, "browser": 20, "slow": 4}
"""About how long a test takes by its marker, beside one that is not marked."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put the files with the most work first; the tests of a file stay in their order."""
    if not hasattr(config, "workerinput"):
        return
    work: Counter[object] = Counter()
    for item in items:
        work[item.path] += max(
            (weight for name, weight in WEIGHTS.items() if item.get_closest_marker(name)), default=1
        )
    items.sort(key=lambda item: -work[item.path])
