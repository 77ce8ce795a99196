"""A published decision that was examined, stored as a year."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

from analyysi.agreement.reading import (
    agreement_path,
    terms_of,
)
from analyysi.allocation.as_published import AS_PUBLISHED
from analyysi.allocation.inference.findings import Hit
from analyysi.comparison.history import shared_year
from analyysi.comparison.published.rules_in_words import hit_in_words, in_figures
from analyysi.drafting.decision_terms import decision_terms
from analyysi.drafting.examined_decision import ExaminedDecision
from analyysi.drafting.trial_files import draft_case
from analyysi.drafting.writing import write_new
from analyysi.errors import (
    AllocationError,
    ParameterError,
    SchemaError,
    Sentence,
    by_count,
    joined,
)
from analyysi.file_system.locks import tidy
from analyysi.languages.saying import Figure
from analyysi.project import Project
from analyysi.suggestions import did_you_mean

FOUND = "found"
"""The value of --rule that stores the rule if it is known."""

_MOST_LISTED = 5
"""How many possible rules a refusal lists."""


def import_decision(
    project: Project,
    examined: ExaminedDecision,
    source: str,
    decided_by: str,
    *,
    rule: str = AS_PUBLISHED.name,
    as_printed: bool = False,
) -> Path:
    """Store a published table as a year of its agreement, whole or not at all; no figure of it is
    changed.

    Parameters
    ----------
    source
        The decision: "Kunnanhallitus 12.12.2022 § 210".
    decided_by
        The body that decided: the code, the name or the board of a party, or any other in its own
        words.
    rule
        "as_published": the published cents. "found": the rule, if it is known. A number: that of
        the possible rules, as the search lists them.
    as_printed
        Store a table that does not add up too: the total is then the sum of the parts, and the
        difference is recorded.

    Raises
    ------
    SchemaError
        If the table does not add up, unless `as_printed`; or if it has no total to check it by.
    AllocationError
        If the rule is to be stored and is not known, or does not give every published cent.
    ParameterError
        If the year is there already, or `rule` is none of the above.
    """
    path = refuse_existing(project, examined.agreement.id, examined.year)
    _refuse_unknown(rule)
    _refuse_what_is_not_believed(examined, source, decided_by, as_printed=as_printed)
    hit = None if rule == AS_PUBLISHED.name else _storable(examined, rule)
    text = decision_terms(project, examined, source, decided_by, hit)
    name = path.name
    terms_of(text, examined.agreement, examined.year, project.relative(path))
    case = draft_case(project, examined.agreement.id, examined.year, {name: text})
    if dict(shared_year(case).cents) != examined.table.cents:
        raise AllocationError(
            "The rule found does not give every published cent when {name} is worked "
            "out. Nothing was written; store the table without --rule.",
            name=name,
        )
    write_new(project, {path: text})
    return path


def no_total(file: str) -> Sentence:
    """Say that nothing tells whether a table was read whole, and what to do."""
    return Sentence(
        "{file} has no total that its parts could be checked by, so it is not believed. Say what "
        "they come to by the decision, such as --total 80000; or --total unknown, if nobody knows.",
        file=file,
    )


def refuse_existing(project: Project, agreement_id: str, year: int) -> Path:
    """Return the path of a year that is not there yet; raise `ParameterError` if it is: it is never
    overwritten.
    """
    path = agreement_path(project, agreement_id).with_name(f"{year}.toml")
    if os.path.lexists(path):
        tidy(path.parent)
        raise ParameterError(
            "{path} is there already, and it is never overwritten. Move it away "
            "first, or look at the table alone with --dry-run.",
            path=project.relative(path),
        )
    return path


def _refuse_what_is_not_believed(
    examined: ExaminedDecision, source: str, decided_by: str, *, as_printed: bool
) -> None:
    if not source.strip() or not decided_by.strip():
        raise ParameterError(
            "Say where the decision stands and who decided: "
            "--source 'Kunnanhallitus 12.12.2022 § 210' "
            "--decided-by Paltamo."
        )
    if not examined.checked.adds_up and not as_printed:
        raise SchemaError(
            "{file} does not add up, so nothing was written. Correct the file by the "
            "decision, or store it as it is printed with --as-printed.",
            file=examined.table.file,
        )
    if not examined.checked.believed:
        raise SchemaError("{fault} Nothing was written.", fault=no_total(examined.table.file))


def _refuse_unknown(rule: str) -> None:
    if rule not in (AS_PUBLISHED.name, FOUND) and not re.fullmatch("[0-9]{1,6}", rule):
        raise ParameterError(
            "--rule {rule}: {as_published}, {found} or the number of a possible rule was "
            "expected.{near}",
            rule=rule,
            as_published=AS_PUBLISHED.name,
            found=FOUND,
            near=did_you_mean(rule, [AS_PUBLISHED.name, FOUND]),
        )


def _storable(examined: ExaminedDecision, rule: str) -> Hit:
    """Return the known rule, or the possible one of that number."""
    possible = examined.possible
    if rule == FOUND and examined.known is not None:
        return examined.known
    if rule != FOUND and 1 <= int(rule) <= len(possible):
        return possible[int(rule) - 1]
    if rule != FOUND and possible:
        raise AllocationError(
            "--rule {rule}: a number from 1 to {count} was expected, of a rule that "
            "{file} may come from: {rules}. Nothing was written.",
            rule=rule,
            count=len(possible),
            file=examined.table.file,
            rules=_listed(possible),
        )
    why = Sentence("no rule that was tried gives every published cent at a natural weight")
    how = Sentence("store the table without --rule.")
    if possible:
        why = by_count(
            len(possible),
            "{count} rule gives every published cent, and about {luck} would by luck alone: "
            "{rules}",
            "{count} rules give every published cent, and about {luck} would by luck alone: "
            "{rules}",
            luck=_luck(examined),
            rules=_listed(possible),
        )
        how = Sentence(
            "store the table without --rule, or one of these by its number, such as --rule 1."
        )
    raise AllocationError(
        "The rule behind {file} is not known: {why}. Nothing was written; {how}",
        file=examined.table.file,
        why=why,
        how=how,
    )


def _luck(examined: ExaminedDecision) -> Figure:
    return in_figures(examined.search.inference.by_luck if examined.search is not None else 0)


def _listed(possible: Sequence[Hit]) -> Sentence:
    rules = [
        Sentence("{number} {rule}", number=number, rule=hit_in_words(hit))
        for number, hit in enumerate(possible, start=1)
    ]
    more = len(rules) - _MOST_LISTED
    listed = joined(rules[:_MOST_LISTED], "; ")
    if more <= 0:
        return listed
    return Sentence("{rules}; and {count} more, which --dry-run lists", rules=listed, count=more)
