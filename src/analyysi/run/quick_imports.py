"""Libraries that others take along for nothing, if they happen to be installed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

_FOR_NOTHING = {"rfc3987_syntax": "jsonschema", "hypothesis": "pandera.strategies.base_strategies"}
"""What is not to be found, as long as the library that asks for it is not there yet."""


@contextmanager
def quick_imports() -> Iterator[None]:
    """Within it, libraries are imported without two that would be imported for nothing.

    JupyterLab brings along `rfc3987-syntax`: in every process that imports jsonschema, as nbformat
    does, it builds a grammar for the format "iri", which no schema of a notebook asks for (0.9 s,
    half of what a report's imports take). Who tests has `hypothesis`, which pandera asks for random
    tables (0.1 s). Both libraries do without.
    """
    hidden = [
        name
        for name, user in _FOR_NOTHING.items()
        if name not in sys.modules and user not in sys.modules
    ]
    for name in hidden:
        sys.modules[name] = None  # type: ignore[assignment] # how the import system writes "not to be found"
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]
