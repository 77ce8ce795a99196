"""The floor: the computation, figures and tables of a report as one plain Python script, without
notebook and kernel.

    python benchmarks/plain_report.py PROJECT AGREEMENT YEAR LANGUAGE MUNICIPALITY FOLDER

It writes report.html and results.csv. Its page has the report's own front page, sections, pictures,
styles and scripts; the security policy and the foot on paper are what the report's last step adds.
"""

from __future__ import annotations

import json
import re
import sys
from importlib.resources import files
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from analyysi.agreement.report_parts import WITH_ANNEX
from analyysi.comparison.case import load_year
from analyysi.comparison.compare import compare_methods
from analyysi.comparison.report_context import report_context
from analyysi.project import Project
from analyysi.report.html import Fragment, environment
from analyysi.report.page import Page
from analyysi.report.sections.section import ANNEX_START


def calls_of(project: Project) -> list[str]:
    """Return the names of the report's methods that the project's notebook calls, in its order."""
    cells = json.loads((project.notebooks / "kustannustenjako.ipynb").read_text(encoding="utf-8"))[
        "cells"
    ]
    sources = ("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    return [
        call
        for source in sources
        for call in re.findall(r"^report\.(\w+)\(\)", source, flags=re.MULTILINE)
    ]


def page_part(page: Page, name: str) -> Fragment:
    """Return the part of the page that a call of that name shows."""
    part: Fragment = page.head() if name == "front" else getattr(page, name)()
    return part


def template_text(name: str) -> str:
    """Return a file of the report's template."""
    return (files("analyysi.report") / "template" / name).read_text(encoding="utf-8")


def styles_of(metadata: dict[str, Any]) -> list[str]:
    """Return the style sheets that the page needs."""
    sheets = ["report.css", "dark.css"]
    return [*sheets, *(f"{name}.css" for name in ("explorer", "many_payers") if metadata.get(name))]


def script_of(metadata: dict[str, Any]) -> str:
    """Return the explorer's script, if the page has one."""
    if not metadata.get("explorer"):
        return ""
    lines = Environment(line_statement_prefix="//%", keep_trailing_newline=True)
    sums, many = bool(metadata.get("explorer_sums")), bool(metadata.get("many_payers"))
    return lines.from_string(template_text("explorer.js")).render(sums=sums, many=many)


def plain_report(
    root: str, agreement: str, year: int, language: str, municipality: str, folder: Path
) -> None:
    """Make one report's page and results in a folder."""
    project = Project(Path(root))
    case = load_year(project, agreement, year)
    page = Page(compare_methods(case), language, municipality, report_context(project, case))
    fragments = [page_part(page, name) for name in calls_of(project)]
    head = next(part for part in fragments if part.role == "head")
    results = next(part for part in fragments if part.role == "results")
    body = [
        {"text": "", "html": Markup(part.html), **part.metadata}
        for part in fragments
        if part.role == "section"
    ]
    front, _, opening = head.html.partition(ANNEX_START)
    line, end, opening = opening.partition("</p>")
    whole = SimpleNamespace(
        part=WITH_ANNEX,
        metadata=head.metadata,
        policy="",
        css=Markup("".join(template_text(name) for name in styles_of(head.metadata))),
        script=Markup(script_of(head.metadata)),
        front=Markup(front),
        line=Markup(f"{ANNEX_START}{line}{end}"),
        opening=Markup(opening),
        sections=[part for part in body if "anchor" in part],
        body=body,
    )
    html = environment().get_template("index.html.j2").render(resources={"page": whole})
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "report.html").write_text(html, encoding="utf-8")
    (folder / "results.csv").write_text(results.extra["text/csv"], encoding="utf-8")


if __name__ == "__main__":
    root, agreement, year, language, municipality, folder = sys.argv[1:]
    plain_report(root, agreement, int(year), language, municipality, Path(folder))
