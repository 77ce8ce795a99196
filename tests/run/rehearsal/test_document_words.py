"""What a rehearsal calls stages, phases and times."""

import pytest

from analyysi.report.language.words import Words
from analyysi.run.rehearsal.document_words import (
    PHASES,
    day_in_words,
    phase_in_words,
    stage_in_words,
    time_in_words,
)
from analyysi.sources.answers.treasury_documents import PHASES as KNOWN

FINNISH, SWEDISH = Words("fi", "EUR"), Words("sv", "EUR")


def test_every_phase_and_stage_has_its_word() -> None:
    assert tuple(PHASES) == KNOWN
    assert phase_in_words(FINNISH, "jalkikorjattu") == "jälkikorjattu"
    assert stage_in_words(FINNISH, "budget") == "päätetty talousarvio"
    assert stage_in_words(SWEDISH, "budget") == "beslutad budget"
    assert (phase_in_words(FINNISH, "x"), stage_in_words(FINNISH, "y")) == ("x", "y")


@pytest.mark.parametrize(
    ("stamp", "day", "time"),
    [
        ("2026-05-01 10:00:00.1", "1.5.2026", "1.5.2026 10:00:00"),
        ("2021-09-10T06:00:00Z", "10.9.2021", "10.9.2021 06:00:00"),
        ("eilen", "eilen", "eilen"),
        ("", "–", "–"),
    ],
)
def test_times_are_written_as_days_of_the_language(stamp: str, day: str, time: str) -> None:
    assert (day_in_words(FINNISH, stamp), time_in_words(FINNISH, stamp)) == (day, time)
