"""What Python in the browser runs first: it takes the program and its libraries out of memory.

The text of this module stands in the page, and runs there before anything of the program is there;
so it needs nothing but what Python begins with. A thousand modules written into files, looked for
folder by folder and read again would take a fifth of the start.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping
from importlib.machinery import ModuleSpec, SourcelessFileLoader
from importlib.util import spec_from_file_location
from typing import Any

SITE = "/site"

Content = bytes | memoryview


class SiteModules:
    """Finds compiled modules in memory.

    Parameters
    ----------
    folder
        Where the modules seem to be, and the files of other kinds are.
    code
        What each file holds, by its name in the folder.
    """

    def __init__(self, folder: str, code: Mapping[str, Content]) -> None:
        self.folder = folder
        self._code = code

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        """Return where a module is, as Python asks its finders; None if it is not here."""
        place = name.replace(".", "/")
        for file, inner in ((f"{place}/__init__.pyc", place), (f"{place}.pyc", None)):
            if file in self._code:
                whole = f"{self.folder}/{file}"
                loader = _FromMemory(name, whole, self._code[file])
                folders = None if inner is None else [f"{self.folder}/{inner}"]
                return spec_from_file_location(
                    name, whole, loader=loader, submodule_search_locations=folders
                )
        return None


class _FromMemory(SourcelessFileLoader):
    """Loads a module whose compiled code is in memory."""

    def __init__(self, name: str, path: str, code: Content) -> None:
        super().__init__(name, path)
        self._code = code

    def get_data(self, path: str) -> Any:
        """Return the compiled code, or a file beside it."""
        return self._code if path == self.path else super().get_data(path)


def members(together: bytes) -> Iterator[tuple[str, memoryview]]:
    """Yield the files that `packing.together` has put together, by their names."""
    names, _, _ = together.partition(b"\n")
    start = len(names) + 1
    for name, size in json.loads(names):
        yield name, memoryview(together)[start : start + size]
        start += size


def write(files: Mapping[str, Content], folder: str) -> None:
    """Write files into a folder."""
    for inner in sorted({os.path.dirname(name) for name in files}):  # noqa: PTH120
        os.makedirs(f"{folder}/{inner}", exist_ok=True)  # noqa: PTH103
    for name, content in files.items():
        with open(f"{folder}/{name}", "wb", buffering=0) as file:  # noqa: PTH123
            file.write(content)


def begin(site: Any, project: Any) -> None:
    """Lay out the program and an agreement's files, each as an array of bytes of the page's
    script.
    """
    code: dict[str, Content] = {}
    others: dict[str, Content] = {}
    for name, content in members(site.to_bytes()):
        (code if name.endswith(".pyc") else others)[name] = content
    write(others, SITE)
    sys.meta_path.insert(0, SiteModules(SITE, code))
    sys.path.append(SITE)  # for compiled libraries
    write(dict(members(project.to_bytes())), os.environ["ANALYYSI_PROJECT"])
