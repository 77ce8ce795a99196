"""The analyst's desk: trials as exact as reports, faults in one sentence, and a draft that shares
as the trial did.
"""

from __future__ import annotations

import re
import sys

import nbformat
import pytest
from nbclient import NotebookClient

from analyysi.comparison.compare import Comparison
from analyysi.desk.desk import Desk
from analyysi.desk.trial import EQUAL
from analyysi.errors import ReportError
from analyysi.project import Project

ID = "kainuu-ict"
KEY = "population_2025"


@pytest.fixture(scope="module")
def shown(project: Project) -> Desk:
    return Desk(str(project.root), agreement=ID, year=2027)


@pytest.fixture
def desk(shown: Desk) -> Desk:
    shown.reset.click()
    return shown


def row(table: str, name: str) -> list[str]:
    """Return the cells of a row of the table as it is shown."""
    found = re.search(rf'<th scope="row">{name}</th>(.*?)</tr>', table)
    assert found is not None, name
    return re.findall(r"<td[^>]*>(.*?)</td>", found[1])


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
    desk.total.value = "90 000,10"
    desk.payers["205"].value, desk.payers["578"].value = True, False
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
    desk.way.value = -1
    assert [entry.value for entry in desk.weights.values()] == ["0", "100"]
    desk.weights[EQUAL].value = "1/3"
    assert desk.fault == "Painojen summan on oltava 100\xa0%. Nyt summa on 4/3."
    desk.weights[KEY].value = "2/3"
    assert not desk.fault
    assert desk.tried is not None
    assert desk.tried.case.chosen.parameters.model_dump(mode="json") == {
        "equal": "1/3",
        "keys": {KEY: "2/3"},
    }
    assert len({*pictures, desk.picture.value}) == 3
    frame = desk.frame()
    assert int(frame["amount_cents"].sum()) == 9_000_010
    assert int(frame.loc["578", "change_cents"]) == -716_815
    desk.reset.click()
    assert desk.tried is not None
    assert desk.tried.cents == desk.own.cents


@pytest.mark.slow
@pytest.mark.parametrize(
    ("control", "value", "said"),
    [
        ("total", "80 000,123", "Kirjoita nollaa suurempi summa tässä muodossa: 80\xa0000,00"),
        ("total", "0", "Kirjoita nollaa suurempi summa tässä muodossa: 80\xa0000,00"),
        ("payers", False, "Vähintään yhden on oltava mukana."),
        (
            "weights",
            "puolet",
            "Anna jokainen paino prosentteina, kuten 12,5\xa0%, tai osana kokonaisuudesta, kuten "
            "1/3.",
        ),
    ],
)
def test_a_fault_is_one_sentence_and_no_table_is_left(
    desk: Desk, control: str, value: object, said: str
) -> None:
    desk.way.value = -1
    controls = getattr(desk, control)
    for one in controls.values() if isinstance(controls, dict) else [controls]:
        one.value = value
    assert desk.fault == said
    assert said in desk.status.value
    assert 'role="alert"' in desk.status.value
    assert desk.table.value == desk.picture.value == ""
    assert desk.save.disabled
    with pytest.raises(ReportError, match="^" + re.escape(said)):
        desk.frame()
    desk.reset.click()
    assert desk.table.value
    assert not desk.save.disabled


@pytest.mark.slow
def test_the_desk_speaks_english_and_marks_a_row(project: Project) -> None:
    desk = Desk(str(project.root), agreement=ID, year=2023, language="en", municipality="Paltamo")
    assert desk.total.value == "80,000.00"
    assert desk.save.description == "Save as terms"
    assert "This is a trial, not a decision." in desk.status.value
    assert '<tr class="marked"><th scope="row">Paltamo' in desk.table.value
    assert len(row(desk.table.value, "Paltamo")) == 4  # there is no year before


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
