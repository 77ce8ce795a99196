"""One answer: exact numbers, estimates in words, units, and all that is none."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.languages.units import UNITS, Unit
from analyysi.messages import Message
from analyysi.sources.surveys.answer_cell import (
    Answer,
    NotAnAnswerError,
    read_answer,
    read_answer_text,
    words_of,
)
from analyysi.sources.surveys.questions import Question
from analyysi.tables.files.cell import Cell
from analyysi.tables.numbers.estimate_words import BEFORE_AN_ESTIMATE
from support.surveys import workstations


def of_unit(unit: Unit) -> Question:
    return Question("asked", workstations().label, unit, None)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("120", "120"),
        (" 120 ", "120"),
        ("1 205", "1205"),
        ("1\u00a0205,5", "1205.5"),
        ("40,5", "40.5"),
        ("40.5", "40.5"),
        ("0", "0"),
        ("120 työasemaa", "120"),
        ("120 kpl", "120"),
        ("120 st.", "120"),
        ("120 arbetsstationer", "120"),
    ],
)
def test_an_exact_answer(text: str, number: str) -> None:
    assert read_answer_text(text, workstations()) == Answer(Decimal(number))


@pytest.mark.parametrize(
    "text",
    [
        "n. 520",
        "n.520",
        "noin 520",
        "ca 520",
        "ca. 520",
        "~520",
        "≈ 520",
        "arviolta 520",
        "about 520",
        "Noin 520 työasemaa",
        "520 (arvio)",
        "520, arvio",
        "ungefär 520",
        "noin  520 kpl",
    ],
)
def test_an_estimate_keeps_its_words(text: str) -> None:
    assert read_answer_text(text, workstations()) == Answer(Decimal(520), " ".join(text.split()))


@pytest.mark.parametrize("word", BEFORE_AN_ESTIMATE)
def test_every_word_of_the_list_makes_an_estimate(word: str) -> None:
    answer = read_answer_text(f"{word} 520", workstations())
    assert (answer.number, bool(answer.words)) == (520, True)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("paljon", "a number zero or more was expected"),
        ("yli 500", "a number zero or more was expected"),
        ("500-520", "a number zero or more was expected"),
        ("500 tai 520", "'tai 520' is not known|not one number|was expected"),
        ("-5", "below zero"),
        ("−5", "below zero"),
        ("520 %", "'%' is not known"),
        ("520 tuntia", "'tuntia' is not known"),
        ("520 €", "'€' is not known"),
        ("5 t€", "'t€' is not known"),
        ("1.205", "can be read as"),
        ("-", "a number zero or more was expected"),
        ("?", "a number zero or more was expected"),
        ("12 3", "not one number"),
    ],
)
def test_what_is_no_answer(text: str, words: str) -> None:
    with pytest.raises(NotAnAnswerError, match=words):
        read_answer_text(text, workstations())


def test_the_decimal_mark_of_the_table_settles_a_doubt() -> None:
    assert read_answer_text("1.205", workstations(), ",").number == 1205


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
def test_an_answer_may_be_in_any_unit_of_the_table(unit: Unit) -> None:
    for word in words_of(unit):
        assert read_answer_text(f"12 {word}", of_unit(unit)).number == 12


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
def test_no_unit_takes_the_word_of_another(unit: Unit) -> None:
    for other in UNITS.values():
        if other is unit:
            continue
        for word in words_of(other) - words_of(unit):
            with pytest.raises(NotAnAnswerError):
                read_answer_text(f"12 {word}", of_unit(unit))


def test_a_unit_of_nobodys_table() -> None:
    assert read_answer_text("12", of_unit(Unit("x", Message("{unit}", {"unit": "–"})))).number == 12


def test_cells_of_a_spreadsheet() -> None:
    asked = workstations()
    assert read_answer(Cell(""), asked) is None
    assert read_answer(Cell("1 205", Decimal(1205)), asked) == Answer(Decimal(1205))
    assert read_answer(Cell("12 kpl", Decimal(12), unit="kpl"), asked) == Answer(Decimal(12))
    for cell, words in (
        (Cell("13", Decimal(13), Decimal("12.5")), "shows 13 and holds 12.5"),
        (Cell("12 %", Decimal(12), unit="%"), "'%' is not known"),
        (Cell("-3", Decimal(-3)), "below zero"),
        (Cell("#REF!", fault="holds the error #REF!"), "holds the error #REF!"),
        (Cell("12", Decimal(12), fault="is struck out"), "is struck out"),
    ):
        with pytest.raises(NotAnAnswerError, match=words):
            read_answer(cell, asked)


@given(st.integers(0, 10**9), st.sampled_from(["", "kpl", "työasemaa"]))
def test_every_whole_number_is_read_as_it_is_written(number: int, unit: str) -> None:
    assert read_answer_text(f"{number} {unit}", workstations()) == Answer(Decimal(number))


@given(st.text(max_size=12))
def test_any_text_is_an_answer_or_refused(text: str) -> None:
    try:
        answer = read_answer_text(text, workstations())
    except NotAnAnswerError:
        return
    assert answer.number >= 0
