"""What the figures and the stages of budgets are called before a reader: catalogue texts."""

from __future__ import annotations

from analyysi.messages import Message
from analyysi.sources.budgets import (
    AMENDED,
    DECIDED,
    INVESTMENTS,
    LOANS,
    MARGIN,
    NET_EXPENSES,
    OPERATING_EXPENSES,
    OPERATING_INCOME,
    PLANNED,
    PLANNED_LATER,
    RESULT,
    TAX_REVENUE,
    TRANSFERS,
)

MEASURES = {
    OPERATING_INCOME: Message("Operating income"),
    OPERATING_EXPENSES: Message("Operating expenses"),
    NET_EXPENSES: Message("Net operating expenses"),
    "personnel_expenses_eur": Message("Personnel expenses"),
    "service_purchases_eur": Message("Purchases of services"),
    TAX_REVENUE: Message("Tax revenue of the budget"),
    TRANSFERS: Message("Central government transfers of the budget"),
    MARGIN: Message("Annual contribution margin"),
    RESULT: Message("Result for the financial year"),
    LOANS: Message("Loan stock on 31 December"),
    INVESTMENTS: Message("Gross investments"),
}
"""Measure to its name, with a capital first letter: a heading, or the first words of a sentence."""

STAGES = {
    DECIDED: Message("budget as decided"),
    AMENDED: Message("budget as amended"),
    PLANNED: Message("plan for the next year"),
    PLANNED_LATER: Message("plan for the year after next"),
}
"""Stage of a document to its name, in the order in which the years of a document follow."""


def measure_name(measure: str) -> Message | str:
    """Return the name of a measure; of one that a recipe has added, its column."""
    return MEASURES.get(measure, measure)
