"""What is typed on the page is what the program computes, to the cent."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.allocation.problem import Problem
from analyysi.allocation.steps.step_table import with_steps
from analyysi.allocation.whole_units.rounding import ROUNDING_RULES
from analyysi.comparison.case import figures_of
from analyysi.desk_file.engine.asked import Choices
from analyysi.desk_file.engine.choices import trial_of, typed_of
from analyysi.languages.language_table import LANGUAGES
from support.desk_files import MIX, page_in
from support.quick import at_most

PAYERS = ("105", "290", "578", "620", "697", "765", "777")
KEY = "population_2025"


@st.composite
def ways(draw: st.DrawFn, payers: tuple[str, ...]) -> dict[str, Any]:
    """Draw a method with its parameters, as typed."""
    part = draw(st.integers(0, 100))
    mix = {"equal": str(part), "keys": {KEY: str(100 - part)}}
    each = {code: str(draw(st.integers(1, 9))) for code in payers}
    fixed = {code: f"1/{len(payers)}" for code in payers}
    return draw(
        st.sampled_from(
            [
                {"method": "equal", "parameters": {}},
                {"method": "proportional", "parameters": {"key": KEY}},
                {"method": "mix", "parameters": mix},
                {"method": "agreed_weights", "parameters": {"weights": each}},
                {"method": "fixed", "parameters": {"shares": fixed}},
            ]
        )
    )


@st.composite
def steps(draw: st.DrawFn, payers: tuple[str, ...]) -> list[dict[str, Any]]:
    """Draw up to two steps, as typed with a comma or, where that is the mark, a point."""
    whole = st.integers(1, 900).map(str)
    amounts = st.dictionaries(st.sampled_from(payers), whole, min_size=1)
    row = st.one_of(
        st.builds(
            lambda payer, share: ("off_the_top", {"payer": payer, "share": share}),
            st.sampled_from(payers),
            st.integers(1, 40).map(str),
        ),
        st.builds(lambda amount: ("floor", {"amount": amount}), whole),
        st.builds(lambda amount: ("sum_each", {"amount": amount}), whole),
        st.builds(lambda each: ("sum_each", {"amounts": each}), amounts),
        st.builds(lambda share: ("cap", {"share": share}), st.integers(30, 90).map(str)),
        st.builds(lambda code: ("outside_base", {"payers": [code]}), st.sampled_from(payers)),
    )
    return [
        {"name": name, "parameters": parameters}
        for name, parameters in draw(st.lists(row, max_size=2))
    ]


@st.composite
def changes(draw: st.DrawFn) -> tuple[str, dict[str, Any], int, int]:
    """Draw a language, choices typed in it, and the total and the unit in cents."""
    language = draw(st.sampled_from(sorted(LANGUAGES)))
    unit = draw(st.sampled_from([1, 5, 100, 1000]))
    total = draw(st.integers(10_000, 20_000_000)) // unit * unit
    drawn = draw(st.sets(st.sampled_from(PAYERS), min_size=3))
    payers = tuple(code for code in PAYERS if code in drawn)
    amount = page_in(language).session.opened.words.numbers.amount
    choices = {
        "total": amount(total),
        "participants": list(payers),
        **draw(ways(payers)),
        "steps": draw(steps(payers)),
        "rounding": draw(st.sampled_from(sorted(ROUNDING_RULES))),
        "unit": amount(unit),
    }
    return language, choices, total, unit


@pytest.mark.slow
@at_most(120)
@given(changes())
def test_random_changes_have_the_cents_of_the_program(
    change: tuple[str, dict[str, Any], int, int],
) -> None:
    language, choices, total, unit = change
    page = page_in(language)
    answered = page.ask("change", choices=choices)
    if "fault" in answered:
        # Steps may leave nothing to share, or their sentences may not be true of the shares.
        assert choices["steps"]
        assert answered["fault"]["message"]
        return
    opened = page.session.opened
    trial = trial_of(opened, Choices.model_validate(choices))
    problem = Problem(Fraction(total), trial.payers, figures_of(opened.base, trial.payers))
    method = trial.variant.method

    def inner(rest: Problem) -> Any:
        return method.function(rest, trial.parameters)

    exact = with_steps(inner, trial.steps or ())(problem)
    cents = ROUNDING_RULES[choices["rounding"]].function(exact.amounts, unit).cents
    assert answered["cents"] == dict(cents)
    assert sum(answered["cents"].values()) == answered["total"] == total
    assert answered["exact"] == {code: str(part) for code, part in exact.amounts.items()}


@at_most(40)
@given(changes())
def test_what_would_be_typed_is_read_as_the_same_trial(
    change: tuple[str, dict[str, Any], int, int],
) -> None:
    language, choices, _, _ = change
    opened = page_in(language).session.opened
    trial = trial_of(opened, Choices.model_validate(choices))
    for other in LANGUAGES:
        there = page_in(other).session.opened
        assert trial_of(there, typed_of(there, trial)) == trial


@pytest.mark.parametrize(
    ("changed", "part"),
    [
        ({"total": "abc"}, "80\u00a0000,00"),
        ({"total": "0"}, "80\u00a0000,00"),
        ({"total": "1.234,5.6"}, "80\u00a0000,00"),
        ({"unit": "-1"}, "0,01"),
        ({"participants": []}, "Vähintään"),
        ({"participants": ["999"]}, "999"),
        ({"method": "equl"}, "equal"),
        ({"method": "mix", "parameters": {"equal": "30"}}, "30"),
        ({"method": "mix", "parameters": {"equal": "puolet"}}, "1/3"),
        ({"method": "mix", "parameters": {"equal": ["30"]}}, "ei voi lukea"),
        ({"method": "mix", "parameters": {"keys": [1]}}, "ei voi lukea"),
        ({"method": "mix", "parameters": {"keyz": {}}}, "keys"),
        ({"method": "proportional", "parameters": {"key": "no_such"}}, "no_such"),
        ({"method": "agreed_weights", "parameters": {"weights": {"578": "x"}}}, "Paltamo"),
        ({"steps": [{"name": "flor"}]}, "floor"),
        ({"steps": [{"name": "floor", "parameters": {"amount": "x"}}]}, "1\u00a0234,56"),
        ({"steps": [{"name": "floor", "parameters": {}}]}, ""),
        ({"rounding": "websters"}, "webster"),
    ],
)
def test_what_cannot_be_read_is_said_with_what_was_expected(
    changed: dict[str, Any], part: str
) -> None:
    page = page_in("fi")
    assert part in page.fault("change", choices=page.changed(**changed))


def test_a_single_part_of_a_mix_is_the_way_by_that_key() -> None:
    page = page_in("fi")
    one_part = page.changed(method="mix", parameters={"equal": "", "keys": {KEY: "100 %"}})
    whole = page.changed(method="proportional", parameters={"key": KEY})
    assert page.ask("change", choices=one_part) == page.ask("change", choices=whole)
    assert page.ask("change", choices=page.changed(**MIX))["cents"]["105"] == 681_352


@pytest.mark.parametrize(
    ("changed", "place"),
    [
        ({"total": "x"}, ["total"]),
        ({"unit": "0"}, ["unit"]),
        ({"method": "mix", "parameters": {"equal": "x"}}, ["parameters", "equal"]),
        ({"method": "mix", "parameters": {"equal": "30"}}, ["parameters"]),
        ({"method": "proportional", "parameters": {}}, ["parameters", "key"]),
        (
            {"steps": [{"name": "sum_each", "parameters": {"amounts": {"578": "x"}}}]},
            ["steps", 0, "amounts", "578"],
        ),
        ({"participants": []}, []),
    ],
)
def test_a_refusal_says_at_which_entry(changed: dict[str, Any], place: list[Any]) -> None:
    page = page_in("fi")
    fault = page.ask("change", choices=page.changed(**changed))["fault"]
    assert fault["place"] == place


def test_a_way_of_sharing_can_be_typed_as_it_is_compared() -> None:
    page = page_in("sv")
    for split in page.ask("others", choices=page.changed())["splits"]:
        again = page.ask("change", choices=page.changed(**split["choices"]))
        assert again["cents"] == split["cents"]
