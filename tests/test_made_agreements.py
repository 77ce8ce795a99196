"""The agreements that benchmarks measure by: real municipalities and populations, and marked as
nobody's.
"""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

from analyysi.agreement.reading import agreement_ids, years_of
from analyysi.agreement.texts import check_texts
from analyysi.comparison.case import load_year
from analyysi.comparison.compare import compare_methods
from support.many_payers import made_agreements


@pytest.fixture(scope="module")
def made() -> ModuleType:
    return made_agreements()


@pytest.mark.slow
def test_they_can_be_reported_in_every_language_and_say_what_they_are(
    made: ModuleType, tmp_path: Path
) -> None:
    project = made.write_project(tmp_path, regions=True, national=True, years=(2001, 2022, 2040))
    ids = agreement_ids(project)
    assert len(ids) == 20
    assert {"maakunta-kainuu", "maakunta-paijat-hame", "valtakunta"} <= set(ids)
    everybody: list[str] = []
    for name in ids:
        assert years_of(project, name) == [2001, 2022, 2040]
        case = load_year(project, name, 2022)
        assert case.agreement.subject.fi.startswith("Mittausta varten tehty jako")
        assert case.agreement.purpose.fi.startswith("Ei kenenkään sopimus; tehty mittausta varten")
        for language in ("fi", "sv", "en"):
            check_texts(case.agreement, case.terms, language)
        comparison = compare_methods(case)
        assert (
            sum(comparison.chosen.cents.values())
            == case.terms.total.value
            == len(comparison.payers) * 14_200_00
        )
        if name != made.NATIONAL:
            everybody += case.terms.participants
    national = load_year(project, made.NATIONAL, 2022)
    assert sorted(everybody) == sorted(national.terms.participants)
    # Statistics Finland: 5 548 241 inhabitants on 31 December 2021.
    assert sum(national.problem.keys["population_2021"].values()) == 5_548_241
    late = load_year(project, made.NATIONAL, 2040).terms.keys["population_2022"]
    assert (late.reference_date.year, late.asked.year if late.asked else None) == (2022, 2039)


def test_a_year_without_stored_figures_is_refused(made: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="from 2001 on"):
        made.write_project(tmp_path, years=(2000, 2001))
