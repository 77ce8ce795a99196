"""Rows of `STEPS`: what they bring in, and what becomes of a step of one year in later terms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

import pytest

from analyysi.agreement.reading import validate
from analyysi.allocation.problem import ExactSplit, Problem
from analyysi.allocation.steps.amounts_first import Credit
from analyysi.allocation.steps.step import MovedStep
from analyysi.allocation.steps.step_table import STEPS, OffTheTop, with_steps
from analyysi.allocation.steps.transitions import PhaseIn, TrueUp, WithdrawalFadeOut
from analyysi.messages import Listing, Message, Money, PayerName
from analyysi.money import parse_cents

PAYERS = ("005", "020")
OUTSIDER = "091"


def equally(problem: Problem) -> ExactSplit:
    share = problem.total / len(problem.payers)
    return ExactSplit(dict.fromkeys(problem.payers, share))


STEP_WITH_A_PAYER = {
    "off_the_top": {"payer": OUTSIDER, "share": "0.25"},
    "withdrawal_fade_out": {
        "payer": OUTSIDER,
        "last_share": "0.5",
        "schedule": ["0.5"],
        "year": 1,
        "source": "The board, 1 § 1",
    },
}


def test_every_step_whose_parameters_have_a_payer_brings_it_in() -> None:
    with_payer = {name for name, row in STEPS.items() if "payer" in row.parameters.model_fields}
    assert with_payer == set(STEP_WITH_A_PAYER)


@pytest.mark.parametrize("name", STEP_WITH_A_PAYER)
def test_who_is_brought_in_pays(name: str) -> None:
    step = STEPS[name]
    parameters = validate(STEP_WITH_A_PAYER[name], step.parameters, "the step")
    problem = Problem(Fraction(800), PAYERS, {})
    shares = with_steps(equally, [(step, parameters)])(problem).amounts
    assert step.brings_in(parameters) == (OUTSIDER,)
    assert shares == {"005": 300, "020": 300, OUTSIDER: 200}


@pytest.mark.parametrize("name", sorted(STEPS.keys() - STEP_WITH_A_PAYER.keys()))
def test_other_steps_bring_in_nobody(name: str) -> None:
    assert STEPS[name].brings_in(OffTheTop(payer=OUTSIDER, share="0.5")) == ()


PHASE = PhaseIn(last_year={"005": "10.00"}, source="2025", year=1, years=4)
FADE = WithdrawalFadeOut(
    payer="005", last_share="0.5", schedule=["0.5", "0.25"], year=1, source="The board"
)
SETTLING = TrueUp(
    differences={"005": "1.00"}, paid_total="10.00", actual_total="11.00", source="Accounts"
)

CREDIT = Credit(amounts={"005": "5.00"}, source="The board")


@pytest.mark.parametrize(
    ("name", "parameters", "ahead", "moved"),
    [
        ("phase_in", PHASE, 1, {"year": 1, "years": 3}),
        ("phase_in", PHASE, 3, {"year": 3, "years": 3}),
        ("phase_in", PHASE, 4, None),
        ("withdrawal_fade_out", FADE, 1, {"year": 2}),
        ("withdrawal_fade_out", FADE, 2, None),
        ("true_up", SETTLING, 1, None),
        ("credit", CREDIT, 1, {}),
    ],
)
def test_a_step_of_one_year_moves_on_or_goes_out(
    name: str, parameters: object, ahead: int, moved: dict[str, int] | None
) -> None:
    move = STEPS[name].moved
    assert move is not None
    became = move(parameters, ahead, 2025)
    assert became.changed == moved
    if moved is None:
        assert name in became.remark
        assert "2025" in became.remark or str(2025 + ahead) in became.remark


def test_whether_credits_hold_is_asked_in_the_draft_of_a_later_year() -> None:
    move = STEPS["credit"].moved
    assert move is not None
    remark = "what is paid elsewhere in 2026; the credits here are those of 2025."
    assert move(CREDIT, 1, 2025) == MovedStep({}, remark)


def test_a_schedule_that_goes_on_needs_no_remark() -> None:
    move = STEPS["withdrawal_fade_out"].moved
    assert move is not None
    assert move(FADE, 1, 2025) == MovedStep({"year": 2})


@pytest.mark.parametrize("name", STEPS)
def test_only_a_step_tied_to_a_year_moves_on(name: str) -> None:
    row = STEPS[name]
    assert row.name == name
    # Credits hold amounts of a year, and go on in the years to come all the same.
    assert row.of_one_year or (row.moved is None) == (name != "credit")
    assert row.of_one_year or not row.settles_actual_cost


def test_the_actual_cost_is_settled_by_one_step() -> None:
    assert [name for name, row in STEPS.items() if row.settles_actual_cost] == ["true_up"]


SOURCED: dict[str, dict[str, object]] = {
    "credit": {"amounts": {"005": "1.50", "020": "2.50"}},
    "limit_change": {"last_year": {"005": "3.50"}, "increase": {"share": "0.1"}, "new": ["020"]},
    "phase_in": {"last_year": {"005": "4.50", "020": "5.50"}, "year": 1, "years": 2},
    "true_up": {
        "differences": {"005": "6.50", "020": "-7.50"},
        "paid_total": "10.00",
        "actual_total": "9.00",
        "tolerance": "0.50",
    },
    "withdrawal_fade_out": {
        "payer": OUTSIDER,
        "last_amount": "8.50",
        "schedule": ["3/4", "1/2"],
        "year": 2,
    },
}
"""Parameters of every step that names a source; each amount is written once."""


def test_every_step_with_a_source_is_among_those_looked_at() -> None:
    sourced = {name for name, row in STEPS.items() if "source" in row.parameters.model_fields}
    assert sourced == set(SOURCED)


@pytest.mark.parametrize("name", SOURCED)
def test_all_that_was_put_in_for_a_step_is_said_by_its_rule_or_beside_it(name: str) -> None:
    row = STEPS[name]
    parameters = row.parameters(**{**SOURCED[name], "source": "Protokoll 3/2026"})
    said = list(values_of([row.rule(parameters), *row.put_in(parameters)]))
    assert "Protokoll 3/2026" in said
    put_in = list(leaves(SOURCED[name]))
    amounts = [parse_cents(text) for text in put_in if re.fullmatch(r"-?\d+\.\d\d", text)]
    assert set(amounts) <= {value.cents for value in said if isinstance(value, Money)}
    codes = [text for text in put_in if text in (*PAYERS, OUTSIDER)]
    assert set(codes) <= {value.code for value in said if isinstance(value, PayerName)}


def values_of(messages: Iterable[object]) -> Iterator[object]:
    for value in messages:
        if isinstance(value, Message):
            yield from values_of(value.values.values())
        elif isinstance(value, Listing):
            yield from values_of(value.items)
        else:
            yield value


def leaves(content: object) -> Iterator[str]:
    if isinstance(content, dict):
        yield from content
        for inner in content.values():
            yield from leaves(inner)
    elif isinstance(content, list):
        for inner in content:
            yield from leaves(inner)
    elif isinstance(content, str):
        yield content
