"""The entries of parameters: what is put in comes out, and each fault is said at its entry."""

from __future__ import annotations

from typing import Any

import ipywidgets
import pytest

from analyysi.agreement.values import Frozen
from analyysi.allocation.cost_games.game_methods import Sample, Unions
from analyysi.allocation.methods import ByKey, FixedShares, Mix
from analyysi.allocation.steps.bounds import Floor, FloorAndCap
from analyysi.allocation.steps.change_limits import LimitChange
from analyysi.allocation.steps.step_table import OffTheTop, OutsideBase
from analyysi.allocation.steps.transitions import PhaseIn, TrueUp, WithdrawalFadeOut
from analyysi.comparison.compare import Comparison
from analyysi.desk.fields import Kind
from analyysi.desk.forms import Form, Surroundings, form_of
from analyysi.messages import Message
from analyysi.report.language.wording import Wording
from support.desks import entry, widgets_in


@pytest.fixture
def around(kainuu_2027: Comparison) -> Surroundings:
    words = Wording("fi", kainuu_2027.case)
    names = {
        Kind.KEY: {"population": "Asukasluku", "tax": "Verotulot"},
        Kind.CLAIM: {"most": "Vaade"},
        Kind.PAYER: {"105": "Hyrynsalmi", "290": "Kuhmo", "578": "Paltamo"},
    }
    return Surroundings(ipywidgets, words, names, lambda change: None)


def of(model: type[Frozen], **contents: Any) -> Frozen:
    return model.model_validate(contents)


AMOUNTS = {"105": "1000.50", "290": "0.00"}


@pytest.mark.slow
@pytest.mark.parametrize(
    "parameters",
    [
        of(ByKey, key="tax"),
        of(Mix, equal="1/3", keys={"tax": "2/3"}),
        of(FixedShares, shares={"105": "0.125", "290": "0.875"}),
        of(Unions, unions=[["105", "578"], ["290"]]),
        of(Sample, draws=2000, seed=7),
        of(OffTheTop, payer="290", amount="5000.00"),
        of(OutsideBase, payers=["105", "578"]),
        of(Floor, share="0.05", amounts=AMOUNTS, shares={"578": "0.1"}),
        of(FloorAndCap, floor={"amount": "1000.00"}, cap={"shares": {"578": "0.5"}}),
        of(LimitChange, last_year=AMOUNTS, source="x", decrease={"share": "0.1"}, new=["578"]),
        of(PhaseIn, last_year=AMOUNTS, source="x", year=1, years=3),
        of(
            TrueUp,
            differences={"105": "-10.00", "290": "30.00"},
            paid_total="80.00",
            actual_total="100.00",
            source="x",
        ),
        of(
            WithdrawalFadeOut,
            payer="578",
            last_share="1/12",
            schedule=["1", "0.5", "1/4"],
            year=2,
            source="x",
        ),
    ],
    ids=lambda parameters: type(parameters).__name__,
)
def test_what_is_put_in_comes_out(around: Surroundings, parameters: Frozen) -> None:
    form = form_of(type(parameters), around, parameters)
    assert form.parameters(type(parameters)) == parameters
    # So does what a form hands to the one that replaces it.
    again = form_of(type(parameters), around, form.kept())
    assert again.parameters(type(parameters)) == parameters
    for widget in widgets_in(form.box):
        assert getattr(widget, "description", "-") or isinstance(widget, ipywidgets.HTML)


def fault_of(form: Form, model: type[Frozen]) -> str:
    fault = form.parameters(model)
    assert isinstance(fault, Message)
    return form.around.words.of(fault)


def test_what_cannot_be_read_is_said_at_its_entry(around: Surroundings) -> None:
    form = form_of(Floor, around)
    entry(form, "share").control.value = "puolet"
    assert fault_of(form, Floor).startswith("Kaikkien osuus kokonaiskustannuksesta: Anna jokainen")
    assert 'role="alert">Anna jokainen' in entry(form, "share").alert.value
    entry(form, "share").control.value = ""
    entry(form, "amounts").entries["290"].value = "1.000"
    assert fault_of(form, Floor) == (
        "Joidenkin maksajien summat: Kuhmo: Kirjoita summa tässä muodossa: 1\xa0234,56"
    )
    assert entry(form, "share").alert.value == ""
    entry(form, "amounts").entries["290"].value = "1 000"
    assert form.parameters(Floor) == of(Floor, amounts={"290": "1000.00"})
    assert entry(form, "amounts").alert.value == ""


@pytest.mark.slow
def test_what_does_not_fit_together_is_said_below_and_within(around: Surroundings) -> None:
    form = form_of(OffTheTop, around)
    assert fault_of(form, OffTheTop) == "Kuka maksaa ensin: Tämä kohta on täytettävä."
    entry(form, "payer").control.value = "105"
    assert fault_of(form, OffTheTop) == "Anna joko summa tai osuus, ei molempia."
    assert "ei molempia" in form.alert.value
    entry(form, "amount").control.value = "-5"
    assert fault_of(form, OffTheTop) == "Summa ei voi olla alle nolla."
    entry(form, "amount").control.value = "5"
    assert form.parameters(OffTheTop) == of(OffTheTop, payer="105", amount="5.00")
    assert form.alert.value == ""
    both = form_of(FloorAndCap, around, of(FloorAndCap, floor={"amount": "1"}, cap={"amount": "2"}))
    entry(both, "cap", "share").control.value = "50"
    assert fault_of(both, FloorAndCap) == "Anna joko summa tai osuus, ei molempia."
    assert "ei molempia" in entry(both, "cap").form.alert.value
    assert entry(both, "floor").form.alert.value == ""


def test_a_number_out_of_range_is_said_at_its_entry(around: Surroundings) -> None:
    form = form_of(Sample, around)
    entry(form, "draws").control.value = "1"
    assert fault_of(form, Sample) == "Kirjoita kokonaisluku, joka on vähintään 2."
    assert "vähintään 2" in entry(form, "draws").alert.value
    entry(form, "draws").control.value = ""
    # What may be left out has its default then.
    assert form.parameters(Sample) == Sample()


def test_parameters_that_are_optional_are_left_out_whole(around: Surroundings) -> None:
    form = form_of(LimitChange, around, {"last_year": AMOUNTS, "source": "x"})
    assert fault_of(form, LimitChange) == "Anna suurin nousu, suurin lasku tai molemmat."
    entry(form, "increase", "share").control.value = "5"
    limit = form.parameters(LimitChange)
    assert isinstance(limit, LimitChange)
    assert limit.decrease is None


@pytest.mark.slow
def test_a_change_is_noticed(around: Surroundings) -> None:
    noticed: list[Any] = []
    form = form_of(Mix, Surroundings(ipywidgets, around.words, around.names, noticed.append))
    assert noticed == []
    entry(form, "equal").control.value = "50"
    entry(form, "keys").entries["tax"].value = "50"
    assert len(noticed) == 2
