"""The desk in one file: the page with the decided shares, the parts, and one agreement's files."""

from __future__ import annotations

import json
from fractions import Fraction
from importlib.resources import files

from jinja2 import PackageLoader
from markupsafe import Markup

from analyysi import __version__
from analyysi.comparison.case import load_year
from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.comparison.results import fingerprint
from analyysi.desk_file.build.packing import as_text, packed
from analyysi.desk_file.build.parts import Parts
from analyysi.desk_file.build.project_files import project_files
from analyysi.project import Project
from analyysi.report.html import environment, policy_hash
from analyysi.report.language.wording import Wording
from analyysi.report.pieces.preparation import preparation
from analyysi.report.tables import Column, Row, Table

_POLICY = (
    "default-src 'none'; script-src {script} 'wasm-unsafe-eval'; worker-src blob:; "
    "style-src 'unsafe-inline'; img-src data:; connect-src 'none'; form-action 'none'; "
    "base-uri 'none'"
)
"""Its one script by its hash, a worker of its own, and no connection to anything. The front page of
a trial has styles in its attributes.
"""


def desk_file(project: Project, parts: Parts, agreement: str, year: int, language: str) -> str:
    """Return the page of an agreement's years, opened at one of them; the same bytes each time.

    Raises
    ------
    AnalyysiError
        If a year of the agreement cannot be read.
    """
    comparison = compare_methods(load_year(project, agreement, year))
    words = Wording(language, comparison.case)
    script = _own("desk.js").rstrip("\n")
    letters = {**parts.letters}
    letters["project"] = as_text(packed(project_files(project, agreement))).decode("ascii")
    template = environment().overlay(loader=PackageLoader("analyysi.desk_file", "page"))
    return template.get_template("desk.html.j2").render(
        language=language,
        policy=_POLICY.format(script=policy_hash(script)),
        css=_report_css() + _own("desk.css"),
        title=_title(comparison, words),
        kicker=_kicker(comparison, words),
        words=_page_words(comparison, words),
        shares=_shares(comparison, words),
        licences=parts.licences,
        data=_for_script(comparison, words),
        worker=_own("worker.js"),
        parts=[{"name": name, "letters": letters[name]} for name in letters],
        script=script,
    )


def _own(name: str) -> str:
    return (files("analyysi.desk_file") / "page" / name).read_text(encoding="utf-8")


def _report_css() -> str:
    return (files("analyysi.report") / "template" / "report.css").read_text(encoding="utf-8")


def _title(comparison: Comparison, words: Wording) -> str:
    matter = comparison.case.agreement.subject.in_language(words.language)
    return words.say(
        "Calculator for {matter} {year}", matter=matter, year=str(comparison.case.terms.year)
    )


def _kicker(comparison: Comparison, words: Wording) -> str:
    prepared = preparation(comparison.case, words)
    return " · ".join(filter(None, (prepared.status, prepared.by, prepared.day_in_words)))


def _page_words(comparison: Comparison, words: Wording) -> dict[str, str]:
    say, terms = words.say, comparison.case.terms
    return {
        "skip": say("Skip to the content"),
        "what": say(
            "This file works out in your browser how the cost is shared, by the program that made "
            "the report. It needs no network and no installation, and sends nothing anywhere."
        ),
        "no_script": say(
            "Scripts are switched off here. The shares below can be read; to calculate, allow "
            "scripts for this file."
        ),
        "decided": say("Shares as they stand"),
        "licences": say("Licences"),
        "licences_shown": say("The licences of the programs in this file"),
        "foot": say(
            "{agreement} {year} · fingerprint {fingerprint} · analyysi {version}",
            agreement=comparison.case.agreement.id,
            year=str(terms.year),
            fingerprint=fingerprint(comparison),
            version=__version__,
        ),
    }


def _for_script(comparison: Comparison, words: Wording) -> str:
    """Return what the script says and asks, as JSON that can stand in a script element."""
    say, case = words.say, comparison.case
    opening = {
        "kind": "open",
        "agreement": case.agreement.id,
        "year": case.terms.year,
        "language": words.language,
    }
    data = {
        "opening": opening,
        "fingerprint": fingerprint(comparison),
        "steps": {
            "unpack": say("The calculator is starting: it is unpacked (1/4) …"),
            "python": say("The calculator is starting: Python is loaded (2/4) …"),
            "program": say("The calculator is starting: the program is loaded (3/4) …"),
            "figures": say("The calculator is starting: the figures are read (4/4) …"),
        },
        "ready": say("Calculated in this browser: the same shares and the same fingerprint."),
        "differs": say(
            "This browser came to other shares than the program. Do not use them; send this file "
            "to the person who made it."
        ),
        "failed": say(
            "The calculator did not start: {fault}. The shares below hold all the same.",
            fault="{fault}",
        ),
        "lacking": say(
            "This browser cannot calculate, since it lacks {lacking} or has it switched off. The "
            "shares below hold all the same. Open the file in another browser, or ask your IT "
            "support to allow WebAssembly for local files.",
            lacking="{lacking}",
        ),
    }
    return json.dumps(data, ensure_ascii=False, sort_keys=True).replace("</", "<\\/")


def _shares(comparison: Comparison, words: Wording) -> Markup:
    """Return the decided shares as a table, to the cent."""
    say, total = words.say, comparison.case.terms.total.value
    cents = comparison.chosen.cents
    rows = [
        Row(words.payer(code), (words.numbers.amount(share), _part(words, share, total)))
        for code, share in cents.items()
    ]
    rows.append(Row(say("Total"), (words.numbers.amount(total), _part(words, 1, 1)), total=True))
    columns = (Column(say("Share"), words.sign), Column(say("Share of the total"), "%"))
    caption = say("What each pays in {year}", year=str(comparison.case.terms.year))
    return Table("decided-shares", caption, words.payer_header(), columns, rows).html()


def _part(words: Wording, share: int, total: int) -> str:
    return words.numbers.plain(Fraction(100 * share, total), 2) if total else "–"
