"""Neighbours of a budget's figure: which they are, in which order, and when there are none."""

from fractions import Fraction

import pytest

from analyysi.project import Project
from analyysi.sources.budget_words import stage_name
from analyysi.sources.budgets import (
    AMENDED,
    DECIDED,
    LOANS,
    MARGIN,
    OPERATING_EXPENSES,
    PLANNED,
    PLANNED_LATER,
    BudgetLine,
)
from analyysi.sources.odd_figures.budget_surroundings import Accounts, Surroundings
from support.budget_lines import PAIJAT_HAME, heads_of_2025, stored_lines

SOTKAMO, SYSMA = "765", "781"


@pytest.fixture(scope="module")
def kainuu(project: Project) -> Surroundings:
    loans = {SOTKAMO: Fraction(25_077_000)}
    accounts = (Accounts(2019, {LOANS: loans}), Accounts(2020, {LOANS: loans}))
    return Surroundings(tuple(stored_lines(project, "2024", "2025", "2026")), {}, accounts)


@pytest.fixture(scope="module")
def paijat_hame(project: Project) -> Surroundings:
    return Surroundings(tuple(stored_lines(project, PAIJAT_HAME)), heads_of_2025(project))


def line(around: Surroundings, code: str, document_year: int, stage: str = DECIDED) -> BudgetLine:
    there = around.line(code, document_year, stage)
    assert there is not None
    return there


def test_each_other_document_speaks_once_of_the_nearest_year(kainuu: Surroundings) -> None:
    near = list(kainuu.other_documents(line(kainuu, SOTKAMO, 2025), LOANS))
    assert [(neighbour.place.text, neighbour.place.values["year"]) for neighbour in near] == [
        ("plan for {year} (document of {document})", "2025"),
        ("budget of {year} as amended (document of {document})", "2025"),
    ]
    assert list(kainuu.other_documents(line(kainuu, SOTKAMO, 2025), "unknown_eur")) == []


def test_the_rest_of_a_document(kainuu: Surroundings) -> None:
    mates = kainuu.document(line(kainuu, SOTKAMO, 2025))
    assert {mate.stage for mate in mates} == {PLANNED, PLANNED_LATER, AMENDED}
    assert {mate.document_year for mate in mates} == {2025}


def test_the_newest_accounts_come_first(kainuu: Surroundings) -> None:
    near = list(kainuu.in_accounts(line(kainuu, SOTKAMO, 2025), LOANS))
    assert [neighbour.place.values["year"] for neighbour in near] == ["2020", "2019"]
    assert near[0].amount == 25_077_000
    assert list(kainuu.in_accounts(line(kainuu, "105", 2025), LOANS)) == []


def test_the_median_of_the_others_for_an_inhabitant(
    kainuu: Surroundings, paijat_hame: Surroundings
) -> None:
    sysma = line(paijat_hame, SYSMA, 2026)
    usual = paijat_hame.median_per_head(sysma, OPERATING_EXPENSES)
    assert usual is not None
    assert round(usual) == 3615
    assert round(paijat_hame.per_head(sysma, OPERATING_EXPENSES) or 0) == 8090
    (near,) = paijat_hame.by_inhabitants(sysma, OPERATING_EXPENSES)
    assert near.amount == usual * 3367
    assert list(paijat_hame.by_inhabitants(sysma, MARGIN)) == []
    assert kainuu.median_per_head(line(kainuu, SOTKAMO, 2025), OPERATING_EXPENSES) is None


def test_two_others_are_too_few_for_a_median(paijat_hame: Surroundings) -> None:
    lines = tuple(of for of in paijat_hame.lines if of.code in (SYSMA, "111", "016"))
    few = Surroundings(lines, paijat_hame.heads)
    assert few.median_per_head(line(few, SYSMA, 2026), OPERATING_EXPENSES) is None


def test_places_name_the_document_where_it_is_another_years(kainuu: Surroundings) -> None:
    texts = [
        stage_name(line(kainuu, SOTKAMO, 2025, stage)).text
        for stage in (DECIDED, AMENDED, PLANNED, PLANNED_LATER)
    ]
    assert texts == [
        "budget of {year} as decided",
        "budget of {year} as amended (document of {document})",
        "plan for {year} (document of {document})",
        "plan for {year} (document of {document})",
    ]
