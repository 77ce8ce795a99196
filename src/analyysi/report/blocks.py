"""What a section of the report is made of; each block is given as HTML for the page and as
data for the PDF.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from markupsafe import Markup

from analyysi.allocation.method import Outline
from analyysi.report.html import render
from analyysi.report.pictures.canvas import OUTLINES, RADIUS
from analyysi.report.pictures.picture import Picture
from analyysi.report.pictures.svg import path_data
from analyysi.report.tables import Table

OF_FOLDS = "of-folds"
"""The style of the facts that say what is folded for specialists: left out where nothing is."""


@dataclass(frozen=True)
class Heading:
    """A heading below that of the section."""

    text: str
    level: int = 3

    def html(self) -> Markup:
        """Return the block as HTML."""
        return render("blocks/heading.html.j2", block=self)


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `style` "note" sets it smaller, "quote" apart from the text around it, "title"
    as the title of a text within the section; "leading" keeps it with what follows.
    """

    text: str
    style: str = ""

    def html(self) -> Markup:
        """Return the block as HTML."""
        return render("blocks/paragraph.html.j2", block=self)


@dataclass(frozen=True)
class Bullets:
    """A list of sentences, under a heading of its own if it has one; `ordered` numbers them."""

    items: Sequence[str]
    heading: str = ""
    ordered: bool = False

    def html(self) -> Markup:
        """Return the block as HTML."""
        return render("blocks/bullets.html.j2", block=self)


@dataclass(frozen=True)
class Fact:
    """A name and what is said of it; `lang` where that is in another language than the report.

    `to` is the address in the page of the section that says more, where there is one.
    """

    label: str
    text: str
    lang: str = ""
    to: str = ""


@dataclass(frozen=True)
class Facts:
    """Names and what is said of each, under a small heading if it has one; `code` for paths and
    checksums. `heading_lang` is set where the heading is in another language than the report.
    """

    facts: Sequence[Fact]
    heading: str = ""
    code: bool = False
    heading_lang: str = ""
    style: str = ""
    """"questions" sets each name beside what is said, as the front page does."""

    def html(self) -> Markup:
        """Return the block as HTML."""
        return render("blocks/facts.html.j2", block=self)


@dataclass(frozen=True)
class SideBySide:
    """Lists that stand side by side where there is room, one below the other where there is not.

    `to` is the address in the page of the section that says more.
    """

    lists: Sequence[Bullets]
    to: str = ""

    def html(self) -> Markup:
        """Return the block as HTML."""
        return render("blocks/side_by_side.html.j2", block=self)


@dataclass(frozen=True)
class Bar:
    """A bar: whose it is, its value as it is written, its length in per cent of the longest."""

    label: str
    value: str
    length: float
    marked: bool = False


@dataclass(frozen=True)
class BarPanel:
    """The bars of one way, under its name; `chosen` sets them apart."""

    title: str
    bars: Sequence[Bar]
    chosen: bool = False


_SHORT = 6
"""Characters of a value beside a bar: 999,99."""


@dataclass(frozen=True)
class Bars:
    """A picture of bars in panels of one scale, drawn by the template over its data.

    Words are HTML, so they grow with the reader's letters; one drawing serves the phone, the screen
    and paper.
    """

    id: str
    title: str
    measure: str
    """What the bars measure, with unit, area and time."""
    panels: Sequence[BarPanel]
    alt: str

    @property
    def has_long_values(self) -> bool:
        """Whether a value needs more room on a phone than is beside most bars."""
        return any(len(bar.value) > _SHORT for panel in self.panels for bar in panel.bars)

    def html(self) -> Markup:
        """Return the block as HTML."""
        return render("blocks/bars.html.j2", block=self)


@dataclass(frozen=True)
class Dot:
    """A point on a row: its value on the axis, its outline, chosen (filled) or not."""

    value: float
    outline: Outline
    chosen: bool = False


@dataclass(frozen=True)
class DotRow:
    """A row: its name, its dots, the words about its lowest and highest dot, whether it stands
    out.
    """

    label: str
    dots: Sequence[Dot]
    words: str
    marked: bool = False


@dataclass(frozen=True)
class Dots:
    """A picture of dots in rows on one axis from zero, drawn by the template over its data, as
    `Bars` is.

    Parameters
    ----------
    end
        The value at the end of the axis, above zero.
    ticks
        The amounts on the axis as they are written, each with its value.
    """

    id: str
    rows: Sequence[DotRow]
    end: float
    ticks: Sequence[tuple[str, float]]
    alt: str
    caption: str

    def html(self) -> Markup:
        """Return the block as HTML."""
        return render("blocks/dots.html.j2", block=self, outlines=_OUTLINE_PATHS)


_CIRCLE = "M-{0} 0a{0} {0} 0 1 0 {1:g} 0a{0} {0} 0 1 0-{1:g} 0z".format(RADIUS, 2 * RADIUS)
_OUTLINE_PATHS: Mapping[Outline, str] = {
    outline: path_data([corners], closed=True) if corners else _CIRCLE
    for outline, corners in OUTLINES.items()
}
"""Each outline as the path that the page draws around a dot's place, in pixels."""


@dataclass(frozen=True)
class Formula:
    """A formula: in LaTeX for the page, in Typst for the PDF, in words for those who hear it."""

    latex: str
    typst: str
    words: str

    def html(self) -> Markup:
        """Return the formula as MathML, which browsers show and screen readers read without a
        script.
        """
        from latex2mathml.converter import convert

        return render(
            "blocks/formula.html.j2",
            mathml=Markup(convert(self.latex, display="block")),
            block=self,
        )


@dataclass(frozen=True)
class Code:
    """A command to be typed as it stands."""

    text: str

    def html(self) -> Markup:
        """Return the block as HTML."""
        return render("blocks/code.html.j2", block=self)


@dataclass(frozen=True)
class Folded:
    """Blocks that a reader of the page unfolds; on paper they stand open.

    What is `for_specialists` stands on paper only where the whole report is asked for.
    """

    summary: str
    blocks: Sequence[Block]
    for_specialists: bool = False

    def html(self) -> Markup:
        """Return the block as HTML."""
        return render("blocks/folded.html.j2", block=self)


@dataclass(frozen=True)
class OnPageOnly:
    """HTML that has a sense on the page only, such as the explorer; it is no part of the PDF."""

    markup: Markup

    def html(self) -> Markup:
        """Return the HTML."""
        return self.markup


Block = (
    Heading
    | Paragraph
    | Bullets
    | SideBySide
    | Bars
    | Dots
    | Facts
    | Formula
    | Code
    | Folded
    | OnPageOnly
    | Table
    | Picture
)


def as_data(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    """Return blocks as plain data (JSON), each with its `kind`, for the template of the PDF."""
    return [_one(block) for block in blocks if not isinstance(block, OnPageOnly)]


def _one(block: Block) -> dict[str, Any]:
    kind = "table" if isinstance(block, Table) else type(block).__name__.lower()
    if isinstance(block, Folded):
        return {
            "kind": kind,
            "summary": block.summary,
            "blocks": as_data(block.blocks),
            "for_specialists": block.for_specialists,
        }
    if isinstance(block, Picture):
        return {
            "kind": kind,
            "id": block.id,
            "svg": block.wide,
            "alt": block.alt,
            "caption": block.caption,
        }
    return {**asdict(block), "kind": kind}
