"""One way of sharing to the cent."""

import re
from dataclasses import replace

from analyysi.allocation.steps.band import Band
from analyysi.allocation.steps.step_table import STEPS
from analyysi.comparison.compare import Comparison, compare_methods
from analyysi.report.pieces.split_table import split_table
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
