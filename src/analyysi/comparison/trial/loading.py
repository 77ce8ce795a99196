"""From the parameters of a run to the case that they ask for: a year as it stands, or a trial."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from analyysi.agreement.parameters import RunParameters
from analyysi.agreement.reading import read_year, year_files
from analyysi.agreement.terms import Terms
from analyysi.comparison.case import Case, case_of, figures_of
from analyysi.comparison.own.additions import Additions
from analyysi.comparison.trial.budget_sentences import (
    lacking_budgets,
    partial_budgets,
    unread_budgets,
)
from analyysi.comparison.trial.newest_terms import Replacement, as_recorded, with_newest
from analyysi.comparison.trial.trial_terms import trial_sentences, trial_terms
from analyysi.errors import ParameterError, SchemaError, SourceError
from analyysi.project import Project


def load_case(
    project: Project,
    parameters: RunParameters,
    snapshots: Mapping[str, Sequence[str]] | None = None,
    additions: Additions | None = None,
) -> Case:
    """Read and check the agreement, the terms and the figures that a run's parameters ask for.

    Parameters
    ----------
    snapshots
        The snapshots that a trial on newer figures has used before (`Case.snapshots`): a second
        computation reads them again and fetches nothing. None: they are looked up, or fetched.
    additions
        Ways of sharing and keys of the analyst's own that the case has; a trial may choose them.

    Raises
    ------
    ParameterError, SourceError, SchemaError
        As `load_year` does, and for a trial that cannot be made (`trial_terms`).
    """
    files = year_files(project, parameters.agreement, parameters.year)
    agreement, terms = read_year(*files)
    additions = additions or Additions()
    tried = trial_terms(agreement, terms, parameters, additions.rows(agreement), additions.keys)
    tried, replacements = _on_other_figures(project, tried, parameters, snapshots)
    try:
        case = case_of(project, agreement, tried, files, additions)
    except (SchemaError, SourceError) as fault:
        if parameters.participants:
            _refuse_without_figures(case_of(project, agreement, terms, files), tried, fault)
        raise
    sentences = trial_sentences(terms, tried, parameters, replacements)
    if parameters.data != "frozen":
        sentences += partial_budgets(case.budgets, tried.participants)
        sentences += lacking_budgets(case.budgets, tried.participants)
        sentences += unread_budgets(project, tried)
    return replace(case, asked=parameters, trial=sentences, replacements=replacements)


def _refuse_without_figures(case: Case, tried: Terms, fault: Exception) -> None:
    """Refuse participants who have no figures to share by, and name the parties who have."""
    lacking = [code for code in tried.participants if not _has_figures(case, code)]
    if not lacking:
        return
    name_of = {party.code: party.name.main for party in case.agreement.parties}
    able = [name for code, name in name_of.items() if _has_figures(case, code)]
    raise ParameterError(
        "participants: {lacking} cannot take part in a trial of {agreement} {year}: the "
        "figures that it shares by ({keys}) are not of every party. Who can take "
        "part: {able}.",
        lacking=", ".join(name_of[code] for code in lacking),
        agreement=case.agreement.id,
        year=case.terms.year,
        keys=", ".join(case.terms.keys),
        able=", ".join(able),
    ) from fault


def _has_figures(case: Case, code: str) -> bool:
    try:
        figures_of(case, [code])
    except (SchemaError, SourceError):
        return False
    return True


def _on_other_figures(
    project: Project,
    terms: Terms,
    parameters: RunParameters,
    snapshots: Mapping[str, Sequence[str]] | None,
) -> tuple[Terms, tuple[Replacement, ...]]:
    """Return terms on the figures that a run asks for, and which snapshots these are."""
    if parameters.data == "frozen":
        return terms, ()
    if snapshots is not None:
        return as_recorded(terms, snapshots)
    if parameters.data == "newest":
        return with_newest(project, terms)
    # What asks the services is imported where something is asked.
    from analyysi.comparison.trial.pulled_terms import with_pulled

    return with_pulled(project, terms)
