"""What a survey asks: one question for each column that keys read."""

from analyysi.sources.surveys.questions import questions_of
from support.surveys import survey_key


def test_a_column_is_asked_once_however_many_keys_read_it() -> None:
    keys = [
        survey_key(),
        survey_key(transform=[{"kind": "minimum", "value": "10"}], label={"fi": "vähintään 10"}),
        survey_key(column="staff", unit="persons"),
        survey_key(survey="toinen.csv", column="hours", unit="hours"),
        survey_key(survey=None, snapshot="a/b/2026-01-01"),
    ]
    asked = questions_of(keys)
    assert {file: [question.column for question in of_file] for file, of_file in asked.items()} == {
        "kysely.csv": ["workstations", "staff"],
        "toinen.csv": ["hours"],
    }
    assert asked["kysely.csv"][0].label.main == "työasemat 31.12.2026"
    assert asked["toinen.csv"][0].unit.name == "hours"
