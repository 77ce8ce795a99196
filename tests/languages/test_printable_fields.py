"""Every text of every file that is read is checked for what no paper can print."""

import importlib
import pkgutil
from collections.abc import Iterator
from itertools import chain
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pytest
from pydantic import AfterValidator, BaseModel, BeforeValidator

import analyysi
from analyysi.agreement.key import _in_the_folder
from analyysi.agreement.reading import validate
from analyysi.agreement.values import _known, _when
from analyysi.errors import ParameterError
from analyysi.languages.local_text import LocalText
from analyysi.languages.plain_text import printable, visible

_BOUND = (_in_the_folder, _known, _when)
"""Checks that let only names of files, currencies and days pass, which are printable."""
_OF_THE_MACHINE = ["analyysi.agreement.parameters.RunParameters.project"]
"""Folders whose names nobody chose for a report, and that no paper names."""

_AS_SENT = {
    "Dropped.text",
    "Beginning.base64",
    "Beginning.text",
    "FigureTable.base64",
    "FigureTable.text",
    "PublishedTable.base64",
    "PublishedTable.text",
    "SentTable.base64",
    "SentTable.text",
    "TrialFile.saved",
}
"""What files hold that came to the desk file: the readers of tables, trials and editions check it."""


def test_no_field_takes_a_text_that_no_paper_can_print() -> None:
    unchecked = [
        f"{model.__module__}.{model.__name__}.{name}"
        for model in _models()
        for name, field in model.model_fields.items()
        if not all(map(_checked, _texts(field.annotation, field.metadata)))
    ]
    sent = {f"analyysi.desk_file.engine.asked.{name}" for name in _AS_SENT}
    sent |= {
        f"analyysi.desk.saved_trial.{name}" for name in ("SavedKey.figures", "SavedTrial.begun")
    }
    assert sorted({*unchecked} - sent) == _OF_THE_MACHINE
    assert sent <= {*unchecked}


def _models() -> list[type[BaseModel]]:
    for module in pkgutil.walk_packages(analyysi.__path__, "analyysi."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    ours = [model for model in _below(BaseModel) if model.__module__.startswith("analyysi.")]
    return sorted(set(ours), key=lambda model: (model.__module__, model.__name__))


def _below(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for child in model.__subclasses__():
        yield child
        yield from _below(child)


def _texts(annotation: Any, metadata: Any = ()) -> Iterator[list[Any]]:
    """Yield what is declared of each text within the type of a field."""
    origin = get_origin(annotation)
    if annotation is str:
        yield list(metadata)
    elif origin is Annotated:
        declared = [getattr(one, "metadata", [one]) for one in annotation.__metadata__]
        yield from _texts(annotation.__origin__, [*metadata, *chain.from_iterable(declared)])
    elif origin in (Union, UnionType):
        for argument in get_args(annotation):
            yield from _texts(argument, metadata)
    elif origin is not None and origin is not Literal:
        for argument in get_args(annotation):
            yield from _texts(argument)


def _checked(metadata: list[Any]) -> bool:
    """Return whether a text is checked by `printable`, or bound to a pattern or a closed list."""
    return any(
        getattr(constraint, "pattern", None)
        or (
            isinstance(constraint, AfterValidator | BeforeValidator)
            and constraint.func in (printable, visible, *_BOUND)
        )
        for constraint in metadata
    )


@pytest.mark.parametrize("field", ["fi", "sv"])
def test_half_a_character_as_json_may_have_it_is_told(field: str) -> None:
    with pytest.raises(ParameterError, match=f"^a.json: {field}: it has half a character"):
        validate({"fi": "a", field: "Palta\ud800mo"}, LocalText, "a.json")
