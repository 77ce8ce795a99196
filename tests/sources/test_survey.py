"""Answers that the parties gave: typed columns, sources, estimates."""

from decimal import Decimal
from pathlib import Path

import pytest

from analyysi.errors import SchemaError, SourceError
from analyysi.sources.survey import read_survey

SURVEY = """\
municipality_code,staff,remark,estimated,source
091,40.5,,yes,Arvio henkilöstökertomuksesta
liitto,18,,,Vastaus 3.9.2026
"""


def survey(folder: Path, text: str = SURVEY) -> Path:
    path = folder / "kysely.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_answers_are_exact_and_estimates_are_marked(tmp_path: Path) -> None:
    answers = read_survey(survey(tmp_path), "kysely.csv")
    assert list(answers.table["staff"]) == [Decimal("40.5"), Decimal(18)]
    assert answers.estimated == {"091": "Arvio henkilöstökertomuksesta"}
    staff, remark = answers.table_schema.column("staff"), answers.table_schema.column("remark")
    assert staff is not None
    assert remark is not None
    assert (staff.type, remark.type) == ("number", "string")


@pytest.mark.parametrize(
    ("before", "after", "fault", "words"),
    [
        ("40.5", "-1", SchemaError, "staff '-1' is below 0"),
        ("liitto,", "091,", SchemaError, "the same key stands twice"),
        (",yes,", ",joo,", SchemaError, "'estimated' of 091 is neither 'yes' nor empty"),
        ("Vastaus 3.9.2026", "", SchemaError, "source is empty"),
        ("source", "lähde", SourceError, "has no column source: every answer needs its source"),
    ],
)
def test_answers_that_will_not_do(
    tmp_path: Path, before: str, after: str, fault: type[Exception], words: str
) -> None:
    path = survey(tmp_path, SURVEY.replace(before, after, 1))
    with pytest.raises(fault, match=f"^kysely.csv.*{words}"):
        read_survey(path, "kysely.csv")


def test_what_to_do_is_of_answers_and_not_of_a_snapshot(tmp_path: Path) -> None:
    path = survey(tmp_path, SURVEY.replace("40.5", "-1", 1))
    with pytest.raises(SchemaError, match=r"below 0\. Correct the answers in the file\.$"):
        read_survey(path, "kysely.csv")


def test_a_survey_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="^kysely.csv is missing: a key of the terms"):
        read_survey(tmp_path / "kysely.csv", "kysely.csv")


def test_a_fault_in_a_survey_is_to_be_corrected_in_its_file(tmp_path: Path) -> None:
    path = tmp_path / "kysely.csv"
    path.write_text("municipality_code,posts,estimated,source\n105,3,,\n", encoding="utf-8")
    with pytest.raises(SchemaError, match=r"source is empty\. Correct the answers in the file\.$"):
        read_survey(path, "kysely.csv")
