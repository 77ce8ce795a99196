"""From parameters to a case: the year as it stands, or a trial on other figures."""

from dataclasses import replace

import pytest

from analyysi.agreement.parameters import RunParameters
from analyysi.comparison.case import Case, load_year
from analyysi.comparison.compare import compare_methods
from analyysi.comparison.trial.loading import load_case
from analyysi.errors import ParameterError
from analyysi.project import Project
from analyysi.report.language.wording import Wording
from support.later_snapshot import LATER, USED, publish_later, row_of


def without_tables(case: Case) -> Case:
    """Return what can be compared of a case: frames of pandas cannot."""
    return replace(case, tables={})


@pytest.mark.slow
def test_the_parameters_of_a_run_lead_to_the_year_as_it_stands(project: Project) -> None:
    parameters = RunParameters(agreement="kainuu-ict", year=2027, language="sv")
    expected = replace(load_year(project, "kainuu-ict", 2027), asked=parameters)
    assert without_tables(load_case(project, parameters)) == without_tables(expected)


@pytest.mark.slow
def test_the_newest_stored_figures_are_read_and_named(project_copy: Project) -> None:
    parameters = RunParameters(agreement="kainuu-ict", year=2023, data="newest")
    nothing_newer = load_case(project_copy, parameters)
    words = Wording("fi", nothing_newer)
    assert [words.of(sentence) for sentence in nothing_newer.trial] == [
        "Ehtojen nimeämistä taulukoista ei ole tallessa uudempia aineistoja.",
        "Tallessa on myöhempien vuosien talousarvioita. Vuoden ehdot eivät nimeä niitä, joten niitä "
        "ei lueta: valtiokonttori/ktas-2025/2026-11-29 ja valtiokonttori/ktas-2026/2026-11-29.",
    ]
    row = row_of(project_copy, "578", 2021)
    publish_later(project_copy, row, row.replace(row.split(",")[-1], "9999"))
    tried = load_case(project_copy, parameters)
    assert tried.snapshots["population_2021"] == [LATER]
    assert tried.problem.keys["population_2021"]["578"] == 9999
    sentences = [Wording("fi", tried).of(sentence) for sentence in tried.trial]
    assert f"Aineiston {USED} tilalla on {LATER}." in sentences
    again = load_case(project_copy, parameters, tried.snapshots)
    assert compare_methods(again).chosen.cents == compare_methods(tried).chosen.cents
    frozen = RunParameters(agreement="kainuu-ict", year=2023)
    assert load_case(project_copy, frozen).problem.keys["population_2021"]["578"] != 9999


@pytest.mark.slow
def test_a_newer_snapshot_that_lacks_figures_is_named_and_so_again_by_the_record(
    project_copy: Project,
) -> None:
    parameters = RunParameters(agreement="kainuu-ict", year=2023, data="newest")
    publish_later(project_copy, row_of(project_copy, "578", 2021) + "\n", "")
    tried = load_case(project_copy, parameters)
    sentence = f"Aineistosta {LATER} puuttuu lukuja, joita tässä tarvitaan. Siksi on luettu {USED}."
    assert sentence in [Wording("fi", tried).of(told) for told in tried.trial]
    assert load_case(project_copy, parameters, tried.snapshots).trial == tried.trial


@pytest.mark.slow
def test_a_party_without_figures_cannot_take_part_and_those_who_can_are_named(
    project: Project,
) -> None:
    parameters = RunParameters(
        agreement="kainuu-ict", year=2023, participants="Paltamo, Kainuun liitto"
    )
    sentence = (
        "^participants: Kainuun liitto cannot take part in a trial of kainuu-ict 2023: .*population"
        ".* Who can take part: Hyrynsalmi, .*Suomussalmi"
    )
    with pytest.raises(ParameterError, match=sentence):
        load_case(project, parameters)
