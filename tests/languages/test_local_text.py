"""Texts by language: told in the reader's, or said to be missing; a bare one is Finnish."""

import pickle
import unicodedata

import jsonschema
import pytest
from pydantic import TypeAdapter, ValidationError

from analyysi.errors import ParameterError
from analyysi.languages.language_table import LANGUAGES, MAIN_LANGUAGE
from analyysi.languages.local_text import LocalOrFinnish, LocalText

READER: TypeAdapter[LocalText] = TypeAdapter(LocalOrFinnish)


def test_a_text_is_told_in_each_language() -> None:
    text = LocalText(fi="verotulot", sv="skatteinkomster", en="tax revenue")
    assert [text.in_language(language) for language in ("fi", "sv", "en")] == [
        "verotulot",
        "skatteinkomster",
        "tax revenue",
    ]


@pytest.mark.parametrize(
    "text", [LocalText(fi="Väestö 31.12."), READER.validate_python("Väestö 31.12.")]
)
def test_a_language_that_lacks_is_told(text: LocalText) -> None:
    with pytest.raises(
        ParameterError, match=r"'Väestö 31\.12\.' has no version in 'sv': add it beside the Finnish"
    ):
        text.in_language("sv")


def test_a_bare_text_is_finnish_and_is_written_by_language() -> None:
    bare = READER.validate_python(" Verotulot ")
    assert bare == LocalText(fi="Verotulot")
    written = READER.dump_python(bare, mode="json", exclude_none=True)
    assert written == {"fi": "Verotulot"}
    assert READER.validate_python(written) == bare
    assert READER.validate_python({"fi": "Verotulot", "en": "Tax revenue"}).en == "Tax revenue"


@pytest.mark.parametrize(
    "wrong", ["", " ", {"en": "Tax revenue"}, {"fi": "Verotulot", "se": "x"}, 5, None]
)
def test_what_is_no_text_is_refused(wrong: object) -> None:
    with pytest.raises(ValidationError):
        READER.validate_python(wrong)


def test_the_json_schema_lets_both_through() -> None:
    checker = jsonschema.Draft202012Validator(READER.json_schema())
    assert checker.is_valid("Verotulot")
    assert checker.is_valid({"fi": "Verotulot", "sv": "Skatteinkomster"})
    assert not checker.is_valid({"sv": "Skatteinkomster"})


def test_it_knows_what_is_written_and_what_lacks() -> None:
    text = LocalText.of({"fi": "Verotulot", "en": "Tax revenue"})
    assert text.main == "Verotulot"
    assert text.texts == {"fi": "Verotulot", "en": "Tax revenue"}
    assert text.lacking == ("sv",)
    assert [text.or_main(language) for language in ("en", "sv")] == ["Tax revenue", "Verotulot"]
    assert LocalText.in_main_language("Verotulot").lacking == ("sv", "en")


def test_it_is_composed_however_it_was_written() -> None:
    decomposed = unicodedata.normalize("NFD", "Ristijärvi")
    assert LocalText(fi=decomposed).main == "Ristijärvi" != decomposed


def test_its_fields_are_the_rows_of_the_table() -> None:
    assert tuple(LocalText.model_fields) == tuple(LANGUAGES)
    required = [name for name, field in LocalText.model_fields.items() if field.is_required()]
    assert required == [MAIN_LANGUAGE]
    assert pickle.loads(pickle.dumps(LocalText(fi="x"))) == LocalText(fi="x")
