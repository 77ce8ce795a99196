"""The report of what is tried: as a trial where parameters say it, else of a draft saved first."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from analyysi.agreement.parameters import RunParameters
from analyysi.allocation.steps.bounds import Floor
from analyysi.allocation.steps.step_table import STEPS
from analyysi.comparison.case import Case, load_year
from analyysi.comparison.history import SharedYear
from analyysi.desk import reporting
from analyysi.desk.desk import Desk
from analyysi.desk.reporting import Made, make
from analyysi.desk.run_of_trial import Asked
from analyysi.desk.trial import as_agreed, try_out
from analyysi.errors import ReportError
from analyysi.messages import Message
from analyysi.project import Project
from support.desks import add_step, entry
from support.short_notebook import with_short_notebook

pytestmark = pytest.mark.slow

ID = "kainuu-ict"
ASKED = Asked("fi", "", ("html",), 2028)


def tried_with(case: Case, **changes: Any) -> SharedYear:
    tried = try_out(case, replace(as_agreed(case), **changes))
    assert isinstance(tried, SharedYear)
    return tried


@pytest.fixture
def asked_for(monkeypatch: pytest.MonkeyPatch) -> list[RunParameters]:
    """Which reports are asked for, instead of making them."""
    parameters_of_reports: list[RunParameters] = []

    def note(project: Project, parameters: RunParameters, *more: Any, **named: Any) -> Any:
        parameters_of_reports.append(parameters)
        return (project.reports / ID / str(parameters.year) / "report.html",)

    monkeypatch.setattr(reporting, "make_report", note)
    return parameters_of_reports


def test_a_draft_is_saved_where_parameters_do_not_say_it(
    project_copy: Project, asked_for: list[RunParameters]
) -> None:
    case = load_year(project_copy, ID, 2027)
    floor = (STEPS["floor"], Floor(amount="9000.00"))
    doing: list[str] = []
    made = make(
        project_copy,
        case,
        tried_with(case, steps=(floor,)),
        Asked("sv", "578", ("html",), 2028),
        lambda what: doing.append(what.text),
    )
    assert isinstance(made, Made)
    assert made.saved is not None
    assert (project_copy.agreements / ID / "2028.toml").is_file()
    assert asked_for == [RunParameters(agreement=ID, year=2028, language="sv", municipality="578")]
    assert doing == ["Saving the draft …", "Making the report …"]
    # A draft that cannot be saved stops it.
    refused = make(
        project_copy, case, tried_with(case, steps=(floor,)), replace(ASKED, draft_year=2027), print
    )
    assert isinstance(refused, Message)
    assert len(asked_for) == 1


def test_a_fault_of_the_report_is_a_sentence(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: Any, **named: Any) -> None:
        raise ReportError("The notebook stopped.")

    monkeypatch.setattr(reporting, "make_report", fail)
    case = load_year(project, ID, 2027)
    outcome = make(project, case, tried_with(case, total=9_000_000), ASKED, lambda what: None)
    assert outcome == Message(
        "The report was not made. {reason}", {"reason": "The notebook stopped."}
    )


@pytest.mark.notebook
def test_the_desk_makes_the_report_of_what_is_tried(project_copy: Project) -> None:
    with_short_notebook(project_copy)
    before = sorted(path.name for path in (project_copy.agreements / ID).iterdir())
    desk = Desk(str(project_copy.root), agreement=ID, year=2027)
    desk.controls.total.value = "90 000"
    desk.report.click()
    assert "Raportti on valmis:" in desk.made.value
    [folder] = (project_copy.reports / ID).iterdir()
    assert folder.name == "2027-kokeilu-total-90000"
    record = json.loads(next(folder.glob("*run.json")).read_text(encoding="utf-8"))
    assert record["parameters"]["total"] == "90000"
    shown = desk.links.outputs[0]["data"]["text/plain"]
    assert Path(project_copy.root / shown).is_file()
    assert sorted(path.name for path in (project_copy.agreements / ID).iterdir()) == before
    assert not desk.report.disabled
    # A step is no parameter: the draft is saved, and the report is that of the draft.
    form = add_step(desk, "floor")
    entry(form, "amount").control.value = "9000"
    assert desk.links.outputs == ()
    desk.report.click()
    assert "saved" not in desk.made.value
    assert "tallennetusta vuoden 2028 luonnoksesta" in desk.made.value
    assert "Luonnos on tallennettu" in desk.saved.value
    assert (project_copy.reports / ID / "2028" / "report.html").is_file()
    for box in desk.papers.values():
        box.value = False
    desk.report.click()
    assert "Valitse vähintään yksi asiakirja." in desk.made.value
