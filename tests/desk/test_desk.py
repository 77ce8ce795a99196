"""The analyst's desk: trials as exact as reports, faults in one sentence, and a draft that shares
as the trial did.
"""

from __future__ import annotations

import re
import sys

import nbformat
import pytest
from nbclient import NotebookClient

from analyysi.allocation.methods import Mix
from analyysi.comparison.compare import Comparison
from analyysi.desk.desk import Desk
from analyysi.errors import ReportError
from analyysi.project import Project
from support.desks import choose_method, entry, widgets_in

ID = "kainuu-ict"
KEY = "population_2025"


@pytest.fixture(scope="module")
def shown(project: Project) -> Desk:
    return Desk(str(project.root), agreement=ID, year=2027)


@pytest.fixture
def desk(shown: Desk) -> Desk:
    shown.controls.reset.click()
    return shown


def row(table: str, name: str) -> list[str]:
    """Return the cells of a row of the table as it is shown."""
    shown_row = re.search(rf'<th scope="row">{name}</th>(.*?)</tr>', table)
    assert shown_row is not None, name
    return re.findall(r"<td[^>]*>(.*?)</td>", shown_row[1])


@pytest.mark.slow
def test_the_desk_begins_with_the_terms(desk: Desk, kainuu_2027: Comparison) -> None:
    assert desk.tried is not None
    assert desk.tried.cents == kainuu_2027.chosen.cents
    assert "Tämä on kokeilu, ei päätös." in desk.status.value
    assert 'role="status"' in desk.status.value
    assert "Osuudet ovat valitun jaon mukaiset." in desk.status.value
    assert row(desk.table.value, "Sotkamo") == ["24\xa0765,56", "31,0", "2,44", "0,00", "+951,05"]
    assert row(desk.table.value, "Yhteensä") == ["80\xa0000,00", "100,0", "2,44", "0,00", "0,00"]
    assert "<caption" in desk.table.value
    assert 'alt="Pistekuvio' in desk.picture.value


@pytest.mark.slow
def test_changed_controls_change_table_and_picture(desk: Desk) -> None:
    pictures = [desk.picture.value]
    controls = desk.controls
    controls.total.value = "90 000,10"
    controls.payers["205"].value, controls.payers["578"].value = True, False
    pictures.append(desk.picture.value)
    assert row(desk.table.value, "Yhteensä")[0] == "90\xa0000,10"
    assert row(desk.table.value, "Paltamo") == [
        "–",
        "–",
        "–",
        "\u22127\xa0168,15",
        "\u22127\xa0325,24",
    ]
    assert (
        "Osuuksien summa on täsmälleen kokonaiskustannus: 90\xa0000,10\xa0€." in desk.status.value
    )
    choose_method(desk, "mix")
    # A mix begins from the way of sharing that stood there.
    assert entry(controls.ways.form, "equal").control.value == "0"
    assert entry(controls.ways.form, "keys").entries[KEY].value == "100"
    entry(controls.ways.form, "equal").control.value = "1/3"
    assert desk.fault == "Painojen summan on oltava 100\xa0%. Nyt summa on 4/3."
    assert desk.fault in controls.ways.form.alert.value
    entry(controls.ways.form, "keys").entries[KEY].value = "2/3"
    assert not desk.fault
    assert desk.tried is not None
    assert desk.tried.case.chosen.parameters == Mix.model_validate(
        {"equal": "1/3", "keys": {KEY: "2/3"}}
    )
    assert len({*pictures, desk.picture.value}) == 3
    frame = desk.frame()
    assert int(frame["amount_cents"].sum()) == 9_000_010
    assert int(frame.loc["578", "change_cents"]) == -716_815
    controls.reset.click()
    assert desk.tried is not None
    assert desk.tried.cents == desk.own.cents


@pytest.mark.slow
def test_a_fault_is_one_sentence_and_no_table_is_left(desk: Desk) -> None:
    for box in desk.controls.payers.values():
        box.value = False
    assert desk.fault == "Vähintään yhden on oltava mukana."
    assert desk.fault in desk.status.value
    assert 'role="alert"' in desk.status.value
    assert desk.table.value == desk.picture.value == ""
    assert desk.save.disabled
    assert desk.report.disabled
    with pytest.raises(ReportError, match="^Vähintään yhden on oltava mukana"):
        desk.frame()
    desk.controls.reset.click()
    assert desk.table.value
    assert not desk.save.disabled
    assert not desk.report.disabled


@pytest.mark.slow
def test_a_key_of_another_year_is_added_and_shared_by(project: Project) -> None:
    desk = Desk(str(project.root), agreement=ID, year=2027, language="en")
    keys = desk.controls.keys
    keys.search.value = "tax revenue 2020 terms"
    assert [title for title, _ in keys.list.options] == [
        "tax revenue 2020 (thousand euros; terms of 2023)"
    ]
    keys.list.index = 0
    keys.add.click()
    assert not keys.list.options
    choose_method(desk, "proportional")
    entry(desk.controls.ways.form, "key").control.value = "tax_revenue_2020"
    assert desk.fault == ""
    assert desk.tried is not None
    assert desk.tried.case.chosen.only_key == "tax_revenue_2020"
    assert "<strong>Tax revenue 2020.</strong>" in desk.controls.ways.rule.value
    desk.controls.total.value = "nothing"
    keys.search.value = "population 2020"
    keys.list.index = 0
    keys.add.click()
    # What was chosen stays when another key is offered.
    assert entry(desk.controls.ways.form, "key").control.value == "tax_revenue_2020"
    assert "population_2020" in desk.case.terms.keys


@pytest.mark.slow
def test_the_desk_speaks_english_and_marks_a_row(project: Project) -> None:
    desk = Desk(str(project.root), agreement=ID, year=2023, language="en", municipality="Paltamo")
    assert desk.controls.total.value == "80,000.00"
    assert desk.save.description == "Save as terms"
    assert desk.report.description == "Make the report"
    assert "This is a trial, not a decision." in desk.status.value
    assert '<tr class="marked"><th scope="row">Paltamo' in desk.table.value
    assert len(row(desk.table.value, "Paltamo")) == 4  # there is no year before


@pytest.mark.slow
def test_every_control_has_a_label(desk: Desk) -> None:
    unlabelled = [
        type(widget).__name__
        for widget in widgets_in(desk.box)
        if getattr(widget, "description", None) == ""
        and type(widget).__name__ not in ("HTML", "Output")
    ]
    assert unlabelled == []


@pytest.mark.slow
def test_without_ipywidgets_it_is_said_how_to_get_it(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    with pytest.raises(
        ReportError, match="^The desk needs ipywidgets.*analyysi\\[lab\\].*make lab.$"
    ):
        Desk(str(project.root), agreement=ID, year=2027)


@pytest.mark.notebook
def test_the_notebook_runs_from_top_to_bottom(project_copy: Project) -> None:
    notebook = nbformat.read(project_copy.notebooks / "tyopoyta.ipynb", as_version=4)
    resources = {"metadata": {"path": str(project_copy.notebooks)}}
    NotebookClient(notebook, kernel_name="python3", resources=resources).execute()
    shown, frame = [
        cell.outputs[0].data for cell in notebook.cells if cell.cell_type == "code" and cell.outputs
    ]
    assert "application/vnd.jupyter.widget-view+json" in shown
    assert "2476556" in frame["text/plain"]
