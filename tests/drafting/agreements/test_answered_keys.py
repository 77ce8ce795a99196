"""The key of a new agreement: population, equal parts, or stored figures by name."""

import pytest

from analyysi.drafting.agreements.answered_keys import check_key, population
from analyysi.drafting.agreements.answers import check_payers
from analyysi.errors import ParameterError
from analyysi.project import Project

PAYERS = "Puumala, 593, Juva"


@pytest.mark.slow
def test_equal_parts_need_no_key(project: Project) -> None:
    assert check_key(project, " equal ", check_payers(project, PAYERS), 2027) is None


@pytest.mark.slow
def test_the_population_is_that_of_the_newest_year_end(project: Project) -> None:
    payers = check_payers(project, PAYERS)
    named = population(project, payers, 2027)
    assert named is not None
    assert (named.name, str(named.key.reference_date)) == ("population_2025", "2025-12-31")
    assert named.counts_heads
    assert named.key.label.in_language("en") == "population on 31 December 2025"
    assert check_key(project, "population", payers, 2027) == named


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("populatoin", "'populatoin' is no key. Did you mean 'population'?"),
        ("kuntaliitto/areas-2016:land_area_km2", "is no key"),
        ("kuntaliitto/areas-2016:land_area_km:2016", "Did you mean 'land_area_km2'?"),
        ("kuntaliitto/areas-2061:land_area_km2:2016", "No snapshot 'kuntaliitto/areas-2061'"),
        ("kuntaliitto/areas-2016:land_area_km2:16", "'16' is not a year"),
    ],
)
def test_a_key_that_is_none_is_refused_with_the_nearest(
    project: Project, text: str, said: str
) -> None:
    with pytest.raises(ParameterError) as error:
        check_key(project, text, check_payers(project, PAYERS), 2027)
    assert said in str(error.value)
