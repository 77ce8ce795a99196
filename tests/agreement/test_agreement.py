"""The standing agreement: its parties, who is named among them, and the yearly round."""

from typing import Any

import pytest

from analyysi.agreement.agreement import Agreement
from analyysi.agreement.reading import validate
from analyysi.errors import ParameterError

PARTIES = [
    {"code": "578", "kind": "municipality", "name": {"fi": "Paltamo"}},
    {"code": "kl", "kind": "organisation", "name": {"fi": "Kainuun liitto"}},
]
PLAIN: dict[str, Any] = {
    "id": "kainuu-ict",
    "subject": {"fi": "Kustannusten jako"},
    "purpose": {"fi": "Yhteinen työntekijä"},
    "organiser": "kl",
    "parties": PARTIES,
}


def agreement(**changed: Any) -> Agreement:
    return validate(PLAIN | changed, Agreement, "agreement.toml")


def deadline(**changed: Any) -> Agreement:
    step = {"years": -1, "month": 9, "what": {"fi": "Päätös"}, "source": {"fi": "Sopimus"}}
    return agreement(timetable=[step | changed])


def test_party_is_found_by_its_code() -> None:
    assert agreement().party("578").name.fi == "Paltamo"
    with pytest.raises(KeyError, match="579"):
        agreement().party("579")


def test_a_party_may_give_its_name_in_cases() -> None:
    with_genitive = PARTIES[1] | {"genitive": {"fi": "Kainuun liiton"}}
    party = agreement(parties=[PARTIES[0], with_genitive]).party("kl")
    genitive = party.in_case("genitive")
    assert genitive is not None
    assert genitive.main == "Kainuun liiton"
    assert party.in_case("locative") is None


@pytest.mark.parametrize("code", ["57", "5780", "kl", "Ä78"])
def test_municipality_has_three_digits(code: str) -> None:
    with pytest.raises(ParameterError, match="three digits in quotes|code"):
        agreement(parties=[PARTIES[0] | {"code": code}, PARTIES[1]])


def test_party_is_listed_once() -> None:
    with pytest.raises(ParameterError, match="party 578 is listed twice"):
        agreement(parties=[*PARTIES, PARTIES[0]])


def test_organiser_and_employer_are_parties() -> None:
    with pytest.raises(ParameterError, match='organiser = "ky" is not among the parties: 578, kl'):
        agreement(organiser="ky")
    work = {"employer": "ky", "placement": {"fi": "Kajaani"}, "supervisor": {"fi": "johtaja"}}
    with pytest.raises(ParameterError, match=r'work\.employer = "ky" is not among the parties'):
        agreement(work=work)
    assert agreement(work=work | {"employer": "kl"}).work is not None


def test_the_currency_is_one_of_iso_4217_whose_amounts_can_be_shared() -> None:
    assert agreement().currency == "EUR"
    assert agreement(currency="SEK").currency == "SEK"
    with pytest.raises(ParameterError, match="currency: 'KRONOR' is no currency"):
        agreement(currency="KRONOR")
    with pytest.raises(ParameterError, match="currency: amounts in KWD have 3 decimals"):
        agreement(currency="KWD")


@pytest.mark.parametrize("name", ["Kainuu", "kainuu ict", "-kainuu", "kainuu--ict", "kainuu/ict"])
def test_id_is_a_name_that_a_folder_can_have(name: str) -> None:
    with pytest.raises(ParameterError, match="id"):
        agreement(id=name)


def test_deadline_is_a_day_of_every_year() -> None:
    assert deadline(month=2, day=28).timetable[0].day == 28
    with pytest.raises(ParameterError, match="month 2 does not have a day 29 every year"):
        deadline(month=2, day=29)
    with pytest.raises(ParameterError, match="month 9 does not have a day 31 every year"):
        deadline(month=9, day=31)


@pytest.mark.parametrize("changed", [{"years": 4}, {"month": 0}, {"month": 13}, {"day": 0}])
def test_deadline_out_of_range(changed: dict[str, int]) -> None:
    (name,) = changed
    with pytest.raises(ParameterError, match=rf"timetable\[1\]\.{name}"):
        deadline(**changed)
