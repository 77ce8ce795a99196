"""What a model refuses is one sentence for each fault, and can be said in other languages."""

import pytest
from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from analyysi.agreement.model_faults import faults_in_words, joined_faults
from analyysi.errors import Sentence
from analyysi.languages.saying import said


class Row(BaseModel):
    """A table of a file, for these tests."""

    model_config = ConfigDict(extra="forbid", strict=True)

    name: str
    year: int

    @field_validator("year")
    @classmethod
    def _is_late(cls, year: int) -> int:
        if year < 2000:
            raise ValueError(Sentence("{value} is below zero", value=year))
        return year


def refused(**content: object) -> list[Sentence]:
    with pytest.raises(ValidationError) as refusal:
        Row.model_validate(content)
    return faults_in_words(refusal.value, Row)


def test_each_fault_is_a_sentence() -> None:
    assert refused(naem="x", year=2001) == [
        "'name' is missing: it must be given.",
        "unknown key 'naem'. Did you mean 'name'? Valid: name, year.",
    ]
    assert refused(name=3, year=1999) == [
        "name = 3: text in quotes was expected.",
        "year: 1999 is below zero",
    ]


def test_they_are_said_in_finnish_with_the_sentence_of_a_check_of_ours() -> None:
    (fault,) = refused(name="x", year=1999)
    assert said(joined_faults("2027.toml", [fault]), "fi") == "2027.toml: year: 1999 on alle nollan"
    several = joined_faults("2027.toml", refused(name="x", yaer=1, year="2001"))
    assert several.startswith("2027.toml has 2 faults:\n  - year: Input should be a valid integer")
    assert "tuntematon avain ”yaer”. Tarkoititko ”year”?" in said(several, "fi")


def test_very_many_are_counted() -> None:
    assert joined_faults("a", ["x"] * 60).endswith("\n  - and 10 more")
