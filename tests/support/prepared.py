"""A year whose calculation an office has made on a day. No such office has made it."""

from dataclasses import replace
from datetime import date

from analyysi.comparison.compare import Comparison
from analyysi.languages.local_text import LocalText

OFFICE = LocalText(
    fi="Paltamon taloustoimisto", sv="Paltamo ekonomibyrå", en="Finance office of Paltamo"
)
DAY = date(2026, 12, 3)
NAMED = {"prepared_by": OFFICE, "prepared_on": DAY}


def prepared_by_office(comparison: Comparison) -> Comparison:
    """Return the same splits, of terms that name the office and the day."""
    terms = comparison.case.terms.model_copy(update=NAMED)
    return replace(comparison, case=replace(comparison.case, terms=terms))


PREPARED = """prepared_by = { fi = "Taloustoimisto", sv = "Ekonomibyrån", en = "Finance office" }
prepared_on = 2026-12-03
"""
"""Lines of a terms file."""
