"""What does not add up in a table of a decided year, in words."""

from __future__ import annotations

from collections.abc import Mapping

from analyysi.comparison.published.published_table import TableFault
from analyysi.drafting.examined_decision import ExaminedDecision
from analyysi.errors import Sentence
from analyysi.languages.local_text import LocalText
from analyysi.languages.saying import Figure
from analyysi.tables.asked import COMMAND_LINE, Asked, Thing


def fault_said(
    examined: ExaminedDecision, fault: TableFault, called: Mapping[Thing, str] = COMMAND_LINE
) -> Sentence:
    """Say what does not agree: payer, what is printed, what was expected, the difference.

    Parameters
    ----------
    called
        What each thing that can be said of a table is called where this is read.
    """
    asked = Asked(called=called)
    numbers = Sentence(
        "{printed} {unit} printed, {expected} {unit} expected, difference {difference} {unit}",
        printed=Figure(str(fault.printed)),
        unit="%" if "percent" in fault.kind else "€",
        expected=Figure(str(fault.expected)),
        difference=Figure(f"{fault.difference:+}"),
    )
    match fault.kind:
        case "sum":
            return Sentence(
                "the total is not the sum of the parts: {numbers}{too_many}",
                numbers=numbers,
                too_many=_who_is_too_many(examined, asked),
            )
        case "total":
            return Sentence(
                "the table's total is not the one given with {option}: {numbers}",
                option=asked.option("total"),
                numbers=numbers,
            )
        case "percent":
            return Sentence(
                "{payer}: the per cent is not that of the sum: {numbers}",
                payer=_name(examined, fault.payer or ""),
                numbers=numbers,
            )
        case "total_percent":
            return Sentence("the per cent of the total's row: {numbers}", numbers=numbers)
        case "sum_of_percents":
            return Sentence(
                "the per cents do not sum to 100, by more than their rounding explains: {numbers}",
                numbers=numbers,
            )


def _who_is_too_many(examined: ExaminedDecision, asked: Asked) -> str:
    """Name the only party without whose sum the parts would be the total."""
    checked = examined.checked
    excess = checked.parts - (checked.stated or 0)
    payers = [code for code, cents in examined.table.cents.items() if cents and cents == excess]
    if len(payers) != 1:
        return ""
    return Sentence(
        ". That is the sum of {payer}: if it took no part, leave its row out, such as with "
        "{option} COLUMN!={payer}",
        payer=_name(examined, payers[0]),
        option=asked.option("where"),
    )


def _name(examined: ExaminedDecision, code: str) -> LocalText:
    return examined.agreement.party(code).name
