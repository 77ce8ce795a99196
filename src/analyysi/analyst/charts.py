"""The report's own pictures as figures of matplotlib, to look at or to change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from analyysi.comparison.robustness import robustness
from analyysi.errors import ReportError, Sentence
from analyysi.report.blocks import Block, Folded
from analyysi.report.front import multiples
from analyysi.report.many_payers import MOST_ROWS, are_many
from analyysi.report.pictures.changes_chart import changes_against
from analyysi.report.pictures.picture import Picture
from analyysi.report.pictures.sensitivity_chart import sensitivity
from analyysi.report.pictures.share_charts import heads_by_method, payers_by_method
from analyysi.report.pictures.share_map import map_of_shares
from analyysi.report.pictures.withdrawal_chart import withdrawal
from analyysi.report.sections.differences import furthest_split
from analyysi.report.sections.section import LeftOut
from analyysi.report.sections.section_table import SECTIONS
from analyysi.suggestions import did_you_mean

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame

    from analyysi.analyst.report import Report
    from analyysi.report.reader import Reader

_REACH = 100_00
"""Cents from the chosen share within which a draw counts as near."""

_DOTS_PER_INCH = 120
"""Of the figures in a notebook, where letters are to be as large as those of the text."""


class Charts:
    """The pictures of one report, each as a new figure of matplotlib. `Comparison.chart` has them.

    A figure may be changed as any other (`figure.axes[0].set_title(...)`; places on its axes are
    pixels from the top left corner) and put into the report with
    `report.figure(figure, alt=..., caption=...)`. The drawings are those of the report itself; for
    a chart of your own from the same figures, `comparison.shares.plot` is shorter.

    Every method raises `ReportError` where the report has no such picture, and says why.

    Examples
    --------
    >>> from analyysi import load
    >>> chart = load("kainuu-ict", 2023).compare().chart
    >>> figures = chart.shares(), chart.per_head(), chart.differences(), chart.map()
    >>> [len(figure.axes) for figure in figures]
    [1, 1, 1, 1]
    >>> figures = chart.leaving(), chart.robustness(), chart.evenness()
    >>> chart.history()  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    analyysi.errors.ReportError: This report has no such picture. ...
    >>> later = load("kainuu-ict", 2027).compare().chart
    >>> figure = later.coming_years()
    """

    def __init__(self, report: Report) -> None:
        self._reader = report.reader

    def front(self) -> Figure:
        """Draw the front page's picture: euros per inhabitant, a panel for each way."""
        from matplotlib import pyplot as plt

        from analyysi.analyst.painted import literal

        bars = multiples.picture(self._reader)
        width, height = 2.2 * len(bars.panels) + 1, 0.35 * len(bars.panels[0].bars) + 1
        figure, panels = plt.subplots(
            1, len(bars.panels), figsize=(width, height), sharey=True, squeeze=False
        )
        for axes, panel in zip(panels[0], bars.panels, strict=True):
            names = [literal(bar.label) for bar in panel.bars]
            drawn = axes.barh(names, [bar.length for bar in panel.bars])
            axes.bar_label(drawn, [literal(bar.value) for bar in panel.bars], padding=2)
            axes.set(title=literal(panel.title), xlim=(0, 130), xticks=[])
        panels[0][0].invert_yaxis()
        figure.suptitle(literal(bars.measure))
        figure.tight_layout()
        plt.close(figure)
        return _shown(figure)

    def shares(self) -> Figure:
        """Draw each payer's share in euros by the leading ways, the chosen one filled.

        >>> from analyysi import load
        >>> figure = load("kainuu-ict", 2023).compare().chart.shares()
        >>> len(figure.axes)
        1
        """
        return self._drawn(payers_by_method)

    def per_head(self) -> Figure:
        """Draw the euros per inhabitant of every payer, a row for each way."""
        if self._reader.case.heads is None:
            raise _without(Sentence("inhabitants are not among its figures"))
        return self._drawn(heads_by_method)

    def differences(self) -> Figure:
        """Draw what each would pay more or less by the way that differs most from the chosen one.

        Other ways: `comparison.differences.plot`.
        """
        if not self._reader.comparison.listed[1:]:
            raise _without(Sentence("there is no other way of sharing"))
        furthest = furthest_split(self._reader.comparison)
        return self._drawn(lambda reader: changes_against(reader, furthest))

    def leaving(self) -> Figure:
        """Draw what the others would pay if one payer left."""
        return self._drawn(withdrawal)

    def coming_years(self) -> Figure:
        """Draw the shares of the years to come, where the terms say how the figures move."""
        return self._of_section("movement", "shares-over-years")

    def robustness(self) -> Figure:
        """Draw how far each share moves if the terms' choices are varied."""
        ranges = robustness(self._reader.comparison, reach=_REACH)
        if ranges is None:
            raise _without(Sentence("there is nothing to vary"))
        return self._drawn(lambda reader: sensitivity(reader, ranges))

    def history(self) -> Figure:
        """Draw what each has paid over the years of the agreement."""
        return self._of_section("history", "history-picture")

    def evenness(self) -> Figure:
        """Draw how evenly the sum weighs on inhabitants (Lorenz curves)."""
        return self._of_section("annex", "lorenz")

    def map(self) -> Figure:
        """Draw the map of the payers, coloured by euros per inhabitant."""
        boundaries = self._reader.context.boundaries
        if boundaries is not None:
            picture = map_of_shares(self._reader, boundaries)
            if picture is not None:
                return _figure_of(picture)
        raise ReportError("This report has no map: the boundaries of its payers are not stored.")

    def _drawn(self, draw: Callable[[Reader], Picture | None]) -> Figure:
        picture = draw(self._reader)
        if picture is None:
            raise _without(Sentence("the figures that it would draw are too few"))
        return _figure_of(picture)

    def _of_section(self, name: str, picture_name: str) -> Figure:
        """Return the figure of a section's picture whose id begins with a name."""
        contents = SECTIONS[name].contents(self._reader)
        if isinstance(contents, LeftOut):
            raise ReportError("This report has no such picture. {reason}.", reason=contents.reason)
        for picture in pictures_in(contents.blocks):
            if picture.id.startswith(picture_name):
                return _figure_of(picture)
        raise ReportError(
            "This report has no such picture: its section report.{section}() shows "
            "none, since the figures that it would draw are not there or are too few.",
            section=name,
        )

    def __getattr__(self, name: str) -> Callable[[], Figure]:
        """Name the nearest picture for a misspelling."""
        known = [picture for picture in dir(self) if not picture.startswith("_")]
        raise AttributeError(f"There is no chart '{name}'.{did_you_mean(name, known)}")


def _without(reason: Sentence) -> ReportError:
    return ReportError("This report has no such picture: {reason}.", reason=reason)


def pictures_in(blocks: Iterable[Block]) -> Iterator[Picture]:
    """Yield the pictures among blocks, also those within folded ones, in order."""
    for block in blocks:
        if isinstance(block, Picture):
            yield block
        elif isinstance(block, Folded):
            yield from pictures_in(block.blocks)


def draw_parts(frame: DataFrame) -> Figure:
    """Draw each row's part of every column's sum in per cent, the first row on top; of many rows
    those with the largest parts, and how many they are of how many.
    """
    from matplotlib import pyplot as plt

    from analyysi.analyst.painted import literal

    parts = (100 * frame / frame.sum()).iloc[::-1].rename(index=literal, columns=literal)
    drawn = ""
    if are_many(list(parts.index)):
        parts = parts[parts.sum(axis=1).rank(method="first", ascending=False) <= MOST_ROWS]
        drawn = f"{len(parts)} / {len(frame)}"
    figure, axes = plt.subplots(figsize=(7.5, 1 + 0.12 * (parts.size + 2 * len(parts))))
    if parts.size:
        parts.iloc[:, ::-1].plot.barh(ax=axes, width=0.8)
        handles, labels = axes.get_legend_handles_labels()
        axes.legend(handles[::-1], labels[::-1])
    axes.set(xlabel="%", ylabel=drawn)
    plt.close(figure)  # else a notebook shows it a second time
    return figure


def _figure_of(picture: Picture) -> Figure:
    from analyysi.analyst.painted import painted

    assert picture.canvas is not None  # the report's own pictures have marks
    return _shown(painted(picture.canvas))


def _shown(figure: Figure) -> Figure:
    """Return a figure as a notebook shows it: sharp, and as a picture, not as a text."""
    from matplotlib import pyplot as plt

    plt.close(plt.figure())  # the first of pyplot's own tells IPython how figures are shown
    figure.set_dpi(_DOTS_PER_INCH)
    return figure
