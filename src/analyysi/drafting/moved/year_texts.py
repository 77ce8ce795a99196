"""What a draft says to the report's reader of a year whose terms were drafted from another's."""

from __future__ import annotations

from analyysi.agreement.terms import Terms
from analyysi.agreement.total import Capped
from analyysi.allocation.steps.step_table import STEPS
from analyysi.languages.catalogue import in_every_language
from analyysi.languages.local_text import LocalText


def total_source(before: int, year: int) -> LocalText:
    """Say that the total is that of the year before."""
    return in_every_language(
        "Assumption: the total cost is the same as in {before}. "
        "The sum for {year} has not been decided yet.",
        before=str(before),
        year=str(year),
    )


def limit_source(before: int, year: int) -> LocalText:
    """Say that the total is the limit that follows from that of the year before."""
    return in_every_language(
        "Assumption: the total cost is the limit that follows from {before}. "
        "The sum for {year} has not been decided yet.",
        before=str(before),
        year=str(year),
    )


def change_source(year: int) -> LocalText:
    """Say that no change of the total is known yet."""
    return in_every_language(
        "Assumption: no change. That of {year} has not been decided yet.", year=str(year)
    )


def method_reason(before: int, year: int) -> LocalText:
    """Say why the method of the year before is used."""
    return in_every_language(
        "The way of sharing of {before} is used until that of {year} has been decided.",
        before=str(before),
        year=str(year),
    )


def method_source(before: int, year: int) -> LocalText:
    """Say whose the method is."""
    return in_every_language(
        "The way of sharing is that of {before}. That of {year} has not been decided yet.",
        before=str(before),
        year=str(year),
    )


def _texts(before: str, year: str) -> dict[str, LocalText]:
    """Return what may not be known of a year drafted from the one before, by the draft's marks."""
    both = {"before": before, "year": year}
    return {
        "total": in_every_language(
            "The total cost of {year}. The sum of {before} is used here.", **both
        ),
        "method": in_every_language(
            "The way of sharing of {year}. That of {before} is used here.", **both
        ),
        "participants": in_every_language(
            "The participants of {year}. Those of {before} are included here.", **both
        ),
        "game": in_every_language(
            "The costs of {year} that the sharing rests on. Those of {before} are used here.",
            **both,
        ),
        "settlement": in_every_language(
            "The actual cost of {before}. Its settlement is not included in {year}.", **both
        ),
    }


def unknown_of(terms: Terms, year: int) -> dict[str, LocalText]:
    """Return what is not known yet of a year that was drafted from these terms, by the marks of a
    draft.
    """
    texts = _texts(str(terms.year), str(year))
    rule = terms.total.from_last_year
    if isinstance(rule, Capped) and rule.change < 0 and year == terms.year + 1:
        texts["total"] = in_every_language(
            "The total cost of {year}. The limit that follows from {before} is used here.",
            before=str(terms.year),
            year=str(year),
        )
    if terms.game is None:
        del texts["game"]
    if not any(STEPS[step.name].settles_actual_cost for step in terms.steps):
        del texts["settlement"]
    return texts
