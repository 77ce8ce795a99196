"""A statistics office that nobody has: its server, and the one client module that it would cost.

It gives a whole table as JSON-stat at one address, and lives here to show what a new row of
`SERVICES` needs.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Literal

from analyysi.sources.answers.answer import Answer as TableAnswer
from analyysi.sources.answers.answer import Dimension
from analyysi.sources.answers.derive import READERS
from analyysi.sources.fetch.order import Order
from analyysi.sources.fetch.services import SERVICES, Service
from analyysi.sources.fetch.store import Draft
from analyysi.sources.manifest import PxWebDerivation
from analyysi.sources.recipe import Recipe
from analyysi.sources.schema import CODE, NAME, YEAR, Column, TableSchema
from support.services.server import JSON, Answer, Server

MADE_UP_RECIPE = """\
service = "made-up"
source = "made-up-office"
name = "cats"
table = "cats"
title = { fi = "Kissat" }
publisher = "Kissavirasto"
producer = "Kissavirasto"
licence = "CC-BY-4.0"
attribution = { fi = "Kissavirasto, kissat (testiaineisto)" }
"""


class OfficeServer(Server):
    """The office: cats of three municipalities and the whole country in two years."""

    cats = (7, 8, 1, 2, 3, 4, 11, 14)

    @property
    def root(self) -> str:
        return f"{self.url}/v1"

    def answer(self, method: str, path: str, query: dict[str, str], body: bytes) -> Answer:
        if path != "/v1/cats":
            return Answer(404, JSON, b"{}")
        areas = {"KU020": "Akaa", "KU091": "Helsinki", "KU837": "Tampere", "SSS": "KOKO MAA"}
        content = {
            "version": "2.0",
            "class": "dataset",
            "label": "Cats",
            "source": "Kissavirasto",
            "updated": "2026-03-01T06:00:00Z",
            "id": ["area", "year", "measure"],
            "size": [4, 2, 1],
            "dimension": {
                "area": {
                    "label": "Area",
                    "category": {
                        "index": {code: place for place, code in enumerate(areas)},
                        "label": areas,
                    },
                },
                "year": {
                    "label": "Year",
                    "category": {"index": {"2024": 0, "2025": 1}},
                },
                "measure": {"label": "Measure", "category": {"index": {"cats": 0}}},
            },
            "role": {"time": ["year"], "metric": ["measure"], "geo": ["area"]},
            "value": self.cats,
        }
        return Answer(200, JSON, json.dumps(content).encode())


# What a new office costs: a module with the recipe's class and a function, and a row.
# ------------------------------------------------------------------------------------------


class OfficeRecipe(Recipe):
    """A table of the office."""

    service: Literal["made-up"]
    table: str

    @property
    def published_as(self) -> str:
        return f"{self.table}, made-up office"

    def fetches(self, column: str, unit: str | None) -> bool:
        return (column, unit) == (self.table, "persons")

    def table_schema(self, rows: int) -> TableSchema:
        return TableSchema(
            columns=(
                Column(name=CODE, type="string", description="Kunta", required=True),
                Column(name=NAME, type="string", description="Nimi", required=True),
                Column(name=YEAR, type="integer", description="Vuosi", required=True),
                Column(name=self.table, type="integer", description="Kissoja", unit="persons"),
            ),
            primary_key=(CODE, YEAR),
            panel=(CODE, YEAR),
            rows=rows,
        )


def fetch_ordered(order: Order[OfficeRecipe]) -> list[Draft]:
    """Fetch the whole table."""
    recipe = order.recipe
    address = f"{order.root}/{recipe.table}"

    def fetch(into: Path):  # type: ignore[no-untyped-def]
        return order.transport.fetch(address, into)

    order.transport.listener.begin(recipe.name, 1)
    kept = order.staging.keep(address, fetch)
    own_form = SERVICES[recipe.service].reader is not None
    read = read_figures if own_form else READERS["json-stat2"]
    answer = read(kept.path.read_bytes(), recipe.table)
    derivation = PxWebDerivation(
        parser="pxweb",
        form=recipe.service if own_form else "json-stat2",
        answers=("raw/table.json",),
        area="area",
        contents="measure",
        time="year",
        columns={recipe.table: recipe.table},
        symbols=False,
    )
    order.transport.listener.advance(recipe.name)
    draft = Draft(
        recipe=recipe,
        name=recipe.name,
        table=answer.label,
        reference_period="2024/2025",
        area_division="2025-01-01",
        updated=answer.updated,
        answers=(("raw/table.json", kept),),
        derivation=derivation,
        schema=recipe.table_schema,
        additive=frozenset({recipe.table}),
    )
    return [draft]


OFFICE = Service(
    name="made-up",
    root="https://cats.example/v1",
    recipe="support.made_up_office:OfficeRecipe",
    fetch="support.made_up_office:fetch_ordered",
)


# An office whose answers have a form of their own: the reader is one more function of the module.
# ------------------------------------------------------------------------------------------


class PlainOfficeServer(OfficeServer):
    """The same cats as a list with an object for each figure."""

    def answer(self, method: str, path: str, query: dict[str, str], body: bytes) -> Answer:
        answer = super().answer(method, path, query, body)
        if answer.status != 200:
            return answer
        places = [("020", "Akaa"), ("091", "Helsinki"), ("837", "Tampere"), ("SSS", "KOKO MAA")]
        keys = [(code, name, year) for code, name in places for year in ("2024", "2025")]
        figures = [
            {"area": code, "name": name, "year": year, "cats": cats}
            for (code, name, year), cats in zip(keys, self.cats, strict=True)
        ]
        return Answer(200, JSON, json.dumps(figures).encode())


def read_figures(raw: bytes, where: str) -> TableAnswer:
    """Read the office's own form."""
    figures = json.loads(raw)
    names = {figure["area"]: figure["name"] for figure in figures}
    years = tuple(dict.fromkeys(figure["year"] for figure in figures))
    cats = {(figure["area"], figure["year"]): str(figure["cats"]) for figure in figures}
    return TableAnswer(
        label="Cats",
        source="Kissavirasto",
        updated=None,
        dimensions=(
            Dimension("area", "Area", tuple(names), names),
            Dimension("year", "Year", years, {}, "time"),
            Dimension("measure", "Measure", ("cats",), {}, "metric"),
        ),
        values=[cats[code, year] for code in names for year in years],
        symbols={},
    )


PLAIN_OFFICE = replace(OFFICE, reader="support.made_up_office:read_figures")
