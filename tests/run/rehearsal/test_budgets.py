"""The State Treasury asked for the stored documents: each way in which it may differ."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from analyysi.project import Project
from analyysi.run.rehearsal.asking import Asking
from analyysi.run.rehearsal.budgets import rehearse_budgets
from analyysi.run.rehearsal.section import Section
from support.rehearsals import asking_of, budgets_recipe, change, with_cell
from support.services.server import Fault
from support.services.treasury import Treasury

pytestmark = pytest.mark.slow
PALTAMO = "0188808-0"
OF_2026, OF_2025 = "valtiokonttori/ktas-2026/2026-11-29", "valtiokonttori/ktas-2025/2026-11-29"


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
    assert cells.partly == documents.partly == []
    assert "Stored documents that came: 41 of 41." in documents.alike
    assert f"{OF_2026}: Stored figures that are the same: 256 of 256." in documents.alike
    assert f"{OF_2025}: Stored figures that are the same: 256 of 256." in documents.alike
    assert documents.news == [
        "The documents have 40 cells each, and 32 figures of each are stored: only a selection has "
        "been stored, which is no fault."
    ]
    assert "Taxonomy jhs-2019-03/2019-08-31: documents 41." in documents.alike


def test_a_missing_cell_is_named_with_its_document(asking: Asking, treasury: Treasury) -> None:
    edit(treasury, "2026", "1157", None)
    edit(treasury, "2025", "632", None)
    cells, documents = sections(asking)
    assert cells.differs == [
        "Cell 1157 of k-t05 (Central government transfers, decided budget): in documents 40 of 41. "
        "Missing from: Paltamo 2026."
    ]
    assert documents.differs == [
        f"{OF_2025}: Stored figures that the service lacks: 1. They are of Paltamo."
    ]
    (grid,) = documents.grids
    assert grid.rows[0][:2] == ("Paltamo", "2025, decided budget: Operating expenditure")
    assert grid.rows[0][3] == "–"


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
        f"{OF_2026}: Revised figures: 2. The largest change: Paltamo, 2026, decided budget: Operating "
        "expenditure: "
    )
    assert revised.endswith("(+100.00%). Payers whose figures have been revised: Paltamo.")
    assert f"{OF_2026}: Stored figures that are the same: 254 of 256." in documents.partly


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
        "Paltamo 2026: the phase is now corrected afterwards, and was final (approved 1 May 2026 "
        "10:00:00)."
    )
    assert documents.differs[1].startswith(f"{OF_2026}: Revised figures: 1. ")


def test_a_document_that_only_has_a_new_address_is_found_by_the_catalogue(
    asking: Asking, treasury: Treasury
) -> None:
    change(treasury, PALTAMO, "2026", phase="jalkikorjattu")
    _, documents = sections(asking)
    assert [line.partition(":")[0] for line in documents.differs] == ["Paltamo 2026"]
    assert "Stored documents that came: 41 of 41." in documents.alike


def test_a_lost_document_is_a_difference(asking: Asking, treasury: Treasury) -> None:
    treasury.documents = [d for d in treasury.documents if d.ytunnus != PALTAMO]
    _, documents = sections(asking)
    lost = "Paltamo 2026, Paltamo 2025, Paltamo 2024 and Paltamo 2023"
    assert documents.differs == [
        f"The service no longer has: {lost}.",
        f"Not in the catalogue: {lost}.",
    ]
    assert "Stored documents that came: 37 of 41." in documents.partly
    assert f"{OF_2026}: Stored figures that are the same: 224 of 256." in documents.partly


def test_without_the_catalogue_the_documents_are_compared(
    asking: Asking, treasury: Treasury
) -> None:
    treasury.faults.append(Fault("503", times=-1, contains="/aineistot"))
    _, documents = sections(asking)
    assert documents.differs == []
    (sentence,) = documents.unasked
    assert sentence.startswith("The catalogue did not come, so that phases and new documents")
    assert f"{OF_2026}: Stored figures that are the same: 256 of 256." in documents.alike


def test_one_broken_document_does_not_keep_the_others(asking: Asking, treasury: Treasury) -> None:
    treasury.faults.append(Fault("truncated_json", times=-1, contains=f"/{PALTAMO}/2026"))
    _, documents = sections(asking)
    (sentence,) = documents.unasked
    assert sentence == (
        "Paltamo 2026 could not be read: the service gave no answer that can be used (message 1 at "
        "the end of this report)"
    )
    assert "is not whole JSON" in asking.messages[0]
    assert f"{OF_2026}: Stored figures that are the same: 224 of 256." in documents.partly
    assert f"{OF_2025}: Stored figures that are the same: 256 of 256." in documents.alike


def test_a_payer_whose_document_came_later_is_named(
    project_copy: Project, treasury: Treasury, tmp_path: Path
) -> None:
    path = project_copy.snapshots / OF_2026 / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["lacking"] = [
        {"municipality_code": code, "municipality": name, "kind": "no_document", "reason": "x"}
        for code, name in (("049", "Espoo"), ("091", "Helsinki"))
    ]
    path.write_text(json.dumps(manifest), encoding="utf-8")
    document = next(d for d in treasury.documents if (d.ytunnus, d.period) == (PALTAMO, "2026"))
    treasury.documents.append(replace(document, ytunnus="0101263-6"))
    with asking_of(project_copy, tmp_path, treasury) as asking:
        _, documents = sections(asking)
    assert documents.news[0].startswith("Espoo 2026: the document is there now (approved ")
    assert f"it was lacking when {OF_2026} was stored." in documents.news[0]
    assert "Still lacking, as when stored: Helsinki 2026." in documents.alike
    assert f"{OF_2026}: Stored figures that are the same: 256 of 256." in documents.alike


def test_a_service_that_is_down_is_asked_twice_and_left_alone(
    asking: Asking, treasury: Treasury
) -> None:
    treasury.faults.append(Fault("503", times=-1))
    cells, documents = sections(asking)
    assert cells.unasked == ["No document came: these cells were not seen."]
    assert documents.unasked[0].startswith("The service did not answer and was not asked further;")
    assert len(treasury.requests) == 4  # two documents, two attempts each
    assert "treasury" in asking.down
