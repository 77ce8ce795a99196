"""The floor: the computation, figures and tables of a report as one plain Python script, without
notebook and kernel.

    python benchmarks/plain_report.py PROJECT AGREEMENT YEAR LANGUAGE MUNICIPALITY FOLDER

It writes report.html and results.csv. Its page is the report's own but for what nbconvert makes of
the same HTML on its way out (the case of the doctype, how a sign is coded).
"""

from __future__ import annotations

import json
import re
import sys
from importlib.resources import files
from pathlib import Path
from types import SimpleNamespace

from markupsafe import Markup

from analyysi.comparison.case import load_year
from analyysi.comparison.compare import compare_methods
from analyysi.comparison.report_context import report_context
from analyysi.project import Project
from analyysi.report.html import environment
from analyysi.report.page import Page


def calls_of(project: Project) -> list[str]:
    """Return the names of the page's methods that the project's notebook calls, in its order."""
    cells = json.loads((project.notebooks / "kustannustenjako.ipynb").read_text(encoding="utf-8"))[
        "cells"
    ]
    sources = ("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    return [
        call
        for source in sources
        for call in re.findall(r"^page\.(\w+)\(\)", source, flags=re.MULTILINE)
    ]


def plain_report(
    root: str, agreement: str, year: int, language: str, municipality: str, folder: Path
) -> None:
    """Make one report's page and results in a folder."""
    project = Project(Path(root))
    case = load_year(project, agreement, year)
    page = Page(compare_methods(case), language, municipality, report_context(project, case))
    head, *shown, results = [getattr(page, name)() for name in calls_of(project)]
    page_sections = [section for section in shown if section.role == "section"]
    template = files("analyysi.report") / "template"
    names = ["report.css", *(["explorer.css"] if head.metadata["explorer"] else [])]
    body = [
        {"markdown": "", "html": Markup(section.html), **section.metadata}
        for section in page_sections
    ]
    whole = SimpleNamespace(
        metadata=head.metadata,
        policy="",
        css=Markup("".join((template / name).read_text(encoding="utf-8") for name in names)),
        script=Markup((template / "explorer.js").read_text(encoding="utf-8"))
        if head.metadata["explorer"]
        else "",
        sections=body,
        body=body,
        head=Markup(head.html),
    )
    environment().filters.setdefault("markdown2html", str)
    html = environment().get_template("index.html.j2").render(resources={"page": whole})
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "report.html").write_text(html, encoding="utf-8")
    (folder / "results.csv").write_text(results.extra["text/csv"], encoding="utf-8")


if __name__ == "__main__":
    root, agreement, year, language, municipality, folder = sys.argv[1:]
    plain_report(root, agreement, int(year), language, municipality, Path(folder))
