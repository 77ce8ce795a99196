"""What does not add up in a table of a decided year, in words."""

from __future__ import annotations

from analyysi.comparison.published.published_table import TableFault
from analyysi.drafting.decision_terms import ExaminedDecision
from analyysi.errors import Sentence
from analyysi.languages.local_text import LocalText


def fault_said(examined: ExaminedDecision, fault: TableFault) -> Sentence:
    """Say what does not agree: payer, what is printed, what was expected, the difference."""
    numbers = Sentence(
        "{printed} {unit} printed, {expected} {unit} expected, difference {difference} {unit}",
        printed=fault.printed,
        unit="%" if "percent" in fault.kind else "€",
        expected=fault.expected,
        difference=f"{fault.difference:+}",
    )
    match fault.kind:
        case "sum":
            return Sentence(
                "the total is not the sum of the parts: {numbers}{too_many}",
                numbers=numbers,
                too_many=_who_is_too_many(examined),
            )
        case "total":
            return Sentence(
                "the table's total is not the one given with --total: {numbers}", numbers=numbers
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


def _who_is_too_many(examined: ExaminedDecision) -> str:
    """Name the only party without whose sum the parts would be the total."""
    checked = examined.checked
    excess = checked.parts - (checked.stated or 0)
    payers = [code for code, cents in examined.table.cents.items() if cents and cents == excess]
    if len(payers) != 1:
        return ""
    return Sentence(
        ". That is the sum of {payer}: if it took no part, leave its row out, such as with "
        "--where COLUMN!={payer}",
        payer=_name(examined, payers[0]),
    )


def _name(examined: ExaminedDecision, code: str) -> LocalText:
    return examined.agreement.party(code).name
