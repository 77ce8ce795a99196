"""Desks in one file that stay open while a module is tested."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from support.open_desks import Open, OpenDesk, engine_missing, open_desk


@pytest.fixture(scope="module")
def opened_in() -> Iterator[Open]:
    """Open a page in an engine, once for all tests of a module; skip where the engine is not."""
    desks: dict[tuple[str, Path], OpenDesk] = {}
    with ExitStack() as stack:

        def opened(engine: str, page: Path) -> OpenDesk:
            lacking = engine_missing(engine)
            if lacking is not None:
                pytest.skip(lacking)
            if (engine, page) not in desks:
                desks[engine, page] = stack.enter_context(open_desk(engine, page))
            return desks[engine, page]

        yield opened
