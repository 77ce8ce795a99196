"""Which splits are defensible, and what holds of the chosen one."""

from dataclasses import replace

import pytest

from analyysi.comparison.compare import Comparison
from analyysi.report.pieces.verdicts import (
    defensible,
    for_and_against,
    properties,
    properties_in_brief,
    verdict_in_words,
)
from support.readers import reader_of


@pytest.mark.slow
def test_every_split_is_named_under_its_verdict(kainuu_2023: Comparison) -> None:
    reader = reader_of(kainuu_2023)
    text = defensible(reader.assessments, reader.words)
    assert all(reader.words.of(seen.split.title) in text for seen in reader.assessments)
    hard = [replace(seen, verdict="hard_to_defend") for seen in reader.assessments]
    none = reader.say("None of the ways compared is defensible without reservations.")
    assert defensible(hard, reader.words).startswith(none)


@pytest.mark.slow
def test_each_row_has_its_verdict_and_the_chosen_one_is_marked(kainuu_2023: Comparison) -> None:
    reader = reader_of(kainuu_2023)
    table = for_and_against(reader, "weighed", "Otsikko", reader.assessments)
    assert [row.marked for row in table.rows].count(True) == 1
    for row, assessment in zip(table.rows, reader.assessments, strict=True):
        assert row.header.endswith(f"({verdict_in_words(assessment, reader.words)})")
    bare = for_and_against(reader, "weighed", "Otsikko", reader.assessments, limits=False)
    assert table.note
    assert bare.note == ""


@pytest.mark.slow
def test_properties_hold_or_fail_or_are_not_known(kainuu_2023: Comparison) -> None:
    reader = reader_of(kainuu_2023)
    chosen = reader.assessments[0]
    table = properties(chosen, reader.words)
    assert [row.cells[0] for row in table.rows] == [
        {True: reader.say("yes"), False: reader.say("no"), None: "–"}[finding.holds]
        for finding in chosen.findings
    ]
    brief = properties_in_brief(chosen, reader.words)
    for row, finding in zip(table.rows, chosen.findings, strict=True):
        assert (row.header in brief) == (finding.holds is not None)
