"""What the page of the desk file asks in its day, with and without the libraries that only analysts
and drawings need.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from support.walled_path import Wall


def asked() -> list[dict[str, Any]]:
    """Return an answer to each kind of request."""
    from support.desk_files import ID, KEY_WORDS, MIX, PUBLISHED, WORKSTATIONS, YEAR, Page
    from support.places import ROOT

    page = Page()
    choices = page.changed(total="100 000,00", rounding="webster", **MIX)
    edition = ROOT / "reports" / ID / "published" / "2023" / "edition-4"
    saved = page.ask("trial", choices=choices)
    return [
        page.ask("open", agreement=ID, year=YEAR, language="sv", municipality="Paltamo"),
        page.ask("change", choices=choices),
        page.ask("others", choices=choices),
        page.ask("front", choices=choices),
        page.ask("properties", choices=choices),
        page.ask("compare", choices=page.changed(), second=choices),
        page.ask("published", text=PUBLISHED),
        page.ask("trial", saved=saved["saved"]),
        page.ask("table", text=WORKSTATIONS, key=KEY_WORDS),
        page.ask("download", file="results", choices=choices),
        page.ask("download", file="year", choices=choices),
        page.ask("recompute", text=(edition / "run.json").read_text(encoding="utf-8")),
    ]


def lacking() -> str:
    """Return what is said where a workbook is asked for and nothing can write it."""
    from support.desk_files import Page

    return Page().fault("download", file="workbook")


if __name__ == "__main__":
    sys.meta_path.insert(0, Wall())
    json.dump(lacking() if sys.argv[1:] else asked(), sys.stdout)
