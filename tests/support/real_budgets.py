"""The real budgets that the repository has, as documents that the stand-in service serves: those of
Kainuu of 2023 to 2026, of Päijät-Häme of 2026, and Heinola's of 2025.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path

from analyysi.sources.answers.treasury_documents import phase_of
from support.places import FIXTURES, ROOT
from support.services.treasury import Document

WIDE = FIXTURES / "valtiokonttori"
"""Holds ``budgets_<region>_ktas_wide.csv``: what pulls must give."""
_STORED = ROOT / "data" / "snapshots" / "valtiokonttori"


def real_documents() -> list[Document]:
    """Return all 42 documents."""
    paths = sorted(_STORED.glob("ktas-202[3-6]*/2026-11-29/raw/*-lopullinen.json"))
    return [_document(path) for path in (*paths, WIDE / "KTAS_1068892-9_2025.json")]


def _document(path: Path) -> Document:
    raw = path.read_bytes()
    first = json.loads(raw)[0]
    return Document(
        ytunnus=first["ytunnus"],
        package=first["raportointikokonaisuus"],
        period=first["raportointikausi"],
        phase=phase_of(first["hyväksymisvaihe"]),
        approved=first["hyväksymispvm"],
        raw=raw,
    )


def wide_table(region: str) -> list[dict[str, str]]:
    """Return the rows that pulls of a region's documents must give."""
    with (WIDE / f"budgets_{region}_ktas_wide.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
