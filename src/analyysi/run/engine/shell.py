"""Which shell runs the cells of a notebook: IPython where it is installed, as with JupyterLab, else
our own.

A report has the same bytes by both. What only IPython has (its commands, its own display classes)
is refused by ours with a sentence.
"""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from analyysi.run.engine.cell_messages import Message


class CellShell(Protocol):
    """Runs the cells of one notebook in this process, which must be fresh and run no other notebook
    after it.

    What a cell leaves behind (names, environment, folder, settings of libraries) is there for the
    next cell, as in a kernel, and nobody takes it away again.
    """

    def run(self, source: str) -> tuple[list[Message], dict[str, Any]]:
        """Run one cell.

        Returns
        -------
        The messages in the order in which a kernel would send them, and the content of its reply:
        `status` is "ok", or "error" with `ename`, `evalue` and `traceback`.
        """
        ...


def has_ipython() -> bool:
    """Return whether cells are run by IPython here."""
    return find_spec("IPython") is not None


def ready_environment() -> None:
    """Set what libraries read when they are imported, as a kernel does; call it before that."""
    if has_ipython():
        from analyysi.run.engine.ipython_shell import DRAWN_BY
    else:
        from analyysi.run.engine.plain_shell import DRAWN_BY
    os.environ.setdefault("MPLBACKEND", DRAWN_BY)


def new_shell(home: Path) -> CellShell:
    """Return the shell of this process.

    Parameters
    ----------
    home
        An empty folder for what IPython writes; the user's own profile and history have no part in
        a report.

    Raises
    ------
    RuntimeError
        If this process has a shell already.
    """
    if has_ipython():
        from analyysi.run.engine.ipython_shell import IPythonShell

        return IPythonShell(home)
    from analyysi.run.engine.plain_shell import PlainShell

    return PlainShell()
