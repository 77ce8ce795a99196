"""The quick loop of `make quick`: fewer random cases, no slow test, and a line on what was left
out.

`tests/conftest.py` loads it as a plugin of pytest.
"""

from collections.abc import Sequence

import pytest
from hypothesis import settings

from analyysi.run.garbage_collection import collect_less_often
from analyysi.run.quick_imports import quick_imports

# As the program does: together they spare each process of the tests five seconds.
collect_less_often()
with quick_imports():
    import jsonschema  # noqa: F401

LEFT_OUT = "left_out"
"""The name under which a worker of pytest-xdist reports how many tests it left out."""

IMPLY_SLOW = ("notebook", "browser", "live")
"""Markers of tests that start a kernel, a browser or a request: each of them is slow."""

COPIES = "project_copy"
"""The fixture that copies all files of the project: whoever asks for it is slow."""


def at_most(cases: int) -> settings:
    """Return settings for a test that tries so many random cases, and fewer in the quick loop."""
    return settings(max_examples=min(cases, settings().max_examples))


class LeftOut:
    """Counts the tests that `-m` left out, with and without workers, and says so at the end."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._count = 0

    def pytest_deselected(self, items: Sequence[pytest.Item]) -> None:
        """Count tests that are not run."""
        self._count += len(items)

    def pytest_sessionfinish(self) -> None:
        """Let a worker report its count to the process that started it."""
        output = getattr(self._config, "workeroutput", None)
        if output is not None:
            output[LEFT_OUT] = self._count

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: object) -> None:
        """Take the count of a worker: every worker leaves out the same tests."""
        self._count = max(self._count, getattr(node, "workeroutput", {}).get(LEFT_OUT, 0))

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say how much was left out by a marker."""
        if self._count and self._config.option.markexpr:
            terminalreporter.write_line(
                f"{self._count} tests were left out; `make test` runs all of them."
            )


def pytest_configure(config: pytest.Config) -> None:
    """Count what is left out."""
    config.pluginmanager.register(LeftOut(config))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: Sequence[pytest.Item]) -> None:
    """Mark as slow what another marker or a fixture says is slow, before `-m` chooses."""
    for item in items:
        marked = any(item.get_closest_marker(name) for name in IMPLY_SLOW)
        if marked or COPIES in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.slow)
