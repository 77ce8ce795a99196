"""A case with ways of sharing and keys of an analyst's own."""

from __future__ import annotations

from dataclasses import replace

from analyysi.comparison.case import Case, with_terms
from analyysi.comparison.own.additions import Additions


def with_own(case: Case, additions: Additions) -> Case:
    """Return the case with these ways of sharing and keys of the analyst's own, in the place of any
    that it has.

    Raises
    ------
    ParameterError
        If the terms choose an own way or key that is not among them.
    SchemaError
        If a payer has no figure of an own key.
    """
    plain = case.additions.removed_from(case.terms)
    tables = {**case.tables, **additions.tables}
    changed = with_terms(
        replace(case, additions=additions, tables=tables), additions.added_to(plain)
    )
    return replace(changed, asked=case.asked, trial=case.trial, replacements=case.replacements)
