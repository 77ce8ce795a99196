"""The box above the draft agreement: what the seat pays, and what stays open."""

from dataclasses import replace

import pytest

from analyysi.comparison.compare import Comparison
from analyysi.report.papers.seat_box import seat_box
from support.readers import reader_of

PALTAMO, SOTKAMO = "578", "765"


def plain(text: str) -> str:
    return text.replace("\xa0", " ")


def test_the_report_of_all_has_none(kainuu_2023: Comparison) -> None:
    assert seat_box(reader_of(kainuu_2023)) is None


@pytest.mark.parametrize(
    ("language", "board", "amount"),
    [
        ("fi", "Paltamon kunnanhallitus", "7 079 euroa"),
        ("sv", "Kommunstyrelsen i Paltamo", "7 079 euro"),
        ("en", "The municipal board of Paltamo", "7,079 euros"),
    ],
)
def test_a_decided_share_leads_and_is_what_the_budget_needs(
    kainuu_2023: Comparison, language: str, board: str, amount: str
) -> None:
    box = seat_box(reader_of(kainuu_2023, language, PALTAMO))
    assert box is not None
    assert (box["name"], box["board"]) == ("Paltamo", board)
    assert plain(box["appropriation"]) == amount
    assert box["decided"]
    assert box["differs"]


def test_a_computed_share_is_reserved_in_whole_euros(kainuu_2023: Comparison) -> None:
    box = seat_box(reader_of(kainuu_2023, "fi", SOTKAMO))
    assert box is not None
    assert (box["amount"], box["decided"], box["differs"]) == ("", False, False)
    assert plain(box["share"]) == "23 814,51 euroa"
    assert plain(box["appropriation"]) == "23 814 euroa"


def test_a_party_without_board_or_office_leaves_them_empty(kainuu_2023: Comparison) -> None:
    agreement = kainuu_2023.case.agreement
    bare = tuple(
        party.model_copy(update={"board": None, "signatory": None}) for party in agreement.parties
    )
    case = replace(kainuu_2023.case, agreement=agreement.model_copy(update={"parties": bare}))
    box = seat_box(reader_of(replace(kainuu_2023, case=case), "fi", PALTAMO))
    assert box is not None
    assert (box["board"], box["signatory"]) == ("", "")
