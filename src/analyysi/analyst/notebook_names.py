"""The parameters of a notebook that looks at data: a name that it does not declare is refused."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from analyysi.agreement.parameters import INJECTED, assigned_values
from analyysi.errors import ParameterError
from analyysi.suggestions import did_you_mean

_ALWAYS = frozenset({"project"})
"""Passed to notebooks that do not declare it."""


def cells_run() -> Sequence[str]:
    """Return the sources of the notebook's cells that have been run, oldest first; outside a
    notebook none.
    """
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    return shell.user_ns.get("In", ()) if shell is not None else ()


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
    injected = next((cell for cell in reversed(cells) if cell.startswith(INJECTED)), "")
    own = [assigned_values(cell) for cell in cells if not cell.startswith(INJECTED)]
    declared = next((names for names in reversed(own) if "agreement" in names), None)
    if declared is None:
        return
    for name in assigned_values(injected):
        if name not in declared and name not in _ALWAYS:
            raise ParameterError(
                f"The notebook has no parameter '{name}'.{did_you_mean(name, declared)}"
            )
