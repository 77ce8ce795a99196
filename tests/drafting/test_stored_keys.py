"""Stored figures as keys of terms."""

from datetime import date

import pytest

from analyysi.comparison.case import load_year
from analyysi.drafting.stored_keys import heads_of, is_population, named_key, population_names
from analyysi.project import Project
from analyysi.sources.figures import possible_keys
from analyysi.sources.keys import key_weights
from analyysi.sources.snapshots import load_snapshot


@pytest.mark.slow
def test_a_key_has_the_figures_that_it_was_made_of(project: Project) -> None:
    payers = load_year(project, "kainuu-ict", 2023).terms.participants
    stored = possible_keys(project, payers, date(2016, 1, 1))
    assert stored
    for figures in stored[::40]:
        named = named_key(project, figures)
        snapshot = load_snapshot(project, figures.snapshot, [named.key.rows])
        weights = key_weights(named.name, named.key, snapshot, payers, "a test")
        assert weights == {code: figures.of_payer[code] for code in payers}
        assert named.key.label.main


@pytest.mark.slow
def test_heads_are_counted_as_in_other_years_or_by_the_newest(project: Project) -> None:
    payers = load_year(project, "kainuu-ict", 2023).terms.participants
    stored = possible_keys(project, payers, date(2023, 1, 1))
    populations = [
        figures
        for figures in stored
        if figures.when == date(2020, 12, 31) and is_population(project, figures)
    ]
    first, last = populations[0], populations[-1]
    assert heads_of(populations, [last.snapshot]) == last
    assert heads_of(populations, [first.snapshot]) == first
    assert heads_of([], []) is None


def test_a_population_is_called_by_its_day_in_every_language() -> None:
    label, by = population_names(date(2021, 12, 31))
    assert label.texts == {
        "fi": "asukasluku 31.12.2021",
        "sv": "invånarantal 31.12.2021",
        "en": "population on 31 December 2021",
    }
    assert by.main == "asukasluvun 31.12.2021 mukaan"
