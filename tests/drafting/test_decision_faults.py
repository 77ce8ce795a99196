"""What does not add up in a decided table is said with what was expected."""

from decimal import Decimal

import pytest

from analyysi.agreement.reading import read_agreement
from analyysi.cli.speech import in_words, speak, spoken
from analyysi.comparison.published.published_table import TableFault, check_table
from analyysi.drafting.decision_faults import fault_said
from analyysi.drafting.examined_decision import ExaminedDecision
from analyysi.project import Project
from analyysi.tables.decision_table import DecisionTable, PrintedShare, PrintedTotal
from support.places import ROOT


def examined(total: int) -> ExaminedDecision:
    shares = (
        PrintedShare("B2", "578", "Paltamo", "name", "7", 700),
        PrintedShare("B3", "290", "Kuhmo", "name", "9", 900),
    )
    table = DecisionTable("a.csv", shares, PrintedTotal("B4", "Yhteensä", "", total), "A, B")
    agreement = read_agreement(Project(ROOT), "kainuu-ict")
    return ExaminedDecision(agreement, 2022, table, check_table(table), None, None, ())


def test_who_is_too_many_is_named() -> None:
    (fault,) = (decision := examined(700)).checked.faults
    assert fault_said(decision, fault) == (
        "the total is not the sum of the parts: 7.00 € printed, 16.00 € expected, difference "
        "-9.00 €. That is the sum of Kuhmo: if it took no part, leave its row out, such as with --where "
        "COLUMN!=Kuhmo"
    )


@pytest.mark.parametrize("kind", ["sum", "total", "percent", "total_percent", "sum_of_percents"])
def test_every_kind_is_said_in_the_language_of_the_command(kind: str) -> None:
    fault = TableFault(kind, "578", Decimal("8.8"), Decimal("8.9"))  # type: ignore[arg-type]
    sentence = fault_said(examined(1700), fault)
    unit = "%" if "percent" in kind else "€"
    assert f"8.8 {unit} printed, 8.9 {unit} expected, difference -0.1 {unit}" in sentence
    before = spoken()
    try:
        speak("fi")
        assert "printed" not in in_words(sentence)
    finally:
        speak(before)
