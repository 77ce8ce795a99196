"""The State Treasury asked for the stored documents: each way in which it may differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from analyysi.project import Project
from analyysi.run.rehearsal.asking import Asking
from analyysi.run.rehearsal.budgets import rehearse_budgets
from analyysi.run.rehearsal.section import Section
from support.rehearsals import asking_of, budgets_recipe, change, texts, with_cell
from support.services.as_stored import stored_documents
from support.services.server import Fault
from support.services.treasury import Treasury

pytestmark = pytest.mark.slow
PALTAMO = "0188808-0"


@pytest.fixture
def asking(project: Project, treasury: Treasury, tmp_path: Path) -> Iterator[Asking]:
    with asking_of(project, tmp_path, treasury) as ready:
        yield ready


def sections(asking: Asking) -> tuple[Section, Section]:
    cells, documents = rehearse_budgets(asking, budgets_recipe(asking.project))
    return cells, documents


def edit(treasury: Treasury, period: str, cell: str, amount: str | None) -> None:
    treasury.documents = [
        with_cell(document, cell, amount)
        if (document.ytunnus, document.period, document.package) == (PALTAMO, period, "KTAS")
        else document
        for document in treasury.documents
    ]


def test_what_is_stored_does_not_differ(asking: Asking) -> None:
    cells, documents = sections(asking)
    assert cells.differs == cells.unasked == documents.differs == documents.unasked == []
    assert documents.news == []
    assert "Stored documents that came: 41 of 41." in documents.alike
    assert "Stored figures that are the same: 1,312 of 1,312." in documents.alike
    assert "Taxonomy jhs-2019-03/2019-08-31: documents 41." in documents.alike


def test_the_cells_seen_in_the_taxonomy_only_come_first_each_with_its_figure(
    asking: Asking, treasury: Treasury
) -> None:
    edit(treasury, "2026", "584", "7000000.55")
    cells, _ = sections(asking)
    assert cells.title == (
        "Cells that no stored copy has: Tax revenue and Central government transfers"
    )
    for cell in ("584", "838", "850", "1654", "1157", "839", "831", "1632"):
        (line,) = [line for line in cells.alike if line.startswith(f"Cell {cell} of k-t05 (")]
        assert line.endswith("in documents 41 of 41.")
    assert cells.annex is not None
    (row,) = [row for row in cells.annex.rows if row[0] == "Paltamo 2026"]
    assert row[1] == "7,000,000.55"
    assert len(cells.annex.rows) == 41
    assert len(row) == 9


def test_the_control_says_when_a_cell_means_something_else(
    asking: Asking, treasury: Treasury
) -> None:
    before, _ = sections(asking)
    assert "taxes and transfers are 99.0% (" in texts(before)
    edit(treasury, "2026", "1157", "1.00")
    asking.scratch.joinpath("treasury").rename(asking.scratch / "old")
    after, _ = sections(asking)
    assert "taxes and transfers are 74.3% (Paltamo 2026) to 99.0% (" in texts(after)


def test_a_missing_cell_is_named_with_its_document(asking: Asking, treasury: Treasury) -> None:
    edit(treasury, "2026", "1157", None)
    edit(treasury, "2025", "632", None)
    cells, documents = sections(asking)
    assert cells.differs == [
        "Cell 1157 of k-t05 (Central government transfers, decided budget): in documents 40 of 41. "
        "Missing from: Paltamo 2026."
    ]
    assert documents.differs == ["Stored figures that the service lacks: 1. They are of Paltamo."]
    (grid,) = documents.grids
    assert grid.rows[0][:2] == ("Paltamo", "2025, decided budget: Operating expenditure")
    assert grid.rows[0][3] == "–"


def test_no_document_has_the_cells(asking: Asking, treasury: Treasury) -> None:
    treasury.documents = stored_documents(taxes=False)
    cells, documents = sections(asking)
    assert len(cells.differs) == 8
    assert cells.differs[0].startswith(
        "Cell 584 of k-t05 (Tax revenue, decided budget): in documents 0 of 41. Missing from: "
    )
    assert documents.differs == []


def test_a_cell_in_another_subpackage_is_named(asking: Asking, treasury: Treasury) -> None:
    document = next(d for d in treasury.documents if (d.ytunnus, d.period) == (PALTAMO, "2026"))
    facts = [
        ("k-t99" if cell == "584" else subpackage, cell, amount)
        for subpackage, cell, amount in document.facts
    ]
    change(treasury, PALTAMO, "2026", facts=facts)
    cells, _ = sections(asking)
    assert "Cell 584 stands in another subpackage: k-t99." in cells.differs


def test_a_revised_figure_is_counted_and_the_largest_named(
    asking: Asking, treasury: Treasury
) -> None:
    stored = {
        cell: amount
        for document in treasury.documents
        if (document.ytunnus, document.period) == (PALTAMO, "2026")
        for _, cell, amount in document.facts
    }
    edit(treasury, "2026", "632", str(2 * float(stored["632"] or 0)))
    edit(treasury, "2026", "15", str(float(stored["15"] or 0) + 1))
    _, documents = sections(asking)
    (revised,) = documents.differs
    assert revised.startswith(
        "Revised figures: 2. The largest change: Paltamo, 2026, decided budget: Operating "
        "expenditure: "
    )
    assert revised.endswith("(+100.00%). Payers whose figures have been revised: Paltamo.")
    assert "Stored figures that are the same: 1,310 of 1,312." in documents.alike


def test_a_new_taxonomy_is_named_and_the_figures_are_compared_all_the_same(
    asking: Asking, treasury: Treasury
) -> None:
    change(treasury, PALTAMO, "2026", taxonomy="jhs-2027-01/2026-12-31")
    _, documents = sections(asking)
    (sentence,) = documents.differs
    assert sentence.startswith("A new taxonomy jhs-2027-01/2026-12-31: Paltamo 2026. A pull ")
    assert "Taxonomy jhs-2019-03/2019-08-31: documents 40." in documents.alike
    assert "Stored figures that are the same: 1,312 of 1,312." in documents.alike


def test_a_corrected_document_is_asked_for_and_its_phase_named(
    asking: Asking, treasury: Treasury
) -> None:
    document = next(d for d in treasury.documents if (d.ytunnus, d.period) == (PALTAMO, "2026"))
    corrected = replace(
        with_cell(document, "632", "1.00"), phase="jalkikorjattu", approved="2026-05-01 10:00:00.1"
    )
    treasury.documents.append(corrected)
    _, documents = sections(asking)
    assert documents.differs[0] == (
        "Paltamo 2026: the phase is now jalkikorjattu, and was lopullinen (approved 2026-05-01 "
        "10:00:00.1)."
    )
    assert documents.differs[1].startswith("Revised figures: 1. ")


def test_a_document_that_only_has_a_new_address_is_found_by_the_catalogue(
    asking: Asking, treasury: Treasury
) -> None:
    change(treasury, PALTAMO, "2026", phase="jalkikorjattu")
    _, documents = sections(asking)
    assert [line.partition(":")[0] for line in documents.differs] == ["Paltamo 2026"]
    assert "Stored documents that came: 41 of 41." in documents.alike


def test_news_are_no_differences(asking: Asking, treasury: Treasury) -> None:
    document = next(d for d in treasury.documents if (d.ytunnus, d.period) == (PALTAMO, "2026"))
    treasury.documents.append(replace(document, period="2027"))
    change(treasury, PALTAMO, "2025", approved="2025-02-02 02:02:02.2")
    _, documents = sections(asking)
    assert documents.differs == []
    assert documents.news[0].startswith("Paltamo 2025: approved 2025-02-02 02:02:02.2, and ")
    assert documents.news[1] == "The service already has documents of 2027: Paltamo."


def test_a_lost_document_is_a_difference(asking: Asking, treasury: Treasury) -> None:
    treasury.documents = [d for d in treasury.documents if d.ytunnus != PALTAMO]
    _, documents = sections(asking)
    lost = "Paltamo 2026, Paltamo 2025, Paltamo 2024 and Paltamo 2023"
    assert documents.differs == [
        f"The service no longer has: {lost}.",
        f"Not in the catalogue: {lost}.",
    ]
    assert "Stored figures that are the same: 1,184 of 1,184." in documents.alike


def test_without_the_catalogue_the_documents_are_compared(
    asking: Asking, treasury: Treasury
) -> None:
    treasury.faults.append(Fault("503", times=-1, contains="/aineistot"))
    _, documents = sections(asking)
    assert documents.differs == []
    (sentence,) = documents.unasked
    assert sentence.startswith("The catalogue did not come, so that phases and new documents")
    assert "Stored figures that are the same: 1,312 of 1,312." in documents.alike


def test_one_broken_document_does_not_keep_the_others(asking: Asking, treasury: Treasury) -> None:
    treasury.faults.append(Fault("truncated_json", times=-1, contains=f"/{PALTAMO}/2026"))
    _, documents = sections(asking)
    (sentence,) = documents.unasked
    assert sentence.startswith("Paltamo 2026 could not be read: the program's own message: ")
    assert "Stored figures that are the same: 1,280 of 1,280." in documents.alike


def test_a_service_that_is_down_is_asked_twice_and_left_alone(
    asking: Asking, treasury: Treasury
) -> None:
    treasury.faults.append(Fault("503", times=-1))
    cells, documents = sections(asking)
    assert cells.unasked == ["No document came: these cells were not seen."]
    assert documents.unasked[0].startswith("The service did not answer and was not asked further;")
    assert len(treasury.requests) == 4  # two documents, two attempts each
    assert "treasury" in asking.down


def test_the_ratio_needs_every_cell(asking: Asking, treasury: Treasury) -> None:
    from analyysi.run.rehearsal.budgets import funding_ratio
    from analyysi.run.rehearsal.live_documents import ask_documents
    from analyysi.run.rehearsal.stored import stored_documents as stored_of

    recipe = budgets_recipe(asking.project)
    live = ask_documents(asking, recipe, stored_of(asking.project, recipe)).live["578", "2026"]
    ratio = funding_ratio(recipe, live)
    assert ratio is not None
    assert round(ratio, 4) == Fraction(99, 100) + Fraction(1, 10000)
    facts = {place: amount for place, amount in live.facts.items() if place[1] != "1093"}
    assert funding_ratio(recipe, replace(live, facts=facts)) is None
