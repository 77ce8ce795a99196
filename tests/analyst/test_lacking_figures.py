"""What is missing is said with its reason and what to do; what is there is not."""

from __future__ import annotations

import pytest

from analyysi.agreement.agreement import Party
from analyysi.analyst.lacking_figures import Lack, faults_by_table, lacks
from analyysi.analyst.payers_tables import PayersTable
from analyysi.analyst.stored_figures import Figure
from analyysi.languages.local_text import LocalText
from analyysi.project import Project
from analyysi.report.language.words import Words
from analyysi.sources.manifest import LackingDocument
from analyysi.sources.snapshots import verified_manifest

STORED = PayersTable("population", "population", ("tilastokeskus/11ra/2026-11-24",), {})
LABEL = LocalText.in_main_language("Väestö 31.12.")
PAYERS = (
    Party(code="578", kind="municipality", name={"fi": "Paltamo"}),
    Party(code="620", kind="municipality", name={"fi": "Puolanka"}),
    Party(code="liitto", kind="organisation", name={"fi": "Liitto"}),
)


def figure(code: str, year: int, amount: float | None = 1.0) -> Figure:
    return Figure("population", "s", code, year, "", "population", LABEL, "inhabitants", amount)


def in_words(lack: Lack, language: str = "fi") -> tuple[str, str, str]:
    words = Words(language, "EUR")
    return lack.code, words.of(lack.why), words.of(lack.to_do)


def test_nothing_lacks_where_everything_is(project: Project) -> None:
    figures = [figure("578", 2025), figure("620", 2025)]
    assert list(lacks(project, STORED, PAYERS[:2], figures, "")) == []


def test_a_table_of_which_nothing_is_stored_says_how_to_get_it(project: Project) -> None:
    table = PayersTable("budgets", "budgets", (), {})
    (lack,) = lacks(project, table, PAYERS, [], "")
    assert in_words(lack) == (
        "",
        "Taulusta ei ole tallennettu mitään.",
        'Hae se: analyysi pull budgets, tai tässä data = "pull".',
    )
    (unfetched,) = lacks(project, PayersTable("a/b", None, (), {}), PAYERS, [], "")
    assert in_words(unfetched, "en")[2].startswith("No recipe fetches the table")


def test_each_payer_without_a_row_is_named_with_its_own_reason(project: Project) -> None:
    missing = list(lacks(project, STORED, PAYERS, [figure("578", 2025)], ""))
    assert [in_words(lack, "en") for lack in missing] == [
        (
            "620",
            "The table has no row of the payer.",
            "Check the payer's number, and whether it has merged with another.",
        ),
        (
            "liitto",
            "The service has municipalities only.",
            "Ask the party itself for the figure, in a survey beside the terms.",
        ),
    ]


def test_a_budget_that_has_not_been_reported_is_no_fault_of_the_number(project: Project) -> None:
    table = PayersTable("budgets", "budgets", ("valtiokonttori/ktas-2027/2026-11-28",), {})
    (lack,) = lacks(project, table, PAYERS[:2], [figure("578", 2027)], "")
    assert in_words(lack)[:2] == (
        "620",
        "Kunta ei ole vielä ilmoittanut lukuja, tai niitä ei ole haettu.",
    )


@pytest.mark.parametrize("kind", ["no_business_id", "no_document", "not_read"])
def test_a_document_that_a_snapshot_lacks_has_its_reason(project: Project, kind: str) -> None:
    snapshot = "valtiokonttori/ktas-2026/2026-11-29"
    table = PayersTable("budgets", "budgets", (snapshot,), {})
    lacking = (LackingDocument(municipality_code="620", kind=kind, reason="x"),)  # type: ignore[arg-type]
    manifest, _ = verified_manifest(project, snapshot)
    records = [manifest.model_copy(update={"lacking": lacking})] * 2
    missing = list(lacks(project, table, PAYERS[:2], [figure("578", 2026)], "", None, records))
    code, why, to_do = in_words(missing[0])
    assert code == "620"
    assert (why, to_do) == {
        "no_business_id": (
            "Y-tunnus ei ole tiedossa, ja Valtiokonttorilta kysytään sillä.",
            "Lisää tunnus tiedostoon data/municipalities/business_ids.csv ja hae: analyysi pull "
            "budgets.",
        ),
        "no_document": (
            f"Ei aineistossa {snapshot}: Valtiokonttorilla ei ollut asiakirjaa.",
            "Hae myöhemmin uudelleen tai kysy kunnalta.",
        ),
        "not_read": (
            f"Ei aineistossa {snapshot}: Valtiokonttorin lähettämää asiakirjaa ei voitu lukea.",
            "Hae uudelleen. Syy on aineiston tiedostossa manifest.json.",
        ),
    }[kind]
    # The same id is missing in every year, and is named once.
    assert len(missing) == (1 if kind == "no_business_id" else 2)


def test_a_payer_who_cannot_be_asked_for_is_named_with_what_to_do(project: Project) -> None:
    table = PayersTable("budgets", "budgets", ("valtiokonttori/ktas-2027/2026-11-28",), {})
    unknown = Party(code="999", kind="municipality", name={"fi": "Uusi kunta"})
    (lack,) = lacks(project, table, [unknown], [], "")
    assert "business_ids.csv" in in_words(lack, "sv")[2]


def test_empty_figures_are_counted_in_the_years_asked_for(project: Project) -> None:
    figures = [figure("578", year, None if year > 2019 else 1.0) for year in range(2018, 2027)]
    (lack,) = lacks(project, STORED, PAYERS[:1], figures, "")
    assert in_words(lack)[1] == (
        "7/9 lukua puuttuu: population 2020, population 2021, population 2022, population 2023, "
        "population 2024 ja …."
    )
    assert list(lacks(project, STORED, PAYERS[:1], figures, "2018-2019")) == []


def test_years_that_the_table_has_not_are_named(project: Project) -> None:
    (lack,) = lacks(project, STORED, PAYERS[:1], [figure("578", 2025)], "2024-2026")
    assert in_words(lack)[:2] == ("", "Lukuja ei ole vuosilta 2024 ja 2026.")


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_fetch_that_failed_is_told_beside_what_is_stored(project: Project, language: str) -> None:
    faults = faults_by_table([STORED], {"population": "the service is down"})
    (lack,) = lacks(project, STORED, PAYERS[:1], [figure("578", 2025)], "", faults["population"])
    assert "the service is down" in in_words(lack, language)[1]
    assert faults_by_table([PayersTable("a/b", None, (), {})], {"population": "x"}) == {"a/b": None}
