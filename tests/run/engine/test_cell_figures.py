"""Figures that a cell draws without IPython are shown once, when it ends or says so."""

from matplotlib import pyplot as plt

from analyysi.run.engine.cell_figures import FigureCanvas, FigureManager, take_drawn


def test_drawn_figures_are_taken_once() -> None:
    plt.close("all")
    first = plt.figure()
    second = plt.figure()
    assert take_drawn() == [first, second]
    assert take_drawn() == []
    assert plt.get_fignums() == []


def test_showing_outside_a_cell_does_nothing() -> None:
    figure = plt.figure()
    FigureManager.pyplot_show()
    assert plt.get_fignums() == [figure.number]
    plt.close(figure)
    assert FigureCanvas.manager_class is FigureManager
