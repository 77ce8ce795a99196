"""What an agreement's payers lack in the tables that were asked for, why, and what can be done."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from analyysi.agreement.agreement import Party
from analyysi.analyst.payers_tables import PayersTable, chosen_years, is_municipal
from analyysi.analyst.stored_figures import Figure
from analyysi.errors import SourceError
from analyysi.messages import Listing, Message, Number
from analyysi.project import Project
from analyysi.sources.fetch.business_ids import read_business_ids
from analyysi.sources.manifest import Manifest
from analyysi.sources.recipe import TreasuryRecipe, read_recipe


@dataclass(frozen=True)
class Lack:
    """Something that is missing of a table."""

    table: str
    code: str
    """The payer's, or empty where the whole table is concerned."""
    why: Message
    to_do: Message


# Long: each thing that may be missing in turn, each with its two sentences.
def lacks(
    project: Project,
    table: PayersTable,
    payers: Sequence[Party],
    figures: Iterable[Figure],
    years: str,
    fault: str | None = None,
    records: Iterable[Manifest] = (),
) -> Iterator[Lack]:
    """Yield what is missing of a table: all of it, years that were asked for, payers, and figures.

    Parameters
    ----------
    figures
        Those of the table, of every year.
    years
        The years that were asked for, as text.
    fault
        Why the table could not be fetched just now, if it was to be.
    records
        Of the table's snapshots: whose document of one year is lacking is in them.
    """
    again = _fetch_again(table)
    if fault is not None:
        why = Message("It could not be fetched: {reason}", {"reason": fault})
        yield Lack(table.name, "", why, Message("Try again later. The answers that came are kept."))
    if not table.snapshots:
        yield Lack(table.name, "", Message("Nothing of this table is stored."), again)
        return
    of_payer: dict[str, list[Figure]] = {}
    stored_years: set[int] = set()
    for figure in figures:
        of_payer.setdefault(figure.code, []).append(figure)
        stored_years.add(figure.year)
    asked_years = chosen_years(years, stored_years)
    absent_years = [str(year) for year in asked_years if year not in stored_years]
    if absent_years and stored_years:
        why = Message("There are no figures of {years}.", {"years": Listing(absent_years)})
        yield Lack(table.name, "", why, again)
    records = list(records)
    explained = {lack.municipality_code for record in records for lack in record.lacking}
    yield from _lacking_documents(table, [party.code for party in payers], records)
    only_municipalities = table.recipe is not None and is_municipal(payers)
    for party in payers:
        stored = of_payer.get(party.code, [])
        if not stored and only_municipalities and party.kind != "municipality":
            why = Message("The service has municipalities only.")
            ask = Message("Ask the party itself for the figure, in a survey beside the terms.")
            yield Lack(table.name, party.code, why, ask)
        elif not stored and party.code not in explained:
            yield Lack(table.name, party.code, *_no_row(project, table, party.code, again))
        empty = [
            figure for figure in stored if figure.amount is None and figure.year in asked_years
        ]
        if empty:
            listed = dict.fromkeys(f"{figure.column} {figure.year}" for figure in empty)
            yield Lack(
                table.name,
                party.code,
                Message(
                    "{count} of {all} figures are empty: {figures}.",
                    {
                        "count": Number(len(empty)),
                        "all": Number(len(stored)),
                        "figures": Listing(list(listed)[:5] + (["…"] if len(listed) > 5 else [])),
                    },
                ),
                Message("The publisher has not given them: ask the payer, or fetch again later."),
            )


def _lacking_documents(
    table: PayersTable, payers: Collection[str], records: Iterable[Manifest]
) -> Iterator[Lack]:
    """Yield the documents that payers lack by the snapshots' records; a business id that is not
    known, once.
    """
    without_id: set[str] = set()
    for record in records:
        for lack in record.lacking:
            code = lack.municipality_code
            if code not in payers or code in without_id:
                continue
            if lack.kind == "no_business_id":
                without_id.add(code)
            yield Lack(table.name, code, *_of_document(lack.kind, record.id, table))


def _of_document(kind: str, snapshot_id: str, table: PayersTable) -> tuple[Message, Message]:
    """Return why a payer's document is lacking, and what to do; `kind` as a manifest has it."""
    if kind == "no_business_id":
        return (
            Message("Its business id is not known, and the State Treasury is asked by it."),
            Message(
                "Add the id to data/municipalities/business_ids.csv, then fetch: analyysi pull "
                "{recipe}.",
                {"recipe": table.recipe or "budgets"},
            ),
        )
    of_snapshot = {"snapshot": snapshot_id}
    if kind == "no_document":
        return (
            Message("Not in {snapshot}: the State Treasury did not have it.", of_snapshot),
            Message("Fetch again later, or ask the municipality."),
        )
    return (
        Message("Not in {snapshot}: what the State Treasury sent could not be read.", of_snapshot),
        Message("Fetch again. The reason is in manifest.json of the snapshot."),
    )


def _fetch_again(table: PayersTable) -> Message:
    if table.recipe is None:
        return Message("No recipe fetches the table: store it as a snapshot (docs/data.md).")
    return Message(
        'Fetch it: analyysi pull {recipe}, or data = "pull" here.', {"recipe": table.recipe}
    )


def _no_row(
    project: Project, table: PayersTable, code: str, again: Message
) -> tuple[Message, Message]:
    """Return why a payer has no row in a table that is stored, and what to do."""
    recipe = read_recipe(project, table.recipe) if table.recipe is not None else None
    if isinstance(recipe, TreasuryRecipe):
        with suppress(SourceError):  # a fault of the table of ids is told by the fetch
            if code not in read_business_ids(project):
                return _of_document("no_business_id", "", table)
        return Message("The municipality has not reported yet, or was not asked for."), again
    return (
        Message("The table has no row of the payer."),
        Message("Check the payer's number, and whether it has merged with another."),
    )


def faults_by_table(
    tables: Iterable[PayersTable], faults: Mapping[str, str]
) -> dict[str, str | None]:
    """Return each table's name to the reason why its recipe could not be fetched."""
    return {
        table.name: faults.get(table.recipe) if table.recipe is not None else None
        for table in tables
    }
