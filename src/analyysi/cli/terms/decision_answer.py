"""A decided year that was read from a table, as `import-decision --json` answers it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analyysi.drafting.examined_decision import ExaminedDecision
    from analyysi.tables.decision_table import PrintedShare


def decision_answer(
    examined: ExaminedDecision, rules: Sequence[str], written: str | None
) -> dict[str, Any]:
    """Return what was read and found; `written` is the path of the terms, None if nothing was
    written.
    """
    table, checked, search = examined.table, examined.checked, examined.search
    return {
        "agreement": examined.agreement.id,
        "year": examined.year,
        "file": table.file,
        "columns": table.columns,
        "shares": list(map(_share, table.shares)),
        "parts_cents": checked.parts,
        "total_cents": checked.stated,
        "adds_up": checked.adds_up,
        "rounded_to_cents": checked.unit,
        "remarks": table.remarks,
        "passed_over": table.passed_over,
        "verdict": None if search is None else search.inference.verdict,
        "rules": rules,
        "written": written,
    }


def _share(share: PrintedShare) -> dict[str, Any]:
    return {
        "payer": share.payer,
        "label": share.label,
        "printed": share.text,
        "cents": share.cents,
        "percent": None if share.percent is None else share.percent.text,
    }
