"""Doubts about the budgets of a case, seen by its own figures alone."""

from collections import Counter
from dataclasses import replace

import pytest

from analyysi.comparison.burden.budget_doubts import doubts_of_case, heads_of_case
from analyysi.comparison.compare import Comparison
from analyysi.project import Project
from analyysi.sources.odd_figures.stored_doubts import stored_accounts


@pytest.mark.slow
def test_the_doubts_of_the_terms_of_2027(kainuu_2027: Comparison, project: Project) -> None:
    doubts = doubts_of_case(kainuu_2027.case)
    payers = set(kainuu_2027.case.terms.participants)
    assert {doubt.code for doubt in doubts} <= payers
    named = Counter(doubt.check for doubt in doubts if doubt.check != "jump_inside_plan")
    assert named == {"loans_doubled": 2, "margin_changes_sign": 2, "result_above_margin": 1}
    with_accounts = doubts_of_case(kainuu_2027.case, stored_accounts(project))
    assert len(with_accounts) == len(doubts) + 2


def test_inhabitants_are_those_of_the_newest_key(kainuu_2027: Comparison) -> None:
    heads = heads_of_case(kainuu_2027.case)
    assert heads["578"] == 2941
    assert heads.keys() == set(kainuu_2027.case.problem.payers)


def test_without_budgets_or_inhabitants(kainuu_2027: Comparison) -> None:
    case = kainuu_2027.case
    assert doubts_of_case(replace(case, budgets=None)) == []
    no_keys = case.terms.model_copy(update={"keys": {}})
    assert heads_of_case(replace(case, terms=no_keys)) == {}
