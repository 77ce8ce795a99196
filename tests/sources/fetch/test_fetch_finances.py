"""Budgets and accounts from a server that speaks the State Treasury's protocol."""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from analyysi.errors import AnalyysiError, ParameterError, ServiceError, SourceError
from analyysi.project import Project
from analyysi.sources.fetch import fetch_finances
from analyysi.sources.fetch.hosts import Hosts
from analyysi.sources.fetch.order import Wishes
from analyysi.sources.fetch.pull import Pulled, Puller
from analyysi.sources.fetch.staging import ChangedMeanwhileError
from analyysi.sources.fetch.transport import Patience, Transport
from analyysi.sources.recipe import TreasuryRecipe, read_recipe
from analyysi.sources.snapshots import check_snapshot, snapshot_ids
from support.services.server import Answer, Fault
from support.services.treasury import BUDGET_CELLS, Document, Treasury, sample_documents

QUICK = Patience(attempts=3, first_wait=0.01, longest_wait=5, connect=2, read=0.5, whole=20)
IDS = {"105": "0185075-2", "205": "0214958-9", "578": "0188808-0", "765": "0189766-5"}
KAINUU = "105,205,578,765"


@pytest.fixture
def server() -> Iterator[Treasury]:
    with Treasury(sample_documents(IDS), padding=500) as running:
        yield running


class Desk:
    def __init__(self, project: Project, server: Treasury) -> None:
        self.project, self.server = project, server

    def pull(
        self, name: str = "budgets", *, years: str | None = None, municipalities: str = KAINUU
    ) -> list[Pulled]:
        transport = Transport(Hosts((self.server.url,)), patience=QUICK, sleep=lambda _: None)
        puller = Puller(self.project, transport, {"treasury": self.server.root})
        try:
            pulled = puller.pull(name, Wishes(years=years, municipalities=municipalities))
            puller.finish()
        finally:
            transport.close()
        return pulled

    def folder(self, pulled: Pulled) -> Path:
        return self.project.snapshots / pulled.manifest.id

    def rows(self, pulled: Pulled) -> dict[tuple[str, str, str], dict[str, str]]:
        with (self.folder(pulled) / "data.csv").open(encoding="utf-8", newline="") as file:
            return {
                (row["municipality_code"], row["year"], row["stage"]): row
                for row in csv.DictReader(file)
            }

    def documents_asked(self) -> list[str]:
        return [request.path for request in self.server.requests if "/dokumentti/" in request.path]


@pytest.fixture
def desk(project_copy: Project, server: Treasury) -> Desk:
    return Desk(project_copy, server)


def facts(document: Document) -> dict[str, str | None]:
    return {cell: amount for _, cell, amount in document.facts}


@pytest.mark.slow
def test_budget_and_plan_are_never_one_row(desk: Desk) -> None:
    (pulled,) = desk.pull()
    assert pulled.manifest.id.startswith("valtiokonttori/ktas-2027/")
    assert check_snapshot(desk.project, pulled.manifest.id) == []
    rows = desk.rows(pulled)
    assert {(year, stage) for _, year, stage in rows} == {
        ("2026", "prior_amended"),
        ("2027", "budget"),
        ("2028", "plan_1"),
        ("2029", "plan_2"),
    }
    document = next(
        d for d in desk.server.documents if (d.ytunnus, d.period) == (IDS["765"], "2027")
    )
    amounts = facts(document)
    for place, key in enumerate(
        [("2027", "budget"), ("2028", "plan_1"), ("2029", "plan_2"), ("2026", "prior_amended")]
    ):
        row = rows["765", *key]
        assert row["operating_expenses_eur"] == amounts[BUDGET_CELLS["toimintamenot"][place]]
        assert row["tax_revenue_eur"] == amounts[BUDGET_CELLS["verotulot"][place]]
        assert row["loan_stock_eur"] == amounts[BUDGET_CELLS["lainakanta"][place]]


@pytest.mark.slow
def test_the_highest_phase_is_taken_and_every_phase_is_told(desk: Desk) -> None:
    (pulled,) = desk.pull()
    assert all("/lopullinen/" in path for path in desk.documents_asked())
    told = {(d.municipality_code, d.phase): d.file for d in pulled.manifest.documents}
    assert told["578", "alustava"] is None
    assert told["578", "lopullinen"] == "raw/578-lopullinen.json"
    desk.server.documents.append(
        Document(
            IDS["578"],
            "KTAS",
            "2027",
            "jalkikorjattu",
            "2026-12-01 10:00:00.1",
            facts=[("k-t05", BUDGET_CELLS["toimintamenot"][0], "1.00")],
        )
    )
    (later,) = desk.pull()
    assert later.is_new
    assert desk.rows(later)["578", "2027", "budget"]["operating_expenses_eur"] == "1.00"
    assert desk.rows(later)["578", "2027", "budget"]["phase"] == "jalkikorjattu"
    assert later.difference is not None
    changed = {(r.key[0], r.key[2], r.column): (r.old, r.new) for r in later.difference.revisions}
    assert changed["578", "budget", "operating_expenses_eur"][1] == Decimal("1.00")
    assert changed["578", "budget", "tax_revenue_eur"][1] is None  # absent is missing, not zero


@pytest.mark.slow
def test_a_preliminary_document_is_taken_for_want_of_a_better_and_told(desk: Desk) -> None:
    desk.server.documents = [
        d
        for d in desk.server.documents
        if not (d.ytunnus == IDS["578"] and d.phase == "lopullinen")
    ]
    (pulled,) = desk.pull()
    assert desk.rows(pulled)["578", "2027", "budget"]["phase"] == "alustava"
    assert "Preliminary documents (alustava): 578" in pulled.remarks


@pytest.mark.slow
def test_a_municipality_without_a_document_has_no_row_and_is_named(desk: Desk) -> None:
    desk.server.documents = [d for d in desk.server.documents if d.ytunnus != IDS["105"]]
    (pulled,) = desk.pull()
    assert "105" not in {code for code, _, _ in desk.rows(pulled)}
    assert "No document of 2027 yet: Hyrynsalmi (105)" in pulled.remarks


@pytest.mark.slow
def test_accounts_are_of_whole_years_only(desk: Desk) -> None:
    quarter = [
        replace(d, period="2026C09", approved="2026-11-01 09:00:00.1")
        for d in desk.server.documents
        if d.package == "KKNR"
    ]
    desk.server.documents += quarter
    (pulled,) = desk.pull("accounts")
    assert pulled.manifest.id.startswith("valtiokonttori/kknr-2025c12/")
    assert pulled.manifest.area_division == "2025-01-01"
    assert {(year, stage) for _, year, stage in desk.rows(pulled)} == {("2025", "actual")}


@pytest.mark.slow
def test_several_periods_are_several_snapshots(desk: Desk) -> None:
    pulled = desk.pull(years="2026, 2027")
    assert [one.manifest.id.split("/")[1] for one in pulled] == ["ktas-2026", "ktas-2027"]
    assert sum("aineistot" in request.path for request in desk.server.requests) == 1


@pytest.mark.slow
def test_the_real_budget_of_espoo(desk: Desk) -> None:
    # Printed in Espoo's budget for 2023; the facts are the service's own.
    (pulled,) = desk.pull(years="2023", municipalities="049")
    row = desk.rows(pulled)["049", "2023", "budget"]
    assert row["annual_contribution_margin_eur"] == "349083947.70"
    assert row["result_eur"] == "153997243.63"
    assert row["gross_investments_eur"] == "315512000.00"
    assert row["tax_revenue_eur"] == ""
    assert desk.rows(pulled)["049", "2022", "prior_amended"]["result_eur"] == "-40897486.97"


def with_taxonomy(document: Document, taxonomy: str) -> Document:
    return replace(document, taxonomy=taxonomy)


@pytest.mark.slow
def test_an_unknown_taxonomy_everywhere_stops(desk: Desk) -> None:
    before = snapshot_ids(desk.project)
    desk.server.documents = [
        with_taxonomy(d, "jhs-2027-01/2027-05-31") for d in desk.server.documents
    ]
    with pytest.raises(SourceError) as caught:
        desk.pull()
    assert str(caught.value).startswith(
        "KTAS 2027 of 105 (lopullinen) is in the taxonomy 'jhs-2027-01/2027-05-31', and its cell "
        "numbers are known in "
        "jhs-2019-03/2019-08-31 only"
    )
    assert snapshot_ids(desk.project) == before


@pytest.mark.slow
def test_one_document_of_an_unknown_taxonomy_is_named_and_the_others_are_stored(
    desk: Desk,
) -> None:
    desk.server.documents = [
        with_taxonomy(d, "jhs-2027-01/2027-05-31") if d.ytunnus == IDS["578"] else d
        for d in desk.server.documents
    ]
    (pulled,) = desk.pull()
    assert {code for code, _, _ in desk.rows(pulled)} == {"105", "205", "765"}
    assert check_snapshot(desk.project, pulled.manifest.id) == []
    (lack,) = pulled.manifest.lacking
    assert pulled.lacking == (lack,)
    assert (lack.municipality_code, lack.municipality, lack.kind) == ("578", "Paltamo", "not_read")
    assert "then add it to the recipe in data/sources" in lack.reason
    assert not pulled.is_whole
    assert any(remark.startswith("Lacking Paltamo (578): ") for remark in pulled.remarks)
    # Nothing is kept of it: an answer that came whole will not be another one.
    assert not desk.project.unfinished.exists()


@pytest.mark.slow
def test_a_missing_business_id_is_named_and_the_others_are_stored(desk: Desk) -> None:
    (pulled,) = desk.pull(municipalities="105,578,743")
    assert {code for code, _, _ in desk.rows(pulled)} == {"105", "578"}
    (lack,) = pulled.manifest.lacking
    assert (lack.municipality_code, lack.kind) == ("743", "no_business_id")
    assert "has no business id for 743. Add a line" in lack.reason
    stored = json.loads((desk.folder(pulled) / "manifest.json").read_text(encoding="utf-8"))
    assert stored["lacking"][0]["municipality_code"] == "743"


@pytest.mark.slow
def test_a_document_without_a_figure_of_the_recipe_is_named(desk: Desk) -> None:
    desk.server.documents = [
        replace(d, facts=[("k-t05", "999999", "1.00")]) if d.ytunnus == IDS["578"] else d
        for d in desk.server.documents
    ]
    (pulled,) = desk.pull()
    (lack,) = pulled.lacking
    assert "holds none of the figures that the recipe reads" in lack.reason


@pytest.mark.slow
def test_a_number_that_is_none_is_named_with_its_payer(desk: Desk) -> None:
    cell = BUDGET_CELLS["toimintamenot"][0]
    desk.server.documents = [
        replace(d, facts=[("k-t05", cell, "12 tuhatta")]) if d.ytunnus == IDS["578"] else d
        for d in desk.server.documents
    ]
    (pulled,) = desk.pull()
    assert [lack.municipality_code for lack in pulled.lacking] == ["578"]
    assert {code for code, _, _ in desk.rows(pulled)} == {"105", "205", "765"}


@pytest.mark.slow
def test_what_came_is_no_news_where_the_stored_table_has_it_and_more(desk: Desk) -> None:
    (whole,) = desk.pull()
    desk.server.faults.append(Fault("html_200", times=-1, contains=IDS["578"]))
    (torn,) = desk.pull()
    assert (torn.is_new, torn.manifest.id) == (False, whole.manifest.id)
    assert [lack.municipality_code for lack in torn.lacking] == ["578"]
    desk.server.faults.clear()
    (fewer,) = desk.pull(municipalities="105,205")
    assert not fewer.is_new
    # Another figure of those who came is news.
    desk.server.documents.append(
        Document(
            IDS["105"],
            "KTAS",
            "2027",
            "jalkikorjattu",
            "2026-12-01 10:00:00.1",
            facts=[("k-t05", BUDGET_CELLS["toimintamenot"][0], "1.00")],
        )
    )
    (revised,) = desk.pull(municipalities="105,205")
    assert revised.is_new


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "contains"),
    [
        (kind, contains)
        for kind in (
            "429",
            "503",
            "reset",
            "reset_mid_body",
            "short_body",
            "truncated_json",
            "html_as_json",
            "hang",
        )
        for contains in ("aineistot", "dokumentti")
    ],
)
def test_a_passing_fault_changes_nothing(
    desk: Desk, tmp_path: Path, kind: str, contains: str
) -> None:
    (undisturbed,) = desk.pull()
    expected = (desk.folder(undisturbed) / "data.csv").read_bytes()
    desk.server.faults.append(Fault(kind, times=2, contains=contains))
    (again,) = desk.pull()
    assert not again.is_new
    assert (desk.folder(again) / "data.csv").read_bytes() == expected
    assert desk.server.faults[0].times == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "contains", "words"),
    [
        ("truncated_json", "aineistot", "catalogue is not whole JSON"),
        ("truncated_json", "dokumentti", "KTAS document is not whole JSON"),
        ("html_200", "dokumentti", "answered with text/html where JSON was expected"),
        ("503", "aineistot", "is out of order or overloaded (503)"),
        ("400", "dokumentti", "refused the request (400)"),
    ],
)
def test_a_lasting_fault_ends_in_a_sentence(
    desk: Desk, kind: str, contains: str, words: str
) -> None:
    before = snapshot_ids(desk.project)
    desk.server.faults.append(Fault(kind, times=-1, contains=contains))
    with pytest.raises(AnalyysiError) as caught:
        desk.pull()
    assert words in str(caught.value)
    assert snapshot_ids(desk.project) == before


@pytest.mark.slow
def test_a_torn_document_is_named_and_it_alone_is_asked_for_again(desk: Desk) -> None:
    last = max(IDS.values())
    desk.server.faults.append(Fault("truncated_json", times=-1, contains=last))
    (pulled,) = desk.pull()
    (lack,) = pulled.manifest.lacking
    assert (lack.municipality_code, lack.kind) == ("205", "not_read")
    assert "pull again to have this one too" in lack.reason
    assert {code for code, _, _ in desk.rows(pulled)} == {"105", "578", "765"}
    desk.server.faults.clear()
    desk.server.requests.clear()
    (whole,) = desk.pull()
    assert [request.path.rsplit("/", 2)[1] for request in desk.server.requests] == [last]
    assert (whole.lacking, whole.manifest.lacking) == ((), ())
    assert {code for code, _, _ in desk.rows(whole)} == set(IDS)


@pytest.mark.slow
def test_three_failures_in_turn_stop_and_what_came_is_kept(desk: Desk) -> None:
    before = snapshot_ids(desk.project)
    failing = sorted(IDS.values())[1:]
    desk.server.faults += [Fault("html_200", times=-1, contains=place) for place in failing]
    with pytest.raises(ServiceError, match="answered with text/html"):
        desk.pull()
    assert snapshot_ids(desk.project) == before
    desk.server.faults.clear()
    desk.server.requests.clear()
    desk.pull()
    assert [request.path.rsplit("/", 2)[1] for request in desk.server.requests] == failing


@pytest.mark.slow
def test_a_document_replaced_meanwhile_is_met_by_a_fresh_catalogue(desk: Desk) -> None:
    desk.server.faults.append(Fault("html_200", times=-1, contains=IDS["765"]))
    (torn,) = desk.pull()
    assert [lack.municipality_code for lack in torn.lacking] == ["765"]
    desk.server.faults.clear()
    desk.server.documents = [
        replace(d, phase="jalkikorjattu") if (d.ytunnus, d.period) == (IDS["765"], "2027") else d
        for d in desk.server.documents
    ]
    (pulled,) = desk.pull()
    assert desk.rows(pulled)["765", "2027", "budget"]["phase"] == "jalkikorjattu"


class Forgetful(Treasury):
    """A service that does not have some of the documents that its catalogue offers."""

    lost = ""

    def answer(self, method: str, path: str, query: dict[str, str], body: bytes) -> Answer:
        if "dokumentti" in path and self.lost in path:
            return Answer(404, "text/plain", b"")
        return super().answer(method, path, query, body)


@pytest.mark.slow
def test_one_document_that_is_offered_and_not_there_is_named(project_copy: Project) -> None:
    with Forgetful(sample_documents(IDS)) as server:
        server.lost = IDS["578"]
        (pulled,) = Desk(project_copy, server).pull()
        assert sum("aineistot" in request.path for request in server.requests) == 2
    (lack,) = pulled.lacking
    assert (lack.municipality_code, lack.kind) == ("578", "not_read")
    assert "the document is not there (404)" in lack.reason


@pytest.mark.slow
def test_a_catalogue_that_offers_what_is_not_there(project_copy: Project) -> None:
    with Forgetful(sample_documents(IDS)) as server:
        with pytest.raises(
            ServiceError,
            match=r"catalogue offers KTAS 2027 of 105 .* but the document is not there",
        ):
            Desk(project_copy, server).pull()
        assert (
            sum("aineistot" in request.path for request in server.requests) == 2
        )  # it was read again once


@pytest.mark.slow
def test_the_catalogue_is_stored_packed_and_whole(desk: Desk) -> None:
    (pulled,) = desk.pull()
    path = desk.folder(pulled) / "raw" / "catalogue.json.gz"
    content = json.loads(gzip.decompress(path.read_bytes()))
    assert len(content["aineistot"]) == len(desk.server.documents) + 500
    stored = next(file for file in pulled.manifest.raw if file.path == "raw/catalogue.json.gz")
    import hashlib

    assert stored.unpacked_sha256 == hashlib.sha256(gzip.decompress(path.read_bytes())).hexdigest()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "years", "municipalities", "words"),
    [
        ("budgets", "2031", KAINUU, "has no period '2031' for these municipalities"),
        ("accounts", "2025C09", KAINUU, "Did you mean '2025C12'"),
        (
            "budgets",
            None,
            "743",
            "has no business id for 743. Add a line for each, with where you found it",
        ),
        ("budgets", None, "57", "'57' names no municipalities"),
        ("budgets", None, "091", "the service has nothing for these municipalities"),
    ],
)
def test_wishes_that_cannot_be_met(
    desk: Desk, name: str, years: str | None, municipalities: str, words: str
) -> None:
    with pytest.raises(ParameterError) as caught:
        desk.pull(name, years=years, municipalities=municipalities)
    assert words in str(caught.value)


@pytest.mark.slow
def test_a_year_means_its_whole_year_report(desk: Desk) -> None:
    (pulled,) = desk.pull("accounts", years="2025")
    assert pulled.manifest.id.startswith("valtiokonttori/kknr-2025c12/")


@pytest.mark.parametrize("between", ["not there", "unreadable"])
def test_failures_in_turn_are_counted_over_what_is_no_document(
    project: Project, monkeypatch: pytest.MonkeyPatch, between: str
) -> None:
    recipe = read_recipe(project, "budgets")
    assert isinstance(recipe, TreasuryRecipe)
    transport = SimpleNamespace(offline=False, listener=SimpleNamespace(advance=lambda name: None))
    service: Any = SimpleNamespace(transport=transport)
    staging: Any = None
    fetching = fetch_finances._Fetching(service, recipe, fetch_finances.Asked(()), staging)
    fault = ServiceError("the service is down")
    no_document = (
        ChangedMeanwhileError("not there", 404) if between == "not there" else SourceError("torn")
    )
    answers = iter([fault, fault, no_document, fault, fault])

    def fail(offer: Any) -> Any:
        raise next(answers)

    monkeypatch.setattr(fetching, "_document", fail)
    offers: Any = ["a", "b", "c", "d", "e"]
    if between == "not there":
        # The catalogue is read again, and the failures before it still count.
        with pytest.raises(ChangedMeanwhileError):
            fetching._documents(offers, is_last=False)
    with pytest.raises(ServiceError, match="the service is down"):
        fetching._documents(offers, is_last=True)
    assert next(answers) is fault
    assert next(answers, None) is None
