"""Budgets for tests: a document in the form of the State Treasury's service, read as it is pulled,
and the stored ones.
"""

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

from analyysi.project import Project
from analyysi.sources.answers.treasury_documents import columns, rows
from analyysi.sources.budgets import LOANS, BudgetLine, budget_lines
from analyysi.sources.manifest import ChosenDocument, TreasuryDerivation
from analyysi.sources.recipe import TreasuryRecipe, read_recipe
from analyysi.sources.snapshots import load_snapshot
from support.frames import frame_of
from support.places import TESTS

HEINOLA_2025 = TESTS / "fixtures" / "valtiokonttori" / "heinola_ktas_2025.json"
KAINUU = ("105", "205", "290", "578", "620", "697", "765", "777")
KTAS = "valtiokonttori/ktas-{}/2026-11-29"
KAINUU_DOCUMENTS = ("2023", "2024", "2025", "2026")
PAIJAT_HAME = "2026-paijat-hame"


def stored_lines(project: Project, *documents: str) -> list[BudgetLine]:
    """Return every line of stored snapshots, in their order."""
    return [
        line
        for name in documents
        for line in budget_lines(load_snapshot(project, KTAS.format(name)))
    ]


def heinola_2025(project: Project, path: Path = HEINOLA_2025) -> list[BudgetLine]:
    """Return the lines of Heinola's document of 2025, whose loans stand in thousands."""
    recipe = read_recipe(project, "budgets")
    assert isinstance(recipe, TreasuryRecipe)
    derivation = TreasuryDerivation(
        parser="kuntatalous",
        package=recipe.package,
        taxonomies=recipe.taxonomies,
        figures=recipe.figures,
        years=recipe.years,
        names={"111": "Heinola"},
    )
    document = ChosenDocument(
        municipality_code="111",
        business_id="1068892-9",
        package="KTAS",
        period="2025",
        phase="lopullinen",
        approved="2024-12-19 17:04:52.23",
    )
    derived = rows([(document, path.read_bytes())], derivation)
    return [_line(dict(zip(columns(derivation), row, strict=True))) for row in derived]


def heads_of_2025(project: Project) -> dict[str, int]:
    """Return every municipality's inhabitants on 31 December 2025."""
    table = frame_of(load_snapshot(project, "tilastokeskus/11ra/2026-11-24").table)
    of_year = table[table["year"].astype(int) == 2025]
    return {
        code: int(count)
        for code, count in zip(of_year["municipality_code"], of_year["population"], strict=True)
    }


def loans_of_2020(project: Project, codes: Iterable[str]) -> dict[str, Fraction]:
    """Return loans in the accounts of 2020, in euros."""
    table = load_snapshot(project, "tilastokeskus/kta-2020-loans/2026-11-24").table
    thousands = dict(zip(table["municipality_code"], table["loan_stock_eur1000"], strict=True))
    return {code: Fraction(thousands[code]) * 1000 for code in codes}


def _line(row: dict[str, str]) -> BudgetLine:
    measures = [name for name in row if name.endswith("_eur") and row[name]]
    assert LOANS in measures
    return BudgetLine(
        code=row["municipality_code"],
        year=int(row["year"]),
        stage=row["stage"],
        document_year=int(row["period"]),
        phase=row["phase"],
        approved=row["approved"][:10],
        figures={name: Fraction(row[name]) for name in measures},
        comments={},
        findings={},
        snapshot="valtiokonttori/ktas-2025/2026-11-29",
    )
