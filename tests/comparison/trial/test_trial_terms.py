"""Trials: what they change in the terms, what they leave out, and what they refuse."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyysi.agreement.parameters import check_parameters
from analyysi.comparison.case import Case
from analyysi.comparison.compare import compare_methods
from analyysi.comparison.trial.loading import load_case
from analyysi.desk.trial import as_agreed, try_out
from analyysi.errors import ParameterError
from analyysi.messages import Message
from analyysi.money import euros
from analyysi.project import Project
from analyysi.report.language.wording import Wording
from support.quick import at_most

pytestmark = pytest.mark.slow


def trial(project: Project, **asked: Any) -> Case:
    return load_case(project, check_parameters({"agreement": "kainuu-ict", "year": 2023, **asked}))


@pytest.mark.slow
def test_a_year_as_it_stands_is_no_trial(project: Project) -> None:
    case = trial(project, output="/elsewhere")
    assert case.trial == ()
    assert case.terms.total.value == 80_000_00
    assert Wording("fi", case).mark == ""


@pytest.mark.slow
def test_another_total_is_shared_by_the_same_figures(project: Project) -> None:
    stands, tried = trial(project), trial(project, total="90 000,50")
    assert tried.terms.total.value == 90_000_50
    assert tried.terms.total.assumed
    assert tried.terms.published == ()
    assert tried.terms.status == "analysis"
    assert (tried.terms.prepared_by, tried.terms.prepared_on) == (None, None)
    shares = compare_methods(tried).chosen
    assert sum(shares.cents.values()) == 90_000_50
    for code, amount in compare_methods(stands).chosen.exact.amounts.items():
        assert shares.exact.amounts[code] == amount * Fraction(90_000_50, 80_000_00)
    assert [Wording("fi", tried).of(sentence) for sentence in tried.trial] == [
        "Kokonaiskustannus on kokeilussa 90\N{NO-BREAK SPACE}000,50\N{NO-BREAK SPACE}€; ehdoissa se "
        "on 80\N{NO-BREAK SPACE}000,00\N{NO-BREAK SPACE}€.",
        "Se, mikä ehdoissa koskee vain niiden omaa kokonaiskustannusta tai omia osallistujia, on "
        "jätetty pois.",
    ]
    assert Wording("sv", tried).mark == "FÖRSÖK"


@pytest.mark.slow
def test_another_total_than_follows_from_last_year_says_so(project_copy: Project) -> None:
    path = project_copy.agreements / "kainuu-ict" / "2023.toml"
    text = path.read_text(encoding="utf-8")
    rule = """[total.from_last_year]
kind = "indexed"
last_year = "78431.37"
change = "0.02"
source = { fi = "Keksitty", sv = "Påhittad", en = "Made up" }
"""
    path.write_text(text.replace("[keys.", f"{rule}\n[keys.", 1), encoding="utf-8")
    assert trial(project_copy).terms.total.from_last_year is not None
    tried = trial(project_copy, total="90000")
    assert tried.terms.total.from_last_year is None
    sentences = [Wording("fi", tried).of(sentence) for sentence in tried.trial]
    assert (
        "Ehtojen mukaan kokonaiskustannus johdetaan edellisen vuoden kokonaiskustannuksesta. "
        "Kokeilun summa poikkeaa siitä." in sentences
    )
    # At the desk too a sum that is tried follows from no other year.
    case = trial(project_copy)
    at_desk = replace(as_agreed(case), total=90_000_00)
    for sum_tried, follows in ((at_desk, False), (as_agreed(case), True)):
        split = try_out(case, sum_tried)
        assert not isinstance(split, Message)
        assert (split.case.terms.total.from_last_year is not None) is follows


@pytest.mark.slow
@given(cents=st.integers(1, 10**9))
@at_most(10)
def test_whatever_the_total_the_parts_sum_to_it(project: Project, cents: int) -> None:
    tried = compare_methods(trial(project, total=euros(cents)))
    assert all(sum(split.cents.values()) == cents for split in tried.splits)


@pytest.mark.parametrize(
    ("asked", "chosen"),
    [
        ({"method": "equal"}, "equal"),
        ({"key": "tax_revenue_2020"}, "proportional-tax_revenue_2020"),
        (
            {"method": "proportional", "key": "operating_expenses_2020"},
            "proportional-operating_expenses_2020",
        ),
    ],
)
def test_another_way_is_chosen_and_the_published_share_stays(
    project: Project, asked: dict[str, str], chosen: str
) -> None:
    tried = trial(project, **asked)
    assert compare_methods(tried).chosen.id == chosen
    assert tried.terms.method.chosen_by == "analyst"
    assert [share.value for share in tried.terms.published] == [7079_00]


@pytest.mark.slow
def test_the_way_of_the_terms_stays_beside_the_one_that_is_tried(project_copy: Project) -> None:
    path = project_copy.agreements / "kainuu-ict" / "2023.toml"
    terms = path.read_text(encoding="utf-8")
    mix = '{ equal = "0.11", keys = { population_2021 = "0.89" } }'
    before, after = terms.split('[method]\nname = "proportional"\n', 1)
    line, rest = after.split("\n", 1)
    assert line.startswith("parameters"), line
    path.write_text(f'{before}[method]\nname = "mix"\nparameters = {mix}\n{rest}', encoding="utf-8")
    tried = compare_methods(trial(project_copy, method="equal"))
    assert tried.chosen.id == "equal"
    assert "mix-equal_11of100-population_2021_89of100" in [split.id for split in tried.splits]


@pytest.mark.slow
def test_other_participants_share_by_their_own_figures(project: Project) -> None:
    tried = trial(project, participants="Kuhmo, 105")
    cents = compare_methods(tried).chosen.cents
    assert list(cents) == ["105", "290"]
    assert sum(cents.values()) == 80_000_00
    figures = tried.problem.keys["population_2021"]
    exact = Fraction(80_000_00) * figures["105"] / sum(figures.values())
    assert abs(cents["105"] - exact) < 1
    assert tried.terms.published == ()


def test_a_party_outside_can_be_tried_inside(project: Project) -> None:
    tried = trial(project, participants="Kajaani,Paltamo")
    assert [away.payer for away in tried.terms.outside] == []
    assert set(compare_methods(tried).chosen.cents) == {"205", "578"}


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"method": "equl"}, "there is no method 'equl'. Did you mean 'equal'?"),
        ({"key": "population"}, "has no key 'population'. Did you mean 'population_2021'?"),
        ({"participants": "Paltmao"}, "has no party 'Paltmao'. Did you mean 'Paltamo'?"),
        ({"method": "proportional"}, "needs a key: add key=…, one of population_2021,"),
        (
            {"method": "equal", "key": "population_2021"},
            "method = 'equal' shares by no key: leave key = 'population_2021' out",
        ),
        ({"method": "fixed"}, "the terms have no such choice. Try it at the desk"),
        ({"method": "mix"}, "the terms have 2 such choice"),
    ],
)
def test_what_cannot_be_tried_is_refused(
    project: Project, asked: dict[str, str], sentence: str
) -> None:
    with pytest.raises(ParameterError) as caught:
        trial(project, **asked)
    assert sentence in str(caught.value)
