"""The servers for tests keep to the documented protocols, and fail in the ways that they are told
to.
"""

import http.client
import json
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from analyysi.project import Project
from support.places import ROOT, TESTS
from support.services.pxweb import PxWeb, Table, Variable
from support.services.server import Fault, Server
from support.services.tables import (
    old_style,
    real_11ra,
    revised_11ra,
    standard,
    table_11re,
    table_14wx,
)
from support.services.treasury import Treasury, made_up_business_id, sample_documents

REFUSED = b'{"error":"429 - Too many requests in too short timeframe. Please try again later."}'


PALTAMO, KAJAANI = made_up_business_id(578), made_up_business_id(205)


class Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any) -> None:
        return None


OPENER = urllib.request.build_opener(Stay)


def ask(
    address: str, body: bytes | None = None, timeout: float = 5
) -> tuple[int, http.client.HTTPMessage, bytes]:
    request = urllib.request.Request(address, data=body)
    try:
        with OPENER.open(request, timeout=timeout) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read()


def items(**asked: list[str]) -> list[dict[str, Any]]:
    return [
        {"code": code, "selection": {"filter": "item", "values": values}}
        for code, values in asked.items()
    ]


def query(of: list[dict[str, Any]], wanted: str = "json-stat2") -> bytes:
    return json.dumps({"query": of, "response": {"format": wanted}}).encode()


def data(
    server: PxWeb, table: str, of: list[dict[str, Any]], wanted: str = "json-stat2"
) -> dict[str, Any]:
    status, headers, body = ask(f"{server.root}/fi/{table}", query(of, wanted))
    assert (status, headers.get_content_type()) == (200, "application/json"), body
    answer: dict[str, Any] = json.loads(body)
    return answer


def get(server: PxWeb | Treasury, path: str) -> Any:
    status, _, body = ask(server.root + path)
    assert status == 200, body
    return json.loads(body)


def small_table() -> Table:
    """Three areas in an order that is not alphabetical, a total that is no value, a symbol and a
    note.
    """
    areas = Variable("area", "Alue", ("c", "a", "b"), ("Cee", "Aa", "Bee"), elimination=True)
    contents = Variable(
        "what", "Tiedot", ("n",), ("Luku",), units={"n": ("kpl", 0)}, notes={"n": "Lukumäärä"}
    )
    years = Variable("year", "Vuosi", ("2023", "2024", "2025"), ("2023", "2024", "2025"), time=True)
    figures = {"c": 1, "a": 10, "b": 100}

    def value(cell: dict[str, str]) -> int | str | None:
        if cell["year"] == "2023":
            return {"c": "...", "a": None, "b": 5}[cell["area"]]
        return figures[cell["area"]] * (int(cell["year"]) - 2023)

    def flag(cell: dict[str, str]) -> str | None:
        return "*" if cell.get("area") == "a" and cell["year"] == "2025" else None

    return Table(
        "s.px",
        "Luvut",
        "Tilastokeskus",
        "2026-01-02T06:00:00Z",
        [areas, contents, years],
        value,
        flags=flag,
    )


@pytest.fixture
def pxweb() -> Iterator[PxWeb]:
    databases = standard()
    databases["StatFin"]["small"] = [small_table()]
    with PxWeb(databases) as server:
        yield server


@pytest.fixture
def treasury() -> Iterator[Treasury]:
    with Treasury(sample_documents({"578": PALTAMO, "205": KAJAANI})) as server:
        yield server


# --- PxWeb: levels and metadata


def test_levels(pxweb: PxWeb) -> None:
    assert {"dbid": "StatFin_Passiivi", "text": "StatFin_Passiivi"} in get(pxweb, "/fi/")
    assert get(pxweb, "/fi/StatFin/")[0] == {"id": "vaerak", "type": "l", "text": "vaerak"}
    assert get(pxweb, "/sv/StatFin/vaerak/")[0] == {
        "id": "11ra.px",
        "type": "t",
        "text": "11ra -- Tunnuslukuja väestöstä alueittain, 1990-2025",
        "updated": "2026-07-01T18:34:16",
    }
    assert get(pxweb, "/en/Kuntien_talous_ja_toiminta/")[0]["id"] == "Kunnat"
    assert (
        get(pxweb, "/fi/Kuntien_talous_ja_toiminta/Kunnat/9._Tunnusluvut")[0]["id"]
        == "006_kta_19_2020.px"
    )


def test_config(pxweb: PxWeb) -> None:
    recorded = b'{"maxValues":120000,"maxCells":120000,"maxCalls":40,"timeWindow":60,"CORS":true}'
    assert ask(pxweb.root + "/fi/?config")[2] == recorded
    pxweb.max_cells = 7
    assert get(pxweb, "/en/?config")["maxCells"] == 7


@pytest.mark.parametrize(
    "path",
    [
        "/fi/config",
        "/de/",
        "/fi/NoSuch/",
        "/fi/StatFin/nosuch",
        "/fi/StatFin/vaerak/statfin_vaerak_pxt_11ra.px",
        "/fi/StatFin/vaerak/11ra",
        "/fi/StatFin/vaenn/11ra.px",
    ],
)
def test_an_unknown_path_is_a_plain_400(pxweb: PxWeb, path: str) -> None:
    status, headers, body = ask(pxweb.root + path)
    assert (status, headers.get_content_type(), body) == (400, "text/plain", b"Bad Request")


@pytest.mark.parametrize(
    "path", ["/fi/StatFin/vaerak/11ra.px", "/FI/statfin/VAERAK/11RA.PX/", "/fi/StatFin/11ra.px"]
)
def test_metadata_has_only_the_flags_that_are_true(pxweb: PxWeb, path: str) -> None:
    metadata = get(pxweb, path)
    assert metadata["title"] == "Tunnuslukuja väestöstä muuttujina Alue, Tiedot ja Vuosi"
    assert [list(variable) for variable in metadata["variables"]] == [
        ["code", "text", "values", "valueTexts", "elimination"],
        ["code", "text", "values", "valueTexts"],
        ["code", "text", "values", "valueTexts", "time"],
    ]
    area = metadata["variables"][0]
    assert area["values"][:3] == ["SSS", "KU020", "KU005"]
    assert area["valueTexts"][:3] == ["KOKO MAA", "Akaa", "Alajärvi"]
    assert len(area["values"]) == 568


def test_metadata_drops_long_lists(pxweb: PxWeb) -> None:
    pxweb.max_values = 567
    area, contents, _ = get(pxweb, "/fi/StatFin/vaerak/11ra.px")["variables"]
    assert list(area) == ["code", "text", "elimination"]
    assert len(contents["values"]) == 4


def test_languages_change_texts_and_not_codes(pxweb: PxWeb) -> None:
    fi, sv = (
        get(pxweb, f"/{language}/StatFin/vaerak/11re.px")["variables"] for language in ("fi", "sv")
    )
    assert [one["code"] for one in fi] == [one["code"] for one in sv]
    assert [one["text"] for one in sv] == ["Område", "Ålder", "Kön", "År", "Uppgifter"]


def test_search(pxweb: PxWeb) -> None:
    found = get(pxweb, "/fi/StatFin?query=KU588&filter=codes")
    assert [(one["path"], one["id"]) for one in found] == [("/vaenn", "14wx.px")]


# --- PxWeb: data


def test_the_real_answer_comes_back_byte_for_byte(pxweb: PxWeb, project: Project) -> None:
    everything = [{"code": "alue_23_20260101", "selection": {"filter": "all", "values": ["*"]}}]
    _, _, body = ask(pxweb.root + "/fi/StatFin/vaerak/11ra.px", query(everything, "json"))
    assert (
        body == (project.snapshots / "tilastokeskus/11ra/2026-11-24/raw/11ra.px.json").read_bytes()
    )


def test_px_json_writes_text_and_a_time_with_dots(pxweb: PxWeb) -> None:
    answer = data(
        pxweb, "StatFin/small/s.px", items(area=["a", "c"], year=["2023", "2025"]), "json"
    )
    assert answer["metadata"][0]["updated"] == "2026-01-02T06.00.00Z"
    assert [column["type"] for column in answer["columns"]] == ["d", "t", "c"]
    assert answer["data"] == [
        {"key": ["c", "2023"], "values": ["..."]},
        {"key": ["c", "2025"], "values": ["2"]},
        {"key": ["a", "2023"], "values": [".."]},
        {"key": ["a", "2025"], "values": ["20"]},
    ]


def test_json_stat_comes_in_the_tables_order(pxweb: PxWeb) -> None:
    answer = data(
        pxweb, "StatFin/small/s.px", items(year=["2025", "2024"], what=["n"], area=["b", "a", "c"])
    )
    assert answer["class"] == "dataset"
    assert answer["version"] == "2.0"
    assert answer["label"] == "Luvut muuttujina Alue, Tiedot ja Vuosi"
    assert answer["updated"] == "2026-01-02T06:00:00Z"
    assert answer["id"] == ["area", "what", "year"]
    assert answer["size"] == [3, 1, 2]
    assert answer["role"] == {"metric": ["what"], "time": ["year"]}
    assert answer["value"] == [1, 2, 10, 20, 100, 200]
    assert answer["extension"]["px"]["tableid"] == "s"
    category = answer["dimension"]["what"]["category"]
    assert category["unit"] == {"n": {"base": "kpl", "decimals": 0}}
    assert category["note"] == {"n": ["Lukumäärä"]}


def test_the_index_is_not_in_the_order_of_its_keys(pxweb: PxWeb) -> None:
    answer = data(pxweb, "StatFin/small/s.px", items(area=["c", "a", "b"]))
    assert list(answer["dimension"]["area"]["category"]["index"].items()) == [
        ("a", 1),
        ("b", 2),
        ("c", 0),
    ]
    assert list(answer["dimension"]["area"]["category"]["label"]) == ["a", "b", "c"]


def test_status_is_there_for_a_symbol_and_for_a_note_on_a_number(pxweb: PxWeb) -> None:
    answer = data(pxweb, "StatFin/small/s.px", items(area=["c", "a"]))
    assert answer["value"] == [None, 1, 2, None, 10, 20]
    assert answer["status"] == {"0": "...", "5": "*"}
    assert "status" not in data(pxweb, "StatFin/small/s.px", items(area=["b"]))


def test_a_variable_left_out_vanishes_or_comes_whole(pxweb: PxWeb) -> None:
    answer = data(pxweb, "StatFin/vaerak/11ra.px", [])
    assert answer["id"] == ["contentscode", "timeperiod_y"]
    assert answer["value"] == [5652881, 14.3, 23.8, 44.1]
    assert answer["label"] == "Tunnuslukuja väestöstä muuttujina Tiedot ja Vuosi"


def test_a_total_that_is_no_value_is_the_sum(pxweb: PxWeb) -> None:
    answer = data(pxweb, "StatFin/small/s.px", items(year=["2023", "2025"]))
    assert answer["value"] == [None, 222]
    assert answer["status"] == {"0": "..."}
    archived = data(
        pxweb,
        "StatFin_Passiivi/vaerak/statfinpas_vaerak_pxt_11rb_2017.px",
        items(Vuosi=["2010"], Tiedot=["vaesto"]),
    )
    assert archived["value"] == [5375276]


def test_a_sum_in_the_middle_keeps_the_other_variables_apart() -> None:
    one = Variable("one", "One", ("a", "b"), ("a", "b"))
    two = Variable("two", "Two", ("x", "y", "z"), ("x", "y", "z"), elimination=True)
    six = Variable("six", "Six", ("1", "2"), ("1", "2"))
    figures = {"a": 1000, "b": 2000, "x": 10, "y": 20, "z": 30, "1": 1, "2": 2}
    table = Table(
        "t.px",
        "T",
        "S",
        "2026",
        [one, two, six],
        lambda cell: sum(figures[code] for code in cell.values()),
    )
    with PxWeb({"D": {"f": [table]}}) as server:
        assert data(server, "D/f/t.px", [])["value"] == [3063, 3066, 6063, 6066]


@pytest.mark.parametrize(
    ("kind", "values", "expected"),
    [
        ("top", ["2"], ["2024", "2025"]),
        ("all", ["*"], ["2023", "2024", "2025"]),
        ("all", ["*5", "*3"], ["2023", "2025"]),
        ("all", ["202*"], ["2023", "2024", "2025"]),
        ("something", ["2024"], ["2024"]),
    ],
)
def test_filters(pxweb: PxWeb, kind: str, values: list[str], expected: list[str]) -> None:
    answer = data(
        pxweb,
        "StatFin/small/s.px",
        [{"code": "year", "selection": {"filter": kind, "values": values}}],
    )
    index = answer["dimension"]["year"]["category"]["index"]
    assert sorted(index, key=index.__getitem__) == expected


def test_top_of_another_variable_takes_the_first(pxweb: PxWeb) -> None:
    answer = data(
        pxweb,
        "StatFin/small/s.px",
        [{"code": "area", "selection": {"filter": "top", "values": ["2"]}}],
    )
    assert answer["dimension"]["area"]["category"]["index"] == {"a": 1, "c": 0}


@pytest.mark.parametrize(
    "body",
    [
        query(items(nosuch=["a"])),
        query(items(area=["a", "nosuch"])),
        query(items(area=["a", "a"])),
        query(items(area=["a"]) + items(area=["b"])),
        query([{"code": "area", "selection": {"values": ["a"]}}]),
        query([{"code": "area"}]),
        query([{"code": "area", "selection": {"filter": "all", "values": ["x*"]}}]),
        query([{"code": "year", "selection": {"filter": "top", "values": ["0"]}}]),
        query([{"code": "area", "selection": {"filter": "agg:_Kunnat.agg", "values": ["a"]}}]),
        query([], "jsonstat2"),
        query([], "csv"),
        b"{",
        b"[]",
        b"",
    ],
)
def test_a_wrong_query_is_a_plain_400(pxweb: PxWeb, body: bytes) -> None:
    status, headers, answer = ask(pxweb.root + "/fi/StatFin/small/s.px", body)
    assert (status, headers.get_content_type(), answer) == (400, "text/plain", b"Bad Request")


def test_an_answer_without_a_format_is_json_stat(pxweb: PxWeb) -> None:
    assert (
        json.loads(ask(pxweb.root + "/fi/StatFin/small/s.px", b'{"query":[]}')[2])["class"]
        == "dataset"
    )


def test_too_many_cells_are_a_403_page(pxweb: PxWeb) -> None:
    address, pxweb.max_cells = pxweb.root + "/fi/StatFin/small/s.px", 6
    nine = query(items(area=["a", "b", "c"]))
    status, headers, body = ask(address, nine)
    assert (status, headers.get_content_type()) == (403, "text/html")
    assert b"403 - Forbidden: Access is denied." in body
    assert ask(address, query(items(area=["a", "b"])))[0] == 200
    assert ask(address, query([]))[0] == 200, "a variable that is summed away counts one"
    pxweb.max_cells = 9
    assert ask(address, nine)[0] == 200


@pytest.mark.slow
def test_a_hundred_thousand_cells_take_no_time(pxweb: PxWeb) -> None:
    everything = [
        {"code": code, "selection": {"filter": "all", "values": ["*"]}}
        for code in ("alue_23_20260101", "ikaryhma_10_20180101", "sukupuoli_9_20180101")
    ]
    started = time.monotonic()
    answer = data(pxweb, "StatFin/vaerak/11re.px", everything + items(timeperiod_y=["2025"]))
    assert time.monotonic() - started < 2
    assert answer["size"] == [309, 102, 3, 1, 1]
    assert len(answer["value"]) == 94_554


def test_old_style_beside_the_new(pxweb: PxWeb) -> None:
    path = "Kuntien_talous_ja_toiminta/Kunnat/9._Tunnusluvut/006_kta_19_2020.px"
    metadata = get(pxweb, f"/fi/{path}")
    assert [(one["code"], len(one["values"]), len(one)) for one in metadata["variables"]] == [
        ("Alue", 310, 4),
        ("Tunnusluku", 4, 4),
    ]
    asked = items(Alue=["578"], Tunnusluku=["lainakanta_eur", "lainakanta_asuk"])
    assert data(pxweb, path, asked)["value"] == [17033, 5268]


# --- PxWeb: the limiter


def test_the_limiter_counts_refused_calls_too(pxweb: PxWeb) -> None:
    now = 0.0
    pxweb.clock = lambda: now
    pxweb.max_calls, pxweb.time_window = 2, 10
    address = pxweb.root + "/fi/?config"
    seen = []
    for now in (0.0, 1.0, 2.0, 10.5, 12.5, 13.5):  # noqa: B007 - read by the server's clock
        seen.append(ask(address)[0])
    # At 10.5 the calls of 1 and 2 are in the window, at 12.5 only that of 10.5, at 13.5 those of
    # 10.5 and 12.5.
    assert seen == [200, 200, 429, 429, 200, 429]
    now = 40
    assert ask(pxweb.root + "/fi/nosuch")[0] == 400
    assert ask(address)[0] == 200
    status, headers, body = ask(address)
    assert (status, headers["Retry-After"], body) == (429, "10", REFUSED)
    pxweb.forget_calls()
    assert ask(address)[0] == 200
    pxweb.limiter_on = False
    assert {ask(address)[0] for _ in range(5)} == {200}


# --- The tables


def test_a_revision_changes_what_it_is_told_to() -> None:
    before, after = (
        real_11ra(),
        revised_11ra(changes={"KU578": 2940}, contents_prefix="vaesto", drop=("KU697",)),
    )
    assert before.value is not None
    assert after.value is not None
    area, contents, years = after.variables
    assert after.updated > before.updated
    assert area.code == "alue_23_20270101"
    assert "KU697" not in area.values
    assert contents.values[0] == "vaesto-vaesto"
    assert years.values == ("2025", "2026")

    def figure(code: str, year: str) -> Any:
        assert after.value is not None
        return after.value({area.code: code, "contentscode": "vaesto-vaesto", "timeperiod_y": year})

    def first(code: str) -> Any:
        assert before.value is not None
        cell = {"alue_23_20260101": code, "contentscode": "vaerak-vaesto", "timeperiod_y": "2025"}
        return before.value(cell)

    assert (first("KU578"), figure("KU578", "2025"), figure("KU578", "2026")) == (2941, 2940, 2910)
    for year in ("2025", "2026"):
        assert figure("SSS", year) == sum(
            figure(code, year) for code in area.values if code.startswith("KU")
        )
    assert first("SSS") - figure("SSS", "2025") == first("KU697") + 1


def test_a_revision_with_everything_switched_off_is_the_recorded_table() -> None:
    before, after = real_11ra(), revised_11ra(year_added=None, area="alue_23_20260101")
    assert after.variables == before.variables
    codes = [variable.values for variable in before.variables]
    assert after.figures(codes) == before.figures(codes)


@pytest.mark.slow
def test_formula_tables_add_up() -> None:
    for table in (table_11re([1972, 2025], areas=30, missing=False), table_14wx([2024])):
        parts = {one.code: one.values[1:] for one in table.variables if one.elimination_code}
        figures = table.figures([parts.get(one.code, one.values[-1:]) for one in table.variables])
        (total,) = table.figures(
            [("SSS",) if one.code in parts else one.values[-1:] for one in table.variables]
        )
        assert sum(figures) == total
    assert ".." in table_11re([2025]).figures([one.values for one in table_11re([2025]).variables])
    assert "KU588" in table_14wx().variables[0].values
    assert "KU588" not in table_11re().variables[0].values
    assert [len(one.values) for one in table_11re().variables] == [309, 102, 3, 54, 1]
    assert [len(one.values) for one in table_14wx().variables] == [310, 22, 3, 102, 1]


def test_real_figures_keep_their_decimals() -> None:
    table = real_11ra()
    assert table.figures([("KU016",), ("vaesto_yli64_p",), ("2025",)]) == [Decimal("36.0")]
    assert old_style().figures([("005",), ("lainakanta_eur",)]) == [27715]


# --- The State Treasury


def test_the_catalogue_leads_to_the_documents(treasury: Treasury) -> None:
    treasury.padding = 1001
    rows = get(treasury, "/aineistot")["aineistot"]
    assert len(rows) == 1001 + len(treasury.documents)
    kinds = (
        "ytunnus",
        "raportointikokonaisuus",
        "raportointikausi",
        "hyvaksymisvaihe",
        "hyvaksymispvm",
    )
    assert all(tuple(row) == (*kinds, "julkaisupvm", "tunnusluvut") for row in rows)
    (row,) = [row for row in rows if row["ytunnus"] == "0101263-6"]
    assert row["hyvaksymisvaihe"] == "Lopullinen"
    assert row["tunnusluvut"] == treasury.root + "/dokumentti/lopullinen/KTAS/0101263-6/2023"
    facts = json.loads(ask(row["tunnusluvut"])[2])
    assert len(facts) == 11
    assert facts[0] == {
        "ytunnus": "0101263-6",
        "raportointikokonaisuus": "KTAS",
        "osakokonaisuus": "k-t05",
        "raportointikausi": "2023",
        "hyväksymisvaihe": "Lopullinen",
        "hyväksymispvm": "2023-01-04 08:19:43.07",
        "taksonomia": "jhs-2019-03/2019-08-31",
        "tunnusluku": "1093",
        "arvo": "349083947.70",
        "kommentti": "",
        "kieli": "fi",
        "tarkastushavainnot": [{"havainto": "", "tarkennus": "", "vakavuus": ""}],
    }


def test_phases_differ_in_their_figures(treasury: Treasury) -> None:
    early, late = (
        get(treasury, f"/dokumentti/{phase}/KKNR/{PALTAMO}/2025C12")
        for phase in ("alustava", "lopullinen")
    )
    assert [fact["tunnusluku"] for fact in early] == [fact["tunnusluku"] for fact in late]
    assert all(one["arvo"] != two["arvo"] for one, two in zip(early, late, strict=True))
    assert {fact["osakokonaisuus"] for fact in late} == {"k-t07", "k-t13"}
    assert ask(treasury.root + f"/dokumentti/alustava/KKNR/{KAJAANI}/2025C12")[0] == 404, (
        "an odd code has one phase"
    )
    assert ask(treasury.root + "/dokumentti/lopullinen/KKNR/0000000-0/2025C12")[0] == 404


def test_made_up_business_ids_differ_and_have_their_check_digit() -> None:
    ids = [made_up_business_id(number) for number in range(2000)]
    assert len(set(ids)) == 2000
    for one in ids:
        digits = [int(digit) for digit in one.replace("-", "")]
        weighed = zip((7, 9, 10, 5, 8, 4, 2, 1), digits, strict=True)
        assert sum(weight * digit for weight, digit in weighed) % 11 == 0


@pytest.mark.slow
def test_a_large_catalogue_is_streamed(treasury: Treasury) -> None:
    treasury.padding = 30_000
    status, headers, body = ask(treasury.root + "/aineistot")
    assert (status, headers["Transfer-Encoding"], headers["Content-Length"]) == (
        200,
        "chunked",
        None,
    )
    assert len(body) > 5_000_000
    assert len(json.loads(body)["aineistot"]) == 30_000 + len(treasury.documents)


# --- Faults


@pytest.mark.parametrize(
    ("kind", "status", "content_type", "part"),
    [
        ("429", 429, "application/json", REFUSED),
        ("403_html", 403, "text/html", b"403 - Forbidden"),
        ("503", 503, "text/html", b"Service Unavailable"),
        ("500", 500, "text/html", b"Server Error"),
        ("400", 400, "text/plain", b"Bad Request"),
        ("html_200", 200, "text/html", b"Sign in"),
        ("html_as_json", 200, "application/json", b"Sign in"),
        ("px_200", 200, "text/plain", b"AXIS-VERSION"),
        ("redirect", 302, "text/html", b""),
    ],
)
def test_a_fault_with_an_answer_of_its_own(
    pxweb: PxWeb, kind: str, status: int, content_type: str, part: bytes
) -> None:
    pxweb.faults.append(Fault(kind))
    got, headers, body = ask(pxweb.root + "/fi/")
    assert (got, headers.get_content_type()) == (status, content_type)
    assert part in body
    assert headers["Retry-After"] == ("1" if kind == "429" else None)
    assert headers["Location"] == ("http://127.0.0.1:1/elsewhere" if kind == "redirect" else None)
    assert ask(pxweb.root + "/fi/")[0] == 200
    assert [request.status for request in pxweb.requests] == [status, 200]


def test_a_truncated_answer_is_whole_to_the_protocol(pxweb: PxWeb) -> None:
    whole = ask(pxweb.root + "/fi/")[2]
    pxweb.faults.append(Fault("truncated_json"))
    assert ask(pxweb.root + "/fi/")[2] == whole[: len(whole) // 2]


def test_a_short_body_ends_early(pxweb: PxWeb) -> None:
    whole = ask(pxweb.root + "/fi/")[2]
    pxweb.faults.append(Fault("short_body"))
    with pytest.raises(http.client.IncompleteRead) as told:
        ask(pxweb.root + "/fi/")
    assert told.value.partial == whole[: len(whole) // 2]


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/fi/StatFin/vaerak/11ra.px", "/fi/"])
def test_resets_are_resets(pxweb: PxWeb, path: str) -> None:
    pxweb.faults += [Fault("reset"), Fault("reset_mid_body")]
    address = ("127.0.0.1", pxweb.port)
    question = f"GET /PxWeb/api/v1{path} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
    with socket.create_connection(address, timeout=5) as connection:
        connection.sendall(question)
        with pytest.raises(ConnectionResetError):
            connection.recv(1)
    with socket.create_connection(address, timeout=5) as connection:
        connection.sendall(question)
        assert connection.recv(12) == b"HTTP/1.1 200"
        with pytest.raises(ConnectionResetError):
            list(iter(lambda: connection.recv(65536), b""))
    assert [request.status for request in pxweb.requests] == [0, 200]


@pytest.mark.slow
def test_slow_gives_the_true_answer_late(pxweb: PxWeb) -> None:
    pxweb.faults.append(Fault("slow", seconds=0.2))
    started = time.monotonic()
    assert ask(pxweb.root + "/fi/")[0] == 200
    assert time.monotonic() - started >= 0.2


@pytest.mark.slow
def test_a_server_that_hangs_can_be_stopped_all_the_same() -> None:
    before = threading.active_count()
    with PxWeb() as server:
        idle = http.client.HTTPConnection("127.0.0.1", server.port)
        idle.request("GET", "/PxWeb/api/v1/fi/")
        idle.getresponse().read()
        server.faults += [Fault("hang"), Fault("slow", seconds=60, times=-1)]
        with pytest.raises(TimeoutError):
            ask(server.root + "/fi/", timeout=0.1)
        with pytest.raises(TimeoutError):
            ask(server.root + "/fi/", timeout=0.1)
        started = time.monotonic()
    assert time.monotonic() - started < 2
    idle.close()
    assert threading.active_count() == before


def test_an_endless_answer_goes_on_until_the_client_goes(pxweb: PxWeb) -> None:
    pxweb.faults.append(Fault("endless"))
    with urllib.request.urlopen(pxweb.root + "/fi/", timeout=5) as answer:
        assert answer.read(10_000_000).isspace()
    assert ask(pxweb.root + "/fi/")[0] == 200


def test_faults_choose_whom_they_hit(pxweb: PxWeb) -> None:
    address = pxweb.root + "/fi/StatFin/small/s.px"
    pxweb.faults += [
        Fault("500", method="POST", body_contains='"2024"', skip=1, times=2),
        Fault("400", contains="?config", times=-1),
    ]
    asked = query(items(year=["2024"]))
    assert [ask(address, asked)[0] for _ in range(4)] == [200, 500, 500, 200]
    assert ask(address, query(items(year=["2025"])))[0] == 200
    assert ask(address)[0] == 200
    assert [ask(pxweb.root + "/fi/?config")[0] for _ in range(2)] == [400, 400]
    assert pxweb.faults[0].times == 0
    with pytest.raises(ValueError, match="unknown fault 'no_such'"):
        Fault("no_such")


def test_what_a_fault_sends_can_be_chosen(pxweb: PxWeb) -> None:
    pxweb.faults += [
        Fault("429", retry_after=None),
        Fault("429", retry_after=90),
        Fault("503", retry_after=5, body=b""),
        Fault("redirect", location=pxweb.url + "/x"),
    ]
    answers = [ask(pxweb.root + "/fi/") for _ in range(4)]
    assert [headers["Retry-After"] for _, headers, _ in answers] == [None, "90", "5", None]
    assert answers[2][2] == b""
    assert answers[3][1]["Location"] == pxweb.url + "/x"


# --- The server itself


def test_the_log_and_a_connection_that_stays(pxweb: PxWeb) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", pxweb.port, timeout=5)
    body = query(items(area=["a"]))
    ports = set()
    for _ in range(3):
        connection.request("POST", "/PxWeb/api/v1/fi/StatFin/small/s.px", body)
        ports.add(connection.sock.getsockname()[1])
        connection.getresponse().read()
    connection.close()
    assert len(ports) == 1
    assert [(one.method, one.path, one.body, one.status) for one in pxweb.requests] == [
        ("POST", "/PxWeb/api/v1/fi/StatFin/small/s.px", body, 200)
    ] * 3
    assert sorted(one.at for one in pxweb.requests) == [one.at for one in pxweb.requests]


@pytest.mark.slow
def test_many_clients_at_once(pxweb: PxWeb) -> None:
    pxweb.max_calls = 10
    seen: list[int] = []
    threads = [
        threading.Thread(target=lambda: seen.append(ask(pxweb.root + "/fi/")[0])) for _ in range(25)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(seen) == [200] * 10 + [429] * 15
    assert sorted(one.status for one in pxweb.requests) == sorted(seen)


@pytest.mark.slow
def test_a_stopped_server_can_be_started_again_at_its_port() -> None:
    server = PxWeb(standard())
    with server:
        root = server.root
        assert ask(root + "/fi/")[0] == 200
    with pytest.raises(urllib.error.URLError):
        ask(root + "/fi/")
    with server:
        assert server.root == root
        assert ask(root + "/fi/")[0] == 200
    server.stop()


def test_a_mistake_in_a_tests_own_table_is_told() -> None:
    table = small_table()
    table.value = lambda cell: 1 // 0
    with pytest.raises(ZeroDivisionError), PxWeb({"D": {"f": [table]}}) as server:
        assert ask(server.root + "/fi/D/f/s.px", query([]))[0] == 500


def test_a_server_without_answers_says_so() -> None:
    with pytest.raises(NotImplementedError), Server() as server:
        ask(server.url + "/")
    with pytest.raises(RuntimeError, match="no port"):
        Server().url  # noqa: B018


@pytest.mark.slow
@pytest.mark.parametrize(
    ("start", "folder"),
    [(["tests/support/services"], ROOT), (["-m", "support.services"], TESTS)],
    ids=["folder", "module"],
)
def test_it_can_be_started_by_hand(start: list[str], folder: Path) -> None:
    command = [
        sys.executable,
        *start,
        "--port",
        "0",
        "--treasury-port",
        "0",
        "--max-calls",
        "3",
        "--slow",
        "0.01",
    ]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            pxweb, treasury = process.stdout.readline().strip(), process.stdout.readline().strip()
            assert json.loads(ask(pxweb + "/fi/?config")[2])["maxCalls"] == 3
            assert len(json.loads(ask(treasury + "/aineistot")[2])["aineistot"]) > 30
        finally:
            process.terminate()
