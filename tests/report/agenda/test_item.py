"""The agenda item as a whole: its length in every seat and language, and its text to be copied."""

import re
from functools import cache

import pytest

from analyysi.comparison.case import load_year
from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.languages.language_table import LANGUAGES
from analyysi.project import Project
from analyysi.report.agenda.item import LEAST, MOST, AgendaItem, agenda_item
from support.places import ROOT
from support.readers import reader_of

STORED = [
    ("kainuu-ict", 2023),
    ("kainuu-ict", 2027),
    ("dublin-fire", 2009),
    ("dublin-fire", 2013),
]


@cache
def stored(agreement: str, year: int) -> Comparison:
    return compare_methods(load_year(Project(ROOT), agreement, year))


def items(comparison: Comparison, language: str) -> dict[str, AgendaItem]:
    return {
        payer: agenda_item(reader_of(comparison, language, payer)) for payer in comparison.payers
    }


def words_in(text: str) -> int:
    """Count words and numbers as a reader does, without the marks of lists."""
    lines = [re.sub(r"^(?:-|\d\.) ", "", line) for line in text.splitlines()]
    return len(" ".join(lines).replace("\xa0", "").split())


def decided_part(item: AgendaItem) -> str:
    """Return the text without the line of the budget, and without the mark of a draft."""
    return item.plain_text().partition(item.appropriation.caption)[0].removeprefix(item.mark)


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("agreement", "year"), STORED)
def test_every_seat_gets_an_item_of_150_to_250_words(
    agreement: str, year: int, language: str
) -> None:
    for item in items(stored(agreement, year), language).values():
        assert LEAST <= item.words() == words_in(decided_part(item)) <= MOST


def test_an_example_without_a_history_is_long_enough_too(paijat_hame: Comparison) -> None:
    for language in LANGUAGES:
        for item in items(paijat_hame, language).values():
            assert item.events == ()
            assert LEAST <= words_in(decided_part(item)) <= MOST


@pytest.mark.slow
def test_steps_for_which_there_is_no_room_are_the_oldest(kainuu_2023: Comparison) -> None:
    finnish, english = (items(kainuu_2023, language)["620"] for language in ("fi", "en"))
    assert len(finnish.events) == len(kainuu_2023.case.agreement.history)
    assert finnish.events[0].startswith("toukokuu 2022: ")
    assert len(english.events) < len(finnish.events)
    assert english.events[-1].startswith("20 September 2022: ")
    assert english.events_label == "Newest steps of the preparation:"


def test_the_text_has_all_in_the_order_of_an_agenda(kainuu_2023: Comparison) -> None:
    text = items(kainuu_2023, "fi")["578"].plain_text().replace("\xa0", " ")
    title, *parts = text.removesuffix("\n").split("\n\n")
    assert title == (
        "Kainuun yhteisen ICT-henkilön kustannusten jako 2023: sopimusluonnos ja Paltamon maksuosuus"
    )
    assert parts[0] == "Asiaselostus"
    assert parts[1].startswith("Asian valmistelu:\n- toukokuu 2022: ")
    assert parts[-4] == "Päätösesitys"
    assert parts[-3].splitlines()[:3] == [
        "Paltamon kunnanhallitus päättää",
        "1. hyväksyä oheisen sopimusluonnoksen kuitenkin niin, että Paltamon maksuosuus vuonna 2023 "
        "on 7 079 euroa eikä taulukon mukainen 7 325,24 euroa",
        "2. esittää valtuustolle, että summa varataan vuoden 2023 talousarvioon",
    ]
    assert parts[-2].splitlines()[2:] == [
        "Kustannuspaikka, tili: [täydennä]",
        "TA 2023: 7 079",
        "TS 2024: 7 289",
        "TS 2025: 7 252",
    ]


def test_the_text_of_a_draft_begins_with_its_mark(kainuu_2027: Comparison) -> None:
    assert items(kainuu_2027, "sv")["578"].plain_text().startswith("UTKAST\n\n")


def test_the_joint_report_has_no_item(kainuu_2023: Comparison) -> None:
    with pytest.raises(ValueError, match="no seat"):
        agenda_item(reader_of(kainuu_2023))
