"""What the page shows of a year when it opens: its fingerprint, results.csv, its front page."""

from __future__ import annotations

import json

from analyysi.comparison.case import load_year
from analyysi.comparison.compare import compare_methods
from analyysi.comparison.report_context import report_context
from analyysi.comparison.results import fingerprint, results_csv
from analyysi.errors import AnalyysiError
from analyysi.languages.saying import said
from analyysi.project import find_project
from analyysi.report.page import Page
from analyysi.report.sections.head import front_page


def answer(request: str) -> str:
    """Answer a request of the page, JSON for JSON.

    Parameters
    ----------
    request
        "kind" "open", the "agreement", the "year" and the reader's "language".

    Returns
    -------
    "fingerprint", "results" (results.csv) and "front" (HTML); or "fault", a sentence in the
    reader's language, if the year cannot be read.
    """
    asked = json.loads(request)
    try:
        shown = _shown(asked["agreement"], asked["year"], asked["language"])
    except AnalyysiError as fault:
        shown = {"fault": said(fault, asked["language"])}
    return json.dumps(shown, ensure_ascii=False)


def _shown(agreement: str, year: int, language: str) -> dict[str, str]:
    project = find_project()
    case = load_year(project, agreement, year)
    comparison = compare_methods(case)
    page = Page(comparison, language, "", report_context(project, case))
    return {
        "fingerprint": fingerprint(comparison),
        "results": results_csv(comparison),
        "front": str(front_page(page.reader)),
    }
