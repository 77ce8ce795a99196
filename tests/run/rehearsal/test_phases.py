"""Taxonomies, phases, and documents that came after those stored."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from analyysi.project import Project
from analyysi.report.language.words import Words
from analyysi.run.rehearsal.live_documents import Answers, LiveDocument
from analyysi.run.rehearsal.phases import (
    report_later_documents,
    report_phases,
    report_taxonomies,
)
from analyysi.run.rehearsal.section import Section
from analyysi.run.rehearsal.stored import LackingStored, StoredDocument
from analyysi.sources.answers.treasury_documents import Offer
from analyysi.sources.manifest import ChosenDocument
from support.rehearsals import budgets_recipe

ENGLISH = Words("en", "EUR")
KNOWN = "jhs-2019-03/2019-08-31"
APPROVED = "2026-01-15 08:19:43.07"


def stored(code: str, name: str) -> StoredDocument:
    document = ChosenDocument(
        municipality_code=code,
        business_id=f"id-{code}",
        package="KTAS",
        period="2026",
        phase="lopullinen",
        approved=APPROVED,
    )
    return StoredDocument(name, document, {}, "a/ktas-2026/2026-01-31")


PALTAMO, KUHMO = stored("578", "Paltamo"), stored("290", "Kuhmo")


def live(documents: Iterable[StoredDocument], taxonomy: str = KNOWN) -> Answers:
    return Answers(
        {
            each.place: LiveDocument(each.document, (taxonomy,), {}, frozenset())
            for each in documents
        },
        offers=[],
    )


def offer(
    document: StoredDocument, period: str = "2026", phase: str = "lopullinen", at: str = APPROVED
) -> Offer:
    return Offer(document.document.business_id, "KTAS", period, phase, at, at)


def test_a_new_taxonomy_is_named_and_a_count_of_some_documents_is_not_as_before(
    project: Project,
) -> None:
    recipe = budgets_recipe(project)
    section = Section("s")
    answers = live([PALTAMO], "jhs-2027-01/2026-12-31")
    answers.live |= live([KUHMO]).live
    report_taxonomies(section, ENGLISH, recipe, [PALTAMO, KUHMO], answers)
    assert section.differs[0].startswith("A new taxonomy jhs-2027-01/2026-12-31: Paltamo 2026. A ")
    assert section.partly == [f"Taxonomy {KNOWN}: documents 1."]
    whole = Section("s")
    report_taxonomies(whole, ENGLISH, recipe, [PALTAMO, KUHMO], live([PALTAMO, KUHMO]))
    assert whole == Section("s", alike=[f"Taxonomy {KNOWN}: documents 2."])


def test_another_phase_is_a_difference_and_another_day_or_a_new_year_is_not() -> None:
    section, answers = Section("s"), Answers()
    answers.offers = [
        offer(PALTAMO, phase="jalkikorjattu", at="2026-05-01 10:00:00.1"),
        offer(KUHMO, at="2026-02-02 02:02:02.2"),
        offer(KUHMO, period="2027"),
        Offer("id-of-nobody-stored", "KTAS", "2027", "lopullinen", "", ""),
    ]
    report_phases(section, ENGLISH, [PALTAMO, KUHMO], answers)
    assert section.differs == [
        "Paltamo 2026: the phase is now corrected afterwards, and was final (approved 1 May 2026 "
        "10:00:00)."
    ]
    assert section.news == [
        "Kuhmo 2026: approved 2 February 2026 02:02:02, and 15 January 2026 08:19:43 when it was "
        "stored.",
        "The service already has documents of 2027: Kuhmo.",
    ]


def test_what_the_catalogue_lacks_is_a_difference_and_no_catalogue_is_said() -> None:
    section = Section("s")
    report_phases(section, ENGLISH, [PALTAMO, KUHMO], Answers(offers=[offer(KUHMO)]))
    assert section.differs == ["Not in the catalogue: Paltamo 2026."]
    without = Section("s")
    report_phases(without, ENGLISH, [PALTAMO], Answers(catalogue_fault="why"))
    assert without.unasked == [
        "The catalogue did not come, so that phases and new documents are not known; why"
    ]


@pytest.mark.parametrize("payers", [frozenset({"578"}), frozenset({"290"})])
def test_documents_that_came_later_are_named_payers_first(payers: frozenset[str]) -> None:
    lacking = [
        LackingStored(each.name, each.place, "id", each.snapshot) for each in (KUHMO, PALTAMO)
    ]
    lacking.append(LackingStored("Sotkamo", ("765", "2026"), "", PALTAMO.snapshot))
    section = Section("s")
    report_later_documents(section, ENGLISH, lacking, live([PALTAMO, KUHMO]), payers)
    first = "Paltamo" if "578" in payers else "Kuhmo"
    assert section.news[0] == (
        f"{first} 2026: the document is there now (approved 15 January 2026 08:19:43); it was "
        "lacking when a/ktas-2026/2026-01-31 was stored. Pull again to have it."
    )
    assert len(section.news) == 2
    assert section.alike == ["Still lacking, as when stored: Sotkamo 2026."]
