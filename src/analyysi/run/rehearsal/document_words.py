"""What a rehearsal's report calls documents of the State Treasury, their stages, phases and
figures.
"""

from __future__ import annotations

from datetime import datetime

from analyysi.languages.plain_text import one_line
from analyysi.messages import Message
from analyysi.report.language.words import Words
from analyysi.run.rehearsal.stored import StoredDocument
from analyysi.sources.answers.treasury_documents import moment
from analyysi.sources.recipe import TreasuryRecipe

STAGES = {
    "budget": Message("decided budget"),
    "plan_1": Message("first plan year"),
    "plan_2": Message("second plan year"),
    "prior_amended": Message("amended budget of the year before"),
    "actual": Message("accounts"),
}
"""What a stage is called; one that is not here keeps its name of the recipe."""

PHASES = {
    "alustava": Message("preliminary (phase)"),
    "hyvaksytty": Message("approved (phase)"),
    "lopullinen": Message("final (phase)"),
    "jalkikorjattu": Message("corrected afterwards (phase)"),
}
"""What a phase of approval is called."""


def document_name(stored: StoredDocument) -> str:
    """Return the municipality and the period: "Paltamo 2026"."""
    return f"{one_line(stored.name)} {stored.document.period}"


def stage_in_words(words: Words, stage: str) -> str:
    """Return what a stage is called."""
    return words.of(STAGES[stage]) if stage in STAGES else stage


def phase_in_words(words: Words, phase: str) -> str:
    """Return what a phase of approval is called."""
    return words.of(PHASES[phase]) if phase in PHASES else phase


def column_in_words(words: Words, recipe: TreasuryRecipe, column: str) -> str:
    """Return what the figures of a column are."""
    return recipe.descriptions[column].or_main(words.language)


def day_in_words(words: Words, stamp: str) -> str:
    """Return the day of a time stamp; one that cannot be read as it is, and a dash for none."""
    text = moment(stamp)
    return words.numbers.day(datetime.fromisoformat(text).date()) if text else _unread(stamp)


def time_in_words(words: Words, stamp: str) -> str:
    """Return a time stamp as a day and a time of that day; one that cannot be read as it is, and a
    dash for none.
    """
    text = moment(stamp)
    if not text:
        return _unread(stamp)
    at = datetime.fromisoformat(text)
    return f"{words.numbers.day(at.date())} {at:%H:%M:%S}"


def _unread(stamp: str) -> str:
    return one_line(stamp) or "–"
