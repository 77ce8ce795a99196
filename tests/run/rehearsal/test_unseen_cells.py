"""The cells of taxes and transfers, which no stored copy has."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from analyysi.project import Project
from analyysi.report.language.words import Words
from analyysi.run.rehearsal.section import Section
from analyysi.run.rehearsal.stored import StoredDocument, stored_documents
from analyysi.run.rehearsal.unseen_cells import (
    funding_ratio,
    never_stored,
    rehearse_unseen_cells,
)
from analyysi.sources.recipe import TreasuryRecipe
from support.rehearsals import budgets_recipe, live_answers, with_cell
from support.services.as_stored import stored_documents as documents_as_stored
from support.services.treasury import Document

pytestmark = pytest.mark.slow
PALTAMO = "0188808-0"
CELLS = ("584", "838", "850", "1654", "1157", "839", "831", "1632")


@pytest.fixture(scope="module")
def recipe(project: Project) -> TreasuryRecipe:
    return budgets_recipe(project)


@pytest.fixture(scope="module")
def stored(project: Project, recipe: TreasuryRecipe) -> list[StoredDocument]:
    return stored_documents(project, recipe)


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return [document for document in documents_as_stored() if document.package == "KTAS"]


def edited(documents: list[Document], cell: str, amount: str | None) -> list[Document]:
    return [
        with_cell(document, cell, amount)
        if (document.ytunnus, document.period) == (PALTAMO, "2026")
        else document
        for document in documents
    ]


def cells(
    recipe: TreasuryRecipe, stored: list[StoredDocument], documents: list[Document]
) -> Section:
    unseen = never_stored(recipe, stored)
    answers = live_answers(stored, documents)
    return rehearse_unseen_cells(Words("en", "EUR"), recipe, unseen, stored, answers)


def test_each_cell_is_counted_and_its_figures_stand_in_the_annex(
    recipe: TreasuryRecipe, stored: list[StoredDocument], documents: list[Document]
) -> None:
    section = cells(recipe, stored, edited(documents, "584", "7000000.55"))
    assert section.title == (
        "Cells that no stored copy has: Tax revenue and Central government transfers"
    )
    for cell in CELLS:
        (line,) = [line for line in section.alike if line.startswith(f"Cell {cell} of k-t05 (")]
        assert line.endswith("in documents 41 of 41.")
    assert section.news[0].startswith(
        "Figures of these cells that the service has and that are not stored: 328."
    )
    assert section.annex is not None
    (row,) = [row for row in section.annex.rows if row[0] == "Paltamo 2026"]
    assert row[1] == "7,000,000.55"
    assert (len(section.annex.rows), len(row)) == (41, 9)


def test_beyond_its_limits_the_control_is_a_difference(
    recipe: TreasuryRecipe, stored: list[StoredDocument], documents: list[Document]
) -> None:
    within = cells(recipe, stored, documents)
    assert within.differs == []
    assert within.alike[-1].endswith(
        "The limits are 90% and 110%: only net financing is left out, and it is small."
    )
    beyond = cells(recipe, stored, edited(documents, "1157", "1.00"))
    assert beyond.differs == [
        "The control goes beyond its limits 90% and 110%: Paltamo 2026 (74.3%). The cell may mean "
        "something else than the recipe takes it for: do not use its figures before that is known."
    ]
    assert "are 74.3% (Paltamo 2026) to 99.0% (" in beyond.partly[-1]


def test_counts_of_some_documents_are_not_as_before(
    recipe: TreasuryRecipe, stored: list[StoredDocument], documents: list[Document]
) -> None:
    section = cells(recipe, stored, [each for each in documents if each.ytunnus != PALTAMO])
    assert section.alike == section.differs == []
    assert section.partly[0].endswith("in documents 37 of 37.")
    nothing = cells(recipe, stored, [])
    assert nothing.unasked == ["No document came: these cells were not seen."]


def test_another_subpackage_counts_only_where_the_first_lacks_the_cell(
    recipe: TreasuryRecipe, stored: list[StoredDocument], documents: list[Document]
) -> None:
    twice = [
        replace(document, facts=[*document.facts, ("k-t98", "584", "1.00")])
        if document.ytunnus != PALTAMO
        else document
        for document in documents
    ]
    assert cells(recipe, stored, twice).differs == []
    lacking = edited(twice, "584", None)
    named = cells(recipe, stored, lacking).differs
    assert [line.partition(" in documents ")[2] for line in named] == [
        "40 of 41. Missing from: Paltamo 2026."
    ]
    moved = [
        replace(document, facts=[*document.facts, ("k-t99", "584", "1.00")])
        if (document.ytunnus, document.period) == (PALTAMO, "2026")
        else document
        for document in lacking
    ]
    assert "Cell 584 stands in another subpackage: k-t99." in cells(recipe, stored, moved).differs


def test_where_no_document_has_the_cells_nothing_can_be_controlled(
    recipe: TreasuryRecipe, stored: list[StoredDocument], documents: list[Document]
) -> None:
    facts = {id(each): [fact for fact in each.facts if fact[1] not in CELLS] for each in documents}
    bare = [replace(document, facts=facts[id(document)]) for document in documents]
    section = cells(recipe, stored, bare)
    assert len(section.differs) == 8
    assert section.differs[0].startswith(
        "Cell 584 of k-t05 (Tax revenue, decided budget): in documents 0 of 41. Missing from: "
    )
    assert section.unasked == [
        "The cells of the decided budget could not be controlled: some are missing."
    ]
    assert section.news == []


def test_the_ratio_needs_every_cell(
    recipe: TreasuryRecipe, stored: list[StoredDocument], documents: list[Document]
) -> None:
    live = live_answers(stored, documents).live["578", "2026"]
    ratio = funding_ratio(recipe, live)
    assert ratio is not None
    assert round(ratio, 4) == Fraction(99, 100) + Fraction(1, 10000)
    facts = {place: amount for place, amount in live.facts.items() if place[1] != "1093"}
    assert funding_ratio(recipe, replace(live, facts=facts)) is None
