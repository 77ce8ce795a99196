"""The desk in one file: the page with the decided shares, the parts, and one agreement's files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from importlib.resources import files
from typing import Any

from jinja2 import PackageLoader
from markupsafe import Markup

from analyysi.comparison.case import load_year
from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.comparison.report_context import report_context
from analyysi.comparison.results import fingerprint
from analyysi.desk_file.build.packing import as_text, packed
from analyysi.desk_file.build.page_words import page_words
from analyysi.desk_file.build.parts import Parts
from analyysi.desk_file.build.project_files import project_files
from analyysi.desk_file.engine.state import foot_of, kicker_of, title_of
from analyysi.languages.language_table import LANGUAGES
from analyysi.project import Project
from analyysi.report.html import environment, policy_hash
from analyysi.report.language.wording import Wording
from analyysi.report.many_payers import are_many
from analyysi.report.page import Page
from analyysi.report.papers.exporter import explorer_script
from analyysi.report.reader import Reader
from analyysi.report.sections.explorer import explorer, sets_sums_apart
from analyysi.report.sections.head import front_page
from analyysi.report.tables import Column, Row, Table

_POLICY = (
    "default-src 'none'; script-src {scripts} 'wasm-unsafe-eval'; worker-src blob:; "
    "style-src 'unsafe-inline'; img-src data:; connect-src 'none'; form-action 'none'; "
    "base-uri 'none'"
)
"""Its scripts by their hashes, a worker of its own, and no connection to anything. The front page
of a trial has styles in its attributes.
"""

SCRIPTS = (
    ("start",),
    (
        *("core", "entries", "choices", "trial", "ways", "properties", "front"),
        *("doors", "table_sent", "table_door", "published_door", "second", "files", "audit"),
        *("drop", "begin"),
    ),
)
"""The scripts of `page/scripts/`, as they are joined in the page: the first alone, since it must
run in a browser that cannot read the others.
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
    reader = Page(comparison, language, "", report_context(project, comparison.case)).reader
    light = _light(reader)
    return put_together(
        parts,
        project_files(project, agreement),
        language,
        scripts=() if light is None else (light["script"],),
        title=title_of(words),
        kicker=kicker_of(words),
        words=page_words(words),
        foot=foot_of(comparison, words),
        shares=_shares(comparison, words),
        front=front_page(reader),
        light=light,
        data=_for_script(comparison, words),
    )


def put_together(
    parts: Parts,
    project: Mapping[str, bytes],
    language: str,
    *,
    scripts: Sequence[str] = (),
    **own: Any,
) -> str:
    """Return a page with the parts, the files of a project, and what it shows of its own.

    Parameters
    ----------
    scripts
        Further scripts that the policy allows.
    """
    joined = [_joined(names) for names in SCRIPTS]
    letters = {**parts.letters, "project": as_text(packed(project)).decode("ascii")}
    template = environment().overlay(loader=PackageLoader("analyysi.desk_file", "page"))
    return template.get_template("desk.html.j2").render(
        language=language,
        policy=_POLICY.format(scripts=" ".join(map(policy_hash, (*joined, *scripts)))),
        css=_style(),
        licences=parts.licences,
        worker=_own("worker.js"),
        unpacker=_own("unpacker.js"),
        modules=(files("analyysi.desk_file") / "build" / "site_modules.py").read_text("utf-8"),
        parts=[{"name": name, "letters": letters[name]} for name in letters],
        scripts=joined,
        **{"blank": False, "light": None, **own},
    )


def _own(name: str) -> str:
    return (files("analyysi.desk_file") / "page" / name).read_text(encoding="utf-8")


def _style() -> str:
    of_report = [_of_report(name) for name in ("report.css", "explorer.css")]
    return "".join([*of_report, _own("desk.css"), _own("doors.css")])


def _joined(names: Iterable[str]) -> str:
    return "".join(_own(f"scripts/{name}.js") for name in names).rstrip("\n")


def _of_report(name: str) -> str:
    return (files("analyysi.report") / "template" / name).read_text(encoding="utf-8")


def _for_script(comparison: Comparison, words: Wording) -> str:
    """Return what the scripts say and ask, as JSON."""
    case = comparison.case
    data = {
        "opening": {
            "kind": "open",
            "agreement": case.agreement.id,
            "year": case.terms.year,
            "language": words.language,
            "front": False,
        },
        "fingerprint": fingerprint(comparison),
        "words": {language: page_words(Wording(language, case)) for language in LANGUAGES},
    }
    return in_script(data)


def in_script(data: Mapping[str, Any]) -> str:
    """Return data as JSON that can stand in a script element."""
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


def _light(reader: Reader) -> dict[str, str] | None:
    """Return the report's explorer and its script, for a browser that cannot run the program; None
    where it would not be exact.
    """
    markup = explorer(reader)
    if markup is None:
        return None
    script = explorer_script(sets_sums_apart(reader.case), are_many(reader.comparison.payers))
    return {"markup": markup, "script": script.rstrip("\n")}


def _part(words: Wording, share: int, total: int) -> str:
    return words.numbers.plain(Fraction(100 * share, total), 2) if total else "–"
