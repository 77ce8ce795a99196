"""The steps at the desk: those of the terms first, then added, moved, changed and taken away."""

from __future__ import annotations

from typing import Any

import ipywidgets
import pytest

from analyysi.allocation.steps.bounds import Cap, Floor
from analyysi.allocation.steps.step_table import STEPS
from analyysi.comparison.compare import Comparison
from analyysi.desk.fields import Kind
from analyysi.desk.forms import Surroundings
from analyysi.desk.step_list import StepList, last_year_of
from analyysi.messages import Message
from analyysi.report.language.wording import Wording
from support.desks import entry, widgets_in

PAYERS = {"105": "Hyrynsalmi", "290": "Kuhmo"}
FLOOR = (STEPS["floor"], Floor(amount="100.00"))
CAP = (STEPS["cap"], Cap(amount="900.00"))


@pytest.fixture
def noticed() -> list[Any]:
    return []


@pytest.fixture
def steps(kainuu_2027: Comparison, noticed: list[Any]) -> StepList:
    words = Wording("sv", kainuu_2027.case)
    around = Surroundings(ipywidgets, words, {Kind.PAYER: PAYERS}, noticed.append)
    start = last_year_of({"105": 5000, "205": 1}, "kainuu-ict 2023", list(PAYERS))
    return StepList(around, lambda step: start, (FLOOR,))


def press(steps: StepList, tooltip: str) -> None:
    """Press the button of a step."""
    buttons = {getattr(widget, "tooltip", None): widget for widget in widgets_in(steps.box)}
    assert not buttons[tooltip].disabled
    buttons[tooltip].click()


def test_the_steps_of_the_terms_are_shown_with_their_rule(steps: StepList) -> None:
    assert steps.read() == (FLOOR,)
    assert "Allas andel är minst 100,00" in steps.rows[0].rule.value
    assert [name for _, name in steps.choice.options] == list(STEPS)


@pytest.mark.slow
def test_steps_are_added_moved_and_taken_away(steps: StepList, noticed: list[Any]) -> None:
    steps.choice.value = "cap"
    steps.add.click()
    assert isinstance(steps.read(), Message)
    entry(steps.rows[1].form, "amount").control.value = "900"
    assert steps.read() == (FLOOR, CAP)
    before = len(noticed)
    press(steps, "Flytta upp: Maximiandel")
    assert steps.read() == (CAP, FLOOR)
    press(steps, "Flytta ned: Maximiandel")
    assert steps.read() == (FLOOR, CAP)
    press(steps, "Ta bort: Minimiandel")
    assert steps.read() == (CAP,)
    assert len(noticed) == before + 3
    press(steps, "Ta bort: Maximiandel")
    assert steps.read() == ()
    assert any("Inga steg." in str(getattr(w, "value", "")) for w in widgets_in(steps.box))


@pytest.mark.slow
def test_an_added_step_begins_with_last_years_shares(steps: StepList) -> None:
    steps.choice.value = "limit_change"
    steps.add.click()
    form = steps.rows[1].form
    assert form.kept() == {"last_year": {"105": "50.00"}, "source": "kainuu-ict 2023"}
    fault = steps.read()
    assert isinstance(fault, Message)
    assert steps.around.words.of(fault).startswith("Gräns för ändringen: Ange den största ökningen")


def test_what_is_entered_stays_when_names_are_added(steps: StepList) -> None:
    entry(steps.rows[0].form, "amount").control.value = "120"
    steps.renew(steps.around)
    assert steps.read() == ((STEPS["floor"], Floor(amount="120.00")),)
    entry(steps.rows[0].form, "amount").control.value = "hundra"
    assert isinstance(steps.read(), Message)
