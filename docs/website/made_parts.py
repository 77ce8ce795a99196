"""What the site makes itself and documents ask for by `<!-- site: name -->`."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
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
from website.worked_examples import Example, ExampleWords, examples, rules_of

Part = Callable[[Document], str]

REPORTS: tuple[tuple[str, str, int, str, str, str], ...] = (
    ("kainuu", "kainuu-ict", 2023, "", "fi", "html,pdf,docx,xlsx"),
    ("paltamo", "kainuu-ict", 2023, "Paltamo", "fi", "html,docx"),
    ("svenska", "kainuu-ict", 2023, "", "sv", "html,pdf"),
    ("dublin", "dublin-fire", 2013, "", "en", "html"),
)
"""The reports of the gallery: name, agreement, year, seat, language and papers."""
_EXAMPLES = {
    "basic": ("basic", 600),
    "claims": ("claims", 200),
    "games": ("game", 90),
    "steps": ("steps", 600),
    "changes": ("keys", 600),
    "roundings": ("rounding", 10),
}
"""Parts with worked examples, to the kind and the total of those in docs/methods.md."""
_SAID = 2
"""The columns of a made table before its amounts."""
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
        **{name: partial(_worked, name) for name in _EXAMPLES},
        "units": _units,
        "flow": _flow,
        "gallery": lambda document: _gallery(document, site),
    }


def _worked(name: str, document: Document) -> str:
    """Write the rows of a kind with their rule and the shares of their example."""
    kind, total = _EXAMPLES[name]
    words = ExampleWords(document.language)
    shown = [row for row in examples() if row.kind == kind and row.total == total]
    heads = TABLE_HEADS[name][document.language]
    figures = [f"{code.upper()}: {figure}" for code, figure in shown[0].figures.items()]
    rows = []
    for row in shown:
        source = WORDS[document.language]["source"].format(_reference(row))
        said = _said(row, words) + (f" {source}" if _reference(row) else "")
        rows.append((row.name, _title(row, words), said, *row.printed))
    return _table([*heads, *figures], rows)


def _title(row: Example, words: Words) -> str:
    """Return the title of a row, empty for a rounding rule, which has none."""
    match row.kind:
        case "rounding":
            return ""
        case "steps":
            return words.title(STEPS[row.name].title)
        case "keys":
            return words.title(KEY_CHANGES[row.name].title)
        case _:
            return words.title(method_name(METHODS[row.name]))


def _reference(row: Example) -> str:
    """Return the source of a row, or nothing for steps and changes of keys."""
    if row.kind == "rounding":
        return ROUNDING_RULES[row.name].reference
    return METHODS[row.name].reference if row.name in METHODS else ""


def _said(row: Example, words: Words) -> str:
    """Return the formula of a method in words, if it has one, and the rule of the example."""
    formula = METHODS[row.name].formula if row.name in METHODS else None
    sentences = [] if formula is None else [words.of(formula.words)]
    if formula is None or row.parameters:
        sentences += [words.of(rule) for rule in rules_of(row)]
    return " ".join(sentences)


def _units(document: Document) -> str:
    words = Words(document.language, MAIN_CURRENCY)
    rows = [(row.name, "", words.of(row.words)) for row in UNITS.values()]
    return _table(TABLE_HEADS["units"][document.language], rows)


def _table(named: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a table by its name and its heads. A row is its name in a year's terms, its title if it
    has one, what is said of it, and amounts.
    """
    title, *heads = named
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads[:_SAID])
    head += "".join(f'<th scope="col" class="right">{escape(text)}</th>' for text in heads[_SAID:])
    body = []
    for code, row_title, said, *amounts in rows:
        name = f"<code>{escape(code).replace('_', '_<wbr>')}</code>"
        name = f"{escape(row_title)}<br>{name}" if row_title else name
        cells = "".join(f'<td class="right">{escape(amount)}</td>' for amount in amounts)
        body.append(f'<tr><th scope="row">{name}</th><td>{escape(said)}</td>{cells}</tr>')
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
