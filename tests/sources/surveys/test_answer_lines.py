"""Lines of messages: a payer and its answer, or passed over and said to be."""

import pytest

from analyysi.errors import SchemaError
from analyysi.sources.surveys.answer_lines import read_answer_lines
from analyysi.sources.surveys.answer_table import Answers
from analyysi.tables.names.payers import Payers
from support.surveys import parties, workstations


def read(text: str) -> Answers:
    return read_answer_lines(text, "viesti.txt", Payers(parties()), workstations())


@pytest.mark.parametrize(
    ("line", "payer", "number", "words", "source"),
    [
        ("Paltamo: 120 työasemaa", "578", 120, "", ""),
        ("Paltamo 120", "578", 120, "", ""),
        ("Paltamo;1 205", "578", 1205, "", ""),
        ("Paltamo\t120", "578", 120, "", ""),
        ("Paltamon kunta – n. 520", "578", 520, "n. 520", ""),
        ("Kuhmo noin 520 kpl", "290", 520, "noin 520 kpl", ""),
        ("578 Paltamo: 120", "578", 120, "", ""),
        ("Sotkamo: ca 520 (laitelistasta)", "765", 520, "ca 520", "laitelistasta"),
        ("Sotkamo: 520 (arvio)", "765", 520, "520 (arvio)", ""),
        ("Sotkamo: 520, laskettu laitelistasta", "765", 520, "", "laskettu laitelistasta"),
        ("Sotkamo: 520 (Kuhmon luettelo 2026)", "765", 520, "", "Kuhmon luettelo 2026"),
    ],
)
def test_a_line_of_an_answer(line: str, payer: str, number: int, words: str, source: str) -> None:
    (given,) = read(line).given
    assert given.answer is not None
    assert (given.payer, given.answer.number, given.answer.words, given.source) == (
        payer,
        number,
        words,
        source,
    )
    assert given.estimated == bool(words)


def test_what_surrounds_the_answers_is_passed_over_and_said() -> None:
    answers = read("Hei,\n\nluvut 24.8.2026:\nPaltamo: 120\n\nTerveisin\npuh. 040 123 4567\n")
    assert len(answers.given) == 1
    assert answers.given[0].place == "line 4"
    assert len(answers.notes) == 4


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Paltammo: 120", "line 1: 'Paltammo: 120' holds an answer and names no party.* 'Paltamo'"),
        ("Kuhmoinen: 120", "line 1: Kuhmoinen is the municipality 291"),
        ("Paltamo: 500-520", "line 1: holds '500-520'"),
        ("Paltamo: 120\nPaltamo: 121", "line 2 is of 578, as line 1 is"),
        ("Paltamo: -3", "line 1: holds '-3', which is below zero"),
        ("Paltamo -3", "line 1: holds '-3', which is below zero"),
        ("Paltamo ei tiedä", "line 1: .* names a payer and holds no number"),
        ("Paltamo: n. 430 työasemaa, Kuhmo 530", "line 1: .* holds two answers: write each"),
        ("Paltamo: 120; Kuhmon kaupunki: 530", "line 1: .* holds two answers: write each"),
        ("Hei vain", "no line names a payer and an answer"),
    ],
)
def test_lines_that_will_not_do(text: str, words: str) -> None:
    with pytest.raises(SchemaError, match=f"^viesti.txt: {words}"):
        read(text)
