"""What a cell may leave below it that is not of the report: kinds of output, and the way out of
each.

No output is ever dropped in silence. One that analyysi did not make has no alternative text, no
caption and no form for the PDF and the workbook, so nothing vouches that everybody can read it: it
is not shown as it is, and the run stops with the sentence of its kind. Outputs with nothing to see
are harmless, and the table says which they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase

from nbformat import NotebookNode

from analyysi.errors import Sentence

NOTE_TAG = "muistiinpano"
"""The tag of a cell, of code or text, that stays in the notebook and does not reach the report."""

SKIPPED_TAG = "skip-execution"
"""The tag, of nbclient, of a cell that only JupyterLab runs: a report is there sooner without what
its maker alone looks at.
"""

OLD_NOTE_TAG = "ohje"
"""What the tag was called before."""

_NOTHING = Sentence()
_FIGURE = Sentence("show it with report.figure(figure, alt=..., caption=...)")
_PICTURE = Sentence("show it with report.figure(picture, alt=..., caption=...)")
_TABLE = Sentence("show it with report.table(frame, caption=...)")
_TEXT = Sentence("show it with report.section(title, text)")
_MARKDOWN = Sentence("write it in a Markdown cell")
_STATIC = Sentence(
    "draw it as a figure that stands still and show that with report.figure(figure, alt=..., "
    "caption=...)"
)
_SEMICOLON = Sentence("end the cell's last line with ;")
_STDOUT, _STDERR, _EMPTY = "stream/stdout", "stream/stderr", "nothing/empty"
"""What stands for the media type of an output that has none."""
_LONGEST_LINE = 60


@dataclass(frozen=True)
class OutputKind:
    """A row of `OUTPUT_KINDS`.

    Parameters
    ----------
    name
        What the sentence calls the output: "a picture (PNG)".
    media_types
        The media types by which it is known, `*` for any letters; ``stream/stdout`` and
        ``stream/stderr`` for what was printed, ``nothing/empty`` for an output without data.
    way_out
        What the analyst does instead; empty for an output that is harmless.
    pattern
        A regular expression that must be found in the output's content too.
    alone
        Whether the output must have no other media type.
    """

    name: str | Sentence
    media_types: tuple[str, ...]
    way_out: Sentence = _NOTHING
    pattern: str = ""
    alone: bool = False

    @property
    def harmless(self) -> bool:
        """Whether there is nothing to see in it, so that the report may go without."""
        return not self.way_out

    def covers(self, contents: Mapping[str, str]) -> bool:
        """Return whether an output of these contents (media type to text) is of this kind."""
        if self.alone and len(contents) > 1:
            return False
        return any(
            fnmatchcase(media_type, known) and re.search(self.pattern, text) is not None
            for media_type, text in contents.items()
            for known in self.media_types
        )


OUTPUT_KINDS: tuple[OutputKind, ...] = (
    # With nothing to see: the report may go without.
    OutputKind("an empty output", (_EMPTY,)),
    OutputKind("blank text", ("text/plain", _STDOUT, _STDERR), pattern=r"\A\s*\Z", alone=True),
    OutputKind("the value None", ("text/plain",), pattern=r"\ANone\Z", alone=True),
    OutputKind(
        "matplotlib's word that it lists the machine's fonts",
        (_STDERR,),
        pattern=r"\A\s*Matplotlib is building the font cache; this may take a moment\.\s*\Z",
    ),
    # Drawings that a library makes in the browser.
    OutputKind(
        Sentence("a plotly figure"),
        ("application/vnd.plotly.*",),
        Sentence(
            "give the figure to report.figure(figure, alt=..., caption=...), which needs kaleido "
            "to draw it, or save it as SVG and give that"
        ),
    ),
    OutputKind(
        Sentence("an altair chart (Vega-Lite)"),
        ("application/vnd.vegalite.*", "application/vnd.vega.*"),
        Sentence(
            "give the chart to report.figure(chart, alt=..., caption=...), which needs vl-convert "
            "to draw it, or save it as SVG and give that"
        ),
    ),
    OutputKind(
        Sentence("a bokeh or holoviews figure"),
        ("application/vnd.bokehjs_*", "application/vnd.holoviews_*"),
        _STATIC,
    ),
    OutputKind(Sentence("a map (GeoJSON)"), ("application/geo+json",), _STATIC),
    OutputKind(
        Sentence("a widget"),
        ("application/vnd.jupyter.widget-view+json",),
        Sentence(
            "show what it says with report.section, report.table or report.figure, since a paper "
            "cannot be moved or pressed"
        ),
    ),
    # Tables.
    OutputKind(
        Sentence("a styled table (pandas Styler)"), ("text/html",), _TABLE, r"<table id=\"T_"
    ),
    OutputKind(
        Sentence("a table (pandas DataFrame)"),
        ("text/html",),
        _TABLE,
        r"<table [^>]*class=\"dataframe",
    ),
    OutputKind(
        Sentence("a column of a table (pandas Series)"), ("text/plain",), _TABLE, r"\bdtype: \w+\Z"
    ),
    # Pictures.
    OutputKind(Sentence("a picture (PNG)"), ("image/png",), _FIGURE),
    OutputKind(Sentence("a picture (SVG)"), ("image/svg+xml",), _FIGURE),
    OutputKind(Sentence("a picture (JPEG)"), ("image/jpeg",), _PICTURE),
    OutputKind(Sentence("a picture (GIF)"), ("image/gif",), _PICTURE),
    OutputKind(
        Sentence("a picture of another format"),
        ("image/*",),
        Sentence("save it as PNG and {picture}", picture=_PICTURE),
    ),
    OutputKind(
        Sentence("a PDF"),
        ("application/pdf",),
        Sentence("save the drawing as SVG or PNG instead and {picture}", picture=_PICTURE),
    ),
    # What moves, sounds or runs.
    OutputKind(
        Sentence("a sound"),
        ("text/html",),
        Sentence("say in words what is heard: {text}", text=_TEXT),
        "<audio",
    ),
    OutputKind(
        Sentence("a sound"),
        ("audio/*",),
        Sentence("say in words what is heard: {text}", text=_TEXT),
    ),
    OutputKind(Sentence("a video"), ("text/html",), _STATIC, "<video"),
    OutputKind(Sentence("a video"), ("video/*",), _STATIC),
    OutputKind(
        Sentence("a page within the page (iframe)"),
        ("text/html",),
        Sentence("name its address in a Markdown cell as a link"),
        "<iframe",
    ),
    OutputKind(
        Sentence("a script (JavaScript)"),
        ("application/javascript", "text/javascript"),
        _STATIC,
    ),
    OutputKind(Sentence("HTML with a script of its own"), ("text/html",), _STATIC, "<script"),
    # Words and data.
    OutputKind(
        Sentence("a formula (LaTeX)"),
        ("text/latex",),
        Sentence("write it in a Markdown cell between dollar signs"),
    ),
    OutputKind(
        Sentence("text (Markdown)"),
        ("text/markdown",),
        Sentence("{markdown} or {text}", markdown=_MARKDOWN, text=_TEXT),
    ),
    OutputKind(
        Sentence("HTML"),
        ("text/html",),
        Sentence("{markdown}, or {text}", markdown=_MARKDOWN, text=_TEXT),
    ),
    OutputKind(Sentence("a table (CSV)"), ("text/csv",), _TABLE),
    OutputKind(
        Sentence("data (JSON)"),
        ("application/json",),
        Sentence("make a table of it and {table}", table=_TABLE),
    ),
    OutputKind(
        Sentence("an object of matplotlib as text"),
        ("text/plain",),
        Sentence(
            "{semicolon}, or show the figure with report.figure(figure, alt=..., caption=...)",
            semicolon=_SEMICOLON,
        ),
        r"\A\W*(array\(\W*)?(<Axes|<Figure |Text\(|<BarContainer)|<matplotlib\.",
    ),
    OutputKind(
        Sentence("a value as text"),
        ("text/plain",),
        Sentence(
            "{semicolon} if it need not be seen, or show it with report.section(title, text)",
            semicolon=_SEMICOLON,
        ),
    ),
    OutputKind(
        Sentence("printed text"), (_STDOUT,), Sentence("{text}, or leave the print out", text=_TEXT)
    ),
    OutputKind(
        Sentence("a progress bar"),
        (_STDERR,),
        Sentence("leave it out, since a paper shows no progress"),
        r"\d+%\|",
    ),
    OutputKind(
        Sentence("a warning"),
        (_STDERR,),
        Sentence("put right what it warns of, or silence it with warnings.filterwarnings"),
        r"Warning\b",
    ),
    OutputKind(
        Sentence("a message (stderr)"),
        (_STDERR,),
        Sentence("leave it out, or put right what it speaks of"),
    ),
)
"""Every kind of output, the first that covers an output being its kind.

An output is often given in several media types, so that the telling ones come first and plain text
last. Where a cell leaves several outputs, the sentence names the one that stands first here: the
picture, not the ``<Axes: >`` that a plotting function leaves beside it.
"""

OTHER = OutputKind(
    Sentence("an output of the type {types}"),
    ("*",),
    Sentence("show it with report.figure, report.table or report.section"),
)
"""What is of no kind of the table."""


def kind_of(output: NotebookNode) -> OutputKind:
    """Return the kind of an output; `OTHER` if it is of none in the table."""
    contents = _contents(output)
    return next((kind for kind in OUTPUT_KINDS if kind.covers(contents)), OTHER)


def refusal(number: int, source: str, outputs: list[NotebookNode]) -> Sentence:
    """Return why a cell's outputs that are not of the report stop it; empty if all are harmless.

    Parameters
    ----------
    number
        The cell's place in the notebook, counted from 1, text cells included.
    source
        The cell's code, whose first line the sentence quotes.
    outputs
        The outputs that analyysi did not make, without errors.
    """
    order = [*OUTPUT_KINDS, OTHER]
    kinds = [(order.index(kind_of(output)), output) for output in outputs]
    seen = [(place, output) for place, output in kinds if not order[place].harmless]
    if not seen:
        return Sentence()
    place, output = min(seen, key=lambda pair: pair[0])
    name = Sentence(order[place].name, types=", ".join(sorted(_contents(output))))
    return Sentence(
        "{cell} leaves {output}, which would not reach the report: {way_out}; or tag the cell "
        "{tag}, and it stays in the notebook only.",
        cell=cell_place(number, source),
        output=name,
        way_out=order[place].way_out,
        tag=NOTE_TAG,
    )


def cell_place(number: int, source: str) -> Sentence:
    """Name a cell in a message: its place in the notebook, counted from 1, and its first line."""
    return Sentence(
        "Cell {number} of the notebook ({line})", number=number, line=first_line(source)
    )


def first_line(source: str) -> str:
    """Return the first line of a cell that says something, shortened to a line of a sentence.

    >>> first_line("\\n  df.plot()\\nplt.show()")
    'df.plot()'
    """
    line = next((line.strip() for line in source.splitlines() if line.strip()), "")
    return line if len(line) <= _LONGEST_LINE else f"{line[: _LONGEST_LINE - 1]}…"


def _contents(output: NotebookNode) -> dict[str, str]:
    """Return what an output holds: media type to text."""
    if output.output_type == "stream":
        return {f"stream/{output.name}": "".join(output.text)}
    contents = {name: _text(content) for name, content in output.get("data", {}).items()}
    return contents or {_EMPTY: ""}


def _text(content: object) -> str:
    """Return the content of a media type as text: nbformat keeps text also as a list of lines."""
    if isinstance(content, list) and all(isinstance(line, str) for line in content):
        return "".join(content)
    return content if isinstance(content, str) else repr(content)
