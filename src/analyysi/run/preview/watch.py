"""Which files a page depends on, and whether one of them has changed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter

from analyysi.project import Project
from analyysi.run.notebook_choice import NOTEBOOK
from analyysi.run.unchanged import input_folders

REST = 0.025
"""Seconds between two looks at the files."""

_SHARE = 20
"""A look may take one part in so many of the time: on a slow disk, and where there are very many
files, it is taken less often.
"""

_PASSING = (".", "~")
"""What the names of files begin with that editors and spreadsheets keep while a file is open."""
_PASSED_ON = ("~", ".tmp", ".swp")
_WRITTEN_BY_HAND = (".ipynb", ".py", ".toml")
"""What the names of files end with that no cell writes."""

Mark = tuple[int, int, int]
"""By what a changed file is known: time of the last change, size, number of the file."""


class Watch:
    """Looks whether a file that a page depends on has changed, appeared or gone.

    It asks the file system, again and again: that works on every system and on network drives, and
    costs three hundredths of a processor.

    Parameters
    ----------
    folders
        Followed with all that is in them. One that there is not may appear.
    flat
        Folders of which only the files are followed.
    """

    may_be_of_cells = False
    """Whether all that changed last lies beside a notebook, whose cells may have written it."""

    def __init__(self, folders: Sequence[Path], flat: Sequence[Path] = ()) -> None:
        self._folders, self._flat = list(map(str, folders)), list(map(str, flat))
        self._times: dict[str, Mark | None] = {}
        self._files: dict[str, Mark | None] = {}
        self._took = self._took_before = 0.0
        self.has_changed()

    @property
    def rest(self) -> float:
        """Seconds to the next look."""
        # The shorter of two: a single one may have been held up by another program.
        return max(REST, _SHARE * min(self._took, self._took_before))

    def has_changed(self) -> bool:
        """Look, and return whether anything has changed since the last look."""
        started = perf_counter()
        times = {folder: _mark(folder) for folder in self._times}
        as_known = times == self._times and bool(times)
        names = list(self._files) if as_known else self._listed()
        files = {name: _mark(name) for name in names}
        changed = files != self._files
        if changed:
            names = [name for name, mark in files.items() if mark != self._files.get(name)]
            names += self._files.keys() - files.keys()
            self.may_be_of_cells = all(map(self._may_be_of_cells, names))
        self._files = files
        self._took, self._took_before = perf_counter() - started, self._took
        return changed

    def _may_be_of_cells(self, name: str) -> bool:
        return Path(name).suffix not in _WRITTEN_BY_HAND and str(Path(name).parent) in self._flat

    def _listed(self) -> list[str]:
        """List the files again, and note of which folders."""
        self._times = {}
        names: list[str] = []
        for folder in self._folders:
            names += self._within(folder, deep=True)
        for folder in self._flat:
            names += self._within(folder, deep=False)
        return names

    def _within(self, folder: str, *, deep: bool) -> Iterator[str]:
        # Before it is listed: what appears meanwhile is then seen at the next look.
        self._times[folder] = _mark(folder)
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError:
            return
        for entry in entries:
            if entry.name.startswith(_PASSING) or entry.name.endswith(_PASSED_ON):
                continue
            # A link to a folder is not followed, nor by the report key: it may lead back here.
            if not entry.is_dir(follow_symlinks=False):
                yield entry.path
            elif deep:
                yield from self._within(entry.path, deep=True)


def _mark(path: str) -> Mark | None:
    """Return by what a change is known; None where there is nothing, or it cannot be seen."""
    try:
        status = os.stat(path)  # noqa: PTH116 - many times a second
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


def page_watch(project: Project, agreement: str, notebook: Path | None) -> Watch:
    """Return the watch of a report's page: of all that a report depends on, and of the files beside
    its notebook and in the analyst's own folder, which its cells may read.

    Parameters
    ----------
    notebook
        A notebook that was named for it.
    """
    beside = (notebook or project.notebooks / NOTEBOOK).parent
    return Watch(input_folders(project, agreement), [beside, project.own_notebooks])
