"""Reminders: to those who have not answered, with the questions and the day, and nobody's name."""

import pytest

from analyysi.drafting.surveys.asked_survey import asked_survey, missing_answers
from analyysi.drafting.surveys.reminder import reminder_file, reminders
from analyysi.languages.language_table import LANGUAGES
from analyysi.project import Project
from support.surveys import KEY_TEXT, STAFF_TEXT, asks


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reminder_names_payer_questions_and_day(project_copy: Project, language: str) -> None:
    asks(project_copy, KEY_TEXT + STAFF_TEXT)
    survey = asked_survey(project_copy, "kainuu-ict", 2027)
    missing = {"578": survey.all_questions[:1], "290": survey.all_questions}
    texts = reminders(survey, missing, language)
    assert list(texts) == ["578", "290"]
    assert "Paltamo" in texts["578"]
    assert "2026" in texts["578"]
    label = survey.all_questions[0].label.in_language(language)
    assert label[1:] in texts["578"]
    assert texts["578"].count("\n- ") == 1
    assert texts["290"].count("\n- ") == 2
    # A line of a message would not say which of two questions it answers.
    assert ": 120" not in texts["578"] + texts["290"]
    alone = asked_survey(project_copy, "kainuu-ict", 2027, ["workstations"])
    assert "Paltamo: 120" in reminders(alone, missing, language)["578"]
    assert survey.agreement.subject.in_language(language) in texts["578"]


def test_nobody_is_reminded_without_need(project_copy: Project) -> None:
    asks(project_copy)
    survey = asked_survey(project_copy, "kainuu-ict", 2027)
    assert reminders(survey, {}, "fi") == {}
    assert len(reminders(survey, missing_answers(survey, {}), "sv")) == 7
    assert reminder_file(survey, "sv", "578") == "enkat-kainuu-ict-2027-578-paltamo.txt"
