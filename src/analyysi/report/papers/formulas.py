"""Formulas that an analyst writes in LaTeX: MathML for the page, a drawing for the PDF.

A formula must be one that both can show, so that no paper differs from the page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from io import StringIO
from typing import Any
from xml.etree import ElementTree

from bs4 import BeautifulSoup
from bs4.element import Tag

from analyysi.errors import ReportError, Sentence
from analyysi.report.pictures.embedded import read_svg

_LONGEST = 1_000
_NOISE = r"^\w+Exception: |, found .*|\s*\(at char.*"
"""What an error of a reader of LaTeX says besides the cause."""

_SIZE = 9.75
"""Points of the paper's letters."""
# fmt: off
_MATHML = frozenset({
    "math", "mi", "mn", "mo", "mtext", "mspace", "mrow", "mfrac", "msqrt", "mroot", "mstyle",
    "mpadded", "mphantom", "menclose", "mfenced", "msub", "msup", "msubsup", "munder", "mover",
    "munderover", "mmultiscripts", "mtable", "mtr", "mtd", "mlabeledtr"
})
"""The elements that a formula may be made of."""
# fmt: on
_SAME_SIGN = {
    "ge": "geq",
    "le": "leq",
    "tfrac": "frac",
    "land": "wedge",
    "lor": "vee",
    "gets": "leftarrow",
    "lvert": "vert",
    "rvert": "vert",
}
"""LaTeX's commands that matplotlib knows by another name."""
_STYLE: list[Any] = ["default", {"svg.hashsalt": "analyysi", "svg.fonttype": "path"}]


@dataclass(frozen=True)
class OwnFormula:
    """A formula in LaTeX; `displayed` if it stands on a line of its own."""

    latex: str
    displayed: bool = False

    def mathml(self) -> str:
        """Return the formula as MathML, which browsers draw and screen readers read."""
        from latex2mathml.converter import convert_to_element

        display = "block" if self.displayed else "inline"
        written = ElementTree.tostring(
            convert_to_element(self.latex, display=display), encoding="unicode"
        )
        # The converter writes signs as references ("&#x02032;"), and what stands in a text as it
        # is: only the references are taken for what they say, so that no text becomes an element.
        return re.sub(r"&amp;(#x[0-9a-fA-F]+;)", r"&\1", written)

    @property
    def words(self) -> str:
        """The formula on one line without LaTeX, as it is heard: "√(n) ≥ 2"."""
        return _linear(BeautifulSoup(self.mathml(), "html.parser"))

    def drawing(self) -> dict[str, Any]:
        """Return the formula for the PDF: SVG, its size and depth below the line in points, and
        its alt text.
        """
        svg, height, depth = _drawn(self.latex)
        return {"formula": svg, "alt": self.words, "height": height, "depth": depth}


def read_formula(latex: str, displayed: bool = False) -> OwnFormula:
    """Return a formula that page and PDF can show.

    Raises
    ------
    ReportError
        If one of them cannot read it.
    """
    formula = OwnFormula(" ".join(latex.split()), displayed)
    if not formula.latex:
        raise ReportError("A formula is empty: write its LaTeX between the dollar signs.")
    if len(formula.latex) > _LONGEST:
        raise ReportError(
            "A formula has {signs} signs, and one of at most {most} can be drawn: '{start}…'. "
            "Write it in parts.",
            signs=len(formula.latex),
            most=_LONGEST,
            start=formula.latex[:60],
        )
    try:
        _check_mathml(formula)
        _drawn(formula.latex)
    except ReportError:
        raise
    except Exception as fault:
        lines = [line.strip() for line in str(fault).splitlines() if line.strip(" ^")]
        cause = re.sub(_NOISE, "", lines[-1]) if lines else Sentence("it is not complete")
        raise ReportError(
            "The formula '{formula}' cannot be read ({cause}): correct its LaTeX, or "
            "write a dollar sign that begins no formula as \\$.",
            formula=formula.latex,
            cause=cause,
        ) from fault
    return formula


def _check_mathml(formula: OwnFormula) -> None:
    """Refuse a formula that is more than a formula on the page, or shows nothing."""
    for tag in BeautifulSoup(formula.mathml(), "html.parser").find_all(True):
        if tag.name not in _MATHML or {"href", "style", "src"} & tag.attrs.keys():
            raise ReportError(
                "The formula '{formula}' has <{element}> in it, which is no part of a "
                "formula: write it as text outside the dollar signs.",
                formula=formula.latex,
                element=tag.name,
            )
    if not formula.words.strip():
        raise ReportError(
            "The formula '{formula}' shows nothing: write what it is to show between "
            "the dollar signs, or remove it.",
            formula=formula.latex,
        )


def _linear(tag: Tag) -> str:
    """Return a part of MathML on one line: a fraction with a slash, what is raised with a caret."""
    inner_tags = [child for child in tag.children if isinstance(child, Tag)]
    if not inner_tags:
        text = tag.get_text()
        return f" {text} " if tag.name == "mo" and text in "=≥≤≠<>+−-⋅×→" else text
    parts = [_linear(child) for child in inner_tags]
    inner = [part.strip() for part in parts]
    match tag.name:
        case "mfrac":
            return f"({inner[0]}) / ({inner[1]})"
        case "msqrt":
            return f"√({' '.join(inner)})"
        case "mroot":
            return f"{inner[1]}√({inner[0]})"
        case "msub" | "munder":
            return f"{inner[0]}_{_grouped(inner[1])} "
        case "msup" | "mover":
            return f"{inner[0]}^{_grouped(inner[1])} "
        case "msubsup" | "munderover":
            return f"{inner[0]}_{_grouped(inner[1])}^{_grouped(inner[2])} "
    return re.sub(r" +", " ", "".join(parts)).strip()


def _grouped(text: str) -> str:
    return text if len(text) < 2 or text.isalnum() else f"({text})"


@lru_cache(maxsize=256)
def _drawn(latex: str) -> tuple[str, float, float]:
    """Return a formula as SVG, with its height and the part of it below the line, in points."""
    # Not above: every report imports this module, and few have a formula.
    from matplotlib import style
    from matplotlib.font_manager import FontProperties
    from matplotlib.mathtext import MathTextParser, math_to_image

    letters = FontProperties(size=_SIZE)
    latex = re.sub(
        rf"\\({'|'.join(_SAME_SIGN)})(?![a-zA-Z])",
        lambda command: f"\\{_SAME_SIGN[command[1]]}",
        latex,
    )
    written = StringIO()
    with style.context(_STYLE):
        parsed = MathTextParser("path").parse(f"${latex}$", dpi=72, prop=letters)
        math_to_image(f"${latex}$", written, prop=letters, dpi=72, format="svg")
    # The drawing is in points as it is; `read_svg` takes pixels and returns points.
    picture = read_svg(written.getvalue(), Sentence("the formula"))
    return picture.drawing, float(parsed.height), float(parsed.depth)
