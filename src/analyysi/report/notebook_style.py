"""How a part of the report looks in a notebook: with the page's style sheet, and apart from it.

JupyterLab, VS Code and ``nbconvert --to html`` show a part among things of their own. So each part
lies in an element of a class, and the style sheet, which the first part carries for all, speaks of
what is inside that class only. The page itself gets the part without either.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

CLASS = "analyysi-part"
"""The class of the element that a part lies in. The page has no such class."""
_BEGIN = "<!-- analyysi: part -->"
_END = "<!-- analyysi: end -->"
"""Marks around what the page gets. No text of a part can hold one: `<` is escaped there."""
_SCOPE = f".{CLASS}" * 4
"""Said four times, a class outweighs every rule that a program has for the contents of a cell."""
_WHOLE_PAGE = re.compile(r"(?m)^(\s*)(?::root|html|body)(?= \{)")
_SHEET_OF_PAPER = re.compile(r"(?m)^\s*@page \{.*\}\n")
_UNDONE = """
:where(:not(svg, svg *, math, math *, img)) { all: revert; }
[hidden] { display: none; }
"""
"""Takes away what a program says of tables and headings; what is hidden stays so (the explorer,
whose script only the page has).
"""
_IN_NOTEBOOK = """
& { max-width: 62rem; padding: .5rem 1rem; text-align: left; white-space: normal; }
& > section > h2:first-child { margin-top: .5rem; }
.annex-start { display: none; }
"""
"""Beside the page's rules: room around a part on its white ground, in a dark theme too. A notebook
ends with the front page; what opens the annex below it is seen in the page.
"""


@dataclass
class SheetCarrier:
    """Which part of a report carries the style sheet: the first that is shown, and that one again
    where its cell is run again.
    """

    many_payers: bool
    """Whether the sheet has the rules of a report of many payers."""
    name: str = ""

    def sheet_of(self, name: str) -> str:
        """Return the style sheet if the part of that name carries it, now that it is shown; else
        nothing.
        """
        self.name = self.name or name
        return notebook_css(self.many_payers) if self.name == name else ""


def in_notebook(html: str, sheet: str) -> str:
    """Return a part as a notebook shows it.

    Parameters
    ----------
    html
        The part as it stands in the page. A part that shows nothing stays nothing.
    sheet
        The style sheet, if it carries it for itself and the parts of the other cells; else empty.
    """
    if not html:
        return html
    style = f"<style>{sheet}</style>\n" if sheet else ""
    return f'{style}<div class="{CLASS}">{_BEGIN}{html}{_END}</div>'


def in_page(shown: str) -> str:
    """Return a part as it stands in the page: what `in_notebook` was given.

    HTML without the marks, as of notebooks executed by earlier versions, is returned as it is.
    """
    if _BEGIN not in shown:
        return shown
    return shown[shown.index(_BEGIN) + len(_BEGIN) : shown.rindex(_END)]


@cache
def notebook_css(many_payers: bool) -> str:
    """Return the page's style sheet as rules for the insides of `CLASS`, and for nothing else.

    What a program's own style sheet says of tables and headings is first undone there; drawings
    and formulas, whose attributes are style, are left alone.

    Parameters
    ----------
    many_payers
        Whether with the rules of the page of many payers.
    """
    names = ["report.css", *(["many_payers.css"] if many_payers else [])]
    templates = files("analyysi.report") / "template"
    sheet = "".join((templates / name).read_text(encoding="utf-8") for name in names)
    scoped = _WHOLE_PAGE.sub(r"\1&", _SHEET_OF_PAPER.sub("", sheet))
    return f"\n{_SCOPE} {{{_UNDONE}{scoped}{_IN_NOTEBOOK}}}\n"
