"""What a year asks its payers, what they have answered, and what they answered before."""

import pytest

from analyysi.drafting.surveys.asked_survey import (
    asked_survey,
    earlier_answers,
    missing_answers,
    stored_by_file,
)
from analyysi.errors import ParameterError
from analyysi.project import Project
from support.surveys import KEY_TEXT, STAFF_TEXT, asks, stored


def test_questions_are_the_columns_that_keys_read_from_surveys(project_copy: Project) -> None:
    asks(project_copy, KEY_TEXT + STAFF_TEXT)
    survey = asked_survey(project_copy, "kainuu-ict", 2027)
    assert [asked.column for asked in survey.all_questions] == ["workstations", "staff"]
    assert survey.payers == ("105", "290", "578", "620", "697", "765", "777")
    alone = asked_survey(project_copy, "kainuu-ict", 2027, ["staff"])
    assert [asked.column for asked in alone.all_questions] == ["staff"]
    with pytest.raises(ParameterError, match="--question stafff: .* Did you mean 'staff'"):
        asked_survey(project_copy, "kainuu-ict", 2027, ["stafff"])


def test_a_table_from_elsewhere_is_asked_of_nobody(project_copy: Project) -> None:
    origin = 'unit = "workstations"\norigin = { fi = "Konsultin luettelo" }'
    asks(project_copy, KEY_TEXT.replace('unit = "workstations"', origin))
    with pytest.raises(ParameterError, match="asks nothing"):
        asked_survey(project_copy, "kainuu-ict", 2027)


def test_a_question_may_be_given(project: Project) -> None:
    survey = asked_survey(project, "kainuu-ict", 2027, ["hours=Tunnit 2026"])
    ((file, (question,)),) = survey.questions.items()
    assert (file, question.column, question.label.main, question.day) == (
        "",
        "hours",
        "Tunnit 2026",
        None,
    )
    for wrong in ("=Tunnit", "hours="):
        with pytest.raises(ParameterError, match="a column and the question's text"):
            asked_survey(project, "kainuu-ict", 2027, [wrong])


def test_a_year_that_asks_nothing_says_what_to_do(project: Project) -> None:
    with pytest.raises(ParameterError, match=r"2027\.toml asks nothing: .* survey = \"kysely-2027"):
        asked_survey(project, "kainuu-ict", 2027)


def test_who_has_not_answered(project_copy: Project) -> None:
    path = asks(project_copy)
    survey = asked_survey(project_copy, "kainuu-ict", 2027)
    assert stored_by_file(project_copy, survey) == {}
    assert list(missing_answers(survey, {})) == list(survey.payers)
    path.write_text(stored({"578": 120, "290": 7}), encoding="utf-8")
    lacking = missing_answers(survey, stored_by_file(project_copy, survey))
    assert list(lacking) == ["105", "620", "697", "765", "777"]


def test_answers_of_the_year_before(project_copy: Project) -> None:
    path = asks(project_copy)
    path.write_text(stored(), encoding="utf-8")
    folder = path.parent
    text = (folder / "2027.toml").read_text(encoding="utf-8")
    later = text.replace("year = 2027", "year = 2028", 1).replace("kysely.csv", "kysely-2028.csv")
    (folder / "2028.toml").write_text(later, encoding="utf-8")
    survey = asked_survey(project_copy, "kainuu-ict", 2028)
    earlier = earlier_answers(project_copy, survey)
    assert earlier is not None
    year, answers = earlier
    assert (year, answers["578", "workstations"]) == (2027, 1205)
    path.unlink()
    assert earlier_answers(project_copy, survey) is None
