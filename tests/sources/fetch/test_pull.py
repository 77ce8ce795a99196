"""Pulling from servers that speak the services' protocols: what comes in is what they have,
whatever goes wrong.
"""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from analyysi.errors import AnalyysiError, ParameterError, ServiceError, SourceError
from analyysi.project import Project
from analyysi.sources.fetch.hosts import Hosts
from analyysi.sources.fetch.order import Wishes
from analyysi.sources.fetch.pull import Pulled, Puller, snapshot_in_use
from analyysi.sources.fetch.transport import Patience, Transport
from analyysi.sources.snapshots import check_snapshot, load_snapshot, snapshot_ids
from support.services.pxweb import PxWeb, Variable
from support.services.server import Fault
from support.services.tables import real_11ra, revised_11ra, standard, table_11re

QUICK = Patience(attempts=3, first_wait=0.01, longest_wait=5, connect=2, read=0.4, whole=20)
TABLE = "11ra.px"
FEW = {"select": {"age": "SSS,000,001,100-"}}
"""Four of the 102 ages of population-by-age, where the number of its rows is not the matter."""


@pytest.fixture
def server() -> Iterator[PxWeb]:
    with PxWeb(standard(), limiter_on=False) as running:
        yield running


class Desk:
    """A project and a way to pull into it."""

    def __init__(self, project: Project, server: PxWeb) -> None:
        self.project, self.server = project, server
        self.slept: list[float] = []

    def pull(self, name: str, **wishes: object) -> Pulled:
        transport = Transport(Hosts((self.server.url,)), patience=QUICK, sleep=self.slept.append)
        try:
            (pulled,) = Puller(self.project, transport, {"pxweb": self.server.root}).pull(
                name, Wishes(**wishes)
            )  # type: ignore[arg-type]
        finally:
            transport.close()
        return pulled

    def rows(self, pulled: Pulled) -> list[dict[str, str]]:
        path = self.project.snapshots / pulled.manifest.id / "data.csv"
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def folder(self, pulled: Pulled) -> Path:
        return self.project.snapshots / pulled.manifest.id

    def asked(self, method: str = "") -> int:
        return sum(method in ("", request.method) for request in self.server.requests)


@pytest.fixture
def desk(project_copy: Project, server: PxWeb) -> Desk:
    return Desk(project_copy, server)


def answers(folder: Path) -> dict[str, bytes]:
    """Every file of a snapshot but the manifest's and the data package's, which name the server's
    port.
    """
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in ("manifest.json", "datapackage.json")
    }


def set_table(server: PxWeb, table: object) -> None:
    server.replace_table("StatFin", "vaerak", table)  # type: ignore[arg-type]


# What comes in
# ------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_recorded_answer_gives_the_recorded_figures(desk: Desk) -> None:
    pulled = desk.pull("population")
    rows = {(row["municipality_code"], row["year"]): row for row in desk.rows(pulled)}
    assert rows["578", "2025"]["population"] == "2941"
    assert rows["578", "2025"]["municipality"] == "Paltamo"
    assert rows["SSS", "2025"]["population"] == "5652881"
    assert len(rows) == 309
    assert all(re.fullmatch(r"\d{3}|SSS", code) for code, _ in rows)
    assert [code for code, _ in rows] == sorted(code for code, _ in rows)
    assert (
        sum(int(row["population"]) for (code, _), row in rows.items() if code != "SSS") == 5_652_881
    )


@pytest.mark.slow
def test_a_pulled_snapshot_is_sound_and_tells_where_it_is_from(desk: Desk) -> None:
    pulled = desk.pull("population")
    assert check_snapshot(desk.project, pulled.manifest.id) == []
    manifest = load_snapshot(desk.project, pulled.manifest.id).manifest
    assert manifest == pulled.manifest
    assert manifest.area_division == "2026-01-01"
    assert manifest.updated == "2026-05-29T05:00:00Z"
    assert manifest.reference_period == "2025-12-31"
    assert manifest.limits == {"max_cells": 120_000, "max_calls": 40, "time_window": 60}
    assert [exchange.method for exchange in manifest.exchanges] == ["GET", "GET", "POST"]
    assert manifest.exchanges[-1].address == f"{desk.server.root}/fi/StatFin/vaerak/11ra.px"
    assert isinstance(manifest.obtained, object)
    assert "joka ei ole julkaisijan oma palvelu" in manifest.obtained.fi  # type: ignore[union-attr]
    query = json.loads((desk.folder(pulled) / "raw/data-001.query.json").read_bytes())
    assert query["response"] == {"format": "json-stat2"}
    assert [part["selection"]["filter"] for part in query["query"]] == ["item"] * 3
    assert (
        desk.server.requests[-1].body
        == (desk.folder(pulled) / "raw/data-001.query.json").read_bytes()
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("population-by-age", 309 * 102),
        ("projection", 310 * 22),
        ("key-figures", 309 * 10),
        ("accounts-2020", 310),
        ("loans-2020", 310),
    ],
)
def test_every_recipe_brings_every_cell(desk: Desk, name: str, rows: int) -> None:
    pulled = desk.pull(name)
    assert len(desk.rows(pulled)) == rows
    assert check_snapshot(desk.project, pulled.manifest.id) == []
    assert desk.project.unfinished.exists() is False


@pytest.mark.slow
def test_figures_are_those_of_the_server(desk: Desk) -> None:
    table = table_11re(range(2022, 2026))
    set_table(desk.server, table)
    pulled = desk.pull(
        "population-by-age", years="all", select={"sex": "all", "age": "SSS,017,100-"}
    )
    contents = table.variables[-1]
    assert len(desk.rows(pulled)) == 309 * 3 * 3 * 4
    for row in desk.rows(pulled):
        code = (
            row["municipality_code"]
            if row["municipality_code"] == "SSS"
            else f"KU{row['municipality_code']}"
        )
        codes = (code, row["age"], row["sex"], row["year"], contents.values[0])
        figure = table.figures([(one,) for one in codes])[0]
        expected = ("", figure) if isinstance(figure, str) else (str(figure), "")
        assert (row["population"], row["population_symbol"]) == expected


@pytest.mark.slow
def test_missing_is_missing_with_its_symbol_and_a_note_leaves_the_number(desk: Desk) -> None:
    rows = {
        (row["municipality_code"], row["year"]): row for row in desk.rows(desk.pull("key-figures"))
    }
    assert (
        rows["018", "2020"]["loan_stock_eur_per_capita"],
        rows["018", "2020"]["loan_stock_eur_per_capita_symbol"],
    ) == (
        "",
        "...",
    )
    noted = rows["578", "2024"]
    assert int(noted["population"]) > 0
    assert noted["population_symbol"] == "*"
    assert "0" not in {
        row["social_health_net_cost_eur_per_capita"]
        for row in rows.values()
        if row["year"] == "2024"
    }


@pytest.mark.slow
def test_px_json_brings_the_same_rows(desk: Desk) -> None:
    first = desk.rows(desk.pull("population"))
    recipe = desk.project.recipes / "population.toml"
    recipe.write_text(
        'answers_in = "json"\n' + recipe.read_text(encoding="utf-8"), encoding="utf-8"
    )
    again = desk.pull("population")
    assert check_snapshot(desk.project, again.manifest.id) == []

    def figures(rows: list[dict[str, str]]) -> list[dict[str, object]]:
        # One form writes 47 where the other writes 47.0.
        measured = ("share_under15_pct", "share_over64_pct", "mean_age")
        return [{**row, **{column: Decimal(row[column]) for column in measured}} for row in rows]

    assert figures(desk.rows(again)) == figures(first)
    assert again.difference is not None
    assert again.difference.revisions == ()


ARCHIVED = """
service = "pxweb"
table = "StatFin_Passiivi/vaerak/statfinpas_vaerak_pxt_11rb_2017.px"
source = "tilastokeskus"
name = "11rb-2017"
publisher = "Tilastokeskus"
producer = "Tilastokeskus, väestörakenne"
licence = "CC-BY-4.0"
title = { fi = "Väestö" }
attribution = { fi = "Lähde: Tilastokeskus, väestörakenne" }

[[measures]]
code = "vaesto"
column = "population"
type = "integer"
unit = "inhabitants"
description = "Väestö 31.12."
"""


@pytest.mark.slow
def test_an_archived_table_in_the_old_style(desk: Desk) -> None:
    (desk.project.recipes / "archived.toml").write_text(ARCHIVED, encoding="utf-8")
    pulled = desk.pull("archived", years="2015-2016")
    assert pulled.manifest.area_division == "2017-01-01"  # told by the variable "Alue 2017"
    rows = {(row["municipality_code"], row["year"]): row["population"] for row in desk.rows(pulled)}
    assert {year for _, year in rows} == {"2015", "2016"}
    assert rows["578", "2016"] == "3491"


# Splitting and pacing
# ------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_query_is_cut_below_the_limit_and_nothing_changes(desk: Desk) -> None:
    wishes = {"years": "2023-2025", "select": {"age": "SSS,000,001,100-", "sex": "all"}}
    whole = desk.rows(desk.pull("population-by-age", **wishes))
    for max_cells in (95_000, 4_000, 700):
        shutil.rmtree(desk.project.snapshots / "tilastokeskus" / "11re")
        desk.server.max_cells = max_cells
        desk.server.requests.clear()
        pulled = desk.pull("population-by-age", **wishes)
        assert all(request.status == 200 for request in desk.server.requests)
        assert desk.rows(pulled) == whole
        parts = [exchange for exchange in pulled.manifest.exchanges if exchange.method == "POST"]
        assert len(parts) >= 309 * 4 * 3 * 3 / max_cells


@pytest.mark.slow
def test_a_limit_that_is_lower_than_the_service_says(desk: Desk) -> None:
    desk.server.max_cells = 2_000
    whole = desk.rows(desk.pull("population-by-age", **FEW))
    shutil.rmtree(desk.project.snapshots / "tilastokeskus" / "11re")
    desk.server.faults.append(Fault("403_html", times=2, method="POST"))
    pulled = desk.pull("population-by-age", **FEW)
    assert desk.rows(pulled) == whole
    assert sum(exchange.method == "POST" for exchange in pulled.manifest.exchanges) == 3


def test_a_service_that_refuses_everything(desk: Desk) -> None:
    desk.server.faults.append(Fault("403_html", times=-1, method="POST"))
    with pytest.raises(
        ServiceError,
        match=r"refuses StatFin/vaerak/11ra.px \(403\): even \d+ cells, though it takes",
    ):
        desk.pull("population")
    assert desk.asked("POST") < 12


@pytest.mark.slow
def test_the_limiter_never_has_to_refuse(project_copy: Project) -> None:
    with PxWeb(standard(), max_calls=10, time_window=0.4, max_cells=160) as server:
        desk = Desk(project_copy, server)
        transport = Transport(Hosts((server.url,)), patience=QUICK)
        Puller(project_copy, transport, {"pxweb": server.root}).pull(
            "population-by-age", Wishes(years="newest 3", **FEW)
        )
        transport.close()
        assert len(server.requests) > 20
        assert {request.status for request in server.requests} == {200}
        assert desk.asked("POST") >= 10


# Faults
# ------------------------------------------------------------------------------------------

SURVIVED = [
    "429",
    "503",
    "500",
    "reset",
    "reset_mid_body",
    "short_body",
    "truncated_json",
    "html_as_json",
    "hang",
    "slow",
]


@pytest.mark.slow
def test_a_passing_fault_changes_nothing(desk: Desk) -> None:
    desk.server.max_cells = 450
    undisturbed = answers(desk.folder(desk.pull("population-by-age", **FEW)))
    assert desk.asked("POST") >= 3
    for kind in SURVIVED:
        shutil.rmtree(desk.project.snapshots / "tilastokeskus" / "11re")
        faults = [Fault(kind, times=2, seconds=0.1, skip=skip) for skip in (0, 2)]
        desk.server.faults[:] = faults
        assert answers(desk.folder(desk.pull("population-by-age", **FEW))) == undisturbed, kind


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["503", "hang"])
def test_a_part_that_is_too_heavy_is_halved(desk: Desk, kind: str) -> None:
    rows = desk.rows(desk.pull("population-by-age", **FEW))
    shutil.rmtree(desk.project.snapshots / "tilastokeskus" / "11re")
    desk.server.faults.append(Fault(kind, times=3, method="POST"))
    pulled = desk.pull("population-by-age", **FEW)
    assert desk.rows(pulled) == rows
    assert sum(exchange.method == "POST" for exchange in pulled.manifest.exchanges) == 2


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("429", "has been asked too often (429)"),
        ("503", "is out of order or overloaded (503)"),
        ("reset", "cannot be reached, or it broke the connection"),
        ("reset_mid_body", "It was asked 3 times"),
        ("truncated_json", "is not whole JSON"),
        ("html_as_json", "is not whole JSON"),
        ("html_200", "answered with text/html where JSON was expected"),
        ("px_200", "answered with text/plain where JSON was expected"),
        ("redirect", "which is not followed"),
        (
            "400",
            "refused a query of StatFin/vaerak/11ra.px (400), though its codes stand in the "
            "table's metadata",
        ),
    ],
)
def test_a_lasting_fault_ends_in_one_sentence_and_leaves_no_snapshot(
    desk: Desk, kind: str, words: str
) -> None:
    before = snapshot_ids(desk.project)
    desk.server.faults.append(Fault(kind, times=-1, method="POST"))
    with pytest.raises(AnalyysiError) as caught:
        desk.pull("population")
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)
    assert snapshot_ids(desk.project) == before
    desk.server.faults.clear()
    desk.server.requests.clear()
    assert desk.pull("population").is_new
    assert desk.asked("GET") == 0  # what was there already was not asked for again
    assert desk.asked("POST") == 1


def test_metadata_that_is_no_metadata(desk: Desk) -> None:
    desk.server.faults.append(Fault("truncated_json", times=-1, method="GET", contains=TABLE))
    with pytest.raises(ServiceError, match="StatFin/vaerak/11ra.px is not whole JSON: "):
        desk.pull("population")


def test_limits_that_are_no_limits(desk: Desk) -> None:
    desk.server.faults.append(Fault("truncated_json", times=-1, contains="config"))
    with pytest.raises(ServiceError, match="The service's limits are not whole JSON: "):
        desk.pull("population")


# A service that changes
# ------------------------------------------------------------------------------------------


def test_a_renamed_table_is_told_with_the_nearest(desk: Desk) -> None:
    desk.server.databases["StatFin"]["vaerak"] = [replace(real_11ra(), id="11rb.px")]
    with pytest.raises(
        ServiceError, match=r"has no table StatFin/vaerak/11ra\.px \(400\).*Did you mean '11rb\.px'"
    ):
        desk.pull("population")


def test_a_folder_that_is_gone(desk: Desk) -> None:
    del desk.server.databases["StatFin"]["vaerak"]
    with pytest.raises(ServiceError, match="Its folder StatFin/vaerak is not there either"):
        desk.pull("population")


def test_a_renamed_measure_is_told_with_the_nearest(desk: Desk) -> None:
    table = real_11ra()
    contents = next(variable for variable in table.variables if variable.code == "contentscode")
    codes = tuple("vaerak-vaestoa" if code == "vaerak-vaesto" else code for code in contents.values)
    renamed = [
        replace(contents, values=codes, units={}) if variable is contents else variable
        for variable in table.variables
    ]
    set_table(desk.server, replace(table, variables=renamed))
    with pytest.raises(
        SourceError,
        match="measure 'vaesto' was expected, and it is not there. Did you mean 'vaestoa'",
    ):
        desk.pull("population")


@pytest.mark.slow
def test_a_changed_prefix_is_no_renaming(desk: Desk) -> None:
    set_table(
        desk.server, revised_11ra(year_added=None, area="alue_23_20260101", contents_prefix="vrk")
    )
    rows = {row["municipality_code"]: row for row in desk.rows(desk.pull("population"))}
    assert rows["578"]["population"] == "2941"


@pytest.mark.slow
def test_next_years_release(desk: Desk) -> None:
    set_table(desk.server, revised_11ra(changes={"KU578": 2943}, drop=["KU620"], into="KU205"))
    pulled = desk.pull("population")
    assert pulled.manifest.area_division == "2027-01-01"
    difference = pulled.difference
    assert difference is not None
    assert difference.old.id == "tilastokeskus/11ra/2026-11-24"
    assert pulled.used_by == ("kainuu-ict 2027",)
    assert difference.division_changed
    assert difference.periods_added == ("2026",)
    assert difference.codes_missing == (("620", "Puolanka"),)
    revised = {
        (revision.key, revision.column): (revision.old, revision.new)
        for revision in difference.revisions
    }
    assert revised[("578", "2025"), "population"] == (2941, 2943)
    assert all(key[1] == "2025" for key, _ in revised)


@pytest.mark.slow
def test_a_table_updated_between_two_answers_is_asked_anew(desk: Desk) -> None:
    desk.server.max_cells = 450
    years = range(2022, 2026)
    set_table(desk.server, table_11re(years))
    newer = replace(table_11re(years), updated="2027-04-01T05:00:00Z")
    asked = []
    original = desk.server.admit

    def admit(method: str, path: str) -> object:
        if method == "POST":
            asked.append(path)
            if len(asked) == 5:
                set_table(desk.server, newer)
        return original(method, path)

    desk.server.admit = admit  # type: ignore[method-assign,assignment]
    pulled = desk.pull("population-by-age", years="all", **FEW)
    assert len(asked) > 10
    assert pulled.manifest.updated == "2027-04-01T05:00:00Z"
    stamps = {
        json.loads((desk.folder(pulled) / exchange.answer).read_bytes())["updated"]
        for exchange in pulled.manifest.exchanges
        if exchange.method == "POST"
    }
    assert stamps == {"2027-04-01T05:00:00Z"}


@pytest.mark.slow
def test_a_division_changed_between_metadata_and_cells_is_met_anew(desk: Desk) -> None:
    original = desk.server.admit

    def admit(method: str, path: str) -> object:
        if method == "POST":
            set_table(desk.server, revised_11ra())
        return original(method, path)

    desk.server.admit = admit  # type: ignore[method-assign,assignment]
    assert desk.pull("population").manifest.area_division == "2027-01-01"


def test_a_new_variable_is_not_passed_over(desk: Desk) -> None:
    table = table_11re(range(2024, 2026))
    language = Variable(
        "kieli_15_20180102",
        "Kieli",
        ("SSS", "fi", "sv"),
        ("Yhteensä", "suomi", "ruotsi"),
        elimination=True,
    )
    set_table(desk.server, replace(table, variables=[*table.variables, language], fast=None))
    with pytest.raises(
        SourceError, match="has the variable 'kieli_15_20180102', which its recipe does not know"
    ):
        desk.pull("population-by-age")


# Snapshots
# ------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_same_figures_make_no_second_snapshot(desk: Desk) -> None:
    first = desk.pull("population")
    again = desk.pull("population")
    assert first.is_new
    assert not again.is_new
    assert again.manifest == first.manifest
    assert first.manifest.id in snapshot_ids(desk.project)


@pytest.mark.slow
def test_a_second_snapshot_of_one_day_has_a_number_and_the_first_stays(desk: Desk) -> None:
    first = desk.pull("population")
    before = answers(desk.folder(first))
    set_table(
        desk.server, revised_11ra(year_added=None, area="alue_23_20260101", changes={"KU578": 2942})
    )
    second = desk.pull("population")
    third_day = second.manifest.id.rpartition("/")[2]
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}-\d+", third_day)
    assert answers(desk.folder(first)) == before
    assert second.difference is not None


@pytest.mark.slow
def test_what_is_compared_is_what_the_newest_terms_name(desk: Desk) -> None:
    assert snapshot_in_use(desk.project, "tilastokeskus/11ra") == (
        "tilastokeskus/11ra/2026-11-24",
        ("kainuu-ict 2027",),
    )
    assert snapshot_in_use(desk.project, "tilastokeskus/kta-2020-loans") == (
        "tilastokeskus/kta-2020-loans/2026-11-24",
        (),
    )
    assert snapshot_in_use(desk.project, "tilastokeskus/nothing") == (None, ())


@pytest.mark.slow
def test_names_with_markup_or_a_formula_stay_text(desk: Desk) -> None:
    table = real_11ra()
    area = table.variables[0]
    evil = {
        "KU578": '=HYPERLINK("http://x")',
        "KU620": "<script>alert(1)</script>",
        "KU697": "@SUM(A1)\r\n+1",
    }
    texts = tuple(evil.get(code, text) for code, text in zip(area.values, area.texts, strict=True))
    set_table(
        desk.server, replace(table, variables=[replace(area, texts=texts), *table.variables[1:]])
    )
    rows = {
        row["municipality_code"]: row["municipality"] for row in desk.rows(desk.pull("population"))
    }
    assert rows["578"] == '\'=HYPERLINK("http://x")'
    assert rows["620"] == "<script>alert(1)</script>"
    assert rows["697"] == "'@SUM(A1) +1"


# Wishes
# ------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "wishes", "words"),
    [
        (
            "popluation",
            {},
            "There is nothing to fetch called 'popluation'. Did you mean 'population'",
        ),
        (
            "population",
            {"years": "2026"},
            "StatFin/vaerak/11ra.px has no year 2026; it has 2025-2025",
        ),
        ("population", {"years": "lately"}, "'lately' tells no years"),
        (
            "population-by-age",
            {"select": {"aeg": "SSS"}},
            "'aeg' is not one of its further columns. Did you mean",
        ),
        ("population-by-age", {"select": {"age": "1"}}, "StatFin/vaerak/11re.px: '1' is not there"),
        ("loans-2020", {"years": "2019"}, "is a table of the year 2020 alone"),
    ],
)
def test_wishes_that_cannot_be_met(
    desk: Desk, name: str, wishes: dict[str, object], words: str
) -> None:
    with pytest.raises(ParameterError) as caught:
        desk.pull(name, **wishes)
    assert words in str(caught.value)
    assert desk.asked("POST") == 0


@pytest.mark.slow
def test_offline_finishes_from_what_is_kept(desk: Desk) -> None:
    in_the_way = desk.project.snapshots / "tilastokeskus" / "14wx"
    in_the_way.touch()
    with pytest.raises(
        SourceError, match="The snapshot could not be moved to data/snapshots/tilastokeskus/14wx/"
    ):
        desk.pull("projection")
    in_the_way.unlink()
    desk.server.requests.clear()
    transport = Transport(Hosts((desk.server.url,)), patience=QUICK, offline=True)
    (pulled,) = Puller(desk.project, transport, {"pxweb": desk.server.root}).pull(
        "projection", Wishes()
    )
    transport.close()
    assert pulled.is_new
    assert check_snapshot(desk.project, pulled.manifest.id) == []
    assert desk.server.requests == []


def test_offline_nothing_is_asked(desk: Desk) -> None:
    desk.server.faults.append(Fault("reset", times=-1, method="POST"))
    with pytest.raises(ServiceError):
        desk.pull("population")
    desk.server.requests.clear()
    transport = Transport(Hosts((desk.server.url,)), patience=QUICK, offline=True)
    with pytest.raises(ServiceError, match="the network is switched off"):
        Puller(desk.project, transport, {"pxweb": desk.server.root}).pull("population", Wishes())
    transport.close()
    assert desk.server.requests == []


def test_a_pull_that_was_refused_before_it_asked_leaves_nothing(desk: Desk) -> None:
    transport = Transport(Hosts((desk.server.url,)), patience=QUICK, offline=True)
    puller = Puller(desk.project, transport, {"pxweb": desk.server.root})
    with pytest.raises(ServiceError, match="the network is switched off"):
        puller.pull("population", Wishes())
    transport.close()
    assert not desk.project.unfinished.exists()
