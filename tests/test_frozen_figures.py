"""The frozen figures agree with what their publishers say of them, and with one another."""

import pandas as pd
import pytest

from analyysi.project import Project
from analyysi.sources.snapshots import load_snapshot
from support.frames import frame_of

POPULATION = "thl-sotkanet/population-31-12/2026-11-24"
FINANCES = "tilastokeskus/kta-2020-kainuu/2026-11-24"
LOANS = "tilastokeskus/kta-2020-loans/2026-11-24"
SUMMARY = "tilastokeskus/kta-2015-2020-kainuu-summary/2026-11-24"
KEY_FIGURES = "tilastokeskus/key-figures-release-2021/2026-11-24"
LATEST = "tilastokeskus/11ra/2026-11-24"


def table(project: Project, snapshot_id: str, year: int | None = None) -> pd.DataFrame:
    found = frame_of(load_snapshot(project, snapshot_id).table)
    picked = found if year is None else found[found["year"] == year]
    return picked.set_index("municipality_code").sort_index()


# Kainuun liitto, väestötilastot: maakunnan väkiluku 31.12.
@pytest.mark.slow
@pytest.mark.parametrize(("year", "people"), [(2021, 71_255), (2022, 70_521)])
def test_the_region_of_kainuu(project: Project, year: int, people: int) -> None:
    population = table(project, POPULATION, year)
    assert population.loc[population["region"] == "Kainuu", "population"].sum() == people


# The municipal division: 309 municipalities on 1 January 2022, 308 on 1 January 2026.
@pytest.mark.parametrize(
    ("snapshot_id", "year", "count"),
    [(POPULATION, 2000, 309), (POPULATION, 2022, 309), (LATEST, 2025, 308)],
)
def test_the_number_of_municipalities(
    project: Project, snapshot_id: str, year: int, count: int
) -> None:
    codes = table(project, snapshot_id, year).index
    assert len(codes) == len(set(codes)) == count
    assert all(code.isdecimal() and len(code) == 3 for code in codes)


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        # Kuntien tuloslaskelma: each line is the sum of the ones above it, to the thousand euros.
        (
            {"municipal_income_tax": 1, "corporate_tax_share": 1, "other_tax_revenue": 1},
            "tax_revenue",
        ),
        (
            {"operating_revenue": 1, "production_for_own_use": 1, "operating_expenses": -1},
            "operating_margin",
        ),
        (
            {
                "operating_margin": 1,
                "tax_revenue": 1,
                "central_government_transfers": 1,
                "financing_net": 1,
            },
            "annual_contribution_margin",
        ),
    ],
)
def test_the_income_statement_of_2020_adds_up(
    project: Project, parts: dict[str, int], whole: str
) -> None:
    finances = table(project, FINANCES)
    added = sum(sign * finances[name] for name, sign in parts.items())
    assert len(finances) == 8
    assert (added - finances[whole]).tolist() == [0] * 8


@pytest.mark.slow
def test_the_tables_of_2020_agree(project: Project) -> None:
    finances = table(project, FINANCES)
    loans = table(project, LOANS).loc[finances.index]
    summary = table(project, SUMMARY, 2020)
    population = table(project, POPULATION, 2020).loc[finances.index]
    assert finances["loan_stock"].tolist() == loans["loan_stock_eur1000"].tolist()
    assert finances["group_loan_stock"].tolist() == loans["group_loan_stock_eur1000"].tolist()
    assert finances["surplus"].tolist() == summary["surplus"].tolist()
    assert finances["long_term_liabilities"].tolist() == summary["long_term_liabilities"].tolist()
    assert finances["population"].tolist() == population["population"].tolist()


def test_two_publishers_have_the_same_population_of_2021(project: Project) -> None:
    first, second = (
        table(project, POPULATION, 2021)["population"],
        table(project, KEY_FIGURES)["population"],
    )
    assert first.to_dict() == second.to_dict()
