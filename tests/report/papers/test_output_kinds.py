"""Every kind of output, as Jupyter really gives it: refused with its sentence, or harmless."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from IPython.core.formatters import DisplayFormatter
from IPython.core.pylabtools import print_figure
from IPython.display import HTML, JSON, Audio, IFrame, Javascript, Latex, Markdown, Video
from ipywidgets import IntSlider
from matplotlib.figure import Figure
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook, new_output

from analyysi.errors import ReportError
from analyysi.report.papers.notebook_parts import parts_of
from analyysi.report.papers.output_kinds import OUTPUT_KINDS, kind_of, refusal
from support.own_pictures import PNG

FRAME = pd.DataFrame({"a": [1, 2]}, index=["x", "y"])


def as_shown(thing: Any) -> NotebookNode:
    """Return what a cell leaves whose last line is this."""
    formatter = DisplayFormatter()
    formatter.active_types = formatter.format_types
    data, metadata = formatter.format(thing)
    return new_output("execute_result", data=data, metadata=metadata, execution_count=1)


def axes() -> Any:
    return FRAME.plot.bar(ax=Figure().subplots())


def drawing(kind: str) -> NotebookNode:
    """Return what the inline backend leaves of a bar chart."""
    content = print_figure(axes().figure, fmt=kind, base64=kind != "svg")
    types = {
        "svg": "image/svg+xml",
        "jpeg": "image/jpeg",
        "png": "image/png",
        "pdf": "application/pdf",
    }
    return of_types(**{types[kind]: content, "text/plain": "<Figure size 640x480 with 1 Axes>"})


def of_types(**data: Any) -> NotebookNode:
    return new_output("display_data", data=data)


def printed(text: str, name: str = "stdout") -> NotebookNode:
    return new_output("stream", name=name, text=text)


PLOTLY = {"data": [{"type": "bar", "x": ["a"], "y": [1]}], "layout": {}}
VEGA = {"$schema": "https://vega.github.io/schema/vega-lite/v5.json", "mark": "bar"}
POINT = {"type": "Point", "coordinates": [27.7, 64.2]}
BAR = "  0%|          | 0/10 [00:00<?, ?it/s]"
WARNING = "/tmp/ipykernel_1/1.py:1: FutureWarning: old\n  f()\n"
FIGURE, TABLE, SECTION = "report.figure(", "report.table(", "report.section("

REFUSED: list[tuple[str, Callable[[], NotebookNode], str, str]] = [
    ("bar chart", lambda: drawing("png"), "a picture (PNG)", FIGURE),
    ("bar chart as SVG", lambda: drawing("svg"), "a picture (SVG)", FIGURE),
    ("photograph", lambda: of_types(**{"image/jpeg": PNG}), "a picture (JPEG)", FIGURE),
    ("moving picture", lambda: of_types(**{"image/gif": PNG}), "a picture (GIF)", FIGURE),
    ("webp", lambda: of_types(**{"image/webp": PNG}), "a picture of another format", FIGURE),
    ("chart as PDF", lambda: drawing("pdf"), "a PDF", FIGURE),
    ("data frame", lambda: as_shown(FRAME), "a table (pandas DataFrame)", TABLE),
    ("styler", lambda: as_shown(FRAME.style), "a styled table (pandas Styler)", TABLE),
    ("series", lambda: as_shown(FRAME["a"]), "a column of a table (pandas Series)", TABLE),
    (
        "plotly",
        lambda: of_types(**{"application/vnd.plotly.v1+json": PLOTLY, "text/html": "<div></div>"}),
        "a plotly figure",
        FIGURE,
    ),
    (
        "altair",
        lambda: of_types(**{"application/vnd.vegalite.v5+json": VEGA, "text/plain": "<VegaLite>"}),
        "an altair chart (Vega-Lite)",
        FIGURE,
    ),
    (
        "bokeh",
        lambda: of_types(
            **{"application/vnd.bokehjs_exec.v0+json": "", "text/html": "<script></script>"}
        ),
        "a bokeh or holoviews figure",
        FIGURE,
    ),
    ("widget", lambda: as_shown(IntSlider()), "a widget", "report.section,"),
    (
        "map",
        lambda: of_types(**{"application/geo+json": POINT, "text/plain": "<GeoJSON>"}),
        "a map (GeoJSON)",
        FIGURE,
    ),
    ("HTML", lambda: as_shown(HTML("<p>a</p>")), "HTML", "Markdown cell"),
    (
        "HTML with a script",
        lambda: as_shown(HTML("<div></div><script>a()</script>")),
        "HTML with a script of its own",
        FIGURE,
    ),
    ("JavaScript", lambda: as_shown(Javascript("a()")), "a script (JavaScript)", FIGURE),
    ("iframe", lambda: as_shown(IFrame("https://a.b", 9, 9)), "a page within the page", "link"),
    ("sound", lambda: as_shown(Audio(data=b"RIFF", rate=9)), "a sound", SECTION),
    ("bare sound", lambda: of_types(**{"audio/mpeg": PNG}), "a sound", SECTION),
    ("video", lambda: as_shown(Video(url="https://a.b/c.mp4")), "a video", FIGURE),
    ("bare video", lambda: of_types(**{"video/mp4": PNG}), "a video", FIGURE),
    ("LaTeX", lambda: as_shown(Latex("$a$")), "a formula (LaTeX)", "dollar signs"),
    ("Markdown", lambda: as_shown(Markdown("**a**")), "text (Markdown)", "Markdown cell"),
    ("JSON", lambda: as_shown(JSON({"a": 1})), "data (JSON)", TABLE),
    ("CSV", lambda: of_types(**{"text/csv": "a;b\n"}), "a table (CSV)", TABLE),
    ("axes", lambda: as_shown(axes()), "an object of matplotlib as text", "with ;"),
    (
        "title",
        lambda: as_shown(axes().set_title("a")),
        "an object of matplotlib as text",
        "with ;",
    ),
    (
        "lines",
        lambda: as_shown(Figure().subplots().plot([1, 2])),
        "an object of matplotlib as text",
        "with ;",
    ),
    ("number", lambda: as_shown(12), "a value as text", "with ;"),
    ("text", lambda: as_shown("Paltamo"), "a value as text", SECTION),
    ("print", lambda: printed("valmis\n"), "printed text", SECTION),
    ("warning", lambda: printed(WARNING, "stderr"), "a warning", "put right"),
    ("progress bar", lambda: printed(BAR, "stderr"), "a progress bar", "leave it out"),
    ("log", lambda: printed("INFO: a", "stderr"), "a message (stderr)", "leave it out"),
    (
        "unknown",
        lambda: of_types(**{"application/x-own": "a"}),
        "an output of the type application/x-own",
        "report.figure,",
    ),
]

FONTS = "Matplotlib is building the font cache; this may take a moment.\n"
HARMLESS: list[tuple[str, Callable[[], NotebookNode]]] = [
    ("empty display", of_types),
    ("None", lambda: of_types(**{"text/plain": "None"})),
    ("blank text", lambda: of_types(**{"text/plain": ""})),
    ("blank line", lambda: printed("\n")),
    ("list of fonts", lambda: printed(FONTS, "stderr")),
]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("output", "name", "way_out"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_an_output_that_would_not_be_shown_is_refused(
    output: Callable[[], NotebookNode], name: str, way_out: str
) -> None:
    cell = new_code_cell("\ndf.plot.bar()\nx", outputs=[output()], execution_count=1)
    with pytest.raises(ReportError) as refused:
        parts_of(new_notebook(cells=[cell]))
    sentence = str(refused.value)
    assert sentence.startswith(f"Cell 1 of the notebook (df.plot.bar()) leaves {name}")
    assert way_out in sentence
    assert sentence.endswith("or tag the cell muistiinpano, and it stays in the notebook only.")
    assert "\n" not in sentence
    cell.metadata["tags"] = ["muistiinpano"]
    with pytest.raises(ReportError, match="does not show its head"):
        parts_of(new_notebook(cells=[cell]))


@pytest.mark.parametrize("output", [row[1] for row in HARMLESS], ids=[row[0] for row in HARMLESS])
def test_what_shows_nothing_is_harmless(output: Callable[[], NotebookNode]) -> None:
    assert kind_of(output()).harmless
    assert refusal(1, "x", [output()]) == ""


@pytest.mark.slow
def test_every_row_of_the_table_is_met() -> None:
    outputs = [row[1]() for row in REFUSED] + [row[1]() for row in HARMLESS]
    met = [kind_of(output) for output in outputs]
    assert [kind for kind in OUTPUT_KINDS if kind not in met] == []
    assert len({kind.name for kind in OUTPUT_KINDS}) >= 20


@pytest.mark.slow
def test_the_picture_is_named_and_not_the_text_beside_it() -> None:
    assert "a picture (PNG)" in refusal(3, "df.plot()", [as_shown(axes()), drawing("png")])


def test_long_first_lines_are_shortened() -> None:
    assert "(" + "x" * 59 + "…)" in refusal(1, "x" * 90, [printed("a")])
