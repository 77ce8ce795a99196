"""The ways of sharing at the desk: a new row of METHODS is offered without a change in the desk."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analyysi.allocation.method import Method
from analyysi.allocation.methods import METHODS
from analyysi.comparison.case import Variant, load_year
from analyysi.desk.desk import Desk
from analyysi.desk.ways import method_name
from analyysi.languages.catalogue import check_translated
from analyysi.languages.language_table import LANGUAGES
from analyysi.messages import Message
from analyysi.project import Project
from support.desks import PAYERS, choose_method, declare_claims_and_game, entry

ID = "kainuu-ict"


@pytest.mark.parametrize("name", METHODS)
def test_every_method_has_a_name_of_its_own(name: str) -> None:
    names = {row.name: method_name(row).text for row in METHODS.values()}
    for language in LANGUAGES:
        check_translated(names[name], language)
    assert list(names.values()).count(names[name]) == 1


@pytest.mark.slow
def test_claims_games_and_fixed_shares_are_entered_and_computed(project_copy: Project) -> None:
    declare_claims_and_game(project_copy)
    desk = Desk(str(project_copy.root), agreement=ID, year=2027)
    offered = [way for way in desk.controls.ways.offered if isinstance(way, Method)]
    rules = [method.name for method in offered if method.kind != "plain"]
    assert len(rules) > 10
    for name in rules:
        choose_method(desk, name)
        if name == "game_owen":
            assert desk.fault.endswith("Tämä kohta on täytettävä.")
            for number, code in enumerate(PAYERS):
                unions = entry(desk.controls.ways.form, "unions")
                unions.entries[code].value = 1 + number // 2
        assert desk.fault == "", name
        assert desk.tried is not None
        assert desk.tried.case.chosen.method.name == name
        assert sum(desk.tried.cents.values()) == 8_000_000
    choose_method(desk, "claims_proportional")
    entry(desk.controls.ways.form, "weights").control.value = "population_2025"
    assert desk.tried is not None
    choose_method(desk, "fixed")
    shares = entry(desk.controls.ways.form, "shares").entries
    for code in PAYERS:
        shares[code].value = "1/7"
    assert desk.fault == ""
    shares[PAYERS[0]].value = "2/7"
    assert desk.fault == "Painojen summan on oltava 100\xa0%. Nyt summa on 8/7."
    desk.controls.ways.control.value = 1
    assert desk.fault == ""
    assert isinstance(desk.controls.ways.read(), Variant)


@pytest.mark.slow
def test_a_new_row_is_offered(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    row = replace(
        METHODS["fixed"], name="agreed_again", family=Message("{name}", {"name": "Again"})
    )
    monkeypatch.setitem(METHODS, row.name, row)
    desk = Desk(str(project.root), agreement=ID, year=2027, language="en")
    assert row in desk.controls.ways.offered
    choose_method(desk, row.name)
    entry(desk.controls.ways.form, "shares").entries["105"].value = "100"
    assert desk.fault.startswith("This cannot be computed.") or "declared" in desk.fault


@pytest.mark.slow
def test_the_whole_title_stands_below_the_list(project: Project) -> None:
    desk = Desk(str(project.root), agreement=ID, year=2027)
    ways = desk.controls.ways
    ways.control.value = 2
    title = ways.control.label
    assert f"<strong>{title}.</strong>" in ways.rule.value
    assert load_year(project, ID, 2027).terms.year == desk.case.terms.year
