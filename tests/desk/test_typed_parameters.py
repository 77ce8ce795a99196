"""What is typed for parameters, by the shape of each, and written as it would be typed."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from analyysi.allocation.method import NoParameters
from analyysi.allocation.methods import METHODS, Mix
from analyysi.allocation.pools import Pools
from analyysi.allocation.steps.bounds import Floor
from analyysi.allocation.steps.step_table import STEPS
from analyysi.desk.entries import NEEDED
from analyysi.desk.fields import fields_of
from analyysi.desk.typed_parameters import (
    SHAPES,
    fields_as_typed,
    place_in_fields,
    place_of_fault,
    read_fields,
    read_parameters,
)
from analyysi.languages.language_table import LANGUAGES
from analyysi.messages import Message
from analyysi.report.language.words import Words


def test_every_shape_of_a_parameter_is_read_and_written() -> None:
    models = [row.parameters for row in (*METHODS.values(), *STEPS.values())]
    shapes = {type(field.shape) for model in models for field in fields_of(model)}
    assert shapes <= SHAPES.keys()


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_what_is_written_is_read_again(language: str) -> None:
    words = Words(language, "EUR")
    mix = Mix.model_validate({"equal": "1/3", "keys": {"population": "2/3"}})
    floor = Floor.model_validate({"amounts": {"578": "1234.56"}})
    for parameters in (mix, floor, NoParameters()):
        fields = fields_of(type(parameters))
        typed = fields_as_typed(fields, parameters, words)
        assert read_parameters(type(parameters), typed, words) == parameters


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ({"equal": 5}, "sent here"),
        ({"keys": ["a"]}, "sent here"),
        ({"keys": {"a": 5}}, "sent here"),
        ({"keys": {"a": "x"}}, "per cent"),
    ],
)
def test_what_is_of_another_form_is_refused_in_words(typed: Any, part: str) -> None:
    outcome = read_fields(fields_of(Mix), typed, words := Words("en", "EUR"))
    assert isinstance(outcome, Message)
    assert part in words.of(outcome)


def test_what_is_needed_and_left_empty_is_said() -> None:
    words = Words("en", "EUR")
    outcome = read_parameters(METHODS["proportional"].parameters, {"key": "  "}, words)
    assert isinstance(outcome, Message)
    assert words.of(NEEDED) in words.of(outcome)
    assert read_fields(fields_of(Mix), {"equal": "", "keys": {"a": " "}}, words) == {}
    assert read_fields(fields_of(Mix), {"equal": "50 %"}, words) == {"equal": Fraction(1, 2)}


def test_several_of_a_kind_are_read_one_by_one() -> None:
    words = Words("fi", "EUR")
    (field,) = fields_of(Pools)
    names = [inner.name for inner in field.shape.fields]  # type: ignore[union-attr]
    typed = {"pools": [{names[0]: "x"}]}
    assert isinstance(read_fields(fields_of(Pools), typed, words), dict | Message)
    fade = STEPS["withdrawal_fade_out"].parameters
    series = next(field for field in fields_of(fade) if field.name == "schedule")
    assert read_fields([series], {"schedule": "100; 50 ; 0"}, words) == {
        "schedule": (Fraction(1), Fraction(1, 2), Fraction(0))
    }


@pytest.mark.parametrize(
    ("model", "typed", "place"),
    [
        (Mix, {"equal": "x"}, ("equal",)),
        (Mix, {"equal": "30", "keys": {"a": "70", "b": "x"}}, ("keys", "b")),
        (Mix, {"equal": "30", "keys": {"a": "70"}}, ()),
        (Floor, {"amounts": {"578": "1,2,3"}}, ("amounts", "578")),
        (Floor, {"amounts": {"578": "100"}}, ()),
        (STEPS["floor_and_cap"].parameters, {"floor": {"amount": "x"}}, ("floor", "amount")),
        (STEPS["phase_in"].parameters, {"last_year": {"578": "1"}, "source": "a"}, ("year",)),
        (Pools, {"pools": [{"label": "a", "share": "1"}, {"share": "x"}]}, ("pools", 1, "label")),
    ],
)
def test_a_fault_is_found_at_its_entry(model: Any, typed: Any, place: tuple[Any, ...]) -> None:
    words = Words("en", "EUR")
    assert place_of_fault(model, typed, words)[: len(place) or 1] == place


def test_a_fault_of_several_entries_is_at_the_parameter_that_holds_them() -> None:
    words = Words("en", "EUR")
    fields = fields_of(Mix)
    assert place_in_fields(fields, {"keys": ["a"]}, words) == ("keys",)
    assert place_in_fields(fields, {"equal": "100"}, words) == ()
