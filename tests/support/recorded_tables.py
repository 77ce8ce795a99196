"""Recorded PxWeb tables, what the test server answers for them, and how they make a table."""

from __future__ import annotations

from typing import Any

from analyysi.sources.answers.json_stat import parse_json_stat
from analyysi.sources.answers.px_json import parse_px_json
from analyysi.sources.answers.px_table import area_names, parse_metadata
from analyysi.sources.answers.tidy import rows
from analyysi.sources.fetch.query_parts import Query
from analyysi.sources.manifest import PxWebDerivation
from support.services.pxweb import ROOT, PxWeb, Table
from support.services.tables import (
    archived,
    real_11ra,
    revised_11ra,
    table_11re,
    table_142h,
)

DERIVATION = PxWebDerivation(
    parser="pxweb",
    form="json-stat2",
    metadata="raw/metadata.json",
    answers=("raw/data-001.json",),
    area="alue_23_20260101",
    time="timeperiod_y",
    contents="contentscode",
    columns={"population": "vaerak-vaesto", "mean_age": "age"},
    dimensions={"sex": "sukupuoli"},
)


def ask(table: Table, method: str, body: bytes = b"") -> bytes:
    """Return what the test server answers; nothing listens for it."""
    found = (
        PxWeb({"d": {"f": [table]}}, max_cells=10**7)
        .answer(method, f"{ROOT}/fi/d/f/{table.id}", {}, body)
        .body
    )
    assert isinstance(found, bytes)
    return found


TABLES: dict[str, tuple[Table, dict[str, Any]]] = {
    "11ra": (
        real_11ra(),
        {
            "area": "alue_23_20260101",
            "columns": {"population": "vaerak-vaesto", "mean_age": "vaesto_keski_ika"},
            "time": "timeperiod_y",
        },
    ),
    "11ra with a missing figure": (
        revised_11ra(changes={"KU578": "..."}),
        {
            "area": "alue_23_20270101",
            "columns": {"population": "vaerak-vaesto"},
            "time": "timeperiod_y",
        },
    ),
    "11re": (
        table_11re(range(2024, 2026), 40),
        {
            "area": "alue_23_20260101",
            "columns": {"population": "vaerak-vaesto"},
            "time": "timeperiod_y",
            "dimensions": {"sex": "sukupuoli_9_20180101", "age": "ikaryhma_10_20180101"},
        },
    ),
    "142h": (
        table_142h(range(2022, 2024)),
        {
            "area": "alue_23_20250101",
            "columns": {"margin": "M499", "loans": "M496", "costs": "M498"},
            "time": "timeperiod_y",
        },
    ),
    "archived": (
        archived(),
        {
            "area": "Alue 2017",
            "columns": {"population": "vaesto"},
            "time": "Vuosi",
            "contents": "Tiedot",
        },
    ),
}


def of_table(name: str, form: str) -> list[list[str]]:
    """Ask the test server for a whole table in one form, and make rows of it."""
    table, parts = TABLES[name]
    derivation = DERIVATION.model_copy(update={"dimensions": {}, "form": form, **parts})
    query = Query({variable.code: variable.values for variable in table.variables}, ())
    parse = parse_json_stat if form == "json-stat2" else parse_px_json
    parsed = parse(ask(table, "POST", query.body(form)), name)
    metadata = parse_metadata(ask(table, "GET"), name)
    area = next(variable for variable in metadata.variables if variable.code == derivation.area)
    return list(rows(parsed, derivation, area_names(area), frozenset(), name))
