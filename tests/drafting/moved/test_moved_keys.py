"""Keys moved on to a later year, to the newest figures that are stored."""

import pytest

from analyysi.agreement.reading import read_agreement, read_terms
from analyysi.drafting.moved.moved_keys import MovedKeys
from analyysi.project import Project


def moved(project: Project, year: int) -> MovedKeys:
    agreement = read_agreement(project, "kainuu-ict")
    return MovedKeys(project, agreement, read_terms(project, agreement, 2027), year)


@pytest.mark.slow
def test_a_key_moves_to_the_figures_that_are_stored_and_names_those_asked_for(
    project: Project,
) -> None:
    keys = moved(project, 2028)
    assert keys.names == {"population_2025": "population_2026"}
    key = keys.by_name["population_2025"]
    assert (key.years, str(key.key.reference_date)) == (0, "2025-12-31")
    assert str(key.key.asked) == "2026-12-31"
    assert key.key.snapshot is not None


@pytest.mark.slow
def test_a_snapshot_suits_only_if_it_has_all_rows(project: Project) -> None:
    keys = moved(project, 2028)
    key = keys.by_name["population_2025"].key
    assert keys.suitable([key]) == key.snapshot
    later = key.model_copy(update={"rows": {"year": 2100}})
    assert keys.suitable([key, later]) is None
