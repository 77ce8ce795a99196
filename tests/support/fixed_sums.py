"""Years with steps that only set fixed sums apart first, as terms name them."""

from typing import Any

from analyysi.agreement.terms import Choice
from analyysi.comparison.case import Case, with_terms

ORGANISER = "kainuun-liitto"

SUMS: dict[str, Any] = {"name": "sum_each", "parameters": {"amount": "2000.00"}}
FIRST: dict[str, Any] = {
    "name": "off_the_top",
    "parameters": {"payer": ORGANISER, "amount": "5000.00"},
}
CREDIT: dict[str, Any] = {
    "name": "credit",
    "parameters": {
        "amounts": {"578": "1500.00"},
        "source": "Lasku 1/2023",
    },
}
OUTSIDE: dict[str, Any] = {"name": "outside_base", "parameters": {"payers": ["697"]}}


def within(case: Case, *steps: dict[str, Any], unit: int | None = None) -> Case:
    """Return the case within steps, the first of them outermost, and in another rounding unit."""
    changed: dict[str, Any] = {"steps": tuple(Choice.model_validate(step) for step in steps)}
    if unit is not None:
        changed["rounding"] = case.terms.rounding.model_copy(update={"unit": unit})
    return with_terms(case, case.terms.model_copy(update={**changed, "published": ()}))
