"""One way of sharing to the cent."""

import re
from dataclasses import replace
from fractions import Fraction

from analyysi.allocation.methods import METHODS
from analyysi.allocation.pools import Pools
from analyysi.allocation.steps.amounts_first import SumEach
from analyysi.allocation.steps.band import Band
from analyysi.allocation.steps.step_table import STEPS, OffTheTop
from analyysi.allocation.whole_units.whole_euros import are_levelled
from analyysi.comparison.case import Variant
from analyysi.comparison.compare import Comparison, compare_methods, work_out
from analyysi.report.pieces.split_table import pools_table, split_table
from analyysi.report.tables import NOTHING
from support.readers import body_rows, number, reader_of, without_heads


def test_sums_and_per_cents_make_the_whole(kainuu_2023: Comparison) -> None:
    table = split_table(reader_of(kainuu_2023), kainuu_2023.chosen)
    (total,) = [row for row in table.rows if row.total]
    for place in (0, 1):
        parts = sum(number(row.cells[place]) for row in body_rows(table))
        assert parts == number(total.cells[place])
    assert number(total.cells[1]) == 100


def test_another_way_has_its_differences(kainuu_2023: Comparison) -> None:
    equal = kainuu_2023.others[0]
    table = split_table(reader_of(kainuu_2023), equal)
    for code, row in zip(kainuu_2023.payers, body_rows(table), strict=True):
        assert number(row.cells[-1]) * 100 == kainuu_2023.difference(equal, code)
    bare = split_table(reader_of(without_heads(kainuu_2023)), equal)
    assert len(bare.columns) == len(table.columns) - 1


def test_balancing_payments_of_a_band_are_named_and_sum_to_nought(
    kainuu_2023: Comparison,
) -> None:
    band = (STEPS["band"], Band(key="tax_revenue_2020", below="0.05", above="0.02"))
    comparison = compare_methods(replace(kainuu_2023.case, steps=(band,)))
    note = split_table(reader_of(comparison, language="en"), comparison.chosen).note
    payments = str(note).partition("Balancing payments: ")[2]
    amounts = [
        int(sign + number.replace(",", "").replace(".", ""))
        for sign, number in re.findall(r"([+\u2212-])€?([\d,]+\.\d\d)", payments.replace("−", "-"))
    ]
    assert len(amounts) == 7
    assert sum(amounts) == 0
    before = kainuu_2023.chosen.cents
    assert sorted(amounts) == sorted(
        comparison.chosen.cents[code] - before[code] for code in before
    )
    plain = split_table(reader_of(kainuu_2023, language="en"), kainuu_2023.chosen).note
    assert "Balancing" not in str(plain)


def test_the_steps_are_said_below_the_table_after_the_method(kainuu_2023: Comparison) -> None:
    each = (STEPS["sum_each"], SumEach(amount="2000"))
    comparison = compare_methods(replace(kainuu_2023.case, steps=(each,)))
    for split in comparison.splits:
        note = str(split_table(reader_of(comparison, language="en"), split).note)
        levelled = " The percentages are levelled so that they add up to 100."
        assert (levelled in note) == are_levelled(split.cents, 2)
        assert (
            note.replace("\xa0", " ")
            .removesuffix(levelled)
            .endswith("Each first pays €2,000.00. What is left is shared by the way of sharing.")
        )


def test_each_pool_has_a_column_that_sums_to_what_its_sentence_says(
    kainuu_2027: Comparison,
) -> None:
    key = {"keys": {"population_2025": "1"}}
    parameters = Pools(
        pools=(
            {"label": {"fi": "palo"}, "share": "1/3", **key},
            {"label": {"fi": "hoito"}, "equal": "1", "payers": ["105", "290", "578"]},
        )
    )
    assert pools_table(reader_of(kainuu_2027), kainuu_2027.chosen) is None
    split = work_out(kainuu_2027.case, Variant(METHODS["pools"], parameters))
    reader = reader_of(kainuu_2027)
    table = pools_table(reader, split)
    assert table is not None
    (total,) = [row for row in table.rows if row.total]
    said = reader.words.of(split.rule)
    for place in range(len(table.columns)):
        cells = [row.cells[place] for row in body_rows(table) if row.cells[place] != NOTHING]
        assert len(cells) == (7 if place == 0 else 3)
        assert sum(map(number, cells)) == number(total.cells[place])
        assert total.cells[place] in said
    # 80 000 euros in thirds: 26 666.67 and 53 333.33.
    assert [number(cell) for cell in total.cells] == [Fraction("26666.67"), Fraction("53333.33")]


def test_a_rule_within_steps_is_told_with_them(kainuu_2023: Comparison) -> None:
    """ "Everybody pays the same" below unequal sums would be untrue without the step."""
    first = (STEPS["off_the_top"], OffTheTop(payer="765", share="0.3"))
    comparison = compare_methods(replace(kainuu_2023.case, steps=(first,)))
    reader = reader_of(comparison)
    for split in comparison.splits:
        note = str(split_table(reader, split).note)
        (step,) = split.step_rules
        assert note.startswith(reader.words.of(split.rule))
        assert reader.words.of(step) in note
