"""Sentences of errors: English text, with what it was made of; every one is in the catalogues."""

import pickle

import pytest

from analyysi.errors import (
    ParameterError,
    Sentence,
    ServiceError,
    all_of,
    by_count,
    either,
    joined,
    sentence_of,
)
from analyysi.languages.catalogue import has_words, translated
from analyysi.languages.language_table import LANGUAGES
from analyysi.languages.local_text import LocalText
from support.said_texts import (
    PACKAGE,
    TO_CONVERT,
    is_converted,
    made_in_place,
    placeholders,
    said_in,
    said_texts,
    texts_of_help,
)


def test_a_sentence_is_its_english_text() -> None:
    near = Sentence("Did you mean '{name}'?", name="equal")
    sentence = Sentence("No '{name}' in {place}. {near}", name="equl", place="a.csv", near=near)
    assert sentence == "No 'equl' in a.csv. Did you mean 'equal'?"
    assert f"{sentence}!" == "No 'equl' in a.csv. Did you mean 'equal'?!"
    assert sentence.text == "No '{name}' in {place}. {near}"
    assert sentence.values["near"] is near


def test_a_text_without_values_keeps_its_braces() -> None:
    assert Sentence('write { fi = "..." }') == 'write { fi = "..." }'


def test_a_text_of_several_languages_is_told_in_the_main_one_in_english() -> None:
    name = LocalText(fi="Kajaani", sv="Kajana")
    assert Sentence("No figure of {payer}.", payer=name) == "No figure of Kajaani."


def test_an_error_holds_its_sentence_and_survives_another_process() -> None:
    error = ParameterError("{year} is no year of {agreement}.", year=2031, agreement="kainuu-ict")
    assert str(error) == "2031 is no year of kainuu-ict."
    copied = pickle.loads(pickle.dumps(error))
    assert str(copied) == str(error)
    assert copied.sentence.values == {"year": 2031, "agreement": "kainuu-ict"}
    refused = pickle.loads(pickle.dumps(ServiceError("{host} refuses.", status=403, host="x.fi")))
    assert (str(refused), refused.status) == ("x.fi refuses.", 403)


def test_an_error_made_of_an_f_string_is_a_sentence_too() -> None:
    error = ParameterError(f"No year in {'{2031}'}.")
    assert str(error) == "No year in {2031}."
    assert error.sentence.values == {}


def test_the_sentence_of_an_exception_is_found() -> None:
    sentence = Sentence("{n} too many", n=1)
    assert sentence_of(ParameterError(sentence)) is sentence
    assert sentence_of(ValueError(sentence)) is sentence
    assert sentence_of(ValueError("1 too many")) is None
    assert sentence_of("1 too many") is None


def test_lists_and_counts() -> None:
    assert joined(["a", "b"]) == "a, b"
    assert joined([]) == ""
    assert either(["a"]) == "a"
    assert either(["a", "b", "c"]) == "a, b or c"
    assert all_of(iter(["a", "b"])) == "a and b"
    assert by_count(2, "{count} fault in {file}", "{count} faults in {file}", file="a") == (
        "2 faults in a"
    )


# Every text of the source.


@pytest.mark.slow
def test_every_text_has_its_values_and_a_translation_with_the_same_placeholders() -> None:
    faults = []
    texts = list(said_texts())
    assert len(texts) > 100
    for said in texts:
        if not said.must_be_translated:
            continue
        asked = placeholders(said.text) if said.names != frozenset() else said.names
        if said.names is not None and asked != said.names:
            faults.append(f"{said.place}: {said.text!r} is given {sorted(said.names)}")
        for language in LANGUAGES if has_words(said.text) else ():
            translation = translated(said.text, language)
            if translation is None:
                faults.append(f"{said.place}: {said.text!r} is not in '{language}'")
            elif asked and not placeholders(translation) <= asked:
                faults.append(f"{said.place}: {translation!r} asks for more than {sorted(asked)}")
            elif asked and placeholders(translation) != asked:
                faults.append(f"{said.place}: {translation!r} leaves out one of {sorted(asked)}")
    assert faults == []


@pytest.mark.slow
def test_no_error_of_a_converted_room_is_put_together_on_the_spot() -> None:
    lines = {
        path.relative_to(PACKAGE).as_posix(): made_in_place(path.read_text(encoding="utf-8"))
        for path in sorted(PACKAGE.rglob("*.py"))
        if is_converted(path)
    }
    assert {name: places for name, places in lines.items() if places} == {}


@pytest.mark.slow
def test_the_pages_of_help_have_their_translations() -> None:
    texts = texts_of_help()
    assert len(texts) > 100
    for language in LANGUAGES:
        lacking = {text for text in texts if has_words(text) and not translated(text, language)}
        assert lacking == set()


def test_every_room_that_is_to_be_converted_is_there() -> None:
    assert [room for room in TO_CONVERT if not (PACKAGE / room).exists()] == []


def test_what_is_wrong_in_a_source_is_found() -> None:
    assert made_in_place("raise ParameterError(f'no {name}')\nraise ValueError('no')") == [1]
    said = list(said_in("print_sentence('{a} of {b}', a=1)\nraise XError('plain')", "m.py", False))
    assert [(text.text, text.names) for text in said] == [
        ("{a} of {b}", frozenset({"a"})),
        ("plain", frozenset()),
    ]
    assert [text.must_be_translated for text in said] == [True, False]
