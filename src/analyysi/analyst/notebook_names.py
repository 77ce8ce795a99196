"""What stands in the notebook that this runs in: its cells, the project passed to it, and names of
parameters that it does not declare, which are refused.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Any

from analyysi.agreement.parameters import assigned_values, is_injected
from analyysi.errors import ParameterError
from analyysi.suggestions import did_you_mean

_ALWAYS = frozenset({"project"})
"""Passed to notebooks that do not declare it."""


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


def refuse_undeclared(cells: Sequence[str]) -> None:
    """Refuse a parameter that papermill has put in and that the notebook's own parameters cell does
    not have. Plain papermill only warns of it, and the notebook goes on with its defaults.

    The parameters cell is the last run one that sets nothing but plain values, the agreement among
    them; a notebook without one is not looked at.

    Raises
    ------
    ParameterError
        Names the nearest parameter of the notebook.
    """
    injected = next((cell for cell in reversed(cells) if is_injected(cell)), "")
    own = [assigned_values(cell) for cell in cells if not is_injected(cell)]
    declared = next((names for names in reversed(own) if "agreement" in names), None)
    if declared is None:
        return
    for name in assigned_values(injected):
        if name not in declared and name not in _ALWAYS:
            raise ParameterError(
                f"The notebook has no parameter '{name}'.{did_you_mean(name, declared)}"
            )
