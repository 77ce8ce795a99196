"""Trials: as exact as reports, and their faults in one sentence."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analyysi.allocation.method import NoParameters
from analyysi.allocation.methods import METHODS, FixedShares
from analyysi.allocation.parts import in_percent
from analyysi.allocation.steps.bounds import Floor
from analyysi.allocation.steps.step_table import STEPS, OffTheTop
from analyysi.comparison.case import load_year
from analyysi.comparison.compare import Comparison
from analyysi.comparison.history import SharedYear
from analyysi.desk.trial import (
    EQUAL,
    Trial,
    as_agreed,
    methods_to_choose,
    mixed,
    outsiders,
    try_out,
    variants,
)
from analyysi.messages import Message
from analyysi.project import Project
from analyysi.report.language.wording import Wording
from support.desks import declare_claims_and_game
from support.quick import at_most

ID = "kainuu-ict"
KEY = "population_2025"


@pytest.mark.slow
@at_most(15)
@given(
    euros=st.integers(1, 300_000),
    cents=st.integers(0, 99),
    unit=st.sampled_from([1, 5, 100, 1000]),
    percent=st.integers(0, 100),
    left=st.sets(st.sampled_from(["105", "290", "578", "620", "697", "765", "777"]), max_size=6),
    joins=st.booleans(),
)
@example(euros=1, cents=1, unit=1, percent=50, left=set(), joins=True)
def test_every_trial_sums_to_its_total(
    kainuu_2027: Comparison,
    euros: int,
    cents: int,
    unit: int,
    percent: int,
    left: set[str],
    joins: bool,
) -> None:
    case = kainuu_2027.case
    way = mixed({EQUAL: Fraction(percent, 100), KEY: Fraction(100 - percent, 100)})
    assert not isinstance(way, Message)
    payers = tuple(
        code for code in (*case.terms.participants, *(["205"] if joins else [])) if code not in left
    )
    total = (euros * 100 + cents) // unit * unit or unit
    tried = try_out(case, Trial(total, way.method.name, way.parameters, payers, unit))
    assert isinstance(tried, SharedYear)
    assert set(tried.cents) == set(payers)
    assert sum(tried.cents.values()) == total == tried.total
    assert all(part >= 0 and part % unit == 0 for part in tried.cents.values())


def test_a_trial_of_the_terms_themselves_is_their_own_split(kainuu_2027: Comparison) -> None:
    tried = try_out(kainuu_2027.case, as_agreed(kainuu_2027.case))
    assert isinstance(tried, SharedYear)
    assert tried.cents == kainuu_2027.chosen.cents


def test_what_a_trial_cannot_be_is_said_in_one_sentence(kainuu_2027: Comparison) -> None:
    case = kainuu_2027.case
    own = as_agreed(case)
    fixed = FixedShares(shares={"105": Fraction(1)})
    faults = [
        try_out(case, Trial(own.total, own.method, own.parameters, (), 1)),
        try_out(case, Trial(0, own.method, own.parameters, own.payers, 1)),
        try_out(case, Trial(own.total + 1, own.method, own.parameters, own.payers, 100)),
        try_out(case, Trial(own.total, "fixed", fixed, own.payers, 1)),
        try_out(case, Trial(own.total, "game_shapley", NoParameters(), (*own.payers, "205"), 1)),
        try_out(
            case, Trial(own.total, own.method, own.parameters, (*own.payers, "kainuun-liitto"), 1)
        ),
        try_out(case, Trial(own.total, "game_shapley", NoParameters(), own.payers, 1)),
    ]
    texts = [Wording("en", case).of(fault) for fault in faults if isinstance(fault, Message)]
    assert texts == [
        "At least one must take part.",
        "The total cost and the rounding unit must be above zero.",
        "The sum must be a multiple of the rounding unit, €1.00.",
        "This way of sharing is declared for the sum and the payers of the terms, and for no "
        "others.",
        "This way of sharing is declared for the sum and the payers of the terms, and for no "
        "others.",
        "Regional Council of Kainuu: there is no figure: population on 31 December 2025.",
        # Found by the method itself, whose words are passed on.
        "This cannot be computed. 'game_shapley' needs what each payer would cost alone: declare "
        "it in the terms under "
        "[game]. No cost is made up here.",
    ]


def test_outsiders_join_if_there_are_figures(kainuu_2027: Comparison) -> None:
    assert outsiders(kainuu_2027.case) == (("205",), ("kainuun-liitto",))


def test_a_ratio_is_never_shown_as_what_it_is_not(kainuu_2027: Comparison) -> None:
    words = Wording("fi", kainuu_2027.case)
    shown = [words.of(in_percent(Fraction(text))) for text in ("1", "0.999999", "1/3")]
    assert shown == ["100\xa0%", "99,9999\xa0%", "1/3"]


def test_a_trial_has_steps_of_its_own(kainuu_2027: Comparison) -> None:
    case, own = kainuu_2027.case, as_agreed(kainuu_2027.case)
    floor = (STEPS["floor"], Floor(amount="9000.00"))
    tried = try_out(
        case, Trial(own.total, own.method, own.parameters, own.payers, own.unit, (floor,))
    )
    assert isinstance(tried, SharedYear)
    assert min(tried.cents.values()) == 900_000
    assert tried.cents != kainuu_2027.chosen.cents
    assert [choice.name for choice in tried.case.terms.steps] == ["floor"]
    too_much = (STEPS["floor"], Floor(amount="20000.00"))
    fault = try_out(
        case, Trial(own.total, own.method, own.parameters, own.payers, own.unit, (too_much,))
    )
    assert isinstance(fault, Message)
    assert Wording("en", case).of(fault).startswith("This cannot be computed. ")


def test_steps_whose_sentence_would_be_untrue_are_refused_even_of_a_decided_year(
    kainuu_2027: Comparison,
) -> None:
    floor = (STEPS["floor"], Floor(amount="6000.00"))
    top = (STEPS["off_the_top"], OffTheTop(payer="kainuun-liitto", share="0.1"))
    status = {"status": "decided"}
    case = replace(kainuu_2027.case, terms=kainuu_2027.case.terms.model_copy(update=status))
    own = as_agreed(case)
    fault = try_out(case, replace(own, steps=(floor, top)))
    assert isinstance(fault, Message)
    assert "outermost first: off_the_top, floor." in Wording("en", case).of(fault)
    mended = try_out(case, replace(own, steps=(top, floor)))
    assert isinstance(mended, SharedYear)
    assert mended.cents["kainuun-liitto"] == 8000_00
    assert mended.case.terms.status == "analysis"
    same = try_out(case, own)
    assert isinstance(same, SharedYear)
    assert same.case.terms.status == "decided"


@pytest.mark.slow
def test_every_method_that_applies_is_offered(
    kainuu_2027: Comparison, project_copy: Project
) -> None:
    plain = [method.name for method in methods_to_choose(kainuu_2027.case)]
    assert plain == ["proportional", "mix", "fixed", "agreed_weights", "pools"]
    declare_claims_and_game(project_copy)
    case = load_year(project_copy, ID, 2027)
    offered = {method.name for method in methods_to_choose(case)}
    offered |= {variant.method.name for variant in variants(case)}
    # Sums that were published are no way of sharing.
    assert offered == {name for name, method in METHODS.items() if method.is_rule}
