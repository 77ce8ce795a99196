"""The desk in a real JupyterLab: labels, keyboard, nothing cut, and the report behind its link."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from support.browser_tools import browser_missing
from support.jupyterlab import IDLE, MENUS, copied_project, driven, running_lab
from support.needed import need

pytestmark = [pytest.mark.browser, pytest.mark.notebook]


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    need(browser_missing())
    project = copied_project(tmp_path_factory.mktemp("project"))
    home = tmp_path_factory.mktemp("home")
    with running_lab(project, home) as address:
        work = {
            "url": address,
            "notebook": "notebooks/tyopoyta.ipynb",
            "idle": IDLE,
            "run": MENUS["run"],
            "out": str(home),
            "total": {"label": "Kokonaiskustannus, €", "text": "90 000"},
            "way": {"label": "Jakotapa", "option": "Yhdistelmä (valitse alla)"},
            "keys": "Muut jakoperusteet",
            "step": {
                "label": "Lisättävä vaihe",
                "option": "Muutoksen raja",
                "add": "Lisää vaihe",
            },
            "reset": "Palauta valittu jako",
            "report": "Tee raportti",
        }
        yield {**driven("desk.mjs", home, work), "project": project}


def test_a_total_typed_and_confirmed_is_computed(seen: dict[str, Any]) -> None:
    assert "80\xa0000,00\xa0€" in seen["before"]
    assert "90\xa0000,00\xa0€" in seen["after"]
    assert seen["faults"] == []


def test_what_a_step_lacks_is_said_at_its_field(seen: dict[str, Any]) -> None:
    assert seen["lacks"] == ["Anna suurin nousu, suurin lasku tai molemmat."]


def test_every_control_is_named_and_nothing_is_cut(seen: dict[str, Any]) -> None:
    assert len(seen["named"]) > 20
    assert "" not in seen["named"]
    assert seen["cut"] == []
    assert [shown for shown in seen["lists"] if shown["needs"] > shown["has"]] == []
    assert seen["violations"] == []


def test_the_report_is_made_and_its_link_leads_to_it(seen: dict[str, Any]) -> None:
    assert seen["linked"] == "reports/kainuu-ict/2027-kokeilu-total-90000/kokeilu-report.html"
    assert seen["href"].endswith(seen["linked"]) or "/files/" in seen["href"]
    assert seen["status"] == 200
    assert "KOKEILU: Kainuun" in seen["page"]
    assert (Path(seen["project"]) / seen["linked"]).is_file()
