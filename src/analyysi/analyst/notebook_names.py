"""What stands in the notebook that this runs in: its cells, the project passed to it, and names of
parameters that it does not declare, which are refused.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Any

from analyysi.agreement.parameters import is_injected


def names_set() -> Mapping[str, Any]:
    """Return the names of the notebook that this runs in, with what they are; outside a notebook
    none.
    """
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    return shell.user_ns if shell is not None else {}


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
