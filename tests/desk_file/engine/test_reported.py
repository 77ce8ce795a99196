"""What the program would report of a trial."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analyysi.agreement.parameters import check_parameters
from analyysi.comparison.case import load_year
from analyysi.comparison.compare import compare_methods
from analyysi.comparison.results import results_csv
from analyysi.comparison.trial.loading import load_case
from analyysi.desk.saving import save
from analyysi.desk.trial import as_agreed
from analyysi.desk_file.engine.asked import Choices
from analyysi.desk_file.engine.choices import trial_of
from analyysi.desk_file.engine.reported import Reported
from analyysi.desk_file.engine.shown_trial import as_decided, tried
from analyysi.project import Project
from support.desk_files import MIX, Page, page_in


def reported(page: Page, **choices: object) -> Reported:
    opened = page.session.opened
    changed = Choices.model_validate(page.changed(**choices))
    return Reported(tried(opened, trial_of(opened, changed)))


def test_of_the_year_itself_it_is_the_year(project: Project) -> None:
    of_year = Reported(as_decided(page_in("fi").session.opened))
    expected = results_csv(compare_methods(load_year(project, "kainuu-ict", 2027)))
    assert results_csv(of_year.comparison) == expected
    assert results_csv(reported(page_in("fi")).comparison) == expected


def test_where_parameters_say_it_it_is_the_trial_of_a_run(project: Project) -> None:
    asked = {"agreement": "kainuu-ict", "year": 2027, "language": "fi", "total": "100000.00"}
    case = load_case(project, check_parameters(asked))
    other = reported(page_in("fi"), total="100 000,00")
    assert results_csv(other.comparison) == results_csv(compare_methods(case))
    assert [str(line) for line in other.case.trial] == [str(line) for line in case.trial]


@pytest.mark.parametrize("page", [Page])
def test_else_it_is_the_year_by_the_draft(page: type[Page]) -> None:
    other = reported(page(), **MIX, rounding="webster")
    assert other.case.terms.status == "draft"
    assert other.case.terms.rounding.rule == "webster"
    assert other.comparison.chosen.cents == dict(other.tried.year.cents)


def test_a_draft_that_is_saved_shares_by_the_rounding_rule_too(project_copy: Project) -> None:
    opened = Page(project_copy).session.opened
    trial = replace(as_agreed(opened.case), total=8_000_003, rounding="adams")
    outcome = tried(opened, trial)
    saved = save(project_copy, opened.case, outcome.year, 2028)
    case = load_year(project_copy, "kainuu-ict", 2028)
    assert case.rounding.name == "adams"
    assert dict(compare_methods(case).chosen.cents) == dict(outcome.year.cents), saved


def test_method_by_method_the_others_are_those_of_the_comparison() -> None:
    other = reported(page_in("sv"), total="100 000,00")
    together = other.others()
    one_by_one = [other.others(name) for name in other.methods()]
    splits = [split for answered in one_by_one for split in answered["splits"]]
    assert sorted(splits, key=str) == sorted(together["splits"], key=str)
    assert [split["id"] for split in together["splits"]] == [
        split.id for split in other.comparison.others
    ]
    assert len({row["reason"] for row in together["omitted"]}) == len(
        {row["reason"] for answered in one_by_one for row in answered["omitted"]}
    )
    kinds = [other.case.methods[name].kind for name in other.methods()]
    assert kinds == sorted(kinds, key=["plain", "claims", "game"].index)


def test_what_was_published_of_a_payer_who_is_left_out_stops_no_trial() -> None:
    page = Page()
    page.state = page.ask("open", agreement="kainuu-ict", year=2023, language="fi", front=False)
    left = [code for code in page.state["choices"]["participants"] if code != "578"]
    others = reported(page, participants=left).others()
    assert others["splits"]
    assert all("578" not in split["cents"] for split in others["splits"])
