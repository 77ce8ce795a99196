"""The stored documents of the State Treasury, read without the program: what tests recompute from."""

import json
from decimal import Decimal
from fractions import Fraction

from support.places import ROOT

_CELLS = {
    "income": {"budget": "16", "prior_amended": "1715"},
    "expenses": {"budget": "632", "prior_amended": "1260"},
    "margin": {"budget": "1093", "prior_amended": "576"},
}


def amount(code: str, document_year: int, what: str, stage: str = "budget") -> Fraction:
    """Return an amount of a municipality in euros, straight from the one stored document."""
    stored = (ROOT / "data/snapshots/valtiokonttori").glob(
        f"ktas-{document_year}*/2026-11-29/raw/{code}-lopullinen.json"
    )
    (document,) = stored
    facts = json.loads(document.read_bytes())
    (written,) = (fact["arvo"] for fact in facts if fact["tunnusluku"] == _CELLS[what][stage])
    return Fraction(Decimal(written))


def net_expenses(code: str, document_year: int) -> Fraction:
    return amount(code, document_year, "expenses") - amount(code, document_year, "income")
