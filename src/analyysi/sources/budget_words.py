"""What the figures of budgets are called before a reader: catalogue texts."""

from __future__ import annotations

from typing import Protocol

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
"""Measure to its name, with a capital first letter: a heading, or the words before a colon."""


def measure_name(measure: str) -> Message | str:
    """Return the name of a measure; of one that a recipe has added, its column."""
    return MEASURES.get(measure, measure)


class Placed(Protocol):
    """What stands at a stage of a document."""

    @property
    def year(self) -> int:
        """To which the figures refer."""

    @property
    def stage(self) -> str:
        """One of the four of a document."""

    @property
    def document_year(self) -> int:
        """The document's own."""


def stage_name(line: Placed) -> Message:
    """Return in words at which stage of which document a line, or the figure of a doubt, stands."""
    years = {"year": str(line.year), "document": str(line.document_year)}
    if line.stage == DECIDED:
        return Message("budget of {year} as decided", {"year": str(line.year)})
    if line.stage == AMENDED:
        return Message("budget of {year} as amended (document of {document})", years)
    return Message("plan for {year} (document of {document})", years)
