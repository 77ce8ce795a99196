"""What an interview knows: municipalities, the population, and texts in its languages."""

import pytest

from analyysi.messages import Message
from analyysi.project import Project
from support.interviews import answers_of, state_of

QUESTION = Message("Subject, as a title")


def test_a_text_is_asked_in_the_language_and_in_the_main_one(project: Project) -> None:
    assert state_of(project, ["Jako"]).local_text(QUESTION).texts == {"fi": "Jako"}
    swedish = state_of(project, ["Fördelning", "Jako"], language="sv")
    assert swedish.local_text(QUESTION).texts == {"fi": "Jako", "sv": "Fördelning"}
    asked = [said.question for said in swedish.dialogue.answered]
    assert [question.rpartition(" ")[2] for question in asked] == ["(svenska)", "(finska)"]


@pytest.mark.slow
def test_the_population_is_worked_out_once(project: Project) -> None:
    state = state_of(project)
    answers = answers_of(state)
    first = state.population(answers.payers, 2027)
    assert first is not None
    assert first.name == "population_2025"
    assert state.population(answers.payers, 2027) is first
    assert state.register["205"].main == "Kajaani"


@pytest.mark.slow
def test_parameters_may_name_parties_and_keys(project: Project) -> None:
    state = state_of(project)
    around = state.around(answers_of(state))
    assert [party.code for party in around.parties] == ["205", "290", "578"]
    assert list(around.keys) == ["population_2025"]
    assert around.claims == {}
