"""What the page needs to know of the year that is open: payers, keys, methods, steps, rounding, and
what is entered for each.
"""

from __future__ import annotations

from typing import Any

from analyysi import __version__
from analyysi.agreement.reading import years_of
from analyysi.agreement.values import Frozen
from analyysi.allocation.method import Method
from analyysi.allocation.methods import METHODS
from analyysi.allocation.steps.step import Step
from analyysi.allocation.steps.step_table import STEPS
from analyysi.allocation.whole_units.rounding import ROUNDING_RULES
from analyysi.comparison.compare import Comparison
from analyysi.comparison.results import fingerprint
from analyysi.desk.fields import Field, Options, fields_of
from analyysi.desk.step_list import last_year_of
from analyysi.desk.trial import as_agreed, lacking, outsiders
from analyysi.desk.typed_parameters import as_typed
from analyysi.desk.ways import method_name
from analyysi.desk_file.engine.choices import typed_of
from analyysi.desk_file.engine.opened import Opened
from analyysi.desk_file.engine.shares_table import shown_amounts
from analyysi.desk_file.engine.shown_trial import Tried, shown
from analyysi.languages.language_table import LANGUAGES
from analyysi.messages import KeyName, Message
from analyysi.report.language.wording import Wording
from analyysi.report.pieces.preparation import preparation


def state(of: Tried) -> dict[str, Any]:
    """Return the year that is open, with a trial in it, as the page shows them."""
    opened = of.opened
    words, base = opened.words, opened.base
    return {
        "agreement": base.agreement.id,
        "year": base.terms.year,
        "language": opened.language,
        "years": years_of(opened.project, base.agreement.id),
        "languages": _languages(opened),
        "title": title_of(words),
        "kicker": kicker_of(words),
        "foot": foot_of(opened.comparison, words),
        "subject": base.agreement.subject.in_language(opened.language),
        "status": base.terms.status,
        "decimal_mark": words.numbers.decimal_mark,
        "sign": words.sign,
        "day": preparation(base, words).recorded(),
        "begun": bool(opened.begun),
        "fingerprint": fingerprint(opened.comparison),
        "data": opened.data,
        "focus": opened.focus,
        "payers": _payers(opened),
        "keys": _keys(opened),
        "methods": _methods(opened),
        "steps": [
            {
                **_row(row.name, words.title(row.title), row.parameters, words),
                "start": _start(row, opened),
            }
            for row in STEPS.values()
        ],
        "rounding": [
            {"name": row.name, "title": words.title(row.title), "rule": words.of(row.rule)}
            for row in ROUNDING_RULES.values()
        ],
        "decided": shown_own(opened),
        "choices": typed_of(opened, of.trial).model_dump(mode="json"),
        "trial": shown(of),
    }


def shown_own(opened: Opened) -> dict[str, Any]:
    """Return the decided shares."""
    own = opened.own
    return {
        "title": opened.words.title(own.title),
        "total": own.total,
        "cents": dict(own.cents),
        "shown": shown_amounts(own.shown.cents, opened.words),
        "choices": typed_of(opened, as_agreed(opened.base)).model_dump(mode="json"),
    }


def title_of(words: Wording) -> str:
    """Return the heading of a page on the year of some words."""
    matter = words.case.agreement.subject.in_language(words.language)
    year = str(words.case.terms.year)
    return words.say("Calculator for {matter} {year}", matter=matter, year=year)


def kicker_of(words: Wording) -> str:
    """Return the line above it: the status of the year, whose calculation it is, of which day."""
    prepared = preparation(words.case, words)
    return " · ".join(filter(None, (prepared.status, prepared.by, prepared.day_in_words)))


def foot_of(comparison: Comparison, words: Wording) -> str:
    """Return the last line: by which the year, its figures and the program are known."""
    return words.say(
        "{agreement} {year} · fingerprint {fingerprint} · analyysi {version}",
        agreement=comparison.case.agreement.id,
        year=str(comparison.case.terms.year),
        fingerprint=fingerprint(comparison),
        version=__version__,
    )


def _languages(opened: Opened) -> list[dict[str, str]]:
    """Return the languages that the agreement is written in, each by its own name."""
    written = opened.base.agreement.subject.texts
    return [
        {"code": row.code, "name": row.own_name}
        for row in LANGUAGES.values()
        if row.code in written
    ]


def _start(step: Step, opened: Opened) -> dict[str, Any]:
    """Return what an added step begins with, as it would be typed: last year's shares, where they
    are known.
    """
    previous = opened.previous
    if previous is None:
        return {}
    source = f"{previous.case.agreement.id} {previous.year}"
    contents = last_year_of(previous.cents, source, opened.base.terms.participants)
    fields = {field.name: field for field in fields_of(step.parameters)}
    if not contents.keys() <= fields.keys():
        return {}
    return {
        name: as_typed(fields[name], content, opened.words) for name, content in contents.items()
    }


def _payers(opened: Opened) -> list[dict[str, Any]]:
    """Return every party: who takes part, who could join, who lacks figures."""
    terms, words = opened.base.terms, opened.words
    joiners, _ = outsiders(opened.case)
    payers = []
    for party in opened.case.agreement.parties:
        takes_part = party.code in terms.participants
        can_join = party.code in joiners
        missing = [] if takes_part or can_join else lacking(opened.case, party.code)
        payers.append(
            {
                "code": party.code,
                "name": words.payer(party.code),
                "participant": takes_part,
                "can_join": can_join,
                "lacks": [_key_title(name, words) for name in missing],
            }
        )
    return payers


def _key_title(name: str, words: Wording) -> str:
    return words.title(Message("{key}", {"key": KeyName(name)}))


def _keys(opened: Opened) -> list[dict[str, Any]]:
    """Return every key of the terms and every added one, with its figures as they are written."""
    words, case = opened.words, opened.case
    keys = []
    for name, key in case.terms.keys.items():
        figures = case.problem.keys.get(name, {})
        keys.append(
            {
                "name": name,
                "title": _key_title(name, words),
                "unit": key.unit,
                "day": key.reference_date.isoformat() if key.reference_date else None,
                "source": key.source,
                "origin": None if key.origin is None else key.origin.or_main(words.language),
                "claim": key.claim,
                "added": name in opened.added,
                "file": str(key.survey) if name in opened.added else None,
                "figures": {code: str(figure) for code, figure in figures.items()},
            }
        )
    return keys


def _methods(opened: Opened) -> list[dict[str, Any]]:
    """Return the methods that can be chosen on the year, with what is entered for each."""
    problem, words = opened.case.problem, opened.words
    there = {"claims": bool(problem.claims), "game": problem.game is not None}
    rows = [row for row in METHODS.values() if there.get(row.kind, True)]
    chosen = opened.base.chosen.method
    return [_method(row, words) for row in rows if row.is_rule or row is chosen]


def _method(row: Method, words: Wording) -> dict[str, Any]:
    title = words.title(method_name(row))
    return {**_row(row.name, title, row.parameters, words), "kind": row.kind}


def _row(name: str, title: str, model: type[Frozen], words: Wording) -> dict[str, Any]:
    fields = [_field(field, words) for field in fields_of(model)]
    return {"name": name, "title": title, "fields": fields}


def _field(field: Field, words: Wording) -> dict[str, Any]:
    shape: Any = field.shape
    inner = getattr(shape, "fields", ())
    options = shape.words if isinstance(shape, Options) else {}
    kind, of = getattr(shape, "kind", None), getattr(shape, "of", None)
    return {
        "name": field.name,
        "label": words.of(field.words),
        "shape": type(shape).__name__.lower(),
        "kind": None if kind is None else kind.value,
        "of": None if of is None else of.value,
        "required": field.required,
        "default": as_typed(field, field.default, words),
        "fields": [_field(each, words) for each in inner],
        "options": {name: words.of(word) for name, word in options.items()},
    }
