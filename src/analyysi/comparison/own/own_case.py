"""A case with ways of sharing and keys of an analyst's own."""

from __future__ import annotations

from dataclasses import replace

from analyysi.comparison.case import Case, with_terms
from analyysi.comparison.own.own_rules import OwnRules


def with_own(case: Case, own_rules: OwnRules) -> Case:
    """Return the case with these ways of sharing and keys of the analyst's own, in the place of any
    that it has.

    Raises
    ------
    ParameterError
        If the terms choose an own way or key that is not among them.
    SchemaError
        If a payer has no figure of an own key.
    """
    plain = case.own_rules.removed_from(case.terms)
    tables = {**case.tables, **own_rules.tables}
    changed = with_terms(
        replace(case, own_rules=own_rules, tables=tables), own_rules.added_to(plain)
    )
    return replace(changed, asked=case.asked, trial=case.trial, replacements=case.replacements)
