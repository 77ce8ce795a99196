"""What pydantic, tomllib and json say is said in other languages, and in English as they say it."""

import json
import tomllib
from datetime import date
from typing import Annotated

import pytest
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from analyysi.languages.library_faults import library_fault
from analyysi.languages.saying import said


class Row(BaseModel):
    """Fields of the kinds that terms have, for these tests."""

    model_config = ConfigDict(extra="forbid")

    day: date = date(2026, 1, 1)
    count: Annotated[int, Field(ge=1, le=20)] = 1
    scale: Annotated[int, Field(gt=0, lt=9)] = 1
    name: Annotated[str, StringConstraints(min_length=1, pattern="^[a-z]*$")] = "a"
    numbers: dict[str, int] = Field(default_factory=dict)
    rows: tuple[int, ...] = ()
    sure: bool = False
    inner: "Row | None" = None


REFUSED: list[dict[str, object]] = [
    {"numbers": {1: 2}},
    {"inner": {"other": 1}},
    {"day": "31.12.2023"},
    {"day": "2023-13-01"},
    {"day": "2023-02-30"},
    {"day": "2023-1-1"},
    {"day": "2023-12-31 10:00:00"},
    {"day": "2023/12/31"},
    {"day": "2023-12-31x"},
    {"day": True},
    {"count": 0},
    {"count": 21},
    {"count": "many"},
    {"count": 1.5},
    {"count": []},
    {"scale": 0},
    {"scale": 9},
    {"name": ""},
    {"name": "A"},
    {"numbers": 1},
    {"rows": 1},
    {"sure": "perhaps"},
    {"sure": []},
    {"inner": 1},
]
TOML = [
    "a",
    "a =",
    "a = 1 2",
    "[a",
    "a=[1",
    "a={b=1",
    "a=1\na=2",
    "[a]\n[a]",
    "a='''x",
    'a="x',
    'a="\\q"',
    "= 1",
    "[[a]",
    "a={b=1,b=2}",
    'a="x\ny"',
]
JSON = ["", "{", '{"a"}', "[1 2]", "[1]x", '"a', '"\\q"', '"\n"', '"\\u12"', "[1,]", '{"a": 1,}']
LATER = [
    "Illegal trailing comma before end of object",
    "Illegal trailing comma before end of array",
]


def checked(message: str) -> None:
    """Check that every part of a message has a translation, and English stays as it is, but for a
    key.
    """
    fault = library_fault(message)
    assert fault == message.replace("('a',)", "a")
    for language in ("fi", "sv"):
        spoken = said(fault, language)
        assert "Input" not in spoken
        assert "xpect" not in spoken
        assert "nvalid" not in spoken
        assert "llegal" not in spoken
        assert spoken != message


@pytest.mark.parametrize("content", REFUSED)
def test_what_pydantic_refuses(content: dict[str, object]) -> None:
    with pytest.raises(ValidationError) as refusal:
        Row.model_validate(content)
    checked(refusal.value.errors()[0]["msg"])


@pytest.mark.parametrize("text", TOML)
def test_what_tomllib_refuses(text: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError) as refusal:
        tomllib.loads(text)
    checked(str(refusal.value))


@pytest.mark.parametrize("text", JSON)
def test_what_json_refuses(text: str) -> None:
    with pytest.raises(json.JSONDecodeError) as refusal:
        json.loads(text)
    checked(str(refusal.value))


@pytest.mark.parametrize("reason", LATER)
def test_what_json_refuses_in_a_later_python(reason: str) -> None:
    checked(f"{reason}: line 1 column 3 (char 2)")


@pytest.mark.parametrize(
    "words",
    [": line 1 column ", " (at line 1, column ", "' codec can't decode byte 0 in position "],
)
def test_a_name_that_repeats_the_words_of_a_library_is_no_work(words: str) -> None:
    key = words * 10_000
    fault = library_fault(f"'{key}: Cannot declare ('{key}',) twice (at line 2, column 7)")
    assert fault.values["line"] == "2"


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ('a = "b\n', "rivi loppuu ennen kuin lainausmerkki suljetaan (rivi 1, merkki 7)"),
        ("[a.b]\n[a.b]", "taulukko a.b on annettu kahdesti (rivi 2, merkki 5)"),
    ],
)
def test_a_fault_of_toml_is_said_as_the_file_has_it(text: str, spoken: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError) as refusal:
        tomllib.loads(text)
    assert said(library_fault(str(refusal.value)), "fi") == spoken


def test_the_day_and_the_place_are_said_in_finnish() -> None:
    message = "Input should be a valid date or datetime, invalid character in year"
    assert said(library_fault(message), "fi") == (
        "odotettiin päivää, esimerkiksi 2026-12-31 (vuodessa on väärä merkki)"
    )
    assert said(library_fault("Cannot overwrite a value (at line 3, column 4)"), "sv") == (
        "samma nyckel har angetts tidigare (rad 3, tecken 4)"
    )


def test_what_no_library_is_known_to_say_stays_as_it_is() -> None:
    assert said(library_fault("Something {else}"), "fi") == "Something {else}"
