"""One report as a job: whatever is wrong is in the outcome, and nothing is raised."""

import pytest

from analyysi.agreement.parameters import RunParameters
from analyysi.project import Project
from analyysi.run import report
from analyysi.run.batch.report_job import ReportJob
from analyysi.run.unchanged import report_key

PARAMETERS = RunParameters(agreement="kainuu-ict", year=2023)


def job(project: Project, parameters: RunParameters = PARAMETERS, key: str = "") -> ReportJob:
    key = key or report_key(project, parameters)
    return ReportJob("kainuu-ict/2023", str(project.root), parameters, ("html",), key)


@pytest.mark.slow
def test_a_fault_in_the_parameters_is_the_outcome(project: Project) -> None:
    outcome = job(project, PARAMETERS.model_copy(update={"year": 1999})).carry_out()
    assert "has no terms for 1999" in outcome.fault
    assert (outcome.name, outcome.files, outcome.lost) == ("kainuu-ict/2023", {}, False)
    assert outcome.seconds > 0


@pytest.mark.slow
def test_a_report_of_other_figures_than_the_batch_began_with_is_refused(project: Project) -> None:
    outcome = job(project, key="another").carry_out()
    assert outcome.fault.startswith("kainuu-ict/2023: the figures, the terms or the program")
    assert outcome.files == {}


def test_a_fault_that_nobody_foresaw_is_named_by_its_class(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("by nothing")

    monkeypatch.setattr(report, "plan_report", broken)
    assert job(project).carry_out().fault == "ZeroDivisionError: by nothing"
