"""Each sentence on a change has two moods that say the same, of settled and of open years."""

import re
from dataclasses import replace

import pytest

from analyysi.comparison.case import Case
from analyysi.messages import Message
from analyysi.report.pieces import change_sentences
from analyysi.report.pieces.change_sentences import Moods, is_settled

MOODS = {name: row for name, row in vars(change_sentences).items() if isinstance(row, Moods)}


@pytest.mark.parametrize("name", MOODS)
def test_both_moods_have_the_same_values(name: str) -> None:
    moods = MOODS[name]
    settled, open_year = (
        set(re.findall(r"\{\w+\}", message.text)) for message in (moods.settled, moods.open)
    )
    assert settled == open_year
    assert " would " in moods.open.text
    assert " would " not in moods.settled.text


def test_a_mood_is_filled(four_years: tuple[Case, ...]) -> None:
    assert change_sentences.NONE_RISES.of(True) == Message("No share rises.", {})
    year = change_sentences.SAME.of(False, payer="Paltamo", now="1", before="2023")
    assert year.values == {"payer": "Paltamo", "now": "1", "before": "2023"}


def test_only_what_is_decided_or_published_is_settled(four_years: tuple[Case, ...]) -> None:
    case = four_years[3]
    assert not is_settled(case)
    decided = replace(case, terms=case.terms.model_copy(update={"status": "decided"}))
    assert is_settled(decided)
    assert not is_settled(replace(decided, trial=(Message("another total"),)))
