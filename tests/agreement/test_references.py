"""Keys and payers that parameters name are found by their marks, however deep they stand."""

from typing import Annotated, Any, get_args, get_type_hints

import pytest
from pydantic import BaseModel, Field

from analyysi.agreement.references import named_keys, named_payers
from analyysi.agreement.values import Code, Frozen, Name, NamedKey, NamedPayer, Share
from analyysi.allocation.methods import METHODS
from analyysi.allocation.steps.step_table import STEPS


class _Part(Frozen):
    payer: NamedPayer
    weight: NamedKey | None = None


class _Parameters(Frozen):
    key: NamedKey
    note: Name = "population"
    keys: dict[NamedKey, Share] = Field(default_factory=dict)
    unions: Annotated[tuple[Annotated[tuple[NamedPayer, ...], Field(min_length=1)], ...], "ours"]
    pair: tuple[int, NamedPayer] = (1, "pair")
    not_marked: tuple[Code, ...] = ("nobody",)
    parts: tuple[_Part, ...] = ()
    single: _Part | None = None


PARAMETERS = _Parameters.model_validate(
    {
        "key": "first",
        "keys": {"second": "1/2", "third": "1/2"},
        "unions": [["105", "290"], ["578"]],
        "parts": [{"payer": "620", "weight": "fourth"}, {"payer": "697"}],
        "single": {"payer": "765", "weight": "fifth"},
    }
)


def test_marked_keys_are_found_and_names_without_a_mark_are_not() -> None:
    assert named_keys(PARAMETERS) == ("first", "second", "third", "fourth", "fifth")


def test_marked_payers_are_found_in_tuples_of_tuples_and_in_models() -> None:
    assert named_payers(PARAMETERS) == ("105", "290", "578", "pair", "620", "697", "765")


def test_a_parameter_that_is_left_out_names_nothing() -> None:
    assert named_keys(_Part(payer="105")) == ()


def holds_unmarked_code(annotation: Any) -> bool:
    """Return whether a type has codes of payers that no mark tells from other texts."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        hints = get_type_hints(annotation, include_extras=True)
        return any(holds_unmarked_code(hints[name]) for name in annotation.model_fields)
    return annotation == Code or any(map(holds_unmarked_code, get_args(annotation)))


@pytest.mark.parametrize("model", [row.parameters for row in (*METHODS.values(), *STEPS.values())])
def test_every_payer_that_a_method_or_step_names_is_marked(model: type[Frozen]) -> None:
    assert not holds_unmarked_code(model)


def test_a_code_without_a_mark_is_noticed() -> None:
    assert holds_unmarked_code(_Parameters)
    assert not holds_unmarked_code(_Part)
