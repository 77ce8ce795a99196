"""What is asked of the services for an agreement."""

import pytest

from analyysi.agreement.reading import read_agreement, read_terms
from analyysi.comparison.trial.pull_wishes import (
    budget_recipes,
    budget_years,
    joined,
    municipalities_of,
    wishes_for,
)
from analyysi.errors import ParameterError
from analyysi.project import Project
from analyysi.sources.fetch.order import Wishes
from support.business_ids import KAINUU


def test_every_municipality_is_asked_for_and_no_organisation(project: Project) -> None:
    kainuu = read_agreement(project, "kainuu-ict")
    # Kajaani has stayed outside, and the regional council organises.
    assert municipalities_of(kainuu) == tuple(sorted(KAINUU))
    wishes = wishes_for(project, kainuu, ["population", "budgets", "population"])
    assert wishes == {
        "population": Wishes(),
        "budgets": Wishes(municipalities="105,205,290,578,620,697,765,777"),
    }


def test_an_agreement_without_municipalities_has_no_budgets_to_fetch(project: Project) -> None:
    dublin = read_agreement(project, "dublin-fire")
    assert budget_recipes(project, dublin) == ()
    assert wishes_for(project, dublin, ["population"]) == {"population": Wishes()}
    with pytest.raises(ParameterError, match="dublin-fire has no municipality, and budgets are of"):
        wishes_for(project, dublin, ["budgets"])


@pytest.mark.slow
def test_budgets_are_asked_for_from_the_first_that_the_terms_name(project: Project) -> None:
    kainuu = read_agreement(project, "kainuu-ict")
    terms = read_terms(project, kainuu, 2027)
    assert budget_recipes(project, kainuu) == ("budgets",)
    assert budget_years(project, terms) == "2023-"
    assert budget_years(project, terms.model_copy(update={"budgets": None})) is None


def test_what_several_reports_ask_for_is_asked_for_once() -> None:
    first = {"budgets": Wishes(years="2024-", municipalities="105,578"), "population": Wishes()}
    second = {"budgets": Wishes(years="2023-", municipalities="081,105")}
    third = {"budgets": Wishes(municipalities="578")}
    assert joined([first, second, third]) == {
        "budgets": Wishes(years="2023-", municipalities="081,105,578"),
        "population": Wishes(),
    }
    assert joined([]) == {}
