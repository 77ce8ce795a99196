"""Whose seat: names in any language, codes, misspellings, and those who do not take part."""

import unicodedata

import pytest

from analyysi.agreement.terms import Choice
from analyysi.comparison.compare import Comparison
from analyysi.comparison.participants import participant
from analyysi.errors import ParameterError


def test_a_name_as_macos_writes_it_is_the_same(kainuu_2023: Comparison) -> None:
    case = kainuu_2023.case
    decomposed = unicodedata.normalize("NFD", "Ristijärvi")
    assert decomposed != "Ristijärvi"
    assert participant(case.agreement, case.terms, decomposed) == "697"


@pytest.mark.parametrize("name", ["Paltamo", "paltamo", " PALTAMO ", "578"])
def test_a_participant_is_found_by_name_or_code(kainuu_2023: Comparison, name: str) -> None:
    assert participant(kainuu_2023.case.agreement, kainuu_2023.case.terms, name) == "578"


def test_misspelt_name_gets_the_nearest(kainuu_2023: Comparison) -> None:
    with pytest.raises(ParameterError, match="no participant 'Paltam'. Did you mean 'Paltamo'"):
        participant(kainuu_2023.case.agreement, kainuu_2023.case.terms, "Paltam")


@pytest.mark.parametrize("name", ["Kajaani", "Kajana", "205"])
def test_who_stays_outside_has_no_share(kainuu_2023: Comparison, name: str) -> None:
    with pytest.raises(
        ParameterError,
        match="Kajaani does not take part in kainuu-ict 2023.*Participants: Hyrynsalmi",
    ):
        participant(kainuu_2023.case.agreement, kainuu_2023.case.terms, name)


def test_an_organiser_that_pays_first_has_a_seat(kainuu_2023: Comparison) -> None:
    first = Choice(name="off_the_top", parameters={"payer": "kainuun-liitto", "share": "0.10"})
    terms = kainuu_2023.case.terms.model_copy(update={"steps": (first,)})
    assert participant(kainuu_2023.case.agreement, terms, "Kainuun liitto") == "kainuun-liitto"
    with pytest.raises(ParameterError, match="Kainuun liitto does not take part"):
        participant(kainuu_2023.case.agreement, kainuu_2023.case.terms, "Kainuun liitto")


def test_name_of_two_parties_asks_for_a_code(kainuu_2023: Comparison) -> None:
    agreement = kainuu_2023.case.agreement
    paltamo = agreement.party("578").name
    parties = tuple(
        p.model_copy(update={"name": paltamo}) if p.code == "290" else p for p in agreement.parties
    )
    twice = agreement.model_copy(update={"parties": parties})
    with pytest.raises(
        ParameterError,
        match="'Paltamo' is the name of several parties of kainuu-ict: give a code, 290",
    ):
        participant(twice, kainuu_2023.case.terms, "Paltamo")
    assert participant(twice, kainuu_2023.case.terms, "578") == "578"
