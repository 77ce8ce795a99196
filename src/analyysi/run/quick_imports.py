"""Imports without a library that another loads to no use."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

_UNUSED = {"rfc3987_syntax": "jsonschema", "isoduration": "jsonschema"}
"""Library to hide, and the library that asks for it: hidden until that one is imported."""


@contextmanager
def quick_imports() -> Iterator[None]:
    """Import libraries within it without one that would be loaded to no use.

    JupyterLab brings along `rfc3987-syntax`: in every process that imports jsonschema, as nbformat
    does, it builds a grammar for the format "iri", which no schema of a notebook asks for (0.9 s,
    half of what a report's imports take). For "duration" it imports `isoduration`, which imports
    arrow and dateutil. It does without both.
    """
    hidden = [
        name
        for name, user in _UNUSED.items()
        if name not in sys.modules and user not in sys.modules
    ]
    for name in hidden:
        # None is how the import system writes "not to be found".
        sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]
