"""A backend of matplotlib for cells that run without IPython: what a cell has drawn is shown at its
end.
"""

from __future__ import annotations

from matplotlib._pylab_helpers import Gcf
from matplotlib.backend_bases import FigureManagerBase
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from analyysi.run.engine.plain_shell import running_shell


def take_drawn() -> list[Figure]:
    """Return the figures that pyplot holds, and let it forget them."""
    figures = [manager.canvas.figure for manager in Gcf.get_all_fig_managers()]
    Gcf.destroy_all()
    return figures


class FigureManager(FigureManagerBase):
    """Shows figures when a cell says `plt.show()`."""

    @classmethod
    def pyplot_show(cls, *, block: bool | None = None) -> None:
        """Show what was drawn in the cell that runs."""
        shell = running_shell()
        if shell is not None:
            shell.show_drawn()


class FigureCanvas(FigureCanvasAgg):
    """Draws figures, in memory."""

    manager_class = FigureManager
