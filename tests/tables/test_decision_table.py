"""A table as it was read: shares in the order of the file, the total apart."""

from decimal import Decimal

from analyysi.tables.decision_table import (
    DecisionTable,
    PrintedPercent,
    PrintedShare,
    PrintedTotal,
)


def test_cents_are_the_payers_own_in_the_order_of_the_file() -> None:
    percent = PrintedPercent("8,8 %", Decimal("8.8"))
    shares = (
        PrintedShare("row 3", "578", "Paltamo", "name", "7 079,00", 707_900, percent),
        PrintedShare("row 2", "091", "91", "code", "0", 0),
    )
    total = PrintedTotal("row 4", "Yhteensä", "7 079", 707_900)
    table = DecisionTable("a.csv", shares, total, "payer in column A, euros in column B")
    assert list(table.cents.items()) == [("578", 707_900), ("091", 0)]
    assert DecisionTable("a.csv", (), None, "").cents == {}
