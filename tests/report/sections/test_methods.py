"""What each leading split would charge."""

from dataclasses import replace

import pytest

from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.report.blocks import Dots, Paragraph
from analyysi.report.sections.differences import furthest_split
from analyysi.report.sections.methods import section
from support.own_rules import with_rule
from support.readers import reader_of, tables_in


@pytest.mark.slow
def test_the_heading_names_the_split_that_changes_most(kainuu_2023: Comparison) -> None:
    reader = reader_of(kainuu_2023)
    shown = section(reader)
    assert reader.words.of(furthest_split(kainuu_2023).title) in shown.heading
    assert [table.id for table in tables_in(shown.blocks)] == ["methods-table"]


@pytest.mark.slow
def test_the_picture_is_drawn_by_the_page(kainuu_2023: Comparison) -> None:
    (dots,) = [b for b in section(reader_of(kainuu_2023)).blocks if isinstance(b, Dots)]
    assert len(dots.rows) == len(kainuu_2023.payers)


def test_one_split_alone_is_said_to_be_alone(kainuu_2023: Comparison) -> None:
    alone = replace(kainuu_2023, splits=(kainuu_2023.chosen,))
    reader = reader_of(alone)
    shown = section(reader)
    assert shown.heading == reader.say("No other way of sharing could be computed")
    (table,) = tables_in(shown.blocks)
    assert len(table.columns) == 1


@pytest.mark.slow
def test_own_ways_are_named_and_marked(kainuu_2023: Comparison) -> None:
    reader = reader_of(compare_methods(with_rule(kainuu_2023.case)))
    first, *_ = blocks = section(reader).blocks
    assert isinstance(first, Paragraph)
    assert "Näistä analyysin tekijän omia ovat: Neliöjuuri asukasluvusta" in first.text
    labels = [column.label for column in tables_in(blocks)[0].columns]
    assert [label for label in labels if "(analyysin tekijän oma)" in label] == [
        label for label in labels if label.startswith("Neliöjuuri")
    ]
    (plain, *_) = section(reader_of(kainuu_2023)).blocks
    assert isinstance(plain, Paragraph)
    assert "omia" not in plain.text
