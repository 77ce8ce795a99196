"""The deciding body of a published year, in every language."""

import pytest

from analyysi.agreement.reading import read_agreement
from analyysi.drafting.decision_terms import _body
from analyysi.errors import ParameterError
from analyysi.project import Project


@pytest.mark.parametrize("given", ["578", "paltamo", "Kommunstyrelsen i Paltamo"])
def test_a_party_by_code_name_or_board_decides_by_its_board(project: Project, given: str) -> None:
    body = _body(read_agreement(project, "kainuu-ict"), given)
    assert body.texts == {
        "fi": "Paltamon kunnanhallitus",
        "sv": "Kommunstyrelsen i Paltamo",
        "en": "The municipal board of Paltamo",
    }


def test_any_other_body_stands_in_its_own_words(project: Project) -> None:
    body = _body(read_agreement(project, "kainuu-ict"), " The\nboard ")
    assert set(body.texts.values()) == {"The board"}
    assert body.lacking == ()


@pytest.mark.parametrize("given", ["Paltmo", "Paltamon", "Suomusalmi"])
def test_a_misspelt_party_is_no_body(project: Project, given: str) -> None:
    with pytest.raises(ParameterError, match=f"--decided-by '{given}': no party has that name. Di"):
        _body(read_agreement(project, "kainuu-ict"), given)
    for body in ("Kuhmoinen", "Kajaanin kaupunki", "Kainuun maakuntahallitus"):
        assert _body(read_agreement(project, "kainuu-ict"), body).main == body
