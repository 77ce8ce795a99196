"""Every parameter of every method and step has an entry and words; what has none is refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

import pytest
from pydantic import Field as WithDefault

from analyysi.agreement.values import (
    EuroAmount,
    Frozen,
    LocalText,
    NamedKey,
    NamedPayer,
    NonNegative,
    Share,
)
from analyysi.allocation.cost_games.game_methods import Sample
from analyysi.allocation.methods import METHODS
from analyysi.allocation.steps.change_limits import LimitChange
from analyysi.allocation.steps.step_table import STEPS
from analyysi.desk.fields import (
    Chosen,
    Field,
    Groups,
    Kind,
    Nested,
    Options,
    PerName,
    Repeated,
    Series,
    Single,
    fields_of,
)
from analyysi.desk.forms import ENTRIES
from analyysi.errors import ReportError
from analyysi.languages.catalogue import check_translated
from analyysi.languages.language_table import LANGUAGES
from analyysi.messages import Message

ROWS = {**METHODS, **STEPS}


def fields_within(fields: tuple[Field, ...]) -> Iterator[Field]:
    for field in fields:
        yield field
        if isinstance(field.shape, Nested):
            yield from fields_within(field.shape.fields)


IN_FILES_ONLY = {"pools": "A list of pools, each with parameters of its own."}
"""Rows that the desk names as to be written in a file, and why."""


@pytest.mark.parametrize("name", IN_FILES_ONLY)
def test_what_is_written_in_files_only_has_no_entry(name: str) -> None:
    shapes = {type(field.shape) for field in fields_of(ROWS[name].parameters)}
    assert shapes - ENTRIES.keys() == {Repeated}


@pytest.mark.parametrize("name", sorted(ROWS.keys() - IN_FILES_ONLY.keys()))
def test_every_parameter_has_an_entry_and_words(name: str) -> None:
    model = ROWS[name].parameters
    fields = fields_of(model)
    assert [field.name for field in fields] == list(model.model_fields)
    for field in fields_within(fields):
        for language in LANGUAGES:
            check_translated(field.words.text, language)


class Everything(Frozen):
    """One parameter of each shape."""

    key: NamedKey
    share: Share | None = None
    schedule: tuple[Share, ...] = ()
    amounts: dict[NamedPayer, EuroAmount] = WithDefault(default_factory=dict)
    who: tuple[NamedPayer, ...] = ()
    groups: tuple[tuple[NamedPayer, ...], ...] = ()
    within: Sample = Sample()
    several: tuple[Sample, ...] = ()
    figures: tuple[NonNegative, ...] = ()
    label: LocalText | None = None
    kind: Literal["one"] = "one"
    of: Literal["whole", "excess"] = "whole"

    option_words: ClassVar = {name: Message(f"{{{name}}}") for name in ("whole", "excess")}
    field_words: ClassVar = {
        name: Message(f"{{{name}}}")
        for name in (
            *("key", "share", "schedule", "amounts", "who", "groups", "within"),
            *("several", "figures", "label", "of"),
        )
    }


def test_each_shape_is_read_off_its_type() -> None:
    shapes = {field.name: (field.shape, field.required) for field in fields_of(Everything)}
    assert shapes == {
        "key": (Single(Kind.KEY), True),
        "share": (Single(Kind.SHARE), False),
        "schedule": (Series(Kind.SHARE), False),
        "amounts": (PerName(Kind.PAYER, Kind.AMOUNT), False),
        "who": (Chosen(Kind.PAYER), False),
        "groups": (Groups(Kind.PAYER), False),
        "within": (Nested(fields_of(Sample)), False),
        "several": (Repeated(fields_of(Sample)), False),
        "figures": (Series(Kind.FROM_ZERO), False),
        "label": (Single(Kind.LOCAL_TEXT), False),
        # `kind` says which model it is, and leaves nothing to choose.
        "of": (Options(Everything.option_words), False),
    }


def test_a_default_is_what_an_entry_begins_with() -> None:
    assert [field.default for field in fields_of(Sample)] == [1000, 1]
    assert [field.default for field in fields_of(LimitChange)] == [None, None, None, None, ()]


def test_a_parameter_without_words_or_of_another_type_is_named() -> None:
    class Wordless(Frozen):
        size: int

    class Odd(Frozen):
        size: complex
        field_words: ClassVar = {"size": Message("{size}")}

    with pytest.raises(ReportError, match="'size' of Wordless has no words: give them"):
        fields_of(Wordless)
    with pytest.raises(ReportError, match="'size' of Odd is of an unknown type"):
        fields_of(Odd)
