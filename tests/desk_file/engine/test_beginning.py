"""An agreement begun from a pasted table is the one that `new-agreement` writes, to the cent; it
travels in its trial and in its files, and nothing is taken in silence.
"""

from __future__ import annotations

import json
import zipfile
from base64 import b64decode
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.cli.interview.questions import interview
from analyysi.comparison.case import load_year
from analyysi.comparison.compare import compare_methods
from analyysi.comparison.results import results_csv
from analyysi.desk_file.engine.session import Session
from analyysi.drafting.agreements.answers import id_of
from analyysi.drafting.agreements.new_agreement import drafted_case
from analyysi.languages.language_table import LANGUAGES
from analyysi.project import Project
from support.blank_desks import (
    OFFICES,
    STAFF,
    TURNOVER,
    WORDS,
    BlankDesk,
    blank_project,
    table_of,
)
from support.interviews import state_of
from support.places import ROOT
from support.quick import at_most

CENTS = {"alfa-oy": 1558442, "beta-oy": 3896104, "gamma-ry": 519480, "delta": 2857143}
MIX = {"method": "mix", "parameters": {"equal": "40", "keys": {"liikevaihto": "60"}}}


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return blank_project(tmp_path_factory.mktemp("blank"))


@pytest.fixture
def desk(tmp_path: Path) -> BlankDesk:
    return BlankDesk(blank_project(tmp_path))


def begun_in(desk: BlankDesk) -> list[str]:
    return [path.name for path in desk.session.project.agreements.iterdir() if path.is_dir()]


def test_a_table_is_looked_at_before_anything_begins(desk: BlankDesk) -> None:
    table = desk.looked_at()
    assert [payer["name"] for payer in table["payers"]][:2] == ["Alfa Oy", "Beta Oy"]
    staff, turnover = table["columns"]
    assert (staff["label"], staff["unit"], staff["day"]) == ("Henkilöstö", "persons", None)
    assert (turnover["label"], turnover["unit"]) == ("Liikevaihto", "euros")
    assert [row["figure"] for row in turnover["figures"]][1] == "95500.50"
    assert begun_in(desk) == []


@pytest.mark.slow
def test_a_day_and_a_unit_in_a_heading_need_no_question(desk: BlankDesk) -> None:
    text = "Nro\tMaksaja\tTyöasemat 31.12.2026\n1\tAlfa\t5\n2\tBeta\t7\n"
    number, stations = desk.looked_at(text)["columns"]
    assert (number["use"], stations["use"]) == (False, True)
    assert (stations["unit"], stations["day"]) == ("workstations", "2026-12-31")
    (bare,) = desk.looked_at("Maksaja\tMäärä\nAlfa\t5 €\nBeta\t7 €\n")["columns"]
    assert bare["unit"] == "euros"
    (unknown,) = desk.looked_at("Maksaja\tMäärä\nAlfa\t5\nBeta\t7\n")["columns"]
    assert unknown["unit"] is None


@pytest.mark.slow
def test_it_is_shared_and_open_as_any_year(desk: BlankDesk) -> None:
    state = desk.begin()
    assert {code: state["trial"]["cents"][code] for code in CENTS} == CENTS
    assert state["agreement"] == "yhteinen-jarjestelma"
    assert "100" in state["front"]
    assert state["status"] == "draft"
    keys = {key["name"]: key for key in state["keys"]}
    assert keys["henkilosto"]["origin"].startswith("Oletus: luvut on syötetty")
    assert "agreement" in [offer["name"] for offer in state["downloads"]]
    choices = {**state["choices"], **MIX}
    changed = desk.ask("change", choices=choices)
    assert sum(changed["cents"].values()) == 10_000_000
    assert desk.ask("others", choices=choices)["splits"]
    assert "header" in desk.ask("front", choices=choices)["front"]
    later = desk.ask("table", text="Maksaja\tKoneet\n" + OFFICES.split("\n", 1)[1])
    assert "fault" in later or later["table"]["figures"]


@pytest.mark.slow
def test_a_source_that_is_given_is_that_of_the_figures(desk: BlankDesk) -> None:
    state = desk.begin(source="Toimistojen ilmoitukset 15.8.2026", organiser="Kuntayhtymä Pohja")
    assert {key["origin"] for key in state["keys"]} == {"Toimistojen ilmoitukset 15.8.2026"}
    text = (desk.session.project.agreements / state["agreement"] / "agreement.toml").read_text()
    assert 'organiser = "kuntayhtyma-pohja"' in text


@pytest.mark.slow
def test_municipalities_have_their_names_and_inhabitants_by_the_register(desk: BlankDesk) -> None:
    text = "Kunta\tTyöasemat\nKAJAANIN KAUPUNKI\t5\nPaltamo\t7\n"
    assert [row["name"] for row in desk.looked_at(text)["payers"]] == ["Kajaani", "Paltamo"]
    state = desk.begin(text, columns=[{**STAFF, "unit": "workstations"}])
    assert [key["unit"] for key in state["keys"]] == ["workstations", "inhabitants"]
    assert "Asukasta kohti" in state["trial"]["table"]
    own = desk.looked_at(text, municipal=False)["payers"]
    assert [row["code"] for row in own] == ["kajaanin-kaupunki", "paltamo"]


@pytest.mark.slow
@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_a_fault_is_said_in_the_language_that_is_read(desk: BlankDesk, language: str) -> None:
    desk.language = language
    sentences = {
        desk.fault("begin", language=language, text=text, words=WORDS)
        for text in (
            OFFICES.replace("\t4\t", "\tneljä\t"),
            OFFICES.replace("\t4\t", "\t\t"),
            OFFICES.replace("Beta Oy", "Alfa Oy"),
            "Maksaja\tHenkilöstö\nAlfa\t5\n",
            "Toimisto\t2025\nAlfa\t5\nBeta\t6\n",
            "pelkkää tekstiä",
        )
    }
    assert len(sentences) == 6
    for changed in ({"total": "x"}, {"year": 27}, {"title": " "}, {"columns": []}):
        assert desk.begin(**changed)["fault"]["message"]
    assert desk.begin(columns=[{**STAFF, "column": "Q"}])["fault"]["message"]
    assert begun_in(desk) == []


@pytest.mark.slow
def test_beginning_anew_takes_the_place_of_what_was_begun(desk: BlankDesk) -> None:
    first = desk.begin()
    assert desk.begin(total="x")["fault"]
    assert desk.ask("change", choices=first["choices"])["cents"] == first["trial"]["cents"]
    second = desk.begin(total="50000")
    assert second["agreement"] == first["agreement"]
    assert desk.begin(title="Toinen")["agreement"] == "toinen"
    assert begun_in(desk) == ["toinen"]


def test_opened_in_another_language_it_is_still_begun_here(desk: BlankDesk) -> None:
    state = desk.begin()
    asked = {"agreement": state["agreement"], "year": 2027, "language": "fi"}
    again = desk.ask("open", **asked, municipality="delta")
    assert again["begun"]
    assert again["focus"] == "delta"


def test_a_trial_carries_what_was_begun(
    desk: BlankDesk, tmp_path_factory: pytest.TempPathFactory
) -> None:
    state = desk.begin()
    text = desk.ask("trial", choices={**state["choices"], **MIX})["saved"]
    other = BlankDesk(blank_project(tmp_path_factory.mktemp("other")))
    opened = other.ask("trial", saved=text, language="sv")
    assert opened["trial"]["cents"] == json.loads(text)["cents"]
    assert opened["language"] == "fi"
    assert opened["begun"]
    assert other.ask("trial", choices=opened["choices"])["saved"] == text
    assert desk.ask("trial", saved=text)["trial"]["cents"] == opened["trial"]["cents"]


def broken(text: str, **changed: Any) -> str:
    return json.dumps({**json.loads(text), **changed})


@pytest.mark.slow
def test_a_trial_whose_beginning_was_changed_is_refused_and_leaves_nothing(
    desk: BlankDesk, tmp_path_factory: pytest.TempPathFactory
) -> None:
    state = desk.begin()
    text = desk.ask("trial", choices=state["choices"])["saved"]
    files = json.loads(text)["begun"]
    figures = {**files, "luvut-2027.csv": files["luvut-2027.csv"].replace("12", "13")}
    leading = {**files, "../../x.csv": "a"}
    other = BlankDesk(blank_project(tmp_path_factory.mktemp("other")))
    for changed in (
        {"begun": figures},
        {"begun": leading},
        {"begun": {}},
        {"begun": {**files, "2027.toml": "x"}},
        {"begun": None},
        {"agreement": "../x"},
        {"agreement": "toinen"},
        {"year": 2028},
        {"cents": {}},
    ):
        assert other.fault("trial", saved=broken(text, **changed), language="sv")
        assert begun_in(other) == []
    assert other.ask("trial", saved=text, language="sv")["begun"]


def unpacked(desk: BlankDesk, project: Project, **asked: Any) -> None:
    answered = desk.ask("download", file="agreement", **asked)
    with zipfile.ZipFile(BytesIO(b64decode(answered["base64"]))) as archive:
        archive.extractall(project.root)


@pytest.mark.slow
@pytest.mark.parametrize("choices", [{}, MIX])
def test_its_files_in_a_project_come_to_the_same_cents(
    desk: BlankDesk, tmp_path_factory: pytest.TempPathFactory, choices: dict[str, Any]
) -> None:
    state = desk.begin()
    wanted = {**state["choices"], **choices, "total": "123 456,78"} if choices else None
    project = blank_project(tmp_path_factory.mktemp("project"))
    asked = {} if wanted is None else {"choices": wanted}
    unpacked(desk, project, **asked)
    written = results_csv(compare_methods(load_year(project, state["agreement"], 2027)))
    downloaded = desk.ask("download", file="results", **asked)
    assert b64decode(downloaded["base64"]).decode() == written


def test_files_are_the_same_to_the_byte_each_time(desk: BlankDesk) -> None:
    desk.begin()
    first, second = (desk.ask("download", file="agreement")["base64"] for _ in range(2))
    assert first == second


def test_a_year_of_the_file_itself_is_no_beginning() -> None:
    session = Session(Project(ROOT))
    opening = {"kind": "open", "agreement": "kainuu-ict", "year": 2027, "language": "fi"}
    session.answer(json.dumps({**opening, "front": False}))
    asked = {"kind": "download", "file": "agreement"}
    assert "fault" in json.loads(session.answer(json.dumps(asked)))


NAMES = st.lists(
    st.text("abcdefghijklmnopqrstuvwxyzåäö ", min_size=1, max_size=12)
    .map(str.strip)
    .map(str.capitalize)
    .filter(lambda name: bool(id_of(name)) and " ja " not in name.casefold()),
    min_size=2,
    max_size=6,
    unique_by=id_of,
).map(lambda names: [f"{name} Oy" for name in names])


@pytest.mark.slow
@at_most(25)
@given(NAMES, st.data())
def test_the_shares_are_those_of_the_same_agreement_by_the_interview(
    blank: Project, names: list[str], data: st.DataObject
) -> None:
    numbers = data.draw(
        st.lists(
            st.integers(1, 10**6) | st.integers(1985, 2030),
            min_size=len(names),
            max_size=len(names),
        )
    )
    total = data.draw(st.integers(1, 10**9))
    amount = f"{total // 100},{total % 100:02}"
    text = table_of([["Maksaja", "Tunnit"], *zip(names, numbers, strict=True)])
    desk = BlankDesk(blank)
    column = {"column": "B", "label": "Tunnit", "unit": "hours", "day": "2026-06-30"}
    begun = desk.begin(text, total=amount, columns=[column])
    assert "fault" not in begun, begun
    payers = ", ".join(f"{id_of(name)}={name}" for name in names)
    with TemporaryDirectory() as folder:
        path = Path(folder, "luvut.tsv")
        path.write_text(text, encoding="utf-8")
        lines = [
            *("Yhteinen", payers, "", "2027", amount, str(path)),
            *("30.6.2026", "ei", "Ilmoitukset", ""),
        ]
        answers = interview(state_of(blank, lines), {}, whole=True)
    assert answers is not None
    split = compare_methods(drafted_case(blank, answers)).chosen
    assert begun["trial"]["cents"] == dict(split.cents)
    unpacked_id = begun["agreement"]
    assert (blank.agreements / unpacked_id).is_dir()
    desk.begin(title="Seuraava", columns=[STAFF, TURNOVER])
    assert not (blank.agreements / unpacked_id).is_dir()


@pytest.mark.parametrize("day", ["0026-06-30", "9999-12-31"])
def test_a_day_of_a_mistyped_year_is_refused(desk: BlankDesk, day: str) -> None:
    refused = desk.begin(columns=[{**STAFF, "day": day}])
    assert day[:4] in refused["fault"]["message"]
    assert begun_in(desk) == []


def test_a_first_payer_whose_figure_cannot_be_read_is_no_heading(desk: BlankDesk) -> None:
    text = "Maksaja\tLuku\nAlfa\tei tietoa\nBeta\t2\nGamma\t3\n"
    refused = desk.begin(text, columns=[STAFF])
    assert "Alfa: B2" in refused["fault"]["message"]


def test_no_payer_s_code_is_the_word_over_the_payers(desk: BlankDesk) -> None:
    desk.begin("Maksaja\tLuku\n甲\t1\nBeta\t2\n", columns=[STAFF])
    table = desk.ask("table", text="Maksaja\t2026\nBeta\t5\n")["table"]
    assert [figure["name"] for figure in table["figures"]] == ["Beta"]
    assert [payer["name"] for payer in table["lacking"]] == ["甲"]
