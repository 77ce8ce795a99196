"""A trial that is shared by a key of the analyst's own is a trial like any other."""

import pytest

from analyysi.agreement.parameters import RunParameters
from analyysi.comparison.case import Case
from analyysi.comparison.compare import compare_methods
from analyysi.comparison.own.own_key import with_own_key
from analyysi.comparison.own.own_record import additions_of_record, own_record
from analyysi.comparison.results import results_csv
from analyysi.comparison.trial.loading import load_case
from analyysi.comparison.trial.own_trial import shared_by
from analyysi.errors import ParameterError
from analyysi.project import Project


def with_sites(project: Project, parameters: RunParameters) -> Case:
    case = load_case(project, parameters)
    figures = {code: place for place, code in enumerate(case.problem.payers, start=1)}
    return with_own_key(
        case,
        "sites",
        figures,
        label="toimipaikat",
        unit="kpl",
        date="2022-09-30",
        source="Oma lasku",
    )


@pytest.mark.slow
def test_it_is_computed_again_from_its_parameters_and_record(project: Project) -> None:
    asked = RunParameters(
        agreement="kainuu-ict", year=2023, total="5000", participants="Paltamo, Kuhmo"
    )
    case = shared_by(project, with_sites(project, asked), "sites")
    comparison = compare_methods(case)
    assert comparison.chosen.id == "proportional-sites"
    assert comparison.chosen.cents == {"290": 166_667, "578": 333_333}  # 1 / 3 and 2 / 3 of 5 000
    assert case.asked is not None
    assert case.asked.folder_parts()[:3] == ("kokeilu", "total-5000", "key-sites")
    again = load_case(project, case.asked, additions=additions_of_record(own_record(comparison)))
    assert results_csv(compare_methods(again)) == results_csv(comparison)


@pytest.mark.slow
def test_a_method_that_shares_by_no_key_is_refused(project: Project) -> None:
    asked = RunParameters(agreement="kainuu-ict", year=2023, method="equal")
    with pytest.raises(ParameterError, match="'equal' shares by no key: leave key = 'sites' out"):
        shared_by(project, with_sites(project, asked), "sites")
