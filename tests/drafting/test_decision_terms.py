"""The deciding body of a published year, in every language."""

import pytest

from analyysi.agreement.reading import read_agreement
from analyysi.drafting.decision_terms import _body
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
