"""What a trial says of budgets that were fetched: whose are lacking and what to do, and which are
stored and not read.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

from analyysi.agreement.terms import Terms
from analyysi.agreement.values import MUNICIPALITY_CODE
from analyysi.messages import Listing, Message, Value, payer_names
from analyysi.project import Project
from analyysi.sources.budgets import BudgetBook
from analyysi.sources.newer import Stored
from analyysi.sources.snapshots import by_age


def _no_business_id(snapshot: str, payers: Value) -> Message:
    return Message(
        "Snapshot {snapshot} has no budget of {payers}: the business id is not known. Add it to "
        "data/municipalities/business_ids.csv and fetch again.",
        {"snapshot": snapshot, "payers": payers},
    )


def _no_document(snapshot: str, payers: Value) -> Message:
    return Message(
        "Snapshot {snapshot} has no budget of {payers}: the State Treasury did not have it. Fetch "
        "again later, or ask the municipality.",
        {"snapshot": snapshot, "payers": payers},
    )


def _not_read(snapshot: str, payers: Value) -> Message:
    return Message(
        "Snapshot {snapshot} has no budget of {payers}: what the State Treasury sent could not be "
        "read. Fetch again; manifest.json of the snapshot has the reason.",
        {"snapshot": snapshot, "payers": payers},
    )


REASONS: Mapping[str, Callable[[str, Value], Message]] = {
    "no_business_id": _no_business_id,
    "no_document": _no_document,
    "not_read": _not_read,
}
"""The kinds of a lacking document, each with its sentence of a snapshot and the payers' names."""


def lacking_sentence(kind: str, snapshot_id: str, payers: Value) -> Message:
    """Return why a snapshot has no budget of some payers, and what to do.

    Parameters
    ----------
    kind
        A row of `REASONS`: how a manifest says why a document is lacking.
    payers
        Their names.
    """
    return REASONS[kind](snapshot_id, payers)


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


def partial_budgets(budgets: BudgetBook | None, payers: Collection[str]) -> tuple[Message, ...]:
    """Return sentences on payers whom the newest snapshot of a document's table does not have: of
    whom an older one is read, and of whom nothing is read and no snapshot says why.

    Parameters
    ----------
    payers
        Whose budgets matter. Organisations have none, and are passed over.
    """
    if budgets is None:
        return ()
    tables: dict[str, list[str]] = {}
    for name, manifest in budgets.manifests.items():
        tables.setdefault(manifest.table, []).append(name)
    municipal = [code for code in payers if MUNICIPALITY_CODE.fullmatch(code)]
    sentences: list[Message] = []
    for names in tables.values():
        newest_first = sorted(names, key=lambda name: by_age(name)[1:], reverse=True)
        sentences += _of_table(budgets, newest_first, municipal)
    return tuple(sentences)


def _of_table(budgets: BudgetBook, newest_first: list[str], payers: list[str]) -> Iterator[Message]:
    newest, *older = newest_first
    read = {line.code: line.snapshot for line in budgets.lines if line.snapshot in newest_first}
    for name in older:
        codes = [code for code in payers if read.get(code) == name]
        if codes:
            yield Message(
                "Snapshot {snapshot} has no budget of {payers}: that of snapshot {older} is read.",
                {"snapshot": newest, "payers": payer_names(codes), "older": name},
            )
    explained = {
        lack.municipality_code for name in newest_first for lack in budgets.manifests[name].lacking
    }
    codes = [code for code in payers if code not in read and code not in explained]
    if codes:
        yield Message(
            "Snapshot {snapshot} has no budget of {payers}, and its record does not say why: it "
            "was fetched for others. Fetch again: analyysi pull budgets, with --agreement or "
            "--municipalities.",
            {"snapshot": newest, "payers": payer_names(codes)},
        )


def unread_budgets(project: Project, terms: Terms) -> tuple[Message, ...]:
    """Return a sentence on stored budgets of later years than those that the terms name."""
    if terms.budgets is None:
        return ()
    later = Stored(project).later_documents(terms.budgets.snapshots, terms.participants)
    if not later:
        return ()
    return (
        Message(
            "Budgets of later years are stored. The terms do not name them, so they are not "
            "read: {snapshots}.",
            {"snapshots": Listing(list(later))},
        ),
    )
