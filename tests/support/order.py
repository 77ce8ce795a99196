"""The order in which workers of pytest-xdist take the files: the longest first, so that none is
left alone with a long one at the end.

`tests/conftest.py` loads it as a plugin of pytest; `--no-loadscope-reorder` lets xdist keep it.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

WEIGHTS = {"notebook": 20, "browser": 20, "slow": 4}
"""About how long a test takes by its marker, beside one that is not marked."""

TOGETHER = {
    f"tests/desk_file/{name}.py": "an open desk"
    for name in ("test_front_page", "test_three_to_the_cent", "test_travel")
}
"""Files that one worker takes, since they ask the same open page: its start takes longer than they
do.
"""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Deal out whole files, as `--dist loadfile` does, and some files together."""
    from xdist.scheduler import LoadFileScheduling

    class Together(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = super()._split_scope(nodeid)
            return TOGETHER.get(file, file)

    return Together(config, log) if config.option.dist == "loadfile" else None


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
