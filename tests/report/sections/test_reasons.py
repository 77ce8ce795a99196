"""How each way weighs by each yardstick, and how far each share moves over the official keys."""

from dataclasses import replace
from fractions import Fraction

import pytest

from analyysi.comparison.compare import Comparison
from analyysi.report.front.ways import by_official_keys
from analyysi.report.sections.reasons import section
from support.readers import number, reader_of, tables_in, without_heads

pytestmark = pytest.mark.slow


def test_the_range_of_each_share_is_that_of_the_ways_by_one_key(kainuu_2023: Comparison) -> None:
    _, ranges = tables_in(section(reader_of(kainuu_2023, focus="578")).blocks)
    splits = by_official_keys(kainuu_2023)
    assert len(splits) == 4
    for code, row in zip(kainuu_2023.payers, ranges.rows, strict=True):
        chosen, low, high = (number(cell.partition(" (")[0]) for cell in row.cells)
        amounts = [Fraction(split.shown[code], 100) for split in splits]
        assert (low, high) == (min(amounts), max(amounts))
        assert chosen == Fraction(kainuu_2023.chosen.shown[code], 100)
    assert [row.header for row in ranges.rows if row.marked] == ["Paltamo"]


def test_every_listed_way_stands_beside_the_yardsticks(kainuu_2023: Comparison) -> None:
    ways, _ = tables_in(section(reader_of(kainuu_2023)).blocks)
    assert ways.id == "weight-ways"
    assert len(ways.rows) == len(kainuu_2023.listed)


def test_without_inhabitants_the_heading_speaks_of_none(kainuu_2023: Comparison) -> None:
    reader = reader_of(without_heads(kainuu_2023))
    assert section(reader).heading == reader.say("What the choice of the way means")


def test_the_range_of_an_inhabitant_has_its_unit_once(kainuu_2023: Comparison) -> None:
    equal = next(split for split in kainuu_2023.others if split.variant.needs_no_figures)
    heading = section(reader_of(replace(kainuu_2023, splits=(equal,)))).heading
    assert heading.replace("\xa0", " ") == (
        "Valitussa jaossa asukasta kohti maksetaan 1,10–9,45 euroa"
    )
