"""An analyst's own rules and keys as a report's record holds them, and rules made of it again.

A rule is code in a notebook. The record holds what it computed for the report: every problem that
the splits put to it, and its answers, exact. From these the report's own figures, and no others,
are computed again where the notebook is not at hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from analyysi.agreement.key import OwnKey
from analyysi.allocation.problem import Problem
from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.comparison.own.additions import Additions, OwnFigures
from analyysi.comparison.own.live_weights import is_live
from analyysi.comparison.own.own_case import with_own
from analyysi.comparison.own.own_rules import Compute, OwnMethod, Parties
from analyysi.errors import AllocationError

RULES, KEYS = "rules", "keys"


def own_record(comparison: Comparison) -> dict[str, Any] | None:
    """Return the own rules and keys of a comparison as plain data, None if it has none.

    All numbers are fractions as text. The rules are asked again, for exactly what the splits need.
    """
    case = comparison.case
    if not case.additions:
        return None
    answers: dict[str, list[dict[str, Any]]] = {rule.name: [] for rule in case.additions.methods}
    listening = tuple(
        replace(rule, compute=_listening(rule.compute, answers[rule.name]))
        for rule in case.additions.methods
    )
    compare_methods(with_own(case, replace(case.additions, methods=listening)))
    variants = {variant.method.name: variant for variant in case.own_variants}
    return {
        RULES: [
            {
                "name": rule.name,
                "title": rule.title,
                "key": rule.key,
                "live": is_live(case, variants[rule.name]),
                "answers": answers[rule.name],
            }
            for rule in case.additions.methods
        ],
        KEYS: {
            name: {
                **own_figures.key.model_dump(mode="json", exclude_defaults=True),
                "figures": _plain(own_figures.figures),
            }
            for name, own_figures in case.additions.keys.items()
        },
    }


def additions_of_record(record: Mapping[str, Any] | None) -> Additions:
    """Return the own rules and keys that a record holds; none of None.

    Such a rule answers what the record has an answer for, and raises `AllocationError` for anything
    else.
    """
    if record is None:
        return Additions()
    methods = tuple(
        OwnMethod(
            entry["name"],
            entry["title"],
            entry["key"],
            _as_recorded(entry["title"], entry["answers"]),
            entry["live"],
        )
        for entry in record[RULES]
    )
    keys = {}
    for name, entry in record[KEYS].items():
        declared = {field: content for field, content in entry.items() if field != "figures"}
        keys[name] = OwnFigures(OwnKey.model_validate(declared), _exact(entry["figures"]))
    return Additions(methods, keys)


def _listening(compute: Compute, answers: list[dict[str, Any]]) -> Compute:
    """Return the same rule, which adds each question and answer to a list."""

    def compute_and_note(
        problem: Problem, key: str | None, parties: Parties
    ) -> Mapping[str, Fraction]:
        answer = compute(problem, key, parties)
        noted = {"asked": _asked(problem, key), "answer": _plain(answer)}
        if noted not in answers:
            answers.append(noted)
        return answer

    return compute_and_note


def _as_recorded(title: str, answers: list[dict[str, Any]]) -> Compute:
    def compute(problem: Problem, key: str | None, parties: Parties) -> Mapping[str, Fraction]:
        asked = _asked(problem, key)
        for noted in answers:
            if noted["asked"] == asked:
                answer = _exact(noted["answer"])
                return {code: answer[code] for code in problem.payers}
        raise AllocationError(
            "The rule '{title}' stands in the notebook of the report: its record "
            "says only what the rule gave there. Run the notebook to share anything "
            "else by it.",
            title=title,
        )

    return compute


def _asked(problem: Problem, key: str | None) -> dict[str, Any]:
    """Return what distinguishes a question to a rule: the key's figures, or the sum and all."""
    if key is not None:
        return {"figures": _plain(problem.weights(key).among(problem.payers))}
    figures = {}
    for name, known in sorted(problem.keys.items()):
        figures[name] = _plain({code: known[code] for code in problem.payers if code in known})
    return {"total": str(problem.total), "payers": sorted(problem.payers), "figures": figures}


def _plain(figures: Mapping[str, Fraction]) -> dict[str, str]:
    return {code: str(figures[code]) for code in sorted(figures)}


def _exact(figures: Mapping[str, str]) -> dict[str, Fraction]:
    return {code: Fraction(text) for code, text in figures.items()}
