"""The text of a draft: what was tried stands in it, what was not has moved on."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace

import pytest
import tomlkit

from analyysi.agreement.reading import terms_of
from analyysi.agreement.values import Frozen
from analyysi.allocation.methods import ByKey
from analyysi.allocation.steps.bounds import Cap, Floor
from analyysi.allocation.steps.step import Step
from analyysi.allocation.steps.step_table import STEPS
from analyysi.comparison.case import Case, load_year
from analyysi.comparison.history import SharedYear
from analyysi.desk.draft import draft
from analyysi.desk.offered_keys import offered_keys, with_key
from analyysi.desk.trial import Trial, as_agreed, try_out
from analyysi.messages import Message
from analyysi.project import Project
from support.prepared import PREPARED

ID = "kainuu-ict"
Steps = tuple[tuple[Step, Frozen], ...]


def tried_with(case: Case, steps: Steps) -> SharedYear:
    tried = try_out(case, replace(as_agreed(case), steps=steps))
    assert isinstance(tried, SharedYear)
    return tried


@pytest.fixture
def stepped(project_copy: Project) -> Case:
    """Kainuu's terms of 2027 with a floor, a transition and a settlement of last year."""
    path = project_copy.agreements / ID / "2027.toml"
    text = path.read_text(encoding="utf-8")
    codes = ("105", "290", "578", "620", "697", "765", "777")
    last = ", ".join(f'{code} = "11428.57"' for code in codes)
    zero = ", ".join(f'{code} = "0.00"' for code in codes)
    steps = (
        '# The least that anybody pays.\n[[steps]]\nname = "floor"\n'
        'parameters = { amount = "3000.00" }\n\n'
        '[[steps]]\nname = "phase_in"\n'
        f'parameters = {{ year = 1, years = 3, source = "x", last_year = {{ {last} }} }}\n\n'
        '[[steps]]\nname = "true_up"\n'
        'parameters = { paid_total = "1.00", actual_total = "1.00", source = "x", '
        f"differences = {{ {zero} }} }}\n\n"
    )
    path.write_text(text.replace("[rounding]", steps + "[rounding]"), encoding="utf-8")
    return load_year(project_copy, ID, 2027)


def names_and_years(text: str, case: Case) -> list[tuple[str, object]]:
    terms = terms_of(text, case.agreement, 2028, "2028.toml")
    return [(step.name, step.parameters.get("year")) for step in terms.steps]


@pytest.mark.slow
def test_steps_that_were_not_tried_move_on(project_copy: Project, stepped: Case) -> None:
    text = draft(project_copy, stepped, tried_with(stepped, stepped.steps), 2028)
    assert names_and_years(text, stepped) == [("floor", None), ("phase_in", 1)]
    assert "The steps" not in text
    assert "draft: steps" not in text


@pytest.mark.slow
def test_steps_stand_as_they_were_tried(project_copy: Project, stepped: Case) -> None:
    floor, transition, settlement = stepped.steps
    cap = (STEPS["cap"], Cap(amount="30000.00"))
    text = draft(
        project_copy, stepped, tried_with(stepped, (settlement, cap, floor, transition)), 2028
    )
    # Those of the terms have moved on (the settlement is over), in the order that was tried.
    assert names_and_years(text, stepped) == [("cap", None), ("floor", None), ("phase_in", 1)]
    assert text.index("# The least that anybody pays.") < text.index('name = "floor"')
    assert "[[unknown]]  # draft: steps" in text
    higher = (STEPS["floor"], Floor(amount="3500.00"))
    text = draft(project_copy, stepped, tried_with(stepped, (higher,)), 2028)
    terms = terms_of(text, stepped.agreement, 2028, "2028.toml")
    assert [(step.name, step.parameters) for step in terms.steps] == [
        ("floor", {"amount": "3500.00"})
    ]
    text = draft(project_copy, stepped, tried_with(stepped, ()), 2028)
    assert names_and_years(text, stepped) == []


@pytest.mark.slow
def test_a_key_that_was_added_is_declared(project_copy: Project) -> None:
    case = load_year(project_copy, ID, 2027)
    taxes = next(key for key in offered_keys(project_copy, case) if key.name == "tax_revenue_2020")
    widened = with_key(project_copy, case, {}, taxes, "fi")
    assert not isinstance(widened, Message)
    wider, added = widened
    own = as_agreed(wider)
    trial = Trial(own.total, "proportional", ByKey(key=added.name), own.payers, own.unit, own.steps)
    tried = try_out(wider, trial)
    assert isinstance(tried, SharedYear)
    text = draft(project_copy, wider, tried, 2028)
    terms = terms_of(text, case.agreement, 2028, "2028.toml")
    assert list(terms.keys) == ["population_2026", "tax_revenue_2020"]
    assert terms.keys["tax_revenue_2020"] == taxes.key
    assert terms.method.parameters == {"key": "tax_revenue_2020"}
    # A key that was added but not used is not declared.
    text = draft(project_copy, wider, tried_with(wider, ()), 2028)
    assert "tax_revenue" not in text


@pytest.mark.slow
def test_office_stays_in_a_draft_and_the_day_does_not(project_copy: Project) -> None:
    path = project_copy.agreements / ID / "2027.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("[total]", f"{PREPARED}\n[total]", 1), encoding="utf-8")
    case = load_year(project_copy, ID, 2027)
    saved = draft(project_copy, case, tried_with(case, ()), 2028)
    terms = terms_of(saved, case.agreement, 2028, "2028.toml")
    assert (terms.prepared_by, terms.prepared_on) == (case.terms.prepared_by, None)


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


@pytest.mark.slow
def test_pools_are_written_whole_and_a_total_of_last_years_is_not(project_copy: Project) -> None:
    path = project_copy.agreements / ID / "2027.toml"
    text = path.read_text(encoding="utf-8")
    plain = 'name = "proportional"\nparameters = { key = "population_2025" }\n'
    pools = (
        'name = "pools"\nparameters = { pools = ['
        '{ label = { fi = "Palokunta" }, amount = "1000.00", keys = { population_2025 = "1" } }, '
        '{ label = { fi = "Ensihoito" }, equal = "1", payers = ["105", "290"] }] }\n'
    )
    rule = (
        '[total.from_last_year]\nkind = "indexed"\nlast_year = "80000.00"\nchange = "0"\n'
        'source = { fi = "Keksitty" }\n\n'
    )
    changed = text.replace(plain, pools, 1).replace("[rounding]", f"{rule}[rounding]", 1)
    path.write_text(changed, encoding="utf-8")
    case = load_year(project_copy, ID, 2027)
    tried = try_out(case, as_agreed(case))
    assert isinstance(tried, SharedYear)
    terms = terms_of(draft(project_copy, case, tried, 2028), case.agreement, 2028, "2028.toml")
    assert terms.total.from_last_year is None
    fire, ambulance = terms.method.parameters["pools"]
    assert (fire["amount"], fire["keys"]) == ("1000.00", {"population_2026": "1"})
    assert (ambulance["label"], ambulance["payers"]) == ({"fi": "Ensihoito"}, ["105", "290"])


@pytest.mark.slow
def test_a_source_that_is_a_table_of_its_own_is_written_anew(project_copy: Project) -> None:
    path = project_copy.agreements / ID / "2027.toml"
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    path.write_text(tomlkit.dumps(content), encoding="utf-8")
    assert "[total.source]" in path.read_text(encoding="utf-8")
    case = load_year(project_copy, ID, 2027)
    text = draft(project_copy, case, tried_with(case, case.steps), 2028)
    assert "kokeil" in terms_of(text, case.agreement, 2028, "2028.toml").total.source.fi


def test_what_the_terms_assume_is_said_to_be_theirs(project_copy: Project) -> None:
    case = load_year(project_copy, ID, 2027)
    own = as_agreed(case)
    fewer = tuple(code for code in own.payers if code != "105")
    tried = try_out(case, replace(own, payers=fewer))
    assert isinstance(tried, SharedYear)
    text = draft(project_copy, case, tried, 2027)
    terms = terms_of(text, case.agreement, 2027, "2027.toml")
    reasons = {outsider.payer: outsider.reason.main for outsider in terms.outside}
    assert reasons["105"] == "Hyrynsalmi on jätetty pois analyysin tekijän kokeilussa."
    (assumption,) = terms.assumptions
    # Six take part in the trial: the terms' sentence holds of the terms.
    assert assumption.texts == {
        "fi": "Vuoden 2027 ehtojen oletus: Osallistuvat kunnat ovat samat kuin vuonna 2023.",
        "sv": "Antaget i villkoren för 2027: De deltagande kommunerna är desamma som 2023.",
        "en": "Assumed in the terms of 2027: The participating municipalities are the same as in "
        "2023.",
    }
    (project_copy.agreements / ID / "2027.toml").write_text(text, encoding="utf-8")
    again = load_year(project_copy, ID, 2027)
    text = draft(project_copy, again, tried_with(again, ()), 2027)
    assert terms_of(text, case.agreement, 2027, "2027.toml").assumptions == (assumption,)
