"""The controls of the desk: what stands in them is the trial; faults are said at their fields."""

from __future__ import annotations

from typing import Any

import ipywidgets
import pytest

from analyysi.comparison.compare import Comparison
from analyysi.desk.controls import Controls, Start
from analyysi.desk.trial import as_agreed
from analyysi.messages import Message
from analyysi.report.language.wording import Wording
from support.desks import entry


@pytest.fixture
def noticed() -> list[int]:
    return []


@pytest.fixture
def controls(kainuu_2027: Comparison, noticed: list[int]) -> Controls:
    case = kainuu_2027.case
    return Controls(
        ipywidgets,
        Wording("fi", case),
        Start(case, None, ()),
        lambda: noticed.append(1),
        lambda key: None,
    )


def test_the_controls_begin_with_the_terms(
    controls: Controls, kainuu_2027: Comparison, noticed: list[int]
) -> None:
    assert controls.read() == as_agreed(kainuu_2027.case)
    assert noticed == []


@pytest.mark.parametrize("text", ["80 000,123", "0", "", "paljon"])
def test_a_total_that_is_none_is_said_at_its_field(controls: Controls, text: str) -> None:
    controls.total.value = text
    fault = controls.read()
    assert isinstance(fault, Message)
    said = "Kirjoita nollaa suurempi summa tässä muodossa: 80\xa0000,00"
    assert controls.around.words.of(fault) == said
    alerts = [child for child in controls.box.children if said in str(getattr(child, "value", ""))]
    assert len(alerts) == 1
    controls.total.value = "1"
    assert not isinstance(controls.read(), Message)
    assert alerts[0].value == ""


def test_steps_are_read_and_their_faults_too(controls: Controls, noticed: list[int]) -> None:
    controls.steps.choice.value = "floor"
    controls.steps.add.click()
    assert len(noticed) == 1
    assert isinstance(controls.read(), Message)
    form: Any = controls.steps.rows[0].form
    entry(form, "amount").control.value = "9000"
    trial = controls.read()
    assert not isinstance(trial, Message)
    assert trial.steps is not None
    assert [step.name for step, _ in trial.steps] == ["floor"]
    controls.reset.click()
    trial = controls.read()
    assert not isinstance(trial, Message)
    assert trial.steps == ()


def test_who_cannot_join_is_named(controls: Controls) -> None:
    texts = [str(getattr(child, "value", "")) for child in controls.box.children]
    assert any("Kainuun liitto" in text for text in texts)
    assert "205" in controls.payers
    assert controls.payers["205"].description.endswith("(ulkopuolella)")
