"""A sent table read as the command reads it, and held against what is right of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from analyysi.comparison.published.published_table import check_table
from analyysi.drafting.import_decision import no_total
from analyysi.errors import AnalyysiError
from analyysi.tables.asked import Asked, filters, total_of
from analyysi.tables.decision_reader import read_decision_table
from support.sent_tables import Sent

Judged = Literal[
    "read right", "refused right", "not read", "named nothing", "told nothing", "wrong"
]


@dataclass(frozen=True)
class Outcome:
    """What came of a table: cents, or the sentence that refused it."""

    cents: Mapping[str, int] | None
    message: str = ""
    told: str = ""
    """What is said of how it was read: what is not seen, whose rows were passed over."""


def asked_of(options: Mapping[str, str]) -> Asked:
    """Return what the command asks for with these options."""
    where = filters(options["where"]) if "where" in options else ()
    return Asked(
        payer=options.get("payer_column", ""),
        amount=options.get("amount_column", ""),
        mark=options.get("decimal_mark", ""),
        unit=options.get("unit", ""),
        total=total_of(options.get("total", "")),
        only_parties="only_parties" in options,
        where=where,
        sheet=options.get("sheet", ""),
    )


def outcome(sent: Sent, folder: Path) -> Outcome:
    path = folder / sent.file
    path.write_bytes(sent.content())
    try:
        asked = asked_of(sent.asked)
        table = read_decision_table(path, sent.parties, asked)
        checked = check_table(table, asked.total)
    except AnalyysiError as error:
        return Outcome(None, str(error))
    if not checked.believed:
        return Outcome(None, no_total(sent.file))
    names = {party.code: party.name.main for party in sent.parties}
    told = "\n".join((*table.remarks, *table.passed_over))
    faults = [
        f"{names.get(fault.payer or '', '')} {fault.printed} {fault.expected}"
        for fault in checked.faults
    ]
    return Outcome(None, "; ".join(faults)) if faults else Outcome(table.cents, told=told)


def judged(sent: Sent, result: Outcome) -> Judged:
    """Say how an outcome compares with what is right."""
    if result.cents is not None:
        if not sent.cents or result.cents != sent.cents:
            return "wrong"
        silent = sent.told and not any(word in result.told for word in sent.told)
        return "told nothing" if silent else "read right"
    if sent.verdict == "read":
        return "not read"
    if sent.named and not any(word in result.message for word in sent.named):
        return "named nothing"
    return "refused right"
