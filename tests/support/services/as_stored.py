"""The services as they would be if they still had exactly what is stored in the repository.

The State Treasury's documents are the snapshots' raw files, with the eight cells of tax revenue and
transfers added, which no stored copy has: made-up figures that fill what the other cells leave room
for. Tables of Statistics Finland that the standard ones make up get the stored figures where there
are any.
"""

from __future__ import annotations

import csv
import itertools
import json
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from support.places import ROOT
from support.real_budgets import real_documents
from support.services.pxweb import Databases, Figure, Table
from support.services.tables import standard, table_11re
from support.services.treasury import BUDGET_CELLS, Document, sample_documents

_SNAPSHOTS = ROOT / "data" / "snapshots"
_FINANCING = Decimal("1.01")
"""Net financing is a hundredth of taxes and transfers in these made-up cells."""


def stored_documents(*, taxes: bool = True) -> list[Document]:
    """Return the real documents, with cells of taxes and transfers unless they are to lack."""
    documents = [_as_facts(document, taxes) for document in real_documents()]
    return [*documents, *_accounts({document.ytunnus for document in documents})]


def _as_facts(document: Document, taxes: bool) -> Document:
    """Return a document with its facts one by one, so that a test may change them."""
    lines = json.loads(document.raw or b"")
    cells = {line["tunnusluku"]: line["arvo"] for line in lines}
    facts = [(line["osakokonaisuus"], line["tunnusluku"], line["arvo"]) for line in lines]
    return replace(
        document,
        raw=None,
        taxonomy=lines[0]["taksonomia"],
        facts=[*facts, *(_funding(cells) if taxes else ())],
    )


def _accounts(business_ids: Iterable[str]) -> list[Document]:
    """Return made-up accounts of 2025, of which nothing is stored."""
    numbered = {f"{number:03}": ytunnus for number, ytunnus in enumerate(sorted(business_ids), 1)}
    return [document for document in sample_documents(numbered) if document.package == "KKNR"]


def _funding(cells: dict[str, str]) -> Iterable[tuple[str, str, str]]:
    """Make the cells of taxes and transfers: three quarters and one quarter of what is needed."""
    stages = zip(
        *(
            BUDGET_CELLS[name]
            for name in (
                "toimintatulot",
                "toimintamenot",
                "vuosikate",
                "verotulot",
                "valtionosuudet",
            )
        ),
        strict=True,
    )
    for income, expenses, margin, taxes, transfers in stages:
        room = Decimal(cells[margin]) + Decimal(cells[expenses]) - Decimal(cells[income])
        quarter = (room / _FINANCING / 4).quantize(Decimal("0.01"))
        yield "k-t05", taxes, str(3 * quarter)
        yield "k-t05", transfers, str(quarter)


def stored_databases() -> Databases:
    """Return the standard tables, with stored figures in those that are made up."""
    databases = standard()
    vaerak, vaenn = databases["StatFin"]["vaerak"], databases["StatFin"]["vaenn"]
    databases["StatFin"]["vaerak"] = [
        _with_stored(table_11re(range(2010, 2026)), "population-kainuu-2014-2025")
        if table.id == "11re.px"
        else table
        for table in vaerak
    ]
    databases["StatFin"]["vaenn"] = [
        _with_stored(table, "projection-2024-kainuu") for table in vaenn
    ]
    return databases


def _with_stored(table: Table, name: str) -> Table:
    """Put stored populations in the place of a table's totals of all ages and both sexes."""
    (path,) = _SNAPSHOTS.glob(f"tilastokeskus/{name}/*/data.csv")
    with path.open(encoding="utf-8", newline="") as file:
        stored = {
            (f"KU{row['municipality_code']}", row["year"]): int(row["population"])
            for row in csv.DictReader(file)
        }
    made_up = table.fast
    assert made_up is not None

    def figures(codes: list[tuple[str, ...]]) -> list[Figure]:
        return [
            _stored_or(stored, cell, figure)
            for cell, figure in zip(itertools.product(*codes), made_up(codes), strict=True)
        ]

    return replace(table, fast=figures)


def _stored_or(stored: dict[tuple[str, str], int], cell: tuple[str, ...], figure: Figure) -> Figure:
    place = next((code for code in cell if code.startswith("KU")), ""), _year(cell)
    return stored.get(place, figure) if cell.count("SSS") == 2 else figure


def _year(cell: tuple[str, ...]) -> str:
    return next(code for code in cell if code.isdecimal() and len(code) == 4)
