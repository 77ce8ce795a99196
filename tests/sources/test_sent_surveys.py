"""Answers as officials send them: read to the figures that stand there, or refused by cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from analyysi.agreement.key import Key
from analyysi.errors import AnalyysiError
from analyysi.sources.keys import key_weights
from analyysi.sources.schema import CODE
from analyysi.sources.survey import read_survey
from support.sent_surveys import SentSurvey, sent_surveys
from support.sent_tables import NAMES, PARTIES

KEY = Key(
    survey="kysely.csv",
    column="workstations",
    reference_date=date(2022, 8, 31),
    unit="workstations",
    label={"fi": "Työasemat", "sv": "Arbetsstationer", "en": "Workstations"},
    by={"fi": "työasemien mukaan", "sv": "enligt arbetsstationerna", "en": "by workstations"},
)
SURVEYS = {str(sent): sent for sent in sent_surveys()}


@dataclass(frozen=True)
class Outcome:
    """What came of a survey: figures and whose are estimates, or the sentence that refused it."""

    figures: Mapping[str, Decimal | None] | None
    estimated: frozenset[str] = frozenset()
    message: str = ""


def outcome(sent: SentSurvey, folder: Path) -> Outcome:
    path = folder / sent.file
    path.write_bytes(sent.content())
    try:
        survey = read_survey(path, sent.file, PARTIES, [KEY])
        answered = [code for code, figure in sent.figures.items() if figure is not None]
        weights = key_weights("workstations", KEY, survey, answered or NAMES, "2022.toml")
    except AnalyysiError as error:
        return Outcome(None, message=str(error))
    figures = dict(zip(survey.table[CODE], survey.table["workstations"], strict=True))
    assert {code: Fraction(figures[code]) for code in weights} == weights
    return Outcome(figures, frozenset(survey.estimated["workstations"]))


def test_there_are_many() -> None:
    assert len(SURVEYS) == len(sent_surveys()) >= 100


@pytest.mark.parametrize("name", SURVEYS)
def test_a_survey_is_read_or_refused_as_is_right(tmp_path: Path, name: str) -> None:
    sent = SURVEYS[name]
    result = outcome(sent, tmp_path)
    if result.figures is not None:
        assert sent.verdict != "refused", result.figures
        assert result.figures == sent.figures
        assert result.estimated == sent.estimated
        return
    assert sent.verdict != "read", result.message
    assert not sent.named or any(word in result.message for word in sent.named), result.message
    # A person typed the file: nobody has a manifest, a snapshot or a schema of it.
    assert not any(word in result.message for word in ("snapshot", "manifest", "schema", "restore"))
    assert len(result.message) < 4_000
