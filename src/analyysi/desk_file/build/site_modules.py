"""What Python in the browser runs first: it takes the program and its libraries out of memory.

The text of this module stands in the page, and runs there before anything of the program is there;
so it needs nothing but what Python begins with. A thousand modules written into files, looked for
folder by folder and read again would take a fifth of the start; what the first requests do not need
stays packed until it is imported.
"""

from __future__ import annotations

import io
import lzma
import os
import sys
import tarfile
from collections.abc import Callable, Iterator
from importlib.machinery import ModuleSpec, SourcelessFileLoader
from importlib.util import spec_from_file_location
from typing import Any

SITE = "/site"
LATE = "late-modules.txt"
"""The file of the first archive that names the modules of the second, one in each line."""

Content = bytes | memoryview


class SiteModules:
    """Finds compiled modules in archives; files of other kinds are written into a folder.

    Parameters
    ----------
    folder
        Where the other files are written, and where the modules seem to be.
    first
        The archive of what is needed at once.
    second
        Hands over the archive of the rest when a module of it is imported.
    """

    def __init__(self, folder: str, first: bytes, second: Callable[[], bytes]) -> None:
        self.folder = folder
        self._second = second
        self._code: dict[str, Content] = {}
        self._late: set[str] = set()
        self._take(first)
        with open(f"{folder}/{LATE}", encoding="utf-8") as names:  # noqa: PTH123 - pathlib is slow
            self._late.update(f"{folder}/{name}" for name in names.read().split("\n"))

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        """Return where a module is, as Python asks its finders; None if it is not here."""
        place = f"{self.folder}/{name.replace('.', '/')}"
        for file, inner in ((f"{place}/__init__.pyc", [place]), (f"{place}.pyc", None)):
            if file in self._late:
                self._late.clear()
                self._take(self._second())
            if file in self._code:
                loader = _FromMemory(name, file, self._code[file])
                return spec_from_file_location(
                    name, file, loader=loader, submodule_search_locations=inner
                )
        return None

    def _take(self, archive: bytes) -> None:
        others = {}
        for name, content in members(archive):
            if name.endswith(".pyc"):
                self._code[f"{self.folder}/{name}"] = content
            else:
                others[name] = content
        write(others, self.folder)


class _FromMemory(SourcelessFileLoader):
    """Loads a module whose compiled code is in memory."""

    def __init__(self, name: str, path: str, code: Content) -> None:
        super().__init__(name, path)
        self._code = code

    def get_data(self, path: str) -> Any:
        """Return the compiled code, or a file beside it."""
        return self._code if path == self.path else super().get_data(path)


def members(archive: bytes) -> Iterator[tuple[str, memoryview]]:
    """Yield the files of an archive by their names."""
    unpacked = lzma.decompress(archive)
    with tarfile.open(fileobj=io.BytesIO(unpacked)) as table:
        for member in table.getmembers():
            end = member.offset_data + member.size
            yield member.name, memoryview(unpacked)[member.offset_data : end]


def write(files: dict[str, Content], folder: str) -> None:
    """Write files into a folder: not as tarfile does, which sets the owner, the mode and the time
    of each.
    """
    for inner in sorted({os.path.dirname(name) for name in files}):  # noqa: PTH120
        os.makedirs(f"{folder}/{inner}", exist_ok=True)  # noqa: PTH103
    for name, content in files.items():
        with open(f"{folder}/{name}", "wb", buffering=0) as file:  # noqa: PTH123
            file.write(content)


def begin(site: Any, rest: Callable[[], Any], project: Any) -> None:
    """Lay out the program and an agreement's files.

    Parameters
    ----------
    site, project
        Archives, as the page's script has them: arrays of bytes.
    rest
        Hands over the array of the late modules.
    """
    modules = SiteModules(SITE, site.to_bytes(), lambda: rest().to_bytes())
    sys.meta_path.insert(0, modules)
    sys.path.append(SITE)  # for compiled libraries
    write(dict(members(project.to_bytes())), os.environ["ANALYYSI_PROJECT"])
