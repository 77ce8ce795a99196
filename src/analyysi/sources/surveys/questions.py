"""What a survey asks each payer: one figure for each column that a key of the terms reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from analyysi.agreement.key import Key
from analyysi.languages.local_text import LocalText
from analyysi.languages.units import Unit


@dataclass(frozen=True)
class Question:
    """One figure that every payer is asked for."""

    column: str
    """The column of the answers, as the key names it."""
    label: LocalText
    unit: Unit
    day: date | None
    """The day that the figure is of; None where nobody has named one."""


def questions_of(keys: Iterable[Key]) -> Mapping[str, tuple[Question, ...]]:
    """Return each survey that keys name, by its file, to what it asks.

    Several keys may read one column (as it is, and with a minimum): it is asked once, by the label
    of the first.
    """
    questions: dict[str, dict[str, Question]] = {}
    for key in keys:
        if key.survey is not None:
            of_survey = questions.setdefault(key.survey, {})
            asked = Question(key.column, key.label, key.counted, key.reference_date)
            of_survey.setdefault(key.column, asked)
    return {survey: tuple(asked.values()) for survey, asked in questions.items()}
