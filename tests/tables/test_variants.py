"""Hundreds of tables of one decision, over all ways of writing and spoiling it: each is read to the
cent or refused, and none is taken wrongly.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from analyysi.agreement.reading import read_agreement
from analyysi.comparison.published.published_table import check_table
from analyysi.errors import AnalyysiError
from analyysi.project import Project
from analyysi.tables.decision_reader import read_decision_table
from support.fault_files import SEVEN
from support.table_variants import Variant, variants

CENTS = {code: 100 * euros for code, euros in SEVEN.items()}


def outcome(project: Project, variant: Variant, folder: Path) -> str:
    """Return what became of a table: read, refused, or taken wrongly."""
    parties = read_agreement(project, "kainuu-ict").parties
    try:
        table = read_decision_table(variant.write(folder), parties)
    except AnalyysiError as refusal:
        return f"refused: {refusal}"
    if not check_table(table).adds_up:
        return "refused: it does not add up"
    return "read" if table.cents == CENTS else f"wrong: {table.cents}"


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_no_table_is_taken_wrongly(project: Project, tmp_path: Path, seed: int) -> None:
    became: Counter[str] = Counter()
    for variant in variants(120, seed):
        said = outcome(project, variant, tmp_path)
        kind = said.partition(":")[0]
        became[kind] += 1
        expected = "read" if variant.believed else "refused"
        assert kind == expected, f"{variant}: {said}"
    assert became["read"] >= 30
    assert became["refused"] >= 30
