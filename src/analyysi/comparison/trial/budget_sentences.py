"""What a trial says of budgets that were fetched: whose are lacking and what to do, and which are
stored and not read.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from analyysi.agreement.terms import Terms
from analyysi.messages import Listing, Message, Value, payer_names
from analyysi.project import Project
from analyysi.sources.budgets import BudgetBook
from analyysi.sources.newer import Stored

REASONS: Mapping[str, str] = {
    "no_business_id": (
        "Snapshot {snapshot} has no budget of {payers}: the business id is not known. Add it to "
        "data/municipalities/business_ids.csv and fetch again."
    ),
    "no_document": (
        "Snapshot {snapshot} has no budget of {payers}: the State Treasury did not have it. Fetch "
        "again later, or ask the municipality."
    ),
    "not_read": (
        "Snapshot {snapshot} has no budget of {payers}: what the State Treasury sent could not be "
        "read. Fetch again; manifest.json of the snapshot has the reason."
    ),
}
"""The kinds of a lacking document, each with the text of its sentence (`lacking_sentence`)."""


def lacking_sentence(kind: str, snapshot_id: str, payers: Value) -> Message:
    """Return why a snapshot has no budget of some payers, and what to do.

    Parameters
    ----------
    kind
        A row of `REASONS`: how a manifest says why a document is lacking.
    payers
        Their names.
    """
    return Message(REASONS[kind], {"snapshot": snapshot_id, "payers": payers})


def lacking_budgets(budgets: BudgetBook | None, payers: Collection[str]) -> tuple[Message, ...]:
    """Return a sentence for each snapshot and reason for which payers' budgets are lacking."""
    sentences = []
    for snapshot, manifest in budgets.manifests.items() if budgets is not None else ():
        for kind in REASONS:
            codes = [
                lack.municipality_code
                for lack in manifest.lacking
                if lack.kind == kind and lack.municipality_code in payers
            ]
            if codes:
                sentences.append(lacking_sentence(kind, snapshot, payer_names(codes)))
    return tuple(sentences)


def unread_budgets(project: Project, terms: Terms) -> tuple[Message, ...]:
    """Return a sentence on stored budgets of later years than those that the terms name."""
    if terms.budgets is None:
        return ()
    later = Stored(project).later_documents(terms.budgets.snapshots, terms.participants)
    if not later:
        return ()
    return (
        Message(
            "Newer budgets are stored, and the terms do not name them: {snapshots}.",
            {"snapshots": Listing(list(later))},
        ),
    )
