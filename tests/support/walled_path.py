"""A year from its files to its shares, its next terms and its front page, without the libraries that
only analysts and drawings need.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

WALLED_OFF = frozenset(
    {
        *("pandas", "numpy", "matplotlib", "PIL", "pandera", "ijson", "requests"),
        *("latex2mathml", "babel", "bs4", "openpyxl", "xlsxwriter", "IPython", "nbformat"),
    }
)
"""Libraries that reading, comparing, searching and the front page do without."""


class Wall:
    """Refuses to find the libraries that are walled off, wherever they are imported."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name.partition(".")[0] in WALLED_OFF:
            raise ModuleNotFoundError(f"{name} is walled off", name=name)
        return None


def walked(folder: str, agreement: str, year: int, next_year: int) -> dict[str, object]:
    """Work out a year, and return what a reader would have of it, all as text."""
    from analyysi.comparison.case import load_year
    from analyysi.comparison.compare import compare_methods
    from analyysi.comparison.report_context import report_context
    from analyysi.comparison.results import results_csv
    from analyysi.drafting.moved.new_year import new_year
    from analyysi.languages.language_table import LANGUAGES
    from analyysi.project import Project
    from analyysi.report.page import Page
    from analyysi.report.sections.head import front_page

    project = Project(Path(folder))
    case = load_year(project, agreement, year)
    comparison, context = compare_methods(case), report_context(project, case)
    fronts = {}
    for language in LANGUAGES:
        fronts[language] = str(front_page(Page(comparison, language, "", context).reader))
    return {
        "results": results_csv(comparison),
        "fronts": fronts,
        "next year": new_year(project, agreement, next_year).text,
        "search": str(context.explanation.inference) if context.explanation else None,
    }


if __name__ == "__main__":
    sys.meta_path.insert(0, Wall())
    folder, agreement, year, next_year = sys.argv[1:]
    json.dump(walked(folder, agreement, int(year), int(next_year)), sys.stdout)
