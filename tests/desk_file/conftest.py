"""Desks in one file that stay open while several modules are tested: a start takes seconds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pytest

from analyysi.desk_file.build.document import desk_file
from analyysi.desk_file.build.parts import parts_missing, read_parts
from analyysi.project import Project
from support.needed import need
from support.open_desks import Open, OpenDesk, PageOf, engine_missing, open_desk

_MOST = 3
"""Browsers that are open at once: each takes some 300 MB."""


@pytest.fixture(scope="session")
def opened_in() -> Iterator[Open]:
    """Open a page in an engine, once for all tests that ask it; skip where the engine is not. Who
    asks opens its year first.
    """
    desks: dict[tuple[str, Path], tuple[OpenDesk, ExitStack]] = {}

    def opened(engine: str, page: Path) -> OpenDesk:
        lacking = engine_missing(engine)
        need(lacking)
        if (engine, page) not in desks:
            if len(desks) == _MOST:
                _, longest_unused = desks.pop(next(iter(desks)))
                longest_unused.close()
            stack = ExitStack()
            desks[engine, page] = stack.enter_context(open_desk(engine, page)), stack
        desk, stack = desks.pop((engine, page))
        desks[engine, page] = desk, stack
        return desk

    yield opened
    for _, stack in desks.values():
        stack.close()


@pytest.fixture(scope="session")
def page_of(project: Project, tmp_path_factory: pytest.TempPathFactory) -> PageOf:
    """Make the desk file of an agreement in Finnish, opened at a year, once."""
    folder = tmp_path_factory.mktemp("desk-files")

    @cache
    def page(agreement: str, year: int) -> Path:
        need(None if parts_missing() is None else str(parts_missing()))
        path = folder / f"{agreement}-{year}.html"
        text = desk_file(project, read_parts(), agreement, year, "fi")
        path.write_text(text, encoding="utf-8")
        return path

    return page
