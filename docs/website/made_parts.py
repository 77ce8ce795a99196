"""What the site makes itself and documents ask for by `<!-- site: name -->`."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from os.path import relpath
from pathlib import Path, PurePosixPath

from analyysi.allocation.keys import KEY_CHANGES
from analyysi.allocation.methods import METHODS
from analyysi.allocation.steps.step_table import STEPS
from analyysi.allocation.whole_units.rounding import ROUNDING_RULES
from analyysi.desk.ways import method_name
from analyysi.languages.units import UNITS
from analyysi.money import MAIN_CURRENCY
from analyysi.report.language.words import Words
from website.documents import ROOT, Document
from website.words import FLOW, GALLERY, TABLE_HEADS, WORDS

Part = Callable[[Document], str]

REPORTS: tuple[tuple[str, str, int, str, str, str], ...] = (
    ("kainuu", "kainuu-ict", 2023, "", "fi", "html,pdf,docx,xlsx"),
    ("paltamo", "kainuu-ict", 2023, "Paltamo", "fi", "html,docx"),
    ("svenska", "kainuu-ict", 2023, "", "sv", "html,pdf"),
    ("dublin", "dublin-fire", 2013, "", "en", "html"),
)
"""The reports of the gallery: name, agreement, year, seat, language and papers."""
_PAPERS = {
    "report.html": "HTML",
    "report.pdf": "PDF",
    "agreement.docx": "Word",
    "agenda-item.docx": "Word",
    "shares.xlsx": "Excel",
}


def made_parts(site: Path, reports: bool) -> Mapping[str, Part]:
    """Return the parts by their names; the reports of the gallery are made at once."""
    if reports:
        _make_reports(site / "reports")
    return {
        "methods": _methods,
        "steps": _steps,
        "changes": _changes,
        "roundings": _roundings,
        "units": _units,
        "flow": _flow,
        "gallery": lambda document: _gallery(document, site),
    }


def _words(document: Document) -> Words:
    return Words(document.language, MAIN_CURRENCY)


def _methods(document: Document) -> str:
    words = _words(document)
    rows = []
    for row in METHODS.values():
        title = words.title(method_name(row))
        computed = title if row.formula is None else words.of(row.formula.words)
        rows.append((row.name, computed, row.reference))
    return _table(document, "methods", rows)


def _steps(document: Document) -> str:
    words = _words(document)
    return _table(document, "steps", [(row.name, words.of(row.title)) for row in STEPS.values()])


def _changes(document: Document) -> str:
    words = _words(document)
    rows = [(row.name, words.of(row.title)) for row in KEY_CHANGES.values()]
    return _table(document, "changes", rows)


def _roundings(document: Document) -> str:
    words = _words(document)
    rows = [(row.name, words.of(row.rule), row.reference) for row in ROUNDING_RULES.values()]
    return _table(document, "roundings", rows)


def _units(document: Document) -> str:
    words = _words(document)
    return _table(document, "units", [(row.name, words.of(row.words)) for row in UNITS.values()])


def _table(document: Document, name: str, rows: Iterable[Sequence[str]]) -> str:
    """Write a table whose first column is the name in a year's terms."""
    title, *heads = TABLE_HEADS[name][document.language]
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    body = []
    for code, *texts in rows:
        cells = "".join(f"<td>{escape(text)}</td>" for text in texts)
        body.append(f'<tr><th scope="row"><code>{escape(code)}</code></th>{cells}</tr>')
    return (
        f'<div class="scroll" role="group" aria-label="{escape(title)}" tabindex="0"><table>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table></div>\n"
    )


def _flow(document: Document) -> str:
    """Draw how the program works: boxes in a row, on a narrow screen one below the other."""
    boxes = "".join(
        f"<li><strong>{escape(title)}</strong> {escape(text)}</li>"
        for title, text in FLOW[document.language]
    )
    return f'<ol class="flow">{boxes}</ol>\n'


def _make_reports(folder: Path) -> None:
    for name, agreement, year, seat, language, papers in REPORTS:
        options = ["--years", str(year), "--languages", language, "--formats", papers, "--quiet"]
        if seat:
            options += ["--municipalities", seat]
        command = [sys.executable, "-m", "analyysi", "batch", "--agreements", agreement, *options]
        command += ["--output", str(folder / name), "--project", str(ROOT), "--workers", "1"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def _gallery(document: Document, site: Path) -> str:
    """List the reports that were made, each with its papers."""
    items = []
    for name, *_ in REPORTS:
        links = [
            f'<a href="{_way(document, path, site)}">{kind}</a>'
            for file, kind in _PAPERS.items()
            for path in sorted((site / "reports" / name).rglob(file))
        ]
        made = " · ".join(links) or escape(WORDS[document.language]["not_made"])
        items.append(f"<li>{escape(GALLERY[name][document.language])}<br>{made}</li>")
    return f"<ul>{''.join(items)}</ul>\n"


def _way(document: Document, path: Path, site: Path) -> str:
    page = PurePosixPath(document.page).parent.as_posix()
    return escape(relpath(path.relative_to(site).as_posix(), page).replace("\\", "/"))
