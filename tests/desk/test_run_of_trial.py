"""The parameters of a run that computes what is tried, where parameters can say it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from analyysi.allocation.method import NoParameters
from analyysi.allocation.methods import ByKey, Mix
from analyysi.allocation.steps.bounds import Floor
from analyysi.allocation.steps.step_table import STEPS
from analyysi.comparison.case import Case, load_year
from analyysi.comparison.history import SharedYear
from analyysi.desk.offered_keys import offered_keys, with_key
from analyysi.desk.run_of_trial import Asked, run_parameters
from analyysi.desk.trial import Trial, as_agreed, try_out
from analyysi.messages import Message
from analyysi.project import Project

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
    assert run_parameters(project, case, tried_with(case, rounding="adams"), ASKED) is None
    taxes = next(key for key in offered_keys(project, case) if key.name == "tax_revenue_2020")
    widened = with_key(project, case, {}, taxes, "fi")
    assert not isinstance(widened, Message)
    by_taxes = tried_with(widened[0], parameters=ByKey(key=widened[1].name))
    assert run_parameters(project, widened[0], by_taxes, ASKED) is None
