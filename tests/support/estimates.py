"""A year whose population stands for a survey's answers, some of them marked as estimates."""

from collections.abc import Mapping
from dataclasses import replace

from analyysi.comparison.compare import Comparison
from analyysi.languages.local_text import LocalText

KEY, SURVEY = "population_2025", "kysely.csv"


def with_estimates(
    comparison: Comparison, sources: Mapping[str, str], origin: LocalText | None = None
) -> Comparison:
    """Return the year with the figures of some payers marked as estimates, each with its source.

    With an `origin` the table is no survey: the figures are from there.
    """
    terms = comparison.case.terms
    asked = terms.keys[KEY].model_copy(
        update={"snapshot": None, "survey": SURVEY, "origin": origin}
    )
    changed = terms.model_copy(update={"keys": {**terms.keys, KEY: asked}})
    case = replace(
        comparison.case, terms=changed, estimates={SURVEY: {asked.column: dict(sources)}}
    )
    return replace(comparison, case=case)
