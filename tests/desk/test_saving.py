"""A trial saved as a draft that shares as the trial did."""

from __future__ import annotations

import re

import pytest

from analyysi.agreement.reading import read_agreement, read_terms
from analyysi.comparison.case import load_year
from analyysi.comparison.compare import compare_methods
from analyysi.comparison.history import SharedYear
from analyysi.desk.desk import Desk
from analyysi.desk.saving import draft, next_free_year, save
from analyysi.desk.trial import EQUAL, Trial, as_agreed, try_out
from analyysi.messages import Message
from analyysi.project import Project
from analyysi.report.language.wording import Wording

ID = "kainuu-ict"
KEY = "population_2025"


@pytest.mark.slow
def test_a_saved_trial_is_a_year_that_shares_the_same(project_copy: Project) -> None:
    desk = Desk(str(project_copy.root), agreement=ID, year=2027, language="sv")
    desk.total.value = "95 000"
    desk.unit.value = 100
    desk.payers["205"].value, desk.payers["578"].value = True, False
    desk.way.value = -1
    desk.weights[EQUAL].value, desk.weights[KEY].value = "40", "60"
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
    assert written.startswith("# Year 2028: a trial made at the analyst's desk from 2027.toml.")
    assert "of 2027." not in written

    desk.save.click()
    assert "Året 2028 har redan villkor" in desk.saved.value
    assert (project_copy.agreements / ID / "2028.toml").read_text(encoding="utf-8") == written
    for year, said in (
        (2030, "Villkoren för 2030 görs utifrån villkoren för 2028."),
        (2020, "efter 2027."),
    ):
        desk.year.value = year
        desk.save.click()
        assert said in desk.saved.value
    assert next_free_year(project_copy, ID, 2027) == 2029
    assert sorted(path.name for path in (project_copy.agreements / ID).glob("*")) == [
        "2023.toml",
        "2027.toml",
        "2028.toml",
        "agreement.toml",
    ]


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
def test_what_is_declared_for_another_sum_is_left_out_of_the_draft(project_copy: Project) -> None:
    path = project_copy.agreements / ID / "2027.toml"
    text = path.read_text(encoding="utf-8")
    codes = ("105", "290", "578", "620", "697", "765", "777")
    shares = ", ".join(f'{code} = "1/7"' for code in codes)
    game = "".join(
        f'{code} = {{ value = "30000.00", source = {{ fi = "Tarjous" }} }}\n' for code in codes
    )
    others = f'[[alternatives]]\nname = "fixed"\nparameters = {{ shares = {{ {shares} }} }}\n\n'
    others += '[[alternatives]]\nname = "game_shapley"\n\n[rounding]'
    text = (
        text.replace("[rounding]", others)
        + f'\n[game]\nkind = "stand_alone"\n\n[game.alone]\n{game}'
    )
    path.write_text(text, encoding="utf-8")
    case = load_year(project_copy, ID, 2027)

    def saved_with(total: int, payers: tuple[str, ...]) -> tuple[list[str], bool]:
        own = as_agreed(case)
        tried = try_out(case, Trial(total, own.method, own.parameters, payers, 1))
        assert isinstance(tried, SharedYear)
        parsed = draft(project_copy, case, tried, 2028)
        return re.findall(r'(?m)^\[\[alternatives]]\nname = "(\w+)"', parsed), "[game" in parsed

    assert saved_with(8_000_000, codes) == (["mix", "fixed", "game_shapley"], True)
    assert saved_with(8_100_000, codes) == (["mix", "fixed"], False)
    assert saved_with(8_100_000, codes[:-1]) == (["mix"], False)


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
