"""Rows put together: shares, totals, and every fault in the order of the file."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analyysi.errors import SchemaError
from analyysi.tables.asked import Asked
from analyysi.tables.decision_table import DecisionTable
from analyysi.tables.files.cell import Cell
from analyysi.tables.names.payers import Match
from analyysi.tables.numbers.scales import SCALES
from analyysi.tables.printed_rows import Faults, Origin, PrintedRow, decision_table

ORIGIN = Origin("a.csv", "a.csv", SCALES["euros"], None, "A and B", Asked(), (), ())


def row(number: int, code: str, amount: str, percent: str = "") -> PrintedRow:
    return PrintedRow(
        number,
        f"row {number}",
        code or "Yhteensä",
        Match(code, "code") if code else None,
        Cell(amount) if amount else None,
        Cell(percent) if percent else None,
        f"row {number} (B{number})",
        f"row {number} (C{number})",
    )


def put_together(*rows: PrintedRow, origin: Origin = ORIGIN) -> DecisionTable:
    return decision_table(origin, rows, Faults())


def test_shares_and_the_total_are_apart() -> None:
    table = put_together(row(2, "578", "1", "25 %"), row(3, "290", "3"), row(4, "", "4", "100"))
    assert table.cents == {"578": 100, "290": 300}
    assert table.total is not None
    assert (table.total.cents, table.total.where) == (400, "row 4")
    assert [share.percent is not None for share in table.shares] == [True, False]


def test_faults_stand_in_the_order_of_the_file() -> None:
    faults = Faults()
    faults.add(9, "row 9", "is struck out")
    rows = [row(2, "578", ""), row(3, "290", "x"), row(4, "578", "1", "y"), row(5, "", "")]
    with pytest.raises(SchemaError) as told:
        decision_table(ORIGIN, rows, faults)
    lines = str(told.value).splitlines()
    assert lines[0] == "a.csv has 5 faults; nothing was read from it:"
    assert lines[-1] == (
        "Where several rows are of one payer, keep those that are meant with --where COLUMN=TEXT."
    )
    assert [line.split(":")[0].strip() for line in lines[1:-1]] == [
        "- row 2 (B2)",
        "- row 3 (B3)",
        "- row 4 (C4)",
        "- row 4",
        "- row 9",
    ]
    assert "payer 578 stands 2 times: row 2 '578', row 4 '578'" in lines[4]


def test_a_payer_that_stands_often_is_listed_twenty_times() -> None:
    with pytest.raises(SchemaError) as told:
        put_together(*(row(number, "578", "1") for number in range(2, 27)))
    assert "payer 578 stands 25 times" in str(told.value)
    assert str(told.value).count("row ") == 21
    assert "row 21 '578' and 5 more" in str(told.value)


def test_a_total_that_is_of_others_too_is_told_and_not_compared() -> None:
    rows = (row(2, "578", "1"), row(3, "", "100"))
    table = put_together(*rows, origin=replace(ORIGIN, mixed=True))
    assert table.total is None
    assert table.remarks == (
        "row 3, 'Yhteensä' 100, is of rows of others too, and was not compared.",
    )
    alone = put_together(row(2, "578", "1"), row(3, "", "1"), origin=replace(ORIGIN, mixed=True))
    assert alone.total is not None


def test_a_wrong_subtotal_is_a_fault() -> None:
    rows = (row(2, "578", "1"), row(3, "", "2"), row(4, "290", "4"), row(5, "", "5"))
    with pytest.raises(SchemaError, match="row 3: 'Yhteensä' says 2.00, but the rows above it"):
        put_together(*rows)
