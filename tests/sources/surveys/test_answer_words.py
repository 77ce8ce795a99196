"""The closed lists by which answers are read: no word means two things."""

import unicodedata
from itertools import combinations

import pytest

from analyysi.languages.catalogue import translated
from analyysi.languages.language_table import LANGUAGES
from analyysi.sources.surveys.answer_words import (
    HEADINGS,
    NO,
    YES,
    as_heading,
    in_plain,
    role_of,
    without_day,
)


def test_no_heading_has_two_meanings() -> None:
    for first, second in combinations(HEADINGS, 2):
        assert set(HEADINGS[first]).isdisjoint(HEADINGS[second])
    assert set(YES).isdisjoint(NO)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_is_read_by_the_headings_that_it_has(language: str) -> None:
    roles = {
        "Municipality": "payer",
        "Payer": "payer",
        "Code": "payer",
        "Question": "question",
        "Answer": "answer",
        "Is it an estimate?": "estimated",
        "Who answers, or the source": "source",
        "Comment": "comment",
        "Unit": "form",
        "Day": "form",
        "Previous answer ({year})": "form",
    }
    said = {text: translated(text, language) or "" for text in (*roles, "yes", "no")}
    assert {text: role_of(said[text]) for text in roles} == roles
    assert in_plain(said["yes"]) in YES
    assert in_plain(said["no"]) in NO


def test_marks_and_brackets_do_not_tell_headings_apart() -> None:
    assert as_heading(" LÄHDE: ") == "lähde"
    assert role_of(unicodedata.normalize("NFD", "Lähde")) == "source"
    assert role_of("Puhelin") is None


def test_columns_of_payers_are_called_as_in_every_table() -> None:
    headings = ("Kunnan nimi", "municipality_code", "Jäsenkunta", "Medlemskommun", "Tunnus")
    assert {role_of(heading) for heading in headings} == {"payer"}
    assert role_of("Nro") is None


@pytest.mark.parametrize(
    ("heading", "bare"),
    [
        ("Työasemat 31.12.2026", "työasemat"),
        ("työasemat (kpl)", "työasemat"),
        ("Työasemat, kpl", "työasemat"),
        ("workstations on 31 December 2026", "workstations"),
        ("Työasemat 2026", "työasemat"),
        ("kpl", "kpl"),
    ],
)
def test_a_day_at_the_end_of_a_heading_does_not_count(heading: str, bare: str) -> None:
    assert without_day(heading) == bare
