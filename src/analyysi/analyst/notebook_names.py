"""What stands in the notebook that this runs in: its cells, the project passed to it, and names of
parameters that it does not declare, which are refused.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from analyysi.agreement.parameters import is_injected
from analyysi.report.papers.asked_and_computed import cell_checksum
from analyysi.run.engine.plain_shell import running_shell


def names_set() -> Mapping[str, Any]:
    """Return the names of the notebook that this runs in, with what they are; outside a notebook
    none.
    """
    plain = running_shell()
    if plain is not None:
        return plain.names
    shell = _ipython()
    return shell.user_ns if shell is not None else {}


def _ipython() -> Any:
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython is not None else None


def _sources() -> Sequence[str]:
    """Return the cells as they were typed, each at its number."""
    plain = running_shell()
    if plain is not None:
        return plain.sources
    shell = _ipython()
    sources: Sequence[str] = shell.history_manager.input_hist_raw if shell is not None else ()
    return sources


def cells_run() -> Sequence[str]:
    """Return the sources of the notebook's cells that have been run, oldest first; outside a
    notebook none.
    """
    cells: Sequence[str] = names_set().get("In", ())
    return cells


def injected_project() -> str:
    """Return the project's folder that `analyysi report` passes to its notebook; empty elsewhere.

    The notebook's own parameters cell does not name it.
    """
    folder = names_set().get("project", "")
    return folder if any(map(is_injected, cells_run())) and isinstance(folder, str) else ""


def checksums_of_cells(root: Path) -> dict[str, list[str]]:
    """Return the checksums of the cells that have been run, by the number that each shows beside
    it; outside a notebook none.

    A cell that names the project's folder has two, with it and without: the notebook that is kept
    with a report names no folder of this machine. The cell that papermill put in has none: what it
    asks for is compared as parameters.
    """
    sources = _sources()
    return {
        str(number): list(
            dict.fromkeys(map(cell_checksum, (source, source.replace(str(root), ""))))
        )
        for number, source in enumerate(sources)
        if source.strip() and not is_injected(source)
    }
