"""The analyst's own sections, figures and tables, as fragments that go into page and papers."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from pathlib import Path
from textwrap import shorten
from typing import Any, get_args

from analyysi.errors import ReportError, Sentence
from analyysi.file_system.reading import read_file
from analyysi.languages.plain_text import printable
from analyysi.report.blocks import Block, Paragraph, as_data
from analyysi.report.html import DATA, Fragment, render
from analyysi.report.pictures.embedded import EmbeddedPicture, read_picture, read_svg
from analyysi.report.pictures.picture import Picture
from analyysi.report.section_fragment import section_fragment
from analyysi.report.tables import Table

_STYLE: dict[Any, Any] = {"svg.hashsalt": "analyysi", "svg.fonttype": "path"}
"""Letters are drawn as shapes: no reader's fonts, and no paper's, need have them."""


@dataclass(frozen=True)
class OwnContent(Fragment):
    """What an analyst shows without a heading of its own, or puts into a section of hers."""

    blocks: tuple[Block, ...] = ()


def own_section(title: str, contents: Sequence[str | Block | OwnContent]) -> Fragment:
    """Return a section of texts, blocks, figures and tables, listed in the page's contents.

    Raises
    ------
    ReportError
        If it has no title, by which a section is found, or no contents, one of them is none of
        these, or a text has what no paper can print.
    """
    if not isinstance(title, str) or not title.strip():
        raise ReportError("A section needs a title in text: it stands in the list of contents.")
    title = _printed(title, Sentence("The title of a section"))
    for content in contents:
        if not isinstance(content, (str, OwnContent, *get_args(Block))):
            raise ReportError(
                "Section '{title}' cannot show {type}: give it texts, a table as "
                "report.table(...) and a figure as report.figure(...).",
                title=title,
                type=type(content).__name__,
            )
    blocks = list(chain.from_iterable(map(_blocks_of, contents)))
    if not blocks:
        raise ReportError(
            "Section '{title}' is empty: give it what stands under its heading, "
            "report.section(title, 'text', report.table(...), ...). A heading alone "
            "is written in a Markdown cell.",
            title=title,
        )
    for content in contents:
        if isinstance(content, OwnContent):
            content.uses.add("placed")
    _check_printable(as_data(blocks), Sentence("Section '{title}'", title=title))
    written = [{**block, "svg": ""} for block in as_data(blocks)]
    return section_fragment(_name("own", title, written), title, title, blocks, is_own=True)


def own_figure(
    figure: Any,
    alt: str,
    caption: str,
    table: Table | None = None,
    place: int = 0,
    shown_caption: str = "",
) -> OwnContent:
    """Return a figure with its caption, and under it the table of what it shows, if there is one.

    Parameters
    ----------
    figure
        A figure or axes of matplotlib (`df.plot()` returns axes); a figure of plotly or altair,
        where their drawing libraries are installed; a picture (PNG, JPEG, GIF, SVG) as bytes, as
        the path of a file or as an image of PIL; SVG as text.
    alt
        What the figure shows, in words, for those who do not see it.
    place
        How many figures of the same alt text and caption stand before it. The figure's address in
        the page is made of the three, and of no drawing: that differs between versions of a
        library.
    shown_caption
        The caption with the mark of the analyst's own, as it stands under the figure.

    Raises
    ------
    ReportError
        If there is no alt text or no caption, or the figure is none of these.
    """
    if not isinstance(alt, str) or not alt.strip():
        raise ReportError(
            "A figure needs an alt text (alt=...): say in words what it shows, so that a reader "
            "who cannot see it learns the same."
        )
    if not isinstance(caption, str) or not caption.strip():
        raise ReportError("A figure needs a caption (caption=...): say what it is a picture of.")
    drawing = _drawing(figure)
    picture = Picture(
        _name("own-figure", alt, caption, place), drawing, "", alt, shown_caption or caption
    )
    return _own([picture] if table is None else [picture, table], alt)


def own_table(table: Table) -> OwnContent:
    """Return a table that stands by itself."""
    return _own([table], table.caption)


def _own(blocks: Sequence[Block], plain: str) -> OwnContent:
    """Return blocks that stand where their cell does, under no heading of their own."""
    _check_printable(as_data(blocks), f"'{plain}'")
    html = render("own.html.j2", parts=[block.html() for block in blocks])
    extra = {DATA: {"blocks": as_data(blocks)}}
    return OwnContent("own", html, plain, extra=extra, blocks=tuple(blocks))


def _printed(text: str, where: str) -> str:
    """Return a text as every paper prints it; raise `ReportError` that names `where` it cannot."""
    try:
        return printable(text)
    except ValueError as error:
        raise ReportError("{where}: {fault}.", where=where, fault=error) from error


def _check_printable(contents: Any, where: str) -> None:
    """Refuse blocks of data with a text that no paper can print; drawings have no texts here."""
    if isinstance(contents, str):
        _printed(contents, where)
    elif isinstance(contents, Mapping):
        for name, inner in contents.items():
            _check_printable("" if name == "svg" else inner, where)
    elif isinstance(contents, list | tuple):
        for inner in contents:
            _check_printable(inner, where)


def _blocks_of(content: str | Block | OwnContent) -> tuple[Block, ...]:
    """Return a text as paragraphs, which an empty line parts; a block or a fragment as it is."""
    if isinstance(content, OwnContent):
        return content.blocks
    if isinstance(content, str):
        texts = (" ".join(text.split()) for text in re.split(r"\n\s*\n", content))
        return tuple(Paragraph(text) for text in texts if text)
    return (content,)


def _name(kind: str, *contents: Any) -> str:
    """Return an address in the page that the same contents always have, and no others."""
    return f"{kind}-{sha256(repr(contents).encode('utf-8')).hexdigest()[:10]}"


def _drawing(figure: Any) -> str:
    """Return a figure as SVG whose size is in points, not wider than the column of text."""
    canvas = _canvas(figure)
    if hasattr(canvas, "savefig"):
        return _drawn(canvas).drawing
    if isinstance(figure, (str, Path)) and "<svg" not in str(figure):
        return _picture_file(Path(figure)).drawing
    if isinstance(figure, str):
        return read_svg(figure, Sentence("the figure")).drawing
    if isinstance(figure, bytes):
        return read_picture(figure, Sentence("of the figure")).drawing
    content = _content(figure)
    if content is None:
        raise ReportError(
            "A figure is one of matplotlib, plotly or altair, a picture (PNG, JPEG, "
            "GIF or SVG) as bytes, as a path or as an image of PIL, or SVG as text, "
            "not {type}: save it as SVG or PNG and give the file's path.",
            type=type(figure).__name__,
        )
    return read_picture(content, Sentence("of the figure")).drawing


def _canvas(figure: Any) -> Any:
    """Return the figure of axes, of an array of axes (``df.plot(subplots=True)``) or of a list of
    what was drawn; refuse pieces of several figures.
    """
    drawn = list(figure.flat) if hasattr(figure, "flat") else figure
    if not isinstance(drawn, (list, tuple)) or not drawn:
        return getattr(figure, "figure", figure)
    canvases = [getattr(piece, "figure", piece) for piece in drawn]
    if any(canvas is not canvases[0] for canvas in canvases):
        raise ReportError(
            "{count} figures were given as one: show each by a report.figure(...) of its own.",
            count=len(drawn),
        )
    return canvases[0]


def _drawn(canvas: Any) -> EmbeddedPicture:
    """Draw a figure of matplotlib, cut to what is drawn: long names at an axis stay whole.

    It is closed in pyplot, or the notebook would show it a second time at the end of the cell.
    """
    from matplotlib import style
    from matplotlib.figure import Figure

    if isinstance(canvas, Figure) and not [*canvas.get_children()[1:], *canvas.subfigs]:
        raise ReportError(
            "The figure is empty: nothing has been drawn in it. Draw first, for example "
            "figure.subplots().bar(...), or give the axes that a plot returned."
        )
    written = io.StringIO()
    nothing = {"Date": None, "Creator": None}
    with style.context(_STYLE):
        canvas.savefig(written, format="svg", bbox_inches="tight", metadata=nothing)
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None and isinstance(canvas, Figure):
        pyplot.close(canvas)
    return read_svg(written.getvalue(), Sentence("the figure"))


def _picture_file(path: Path) -> EmbeddedPicture:
    try:
        content = read_file(path)
    except (OSError, ValueError) as fault:  # none there, or no name that a file can have
        raise ReportError(
            "There is no picture {path}: paths are counted from the folder where "
            "the notebook runs ({folder}/). Correct the path, or give the figure "
            "itself.",
            path=shorten(str(path), 80, placeholder="…"),
            folder=Path.cwd().name,
        ) from fault
    return read_picture(content, path.name)


def _content(figure: Any) -> bytes | None:
    """Return a figure of another library as a picture; None if it knows no way to be one."""
    library = type(figure).__module__.partition(".")[0]
    if library in _EXPORTS:
        write, helper = _EXPORTS[library]
        try:
            return write(figure)
        except Exception as fault:
            cause = (str(fault).splitlines() or [type(fault).__name__])[0]
            raise ReportError(
                "The figure of {library} cannot be drawn ({cause}): {library} draws "
                "still pictures with {helper}. Install it, or save the figure as SVG "
                "where it is installed and give the file's path.",
                library=library,
                cause=cause,
                helper=helper,
            ) from fault
    for name in ("_repr_svg_", "_repr_png_", "_repr_jpeg_"):
        shown = getattr(figure, name, lambda: None)()
        shown = shown[0] if isinstance(shown, tuple) else shown
        if shown:
            return shown.encode("utf-8") if isinstance(shown, str) else bytes(shown)
    return None


def _from_plotly(figure: Any) -> bytes:
    return bytes(figure.to_image(format="svg"))


def _from_altair(chart: Any) -> bytes:
    written = io.StringIO()
    chart.save(written, format="svg")
    return written.getvalue().encode("utf-8")


_EXPORTS: dict[str, tuple[Callable[[Any], bytes], str]] = {
    "plotly": (_from_plotly, "kaleido"),
    "altair": (_from_altair, "vl-convert-python"),
}
"""Libraries that draw in a browser: how each makes a still picture, and by which other library."""
