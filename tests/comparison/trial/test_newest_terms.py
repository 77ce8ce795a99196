"""Terms on the newest stored figures: the same rows from a later snapshot, place by place."""

from __future__ import annotations

import pytest

from analyysi.agreement.reading import read_agreement, read_terms
from analyysi.agreement.terms import Terms
from analyysi.comparison.case import case_of, load_year
from analyysi.comparison.trial.newest_terms import (
    as_recorded,
    budget_places,
    places_of,
    recorded,
    with_newest,
    with_snapshots,
)
from analyysi.errors import ParameterError
from analyysi.project import Project
from support.later_snapshot import LATER, USED, publish_budgets, publish_later, row_of

KTA = "tilastokeskus/kta-2020-kainuu/2026-11-24"
KTAS_DAYS = ("2026-11-29", "2026-12-01", "2026-12-02", "2026-12-20")
RATE_2018 = "verohallinto/municipal-income-tax-rate-2018/2026-11-24"


def terms_of(project: Project, year: int = 2023) -> Terms:
    return read_terms(project, read_agreement(project, "kainuu-ict"), year)


def test_every_place_that_names_a_snapshot_is_known(project: Project) -> None:
    places = places_of(terms_of(project))
    assert {place: keys[0].snapshot for place, keys in places.items()} == {
        "population_2021": USED,
        "tax_revenue_2020": KTA,
        "income_tax_2020": KTA,
        "operating_expenses_2020": KTA,
        "outlook.population_2021": USED,
        "burden.rate": RATE_2018,
    }
    ahead = places_of(terms_of(project, 2027))["outlook.population_2025"]
    assert [key.rows["year"] for key in ahead] == [2025, 2026, 2027, 2028, 2029, 2030]


@pytest.mark.slow
def test_without_newer_figures_the_terms_stay(project: Project) -> None:
    terms = terms_of(project)
    newest, replacements = with_newest(project, terms)
    places = [*places_of(terms), *budget_places(terms)]
    assert [replacement.place for replacement in replacements] == places
    assert not any(replacement.is_newer for replacement in replacements)
    assert newest.keys == terms.keys
    assert newest.burden == terms.burden


@pytest.mark.slow
def test_a_later_snapshot_of_the_table_gives_the_same_year_as_it_is_now(
    project_copy: Project,
) -> None:
    old = row_of(project_copy, "578", 2021)
    before = load_year(project_copy, "kainuu-ict", 2023).problem.keys["population_2021"]
    publish_later(project_copy, old, old.replace(",3183", ",3185"))
    terms, replacements = with_newest(project_copy, terms_of(project_copy))
    newer = {
        replacement.place: (replacement.named, replacement.used)
        for replacement in replacements
        if replacement.is_newer
    }
    assert newer == {
        "population_2021": (USED, LATER),
        "outlook.population_2021": (USED, LATER),
    }
    case = case_of(project_copy, read_agreement(project_copy, "kainuu-ict"), terms)
    after = case.problem.keys["population_2021"]
    assert {code: after[code] - before[code] for code in before if after[code] != before[code]} == {
        "578": 2
    }
    assert LATER in case.manifests
    assert USED not in case.manifests


@pytest.mark.slow
def test_a_later_snapshot_that_lacks_a_payer_is_passed_over_and_named(
    project_copy: Project,
) -> None:
    publish_later(project_copy, row_of(project_copy, "578", 2021) + "\n", "")
    terms, replacements = with_newest(project_copy, terms_of(project_copy))
    by_place = {replacement.place: replacement for replacement in replacements}
    assert terms.keys["population_2021"].snapshot == USED
    ((passed, lack),) = by_place["population_2021"].passed_over
    assert passed == LATER
    assert "no row for 578" in lack
    # The earlier year of the trend has every payer there: each place is looked at for itself.
    assert by_place["outlook.population_2021"].used == LATER
    assert case_of(project_copy, read_agreement(project_copy, "kainuu-ict"), terms).background


@pytest.mark.slow
def test_what_was_read_is_read_again_by_its_record(project_copy: Project) -> None:
    publish_later(project_copy, row_of(project_copy, "578", 2021) + "\n", "")
    stated = terms_of(project_copy)
    terms, replacements = with_newest(project_copy, stated)
    record = recorded(replacements)
    assert record["population_2021"] == [USED, LATER]
    assert record["outlook.population_2021"] == [LATER]
    again, places = as_recorded(stated, record)
    assert again == terms
    assert recorded(places) == record
    assert [place.is_newer for place in places] == [place.is_newer for place in replacements]


def test_a_trend_takes_its_own_snapshot_when_the_key_gets_another(project: Project) -> None:
    stated = {"population_2021": LATER}
    outlook = with_snapshots(terms_of(project), stated).outlook
    assert outlook is not None
    assert outlook.keys["population_2021"].snapshot == USED


def test_snapshots_are_read_where_they_were_recorded(project: Project) -> None:
    terms = terms_of(project)
    recorded = {"burden.rate": "verohallinto/x/2027-01-01", "tax_revenue_2020": "a/b/2027-01-01"}
    changed = with_snapshots(terms, recorded)
    assert changed.burden is not None
    assert changed.burden.rate is not None
    assert changed.burden.rate.snapshot == "verohallinto/x/2027-01-01"
    assert changed.keys["tax_revenue_2020"].snapshot == "a/b/2027-01-01"
    assert changed.keys["income_tax_2020"] == terms.keys["income_tax_2020"]


def test_a_place_that_is_not_there_is_refused_with_the_nearest(project: Project) -> None:
    with pytest.raises(ParameterError, match="reads no figures for 'population_2012'.*_2021"):
        with_snapshots(terms_of(project), {"population_2012": USED})


def test_budgets_are_places_by_their_tables(project: Project) -> None:
    assert budget_places(terms_of(project)) == {
        "budgets.ktas-2023": "valtiokonttori/ktas-2023/2026-11-29",
        "budgets.ktas-2024": "valtiokonttori/ktas-2024/2026-11-29",
    }
    changed = with_snapshots(
        terms_of(project), {"budgets.ktas-2024": "valtiokonttori/x/2027-01-01"}
    )
    assert changed.budgets is not None
    assert changed.budgets.snapshots == (
        "valtiokonttori/ktas-2023/2026-11-29",
        "valtiokonttori/x/2027-01-01",
    )
    twice = ("valtiokonttori/ktas-2026/2026-11-29", "valtiokonttori/ktas-2026/2026-11-30")
    of_two = changed.budgets.model_copy(update={"snapshots": twice})
    assert list(budget_places(changed.model_copy(update={"budgets": of_two}))) == [
        f"budgets.{name}" for name in twice
    ]


@pytest.mark.slow
def test_two_snapshots_of_one_table_become_one_when_a_newer_has_both(project_copy: Project) -> None:
    base, first, second, whole = (f"valtiokonttori/ktas-2024/{day}" for day in KTAS_DAYS)
    publish_budgets(project_copy, base, first, keep="578")
    publish_budgets(project_copy, base, second, keep="620")
    stated = terms_of(project_copy)
    assert stated.budgets is not None
    of_2023 = stated.budgets.snapshots[0]
    named = (of_2023, first, second)
    stated = stated.model_copy(
        update={"budgets": stated.budgets.model_copy(update={"snapshots": named})}
    )
    publish_budgets(project_copy, base, whole, keep="")
    terms, replacements = with_newest(project_copy, stated)
    assert terms.budgets is not None
    assert terms.budgets.snapshots == (of_2023, whole)
    again, _ = as_recorded(stated, recorded(replacements))
    assert again == terms
