"""Who pays more or less than by the other splits."""

from dataclasses import replace

import pytest

from analyysi.comparison.compare import Comparison
from analyysi.report.sections.differences import furthest_split, section
from support.readers import number, reader_of, tables_in

pytestmark = pytest.mark.slow


def test_differences_of_each_split_sum_to_nought(kainuu_2023: Comparison) -> None:
    (table,) = tables_in(section(reader_of(kainuu_2023)).blocks)
    assert len(table.columns) == len(kainuu_2023.listed) - 1
    for place in range(len(table.columns)):
        assert abs(sum(number(row.cells[place]) for row in table.rows)) <= len(table.rows)


def test_the_furthest_split_has_the_largest_difference(kainuu_2023: Comparison) -> None:
    furthest = abs(kainuu_2023.largest_difference(furthest_split(kainuu_2023))[1])
    others = kainuu_2023.listed[1:]
    assert furthest == max(abs(kainuu_2023.largest_difference(split)[1]) for split in others)


def test_the_heading_is_of_the_readers_own_payer(kainuu_2023: Comparison) -> None:
    assert "Paltamo" in section(reader_of(kainuu_2023, focus="578")).heading


@pytest.mark.parametrize(
    ("seat", "heading"),
    [
        (
            "578",
            "Muilla jakotavoilla Paltamo maksaisi 326 euroa vähemmän – 4 103 euroa enemmän kuin valitussa jaossa",
        ),
        (
            "765",
            "Muilla jakotavoilla Sotkamo maksaisi 12 386 euroa vähemmän – 956 euroa enemmän kuin valitussa jaossa",
        ),
    ],
)
def test_the_heading_says_how_much_less_and_more_a_seat_would_pay(
    kainuu_2023: Comparison, seat: str, heading: str
) -> None:
    shown = section(reader_of(kainuu_2023, focus=seat))
    assert shown.heading.replace("\xa0", " ") == heading
    (table,) = tables_in(shown.blocks)
    (row,) = [row for row in table.rows if row.marked]
    changes = [number(cell) for cell in row.cells]
    for end in (min(changes), max(changes)):
        assert f"{int(abs(end)):,}".replace(",", " ") in heading


def test_a_seat_whom_no_other_way_moves_is_told_so(kainuu_2023: Comparison) -> None:
    chosen = kainuu_2023.chosen
    same = replace(kainuu_2023.others[0], exact=chosen.exact, rounded=chosen.rounded)
    reader = reader_of(replace(kainuu_2023, splits=(chosen, same)), focus="578")
    assert section(reader).heading == "Muilla jakotavoilla Paltamon osuus olisi sama"


def test_a_range_of_sums_has_its_unit_once(kainuu_2023: Comparison) -> None:
    """Ristijärvi would pay more by every other way but one that is left out here."""
    chosen = kainuu_2023.chosen
    dearer = [
        split for split in kainuu_2023.others if kainuu_2023.shown_difference(split, "697") > 0
    ]
    reader = reader_of(replace(kainuu_2023, splits=(chosen, *dearer)), focus="697")
    heading = section(reader).heading.replace("\xa0", " ")
    assert heading.count("euroa") == 1
    assert "€" not in heading


def test_one_payer_at_both_ends_is_named_once(kainuu_2023: Comparison) -> None:
    """Sotkamo has the largest rise and the largest fall: a sentence of two payers would be odd."""
    equal = next(split for split in kainuu_2023.others if split.variant.needs_no_figures)
    chosen = kainuu_2023.chosen
    sums = dict(chosen.rounded.cents)
    sums["765"], sums["290"] = sums["765"] + 10_000_00, sums["290"] - 10_000_00
    other = replace(equal, rounded=replace(equal.rounded, cents=sums))
    reader = reader_of(replace(kainuu_2023, splits=(chosen, equal, other)))
    heading = section(reader).heading
    assert heading.count("Sotkamo") == 1
    assert "vähemmän" in heading
    assert "enemmän" in heading


def test_without_earlier_years_it_says_that_none_are_stored(kainuu_2023: Comparison) -> None:
    # A total may be capped on that of a year whose shares nobody has stored.
    reader = reader_of(kainuu_2023)
    assert reader.context.previous is None
    said = "vuotta 2023 aiempien vuosien osuuksia ei ole tallennettu"
    assert said in " ".join(map(str, section(reader).blocks))
