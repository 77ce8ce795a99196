"""The answer of the front page: kicker, heading, figures and background."""

from dataclasses import replace
from datetime import date

import pytest

from analyysi.agreement.terms import Terms
from analyysi.comparison.compare import Comparison
from analyysi.languages.local_text import LocalText
from analyysi.report.front import answer
from analyysi.report.sections.head import title
from support.readers import reader_of, without_heads

SPACE = "\u00a0"


def with_terms(comparison: Comparison, **update: object) -> Comparison:
    terms: Terms = comparison.case.terms.model_copy(update=update)
    return replace(comparison, case=replace(comparison.case, terms=terms))


def test_a_seat_with_an_approved_share_is_led_by_it(kainuu_2023: Comparison) -> None:
    reader = reader_of(kainuu_2023, focus="578")
    assert answer.heading(reader) == (
        f"Paltamon hyväksymä osuus on 7{SPACE}079{SPACE}euroa. "
        f"Asukasluvun 31.12.2021 mukaan se olisi 7{SPACE}325{SPACE}euroa"
    )
    label, amount, part = answer.key_figures(reader)[0]
    assert (label, amount, part) == (
        "Hyväksytty osuus",
        f"7{SPACE}079{SPACE}€",
        f"8,8{SPACE}% kustannuksesta",
    )
    assert f"2,22{SPACE}€" in answer.key_figures(reader)[1]  # 7 079 € of 3 183 inhabitants
    approved = answer.approved(reader)
    assert approved is not None
    assert answer.is_decided(approved)


def test_a_seat_without_one_has_the_computed_share(kainuu_2023: Comparison) -> None:
    reader = reader_of(kainuu_2023, focus="620")
    assert answer.approved(reader) is None
    assert answer.heading(reader).startswith(f"Puolanka maksaisi 5{SPACE}629{SPACE}euroa")
    decided = with_terms(kainuu_2023, status="decided")
    assert answer.heading(reader_of(decided, focus="620")).startswith("Puolanka maksaa ")


@pytest.mark.parametrize(
    ("language", "start"),
    [
        ("fi", "Seitsemän kuntaa maksaisi yhteensä"),
        ("sv", "Sju kommuner skulle betala sammanlagt"),
        ("en", "Seven municipalities would together pay"),
    ],
)
def test_the_joint_heading_says_who_pays_what_by_which_way(
    kainuu_2023: Comparison, language: str, start: str
) -> None:
    heading = answer.heading(reader_of(kainuu_2023, language))
    assert heading.startswith(start)
    assert "2,30" in heading.replace(".", ",")
    without = answer.heading(reader_of(without_heads(kainuu_2023), language))
    assert heading.startswith(without)


def test_the_kicker_says_status_and_day_and_names_nobody_unasked(kainuu_2023: Comparison) -> None:
    reader = reader_of(kainuu_2023)
    line = answer.kicker(reader, title(reader))
    assert "laskelma, ei päätös · uusimmat luvut haettu " in line
    assert "Kainuun liitto" not in line
    named = with_terms(
        kainuu_2023,
        prepared_by=LocalText.of({"fi": "Talousosasto", "sv": "Ekonomi", "en": "Finance"}),
        prepared_on=date(2022, 9, 21),
        status="draft",
    )
    reader = reader_of(named)
    line = answer.kicker(reader, title(reader))
    assert line.endswith("luonnos, ei päätös · laadittu 21.9.2022 · laatija: Talousosasto")


def test_background_says_who_stays_outside(kainuu_2023: Comparison) -> None:
    background = answer.background(reader_of(kainuu_2023))
    assert any("Kajaani" in sentence for sentence in background)


def test_how_many_pay_is_a_word(kainuu_2023: Comparison) -> None:
    assert answer.payers_in_words(reader_of(kainuu_2023)) == "seitsemän kuntaa"


def test_words_of_the_terms_end_as_a_sentence() -> None:
    assert answer.as_sentence("Keksitty summa") == "Keksitty summa."
    assert answer.as_sentence("Oletus.") == "Oletus."
    assert answer.as_sentence("") == ""
