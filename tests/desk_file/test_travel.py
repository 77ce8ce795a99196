"""A trial travels: desk in one file, its file, desk in a notebook, draft, report; and back. Nothing
is lost on the way, and the source of each figure stays.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from analyysi.agreement.reading import read_agreement, read_terms
from analyysi.agreement.terms import Terms
from analyysi.comparison.case import load_year
from analyysi.comparison.compare import compare_methods
from analyysi.desk.desk import Desk
from analyysi.desk.saved_trial import keep
from analyysi.desk_file.build.document import desk_file
from analyysi.desk_file.build.parts import parts_missing, read_parts
from analyysi.errors import ParameterError
from analyysi.messages import Message
from analyysi.money import parse_cents
from analyysi.project import Project
from support.command_line import call
from support.desk_files import ID, KEY_WORDS, MIX, WORKSTATIONS, YEAR, Page
from support.desks import choose_method, entry
from support.open_desks import CHROMIUM, Open

pytestmark = pytest.mark.slow

STEPS = [
    {"name": "off_the_top", "parameters": {"payer": "765", "share": "4"}},
    {"name": "floor", "parameters": {"amount": "1000"}},
    {"name": "cap", "parameters": {"amount": "24000"}},
]
SUMS = {"105": "1000", "290": "2500,50"}
SHARES = {
    "105": "1/3",
    "290": "1/6",
    "578": "12,5",
    "620": "12,5",
    "697": "10",
    "765": "10",
    "777": "5",
}
BY_DESKS = {"method": "proportional", "parameters": {"key": "tyoasemat"}}

TRIALS: dict[str, dict[str, Any]] = {
    "as the terms have it": {},
    "parts and another rounding": {**MIX, "rounding": "webster", "unit": "0,50"},
    "steps and bounds": {**MIX, "steps": STEPS, "total": "90 000,00"},
    "sums each": {"steps": [{"name": "sum_each", "parameters": {"amounts": SUMS}}]},
    "agreed shares": {"method": "fixed", "parameters": {"shares": SHARES}},
    "fewer payers": {"participants": ["105", "290", "578"], "rounding": "adams"},
    "an added key": BY_DESKS,
    "an added key in parts": {
        "method": "mix",
        "parameters": {"keys": {"tyoasemat": "25", "population_2025": "75"}},
        "steps": STEPS[1:],
    },
}


def saved_at_the_page(name: str) -> str:
    """Return a trial as the desk in one file saves it."""
    page = Page()
    if "added" in name:
        page.ask("table", text=WORKSTATIONS, key=KEY_WORDS)
    answered = page.ask("trial", choices=page.changed(**TRIALS[name]))
    assert "saved" in answered, answered
    return str(answered["saved"])


def desk_of(project: Project, language: str = "fi") -> Desk:
    return Desk(str(project.root), agreement=ID, year=YEAR, language=language)


def terms_of(project: Project, year: int) -> Terms:
    return read_terms(project, read_agreement(project, ID), year)


def cents_of(project: Project, year: int) -> dict[str, int]:
    return dict(compare_methods(load_year(project, ID, year)).chosen.cents)


@pytest.mark.parametrize("name", TRIALS)
def test_a_trial_goes_to_the_notebook_to_a_draft_and_back(project_copy: Project, name: str) -> None:
    text = saved_at_the_page(name)
    desk = desk_of(project_copy, "sv")
    assert desk.open_trial(text) is None
    assert desk.trial_text() == text
    desk.save.click()
    assert "2028.toml" in desk.saved.value, desk.saved.value
    assert cents_of(project_copy, YEAR + 1) == json.loads(text)["cents"]
    # Beside the draft the trial still opens: its own year's files are as they were.
    page = Page(project_copy, "en")
    opened = page.ask("trial", saved=desk.trial_text())
    assert opened["trial"]["cents"] == json.loads(text)["cents"]
    assert page.ask("trial", choices=opened["choices"])["saved"] == text


@pytest.mark.parametrize("name", ["steps and bounds", "an added key in parts"])
def test_a_command_makes_the_same_draft(project_copy: Project, tmp_path: Path, name: str) -> None:
    text = saved_at_the_page(name)
    desk = desk_of(project_copy)
    assert desk.open_trial(text) is None
    desk.save.click()
    folder = project_copy.agreements / ID
    by_desk = {path.name: path.read_bytes() for path in folder.iterdir()}
    (folder / "2028.toml").unlink()
    file = tmp_path / "kokeilu.json"
    file.write_text(text, encoding="utf-8")
    typed = ("new-year", ID, "2028", "--trial", str(file), "--project", str(project_copy.root))
    # A second time the command writes over its own draft.
    for _ in range(2):
        outcome = call(*typed)
        assert outcome.fault is None, outcome.fault
        assert "Written: data/agreements/kainuu-ict/2028.toml" in outcome.printed
    assert ("Written: data/agreements/kainuu-ict/tyoasemat.csv" in outcome.printed) == (
        "added" in name
    )
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == by_desk


def test_a_command_refuses_what_is_no_trial_of_the_year(
    project_copy: Project, tmp_path: Path
) -> None:
    file = tmp_path / "kokeilu.json"
    typed = ("new-year", ID, "2028", "--trial", str(file), "--project", str(project_copy.root))
    content = json.loads(saved_at_the_page("sums each"))
    for changed, sentence in (
        ({"data": "0" * 16}, "other figures"),
        ({"agreement": "dublin-fire"}, "This trial is of dublin-fire 2027"),
        ({"more": 1}, "more"),
    ):
        file.write_text(json.dumps({**content, **changed}), encoding="utf-8")
        fault = call(*typed, "--language", "en").fault
        assert isinstance(fault, ParameterError)
        assert sentence in str(fault)
    assert not (project_copy.agreements / ID / "2028.toml").exists()


@pytest.mark.notebook
def test_an_added_key_stands_in_the_report_with_its_source_and_as_no_official_one(
    project_copy: Project,
) -> None:
    text = saved_at_the_page("an added key")
    desk = desk_of(project_copy)
    assert desk.open_trial(text) is None
    desk.save.click()
    assert "data/agreements/kainuu-ict/tyoasemat.csv" in desk.saved.value
    key = terms_of(project_copy, YEAR + 1).keys["tyoasemat"]
    (saved,) = json.loads(text)["keys"]
    assert key.model_dump(mode="json", exclude_defaults=True, exclude_none=True) == saved["key"]
    file = project_copy.agreements / ID / "tyoasemat.csv"
    assert file.read_text(encoding="utf-8") == saved["figures"]
    assert (key.unit, str(key.reference_date)) == (KEY_WORDS["unit"], KEY_WORDS["day"])
    outcome = call("report", ID, str(YEAR + 1), "--project", str(project_copy.root))
    assert outcome.fault is None, outcome.fault
    folder = project_copy.reports / ID / str(YEAR + 1)
    rows = (folder / "results.csv").read_text(encoding="utf-8").splitlines()
    header = rows[0].split(",")
    shares = [dict(zip(header, row.split(","), strict=True)) for row in rows[1:]]
    chosen = [row for row in shares if row["chosen"] == "yes"]
    cents = {row["payer_code"]: parse_cents(row["amount_eur"]) for row in chosen}
    assert cents == json.loads(text)["cents"]
    html = (folder / "report.html").read_text(encoding="utf-8").replace("\N{SOFT HYPHEN}", "")
    source = KEY_WORDS["source"]
    assert f"Osa luvuista on taulukosta: {source}" in html
    assert f"Taulukko: {source}" in html
    assert "työasemat 30.6.2026" in html.replace("\N{NO-BREAK SPACE}", " ")
    assert "n. 33" in html


def test_the_notebook_saves_a_trial_that_the_desk_file_opens(
    project_copy: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notebooks = tmp_path / "beside"
    notebooks.mkdir()
    monkeypatch.chdir(notebooks)
    desk = desk_of(project_copy)
    desk.controls.total.value = "95 000"
    desk.controls.rounding.value = "dean"
    choose_method(desk, "mix")
    entry(desk.controls.ways.form, "equal").control.value = "1/3"
    entry(desk.controls.ways.form, "keys").entries["population_2025"].value = "2/3"
    assert desk.tried is not None
    desk.keep.click()
    desk.keep.click()
    (file,) = notebooks.iterdir()
    assert file.name == "kainuu-ict-2027.trial.json"
    assert file.name in desk.trial_told.value
    opened = Page(language="en").ask("trial", saved=file.read_text(encoding="utf-8"))
    assert opened["trial"]["cents"] == dict(desk.tried.cents)
    assert opened["choices"]["rounding"] == "dean"
    desk.controls.total.value = "96 000"
    desk.keep.click()
    assert {path.name for path in notebooks.iterdir()} == {
        "kainuu-ict-2027.trial.json",
        "kainuu-ict-2027-2.trial.json",
    }
    desk.controls.total.value = "x"
    assert desk.keep.disabled


def test_a_stored_key_travels_by_its_name_if_the_trial_uses_it(
    project_copy: Project,
) -> None:
    desk = desk_of(project_copy)
    picker = desk.controls.keys
    for column in ("tax_revenue_2020", "tax_revenue_2019"):
        offered = [key for _, key in picker.list.options if key.name == column]
        if offered:
            picker.list.value = offered[0]
            picker.add.click()
    name = next(iter(desk.added))
    choose_method(desk, "proportional")
    entry(desk.controls.ways.form, "key").control.value = name
    text = desk.trial_text()
    assert [(key["name"], key.get("figures")) for key in json.loads(text)["keys"]] == [(name, None)]
    again = desk_of(project_copy)
    assert again.open_trial(text) is None
    assert again.trial_text() == text
    assert all(key.name != name for _, key in again.controls.keys.list.options)


def test_a_file_is_chosen_at_the_notebook_desk(project_copy: Project) -> None:
    desk = desk_of(project_copy)
    before = desk.trial_text()

    def choose(content: bytes) -> str:
        desk.upload.value = (
            {
                "name": "k.json",
                "type": "",
                "size": len(content),
                "content": content,
                "last_modified": datetime(2026, 8, 1, tzinfo=UTC),
            },
        )
        assert desk.upload.value == ()
        return str(desk.trial_told.value)

    text = saved_at_the_page("an added key in parts")
    assert "Tallennettu kokeilu on avattu." in choose(text.encode())
    assert desk.trial_text() == text
    # The next trial brings its own keys, and those of the last one go.
    other = saved_at_the_page("steps and bounds")
    assert "on avattu" in choose(other.encode())
    assert desk.trial_text() == other
    assert desk.added == {}
    refused = choose(json.dumps({**json.loads(text), "data": "0" * 16}).encode())
    assert "muihin lukuihin" in refused
    assert "Kokeilua ei avata." in choose(b"{}")
    assert "Kokeilua ei avata." in choose(b"\xff\xfe")
    assert desk.trial_text() == other
    desk.controls.reset.click()
    assert desk.trial_text() == before


def test_a_trial_of_another_year_is_not_opened(project_copy: Project) -> None:
    desk = Desk(str(project_copy.root), agreement=ID, year=2023)
    assert isinstance(desk.open_trial(saved_at_the_page("sums each")), Message)


def test_a_key_that_is_there_already_is_refused(project_copy: Project) -> None:
    content = json.loads(saved_at_the_page("an added key"))
    content["keys"][0]["name"] = "population_2025"
    with pytest.raises(ParameterError, match="already"):
        desk_of(project_copy).open_trial(json.dumps(content))


def test_a_trial_is_kept_once(project: Project, tmp_path: Path) -> None:
    case = load_year(project, ID, YEAR)
    assert keep(tmp_path, case, "a") == keep(tmp_path, case, "a")
    assert keep(tmp_path, case, "b").name == "kainuu-ict-2027-2.trial.json"


@pytest.mark.browser
def test_a_trial_travels_from_a_browser_and_back(
    opened_in: Open, project_copy: Project, tmp_path: Path
) -> None:
    if parts_missing() is not None:
        pytest.skip(str(parts_missing()))
    page = tmp_path / "laskuri.html"
    page.write_text(desk_file(project_copy, read_parts(), ID, YEAR, "fi"), encoding="utf-8")
    browser = opened_in(CHROMIUM, page)
    opening = {"kind": "open", "agreement": ID, "year": YEAR, "language": "fi", "front": False}
    table = {"kind": "table", "text": WORKSTATIONS, "key": KEY_WORDS}
    _, added = browser.ask([opening, table])
    choices = {**added["choices"], **TRIALS["an added key in parts"]}
    (saved,) = browser.ask([{"kind": "trial", "choices": choices}])
    assert saved["saved"] == saved_at_the_page("an added key in parts")
    desk = desk_of(project_copy)
    assert desk.open_trial(saved["saved"]) is None
    desk.controls.total.value = "90 000"
    changed = desk.trial_text()
    desk.save.click()
    refused = json.dumps({**json.loads(changed), "data": "0" * 16})
    _, opened, fault = browser.ask(
        [opening, {"kind": "trial", "saved": changed}, {"kind": "trial", "saved": refused}]
    )
    assert opened["trial"]["total"] == 9_000_000
    assert opened["trial"]["cents"] == cents_of(project_copy, YEAR + 1)
    (key,) = [key for key in opened["keys"] if key["added"]]
    assert (key["unit"], key["day"]) == (KEY_WORDS["unit"], KEY_WORDS["day"])
    assert key["origin"] == KEY_WORDS["source"]
    assert "muihin lukuihin" in fault["fault"]["message"]
