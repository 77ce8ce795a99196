"""A year whose population stands for a survey's answers, some of them marked as estimates."""

from collections.abc import Mapping
from dataclasses import replace

from analyysi.comparison.compare import Comparison

KEY, SURVEY = "population_2025", "kysely.csv"


def with_estimates(comparison: Comparison, sources: Mapping[str, str]) -> Comparison:
    """Return the year with the figures of some payers marked as estimates, each with its source."""
    terms = comparison.case.terms
    asked = terms.keys[KEY].model_copy(update={"snapshot": None, "survey": SURVEY})
    changed = terms.model_copy(update={"keys": {**terms.keys, KEY: asked}})
    case = replace(
        comparison.case, terms=changed, estimates={SURVEY: {asked.column: dict(sources)}}
    )
    return replace(comparison, case=case)
