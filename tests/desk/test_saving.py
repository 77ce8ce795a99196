"""A trial saved as a draft that shares as the trial did."""

from __future__ import annotations

import re
from typing import Any

import pytest

from analyysi.agreement.reading import read_agreement, read_terms
from analyysi.comparison.case import load_year
from analyysi.comparison.compare import compare_methods
from analyysi.comparison.history import SharedYear
from analyysi.desk import saving
from analyysi.desk.desk import Desk
from analyysi.desk.draft import draft
from analyysi.desk.saving import Saved, save, year_to_save
from analyysi.desk.trial import as_agreed, try_out
from analyysi.messages import Message
from analyysi.project import Project
from analyysi.report.language.wording import Wording
from support.desks import choose_method, entry

ID = "kainuu-ict"
KEY = "population_2025"


@pytest.mark.slow
def test_a_saved_trial_is_a_year_that_shares_the_same(project_copy: Project) -> None:
    desk = Desk(str(project_copy.root), agreement=ID, year=2027, language="sv")
    controls = desk.controls
    controls.total.value = "95 000"
    controls.unit.value = 100
    controls.payers["205"].value, controls.payers["578"].value = True, False
    choose_method(desk, "mix")
    entry(controls.ways.form, "equal").control.value = "40"
    entry(controls.ways.form, "keys").entries[KEY].value = "60"
    assert desk.year.value == 2028
    desk.save.click()
    assert "data/agreements/kainuu-ict/2028.toml" in desk.saved.value
    assert "<code>analyysi report kainuu-ict 2028 --language sv</code>" in desk.saved.value
    assert "Enligt utkastet är andelarna för 2028 desamma som i försöket." in desk.saved.value

    comparison = compare_methods(load_year(project_copy, ID, 2028))
    assert desk.tried is not None
    assert comparison.chosen.cents == desk.tried.cents
    terms = read_terms(project_copy, read_agreement(project_copy, ID), 2028)
    assert (terms.status, terms.total.assumed, terms.method.chosen_by) == ("draft", True, "analyst")
    assert terms.participants == ("105", "205", "290", "620", "697", "765", "777")
    assert [(one.payer, one.since) for one in terms.outside] == [("578", "2028")]
    assert terms.method.parameters == {"equal": "2/5", "keys": {"population_2026": "3/5"}}
    assert [one.name for one in terms.alternatives] == ["proportional", "mix"]
    for text in (
        terms.total.source,
        terms.method.reason,
        terms.method.source,
        terms.outside[0].reason,
    ):
        assert all(
            re.search("kokeil", text.fi) and text.in_language(language) for language in ("sv", "en")
        )
    assert not [text.fi for text in terms.unknown if "vuoden 2027" in text.fi]
    written = (project_copy.agreements / ID / "2028.toml").read_text(encoding="utf-8")
    schema, _mark, year = written.splitlines()[:3]
    assert schema == "#:schema ../../../schemas/terms.schema.json"
    assert year.startswith("# Year 2028: a trial made at the analyst's desk from 2027.toml.")
    assert "of 2027." not in written

    for year, said in (
        (2027, "Året 2027 har redan villkor som arbetsbordet inte har skrivit"),
        (2030, "Villkoren för 2030 görs utifrån villkoren för 2028."),
        (2020, "efter 2027."),
    ):
        desk.year.value = year
        desk.save.click()
        assert said in desk.saved.value
    assert year_to_save(project_copy, ID, 2027) == 2028
    assert sorted(path.name for path in (project_copy.agreements / ID).glob("*")) == [
        "2023.toml",
        "2027.toml",
        "2028.toml",
        "agreement.toml",
    ]


@pytest.mark.slow
def test_the_desk_saves_over_its_own_draft_and_over_nothing_else(project_copy: Project) -> None:
    desk = Desk(str(project_copy.root), agreement=ID, year=2027)
    path = project_copy.agreements / ID / "2028.toml"
    desk.save.click()
    first = path.read_text(encoding="utf-8")
    desk.controls.total.value = "91 000"
    desk.save.click()
    assert "Luonnos tallennettiin työpöydän aiemman luonnoksen päälle: " in desk.saved.value
    second = path.read_text(encoding="utf-8")
    assert second != first
    assert read_terms(project_copy, desk.case.agreement, 2028).total.value == 9_100_000
    # The draft itself on the desk: saved over too, and otherwise as it was.
    on_draft = Desk(str(project_copy.root), agreement=ID, year=2028)
    assert on_draft.year.value == 2028
    on_draft.save.click()
    assert "päälle" in on_draft.saved.value
    assert path.read_text(encoding="utf-8") == second
    on_draft.controls.total.value = "92 000"
    on_draft.save.click()
    assert path.read_text(encoding="utf-8").count("sha256") == 1
    assert read_terms(project_copy, desk.case.agreement, 2028).total.value == 9_200_000
    # One letter changed by hand, or another writer: it stays.
    edited = path.read_text(encoding="utf-8").replace("92000.00", "92000.01")
    path.write_text(edited, encoding="utf-8")
    desk.save.click()
    assert "on muutettu käsin sen jälkeen" in desk.saved.value
    assert year_to_save(project_copy, ID, 2027) == 2029
    without_mark = "\n".join(line for line in edited.splitlines() if "sha256" not in line)
    path.write_text(without_mark, encoding="utf-8")
    desk.save.click()
    assert "joita työpöytä ei ole kirjoittanut" in desk.saved.value
    assert path.read_text(encoding="utf-8") == without_mark


@pytest.mark.slow
def test_a_draft_that_was_changed_while_it_was_saved_stays(
    project_copy: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = load_year(project_copy, ID, 2027)
    tried = try_out(case, as_agreed(case))
    assert isinstance(tried, SharedYear)
    assert isinstance(save(project_copy, case, tried, 2028), Saved)
    path = project_copy.agreements / ID / "2028.toml"

    def meanwhile(*arguments: Any) -> str:
        path.write_text("# somebody else's\n", encoding="utf-8")
        return draft(*arguments)

    monkeypatch.setattr(saving, "draft", meanwhile)
    outcome = save(project_copy, case, tried, 2028)
    assert isinstance(outcome, Message)
    assert "was changed meanwhile" in str(outcome.values["reason"])
    assert path.read_text(encoding="utf-8") == "# somebody else's\n"


@pytest.mark.slow
def test_a_draft_whose_figures_are_newer_says_so(project_copy: Project) -> None:
    desk = Desk(str(project_copy.root), agreement=ID, year=2023)
    assert desk.year.value == 2024
    desk.save.click()
    assert "Luonnoksessa on siirrytty vuoteen 2024" in desk.saved.value
    terms = read_terms(project_copy, read_agreement(project_copy, ID), 2024)
    assert terms.method.parameters == {"key": "population_2022"}
    assert [one.name for one in terms.alternatives] == ["equal", "proportional", "mix", "mix"]
    assert [one.payer for one in terms.outside] == ["205"]


@pytest.mark.slow
def test_what_hinders_saving_is_said_and_nothing_is_written(project_copy: Project) -> None:
    case = load_year(project_copy, ID, 2027)
    tried = try_out(case, as_agreed(case))
    assert isinstance(tried, SharedYear)
    path = project_copy.agreements / ID / "2027.toml"
    path.write_text(
        path.read_text(encoding="utf-8").replace('"draft"', '"darft"'), encoding="utf-8"
    )
    result = save(project_copy, case, tried, 2028)
    assert isinstance(result, Message)
    assert (
        Wording("fi", case)
        .of(result)
        .startswith("Ehtoja ei tallennettu. data/agreements/kainuu-ict/2027.toml: ")
    )
    assert not (project_copy.agreements / ID / "2028.toml").exists()
