"""The real budgets of Kainuu and Päijät-Häme, pulled through the stand-in service: every figure as
it was transcribed.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence

import pytest

from analyysi.project import Project
from analyysi.sources.fetch.hosts import Hosts
from analyysi.sources.fetch.order import Wishes
from analyysi.sources.fetch.pull import Pulled, Puller
from analyysi.sources.fetch.transport import Patience, Transport
from analyysi.sources.snapshots import check_snapshot
from support.real_budgets import real_documents, wide_table
from support.services.server import Fault
from support.services.treasury import Treasury

pytestmark = pytest.mark.slow

KAINUU = "105,205,290,578,620,697,765,777"
PAIJAT_HAME = "016,081,098,111,316,398,560,576,781"
QUICK = Patience(attempts=2, first_wait=0.01, longest_wait=5, connect=2, read=0.5, whole=20)
PALTAMO_ID = "0188808-0"


@pytest.fixture
def server() -> Iterator[Treasury]:
    with Treasury(real_documents(), padding=50) as running:
        yield running


@pytest.fixture
def empty_project(project_copy: Project) -> Project:
    """A project that has no budgets yet: all that comes is new."""
    for folder in (project_copy.snapshots / "valtiokonttori").glob("ktas-*/*"):
        folder.rename(project_copy.root / f"{folder.parent.name}-{folder.name}")
    return project_copy


def pull(project: Project, server: Treasury, years: str, municipalities: str) -> list[Pulled]:
    transport = Transport(Hosts((server.url,)), patience=QUICK, sleep=lambda _: None)
    puller = Puller(project, transport, {"treasury": server.root})
    try:
        return puller.pull("budgets", Wishes(years=years, municipalities=municipalities))
    finally:
        puller.finish()
        transport.close()


def wide(project: Project, every_pulled: Sequence[Pulled]) -> list[dict[str, str]]:
    """Return the figures that came, in the columns of the wide tables."""
    rows = []
    for pulled in every_pulled:
        path = project.snapshots / pulled.manifest.id / "data.csv"
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                rows.append({**row, "document_year": row["period"], "value_year": row["year"]})
    return rows


def as_expected(rows: list[dict[str, str]], region: str) -> None:
    expected = wide_table(region)
    columns = list(expected[0])
    by_place = {tuple(row[name] for name in columns[:5]): row for row in rows}
    assert len(by_place) == len(rows) == len(expected)
    for row in expected:
        came = by_place[tuple(row[name] for name in columns[:5])]
        assert {name: came[name] for name in columns} == row


def test_all_documents_of_kainuu_come_to_the_cent(empty_project: Project, server: Treasury) -> None:
    pulled = pull(empty_project, server, "2023, 2024, 2025, 2026", KAINUU)
    assert [table.manifest.table_schema.rows for table in pulled] == [32, 32, 32, 32]
    assert all(table.is_new and table.is_whole and not table.lacking for table in pulled)
    for table in pulled:
        assert check_snapshot(empty_project, table.manifest.id) == []
    as_expected(wide(empty_project, pulled), "kainuu")


def test_all_documents_of_paijat_hame_come_to_the_cent(
    empty_project: Project, server: Treasury
) -> None:
    pulled = pull(empty_project, server, "2025, 2026", PAIJAT_HAME)
    heinola_only, all_nine = pulled
    assert (heinola_only.manifest.table_schema.rows, all_nine.manifest.table_schema.rows) == (4, 36)
    # Of 2025 Heinola's document alone is there: the others are named, and that is no fault.
    assert len(heinola_only.lacking) == 8
    assert heinola_only.is_whole
    as_expected(wide(empty_project, pulled), "paijat_hame")


def test_what_is_stored_already_is_nothing_new(project_copy: Project, server: Treasury) -> None:
    every_pulled = pull(project_copy, server, "2023, 2024, 2025, 2026", KAINUU)
    assert [pulled.is_new for pulled in every_pulled] == [False] * 4
    assert every_pulled[3].manifest.id == "valtiokonttori/ktas-2026/2026-11-29"


def test_a_missing_document_leaves_the_other_seven(
    empty_project: Project, server: Treasury
) -> None:
    server.documents = [
        document
        for document in server.documents
        if (document.ytunnus, document.period) != (PALTAMO_ID, "2026")
    ]
    (pulled,) = pull(empty_project, server, "2026", KAINUU)
    (lack,) = pulled.manifest.lacking
    assert (lack.municipality, lack.kind) == ("Paltamo", "no_document")
    assert "no document of 2026 of Paltamo (578) yet. Pull again later" in lack.reason
    assert pulled.is_whole
    expected = {row["municipality_code"] for row in wide_table("kainuu")} - {"578"}
    assert {row["municipality_code"] for row in wide(empty_project, [pulled])} == expected


def test_a_torn_document_leaves_the_other_seven(empty_project: Project, server: Treasury) -> None:
    server.faults.append(Fault("short_body", times=-1, contains=PALTAMO_ID))
    (pulled,) = pull(empty_project, server, "2026", KAINUU)
    (lack,) = pulled.manifest.lacking
    assert (lack.municipality, lack.kind) == ("Paltamo", "not_read")
    rows = [
        row
        for row in wide_table("kainuu")
        if row["document_year"] == "2026" and row["municipality_code"] != "578"
    ]
    came = wide(empty_project, [pulled])
    assert len(came) == len(rows) == 28
    amounts = {(row["municipality_code"], row["stage"]): row["result_eur"] for row in came}
    assert all(amounts[row["municipality_code"], row["stage"]] == row["result_eur"] for row in rows)
