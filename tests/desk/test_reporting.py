"""The report of what is tried: as a trial where parameters say it, else of a draft saved first."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from analyysi.agreement.parameters import RunParameters
from analyysi.allocation.method import NoParameters
from analyysi.allocation.methods import ByKey, Mix
from analyysi.allocation.steps.bounds import Floor
from analyysi.allocation.steps.step_table import STEPS
from analyysi.comparison.case import Case, load_year
from analyysi.comparison.history import SharedYear
from analyysi.desk import reporting
from analyysi.desk.desk import Desk
from analyysi.desk.offered_keys import offered_keys, with_key
from analyysi.desk.reporting import Asked, Made, make, run_parameters
from analyysi.desk.trial import Trial, as_agreed, try_out
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


@pytest.mark.parametrize(
    ("change", "trial"),
    [
        (lambda own: own, {}),
        (lambda own: replace(own, total=9_000_050), {"total": "90000.50"}),
        (
            lambda own: replace(own, method="equal", parameters=NoParameters()),
            {"method": "equal"},
        ),
        (
            lambda own: replace(own, payers=own.payers[:-1], total=7_000_000),
            {"total": "70000", "participants": "105, 290, 578, 620, 697, 765"},
        ),
        (
            # The mix of the terms' own alternatives.
            lambda own: replace(
                own,
                method="mix",
                parameters=Mix.model_validate(
                    {"equal": "0.30", "keys": {"population_2025": "0.70"}}
                ),
            ),
            {"method": "mix", "key": "population_2025"},
        ),
    ],
)
def test_what_parameters_can_say_is_a_trial(
    project: Project, change: Callable[[Trial], Trial], trial: dict[str, str]
) -> None:
    case = load_year(project, ID, 2027)
    tried = try_out(case, change(as_agreed(case)))
    assert isinstance(tried, SharedYear)
    parameters = run_parameters(project, case, tried, ASKED)
    assert parameters is not None
    assert parameters.trial == trial


def test_what_parameters_cannot_say_has_none(project: Project) -> None:
    case = load_year(project, ID, 2027)
    mix = Mix.model_validate({"equal": "0.31", "keys": {"population_2025": "0.69"}})
    assert (
        run_parameters(project, case, tried_with(case, method="mix", parameters=mix), ASKED) is None
    )
    floor = (STEPS["floor"], Floor(amount="9000.00"))
    assert run_parameters(project, case, tried_with(case, steps=(floor,)), ASKED) is None
    assert run_parameters(project, case, tried_with(case, unit=100), ASKED) is None
    taxes = next(key for key in offered_keys(project, case) if key.name == "tax_revenue_2020")
    widened = with_key(project, case, taxes, "fi")
    assert not isinstance(widened, Message)
    by_taxes = tried_with(widened[0], parameters=ByKey(key=widened[1]))
    assert run_parameters(project, widened[0], by_taxes, ASKED) is None


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
