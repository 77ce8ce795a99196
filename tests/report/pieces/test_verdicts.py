"""What speaks for and against each way, and what holds of the chosen one."""

import pytest

from analyysi.comparison.compare import Comparison
from analyysi.report.pieces.verdicts import (
    for_and_against,
    properties,
)
from support.readers import reader_of


@pytest.mark.slow
def test_every_way_has_both_lines_and_no_verdict(kainuu_2023: Comparison) -> None:
    reader = reader_of(kainuu_2023)
    table = for_and_against(reader)
    assert [row.marked for row in table.rows].count(True) == 1
    for row, assessment in zip(table.rows, reader.assessments, strict=True):
        assert row.header == reader.words.title(assessment.split.title)
        assert reader.words.verdict(assessment.verdict) not in str(row)


@pytest.mark.slow
def test_no_merger_of_named_municipalities_is_spoken_of(kainuu_2023: Comparison) -> None:
    reader = reader_of(kainuu_2023)
    equal = next(row for row in for_and_against(reader).rows if row.header == "Tasajako")
    assert "yhtenä laskettuina" in equal.cells[1]
    assert not [code for code in kainuu_2023.payers if reader.words.payer(code) in equal.cells[1]]


@pytest.mark.slow
def test_properties_hold_or_fail_or_are_not_known(kainuu_2023: Comparison) -> None:
    reader = reader_of(kainuu_2023)
    chosen = reader.assessments[0]
    table = properties(reader)
    assert [row.cells[0] for row in table.rows] == [
        {True: reader.say("yes"), False: reader.say("no"), None: "–"}[finding.holds]
        for finding in chosen.findings
    ]
