"""Single answers for a new agreement, each refused with its reason."""

import pytest

from analyysi.drafting.agreements.answer_error import AnswerError, fault_of
from analyysi.drafting.agreements.answered_keys import check_key
from analyysi.drafting.agreements.answers import (
    check_id,
    check_organiser,
    check_payers,
    check_status,
)
from analyysi.errors import ParameterError
from analyysi.money import MAIN_CURRENCY
from analyysi.project import Project
from analyysi.report.language.words import Words


@pytest.mark.slow
@pytest.mark.parametrize(
    ("payers", "said"),
    [
        ("Puumala, 623", "Puumala (623) is named twice."),
        ("Pumala, Juwa", "Did you mean 'Puumala'?"),
        ("nyslot", "Did you mean 'Nyslott'?"),
        ("999", "'999' is no municipality's name or code."),
        ("091=Liitto", "'091' cannot be an organisation's code"),
        ("liitto=", "A text was expected."),
        (" , ", "The payers were expected"),
        ("Juva", "Juva alone shares nothing: name at least two payers."),
    ],
)
def test_payers_that_will_not_do(project: Project, payers: str, said: str) -> None:
    with pytest.raises(ParameterError) as raised:
        check_payers(project, payers)
    assert said in str(raised.value)


@pytest.mark.parametrize(
    "text",
    [
        "lahti, hollola ja Heinola",
        "lahti;hollola;Heinola",
        "Lahti och Hollola; 111",
        "Lahti, Hollola, and Heinola",
        "Lahti sekä Hollola\nHeinola",
    ],
)
def test_payers_are_named_as_people_write_lists(project: Project, text: str) -> None:
    parties = check_payers(project, text)
    assert [party.name.main for party in parties] == ["Lahti", "Hollola", "Heinola"]


def test_the_name_of_an_organisation_may_hold_an_and(project: Project) -> None:
    parties = check_payers(project, "Lahti; seura=Kotiseutu ja luonto")
    assert [party.name.main for party in parties] == ["Lahti", "Kotiseutu ja luonto"]


def test_a_payer_alone_is_named_in_the_language_spoken(project: Project) -> None:
    with pytest.raises(AnswerError) as fault:
        check_payers(project, "Raseborg")
    assert fault_of(fault.value, Words("sv", MAIN_CURRENCY)).startswith("Ensam fördelar Raseborg ")


@pytest.mark.slow
def test_single_answers(project: Project) -> None:
    payers = check_payers(project, "Nyslott,Juva")
    assert check_organiser(project, "178", payers) is payers[1]
    assert check_organiser(project, "Helsingfors", payers).code == "091"
    assert check_key(project, "equal", payers, 2027) is None
    found = check_key(project, "population", payers, 2022)
    assert found is not None
    assert (found.name, found.key.snapshot) == (
        "population_2021",
        "thl-sotkanet/population-31-12/2026-11-24",
    )
    assert check_status("draft") == "draft"
    for key, said in (
        ("tilastokeskus/11r:population:2025", "Did you mean 'tilastokeskus/11ra'?"),
        ("tilastokeskus/11ra:mean_age:2025", "no column 'mean_age' that a cost can be shared by"),
        ("tilastokeskus/11ra:population:2024", "no rows with year = 2024"),
        ("tilastokeskus/projection-2024-kainuu:population:2030", "no row for"),
    ):
        with pytest.raises(ParameterError, match=said.replace("?", r"\?")):
            check_key(project, key, payers, 2027)
    with pytest.raises(ParameterError, match="Choose another id"):
        check_id(project, "kainuu-ict")
