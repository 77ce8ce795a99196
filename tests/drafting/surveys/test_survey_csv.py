"""The survey as it is written: one form, quoted where it must be, and read back as it was."""

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.drafting.surveys.survey_csv import survey_csv, written
from analyysi.sources.surveys.answer_cell import Answer
from analyysi.sources.surveys.answer_table import GivenAnswer
from support.surveys import workstations


def answer(payer: str, number: str, source: str, words: str = "", comment: str = "") -> GivenAnswer:
    return GivenAnswer(
        payer,
        "workstations",
        Answer(Decimal(number), words),
        bool(words),
        source,
        comment,
        "B2",
    )


def table(*answers: GivenAnswer) -> str:
    rows = {given.payer: {"workstations": given} for given in answers}
    return survey_csv([workstations()], rows, {}).decode()


def test_columns_that_nobody_needs_are_left_out() -> None:
    assert table(answer("578", "12.50", "x")) == (
        "municipality_code,workstations,estimated,source\n578,12.5,,x\n"
    )
    assert table(answer("578", "12", "x", "n. 12", "ok")) == (
        "municipality_code,workstations,estimated,as_answered,source,comment\n"
        "578,12,yes,n. 12,x,ok\n"
    )
    assert table() == ""


@pytest.mark.parametrize(
    ("text", "stored"), [("0", "0"), ("12.50", "12.5"), ("1E+3", "1000"), ("0.001", "0.001")]
)
def test_numbers_are_stored_exactly(text: str, stored: str) -> None:
    assert written(Decimal(text)) == stored


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Zl", "Zp"]), max_size=20)
)
def test_a_source_never_parts_the_row(source: str) -> None:
    text = table(answer("578", "12", source))
    (_, row) = list(csv.reader(io.StringIO(text, newline="")))
    assert len(row) == 4
    assert row[3].lstrip("'") == " ".join(source.split()).lstrip("'")
